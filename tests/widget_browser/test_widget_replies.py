"""What a reply shows, and what its buttons do."""

from __future__ import annotations

import json

import pytest
from widget_chat import Start

pytestmark = pytest.mark.browser


def test_quotes_are_marked_in_their_passage(chat: Start) -> None:
    shown = chat("shape").open()
    reply = shown.ask("emoji")
    assert reply.locator("mark").all_inner_texts() == ["Pay is 💷 high.", "مرحبا is hello."]
    assert reply.locator(".rest").first.is_hidden()
    toggle = reply.locator("[aria-expanded]")
    assert toggle.inner_text() == "Show the text around it"
    toggle.click()
    assert toggle.get_attribute("aria-expanded") == "true"
    whole = reply.locator(".quote p").inner_text()
    assert whole.startswith("😀😀 Not this. Pay is 💷 high. مرحبا is hello.")
    assert whole.rstrip("1 ").endswith("End.")
    toggle.click()
    assert reply.locator(".rest").first.is_hidden()
    reply = shown.ask("steps")
    assert reply.locator(".quote li:visible").all_inner_texts() == ["Learn maths", "Build it 1"]
    reply.get_by_role("button", name="Show the text around it").click()
    assert reply.locator(".quote li:visible").count() == 3
    assert reply.locator(".quote p").inner_text() == "Do this:"
    assert shown.ask("wrong span").locator("mark").inner_text() == "A sentence."


def test_quotes_say_their_language(chat: Start) -> None:
    shown = chat("shape").open()
    assert shown.ask("spanish").locator("blockquote").get_attribute("lang") == "es"
    assert chat(lang="es-MX").open()(".root").get_attribute("lang") == "es"


def test_sources_say_who_and_when(chat: Start) -> None:
    shown = chat().open()
    words = shown.ask("table").locator(".sources").inner_text()
    assert "JobCannon, March 23, 2026 · reviewed November 1, 2026" in words
    assert "Qoollege, 2026" in words
    hrefs = shown(".chip").evaluate_all("(chips) => chips.map((chip) => chip.href)")
    assert all(href.startswith(shown.server + "/guides/ml-engineer?s=") for href in hrefs)


def test_why_this_answer(chat: Start) -> None:
    reply = chat().open().ask("table")
    reply.locator("summary").click()
    words = reply.locator("dl").inner_text()
    assert "pay, engineer" in words
    assert "make → pay" in words
    assert "Machine learning engineer › How much" in words


def test_dropping_what_was_carried_over_asks_again(chat: Start) -> None:
    shown = chat().open()
    shown.ask("prose")
    shown.ask("follow")
    with shown.page.expect_request("**/api/chat") as asked:
        shown.page.get_by_role("button", name="Forget ML engineer").click()
    body = json.loads(asked.value.post_data)
    assert body["message"] == "follow"
    assert body["drop"] == ["career"]
    shown(".turn:nth-child(2):not(:has(.drop)) .answer").wait_for()
    assert shown(".turn").count() == 2, "the answer is replaced"
    assert "turn" in shown.focused(), "the focus stays at the answer"


def test_suggestions_and_choices_are_buttons(chat: Start) -> None:
    shown = chat().open()
    shown.ask("vague")
    choice = shown(".turn:last-child .suggestions button").first
    choice.click()
    shown(".turn:nth-child(2) .reply:not(:has(.wait))").wait_for()
    assert "ML engineer" in shown(".turn:nth-child(2) .question").inner_text()
    assert shown.run("(chat) => chat.shadowRoot.activeElement.textContent") == "ML engineer", (
        "the focus is where it was"
    )


