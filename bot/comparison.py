"""Two sides of a question side by side: each side is searched by itself, nothing is computed from the quotes."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from bot.datafiles import yaml_data
from bot.index import Index
from bot.quoting import LISTS, Excerpt, excerpts, runs
from bot.ranking import rank
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
        asked = one_side(question, side, sides)
        ranked = rank(asked, index, weights, 6)
        found = excerpts(asked, ranked, index, weights.quoting, length // len(sides), most=1)
        own = [part for piece in found for part in _own_part(piece, side, sides, index)]
        fresh = [piece for piece in own if (piece.place, piece.first) not in used]
        if not fresh or not _is_about(side, fresh[0], index):
            return []
        used |= {(piece.place, piece.first) for piece in fresh}
        groups.append((index.lexicon.name(side), fresh))
    return groups


def one_side(question: Question, side: str, sides: tuple[str, ...]) -> Question:
    """The question as if it were about one side only, and no comparison."""
    others = set(sides) - {side} | _comparing()
    return replace(
        question,
        terms={term: weight for term, weight in question.terms.items() if term not in others},
        wording={term: weight for term, weight in question.wording.items() if term not in others},
        canonical={term: weight for term, weight in question.canonical.items() if term not in others},
        content={term: weight for term, weight in question.content.items() if term not in others},
        compared=(),
        **{SLOTS[side[0]]: (side,)},
    )


@cache
def _comparing() -> frozenset[str]:
    """Stems of the words that say that things are compared: "difference", "versus"."""
    return frozenset(stem(word) for word in yaml_data("questions.en")["compare"] if " " not in word)


def _own_part(piece: Excerpt, side: str, sides: tuple[str, ...], index: Index) -> list[Excerpt]:
    """An excerpt, or of one that speaks of other sides too (a list with a line for each) what it says of this one."""
    others = set(sides) - {side}
    concepts = {unit: index.notes[piece.place].units[unit].concepts for unit in range(piece.first, piece.last + 1)}
    own = [unit for unit, named in concepts.items() if side in named and others.isdisjoint(named)]
    mixed = len(concepts) > 1 and any(not others.isdisjoint(named) for named in concepts.values())
    if not mixed and not (own and index.passages[piece.place].kind in LISTS):
        return [piece]
    return [replace(piece, first=first, last=last) for first, last in runs(own)]


def _is_about(side: str, piece: Excerpt, index: Index) -> bool:
    note = index.notes[piece.place]
    units = note.units[piece.first : piece.last + 1]
    return side in note.about or side in note.careers or any(side in unit.concepts for unit in units)
