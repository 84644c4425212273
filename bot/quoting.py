"""Evidence → the exact sentences, items or rows to quote."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from bot.annotations import Note, UnitNote
from bot.index import Index
from bot.ranking import Ranked
from bot.reading.plain_navigation import is_furniture
from bot.records import Hit, Passage, Question
from bot.words import is_clock

LISTS = frozenset(("list", "steps", "timetable"))
REACTION_WORDS = 4  # "Of course.", "Yes, at times."; more of them, or a figure or a career among them, say something
SHORT_LIST = 300  # code points of a list that is quoted whole rather than some of its items
_TELLING = re.compile(r"[:\d]")
QUANTITIES = frozenset(("money", "percent", "clock", "time", "age", "count"))


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Units [first, last] of a passage, to be quoted in one piece. `score`: how well its best unit answers."""

    place: int
    first: int
    last: int
    score: float

    def text(self, passage: Passage) -> str:
        return passage.text[passage.spans[self.first][0] : passage.spans[self.last][1]]


@dataclass(frozen=True, slots=True)
class _Choice:
    """Units of one passage that are taken together or not at all: one sentence or row, or a list with its lead-in."""

    score: float
    rank: int
    place: int
    units: tuple[int, ...]
    astray: bool = False  # about another career, level or place than the one that is asked about


def excerpts(
    question: Question, ranked: Ranked, index: Index, weights: Mapping[str, float], length: int, most: int = 4
) -> list[Excerpt]:
    """What to quote, the best passage first, at most `length` code points in all (one unit at least).

    Units of the first `most` passages compete, each with how well it answers itself and how far its passage stands
    behind the best one. What says nothing new is left out.
    """
    choices, scores = _choices(question, ranked, index, weights, most)
    if not choices:
        return []
    choices.sort(key=lambda choice: (-choice.score, choice.rank, choice.units))
    floor = choices[0].score - weights["span"]
    taken: dict[int, list[int]] = {}
    said: list[frozenset[str]] = []
    room = length
    for choice in choices:
        if taken and choice.score < floor:
            break
        if taken and choice.astray:
            continue
        note, passage = index.notes[choice.place], index.passages[choice.place]
        words = frozenset().union(*(note.units[unit].terms for unit in choice.units))
        if any(_same(words, other, weights["same"]) for other in said):
            continue
        units = list(choice.units)
        if not taken and _size(passage, named := _with_name(question, passage, note, units)) <= room:
            units = named
        if _is_bare(passage, units):
            units = _with_its_list(passage, units, room, first=not taken)
        chosen = fitting(passage, units, room, first=not taken)
        if chosen:
            held = taken.setdefault(choice.place, [])
            chosen = [unit for unit in chosen if unit not in held]
            if _all_items(passage, {*held, *chosen}) and _size(passage, [0, *chosen]) <= room:
                chosen.append(0)  # all items stand there, so what they are is said, too
            held.extend(chosen)
            said.append(words)
            room -= _size(passage, chosen)
    order = sorted(taken, key=lambda place: ranked.numbers.index(place))
    lead = choices[0].place
    order.sort(key=lambda place: place != lead)
    return [
        Excerpt(place, first, last, max(scores[place][first : last + 1]))
        for place in order
        for first, last in runs(sorted(set(taken[place])))
    ]


def first_said(pieces: Sequence[Excerpt], index: Index) -> Excerpt:
    """The first excerpt that says something by itself: no lead-in before items that stand further down their list."""
    first, *others = pieces
    leads = first.first == first.last == 0 and has_lead(index.passages[first.place])
    return others[0] if leads and others and others[0].place == first.place else first


