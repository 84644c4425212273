"""The JSON interface: chat, feedback, guides, suggestions, health, and its own description."""

from __future__ import annotations

import json
from typing import Any, TypeVar
from urllib.parse import quote

from flask import Blueprint, Response, current_app, g, request
from pydantic import ValidationError

from web import models, texts
from web.echo import whole
from web.openapi import document
from web.problems import Problem
from web.service import Service
from web.sites import Site

Model = TypeVar("Model", bound=models.Shape)


def body_as(model: type[Model]) -> Model:
    """The request's JSON, checked. Raises Problem 415, 400 or 422 (413 is raised by reading)."""
    if request.mimetype != "application/json":
        raise Problem(415, "Send JSON with Content-Type: application/json.")
    raw = request.get_data()
    try:
        data = json.loads(raw.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:  # broken UTF-8, broken JSON, endless digits or nesting
        raise Problem(400, "The body is not valid JSON in UTF-8.") from error
    try:
        return model.model_validate(whole(data))
    except RecursionError as error:
        raise Problem(400, "The body is nested too deeply.") from error
    except ValidationError as error:
        raise Problem(422, "; ".join(_fault(fault) for fault in error.errors()[:10])) from error


def _fault(fault: Any) -> str:
    """`message: Field required`, without the value, which may be a student's words."""
    place = ".".join(str(part) for part in fault["loc"])[:100] or "body"
    return f"{place}: {fault['msg']}"


def blueprint(service: Service) -> Blueprint:
    routes = Blueprint("api", __name__)

    def check_site(name: str | None) -> Site:
        site = service.site(name)
        if site is None:
            raise Problem(422, "site: there is no site with this name in guidepost.yaml")
        g.site = site
        return site

    def asked_site() -> Site:
        """The site that an address names; without one any site's pages may read."""
        name = request.args.get("site")
        return check_site(name) if name else service.default

    def check_guide(guide: str | None, site: Site) -> str | None:
        if guide and guide not in service.bots[site.name].guides:
            raise Problem(422, "guide: there is no guide with this id")
        return guide

    @routes.post("/api/chat")
    def chat() -> Response:
        asked = body_as(models.ChatRequest)
        site = check_site(asked.site)
        reply = service.answer(
            site,
            asked.message,
            context=asked.context,
            guide=check_guide(asked.guide, site),
            drop=asked.drop or (),
            lang=asked.lang,
        )
        return current_app.json.response(reply)

    @routes.post("/api/feedback")
    def feedback() -> tuple[Response, int]:
        given = body_as(models.FeedbackRequest)
        check_site(given.site)
        service.tally.add(given.verdict)
        return current_app.json.response({"status": "counted"}), 202

    @routes.get("/api/guides")
    def guides() -> Response:
        site = asked_site()
        listed = [
            {
                "id": guide.id,
                "title": guide.title,
                "careers": list(guide.careers),
                "reviewed": guide.reviewed,
                "url": f"/guides/{quote(guide.id)}",
            }
            for guide in service.bots[site.name].guides.values()
        ]
        return current_app.json.response({"guides": listed})

    @routes.get("/api/suggestions")
    def suggestions() -> Response:
        lang = texts.choose(request, [request.args.get("lang")]).lang
        site = asked_site()
        guide = check_guide(request.args.get("guide"), site)
        return current_app.json.response({"suggestions": service.starters(site, guide or "", lang)})

    @routes.get("/healthz")
    def healthz() -> Response:
        return current_app.json.response({"status": "ok"})

    @routes.get("/readyz")
    def readyz() -> Response:
        if not all(bot.guides for bot in service.bots.values()):
            raise Problem(503, "No guides are loaded.")
        return current_app.json.response({"status": "ready"})

    @routes.get("/openapi.json")
    def openapi() -> Response:
        return current_app.json.response(document())

    return routes