def test_thumbs_with_reasons_on_answers_and_refusals(chat: Start) -> None:
    shown = chat().open()
    for question, kind in (("prose", "answer"), ("pizza", "refusal")):
        reply = shown.ask(question)
        reply.get_by_role("button", name="No", exact=True).click()
        assert "What was wrong?" in reply.locator(".feedback").inner_text()
        with shown.page.expect_response("**/api/feedback") as sent:
            reply.get_by_role("button", name="Not enough").click()
        assert sent.value.status == 202
        body = json.loads(sent.value.request.post_data)
        assert body["verdict"] == "not_helpful"
        assert body["reasons"] == ["too_little"]
        assert body["kind"] == kind
        assert body["question"] == question
        assert reply.locator(".feedback").inner_text() == "Thank you."
    reply = shown.ask("table")
    with shown.page.expect_response("**/api/feedback") as sent:
        reply.get_by_role("button", name="Yes").click()
    assert json.loads(sent.value.request.post_data)["verdict"] == "helpful"
    assert shown.ask("crisis").locator(".feedback").count() == 0


def test_copying_takes_the_sources_along(chat: Start) -> None:
    shown = chat(permissions=["clipboard-read", "clipboard-write"]).open()
    reply = shown.ask("prose")
    reply.get_by_role("button", name="Copy").click()
    reply.get_by_role("button", name="Copied.").wait_for()
    copied = shown.page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("A beginner earns $118,000.\nBoth are estimates.\n")
    assert f"Machine learning engineer, How much does an ML engineer earn?: {shown.server}/guides/ml-engineer" in copied
    closed = chat(scripts="Object.defineProperty(navigator, 'clipboard', {value: undefined});").open()
    reply = closed.ask("prose")
    reply.get_by_role("button", name="Copy").click()
    reply.get_by_role("button", name="Press Ctrl + C to copy.").wait_for()


def test_starting_over_forgets(chat: Start) -> None:
    shown = chat().open()
    shown.ask("prose")
    shown.page.get_by_role("button", name="Start over").click()
    assert shown(".turn").count() == 0
    assert shown(".hello").is_visible()
    assert shown.focused() == "input"
    with shown.page.expect_request("**/api/chat") as asked:
        shown.ask("table")
    assert json.loads(asked.value.post_data)["context"] is None


def test_take_it_to_my_counselor(chat: Start) -> None:
    shown = chat().open()
    shown.ask("prose")
    shown.ask("pizza")
    with shown.page.context.expect_page() as opened:
        shown.page.get_by_role("button", name="Take it to my counselor").click()
    sheet = opened.value
    sheet.wait_for_load_state()
    assert sheet.url == shown.server + "/take-away"
    words = sheet.inner_text("main")
    assert "A beginner earns $118,000." in words
    assert "pizza" in words
    assert shown(".turn").count() == 2, "the conversation stays"


def test_crisis_card(chat: Start) -> None:
    shown = chat().open()
    reply = shown.ask("crisis")
    assert reply.get_by_role("heading").inner_text() == "You don’t have to be alone with this"
    links = reply.locator(".lines a").evaluate_all(
        "(all) => all.map((one) => [one.textContent, one.getAttribute('href')])"
    )
    assert links == [["Call or text 988", "tel:988"], ["Find a helpline", "https://findahelpline.com"]]
    assert reply.locator(".feedback, .suggestions").count() == 0


@pytest.mark.parametrize("offline", [False, True])
def test_need_to_talk_always_leads_to_people(chat: Start, offline: bool) -> None:
    shown = chat(width=390, height=844).open()
    shown.page.context.set_offline(offline)
    shown.page.get_by_role("button", name="Need to talk to someone?").click()
    shown('.reply.crisis a[href="tel:988"]').wait_for()
    assert shown("a[href^='sms:741741']").count() == 1
    assert shown("a[href='https://findahelpline.com']").count() == 1
    shown.axe()


def test_the_note_is_always_there(chat: Start) -> None:
    shown = chat(width=320, height=568).open()
    for question in ("", "prose", "pizza"):
        if question:
            shown.ask(question)
        words = shown(".footer").inner_text()
        for part in (
            "A program, not a person",
            "Don’t type your name",
            "counselor may read",
            "Need to talk to someone?",
        ):
            assert part in words
        assert shown(".note").last.is_visible()
