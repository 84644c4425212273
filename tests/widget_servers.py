"""Servers for the widget's tests: bots to answer, and a bare host page on another origin with a strict policy."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import Any

from flask import Flask, Response, request

WIDGET = Path(__file__).parents[1] / "web" / "static" / "widget"
HOSTILE_CSS = """
* { all: unset !important; color: lime !important; font-size: 40px !important; display: inline !important; }
body::before { content: "over everything"; position: fixed !important; inset: 0 !important;
  z-index: 2147483647 !important; display: block !important; background: pink !important; }
html { font-size: 4px !important; }
"""


class Host:
    """A school's page that embeds the widget; `reports` collects what its policy was broken by.

    Address: `/?bot=<origin>&attrs=<attributes>&lang=&dir=&css=hostile&widgets=2`.
    """

    def __init__(self) -> None:
        self.reports: list[Any] = []
        self.app = Flask("host")
        self.app.add_url_rule("/", view_func=self.page)
        self.app.add_url_rule("/style.css", view_func=self.style)
        self.app.add_url_rule("/report", view_func=self.report, methods=["POST"])

    def page(self) -> Response:
        asked = request.args
        bot = asked["bot"]
        widget = f"<guidepost-chat {asked.get('attrs', '')}></guidepost-chat>"
        widgets = widget * int(asked.get("widgets", 1))
        style = '<link rel="stylesheet" href="/style.css">' if asked.get("css") else ""
        html = f"""<!doctype html>
<html lang="{escape(asked.get("lang", "en"))}" dir="{escape(asked.get("dir", "ltr"))}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>Hill School</title>
<link rel="icon" href="data:,">{style}<script src="{escape(bot)}/widget.js" defer></script></head>
<body><main><h1>Hill School</h1><p>Welcome. <a id="first" href="#x">A link</a></p></main>{widgets}</body></html>"""
        policy = (
            f"default-src 'none'; script-src {bot}; connect-src {bot}; style-src 'self'; img-src data:; base-uri 'none'; "
            f"form-action {bot}; require-trusted-types-for 'script'; trusted-types 'none'; report-uri /report"
        )
        return Response(html, mimetype="text/html", headers={"Content-Security-Policy": policy})

    def style(self) -> Response:
        return Response(HOSTILE_CSS, mimetype="text/css")

    def report(self) -> tuple[str, int]:
        self.reports.append(request.get_data(as_text=True))
        return "", 204
