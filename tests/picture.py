"""python -m tests.picture: the README's picture of the chat, taken from the running pages with the shipped corpus."""

from __future__ import annotations

import io
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.browser import find

TARGET = Path(__file__).resolve().parent.parent / "web" / "static" / "readme.png"
QUESTION = "how much do ml engineers make?"
WIDTH, HEIGHT = 1280, 800
HIGHEST = 1000  # for an answer that does not fit
LARGEST = 300_000  # bytes
COLOURS = 96


@contextmanager
def serving(home: Path) -> Iterator[str]:
    """The address of a server for the shipped corpus on a free loopback port."""
    from werkzeug.serving import WSGIRequestHandler, make_server

    from bot import Bot, Settings
    from web import create_app

    class Quiet(WSGIRequestHandler):
        def log(self, *_: Any, **__: Any) -> None:
            pass

    app = create_app(Bot.open(Settings(home=home)))
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def take(browser: str, address: str) -> bytes:
    """Ask the question as a student would and photograph the page from its top to the end of the answer."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox", "--disable-gpu"])
        context = chromium.new_context(
            viewport={"width": WIDTH, "height": HEIGHT}, device_scale_factor=2, reduced_motion="reduce"
        )
        page = context.new_page()
        page.goto(address)
        page.type("#message", QUESTION)
        page.keyboard.press("Enter")
        page.wait_for_selector(".answer")
        page.wait_for_load_state("networkidle")
        page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
        sources = page.locator(".answer").last.bounding_box()
        field = page.locator("#ask .line").bounding_box()
        if sources and field and sources["y"] + sources["height"] > field["y"]:
            page.set_viewport_size({"width": WIDTH, "height": HIGHEST})
        brand = page.locator("header a, header img, header").first.bounding_box()
        left = max(0.0, brand["x"] - 24) if brand else 0.0
        height = (page.viewport_size or {})["height"]
        clip = {"x": left, "y": 0, "width": WIDTH - 2 * left, "height": height}
        picture = page.screenshot(type="png", clip=clip)
        chromium.close()
    return picture


def smaller(picture: bytes) -> bytes:
    """The same with a palette: a page of text needs no more colours."""
    from PIL import Image

    kept = io.BytesIO()
    Image.open(io.BytesIO(picture)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(
        kept, "PNG", optimize=True
    )
    return kept.getvalue()


def main() -> int:
    browser = find()
    if browser is None:
        print("no browser found: python -m tests.browser says how to get one", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as home, serving(Path(home)) as address:
        picture = smaller(take(browser, address))
    if len(picture) > LARGEST:
        print(f"the picture takes {len(picture):,} bytes, more than {LARGEST:,}", file=sys.stderr)
        return 1
    TARGET.write_bytes(picture)
    print(f"{TARGET.relative_to(TARGET.parents[2])}: {len(picture):,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
