"""Take it to my counselor: the conversation on paper. Questions are answered again; posted quotes are ignored."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, Response, request

from web.answerview import arrange
from web.conversation import Conversation, answer_again, read_form
from web.pages import page_texts, renderer, site_of_page
from web.service import Service

MOST = 60  # turns on one sheet
ANSWERED = ("answer",)
OPEN = ("refusal", "clarify")  # to be asked in person; greetings and words said in distress stay off the paper


def blueprint(service: Service) -> Blueprint:
    routes = Blueprint("takeaway", __name__)
    page = renderer(service)

    @routes.route("/take-away", methods=["GET", "POST"])
    def take_away() -> Response:
        site, t = site_of_page(service), page_texts()
        talk = read_form(_without_message(), site, service.bots[site.name].guides, MOST)
        talk = answer_again(service, talk, t.lang, MOST) if talk.turns else Conversation(site)
        answered = [(one, arrange(one.reply, t)) for one in talk.exchanges if one.reply["kind"] in ANSWERED]
        unanswered = [one for one in talk.exchanges if one.reply["kind"] in OPEN and one.turn.said.strip()]
        today = t.date(date.today().isoformat())
        return page("takeaway.html", t, site, answered=answered, unanswered=unanswered, today=today)

    def _without_message():
        """The form's earlier turns; what stands in the question box has not been asked yet."""
        form = request.form.copy()
        for name in ("message", "suggestion", "drop"):
            form.poplist(name)
        return form

    return routes
