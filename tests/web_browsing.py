"""What browser tests do again and again: ask, and look for faults of accessibility."""

from __future__ import annotations

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def assert_accessible(page):
    from axe_playwright_python.sync_playwright import Axe

    result = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}}).response
    found = [(fault["id"], [node["html"] for node in fault["nodes"]][:3]) for fault in result["violations"]]
    assert found == []


def assert_fits(page):
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def ask(page, message):
    """Send a message and wait for its answer; without JavaScript that is a new page, so it is waited for as well."""
    count = page.locator("article.exchange .answer").count()
    page.fill("#message", message)
    page.click(".send")
    page.locator("article.exchange .answer").nth(count).wait_for()
    page.wait_for_load_state()
