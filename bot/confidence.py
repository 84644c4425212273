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
from bot.quoting import QUANTITIES, Excerpt
from bot.ranking import Ranked
from bot.records import Question

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


def features(question: Question, ranked: Ranked, pieces: Sequence[Excerpt], index: Index) -> dict[str, float]:
    """What speaks for and against an answer, each 0..1 or a small count."""
    if not ranked.hits or not pieces:
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
    total = held = unknown = 0.0
    rarest = 0.0
    for term, weight in question.content.items():
        mass = weight * index.engine.idf(term)
        total += mass
        if term in quoted or term in context:
            held += mass
        elif weight >= 0.9:
            rarest = max(rarest, index.engine.idf(term))
        if term in question.unknown:
            unknown += weight
    wanted = question.asks & QUANTITIES
    return {
        "coverage": held / total if total else 0.5,
        "rarest_missing": rarest / index.engine.idf("\0"),
        "unknown": min(unknown, 3.0),
        "door": top.features.get("door", 0.0),
        "bm25": top.features.get("bm25", 0.0),
        "topic": top.features.get("topic", 0.0) if question.topics else 0.5,
        "quantity": (1.0 if wanted & kinds else 0.0) if wanted else 0.5,
        "career_missing": float(bool(question.careers) and not top.features.get("career")),
        "place_missing": float(bool(question.places) and not top.features.get("place")),
        "follow": float(question.follow),
        "short": 1.0 / (1 + len(question.content)),
        "unit": min(pieces[0].score, 2.0),
    }


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
            return level, math.floor(10 * part["right"] / part["n"])
    return level, None
