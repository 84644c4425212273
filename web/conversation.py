"""The conversation of the plain form: its questions come back in hidden fields, and are answered again.

Nothing is kept here between two requests, and no posted quote is ever shown: only questions are taken from the form.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, field, replace
from typing import Any

from werkzeug.datastructures import MultiDict

from web.service import Service
from web.sites import Site

LONGEST_TOKEN = 4096


@dataclass(frozen=True, slots=True)
class Turn:
    """One question, and the carried-over slots that were dropped for it."""

    said: str
    dropped: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Exchange:
    turn: Turn
    reply: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Conversation:
    """start: the signed context before the oldest turn shown; empty unless older turns were folded away.

    before: the signed context before the latest turn.
    """

    site: Site
    turns: tuple[Turn, ...] = ()
    start: str = ""
    before: str = ""
    guide: str = ""
    folded: bool = False
    exchanges: tuple[Exchange, ...] = field(default=())


def read_form(form: MultiDict[str, str], site: Site, guides: Container[str], most: int) -> Conversation:
    """The earlier turns with the one that was sent now: a question, a suggestion, or a slot dropped from the last.

    The last `most` turns are taken. A guide that doesn't exist counts as none.
    """
    said = form.getlist("said")
    dropped = form.getlist("dropped")
    turns = [
        Turn(text, tuple(slot for slot in (dropped[place] if place < len(dropped) else "").split(",") if slot))
        for place, text in enumerate(said)
        if text.strip()
    ]
    slot = form.get("drop", "")
    if slot and turns:
        turns[-1] = replace(turns[-1], dropped=tuple(dict.fromkeys((*turns[-1].dropped, slot))))
    elif "message" in form and "relang" not in form:
        turns.append(Turn(form.get("suggestion") or form["message"]))
    guide = form.get("guide", "")
    start = form.get("start", "")
    return Conversation(
        site=site,
        turns=tuple(turns[-most:]),
        start=start if len(start) <= LONGEST_TOKEN else "",
        guide=guide if guide in guides else "",
        folded=bool(start) or len(turns) > most,
    )


def answer_again(service: Service, talk: Conversation, lang: str, keep: int) -> Conversation:
    """Answer every turn in order, each with the context of the one before, and keep the last `keep` for showing."""
    context = talk.start
    exchanges = []
    contexts = [context]
    for turn in talk.turns:
        reply = service.answer(talk.site, turn.said, context=context, guide=talk.guide, drop=turn.dropped, lang=lang)
        context = reply["context"] or ""
        exchanges.append(Exchange(turn, reply))
        contexts.append(context)
    cut = max(0, len(exchanges) - keep)
    return replace(
        talk,
        turns=talk.turns[cut:],
        exchanges=tuple(exchanges[cut:]),
        start=contexts[cut],
        before=contexts[-2] if exchanges else talk.start,
        folded=talk.folded or cut > 0,
    )
