"""Fixtures shared by tests: web clients, a live server, a real browser."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from web_fakes import FakeBot

pytest.register_assert_rewrite("web_browsing", "widget_chat")

BROWSER_NAMES = ("chromium", "chromium-browser", "google-chrome")
BROWSER_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture
def fake_bot() -> FakeBot:
    return FakeBot()


@pytest.fixture
def app(fake_bot: FakeBot) -> Any:
    from web import create_app

    return create_app(fake_bot)


@pytest.fixture
def client(app: Any) -> Any:
    return app.test_client()


@pytest.fixture(scope="session")
def real_bot(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The bot over the shipped corpus, with an index of its own."""
    from bot import Bot, Settings

    return Bot.open(Settings(home=tmp_path_factory.mktemp("home"), secret="a secret for tests only"))


@pytest.fixture(scope="session")
def serve() -> Iterator[Any]:
    """serve(app) → the address of a live server for it, until the tests end."""
    from werkzeug.serving import WSGIRequestHandler, make_server

    class Quiet(WSGIRequestHandler):
        def log(self, *_: Any, **__: Any) -> None:
            pass

    running = []

    def start(app: Any) -> str:
        server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Quiet)
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        running.append((server, thread))
        return f"http://127.0.0.1:{server.server_port}"

    yield start
    for server, thread in running:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture(scope="session")
def live(serve: Any) -> str:
    """The address of a server with the fake bot."""
    from web import create_app

    return serve(create_app(FakeBot()))


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """A real browser. Missing: skipped with the reason; a failure where CI=true."""
    path = next((found for name in BROWSER_NAMES if (found := shutil.which(name))), None)
    if path is None:
        reason = f"no browser found (looked for {', '.join(BROWSER_NAMES)})"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=BROWSER_ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium: Any, live: str) -> Iterator[Any]:
    """open_page("/path", width=…, color_scheme=…) → a page whose `seen` collects what must not happen."""
    contexts = []

    def start(path: str, *, base: str = live, width: int = 1280, height: int = 860, **options: Any) -> Any:
        context = chromium.new_context(viewport={"width": width, "height": height}, **options)
        contexts.append(context)
        page = context.new_page()
        page.seen = SimpleNamespace(foreign=[], console=[], errors=[])
        page.on(
            "request", lambda request: request.url.startswith((base, "data:")) or page.seen.foreign.append(request.url)
        )
        page.on("console", lambda message: page.seen.console.append(message.text))
        page.on("pageerror", lambda error: page.seen.errors.append(str(error)))
        page.goto(base + path)
        return page

    yield start
    for context in contexts:
        for page in context.pages:
            if hasattr(page, "seen"):
                assert page.seen.foreign == [], "requests to third parties"
                assert page.seen.errors == [], "faults in scripts"
                assert [text for text in page.seen.console if "Content Security" in text or "Trusted" in text] == []
        assert context.cookies() == []
        context.close()
