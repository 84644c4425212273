"""The keyboard, focus, names, what is read out, and the size of targets."""

from __future__ import annotations

import pytest
from widget_chat import READY, Start

pytestmark = pytest.mark.browser


def test_the_keyboard_alone_from_the_launcher_to_a_citation_and_back(chat: Start) -> None:
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


def test_there_is_no_trap_and_a_sensible_order(chat: Start) -> None:
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


def test_every_stop_of_the_keyboard_shows_where_it_is(chat: Start) -> None:
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
              return [one.className, ring.outlineStyle, parseFloat(ring.outlineWidth), one.contains(top)];
            }"""
        )
        assert found[1] == "solid", found
        assert found[2] >= 2, found
        assert found[3], f"{found[0]} is obscured"


def test_enter_sends_and_shift_enter_makes_a_line(chat: Start) -> None:
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


def test_enter_while_composing_does_not_send(chat: Start) -> None:
    shown = chat().open()
    shown(".input").fill("にほん")
    shown.run(
        """(chat) => chat.input.dispatchEvent(
          new KeyboardEvent("keydown", { key: "Enter", isComposing: true, bubbles: true }))"""
    )
    assert shown(".turn").count() == 0


def test_names_roles_and_labels(chat: Start) -> None:
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


def test_a_reply_is_read_out_once_and_then_gone(chat: Start) -> None:
    shown = chat().open()
    shown.run(
        """(chat) => {
          window.said = [];
          const note = ({ addedNodes }) => addedNodes.forEach((node) => window.said.push(node.textContent));
          new MutationObserver((changes) => changes.forEach(note)).observe(chat.announcer, { childList: true });
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


def test_what_has_focus_on_the_page_does_not_lie_under_the_widget(chat: Start) -> None:
    shown = chat(low="1")
    before = shown(".launcher").bounding_box()
    shown.page.locator("#low").focus()
    after = shown(".launcher").bounding_box()
    assert before["y"] > 400 > after["y"], "the launcher makes room"
    shown = chat(low="1").open()
    shown.page.locator("#low").focus()
    assert shown(".panel").is_hidden(), "the panel makes room"
    assert shown.page.evaluate("document.activeElement.id") == "low"


def test_targets_are_large_enough(chat: Start) -> None:
    shown = chat(width=390, height=844)
    shown.open()
    for question in ("follow", "crisis", "explode"):
        shown.ask(question)
    shown(".turn:nth-child(1) .feedback button").nth(1).click()
    small = shown.run(
        """(chat) => [...chat.shadowRoot.querySelectorAll("button, a, summary, textarea")]
          .filter((one) => one.checkVisibility())
          .map((one) => {
            const { width, height } = one.getBoundingClientRect();
            const { position, left, top } = getComputedStyle(one, "::after");
            const [x, y] = position === "absolute" ? [left, top].map((size) => -2 * parseFloat(size)) : [0, 0];
            return [one.className || one.textContent, width + x, height + y];
          }).filter(([, width, height]) => width < 44 || height < 44)"""
    )
    assert small == []
