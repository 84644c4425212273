"""How sure an answer is, in measured words, and the one rule of refusal.

The score is a logistic regression over a few features of question and evidence (weights in weights.json, fitted on dev
questions by `python -m eval tune`); the threshold and what a score was worth on dev stand in calibration.json.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.errors import CorpusError, Fault
from bot.index import Index
from bot.quoting import QUANTITIES, Excerpt, first_said
from bot.ranking import Ranked
from bot.records import Question
from bot.scope import Scope

MOST_CLAIMED = 9  # times right in ten: no sample proves that all are
LEAST_IN_BIN = 20  # questions behind a claim such as "right 9 times in 10"


@dataclass(frozen=True, slots=True)
class Calibration:
    """The refusal threshold and how often answers of a score were right on dev, for one corpus."""

    threshold: float
    medium: float
    high: float
    bins: tuple[Mapping[str, float], ...] = ()
    corpus_hash: str = ""


def load_calibration(file: Path) -> Calibration:
    """Read a calibration.json. Raises CorpusError where it is not one."""
    try:
        data: dict[str, Any] = json.loads(file.read_text("utf-8"))
        return Calibration(
            float(data["threshold"]),
            float(data["medium"]),
            float(data["high"]),
            tuple(data.get("bins", ())),
            str(data.get("corpus_hash", "")),
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise CorpusError([Fault(str(file), 0, f"not a calibration file: {error}")]) from error


def features(
    question: Question, ranked: Ranked, pieces: Sequence[Excerpt], index: Index, scope: Scope
) -> dict[str, float]:
    """What speaks for and against an answer, each 0..1 or a small count."""
    asks_something = question.content or question.carried or question.near
    if not ranked.hits or not pieces or not asks_something:
        return {"nothing": 1.0}
    top = ranked.hits[0]
    quoted: set[str] = set()
    context: set[str] = set()
    kinds: set[str] = set()
    for piece in pieces:
        note = index.notes[piece.place]
        context |= note.head | note.about | note.careers
        for unit in note.units[piece.first : piece.last + 1]:
            quoted |= unit.terms | unit.concepts
            kinds |= unit.quantities
    evidence = quoted | context
    most = index.engine.idf("\0")
    total = held = 0.0
    for term, weight in question.content.items():
        mass = weight * index.engine.idf(term)
        total += mass
        if term in evidence:
            held += mass
    unknown = float(sum(term[:2] == "s:" and not index.engine.document_frequency(term) for term in question.content))
    missing = 0.0
    for term, weight in question.subjects.items():
        if not index.engine.document_frequency(term):
            unknown += weight
        elif term not in evidence:
            missing += weight * index.engine.idf(term) / most
    wanted = question.asks & QUANTITIES
    own_careers = [career for career in question.careers if career in question.own]
    own_places = [place for place in question.places if place in question.own]
    coverage = held / total if total else 0.5
    other_career = bool(question.careers) and bool(top.features.get("other_career"))
    apart = float(not any(_joint(question, piece, index) for piece in pieces))
    return {
        "coverage": coverage,
        "unknown": min(unknown, 2.0),
        "unknown_alone": min(unknown, 1.0) * (1 - ranked.door),  # beside a known wording it matters less
        "missing": min(missing, 2.0),
        "stranger": float(bool(question.strangers)),
        "door": top.features.get("door", 0.0),
        "bm25": min(top.features.get("bm25", 0.0), 1.0),
        "topic_missing": float(bool(question.topics) and not top.features.get("topic")),
        "quantity_missing": float(bool(wanted) and not wanted & kinds),
        "career_missing": float(bool(own_careers) and not top.features.get("career")),
        "career_other": float(other_career),
        "together": max(_share(question, piece, index) for piece in pieces),
        "place_missing": float(bool(own_places) and not any(place in evidence for place in own_places)),
        "apart": apart,
        "scattered": apart * coverage,  # a near miss: all is there, but never of one thing
        "nothing_asked": float(not question.careers and not question.topics),
        "unit": min(first_said(pieces, index).score, 3.0),
        "follow": float(question.follow),
    } | _beyond(question, ranked, index, scope, other_career)


def _beyond(question: Question, ranked: Ranked, index: Index, scope: Scope, other_career: bool) -> dict[str, float]:
    """What speaks for a question that the guides don't answer, in a corpus that knows its gaps.

    other_career: whether the best passage is about another career than the one asked about. A follow-up carries that
    over: how its words alone are answered, of the other career, says nothing then.
    """
    if not scope.model:
        return {}
    return {
        "gap": ranked.gap,
        "gap_wording": ranked.close.gap_wording,
        "gap_lead": max(0.0, ranked.gap - ranked.door),
        "gap_wording_lead": 0.0 if other_career else ranked.close.gap_wording - ranked.close.wording,
        "gap_odds": 0.0 if other_career else ranked.close.gap_odds,
        "answer_likely": 0.0 if other_career else ranked.close.likely,
        "outside": 0.0 if question.onward else scope.outside(question.text, index),  # "and then?" is in every scope
    }


def _share(question: Question, piece: Excerpt, index: Index) -> float:
    """The idf-weighted share of what is asked that one excerpt holds by itself, with the place where it stands."""
    note = index.notes[piece.place]
    here = note.head | note.about | note.careers
    here = here.union(*(unit.terms | unit.concepts for unit in note.units[piece.first : piece.last + 1]))
    masses = {term: weight * index.engine.idf(term) for term, weight in question.content.items()}
    total = sum(masses.values())
    return sum(mass for term, mass in masses.items() if term in here) / total if total else 0.5


def _joint(question: Question, piece: Excerpt, index: Index) -> bool:
    """Whether one excerpt holds the career, the place and the kind of quantity asked for, all together."""
    note = index.notes[piece.place]
    units = note.units[piece.first : piece.last + 1]
    for unit in units:
        here = unit.concepts | note.about | note.careers
        if any(
            asked and not here & set(asked)
            for asked in (
                question.careers,
                [place for place in question.places if place in question.own],
                [level for level in question.levels if level in question.own],
            )
        ):
            continue
        if question.counted and not question.counted & (unit.terms | here):
            continue
        wanted = question.asks & QUANTITIES
        if not wanted or wanted & unit.quantities:
            return True
    return False


def score(found: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """The estimated probability that the answer is right: logistic of the weighted features."""
    if found.get("nothing"):
        return 0.0
    logit = weights.get("bias", 0.0) + sum(weights.get(name, 0.0) * value for name, value in found.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, logit))))


def in_words(value: float, calibration: Calibration, corpus_hash: str) -> tuple[str, int | None]:
    """("high" | "medium" | "low", times right in ten or None where nothing measured stands behind it)."""
    level = "high" if value >= calibration.high else "medium" if value >= calibration.medium else "low"
    if calibration.corpus_hash != corpus_hash:
        return level, None
    for part in calibration.bins:
        if part["from"] <= value <= part["to"] and part["n"] >= LEAST_IN_BIN:
            return level, min(MOST_CLAIMED, math.floor(10 * part["right"] / part["n"]))
    return level, None
