"""Servers for the widget's tests: the bot with the widget's routes, and bare host pages on another port."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from flask import Flask, Response, request

WIDGET = Path(__file__).parents[1] / "web" / "static" / "widget"


def joined() -> str:
    """The widget's modules as one classic script, as `modules.txt` says."""
    lines = [line for line in (WIDGET / "modules.txt").read_text(encoding="utf-8").splitlines() if line[:1] not in ("", "#")]
    script = "\n".join((WIDGET / name).read_text(encoding="utf-8") for name in lines if "=" not in name)
    for line in lines:
        name, _, file = (part.strip() for part in line.partition("="))
        if file:
            text = _used((WIDGET / file).read_text(encoding="utf-8"), script)
            script = f"const {name} = {json.dumps(text, ensure_ascii=False)};\n{script}"
    stripped = (line.strip() for line in script.splitlines())
    kept = "\n".join(line for line in stripped if line and not line.startswith(("//", "/** ")))
    return f'(() => {{\n"use strict";\n{kept}\n}})();\n'


def _used(css: str, script: str) -> str:
    """A style sheet without comments, and without the custom properties that nothing in the script mentions."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    css = re.sub(r"(--[\w-]+):[^;]*;", lambda found: found[0] if f"var({found[1]})" in script + css else "", css)
    return re.sub(r"\s*\n\s*", "\n", css).strip()


def bot_app(bot: Any, **changes: Any) -> Flask:
    """The real app; what it doesn't serve of the widget yet is added here."""
    from web import create_app

    app = create_app(bot, **changes)
    known = {rule.rule for rule in app.url_map.iter_rules()}
    if "/widget.js" in known:
        return app

    @app.get("/widget.js")
    def widget() -> Response:
        return Response(joined(), mimetype="text/javascript", headers={"Cross-Origin-Resource-Policy": "cross-origin"})

    @app.get("/widget/<name>")
    def catalogue(name: str) -> Response:
        return Response((WIDGET / name).read_bytes(), mimetype="application/json")

    @app.before_request
    def preflight() -> Response | None:
        return Response("", 204) if request.method == "OPTIONS" else None

    @app.after_request
    def cors(response: Response) -> Response:
        response.headers["Access-Control-Allow-Origin"] = request.headers.get("Origin", "*")
        response.headers["Access-Control-Allow-Headers"] = "Content-Type"
        return response

    return app
