"""Engine scores → hits re-ranked with what the question asks for. Every part of a score is a named feature."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from bot.doors import Closeness, Doors
from bot.index import Index
from bot.records import Hit, Question
from bot.weights import Weights
from bot.words import is_clock

CANDIDATES = 48  # passages looked at closely; beyond that the first scores decide
LEAST_CLOSE = 0.2  # doors further away lead nowhere
NOTHING_CLOSE = Closeness(np.zeros(0))
MOST_DOORS = 200  # the nearest doors; beyond them none decides anything
REPEATS = 0.7  # closeness from which a door asks what the question asks: in 12 of 13 pairs of them, and 1 of 40 others


@dataclass(frozen=True, slots=True)
class Ranked:
    """Hits best first with their passage numbers, and what the doors say.

    entry_units: (passage, unit) → how close a door comes that leads there; unit -1: to the passage as a whole. door:
    how close the nearest door comes that leads to an answer. gap: the same of the nearest known question that the
    guides don't answer, and `missing` what it is that they lack. exact: the door that has this very wording, or -1.
    repeated: the doors that ask nearly the same. close: what else the doors say.
    """

    hits: list[Hit]
    numbers: list[int]
    entry_units: dict[tuple[int, int], float]
    door: float = 0.0
    gap: float = 0.0
    missing: str = ""
    exact: int = -1
    repeated: frozenset[int] = frozenset()
    close: Closeness = NOTHING_CLOSE


def rank(question: Question, index: Index, weights: Weights, k: int) -> Ranked:
    """The `k` best passages for a question."""
    w = weights.ranking
    size = len(index.passages)
    if not size:
        return Ranked([], [], {})
    exact = _exact(question, index)
    close = _closeness(question, index.doors, w)
    repeated = frozenset(np.flatnonzero(close.doors >= REPEATS).tolist())
    if exact >= 0:  # beside a door with its very wording the others count less
        close.doors[:] *= w["beside_exact"]
        close.doors[exact] = 1.0
    features, units = _doors(close.doors, exact, index, w["heading_door"])
    ideal = sum(index.engine.idf(term) * weight for term, weight in question.terms.items()) or 1.0
    features["bm25"] = index.engine.scores(question.terms) / ideal
    features |= _slots(question, index)
    if question.near:
        features |= _near(question, index)
    features["onward"] = index.at(question.onward)
    score = sum((w.get(name, 0.0) * values for name, values in features.items()), np.zeros(size))
    allowed = (features["bm25"] > 0) | (features["door"] > 0) | (features["onward"] > 0)
    if question.guide:
        allowed &= np.array([passage.guide_id == question.guide for passage in index.passages])
    score = np.where(allowed, score, -np.inf)
    count = min(size, max(k, CANDIDATES))
    top = np.argpartition(-score, count - 1)[:count] if count < size else np.arange(size)
    top = [int(place) for place in top if np.isfinite(score[place])]
    asked = _masses(question, index)
    covered = {place: _coverage(asked, index.whole[place]) for place in top}
    final = {place: float(score[place]) + w.get("coverage", 0.0) * covered[place] for place in top}
    order = sorted(top, key=lambda place: (-features["exact"][place], -final[place], place))[:k]
    hits = [
        Hit(
            index.passages[place],
            final[place],
            {name: round(float(values[place]), 4) for name, values in features.items() if values[place]}
            | {"coverage": round(covered[place], 4)},
        )
        for place in order
    ]
    gaps = close.doors[len(close.doors) - len(index.doors.gaps) :]
    gap = int(gaps.argmax()) if len(gaps) else -1
    return Ranked(
        hits,
        order,
        units,
        door=float(features["door"][allowed].max(initial=0.0)),
        gap=float(gaps[gap]) if len(gaps) else 0.0,
        missing=index.doors.gaps[gap] if len(gaps) else "",
        exact=exact,
        repeated=repeated,
        close=close,
    )


def _masses(question: Question, index: Index) -> dict[str, float]:
    """What the turn asks for and the guides hold, each term with its idf-weighted mass.

    Careers have features of their own and count here only where nothing else is asked.
    """
    asked = {term: weight for term, weight in question.content.items() if term[:2] != "c:"} or dict(question.content)
    if question.carried_terms:
        asked |= {term: weight for term, weight in question.carried_terms.items() if term not in asked}
    return index.masses(asked)


def _coverage(asked: Mapping[str, float], have: frozenset[str]) -> float:
    """The share of the mass asked for that is held, 0..1."""
    total = sum(asked.values())
    return sum(mass for term, mass in asked.items() if term in have) / total if total else 0.0


def _exact(question: Question, index: Index) -> int:
    """The door that has the question's very wording, or -1.

    A follow-up such as "what are the hours like?" means what was talked about, unless it names a career or the guides
    don't answer it at all. In a guide by itself, only doors that lead there count.
    """
    doors = index.doors
    door = doors.exact(question.text)
    if door < 0 or not doors.leads(door):
        return door
    if question.follow and not set(question.careers) & question.own:
        return -1
    first = index.passages[doors.targets[door][0].passage]
    return door if question.guide in (None, first.guide_id) else -1


def _closeness(question: Question, doors: Doors, weights: Mapping[str, float]) -> Closeness:
    """How close each door comes to the question."""
    if not question.wording:
        return Closeness(np.zeros(len(doors.targets)))
    return doors.closeness(question.wording, question.canonical, weights["pool"], weights.get("learned", 0.0))


def _doors(
    close: np.ndarray, exact: int, index: Index, heading_weight: float
) -> tuple[dict[str, np.ndarray], dict[tuple[int, int], float]]:
    """For each passage the closeness of the nearest door that leads to it (`door`: headings counted less, `asked`: as
    they are, and to the whole of it) and whether the very wording does (`exact`); the units that doors lead to."""
    size = len(index.passages)
    features = {"door": np.zeros(size), "asked": np.zeros(size), "exact": np.zeros(size)}
    units: dict[tuple[int, int], float] = {}
    doors = index.doors
    scale = np.ones(len(close))
    scale[doors.faqs :] = heading_weight
    near = np.flatnonzero(close > LEAST_CLOSE)
    if len(near) > MOST_DOORS:
        near = near[np.argsort(-close[near], kind="stable")[:MOST_DOORS]]
    for owner in near.tolist():
        for place, target in enumerate(doors.targets[owner]):
            value = close[owner] * scale[owner] * (1 - 0.05 * min(place, 6))
            if target.unit < 0:
                features["asked"][target.passage] = max(features["asked"][target.passage], close[owner])
            features["door"][target.passage] = max(features["door"][target.passage], value)
            key = (target.passage, target.unit)
            units[key] = max(units.get(key, 0.0), float(value))
    if exact >= 0 and doors.leads(exact):
        features["exact"][doors.targets[exact][0].passage] = 1.0
    return features, units


def _slots(question: Question, index: Index) -> dict[str, np.ndarray]:
    """Career, topic, level and place: match, mention, or another one."""
    size = len(index.passages)
    zero = np.zeros(size)
    features: dict[str, np.ndarray] = {}

    def any_of(table, concepts) -> np.ndarray:
        found = np.zeros(size, bool)
        for concept in concepts:
            found |= table(concept)
        return found

    if question.careers:
        own = any_of(index.of_career, question.careers)
        named = any_of(index.holds, question.careers)
        features["career"] = np.where(own, 1.0, np.where(named, 0.6, 0.0))
        features["other_career"] = (index.has_career & ~own & ~named).astype(float)
    if question.excluded:
        features["other_career"] = features.get("other_career", zero) + any_of(index.of_career, question.excluded)
        features["excluded"] = any_of(index.about, question.excluded).astype(float)
    if question.topics:
        about = sum((index.about(topic).astype(float) for topic in question.topics), zero)
        inside = sum((index.holds(topic).astype(float) for topic in question.topics), zero)
        features["topic"] = about / len(question.topics)
        features["topic_inside"] = inside / len(question.topics)
    for name, kind, concepts in (("level", "l", question.levels), ("place", "p", question.places)):
        if concepts:
            match = any_of(index.about, concepts) | any_of(index.holds, concepts)
            others = [concept for concept in index.lexicon.concepts(kind) if concept not in concepts]
            other = any_of(index.about, others) | any_of(index.holds, others)
            features[name] = match.astype(float)
            features[f"other_{name}"] = (other & ~match).astype(float)
    clocks = {term for term in question.terms if is_clock(term)}
    if clocks:
        features["clock_line"] = index.timetable_with(clocks).astype(float)
    if "money" not in question.asks:
        features["unasked_money"] = index.quantity(frozenset(("money",))).astype(float)
    if "t:sources" not in question.topics:
        features["unasked_sources"] = index.about("t:sources").astype(float)
    if not question.levels:
        features["unasked_level"] = index.with_level.astype(float)
    wanted = question.asks & {"money", "percent", "clock", "time", "age", "count"}
    if wanted:
        features["quantity"] = index.quantity(wanted).astype(float)
    return features


def _near(question: Question, index: Index) -> dict[str, np.ndarray]:
    """Where the conversation was: the same guide, the same section."""
    guides = np.zeros(len(index.passages))
    sections = np.zeros(len(index.passages))
    for place, weight in question.near.items():
        if "#" in place:
            sections = np.maximum(sections, weight * index.in_section(place))
        else:
            guides = np.maximum(guides, weight * index.in_guide(place))
    return {"near_guide": guides, "near_section": sections}
