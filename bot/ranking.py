"""Engine scores → hits re-ranked with what the question asks for. Every part of a score is a named feature."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from bot.index import Index
from bot.records import Hit, Question
from bot.weights import Weights
from bot.words import is_clock

CANDIDATES = 48  # passages looked at closely; beyond that the first scores decide


@dataclass(frozen=True, slots=True)
class Ranked:
    """Hits best first, and for each passage number the unit that a known wording leads to with its similarity."""

    hits: list[Hit]
    numbers: list[int]
    entry_units: dict[tuple[int, int], float]
    door: float
    wording: str


def rank(question: Question, index: Index, weights: Weights, k: int) -> Ranked:
    """The `k` best passages for a question."""
    w = weights.ranking
    size = len(index.passages)
    if not size:
        return Ranked([], [], {}, 0.0, "")
    features: dict[str, np.ndarray] = {}
    ideal = sum(index.engine.idf(term) * weight for term, weight in question.terms.items()) or 1.0
    features["bm25"] = index.engine.scores(question.terms) / ideal
    features["door"], features["asked"], units, best_wording = _doors(question, index, w["heading_door"])
    features |= _slots(question, index)
    if question.near:
        features |= _near(question, index)
    score = sum((w.get(name, 0.0) * values for name, values in features.items()), np.zeros(size))
    allowed = (features["bm25"] > 0) | (features["door"] > 0)
    if question.guide:
        allowed &= np.array([passage.guide_id == question.guide for passage in index.passages])
    score = np.where(allowed, score, -np.inf)
    count = min(size, max(k, CANDIDATES))
    top = np.argpartition(-score, count - 1)[:count] if count < size else np.arange(size)
    top = [int(place) for place in top if np.isfinite(score[place])]
    asked = _masses(question, index)
    close = {place: _coverage(asked, index.whole[place]) for place in top}
    final = {place: float(score[place]) + w.get("coverage", 0.0) * close[place] for place in top}
    order = sorted(top, key=lambda place: (-final[place], place))[:k]
    hits = [
        Hit(
            index.passages[place],
            final[place],
            {name: round(float(values[place]), 4) for name, values in features.items() if values[place]}
            | {"coverage": round(close[place], 4)},
        )
        for place in order
    ]
    return Ranked(hits, order, units, float(features["door"].max(initial=0.0)), best_wording)


def _masses(question: Question, index: Index) -> dict[str, float]:
    """What the turn asks for, each term with its idf-weighted mass.

    Careers have features of their own and count here only where nothing else is asked.
    """
    asked = {term: weight for term, weight in question.content.items() if term[:2] != "c:"} or dict(question.content)
    if question.carried_terms:
        asked |= {term: weight for term, weight in question.carried_terms.items() if term not in asked}
    return {term: weight * index.engine.idf(term) for term, weight in asked.items()}


def _coverage(asked: Mapping[str, float], have: frozenset[str]) -> float:
    """The share of the mass asked for that is held, 0..1."""
    total = sum(asked.values())
    return sum(mass for term, mass in asked.items() if term in have) / total if total else 0.0


def _doors(
    question: Question, index: Index, heading_weight: float
) -> tuple[np.ndarray, np.ndarray, dict[tuple[int, int], float], str]:
    """For each passage the similarity of the nearest wording that leads to it, headings counted less and as they are;
    the units that wordings lead to; the nearest wording."""
    values = np.zeros(len(index.passages))
    plain = np.zeros(len(index.passages))
    units: dict[tuple[int, int], float] = {}
    doors = index.doors
    if not len(doors.owners) or not question.canonical:
        return values, plain, units, ""
    similarity = doors.similarity(question.canonical)
    best = np.zeros(len(doors.targets))
    np.maximum.at(best, doors.owners, similarity)
    scale = np.ones(len(best))
    scale[doors.faqs :] = heading_weight
    for owner in np.flatnonzero(best > 0.2):
        for place, target in enumerate(doors.targets[owner]):
            plain[target.passage] = max(plain[target.passage], best[owner])
            value = best[owner] * scale[owner] * (1 - 0.05 * min(place, 6))
            values[target.passage] = max(values[target.passage], value)
            if target.unit >= 0:
                key = (target.passage, target.unit)
                units[key] = max(units.get(key, 0.0), float(value))
    first = int(similarity.argmax())
    return values, plain, units, doors.wordings[first] if similarity[first] > 0 else ""


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
