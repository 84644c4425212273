"""The pages that people read: the chat as a plain form, the guides, and what is done with their data."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Flask, Response, g, render_template, request

from web import assets, texts
from web.answerview import arrange
from web.conversation import Conversation, answer_again, read_form
from web.echo import showable
from web.guidepages import build
from web.problems import Problem
from web.service import Service

SHOWN = 20  # turns of the plain form that are answered again with each post


def page_texts() -> texts.Texts:
    """The language that the form or the address names, else the browser's."""
    g.chosen = texts.known(request.form.get("relang") or request.args.get("lang"))
    return texts.choose(request, [g.chosen, request.form.get("lang")])


def link_to(path: str, **query: str) -> str:
    """An address on this server that keeps a language chosen by hand."""
    chosen = g.get("chosen") or texts.known(request.args.get("lang")) or ""
    query = {name: value for name, value in ({"lang": chosen} | query).items() if value}
    path, _, fragment = path.partition("#")
    return path + (f"?{urlencode(query)}" if query else "") + (f"#{fragment}" if fragment else "")


def register_helpers(app: Flask) -> None:
    app.jinja_env.globals.update(asset=assets.address, link_to=link_to, languages=texts.languages)
    app.jinja_env.filters["showable"] = showable


def blueprint(service: Service) -> Blueprint:
    routes = Blueprint("pages", __name__)

    def page(name: str, t: texts.Texts, **values: Any) -> Response:
        response = Response(render_template(name, t=t, service=service, **values), mimetype="text/html")
        response.vary.add("Accept-Language")
        return response

    @routes.get("/")
    def ask() -> Response:
        guide = request.args.get("guide", "")
        return chat(Conversation(guide=guide if guide in service.bot.guides else ""), page_texts())

    @routes.post("/")
    def asked() -> Response:
        t = page_texts()
        talk = read_form(request.form, service.bot.guides, SHOWN + 1)
        return chat(answer_again(service, talk, t.lang, SHOWN), t)

    def chat(talk: Conversation, t: texts.Texts) -> Response:
        scope = service.bot.guides.get(talk.guide)
        starters = service.bot.suggestions(guide=talk.guide or None, lang=t.lang) if not talk.turns else []
        views = [arrange(exchange.reply, t) for exchange in talk.exchanges]
        shown = list(zip(talk.exchanges, views, strict=True))
        return page("chat.html", t, talk=talk, shown=shown, scope=scope, starters=starters)

    @routes.get("/guides")
    def guides() -> Response:
        return page("guides.html", page_texts())

    @routes.get("/guides/<path:guide_id>")
    def guide(guide_id: str) -> Response:
        found = service.bot.guides.get(guide_id)
        if found is None:
            raise Problem(404, "There is no guide with this id.")
        built = build(found, service.bot.sources, request.args.get("s"))
        overdue = bool(found.review_by) and found.review_by < date.today().isoformat()
        return page("guide.html", page_texts(), page=built, overdue=overdue)

    @routes.get("/privacy")
    def privacy() -> Response:
        return page("privacy.html", page_texts(), counts=service.tally.counts)

    return routes