def _choices(
    question: Question, ranked: Ranked, index: Index, weights: Mapping[str, float], most: int
) -> tuple[list[_Choice], dict[int, list[float]]]:
    choices: list[_Choice] = []
    scores: dict[int, list[float]] = {}
    top = max((hit.score for hit in ranked.hits[:most]), default=0.0)
    for rank, (hit, place) in enumerate(zip(ranked.hits[:most], ranked.numbers, strict=False)):
        own = unit_scores(question, ranked, index, place, weights)
        scores[place] = own
        behind = 0.0 if hit.features.get("exact") else top - hit.score
        base = weights["section"] * hit.features.get("door", 0.0) - weights["behind"] * behind
        asked_whole = _asked_whole(ranked, place, hit, weights)
        if hit.passage.kind in LISTS and (asked_whole or not _pointed(question, hit.passage, own, weights)):
            score = base + max(own) + weights["door_unit"] * ranked.entry_units.get((place, -1), 0.0)
            choices.append(_Choice(score, rank, place, tuple(range(len(own)))))
        else:
            note = index.notes[place]
            silent = _silent(hit.passage, note)
            choices += [
                _Choice(base + score, rank, place, (unit,), _astray(question, note.units[unit], note, hit.passage))
                for unit, score in enumerate(own)
                if (unit or not has_lead(hit.passage))
                and unit not in silent
                and (hit.passage.kind != "timetable" or score >= max(own) - weights["pointed"])
            ]
            if _reacts(hit.passage, note) and hit.features.get("asked", 0.0) >= weights["whole_door"]:
                choices.append(_Choice(base + max(own[:2]), rank, place, tuple(range(len(own[:2])))))
    return choices, scores


def _silent(passage: Passage, note: Note) -> set[int]:
    """Units that answer nobody by themselves: what stands around a copied page, a reaction to the heading."""
    if passage.kind not in ("prose", "qa"):
        return set()
    return {
        unit for unit, text in enumerate(passage.units()) if is_furniture(text) or (not unit and _reacts(passage, note))
    }


def _reacts(passage: Passage, note: Note) -> bool:
    """Whether a passage begins with a mere reaction to the question in its heading ("Yes.", "It can be.")."""
    first = note.units[0]
    short = passage.kind == "qa" and len(passage.units()[0].split()) <= REACTION_WORDS
    return short and not first.quantities and not any(concept[0] == "c" for concept in first.concepts)


def _is_bare(passage: Passage, units: Collection[int]) -> bool:
    """Whether some of the units are items that would mislead by themselves ("You dislike math."): they have neither a
    figure nor a name before a colon."""
    if passage.kind not in ("list", "steps") or not has_lead(passage) or 0 in units:
        return False
    return not all(_TELLING.search(passage.units()[unit]) for unit in units)


def _with_its_list(passage: Passage, units: list[int], room: int, *, first: bool) -> list[int]:
    """Bare items within their list, if that is short; else the first ones of an answer with the lead-in, others not."""
    whole = list(range(len(passage.spans)))
    if _size(passage, whole) <= min(room, SHORT_LIST):
        return whole
    return [0, *units] if first else []


def _all_items(passage: Passage, chosen: Collection[int]) -> bool:
    return has_lead(passage) and 0 not in chosen and len(chosen) == len(passage.spans) - 1


def _with_name(question: Question, passage: Passage, note: Note, units: list[int]) -> list[int]:
    """The first quote, with the nearest sentence that names the career it is about where the question names none."""
    named = [number for number, unit in enumerate(note.units) if note.careers & unit.concepts]
    if question.careers or passage.kind not in ("prose", "qa") or not named or not set(named).isdisjoint(units):
        return units
    return [*units, min(named, key=lambda number: abs(number - units[0]))]


def _asked_whole(ranked: Ranked, place: int, hit: Hit, weights: Mapping[str, float]) -> bool:
    """Whether a known wording asks for the list as a whole, rather than another one for an item of it."""
    if hit.passage.kind != "timetable" and hit.features.get("asked", 0.0) >= weights["whole_list"]:
        return True
    whole = ranked.entry_units.get((place, -1), 0.0)
    item = max((ranked.entry_units.get((place, unit), 0.0) for unit in range(len(hit.passage.spans))), default=0.0)
    return whole >= max(weights["whole_door"], item)


def _same(one: frozenset[str], other: frozenset[str], share: float) -> bool:
    """Whether nearly all terms of `one` have been said in `other`."""
    return bool(one) and len(one & other) >= share * len(one)


def fitting(passage: Passage, units: list[int], room: int, *, first: bool) -> list[int]:
    """As many of the units as fit, whole; of a list two items at least; the very first always."""
    chosen: list[int] = []
    for unit in units:
        if _size(passage, [*chosen, unit]) > room and not (first and not chosen):
            break
        chosen.append(unit)
    return chosen if len(chosen) == len(units) or len(chosen) > 2 or first else []


