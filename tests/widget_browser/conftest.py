"""Fixtures for the widget in a real browser: bots to ask, a host page of another origin, and a student's hands."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
from web_fakes import FakeBot
from widget_chat import WATCH, Chat, Start
from widget_servers import EchoBot, Host, ShapeBot


@pytest.fixture(scope="session")
def host(serve: Callable[[Any], str]) -> Host:
    made = Host()
    made.address = serve(made.app)
    return made


@pytest.fixture(scope="session")
def servers(
    serve: Callable[[Any], str], host: Host, tmp_path_factory: pytest.TempPathFactory, real_bot: Any
) -> dict[str, str]:
    """The addresses of bots that the host page may ask."""
    from bot import Settings
    from web import create_app

    settings = Settings(home=tmp_path_factory.mktemp("widget"), contact="Ms. Rivera", school="Hill School")
    bots = {"fake": FakeBot(settings), "shape": ShapeBot(settings), "echo": EchoBot(settings), "real": real_bot}
    return {name: serve(create_app(bot, demo=host.address)) for name, bot in bots.items()}


@pytest.fixture
def chat(chromium: Any, servers: dict[str, str], host: Host) -> Iterator[Start]:
    """chat("fake", width=…, attrs=…, lang=…, color_scheme=…) → Chat; at the end nothing foreign may have happened."""
    contexts: list[Any] = []

    def start(bot: str = "fake", *, width: int = 1280, height: int = 860, scripts: str = "", **options: Any) -> Chat:
        asked = {
            name: options.pop(name)
            for name in ("attrs", "lang", "dir", "css", "widgets", "csp", "low")
            if name in options
        }
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
