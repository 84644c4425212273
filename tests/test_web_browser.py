"""The pages in a real browser: strict policy, no third parties, the form with and without JavaScript."""

from __future__ import annotations

import json

import pytest
from web_browsing import ask
from web_fakes import fixed_answers

pytestmark = pytest.mark.browser


# An element as [name, attributes, children], with white space collapsed.
READ = """(node) => {
    const read = (node) => node.nodeType === 3
        ? node.textContent.replace(/\\s+/g, " ").trim() || null
        : [node.tagName, Object.fromEntries([...node.attributes].map((one) => [one.name, one.value])),
           [...node.childNodes].map(read).filter(Boolean)];
    return JSON.stringify(read(node));
}"""


@pytest.mark.parametrize("lang", ["en", "es"])
def test_the_plain_form(open_page, lang):
    page = open_page(f"/?lang={lang}", java_script_enabled=False)
    for keyword in ("prose", "crisis"):
        ask(page, keyword)
    assert page.locator("article.exchange").count() == 2
    assert "prose" not in page.url
    page.click(".after a")
    page.locator("article.exchange").first.wait_for(state="detached")
    page.wait_for_load_state()
    assert page.locator("article.exchange").count() == 0


def test_server_and_browser_build_the_same_reply(open_page):
    """templates/_answer.html and static/answer.js make the same elements of every kind of reply."""
    plain, rich = open_page("/", java_script_enabled=False), open_page("/")
    for keyword in fixed_answers():
        ask(plain, keyword)
        ask(rich, keyword)
        one, other = (json.loads(page.locator(".answer").last.evaluate(READ)) for page in (plain, rich))
        assert one == other, keyword


def test_enter_sends_and_shift_enter_does_not(open_page):
    page = open_page("/")
    page.focus("#message")
    page.keyboard.type("one")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("prose")
    page.keyboard.press("Enter")
    page.wait_for_selector(".answer")
    assert page.locator(".asked").inner_text().endswith("one\nprose")
    assert page.input_value("#message") == ""
    assert page.evaluate("document.activeElement.id") == "message"


def test_an_arriving_reply_is_announced_and_takes_no_focus(open_page):
    page = open_page("/")
    page.evaluate("""() => {
        window.said = [];
        const announcer = document.getElementById("announcer");
        new MutationObserver(() => announcer.textContent && window.said.push(announcer.textContent))
            .observe(announcer, { childList: true, characterData: true, subtree: true });
    }""")
    ask(page, "prose")
    said = page.evaluate("window.said")
    assert said[0] == "Searching the guides…"
    assert said[-1].startswith("Answer: A beginner earns $118,000.")
    assert said[-1].endswith("Sources: 1.")
    assert page.locator("#log").get_attribute("aria-live") == "off"


def test_a_suggestion_moves_focus_to_the_question(open_page):
    page = open_page("/")
    page.fill("#message", "half typed")
    page.click("text=How does prose look?")
    page.wait_for_selector(".answer")
    assert "How does prose look?" in page.evaluate("document.activeElement.textContent")
    assert page.input_value("#message") == "half typed"


def test_dropping_a_slot(open_page):
    page = open_page("/")
    ask(page, "follow")
    assert page.locator(".forget").count() == 1
    page.click(".forget")
    page.locator(".forget").wait_for(state="detached")
    assert page.locator("article.exchange").count() == 1
    assert page.input_value('[name="dropped"]') == "career"


def test_context_travels(open_page):
    page = open_page("/")
    ask(page, "prose")
    with page.expect_request("**/api/chat") as sent:
        ask(page, "table")
    assert sent.value.post_data_json["context"].startswith("token-")
    assert [field.input_value() for field in page.locator('[name="said"]').all()] == ["prose", "table"]


@pytest.mark.parametrize("trouble", ["offline", "500", "garbage"])
def test_trouble_keeps_what_was_typed(open_page, trouble):
    page = open_page("/")
    if trouble == "offline":
        page.context.set_offline(True)
    elif trouble == "garbage":
        page.route("**/api/chat", lambda route: route.fulfill(status=200, body="<html>"))
    page.fill("#message", "explode" if trouble == "500" else "prose")
    page.keyboard.press("Enter")
    page.wait_for_selector("#trouble:not([hidden])")
    assert page.input_value("#message") == ("explode" if trouble == "500" else "prose")
    assert page.locator("article.exchange").count() == 0
    page.context.set_offline(False)
    page.unroute_all()
    ask(page, "prose")
    assert page.locator("#trouble").is_hidden()


def test_feedback(open_page):
    page = open_page("/")
    ask(page, "pizza")
    page.click("text=This didn’t help")
    with page.expect_response("**/api/feedback") as sent:
        page.click("text=Not what I asked")
    assert sent.value.status == 202
    assert "question" not in sent.value.request.post_data_json
    page.wait_for_selector("text=Only a count is kept")


def test_a_citation_opens_the_guide_at_the_marked_sentence(open_page):
    page = open_page("/")
    ask(page, "prose")
    with page.context.expect_page() as opened:
        page.click(".part .chip")
    guide = opened.value
    guide.wait_for_load_state()
    assert guide.url.endswith("/guides/ml-engineer?s=1-3#s1")
    box = guide.locator("mark").first.bounding_box()
    assert 0 <= box["y"] < 860


def test_nothing_is_stored(open_page):
    page = open_page("/")
    ask(page, "prose")
    assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]
    assert page.evaluate("indexedDB.databases().then((found) => found.length)") == 0
    assert "prose" not in page.url


PAYLOADS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    '"><script>alert(1)</script>',
    "</textarea><script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "<iframe srcdoc='<script>parent.alert(1)</script>'>",
    "javascript:alert(1)",
    "{{7*7}}${7*7}<%= 7*7 %>",
    "<a href=javascript:alert(1)>x</a>",
    "<style>*{display:none}</style>",
    "<details open ontoggle=alert(1)>",
    "'-alert(1)-'",
    "<base href=//evil.example>",
    "<form action=//evil.example><input name=said>",
]


@pytest.mark.parametrize("script", [True, False])
def test_payloads_in_questions_stay_text(open_page, script):
    page = open_page("/", java_script_enabled=script)
    page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    elements = "main :is(img, iframe, style, base, details:not(.why)), main form:not(#ask), main svg"
    for payload in PAYLOADS:
        ask(page, f"hostile {payload}")
        assert page.locator(".asked").last.text_content().endswith(payload)
    assert page.locator(elements).count() == 0
    assert page.locator("article.exchange").count() == len(PAYLOADS)
    assert page.locator("main a[href^='javascript' i]").count() == 0
