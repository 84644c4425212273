"""Servers for the widget's tests: bots to answer, and a bare host page on another origin with a strict policy."""

from __future__ import annotations

import time
from html import escape
from pathlib import Path
from typing import Any

from flask import Flask, Response, request
from web_fakes import FakeBot

WIDGET = Path(__file__).parents[1] / "web" / "static" / "widget"
CSS = {
    "hostile": """
* { all: unset !important; color: lime !important; font-size: 40px !important; display: inline !important; }
body::before { content: "over everything"; position: fixed !important; inset: 0 !important;
  z-index: 2147483647 !important; display: block !important; background: pink !important; }
html { font-size: 4px !important; }
""",
    "theme": """
guidepost-chat { --guidepost-accent: #0a1482; --guidepost-radius: 0; --guidepost-width: 420px; }
guidepost-chat::part(question) { font-style: italic; }
""",
    "low": "#low { position: fixed; right: 3em; bottom: 2em; }",
}


class Host:
    """A school's page that embeds the widget; `reports` collects what its policy was broken by.

    Address: `/?bot=<origin>&attrs=<attributes>&lang=&dir=&css=hostile|theme&widgets=2&csp=none&low=1`.
    """

    def __init__(self) -> None:
        self.reports: list[Any] = []
        self.app = Flask("host")
        self.app.add_url_rule("/", view_func=self.page)
        self.app.add_url_rule("/<name>.css", view_func=self.style)
        self.app.add_url_rule("/report", view_func=self.report, methods=["POST"])

    def page(self) -> Response:
        asked = request.args
        bot = asked["bot"]
        widget = f"<guidepost-chat {asked.get('attrs', '')}></guidepost-chat>"
        widgets = widget * int(asked.get("widgets", 1))
        css = asked.get("css", "low" if asked.get("low") else "")
        style = f'<link rel="stylesheet" href="/{css}.css">' if css else ""
        html = f"""<!doctype html>
<html lang="{escape(asked.get("lang", "en"))}" dir="{escape(asked.get("dir", "ltr"))}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>Hill School</title>
<link rel="icon" href="data:,">{style}<script src="{escape(bot)}/widget.js" defer></script></head>
<body><main><h1>Hill School</h1><p>Welcome. <a id="first" href="#x">A link</a>
<a id="low" href="#y">Low</a></p></main>{widgets}</body></html>"""
        policy = (
            f"default-src 'none'; script-src {bot}; connect-src {bot}; style-src 'self'; img-src data:; "
            f"base-uri 'none'; form-action {bot}; report-uri /report; "
            "require-trusted-types-for 'script'; trusted-types 'none'"
        )
        headers = {} if asked.get("csp") == "none" else {"Content-Security-Policy": policy}
        return Response(html, mimetype="text/html", headers=headers)

    def style(self, name: str) -> Response:
        return Response(CSS[name], mimetype="text/css")

    def report(self) -> tuple[str, int]:
        self.reports.append(request.get_data(as_text=True))
        return "", 204