def _size(passage: Passage, units: list[int]) -> int:
    return sum(passage.spans[unit][1] - passage.spans[unit][0] + 1 for unit in units)


def unit_scores(
    question: Question, ranked: Ranked, index: Index, place: int, weights: Mapping[str, float]
) -> list[float]:
    """How well each unit of a passage answers the question by itself."""
    note = index.notes[place]
    passage = index.passages[place]
    masses = index.masses(question.content)
    total = sum(masses.values()) or 1.0
    wanted = question.asks & QUANTITIES
    scores = []
    for number, unit in enumerate(note.units):
        held = 0.0
        for term, mass in masses.items():
            if term in unit.terms or term in unit.concepts:
                held += mass
            elif term in note.careers:
                held += weights["inherited"] * mass
        score = weights["coverage"] * held / total
        if wanted & unit.quantities:
            score += weights["quantity"]
        if "money" in unit.quantities and "money" not in wanted:
            score += weights["unasked_money"]
        score += _slot(question.levels, _of("l", unit, note, passage), weights["level"], weights["other_level"])
        if not question.levels and _of("l", unit, note, passage):
            score += weights["unasked_level"]
        score += _slot(question.places, _of("p", unit, note, passage), weights["place"], weights["other_place"])
        score += _slot(question.careers, _of("c", unit, note, passage), weights["career"], weights["other_career"])
        score += weights["door_unit"] * ranked.entry_units.get((place, number), 0.0)
        if _barred(question, unit):
            score += weights["excluded"]
        if passage.kind == "timetable" and any(is_clock(term) and term in unit.terms for term in question.terms):
            score += weights["clock_line"]
        score += weights["long"] * min(1.0, (passage.spans[number][1] - passage.spans[number][0]) / 600)
        if number == 0 and passage.kind in ("prose", "qa"):
            score += weights["first"]
        scores.append(score)
    return scores


def _of(kind: str, unit: UnitNote, note: Note, passage: Passage) -> set[str]:
    """The concepts of a kind that a unit names, or else those of the place where it stands.

    An item of a list stays about the career of its place: data scientists are among those a nurse works with.
    """
    own = {concept for concept in unit.concepts if concept[0] == kind}
    around = {concept for concept in (note.careers if kind == "c" else note.about) if concept[0] == kind}
    return own | around if kind == "c" and passage.kind in LISTS else own or around


def _astray(question: Question, unit: UnitNote, note: Note, passage: Passage) -> bool:
    asked = (("c", question.careers), ("l", question.levels), ("p", question.places))
    return _barred(question, unit) or any(
        concepts and (named := _of(kind, unit, note, passage)) and not named & set(concepts) for kind, concepts in asked
    )


def _barred(question: Question, unit: UnitNote) -> bool:
    """Whether a unit names a thing that the question wants left out."""
    return not (unit.concepts | unit.terms).isdisjoint(question.excluded)


def _slot(asked: tuple[str, ...], named: set[str], match: float, other: float) -> float:
    if not asked or not named:
        return 0.0
    return match if named & set(asked) else other


def has_lead(passage: Passage) -> bool:
    """Whether the first unit only introduces the others: it says nothing by itself."""
    first, *others = passage.units()
    return bool(others) and (first.endswith(":") or first == passage.lead)


def _pointed(question: Question, passage: Passage, scores: list[float], weights: Mapping[str, float]) -> bool:
    """Whether some items of a list answer rather than the list as a whole: they stand out from the middle one.

    Where a list is asked for, an item of a plain list has to stand out more.
    """
    if has_lead(passage):
        scores = scores[1:]
    if len(scores) < 2:
        return False
    ordered = sorted(scores, reverse=True)
    lead = ordered[0] - ordered[len(ordered) // 2]
    whole = bool({"list", "steps"} & question.asks) and passage.kind in ("list", "steps")
    return lead > weights["pointed_list" if whole else "pointed"]


def runs(units: list[int]) -> list[tuple[int, int]]:
    """Neighbouring numbers as (first, last)."""
    runs: list[tuple[int, int]] = []
    for unit in units:
        if runs and runs[-1][1] == unit - 1:
            runs[-1] = (runs[-1][0], unit)
        else:
            runs.append((unit, unit))
    return runs
