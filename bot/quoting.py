"""Evidence → the exact sentences, items or rows to quote."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.annotations import UnitNote
from bot.index import Index
from bot.ranking import Ranked
from bot.records import Passage, Question

QUANTITIES = frozenset(("money", "percent", "clock", "time", "count"))


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Units [first, last] of a passage, to be quoted in one piece. `score`: how well its best unit answers."""

    place: int
    first: int
    last: int
    score: float

    def text(self, passage: Passage) -> str:
        return passage.text[passage.spans[self.first][0] : passage.spans[self.last][1]]


def excerpts(question: Question, ranked: Ranked, index: Index, weights: Mapping[str, float], length: int) -> list[Excerpt]:
    """What to quote, the best first, at most `length` code points in all (one unit at least).

    The best passage gives its best units and their neighbours; another passage adds what it says as well, where its
    score comes near.
    """
    chosen: list[Excerpt] = []
    room = length
    if not ranked.hits:
        return []
    top = ranked.hits[0].score
    best = 0.0
    for rank, (hit, place) in enumerate(zip(ranked.hits, ranked.numbers, strict=True)):
        if rank >= weights.get("passages", 3) or hit.score < weights.get("near", 0.75) * top:
            break
        scores = unit_scores(question, ranked, index, place, weights)
        strongest = max(scores, default=0.0)
        if rank and strongest < weights.get("keep_passage", 0.8) * best:
            continue
        best = max(best, strongest)
        taken = _choose(question, hit.passage, scores, room, weights)
        for first, last in _runs(taken):
            piece = Excerpt(place, first, last, max(scores[first : last + 1]))
            room -= len(piece.text(hit.passage)) + 1
            chosen.append(piece)
        if room < weights.get("least_room", 120):
            break
    return chosen


def unit_scores(
    question: Question, ranked: Ranked, index: Index, place: int, weights: Mapping[str, float]
) -> list[float]:
    """How well each unit of a passage answers the question by itself."""
    note = index.notes[place]
    passage = index.passages[place]
    total = sum(weight * index.engine.idf(term) for term, weight in question.content.items()) or 1.0
    wanted = question.asks & QUANTITIES
    scores = []
    for number, unit in enumerate(note.units):
        score = weights["coverage"] * sum(
            weight * index.engine.idf(term)
            for term, weight in question.content.items()
            if term in unit.terms or term in unit.concepts
        ) / total
        if wanted & unit.quantities:
            score += weights["quantity"]
        score += _slot(question.levels, unit, "l", weights["level"], weights["other_level"])
        score += _slot(question.places, unit, "p", weights["place"], weights["other_place"])
        score += _slot(question.careers, unit, "c", weights["career"], weights["other_career"])
        score += weights["door_unit"] * ranked.entry_units.get((place, number), 0.0)
        if number == 0 and passage.kind in ("prose", "qa"):
            score += weights["first"]
        scores.append(score)
    return scores


def _slot(concepts: tuple[str, ...], unit: UnitNote, kind: str, match: float, other: float) -> float:
    if not concepts:
        return 0.0
    named = {concept for concept in unit.concepts if concept[0] == kind}
    if named & set(concepts):
        return match
    return other if named else 0.0


def _choose(
    question: Question, passage: Passage, scores: list[float], room: int, weights: Mapping[str, float]
) -> list[int]:
    """Numbers of the units to quote, in reading order."""
    sizes = [end - start for start, end in passage.spans]
    order = sorted(range(len(scores)), key=lambda unit: (-scores[unit], unit))
    best = scores[order[0]]
    if passage.kind in ("list", "steps", "timetable") and not _pointed(question, passage, scores):
        order = sorted(order)
        floor = -1e9
    else:
        floor = best * weights["keep"] if best > 0 else best
    taken: list[int] = []
    used = 0
    for unit in order:
        if taken and (scores[unit] < floor or used + sizes[unit] + 1 > room):
            if scores[unit] < floor:
                continue
            break
        taken.append(unit)
        used += sizes[unit] + 1
    return sorted(taken)


def _pointed(question: Question, passage: Passage, scores: list[float]) -> bool:
    """Whether one item of a list answers rather than the list as a whole."""
    if "list" in question.asks and passage.kind != "timetable":
        return False
    ordered = sorted(scores, reverse=True)
    return len(ordered) > 1 and ordered[0] > 0.25 and ordered[0] > 1.5 * ordered[len(ordered) // 2]


def _runs(units: list[int]) -> list[tuple[int, int]]:
    """Neighbouring numbers as (first, last)."""
    runs: list[tuple[int, int]] = []
    for unit in units:
        if runs and runs[-1][1] == unit - 1:
            runs[-1] = (runs[-1][0], unit)
        else:
            runs.append((unit, unit))
    return runs
