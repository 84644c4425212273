"""The web side of Guidepost: the chat API, its pages, and everything a school embeds."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from flask import Flask

from bot import Bot
from web import api, assets, compression, cors, embedding, pages, problems, security, takeaway, widget
from web.service import Service
from web.sites import load_sites


def create_app(bot: Any = None, settings: Any = None, *, demo: str = "") -> Flask:
    """Wire everything. Without a bot, the one that `settings`, or the settings on disk, describe is opened.

    demo: the origin of a demonstration page that may embed every site. Raises SettingsError or CorpusError.
    """
    if bot is None:
        bot = Bot.open(settings)
    sites = load_sites(Path((settings or bot.settings).home))
    if demo:
        sites = {name: replace(site, origins=(*site.origins, demo)) for name, site in sites.items()}
    app = Flask(__name__, static_folder=None)
    app.json.ensure_ascii = False
    app.json.sort_keys = False
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    service = Service(bot, sites, demo)
    problems.register(app)
    security.register(app)
    compression.register(app)
    cors.register(app, service)
    pages.register_helpers(app)
    for routes in (
        api.blueprint(service),
        assets.blueprint(),
        pages.blueprint(service),
        takeaway.blueprint(service),
        embedding.blueprint(service),
        widget.blueprint(),
    ):
        app.register_blueprint(routes)
    return app
