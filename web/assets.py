"""Style sheets, scripts and pictures under addresses that change with their content, so that browsers may keep them."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from flask import Blueprint, Response, request

from web.problems import Problem

FOLDER = Path(__file__).with_name("static")
FOREVER = "public, max-age=31536000, immutable"
SERVED = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
    ".json": "application/json",
}


@cache
def files() -> dict[str, bytes]:
    """Every file of `static` by its name: some 60 KB, read once."""
    found = sorted(file for file in FOLDER.rglob("*") if file.suffix in SERVED)
    return {file.relative_to(FOLDER).as_posix(): file.read_bytes() for file in found}


@cache
def version() -> str:
    """A hash over all files: one for all, so that a script's relative imports stay within a version."""
    whole = hashlib.sha256()
    for name, content in files().items():
        whole.update(name.encode() + b"\0" + content)
    return whole.hexdigest()[:12]


def address(name: str) -> str:
    return f"/static/{version()}/{name}"


def blueprint() -> Blueprint:
    routes = Blueprint("assets", __name__)

    @routes.get("/static/<asked>/<path:name>")
    def static(asked: str, name: str) -> Response:
        """A file; a page of an older version still gets today's, which it must not keep."""
        return _file(name, FOREVER if asked == version() else "no-cache")

    @routes.get("/favicon.ico")
    def icon() -> Response:
        return _file("guidepost.svg", "public, max-age=86400")

    @routes.get("/robots.txt")
    def robots() -> Response:
        """A school's helper is for its students, not for search engines."""
        return Response("User-agent: *\nDisallow: /\n", mimetype="text/plain")

    return routes


def _file(name: str, keep: str) -> Response:
    found = files().get(name)
    if found is None:
        raise Problem(404, "There is no such file.")
    response = Response(found, mimetype=SERVED[Path(name).suffix])
    response.headers["Cache-Control"] = keep
    response.add_etag()
    return response.make_conditional(request)
