"""What the host page can do with the widget, and what it cannot do to it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from widget_chat import AXE, READY, Chat, Start

pytestmark = pytest.mark.browser


def test_attributes_and_their_changes(chat: Start) -> None:
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


def test_site_and_guide_and_context_travel_in_the_body(chat: Start) -> None:
    shown = chat(attrs='guide="ml-engineer" site="default"').open()
    bodies: list[Any] = []
    shown.page.on(
        "request", lambda request: request.post_data and bodies.append((request.url, json.loads(request.post_data)))
    )
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


def test_events_tell_the_page_what_happens_but_not_what_is_asked(chat: Start) -> None:
    shown = chat().open()
    shown.ask("prose")
    shown.ask("explode my secret")
    shown(".x").click()
    events = shown.page.evaluate("window.events")
    assert [name for name, _ in events] == ["open", "answer", "error", "close"]
    assert events[1][1] == {"kind": "answer", "guides": ["ml-engineer"]}
    assert "secret" not in json.dumps(events)


def test_the_page_can_open_ask_and_close(chat: Start) -> None:
    shown = chat()
    shown.run("(chat) => chat.ask('prose')")
    shown(READY).wait_for()
    assert shown(".panel").is_visible()
    shown.run("(chat) => chat.close()")
    assert shown(".panel").is_hidden()
    shown.run("(chat) => chat.open()")
    assert shown(".turn").count() == 1


def test_inline_stands_in_the_page(chat: Start) -> None:
    shown = chat(attrs="inline")
    assert shown(".launcher").count() == 0
    assert shown(".x").count() == 0
    assert shown.page.get_by_role("region", name="Ask the guides").is_visible()
    assert shown.focused() == "", "an inline chat does not take the focus"
    shown(".input").press("Escape")
    assert shown(".panel").is_visible()
    shown.ask("prose")
    shown.axe()


def test_two_on_one_page_keep_apart(chat: Start) -> None:
    shown = chat(widgets="2", attrs="inline")
    second = Chat(shown.page, shown.server)
    second.root = shown.page.locator("guidepost-chat").nth(1)
    shown.ask("prose")
    second.ask("table")
    assert shown("table").count() == 0
    assert second("table").count() == 1
    assert shown.run("(chat) => chat.constructor === customElements.get('guidepost-chat')")
    again = """() => new Promise((done) => {
      const script = document.createElement("script");
      script.onload = done;
      script.src = document.querySelector("script").src;
      document.head.append(script);
    })"""
    again_allowed = chat(widgets="2", attrs="inline", csp="none")
    again_allowed.page.evaluate(again)
    again_allowed.ask("prose")
    found = [fault for fault in _axe_ids(shown.page) if fault not in ("landmark-unique", "region")]
    assert found == []


def _axe_ids(page: Any) -> list[str]:
    from axe_playwright_python.sync_playwright import Axe

    return [fault["id"] for fault in Axe().run(page, options=AXE).response["violations"]]


def test_a_hostile_page_neither_dresses_nor_covers_it(chat: Start) -> None:
    look = """(chat) => ["launcher", "panel", "send", "question"].map((name) => {
      const style = getComputedStyle(chat.shadowRoot.querySelector("." + name));
      return ["display", "fontSize", "color", "backgroundColor", "position", "borderRadius"].map((key) => style[key]);
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


def test_custom_properties_and_parts_reach_inside(chat: Start) -> None:
    shown = chat(css="theme").open()
    shown.ask("prose")
    style = shown.run(
        """(chat) => {
          const of = (name) => getComputedStyle(chat.shadowRoot.querySelector("." + name));
          return [of("send").backgroundColor, of("panel").borderRadius, of("panel").width, of("question").fontStyle];
        }"""
    )
    assert style == ["rgb(10, 20, 130)", "0px", "420px", "italic"]


def test_the_frame_page(chromium: Any, servers: dict[str, str], chat: Start) -> None:
    shown = chat()
    shown.page.goto(servers["fake"] + "/embed")
    shown(".input").wait_for()
    shown.ask("table")
    shown.axe()
    assert shown.page.evaluate("window.broken") == []
