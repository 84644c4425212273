"""The pages that people read: the chat as a plain form, the guides, and what is done with their data."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Flask, Response, g, render_template, request

from bot.settings import Settings
from web import assets, texts
from web.answerview import arrange
from web.colours import style_sheet
from web.conversation import Conversation, answer_again, read_form
from web.echo import showable
from web.guidepages import build
from web.problems import Problem
from web.service import Service
from web.sites import Site

SHOWN = 20  # turns of the plain form that are answered again with each post


def page_texts() -> texts.Texts:
    """The language that the form or the address names, else the browser's."""
    g.chosen = texts.known(request.form.get("relang") or request.args.get("lang"))
    return texts.choose(request, [g.chosen, request.form.get("lang")])


def link_to(path: str, **query: str) -> str:
    """An address on this server that keeps a language chosen by hand, and the site."""
    chosen = g.get("chosen") or texts.known(request.args.get("lang")) or ""
    query = {"lang": chosen, "site": g.get("site_name", "")} | query
    query = {name: value for name, value in query.items() if value}
    path, _, fragment = path.partition("#")
    return path + (f"?{urlencode(query)}" if query else "") + (f"#{fragment}" if fragment else "")


def register_helpers(app: Flask) -> None:
    app.jinja_env.globals.update(asset=assets.address, link_to=link_to, languages=texts.languages)
    app.jinja_env.filters["showable"] = showable


def site_of_page(service: Service) -> Site:
    """The site that the form or the address names; the default one where there is none of that name."""
    site = service.site(request.form.get("site") or request.args.get("site")) or service.default
    g.site_name = "" if site is service.default else site.name
    return site


def renderer(service: Service) -> Callable[..., Response]:
    """page(template, texts, …) → the page as a response, with what every template needs."""

    def page(name: str, t: texts.Texts, site: Site, **values: Any) -> Response:
        bot = service.bots[site.name]
        named = bot.settings.contact != Settings.contact  # nobody named: "your counselor", in the page's language
        contact = bot.settings.contact if named else t("chat.counselor")
        text = render_template(name, t=t, site=site, bot=bot, contact=contact, **values)
        response = Response(text, mimetype="text/html")
        response.vary.add("Accept-Language")
        return response

    return page


def blueprint(service: Service) -> Blueprint:
    routes = Blueprint("pages", __name__)
    page = renderer(service)

    @routes.get("/")
    def ask() -> Response:
        site = site_of_page(service)
        guide = request.args.get("guide", "")
        return chat(Conversation(site, guide=guide if guide in service.bots[site.name].guides else ""), page_texts())

    @routes.post("/")
    def asked() -> Response:
        site, t = site_of_page(service), page_texts()
        talk = read_form(request.form, site, service.bots[site.name].guides, SHOWN + 1)
        return chat(answer_again(service, talk, t.lang, SHOWN), t)

    def chat(talk: Conversation, t: texts.Texts) -> Response:
        scope = service.bots[talk.site.name].guides.get(talk.guide)
        starters = [] if talk.turns else service.starters(talk.site, talk.guide, t.lang)
        views = [arrange(exchange.reply, t) for exchange in talk.exchanges]
        shown = list(zip(talk.exchanges, views, strict=True))
        return page("chat.html", t, talk.site, talk=talk, shown=shown, scope=scope, starters=starters)

    @routes.get("/guides")
    def guides() -> Response:
        return page("guides.html", page_texts(), site_of_page(service))

    @routes.get("/guides/<path:guide_id>")
    def guide(guide_id: str) -> Response:
        found = service.find_guide(guide_id)
        if found is None:
            raise Problem(404, "There is no guide with this id.")
        built = build(*found, request.args.get("s"))
        overdue = bool(found[0].review_by) and found[0].review_by < date.today().isoformat()
        return page("guide.html", page_texts(), site_of_page(service), page=built, overdue=overdue)

    @routes.get("/privacy")
    def privacy() -> Response:
        return page("privacy.html", page_texts(), site_of_page(service), counts=service.tally.counts)

    @routes.get("/site/<name>.css")
    def site_style(name: str) -> Response:
        site = service.sites.get(name)
        if site is None or not site.colour:
            raise Problem(404, "There is no such style sheet.")
        return Response(style_sheet(site.colour), mimetype="text/css")

    return routes
