"""Where sources give different figures for the same thing, each is shown. Precision before recall.

The same thing: the same career, level, place, kind of quantity and currency. Different: from another source, and no
figure in common.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.index import Index
from bot.quoting import Excerpt
from bot.ranking import Ranked
from bot.records import Question
from bot.words import is_figure, tokens

COMPARABLE = ("money",)  # kinds of quantity whose figures mean the same wherever career, level and place agree
LOOKED_AT = 14  # hits; further down the figures answer other questions
MOST = 2  # other accounts shown beside the first
_CURRENCY = re.compile(r"[$£€¥₹]|\b(?:dollars|pounds|euros|zł|CHF)\b")
_AMOUNT = re.compile(r"[$£€¥₹]\s?[\d,.]+\s?[kKmM]?\b|\b\d{2,3}k\b")


@dataclass(frozen=True, slots=True)
class _Claim:
    """What one unit says, for whom."""

    careers: frozenset[str]
    levels: frozenset[str]
    places: frozenset[str]
    currency: str
    figures: frozenset[str]
    sources: frozenset[str]


def disagreement(
    question: Question, ranked: Ranked, pieces: Sequence[Excerpt], index: Index
) -> tuple[str, list[Excerpt]] | None:
    """(what it is about, the excerpts that differ, that of the answer first), or None."""
    kind = next((kind for kind in COMPARABLE if kind in question.asks), None)
    if kind is None or question.compared or "superlative" in question.asks:
        return None
    first = next(
        (
            (piece.place, unit)
            for piece in pieces
            for unit in range(piece.first, piece.last + 1)
            if (claim := _claim(piece.place, unit, kind, index)) and _asked(question, claim)
        ),
        None,
    )
    if first is None:
        return None
    anchor = _claim(*first, kind, index)
    found = [Excerpt(*first, first[1], 0.0)]
    heard = [anchor]
    for place in ranked.numbers[:LOOKED_AT]:
        for unit in range(len(index.notes[place].units)):
            claim = _claim(place, unit, kind, index)
            if claim and len(found) <= MOST and all(_differs(claim, other) for other in heard):
                found.append(Excerpt(place, unit, unit, 0.0))
                heard.append(claim)
    if len(found) == 1:
        return None
    names = [
        index.lexicon.name(concept)
        for group in (anchor.careers, anchor.levels, anchor.places)
        for concept in sorted(group)
    ]
    return " · ".join(["pay" if kind == "money" else kind, *names]), found


def _asked(question: Question, claim: _Claim) -> bool:
    """Whether the claim is about the very career, level and place that are asked for."""
    if question.careers and claim.careers.isdisjoint(question.careers):
        return False
    return claim.levels == set(question.levels) and (not question.places or claim.places <= set(question.places))


def _claim(place: int, unit: int, kind: str, index: Index) -> _Claim | None:
    note = index.notes[place]
    passage = index.passages[place]
    here = note.units[unit]
    text = passage.units()[unit]
    if kind not in here.quantities or "t:pay" not in note.about | here.concepts or not passage.sources:
        return None
    careers = {concept for concept in here.concepts if concept[0] == "c"} or note.careers
    currency = _CURRENCY.search(text)
    figures = frozenset(token for amount in _AMOUNT.findall(text) for token in tokens(amount) if is_figure(token))
    if len(careers) != 1 or currency is None or len(figures) < 2:
        return None
    return _Claim(
        frozenset(careers),
        _of("l", here.concepts, note.about),
        _of("p", here.concepts, note.about),
        currency[0],
        figures,
        frozenset(passage.sources),
    )


def _of(kind: str, here: frozenset[str], about: frozenset[str]) -> frozenset[str]:
    own = frozenset(concept for concept in here if concept[0] == kind)
    return own or frozenset(concept for concept in about if concept[0] == kind)


def _differs(one: _Claim, other: _Claim) -> bool:
    """Whether two claims are about the same thing, by different sources, with different figures."""
    return (
        one.careers == other.careers
        and one.levels == other.levels
        and (one.places == other.places or not one.places or not other.places)
        and one.currency == other.currency
        and not one.sources & other.sources
        and one.figures != other.figures
        and not one.figures < other.figures
        and not other.figures < one.figures
    )


def beside(differ: Sequence[Excerpt], pieces: Sequence[Excerpt], index: Index, length: int) -> list[Excerpt]:
    """The excerpts that differ, then whatever else of the answer does not repeat them and still fits."""
    chosen = list(differ)
    room = length - sum(len(piece.text(index.passages[piece.place])) + 1 for piece in chosen)
    shown = {(piece.place, unit) for piece in chosen for unit in range(piece.first, piece.last + 1)}
    for piece in pieces:
        units = {(piece.place, unit) for unit in range(piece.first, piece.last + 1)}
        size = len(piece.text(index.passages[piece.place])) + 1
        if not units & shown and size <= room:
            chosen.append(piece)
            room -= size
    return chosen
