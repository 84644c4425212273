"""The widget as one file: its modules joined in the order of static/widget/modules.txt, under an address of its own.

`/widget.js` is always today's; `/widget/<hash>/widget.js` never changes, so that a page can pin it with `integrity`.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from flask import Blueprint, Response, request

from web.assets import FOREVER
from web.problems import Problem

FOLDER = Path(__file__).parent / "static" / "widget"
MANIFEST = "modules.txt"
SHORT = "public, max-age=300"


@dataclass(frozen=True, slots=True)
class Script:
    """The joined file, as it is and gzipped. `version` stands in its address, `integrity` in a pinning page."""

    text: bytes
    packed: bytes
    version: str
    integrity: str


@cache
def script() -> Script | None:
    """The widget, or None where its modules are not installed."""
    manifest = FOLDER / MANIFEST
    if not manifest.is_file():
        return None
    text = join(manifest.read_text(encoding="utf-8").splitlines()).encode()
    digest = hashlib.sha384(text).digest()
    return Script(
        text=text,
        packed=gzip.compress(text, 9, mtime=0),
        version=hashlib.sha256(text).hexdigest()[:12],
        integrity=f"sha384-{base64.b64encode(digest).decode()}",
    )


def join(manifest: list[str]) -> str:
    """Modules, and constants that hold a file (`NAME = file`), in one function. Raises OSError for a missing file."""
    pieces = []
    for line in manifest:
        entry = line.split("#")[0].strip()
        name, _, file = (part.strip() for part in entry.partition("="))
        if file:
            content = (FOLDER / file).read_text(encoding="utf-8")
            pieces.append(f"const {name} = {json.dumps(_plain_css(content), ensure_ascii=False)};")
        elif name:
            lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()
            pieces.append(
                "\n".join(line.strip() for line in lines if line.strip() and not line.strip().startswith("//"))
            )
    return '(() => {\n"use strict";\n' + "\n".join(pieces) + "\n})();\n"


def _plain_css(text: str) -> str:
    """A style sheet without its comments and indentation."""
    while "/*" in text:
        before, _, rest = text.partition("/*")
        text = before + rest.partition("*/")[2]
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())


def tag(origin: str, *, pinned: bool = False) -> str:
    """The script element for a school's page."""
    made = script()
    if made is None:
        return ""
    if not pinned:
        return f'<script src="{origin}/widget.js" defer></script>'
    address = f"{origin}/widget/{made.version}/widget.js"
    return f'<script src="{address}" integrity="{made.integrity}" crossorigin="anonymous" defer></script>'


def blueprint() -> Blueprint:
    routes = Blueprint("widget", __name__)

    @routes.get("/widget.js")
    def latest() -> Response:
        return _open_to_all(_script(), SHORT)

    @routes.get("/widget/<version>/widget.js")
    def pinned(version: str) -> Response:
        made = script()
        if made is None or version != made.version:
            raise Problem(404, "This version of the widget is not served any more. Take the address from /demo.")
        return _open_to_all(_script(), FOREVER)

    @routes.get("/widget/texts.<lang>.json")
    def catalogue(lang: str) -> Response:
        file = FOLDER / f"texts.{lang}.json"
        if not (lang.isascii() and lang.isalpha() and file.is_file()):
            raise Problem(404, "The widget has no texts in this language.")
        return _open_to_all(Response(file.read_bytes(), mimetype="application/json"), SHORT)

    return routes


def _script() -> Response:
    made = script()
    if made is None:
        raise Problem(404, "The widget is not installed.")
    if "gzip" in request.accept_encodings:
        response = Response(made.packed, mimetype="text/javascript")
        response.headers["Content-Encoding"] = "gzip"
    else:
        response = Response(made.text, mimetype="text/javascript")
    response.vary.add("Accept-Encoding")
    response.set_etag(made.version + ("-gzip" if "gzip" in request.accept_encodings else ""))
    return response


def _open_to_all(response: Response, keep: str) -> Response:
    """The widget's files are public and the same for everyone: any page may load them, nothing personal is in them."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    response.headers["Cache-Control"] = keep
    return response.make_conditional(request)
