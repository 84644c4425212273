"""The pages in a real browser: accessibility, strict policy, no third parties, the form with and without JavaScript."""

from __future__ import annotations

import json
import re
import threading

import pytest
from web_fakes import FakeBot, fixed_answers

pytestmark = pytest.mark.browser

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
MODES = {
    "light": {},
    "dark": {"color_scheme": "dark"},
    "narrow": {"width": 320, "height": 568},
    "narrow-dark": {"width": 320, "height": 568, "color_scheme": "dark"},
    "forced": {"forced_colors": "active"},
}


# An element as [name, attributes, children], with white space collapsed.
READ = """(node) => {
    const read = (node) => node.nodeType === 3
        ? node.textContent.replace(/\\s+/g, " ").trim() || null
        : [node.tagName, Object.fromEntries([...node.attributes].map((one) => [one.name, one.value])),
           [...node.childNodes].map(read).filter(Boolean)];
    return JSON.stringify(read(node));
}"""


def assert_accessible(page):
    from axe_playwright_python.sync_playwright import Axe

    result = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}}).response
    found = [(fault["id"], [node["html"] for node in fault["nodes"]][:3]) for fault in result["violations"]]
    assert found == []


def assert_fits(page):
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def ask(page, message):
    count = page.locator("article.exchange .answer").count()
    page.fill("#message", message)
    page.click(".send")
    page.locator("article.exchange .answer").nth(count).wait_for()


@pytest.mark.parametrize("mode", MODES)
def test_axe_on_every_kind_of_reply(open_page, mode):
    page = open_page("/", **MODES[mode])
    assert_accessible(page)
    for keyword in (
        "prose",
        "table",
        "list",
        "compare",
        "disagree",
        "enginer",
        "follow",
        "pizza",
        "vague",
        "hi",
        "crisis",
    ):
        ask(page, keyword)
        assert_fits(page)
    page.locator("details.why summary").first.click()
    assert_accessible(page)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(
    "path",
    [
        "/guides",
        "/guides/ml-engineer",
        "/guides/ml-engineer?s=2-3#s2",
        "/guides/ml-engineer?s=8#s8",
        "/privacy",
        "/demo",
        "/embed",
        "/take-away",
        "/nowhere",
    ],
)
def test_axe_on_pages(open_page, mode, path):
    page = open_page(path, **MODES[mode])
    assert_accessible(page)
    assert_fits(page)


@pytest.mark.parametrize("lang", ["en", "es"])
def test_the_plain_form(open_page, lang):
    page = open_page(f"/?lang={lang}", java_script_enabled=False)
    for keyword in ("prose", "crisis"):
        page.fill("#message", keyword)
        page.click(".send")
    assert page.locator("article.exchange").count() == 2
    assert "prose" not in page.url
    page.click(".after a")
    assert page.locator("article.exchange").count() == 0


@pytest.mark.parametrize("keyword", fixed_answers())
def test_server_and_browser_build_the_same_reply(open_page, keyword):
    plain = open_page("/", java_script_enabled=False)
    plain.fill("#message", keyword)
    plain.click(".send")
    rich = open_page("/")
    ask(rich, keyword)
    one, other = (json.loads(page.locator(".answer").evaluate(READ)) for page in (plain, rich))
    assert one == other


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


def test_keyboard_alone(open_page):
    """From the top of the page to a question, its citation, and on to the end, without a trap."""
    page = open_page("/")
    seen = []
    for _ in range(40):
        page.keyboard.press("Tab")
        seen.append(page.evaluate("document.activeElement.id || document.activeElement.textContent.trim()"))
        if seen[-1] == "message":
            break
    assert seen[0] == "Skip to the main part"
    page.keyboard.type("prose")
    page.keyboard.press("Enter")
    page.wait_for_selector(".answer")
    page.keyboard.press("Shift+Tab")
    reached = set()
    for _ in range(30):
        page.keyboard.press("Shift+Tab")
        reached.add(page.evaluate("document.activeElement.className || document.activeElement.tagName"))
    assert {"chip", "brand", "skip"} <= reached


def test_targets_are_large_enough(open_page):
    page = open_page("/", width=390, height=844)
    ask(page, "follow")
    small = page.evaluate("""() => [...document.querySelectorAll("button, .places a, .foot a, summary")]
        .filter((node) => node.offsetParent && !node.matches(".forget"))
        .map((node) => [node.textContent.trim(), node.getBoundingClientRect().height])
        .filter(([, height]) => height < 43.5)""")
    assert small == []


