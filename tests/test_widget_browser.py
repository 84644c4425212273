"""The widget in a real browser, on a host page of another origin under a strict policy."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
from web_fakes import FakeBot
from widget_payloads import payloads
from widget_servers import EchoBot, Host, ShapeBot

pytestmark = pytest.mark.browser

AXE = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}}
READY = ".turn:last-child .reply:not(:has(.wait))"
WATCH = """
window.hits = [];
window.hit = (what) => window.hits.push(String(what));
for (const name of ["alert", "confirm", "prompt", "print"]) window[name] = (what) => window.hits.push(name + what);
window.broken = [];
addEventListener("securitypolicyviolation", (event) => window.broken.push(event.violatedDirective + " " + event.blockedURI));
window.events = [];
for (const name of ["open", "close", "answer", "error"]) {
  addEventListener("guidepost-" + name, (event) => window.events.push([name, event.detail]));
}
"""


@pytest.fixture(scope="session")
def host(serve: Callable[[Any], str]) -> Host:
    made = Host()
    made.address = serve(made.app)
    return made


@pytest.fixture(scope="session")
def servers(serve: Callable[[Any], str], host: Host, tmp_path_factory: pytest.TempPathFactory, real_bot: Any) -> dict[str, str]:
    """The addresses of bots that the host page may ask."""
    from bot import Settings

    from web import create_app

    settings = Settings(home=tmp_path_factory.mktemp("widget"), contact="Ms. Rivera", school="Hill School")
    bots = {"fake": FakeBot(settings), "shape": ShapeBot(settings), "echo": EchoBot(settings), "real": real_bot}
    return {name: serve(create_app(bot, demo=host.address)) for name, bot in bots.items()}


class Chat:
    """A page with the widget, and what a student does with it."""

    def __init__(self, page: Any, server: str) -> None:
        self.page = page
        self.server = server
        self.root = page.locator("guidepost-chat").first

    def __call__(self, selector: str) -> Any:
        return self.root.locator(selector)

    def open(self) -> Chat:
        self(".launcher").click()
        self(".panel").wait_for()
        return self

    def ask(self, text: str) -> Any:
        """Type a question, send it with Enter, and wait for the reply, which is returned."""
        before = self(".turn").count()
        self(".input").fill(text)
        self(".input").press("Enter")
        self(f".turn:nth-child({before + 1}) .reply:not(:has(.wait))").wait_for()
        return self(".turn:last-child .reply")

    def axe(self) -> None:
        from axe_playwright_python.sync_playwright import Axe

        self.page.wait_for_function("() => !document.querySelector('guidepost-chat').shadowRoot.getAnimations().length")
        found = Axe().run(self.page, options=AXE).response
        faults = [
            (fault["id"], [(node["target"], node["failureSummary"]) for node in fault["nodes"]]) for fault in found["violations"]
        ]
        assert faults == []
        assert len(found["passes"]) > 10

    def focused(self) -> str:
        """The class, or else the tag, of what has the focus inside the widget; "" where the focus is elsewhere."""
        return self.root.evaluate(
            "({ shadowRoot: { activeElement: one } }) => one ? one.className || one.tagName : ''"
        )

    def run(self, script: str, argument: Any = None) -> Any:
        return self.root.evaluate(script, argument)


@pytest.fixture
def chat(chromium: Any, servers: dict[str, str], host: Host) -> Iterator[Callable[..., Chat]]:
    """chat("fake", width=…, attrs=…, lang=…, color_scheme=…) → Chat; at the end nothing foreign may have happened."""
    contexts: list[Any] = []

    def start(bot: str = "fake", *, width: int = 1280, height: int = 860, scripts: str = "", **options: Any) -> Chat:
        asked = {name: options.pop(name) for name in ("attrs", "lang", "dir", "css", "widgets", "csp", "low") if name in options}
        context = chromium.new_context(viewport={"width": width, "height": height}, **options)
        contexts.append(context)
        context.foreign = []
        context.troubles = []

        def guard(route: Any) -> None:
            if route.request.url.startswith((servers[bot], host.address)):
                route.fallback()
            else:
                context.foreign.append(route.request.url)
                route.abort()

        context.route("**/*", guard)
        context.on("weberror", lambda error: context.troubles.append(str(error.error)))
        context.on("dialog", lambda dialog: (context.troubles.append(dialog.message), dialog.dismiss()))
        context.add_init_script(WATCH + scripts)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.goto(f"{host.address}/?{urlencode({'bot': servers[bot], **asked})}")
        page.locator("guidepost-chat").first.locator(".panel").wait_for(state="attached")
        return Chat(page, servers[bot])

    before = len(host.reports)
    yield start
    for context in contexts:
        assert context.foreign == [], "requests to third parties"
        assert context.troubles == [], "faults in scripts"
        for page in context.pages:
            if page.url.startswith(host.address):
                assert page.evaluate("window.broken") == []
                assert page.evaluate("window.hits") == []
        assert context.cookies() == []
        context.close()
    assert host.reports[before:] == [], "reports of the Content-Security-Policy"


# What it looks like to axe, in every state


LOOKS: dict[str, dict[str, Any]] = {
    "desktop": {},
    "phone dark": {"width": 390, "height": 844, "color_scheme": "dark"},
    "320 px": {"width": 320, "height": 640},
    "forced colours": {"forced_colors": "active"},
    "right-to-left": {"dir": "rtl", "width": 820},
    "spanish": {"lang": "es"},
    "more contrast": {"contrast": "more"},
    "school's colour": {"attrs": 'colour="#ffcc00" theme="dark"'},
}
SHAPES = {
    "answer": ("prose", ".reply.answer .quote mark"),
    "table": ("table", ".reply table td mark"),
    "list": ("list", ".quote li mark"),
    "comparison": ("compare", ".columns section + section"),
    "disagreement": ("disagree", ".columns section + section"),
    "correction": ("enginer", ".hint s"),
    "carried over": ("follow", ".drop"),
    "refusal": ("pizza", ".reply.refusal .feedback"),
    "clarification": ("vague", ".reply.clarify .suggestions button"),
    "social": ("hi", ".reply.social"),
    "crisis": ("crisis", '.reply.crisis a[href="tel:988"]'),
    "error": ("explode", ".trouble"),
}


@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_nothing(chat: Callable[..., Chat], look: str) -> None:
    shown = chat(**LOOKS[look])
    shown.axe()
    shown.open()
    shown(".suggestions button").first.wait_for()
    shown.axe()
    for name in ("answer", "table", "disagreement", "carried over", "clarification", "refusal", "crisis", "error"):
        question, expected = SHAPES[name]
        shown.ask(question)
        assert shown(f".turn:last-child {expected}").count(), name
    shown.axe()
    shown(".unhelpful, .feedback button:nth-of-type(2)").first.click()
    shown(".turn:nth-child(1) summary").click()
    shown(".turn:nth-child(1) [aria-expanded]").click()
    shown.axe()


@pytest.mark.parametrize("shape", SHAPES)
def test_axe_finds_nothing_in(chat: Callable[..., Chat], shape: str) -> None:
    shown = chat(width=390, height=844).open()
    question, expected = SHAPES[shape]
    shown.ask(question)
    assert shown(expected).count()
    shown.axe()


REAL = {
    "answer": "How much does a data scientist earn?",
    "table": "How much does a machine learning engineer earn at each level?",
    "comparison": "What is the difference between an ML engineer and a data scientist?",
    "refusal": "asdfgh qwertz uiop",
    "crisis": "I want to kill myself",
    "spanish crisis": "quiero matarme",
}


@pytest.mark.parametrize("state", REAL)
def test_the_real_bot_in_the_widget(chat: Callable[..., Chat], state: str) -> None:
    shown = chat("real", width=390, height=844, lang="es" if "spanish" in state else "en").open()
    reply = shown.ask(REAL[state])
    kind = state.split()[-1]
    expected = kind if kind in ("refusal", "crisis") else "answer"
    assert f"reply {expected}" in (reply.get_attribute("class") or ""), reply.inner_text()
    if expected == "answer":
        assert reply.locator("mark").count()
        assert reply.locator(".chip").count()
    if expected == "crisis":
        assert reply.locator('a[href^="tel:"]').count()
    shown.axe()


# The keyboard, focus, and what is read out


def test_the_keyboard_alone_from_the_launcher_to_a_citation_and_back(chat: Callable[..., Chat]) -> None:
    shown = chat("real")
    keyboard = shown.page.keyboard
    shown.page.locator("#low").focus()
    keyboard.press("Tab")
    assert shown.focused() == "launcher"
    assert shown(".launcher").get_attribute("aria-expanded") == "false"
    keyboard.press("Enter")
    assert shown.focused() == "input"
    assert shown(".launcher").get_attribute("aria-expanded") == "true"
    keyboard.type("How much does a data scientist earn?")
    keyboard.press("Enter")
    shown(READY).wait_for()
    assert shown.focused() == "input", "an arriving message must not move the focus"
    for _ in range(40):
        keyboard.press("Shift+Tab")
        if shown.focused() == "chip":
            break
    assert shown.focused() == "chip"
    name = shown.run("(chat) => chat.shadowRoot.activeElement.getAttribute('aria-label')")
    assert name.startswith("Source ")
    assert "opens in a new tab" in name
    with shown.page.context.expect_page() as opened:
        keyboard.press("Enter")
    guide = opened.value
    guide.wait_for_load_state()
    assert guide.url.startswith(shown.server + "/guides/")
    assert guide.locator("main mark").count(), "the guide opens at the sentence"
    guide.close()
    keyboard.press("Escape")
    assert shown(".panel").is_hidden()
    assert shown.focused() == "launcher"
    keyboard.press("Enter")
    assert shown(".turn").count() == 1, "the conversation is still there"


def test_there_is_no_trap_and_a_sensible_order(chat: Callable[..., Chat]) -> None:
    shown = chat().open()
    shown.ask("table")
    seen = []
    shown(".x").focus()
    for _ in range(40):
        seen.append(shown.focused())
        if not seen[-1]:
            break
        shown.page.keyboard.press("Tab")
    assert seen[-1] == "", "Tab leads out of the widget"
    order = [name for name in seen if name in ("x", "log", "chip", "input", "send")]
    assert order[0:2] == ["x", "log"]
    assert order.index("chip") < order.index("input") < order.index("send")
    assert shown.page.evaluate("document.querySelectorAll('[tabindex]').length") == 0
    assert shown.run("(chat) => [...chat.shadowRoot.querySelectorAll('[tabindex]')].every((one) => one.tabIndex < 1)")


def test_every_stop_of_the_keyboard_shows_where_it_is(chat: Callable[..., Chat]) -> None:
    shown = chat(width=390, height=600, reduced_motion="reduce").open()
    shown.ask("follow")
    shown(".x").focus()
    for _ in range(30):
        shown.page.keyboard.press("Tab")
        if not shown.run("(chat) => !!chat.shadowRoot.activeElement"):
            break
        found = shown.run(
            """(chat) => {
              const one = chat.shadowRoot.activeElement;
              const ring = getComputedStyle(one.matches("textarea") ? one.form : one);
              const box = one.getBoundingClientRect();
              const [x, y] = [box.left + Math.min(box.width / 2, 20), box.top + Math.min(box.height / 2, 20)];
              const top = chat.shadowRoot.elementFromPoint(x, y);
              return [one.className, ring.outlineStyle, parseFloat(ring.outlineWidth), one.contains(top) || one === top];
            }"""
        )
        assert found[1] == "solid", found
        assert found[2] >= 2, found
        assert found[3], f"{found[0]} is obscured"


def test_enter_sends_and_shift_enter_makes_a_line(chat: Callable[..., Chat]) -> None:
    shown = chat().open()
    box = shown(".input")
    box.type("prose")
    box.press("Shift+Enter")
    box.type("second line")
    assert box.input_value() == "prose\nsecond line"
    box.press("Enter")
    shown(READY).wait_for()
    assert box.input_value() == ""
    assert "prose\nsecond line" in shown(".question").inner_text()
    box.press("Enter")
    assert shown(".turn").count() == 1, "an empty question is not sent"


def test_enter_while_composing_does_not_send(chat: Callable[..., Chat]) -> None:
    shown = chat().open()
    shown(".input").fill("にほん")
    shown.run(
        """(chat) => chat.input.dispatchEvent(new KeyboardEvent("keydown", {key: "Enter", isComposing: true, bubbles: true}))"""
    )
    assert shown(".turn").count() == 0


def test_names_roles_and_labels(chat: Callable[..., Chat]) -> None:
    shown = chat().open()
    page = shown.page
    assert page.get_by_role("dialog", name="Ask the guides").get_attribute("aria-modal") is None
    assert page.get_by_role("log", name="Conversation").get_attribute("aria-live") == "off"
    assert page.get_by_role("textbox", name="Your question").get_attribute("aria-describedby") == "keys count"
    assert page.get_by_role("button", name="Close").count() == 1
    shown.ask("prose")
    assert page.get_by_role("listitem").filter(has_text="You asked:").count() == 1
    assert page.get_by_role("link", name="Source 1: Machine learning engineer, How much").count() == 2
    assert page.get_by_role("group", name="Did this help?").count() == 1


def test_a_reply_is_read_out_once_and_then_gone(chat: Callable[..., Chat]) -> None:
    shown = chat().open()
    shown.run(
        """(chat) => {
          window.said = [];
          new MutationObserver((changes) => changes.forEach(({ addedNodes }) =>
            addedNodes.forEach((node) => window.said.push(node.textContent)))).observe(chat.announcer, { childList: true });
        }"""
    )
    assert shown.run("(chat) => [chat.announcer.role || chat.announcer.getAttribute('role')]") == ["status"]
    shown.ask("prose")
    shown.ask("pizza")
    said = shown.page.evaluate("window.said")
    assert said[0] == "Searching the guides…"
    assert said[1] == "Answer: A beginner earns $118,000.\nBoth are estimates. Sources: 1."
    assert said[3].startswith("Guidepost: The guides don’t say anything")
    assert shown.run("(chat) => chat.announcer.childElementCount") > 0
    shown.page.wait_for_timeout(1300)
    assert shown.run("(chat) => chat.announcer.childElementCount") == 0


def test_what_has_focus_on_the_page_does_not_lie_under_the_widget(chat: Callable[..., Chat]) -> None:
    shown = chat(low="1")
    before = shown(".launcher").bounding_box()
    shown.page.locator("#low").focus()
    after = shown(".launcher").bounding_box()
    assert before["y"] > 400 > after["y"], "the launcher makes room"
    shown = chat(low="1").open()
    shown.page.locator("#low").focus()
    assert shown(".panel").is_hidden(), "the panel makes room"
    assert shown.page.evaluate("document.activeElement.id") == "low"


def test_targets_are_large_enough(chat: Callable[..., Chat]) -> None:
    shown = chat(width=390, height=844)
    shown.open()
    for question in ("follow", "crisis", "explode"):
        shown.ask(question)
    shown(".turn:nth-child(1) .feedback button").nth(1).click()
    small = shown.run(
        """(chat) => [...chat.shadowRoot.querySelectorAll("button, a, summary, textarea")].filter((one) => one.checkVisibility())
          .map((one) => {
            const box = one.getBoundingClientRect();
            const more = getComputedStyle(one, "::after");
            const grow = more.position === "absolute" ? [-2 * parseFloat(more.left), -2 * parseFloat(more.top)] : [0, 0];
            return [one.className || one.textContent, box.width + grow[0], box.height + grow[1]];
          }).filter(([, width, height]) => width < 44 || height < 44)"""
    )
    assert small == []


# Small screens, motion, spacing, colours


@pytest.mark.parametrize(("width", "height"), [(320, 568), (320, 256), (390, 844)])
@pytest.mark.parametrize("spaced", [False, True])
def test_nothing_is_cut_off_or_scrolls_sideways(chat: Callable[..., Chat], width: int, height: int, spaced: bool) -> None:
    shown = chat("shape", width=width, height=height).open()
    if spaced:
        shown.run(
            """(chat) => {
              const sheet = new CSSStyleSheet();
              sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
                p { margin-bottom: 2em !important }`);
              chat.shadowRoot.adoptedStyleSheets.push(sheet);
            }"""
        )
    for question in ("compare", "table", "wide", "follow", "crisis", "x" * 300):
        shown.ask(question)
    wide = shown.run(
        """(chat) => [chat.log, chat.panel, ...chat.shadowRoot.querySelectorAll(".reply *, .question")]
          .filter((one) => one.checkVisibility() && !one.closest(".sr, .chips, .chip"))
          .filter((one) => one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).display !== "inline"
            || one.getBoundingClientRect().right > innerWidth + 1)
          .map((one) => [one.className || one.tagName, one.scrollWidth, one.clientWidth])"""
    )
    assert wide == []
    assert shown.page.evaluate("document.documentElement.scrollWidth") <= width
    if height > 500:
        box = shown(".input").bounding_box()
        assert box["y"] + box["height"] <= height, "the question box is on the screen"


def test_rows_become_cards_where_there_is_no_room(chat: Callable[..., Chat]) -> None:
    def shape(width: int, question: str) -> str:
        shown = chat("shape", width=width).open()
        shown.ask(question)
        return shown("table tbody tr").first.evaluate("(row) => getComputedStyle(row).display")

    assert shape(1280, "table") == "table-row"
    assert shape(1280, "wide") == "table-row"
    assert shape(390, "wide") == "block"
    assert shape(320, "table") == "block"


def test_motion_only_where_it_is_wanted(chat: Callable[..., Chat]) -> None:
    moving = "(chat) => [getComputedStyle(chat.panel).animationName, getComputedStyle(chat.log).scrollBehavior]"
    assert chat(reduced_motion="reduce").open().run(moving) == ["none", "auto"]
    assert chat(reduced_motion="no-preference").open().run(moving) == ["rise", "smooth"]


def test_dark_follows_the_system_unless_the_page_says_otherwise(chat: Callable[..., Chat]) -> None:
    ground = "(chat) => getComputedStyle(chat.panel).backgroundColor"
    light, dark = "rgb(251, 249, 244)", "rgb(22, 24, 26)"
    assert chat().open().run(ground) == light
    assert chat(color_scheme="dark").open().run(ground) == dark
    assert chat(color_scheme="dark", attrs='theme="light"').open().run(ground) == light
    assert chat(attrs='theme="dark"').open().run(ground) == dark


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("colour", ["#ffcc00", "#000000", "#ffffff", "#7a1f3d", "#777777", "navy", "hotpink"])
def test_any_school_colour_can_be_read(chat: Callable[..., Chat], colour: str, scheme: str) -> None:
    shown = chat(attrs=f'colour="{colour}"', color_scheme=scheme, width=390).open()
    shown.ask("prose")
    pairs = shown.run(
        """(chat) => {
          const pen = document.createElement("canvas").getContext("2d");
          const light = (colour) => {
            pen.fillStyle = colour;
            pen.fillRect(0, 0, 1, 1);
            return [...pen.getImageData(0, 0, 1, 1).data].slice(0, 3).map((part) => part / 255)
              .map((part) => part <= .04045 ? part / 12.92 : ((part + .055) / 1.055) ** 2.4)
              .reduce((sum, part, at) => sum + part * [.2126, .7152, .0722][at], .05);
          };
          const ratio = (one, other) => Math.max(light(one) / light(other), light(other) / light(one));
          const send = getComputedStyle(chat.shadowRoot.querySelector(".send"));
          const link = getComputedStyle(chat.shadowRoot.querySelector(".after .link"));
          return [ratio(send.color, send.backgroundColor), ratio(link.color, getComputedStyle(chat.panel).backgroundColor)];
        }"""
    )
    assert min(pairs) >= 4.5, pairs


# What the host page can do, and cannot do


def test_attributes_and_their_changes(chat: Callable[..., Chat]) -> None:
    attrs = 'title="Career help" greeting="Hello, Hill!" starters="What is prose? | And a table?|" position="left"'
    shown = chat(attrs=attrs)
    assert shown(".launcher").inner_text() == "Career help"
    assert shown(".launcher").bounding_box()["x"] < 100
    shown.open()
    assert shown(".hello > h3").inner_text() == "Hello, Hill!"
    assert shown(".suggestions button").all_inner_texts() == ["What is prose?", "And a table?"]
    shown(".suggestions button").first.click()
    shown(READY).wait_for()
    shown.run("(chat) => chat.setAttribute('lang', 'es')")
    shown(".send:text('Preguntar')").wait_for()
    assert shown(".turn").count() == 1, "a change keeps the conversation"
    assert shown(".panel").is_visible()
    shown.run("(chat) => { const parent = chat.parentNode; chat.remove(); parent.append(chat); }")
    shown(".panel").wait_for()
    assert shown(".turn").count() == 1


def test_site_and_guide_and_context_travel_in_the_body(chat: Callable[..., Chat]) -> None:
    shown = chat(attrs='guide="ml-engineer" site="default"').open()
    bodies: list[Any] = []
    shown.page.on("request", lambda request: request.post_data and bodies.append((request.url, json.loads(request.post_data))))
    shown.ask("prose")
    shown.ask("follow")
    assert [url for url, _ in bodies] == [shown.server + "/api/chat"] * 2
    first, second = (body for _, body in bodies)
    assert first == {
        "message": "prose",
        "context": None,
        "drop": [],
        "lang": "en",
        "site": "default",
        "guide": "ml-engineer",
    }
    assert second["context"].startswith("token")


def test_events_tell_the_page_what_happens_but_not_what_is_asked(chat: Callable[..., Chat]) -> None:
    shown = chat().open()
    shown.ask("prose")
    shown.ask("explode my secret")
    shown(".x").click()
    events = shown.page.evaluate("window.events")
    assert [name for name, _ in events] == ["open", "answer", "error", "close"]
    assert events[1][1] == {"kind": "answer", "guides": ["ml-engineer"]}
    assert "secret" not in json.dumps(events)


def test_the_page_can_open_ask_and_close(chat: Callable[..., Chat]) -> None:
    shown = chat()
    shown.run("(chat) => chat.ask('prose')")
    shown(READY).wait_for()
    assert shown(".panel").is_visible()
    shown.run("(chat) => chat.close()")
    assert shown(".panel").is_hidden()
    shown.run("(chat) => chat.open()")
    assert shown(".turn").count() == 1


def test_inline_stands_in_the_page(chat: Callable[..., Chat]) -> None:
    shown = chat(attrs="inline")
    assert shown(".launcher").count() == 0
    assert shown(".x").count() == 0
    assert shown.page.get_by_role("region", name="Ask the guides").is_visible()
    assert shown.focused() == "", "an inline chat does not take the focus"
    shown(".input").press("Escape")
    assert shown(".panel").is_visible()
    shown.ask("prose")
    shown.axe()


def test_two_on_one_page_keep_apart(chat: Callable[..., Chat]) -> None:
    shown = chat(widgets="2", attrs="inline")
    second = Chat(shown.page, shown.server)
    second.root = shown.page.locator("guidepost-chat").nth(1)
    shown.ask("prose")
    second.ask("table")
    assert shown("table").count() == 0
    assert second("table").count() == 1
    assert shown.run("(chat) => chat.constructor === customElements.get('guidepost-chat')")
    script = shown.page.evaluate("document.querySelector('script').src")
    shown.page.evaluate("(src) => new Promise((done) => { const s = document.createElement('script'); s.onload = done; done(); })", script)
    found = [fault for fault in _axe_ids(shown.page) if fault not in ("landmark-unique", "region")]
    assert found == []


def _axe_ids(page: Any) -> list[str]:
    from axe_playwright_python.sync_playwright import Axe

    return [fault["id"] for fault in Axe().run(page, options=AXE).response["violations"]]


def test_a_hostile_page_neither_dresses_nor_covers_it(chat: Callable[..., Chat]) -> None:
    look = """(chat) => ["launcher", "panel", "send", "question"].map((name) => {
      const style = getComputedStyle(chat.shadowRoot.querySelector("." + name));
      return [name, style.display, style.fontSize, style.color, style.backgroundColor, style.position, style.borderRadius];
    })"""
    results = []
    for css in ("", "hostile"):
        shown = chat(css=css) if css else chat()
        box = shown(".launcher").bounding_box()
        middle = [box["x"] + box["width"] / 2, box["y"] + box["height"] / 2]
        top = shown.page.evaluate("([x, y]) => document.elementFromPoint(x, y).tagName", middle)
        assert top == "GUIDEPOST-CHAT", "the launcher is above everything"
        shown.open()
        shown.ask("prose")
        results.append(shown.run(look))
    assert results[0] == results[1]


def test_custom_properties_and_parts_reach_inside(chat: Callable[..., Chat]) -> None:
    shown = chat(css="theme").open()
    shown.ask("prose")
    style = shown.run(
        """(chat) => {
          const of = (name) => getComputedStyle(chat.shadowRoot.querySelector("." + name));
          return [of("send").backgroundColor, of("panel").borderRadius, of("panel").width, of("question").fontStyle];
        }"""
    )
    assert style == ["rgb(10, 20, 130)", "0px", "420px", "italic"]


# What students do


def test_quotes_are_marked_in_their_passage(chat: Callable[..., Chat]) -> None:
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


def test_quotes_say_their_language(chat: Callable[..., Chat]) -> None:
    shown = chat("shape").open()
    assert shown.ask("spanish").locator("blockquote").get_attribute("lang") == "es"
    assert chat(lang="es-MX").open()(".root").get_attribute("lang") == "es"


def test_sources_say_who_and_when(chat: Callable[..., Chat]) -> None:
    shown = chat().open()
    words = shown.ask("table").locator(".sources").inner_text()
    assert "JobCannon, March 23, 2026 · reviewed November 1, 2026" in words
    assert "Qoollege, 2026" in words
    hrefs = shown(".chip").evaluate_all("(chips) => chips.map((chip) => chip.href)")
    assert all(href.startswith(shown.server + "/guides/ml-engineer?s=") for href in hrefs)


def test_why_this_answer(chat: Callable[..., Chat]) -> None:
    reply = chat().open().ask("table")
    reply.locator("summary").click()
    words = reply.locator("dl").inner_text()
    assert "pay, engineer" in words
    assert "make → pay" in words
    assert "Machine learning engineer › How much" in words


def test_dropping_what_was_carried_over_asks_again(chat: Callable[..., Chat]) -> None:
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


def test_suggestions_and_choices_are_buttons(chat: Callable[..., Chat]) -> None:
    shown = chat().open()
    shown.ask("vague")
    choice = shown(".turn:last-child .suggestions button").first
    choice.click()
    shown(".turn:nth-child(2) .reply:not(:has(.wait))").wait_for()
    assert "ML engineer" in shown(".turn:nth-child(2) .question").inner_text()
    assert shown.run("(chat) => chat.shadowRoot.activeElement.textContent") == "ML engineer", "the focus is where it was"


def test_thumbs_with_reasons_on_answers_and_refusals(chat: Callable[..., Chat]) -> None:
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


def test_copying_takes_the_sources_along(chat: Callable[..., Chat]) -> None:
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


def test_starting_over_forgets(chat: Callable[..., Chat]) -> None:
    shown = chat().open()
    shown.ask("prose")
    shown.page.get_by_role("button", name="Start over").click()
    assert shown(".turn").count() == 0
    assert shown(".hello").is_visible()
    assert shown.focused() == "input"
    with shown.page.expect_request("**/api/chat") as asked:
        shown.ask("table")
    assert json.loads(asked.value.post_data)["context"] is None


def test_take_it_to_my_counselor(chat: Callable[..., Chat]) -> None:
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


def test_crisis_card(chat: Callable[..., Chat]) -> None:
    shown = chat().open()
    reply = shown.ask("crisis")
    assert reply.get_by_role("heading").inner_text() == "You don’t have to be alone with this"
    links = reply.locator(".lines a").evaluate_all("(all) => all.map((one) => [one.textContent, one.getAttribute('href')])")
    assert links == [["Call or text 988", "tel:988"], ["Find a helpline", "https://findahelpline.com"]]
    assert reply.locator(".feedback, .suggestions").count() == 0


@pytest.mark.parametrize("offline", [False, True])
def test_need_to_talk_always_leads_to_people(chat: Callable[..., Chat], offline: bool) -> None:
    shown = chat(width=390, height=844).open()
    shown.page.context.set_offline(offline)
    shown.page.get_by_role("button", name="Need to talk to someone?").click()
    shown('.reply.crisis a[href="tel:988"]').wait_for()
    assert shown("a[href^='sms:741741']").count() == 1
    assert shown("a[href='https://findahelpline.com']").count() == 1
    shown.axe()


def test_the_note_is_always_there(chat: Callable[..., Chat]) -> None:
    shown = chat(width=320, height=568).open()
    for question in ("", "prose", "pizza"):
        if question:
            shown.ask(question)
        words = shown(".footer").inner_text()
        for part in ("A program, not a person", "Don’t type your name", "counselor may read", "Need to talk to someone?"):
            assert part in words
        assert shown(".note").last.is_visible()


def test_long_questions_are_counted_and_still_sent(chat: Callable[..., Chat]) -> None:
    shown = chat().open()
    shown(".input").fill("prose " + "x" * 700)
    assert shown("#count").inner_text() == ""
    shown(".input").fill("prose " + "😀" * 950)
    assert shown("#count").inner_text() == "956 characters. The first 1,000 are searched."
    reply = shown.ask("prose " + "y" * 2500)
    assert reply.locator("mark").count()
    assert shown("#count").inner_text() == ""


def test_a_conversation_of_sixty_messages(chat: Callable[..., Chat]) -> None:
    shown = chat(width=390, height=844).open()
    begun = time.monotonic()
    for number in range(60):
        shown.ask(("prose", "table", "pizza", "list", "follow")[number % 5])
    assert time.monotonic() - begun < 40
    assert shown(".turn").count() == 60
    assert shown(".suggestions:visible").count() <= 1, "old suggestions are folded away"
    shown.page.wait_for_function(
        "() => { const { log, list } = document.querySelector('guidepost-chat'); const at = list.lastChild.offsetTop - log.scrollTop;"
        " return at >= 0 && at < 300; }"
    )
    shown.axe()


def test_trouble_keeps_the_question_and_offers_to_try_again(chat: Callable[..., Chat]) -> None:
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


@pytest.mark.parametrize(("status", "words"), [(429, "Too many questions"), (500, "didn’t get through"), (200, "didn’t get through")])
def test_other_trouble_is_said_too(chat: Callable[..., Chat], status: int, words: str) -> None:
    shown = chat().open()
    allow = {"Access-Control-Allow-Origin": "*"}
    shown.page.route("**/api/chat", lambda route: route.fulfill(status=status, headers=allow, body="<p>not JSON</p>"))
    shown.ask("prose")
    assert words in shown(".trouble[role=alert]").inner_text()


def test_a_reply_of_no_known_shape_is_trouble_too(chat: Callable[..., Chat]) -> None:
    shown = chat("shape").open()
    shown.ask("broken")
    assert shown(".trouble[role=alert]").count() == 1


def test_offline(chat: Callable[..., Chat]) -> None:
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


def test_slow(chat: Callable[..., Chat]) -> None:
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


def test_leaving_while_a_question_is_on_its_way(chat: Callable[..., Chat]) -> None:
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


def test_spanish(chat: Callable[..., Chat]) -> None:
    shown = chat(lang="es").open()
    assert shown(".title").inner_text() == "Pregunta a las guías"
    with shown.page.expect_request("**/api/chat") as asked:
        shown.ask("hola")
    assert json.loads(asked.value.post_data)["lang"] == "es"
    assert shown(".said").get_attribute("lang") == "es"


def test_an_unknown_language_and_a_lost_catalogue_fall_back_to_english(chat: Callable[..., Chat]) -> None:
    assert chat(lang="ja").open()(".root").get_attribute("lang") == "en"
    shown = chat()
    shown.page.route("**/widget/texts.es.json", lambda route: route.abort())
    shown.run("(chat) => chat.setAttribute('lang', 'es')")
    shown.page.wait_for_timeout(300)
    assert shown(".root").get_attribute("lang") == "en"


# Privacy and attacks


def test_nothing_is_kept_in_the_browser_before_or_after(chat: Callable[..., Chat]) -> None:
    kept = """async () => [document.cookie, localStorage.length, sessionStorage.length, (await indexedDB.databases()).length,
      (await caches.keys()).length, (await navigator.serviceWorker.getRegistrations()).length]"""
    shown = chat()
    asked: list[str] = []
    shown.page.on("request", lambda request: asked.append(request.url))
    assert shown.page.evaluate(kept) == ["", 0, 0, 0, 0, 0]
    assert asked == [], "nothing is requested before the panel is opened"
    shown.open()
    shown.ask("prose secret")
    shown.ask("table")
    assert shown.page.evaluate(kept) == ["", 0, 0, 0, 0, 0]
    assert all(url.startswith(shown.server + "/api/") for url in asked)
    assert not any("secret" in url for url in asked)
    shown.page.reload()
    shown(".launcher").wait_for()
    assert shown(".turn").count() == 0


UNSAFE = """(chat) => {
  const bad = [];
  const known = "DIV SPAN BUTTON svg path HEADER H2 H3 H4 P OL UL LI FOOTER FORM LABEL TEXTAREA SECTION BLOCKQUOTE MARK A B S I BDI"
    + " DL DT DD DETAILS SUMMARY CITE SMALL TABLE THEAD TBODY TR TH TD";
  for (const one of chat.shadowRoot.querySelectorAll("*")) {
    if (!known.split(" ").includes(one.tagName)) bad.push(one.tagName);
    for (const { name, value } of one.attributes) {
      if (/^(on|style|src|srcdoc|action|formaction)/.test(name)) bad.push(name + "=" + value);
      if (name === "href" && !/^(https?:\\/\\/|tel:|sms:|mailto:)/.test(value)) bad.push(value);
    }
    if (one.href && !/^(https?|tel|sms|mailto):/.test(one.href)) bad.push(one.href);
  }
  return bad;
}"""


def test_no_attack_in_questions_or_replies_is_ever_run(chat: Callable[..., Chat]) -> None:
    shown = chat("echo", csp="none").open()
    attacks = payloads()
    assert len(attacks) >= 200
    for start in range(0, len(attacks), 30):
        bad = shown.run(
            """async (chat, attacks) => {
              for (const attack of attacks) {
                const done = new Promise((resolve) => ["answer", "error"].forEach((name) =>
                  chat.addEventListener("guidepost-" + name, resolve, { once: true })));
                if (!chat.ask(attack)) return ["not asked: " + attack];
                const { type } = await done;
                if (type === "guidepost-error") return ["no answer: " + attack];
                await new Promise((resolve) => setTimeout(resolve));
              }
              for (const one of chat.shadowRoot.querySelectorAll("summary, [aria-expanded=false]:not(.launcher)")) one.click();
              return [];
            }""",
            attacks[start : start + 30],
        )
        assert bad == []
        assert shown.run(UNSAFE) == []
        shown.page.get_by_role("button", name="Start over").click()
    shown.page.wait_for_timeout(300)
    assert shown.page.evaluate("window.hits") == []


def test_no_attack_in_attributes_is_ever_run(chat: Callable[..., Chat]) -> None:
    shown = chat(csp="none", attrs="inline")
    shown.run(
        """async (chat, attacks) => {
          for (const attack of attacks) {
            for (const name of ["title", "greeting", "starters", "colour", "theme", "position", "lang", "guide", "site"]) {
              chat.setAttribute(name, attack);
            }
            await new Promise((resolve) => setTimeout(resolve, 5));
          }
        }""",
        payloads(),
    )
    shown.page.wait_for_timeout(200)
    assert shown.run(UNSAFE) == []
    assert shown.page.evaluate("window.hits") == []


def test_no_attack_in_a_guide_is_ever_run(
    chromium: Any, serve: Callable[[Any], str], host: Host, tmp_path_factory: pytest.TempPathFactory, servers: dict[str, str], chat: Any
) -> None:
    from bot import Bot, Settings

    from web import create_app

    folder = tmp_path_factory.mktemp("hostile")
    attacks = [attack for attack in payloads() if attack.isprintable()][::5]
    for number, attack in enumerate(attacks):
        title = json.dumps(f"Zebra {number} {attack}")
        text = f"---\ntitle: {title}\n---\n\n## What does zebra{number} earn? {attack}\n\nA zebra{number} earns 5 dollars {attack}.\n"
        (folder / f"guide-{number}.md").write_text(text, encoding="utf-8")
    bot = Bot.from_guides([folder], Settings(home=tmp_path_factory.mktemp("hostile-home"), secret="for tests"))
    servers["hostile"] = serve(create_app(bot, demo=host.address))
    shown = chat("hostile", csp="none").open()
    quoted = 0
    for number in range(0, len(attacks), 3):
        quoted += shown.ask(f"What does zebra{number} earn?").locator("mark").count()
        shown.ask(attacks[number])
    assert quoted > 0
    assert shown.run(UNSAFE) == []
    assert shown.page.evaluate("window.hits") == []


# The frame


def test_the_frame_page(chromium: Any, servers: dict[str, str], chat: Callable[..., Chat]) -> None:
    shown = chat()
    shown.page.goto(servers["fake"] + "/embed")
    shown(".input").wait_for()
    shown.ask("table")
    shown.axe()
    assert shown.page.evaluate("window.broken") == []
