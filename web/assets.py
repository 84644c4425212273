"""Style sheets, scripts and pictures under addresses that change with their content, so that browsers may keep them."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from flask import Blueprint, Response, request, send_from_directory

FOLDER = Path(__file__).with_name("static")
FOREVER = "public, max-age=31536000, immutable"
SERVED = {".css", ".js", ".svg", ".json"}


@cache
def version() -> str:
    """A hash over all files of `static`: one for all, so that a script's relative imports stay within a version."""
    whole = hashlib.sha256()
    for file in sorted(FOLDER.rglob("*")):
        if file.suffix in SERVED:
            whole.update(file.relative_to(FOLDER).as_posix().encode() + b"\0" + file.read_bytes())
    return whole.hexdigest()[:12]


def address(name: str) -> str:
    return f"/static/{version()}/{name}"


def blueprint() -> Blueprint:
    routes = Blueprint("assets", __name__)

    @routes.get("/static/<asked>/<path:name>")
    def static(asked: str, name: str) -> Response:
        """A file; a page of an older version still gets today's, which it must not keep."""
        response = send_from_directory(FOLDER, name, conditional=True)
        response.headers["Cache-Control"] = FOREVER if asked == version() else "no-cache"
        return response

    @routes.get("/favicon.ico")
    def icon() -> Response:
        response = send_from_directory(FOLDER, "guidepost.svg", mimetype="image/svg+xml")
        response.headers["Cache-Control"] = "public, max-age=86400"
        return response

    @routes.get("/robots.txt")
    def robots() -> Response:
        return Response("User-agent: *\nDisallow: /\n" if request else "", mimetype="text/plain")

    return routes
