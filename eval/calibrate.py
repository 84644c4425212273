"""Choose the refusal threshold by a stated target and measure what a confidence is worth: dev questions only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from eval.fit_confidence import Example
from eval.folds import folds

SMALLEST_BIN = 25  # answers that must stand behind a claim; the bot makes none below 20
LEVELS = {"high": 0.9, "medium": 0.7}  # the share right from which answers are called so
ASKED = {"single": 0.64, "conversation": 0.24, "odd": 0.12}  # of 210, 80 and 40 questions; dev holds more odd ones


@dataclass(frozen=True, slots=True)
class Calibration:
    """threshold: answers below it are withheld. bins: {from, to, n, right}, gapless from 0 to 1, rising share right."""

    threshold: float
    medium: float
    high: float
    bins: tuple[dict[str, float | int], ...]
    checks: dict[str, Any]


def threshold_for(answerable: Sequence[float], target: float, weights: Sequence[float] = ()) -> float:
    """The highest threshold that refuses at most `target` of the answerable questions.

    answerable: scores of all answerable questions, 0 for those without any evidence. weights: how much each counts;
    all the same without. Lies halfway between two scores, so that rounding does not move anybody across it.
    """
    told = sorted(zip(answerable, weights or [1.0] * len(answerable), strict=True))
    left = target * sum(weight for _, weight in told) + 1e-9
    below = 0.0
    for score, weight in told:
        left -= weight
        if left < 0:
            return round((below + score) / 2, 4)
        below = score
    return 0.0


def asked_weights(kinds: Sequence[str]) -> list[float]:
    """How much each question counts, so that kinds weigh as they are asked (`ASKED`; others as single questions)."""
    groups = [kind if kind in ASKED else "single" for kind in kinds]
    counts = Counter(groups)
    present = sum(ASKED[kind] for kind in counts)
    return [len(groups) * ASKED[kind] / present / counts[kind] for kind in groups]


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


def calibrate(told: Sequence[Example], unanswered: Sequence[str], target: float) -> Calibration:
    """Threshold and bins from dev answers. unanswered: the kinds of answerable dev questions that got no answer even
    without refusing.

    Cross-validated: the threshold is chosen without a fold's topics and measured on them, so `checks` says what to
    expect on questions that nobody has looked at.
    """
    threshold = _threshold([one for one in told if one.answerable], unanswered, target)
    kept = [one for one in told if one.score >= threshold]
    bins = monotone_bins([one.score for one in kept], [one.right for one in kept]) if kept else []
    return Calibration(
        threshold,
        level_from(bins, LEVELS["medium"]),
        level_from(bins, LEVELS["high"]),
        tuple(bins),
        _checks(told, unanswered, target, threshold),
    )


def _threshold(answerable: Sequence[Example], unanswered: Sequence[str], target: float) -> float:
    scores = [one.score for one in answerable] + [0.0] * len(unanswered)
    return threshold_for(scores, target, asked_weights([*(one.kind for one in answerable), *unanswered]))


def _checks(told: Sequence[Example], unanswered: Sequence[str], target: float, threshold: float) -> dict[str, Any]:
    limits = [threshold] * len(told)
    held_out = [0.0] * len(told)
    for part in folds([one.topic for one in told]):
        held = set(part)
        others = [one for place, one in enumerate(told) if one.answerable and place not in held]
        limit = _threshold(others, unanswered, target)
        for place in part:
            held_out[place] = limit
    checks = {}
    for name, chosen in ((" on dev", limits), (", cross-validated", held_out)):
        refused = [one.score < limit for one, limit in zip(told, chosen, strict=True)]
        wrong, right = ([flag for one, flag in zip(told, refused, strict=True) if one.answerable is side]
                        for side in (True, False))  # fmt: skip
        weights = asked_weights([*(one.kind for one in told if one.answerable), *unanswered])
        wrong += [True] * len(unanswered)
        share = sum(weight for weight, flag in zip(weights, wrong, strict=True) if flag) / max(1, len(wrong))
        checks |= {
            f"wrong refusals{name}": f"{_ratio(sum(wrong), len(wrong))}, {share:.1%} with kinds as they are asked",
            f"right refusals{name}": _ratio(sum(right), len(right)),
        }
    return checks


def trade_off(
    told: Sequence[Example], unanswered: Sequence[str], targets: Sequence[float]
) -> list[tuple[float, float, float, float]]:
    """What each target would cost and bring: (target, threshold, share wrongly refused, share rightly refused)."""
    answerable = [one for one in told if one.answerable]
    others = [one.score for one in told if not one.answerable]
    rows = []
    for target in targets:
        limit = _threshold(answerable, unanswered, target)
        wrong = sum(one.score < limit for one in answerable) + len(unanswered)
        asked = max(1, len(answerable) + len(unanswered))
        rows.append((target, limit, wrong / asked, sum(score < limit for score in others) / max(1, len(others))))
    return rows


def _ratio(part: int, whole: int) -> str:
    return f"{part} of {whole}" + (f" ({part / whole:.1%})" if whole else "")
