"""Choose the refusal threshold by a stated target and measure what a confidence is worth: dev questions only."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from eval.fit_confidence import Example
from eval.folds import folds

SMALLEST_BIN = 25  # answers that must stand behind a claim; the bot makes none below 20
LEVELS = {"high": 0.9, "medium": 0.7}  # the share right from which answers are called so


@dataclass(frozen=True, slots=True)
class Calibration:
    """threshold: answers below it are withheld. bins: {from, to, n, right}, gapless from 0 to 1, rising share right."""

    threshold: float
    medium: float
    high: float
    bins: tuple[dict[str, float | int], ...]
    checks: dict[str, Any]


def threshold_for(answerable: Sequence[float], target: float) -> float:
    """The highest threshold that refuses at most `target` of the answerable questions.

    answerable: scores of all answerable questions, 0 for those without any evidence. Lies halfway between two scores,
    so that rounding does not move anybody across it.
    """
    ordered = sorted(answerable)
    allowed = math.floor(target * len(ordered) + 1e-9)
    if not ordered or allowed >= len(ordered):
        return 0.0
    below = ordered[allowed - 1] if allowed else 0.0
    return round((below + ordered[allowed]) / 2, 4)


def monotone_bins(scores: Sequence[float], right: Sequence[bool], smallest: int = SMALLEST_BIN) -> list[dict[str, Any]]:
    """Bins of about equal count, neighbours pooled until the share right never falls (pool adjacent violators,
    Ayer et al. 1955): isotonic regression with counts. Equal scores stay in one bin.
    """
    pairs = sorted(zip(scores, right, strict=True))
    bins: list[list[tuple[float, bool]]] = []
    for pair in pairs:
        if bins and (len(bins[-1]) < smallest or bins[-1][-1][0] == pair[0]):
            bins[-1].append(pair)
        else:
            bins.append([pair])
    if len(bins) > 1 and len(bins[-1]) < smallest:
        last = bins.pop()
        bins[-1] += last
    pooled: list[list[tuple[float, bool]]] = []
    for part in bins:
        pooled.append(part)
        while len(pooled) > 1 and _share(pooled[-2]) >= _share(pooled[-1]):
            last = pooled.pop()
            pooled[-1] = pooled[-1] + last
    edges = [0.0, *((before[-1][0] + after[0][0]) / 2 for before, after in pairwise(pooled)), 1.0]
    return [
        {
            "from": round(edges[place], 4),
            "to": round(edges[place + 1], 4),
            "n": len(part),
            "right": sum(r for _, r in part),
        }
        for place, part in enumerate(pooled)
    ]


def _share(part: Sequence[tuple[float, bool]]) -> float:
    return sum(right for _, right in part) / len(part)


def level_from(bins: Sequence[dict[str, Any]], share: float) -> float:
    """The lowest score from which every bin is right at least this often; 1 where none is."""
    for part in bins:
        if part["right"] / part["n"] >= share:
            return float(part["from"])
    return 1.0


def calibrate(told: Sequence[Example], unanswered: int, target: float) -> Calibration:
    """Threshold and bins from dev answers. unanswered: answerable dev questions that got no answer even without
    refusing.

    Cross-validated: the threshold is chosen without a fold's topics and measured on them, so `checks` says what to
    expect on questions that nobody has looked at.
    """
    answerable = [one.score for one in told if one.answerable] + [0.0] * unanswered
    threshold = threshold_for(answerable, target)
    kept = [one for one in told if one.score >= threshold]
    bins = monotone_bins([one.score for one in kept], [one.right for one in kept]) if kept else []
    return Calibration(
        threshold,
        level_from(bins, LEVELS["medium"]),
        level_from(bins, LEVELS["high"]),
        tuple(bins),
        _checks(told, unanswered, target, threshold),
    )


def _checks(told: Sequence[Example], unanswered: int, target: float, threshold: float) -> dict[str, Any]:
    refused = {True: 0, False: 0}
    for part in folds([one.topic for one in told]):
        held = set(part)
        others = [one.score for place, one in enumerate(told) if one.answerable and place not in held]
        limit = threshold_for(others + [0.0] * round(unanswered * len(others) / max(1, len(told))), target)
        for place in part:
            refused[told[place].answerable] += told[place].score < limit
    n = {flag: sum(one.answerable is flag for one in told) for flag in (True, False)}
    here = {flag: sum(one.score < threshold for one in told if one.answerable is flag) for flag in (True, False)}
    return {
        "wrong refusals on dev": _ratio(here[True] + unanswered, n[True] + unanswered),
        "right refusals on dev": _ratio(here[False], n[False]),
        "wrong refusals, cross-validated": _ratio(refused[True] + unanswered, n[True] + unanswered),
        "right refusals, cross-validated": _ratio(refused[False], n[False]),
    }


def trade_off(
    told: Sequence[Example], unanswered: int, targets: Sequence[float]
) -> list[tuple[float, float, float, float]]:
    """What each target would cost and bring: (target, threshold, share wrongly refused, share rightly refused)."""
    answerable = [one.score for one in told if one.answerable] + [0.0] * unanswered
    others = [one.score for one in told if not one.answerable]
    rows = []
    for target in targets:
        limit = threshold_for(answerable, target)
        wrong = sum(score < limit for score in answerable) / max(1, len(answerable))
        rows.append((target, limit, wrong, sum(score < limit for score in others) / max(1, len(others))))
    return rows


def _ratio(part: int, whole: int) -> str:
    return f"{part} of {whole}" + (f" ({part / whole:.1%})" if whole else "")
