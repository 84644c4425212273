"""A page with the widget, and what a student does with it: for the tests of this folder."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

AXE = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}}
READY = ".turn:last-child .reply:not(:has(.wait))"
WATCH = """
window.hits = [];
window.hit = (what) => window.hits.push(String(what));
for (const name of ["alert", "confirm", "prompt", "print"]) window[name] = (what) => window.hits.push(name + what);
window.broken = [];
addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) =>
  window.broken.push(violatedDirective + " " + blockedURI));
window.events = [];
for (const name of ["open", "close", "answer", "error"]) {
  addEventListener("guidepost-" + name, (event) => window.events.push([name, event.detail]));
}
"""


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
            (fault["id"], [(node["target"], node["failureSummary"]) for node in fault["nodes"]])
            for fault in found["violations"]
        ]
        assert faults == []
        assert len(found["passes"]) > 10

    def focused(self) -> str:
        """The class, or else the tag, of what has the focus inside the widget; "" where the focus is elsewhere."""
        return self.root.evaluate("({ shadowRoot: { activeElement: one } }) => one ? one.className || one.tagName : ''")

    def run(self, script: str, argument: Any = None) -> Any:
        return self.root.evaluate(script, argument)


# What the fixture `chat` gives: chat("fake", width=…, attrs=…, lang=…, color_scheme=…) opens a page with the widget.
Start = Callable[..., Chat]
