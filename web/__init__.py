"""The web side of Guidepost: the chat API, its pages, and everything a school embeds."""

from __future__ import annotations

from typing import Any

from flask import Flask

from web import api, assets, pages, problems, security
from web.service import Service


def create_app(bot: Any = None, settings: Any = None) -> Flask:
    """Wire everything. Without a bot, the one that `settings`, or the settings on disk, describe is opened."""
    if bot is None:
        from bot import Bot

        bot = Bot.open(settings)
    app = Flask(__name__, static_folder=None)
    app.json.ensure_ascii = False
    app.json.sort_keys = False
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    service = Service(bot)
    problems.register(app)
    security.register(app)
    pages.register_helpers(app)
    for routes in (api.blueprint(service), assets.blueprint(), pages.blueprint(service)):
        app.register_blueprint(routes)
    return app