class EchoBot(FakeBot):
    """Puts the question into every field of its reply, and kinds of replies by turns."""

    def answer(self, text: str, *_: Any, **__: Any) -> Any:
        self.calls.append({"text": text})
        kind = ("answer", "refusal", "crisis", "clarify")[len(self.calls) % 8 if len(self.calls) % 8 < 4 else 0]
        table = {"header": [text, text], "rows": [[text, text]], "marked": [[0, 1]]}
        source = {"title": text, "publisher": text, "url": text, "date": text, "note": text}
        citation = {"guide": text, "title": text, "section": text, "url": text, "sources": [source], "reviewed": text}
        where = {"id": text, "trail": [text], "citation": 0, "score": 1}
        lines = f"{text}\n{text}"
        quote = {"text": text, "span": [0, len(text)], "citation": 0, "lang": text}
        reply = {
            "kind": kind,
            "text": text,
            "lang": text,
            "quotes": [quote | {"passage": number} for number in range(4)],
            "citations": [citation],
            "passages": [
                where | {"kind": "prose", "text": lines, "table": None},
                where | {"kind": "list", "text": lines, "table": None},
                where | {"kind": "row", "text": text, "table": table},
                where | {"kind": text, "text": "something else", "table": None},
            ],
            "comparison": {"rows": [{"label": text, "quotes": [0, 2]}]} if len(self.calls) % 2 else None,
            "disagreement": {"about": text, "quotes": [0, 1]},
            "more": {"count": text, "url": text},
            "confidence": {"level": text.replace(" ", ""), "words": text},
            "corrections": [{"from": text, "to": text}],
            "suggestions": [text],
            "links": [{"label": text, "href": text}],
            "why": {
                "terms": {text: 1},
                "synonyms": {text: text},
                "carried_over": {text: text},
                "looked_for": [text],
                "features": {},
                "runner_up": text,
            },
            "context": text,
        }
        if kind != "answer":
            reply |= {"quotes": [], "citations": [], "passages": [], "comparison": None, "disagreement": None}
        return Reply(reply)


class ShapeBot(FakeBot):
    """Replies whose shape the fixed answers don't have: code points, lines that are not quoted, many columns."""

    def answer(self, text: str, *rest: Any, **named: Any) -> Any:
        if text == "slow":
            time.sleep(4.5)
            text = "prose"
        if text == "emoji":
            passage = "😀😀 Not this. Pay is 💷 high. مرحبا is hello. End."
            return Reply(_reply(passage, "prose", ["Pay is 💷 high.", "مرحبا is hello."]))
        if text == "steps":
            return Reply(_reply("Do this:\nLearn maths\nLearn to code\nBuild it", "steps", ["Learn maths", "Build it"]))
        if text == "wrong span":
            reply = _reply("A sentence.", "prose", ["A sentence."])
            reply["quotes"][0]["span"] = [3, 5]
            return Reply(reply)
        if text == "broken":
            return Reply({"kind": "answer"})
        if text == "wide":
            reply = _reply("Senior · pay: 5", "row", ["Senior · pay: 5"])
            names = ["Level of engineer", "United States", "United Kingdom", "Remote"]
            row = ["Senior machine learning engineer", "$180,000 – $260,000", "£90,000 – £130,000", ""]
            reply["passages"][0]["table"] = {"header": names, "rows": [row], "marked": [[0, 1], [0, 2]]}
            return Reply(reply)
        if text == "spanish":
            return Reply(_reply("Gana mucho. Más o menos.", "prose", ["Gana mucho."], lang="es"))
        return super().answer(text, *rest, **named)


class Reply:
    """A ready reply of the chat API."""

    def __init__(self, reply: dict[str, Any]) -> None:
        self.reply = reply

    def to_dict(self) -> dict[str, Any]:
        return self.reply


def _reply(text: str, kind: str, quoted: list[str], lang: str = "en") -> dict[str, Any]:
    places = [(found := text.index(words), found + len(words)) for words in quoted]
    passage = {"id": "a#1", "kind": kind, "trail": ["A"], "text": text, "citation": 0, "table": None, "score": 1.0}
    citation = {"guide": "a", "title": "A guide", "section": "A part", "url": "/guides/a?s=1#s1", "reviewed": ""}
    return {
        "kind": "answer",
        "text": "\n".join(quoted),
        "lang": lang,
        "quotes": [
            {"text": words, "passage": 0, "span": list(span), "citation": 0, "lang": lang}
            for words, span in zip(quoted, places, strict=True)
        ],
        "citations": [citation | {"sources": []}],
        "passages": [passage],
        **dict.fromkeys(("comparison", "disagreement", "more", "confidence", "why")),
        "corrections": [],
        "suggestions": [],
        "links": [],
        "context": "",
    }
