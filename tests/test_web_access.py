"""Every page and state for everyone: axe, small screens, dark, forced colours, keyboard, paper, other origins."""

from __future__ import annotations

import re
import threading

import pytest
from web_browsing import ask, assert_accessible, assert_fits
from web_fakes import FakeBot

pytestmark = pytest.mark.browser

MODES = {
    "light": {},
    "dark": {"color_scheme": "dark"},
    "narrow": {"width": 320, "height": 568},
    "narrow-dark": {"width": 320, "height": 568, "color_scheme": "dark"},
    "forced": {"forced_colors": "active"},
}


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


PATHS = ["/guides", "/guides/ml-engineer", "/guides/ml-engineer?s=2-3#s2", "/guides/ml-engineer?s=8#s8", "/privacy"]
PATHS += ["/nowhere", "/demo", "/embed", "/take-away"]


@pytest.mark.parametrize("mode", MODES)
def test_axe_on_pages(open_page, live, mode):
    page = open_page("/", **MODES[mode])
    for path in PATHS:
        page.goto(live + path)
        assert_accessible(page)
        assert_fits(page)


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


def test_reduced_motion(open_page):
    page = open_page("/", reduced_motion="reduce")
    page.route("**/api/chat", lambda route: None)
    page.fill("#message", "prose")
    page.keyboard.press("Enter")
    page.wait_for_selector(".searching")
    assert page.evaluate("document.getAnimations().length") == 0


def test_languages_of_quotes_are_marked(open_page):
    page = open_page("/?lang=es")
    ask(page, "prose")
    assert page.locator("blockquote").get_attribute("lang") == "en"
    assert page.locator("html").get_attribute("lang") == "es"
    assert re.search(r"revisado el 1 de noviembre de 2026", page.locator(".cited").inner_text())


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
