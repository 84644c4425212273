"""Two sides of a question side by side: each side is searched by itself, nothing is computed from the quotes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from bot.annotations import analyse
from bot.cues import found
from bot.datafiles import yaml_data
from bot.index import Index
from bot.quoting import LISTS, Excerpt, excerpts, fitting, runs
from bot.ranking import Ranked, rank
from bot.records import Question
from bot.weights import Weights
from bot.words import stem

SLOTS = {"c": "careers", "l": "levels", "p": "places"}
MOST_SIDES = 4


def compare(question: Question, index: Index, weights: Weights, length: int) -> list[tuple[str, list[Excerpt]]]:
    """(label, excerpts) for each side of `question.compared`; empty where a side has no evidence of its own."""
    sides = question.compared[:MOST_SIDES]
    groups: list[tuple[str, list[Excerpt]]] = []
    used: set[tuple[int, int]] = set()
    for side in sides:
        asked = one_side(question, side, sides, index)
        ranked = rank(asked, index, weights, 6)
        room = length // len(sides)
        lines = _own_lines(ranked, side, sides, index, room)
        pieces = lines or excerpts(asked, ranked, index, weights.quoting, room, most=1)
        fresh = [piece for piece in pieces if (piece.place, piece.first) not in used]
        if not fresh or not _is_about(side, fresh[0], index):
            return []
        used |= {(piece.place, piece.first) for piece in fresh}
        groups.append((index.lexicon.name(side), fresh))
    return groups


def one_side(question: Question, side: str, sides: tuple[str, ...], index: Index) -> Question:
    """The question as if it were about one side only, named or carried over, and no comparison."""
    others = set(sides) - {side} | _comparing()
    told = analyse(question.text, index.lexicon.questions)
    others |= {told.stems[place] for match in found("compare", told) for place in match.places}
    own: dict[str, float] = {}
    if side not in question.terms:  # the words are those of the other side
        own = {side: 1.0}
        others |= {told.stems[place] for match in told.matches if match.concept in others for place in match.places}
    topics = tuple(topic for topic in question.topics if topic not in _comparing())
    if not topics:  # what is asked for is the difference itself
        topics, others = question.topics, others - set(question.topics)
    if side[0] == "t":
        slot = {"topics": (side, *(topic for topic in topics if topic not in sides))}
    else:
        slot = {"topics": topics, SLOTS[side[0]]: (side,)}

    def alone(terms: Mapping[str, float]) -> dict[str, float]:
        return {term: weight for term, weight in terms.items() if term not in others} | own

    return replace(
        question,
        terms=alone(question.terms),
        wording=alone(question.wording),
        canonical=alone(question.canonical),
        content=alone(question.content),
        compared=(),
        **slot,
    )


@cache
def _comparing() -> frozenset[str]:
    """Stems of the words that say that things are compared ("difference", "versus"), and the topic of that."""
    data = yaml_data("questions.en")
    return frozenset([*(stem(word) for word in data["compare"] if " " not in word), data["compare_topic"]])


def _own_lines(ranked: Ranked, side: str, sides: tuple[str, ...], index: Index, room: int) -> list[Excerpt]:
    """Of the best passage, if it is a list, the lines that name this side alone, as many as fit."""
    if not ranked.hits or ranked.hits[0].passage.kind not in LISTS:
        return []
    named = [unit.concepts.intersection(sides) for unit in index.notes[ranked.numbers[0]].units]
    own = [unit for unit, concepts in enumerate(named) if concepts == {side}]
    lines = fitting(ranked.hits[0].passage, own, room, first=True)
    return [Excerpt(ranked.numbers[0], first, last, 0.0) for first, last in runs(lines)]


def _is_about(side: str, piece: Excerpt, index: Index) -> bool:
    note = index.notes[piece.place]
    units = note.units[piece.first : piece.last + 1]
    return side in note.about or side in note.careers or any(side in unit.concepts for unit in units)