def test_text_spacing_and_zoom(open_page):
    """WCAG 1.4.12 and 1.4.10: wide spacing at 400% of a 1280 px screen loses nothing."""
    page = open_page("/", width=320, height=256, bypass_csp=True)
    ask(page, "table")
    ask(page, "disagree")
    page.add_style_tag(
        content="* {line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important}"
    )
    assert_fits(page)
    assert page.evaluate("getComputedStyle(document.querySelector('.ask')).position") != "sticky"


def test_nothing_is_stored(open_page):
    page = open_page("/")
    ask(page, "prose")
    assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]
    assert page.evaluate("indexedDB.databases().then((found) => found.length)") == 0
    assert "prose" not in page.url


def test_reduced_motion(open_page):
    page = open_page("/", reduced_motion="reduce")
    page.route("**/api/chat", lambda route: None)
    page.fill("#message", "prose")
    page.keyboard.press("Enter")
    page.wait_for_selector(".searching")
    assert page.evaluate("document.getAnimations().length") == 0


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
        if script:
            ask(page, f"hostile {payload}")
        else:
            page.fill("#message", f"hostile {payload}")
            page.click(".send")
        assert page.locator(".asked").last.text_content().endswith(payload)
    assert page.locator(elements).count() == 0
    assert page.locator("article.exchange").count() == len(PAYLOADS)
    assert page.locator("main a[href^='javascript' i]").count() == 0


def test_languages_of_quotes_are_marked(open_page):
    page = open_page("/?lang=es")
    ask(page, "prose")
    assert page.locator("blockquote").get_attribute("lang") == "en"
    assert page.locator("html").get_attribute("lang") == "es"
    assert re.search(r"revisado el 1 de noviembre de 2026", page.locator(".cited").inner_text())


def test_the_sheet(open_page):
    page = open_page("/")
    for keyword in ("prose", "table", "disagree", "pizza"):
        ask(page, keyword)
    with page.context.expect_page() as opened:
        page.click("text=Take it to my counselor")
    sheet = opened.value
    sheet.wait_for_load_state()
    assert sheet.locator("#print").is_visible()
    assert_accessible(sheet)
    assert sheet.locator(".exchange").count() == 3
    paper = sheet.pdf(format="Letter", prefer_css_page_size=True)
    assert paper.startswith(b"%PDF")
    sheet.emulate_media(media="print")
    assert sheet.locator(".top").is_hidden()
    assert sheet.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(255, 255, 255)"


def test_a_guide_on_paper(open_page):
    page = open_page("/guides/ml-engineer?s=2-3", color_scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.documentElement).color") == "rgb(0, 0, 0)"
    for hidden in (".top", ".contents", ".about", ".foot"):
        assert page.locator(hidden).is_hidden()
    assert page.locator("mark").is_visible()


def test_embedding_on_another_origin(chromium, serve):
    """The bare school page under its strict policy: script, frame and link, without one report."""
    from web import create_app
    from web.demo_host import make_server

    school = make_server("127.0.0.1", 0, "")
    origin = f"http://127.0.0.1:{school.server_port}"
    school.server_close()
    bot = serve(create_app(FakeBot(), demo=origin))
    school = make_server("127.0.0.1", int(origin.rsplit(":", 1)[1]), bot)
    thread = threading.Thread(target=school.serve_forever, daemon=True)
    thread.start()
    context = chromium.new_context()
    try:
        page = context.new_page()
        told, asked = [], []
        page.on("console", lambda message: told.append(message.text))
        page.on("pageerror", lambda error: told.append(str(error)))
        page.on("request", lambda request: asked.append(request.url))
        page.goto(origin)
        frame = page.frame_locator("iframe")
        frame.locator("guidepost-chat #q").fill("prose")
        frame.locator("guidepost-chat #q").press("Enter")
        frame.locator("text=A beginner earns $118,000.").first.wait_for()
        assert told == []
        assert [url for url in asked if not url.startswith((origin, bot, "data:"))] == []
        assert context.cookies() == []
    finally:
        context.close()
        school.shutdown()
        thread.join()
        school.server_close()
