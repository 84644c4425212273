"""Long questions and talks, slow and lost connections, languages."""

from __future__ import annotations

import json
import time

import pytest
from widget_chat import Start

pytestmark = pytest.mark.browser


def test_long_questions_are_counted_and_still_sent(chat: Start) -> None:
    shown = chat().open()
    shown(".input").fill("prose " + "x" * 700)
    assert shown("#count").inner_text() == ""
    shown(".input").fill("prose " + "😀" * 950)
    assert shown("#count").inner_text() == "956 characters. The first 1,000 are searched."
    reply = shown.ask("prose " + "y" * 2500)
    assert reply.locator("mark").count()
    assert shown("#count").inner_text() == ""


def test_a_conversation_of_sixty_messages(chat: Start) -> None:
    shown = chat(width=390, height=844).open()
    begun = time.monotonic()
    for number in range(60):
        shown.ask(("prose", "table", "pizza", "list", "follow")[number % 5])
    assert time.monotonic() - begun < 40
    assert shown(".turn").count() == 60
    assert shown(".suggestions:visible").count() <= 1, "old suggestions are folded away"
    shown.page.wait_for_function(
        """() => {
          const { log, list } = document.querySelector("guidepost-chat");
          const at = list.lastChild.offsetTop - log.scrollTop;
          return at > -60 && at < 300;
        }"""
    )
    shown.axe()


def test_trouble_keeps_the_question_and_offers_to_try_again(chat: Start) -> None:
    shown = chat().open()
    shown.page.route("**/api/chat", lambda route: route.abort())
    shown.ask("prose")
    assert shown.page.get_by_role("alert").inner_text() == "Your question didn’t get through. It is kept here."
    assert "prose" in shown(".question").inner_text()
    shown(".input").fill("typed meanwhile")
    shown.page.unroute("**/api/chat")
    shown.page.get_by_role("button", name="Try again").click()
    shown(".reply.answer").wait_for()
    assert shown(".turn").count() == 1
    assert "turn" in shown.focused()
    assert shown(".input").input_value() == "typed meanwhile"


@pytest.mark.parametrize(
    ("status", "words"), [(429, "Too many questions"), (500, "didn’t get through"), (200, "didn’t get through")]
)
def test_other_trouble_is_said_too(chat: Start, status: int, words: str) -> None:
    shown = chat().open()
    allow = {"Access-Control-Allow-Origin": "*"}
    shown.page.route("**/api/chat", lambda route: route.fulfill(status=status, headers=allow, body="<p>not JSON</p>"))
    shown.ask("prose")
    assert words in shown(".trouble[role=alert]").inner_text()


def test_a_reply_of_no_known_shape_is_trouble_too(chat: Start) -> None:
    shown = chat("shape").open()
    shown.ask("broken")
    assert shown(".trouble[role=alert]").count() == 1


def test_offline(chat: Start) -> None:
    shown = chat().open()
    shown.page.context.set_offline(True)
    shown(".footer .trouble:text('offline')").wait_for()
    shown.ask("prose")
    assert "offline" in shown(".turn .trouble").inner_text()
    shown.axe()
    shown.page.context.set_offline(False)
    shown(".footer .trouble:empty").wait_for(state="attached")
    shown.page.get_by_role("button", name="Try again").click()
    shown(".reply.answer").wait_for()


def test_slow(chat: Start) -> None:
    shown = chat("shape").open()
    shown(".input").fill("slow")
    shown(".input").press("Enter")
    assert shown(".wait").inner_text() == "Searching the guides…"
    shown(".input").fill("table")
    shown(".input").press("Enter")
    assert shown(".turn").count() == 1, "one question at a time"
    assert shown(".input").input_value() == "table", "and what was typed stays"
    shown(".wait:text('Still searching')").wait_for()
    shown(".reply.answer").wait_for()


def test_leaving_while_a_question_is_on_its_way(chat: Start) -> None:
    shown = chat("shape").open()
    shown(".input").fill("slow")
    shown(".input").press("Enter")
    shown.page.get_by_role("button", name="Start over").click()
    assert shown.ask("table").locator("table").count() == 1
    assert shown(".turn").count() == 1
    shown(".input").fill("slow")
    shown(".input").press("Enter")
    shown.page.evaluate("document.querySelector('guidepost-chat').remove()")
    shown.page.wait_for_timeout(300)


def test_spanish(chat: Start) -> None:
    shown = chat(lang="es").open()
    assert shown(".title").inner_text() == "Pregunta a las guías"
    with shown.page.expect_request("**/api/chat") as asked:
        shown.ask("hola")
    assert json.loads(asked.value.post_data)["lang"] == "es"
    assert shown(".said").get_attribute("lang") == "es"


def test_an_unknown_language_and_a_lost_catalogue_fall_back_to_english(chat: Start) -> None:
    assert chat(lang="ja").open()(".root").get_attribute("lang") == "en"
    shown = chat()
    shown.page.route("**/widget/texts.es.json", lambda route: route.abort())
    shown.run("(chat) => chat.setAttribute('lang', 'es')")
    shown.page.wait_for_timeout(300)
    assert shown(".root").get_attribute("lang") == "en"
