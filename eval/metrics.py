"""From judged cases to figures: means with intervals, refusal, risk–coverage, calibration, disagreement.

A row is one judged case (see `eval.runner`): `scores` holds its figures by metric name, `right` the verdict, `answer`
what was said and `score` the number behind the confidence. Every mean keeps unanswered questions as zeros.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from eval.catalogue import CASE_METRICS
from eval.intervals import interval

Row = Mapping[str, Any]
Figure = dict[str, float | int]


def figure(values: Sequence[float]) -> Figure:
    """Mean of case scores with its 95 % interval and the number of cases."""
    low, high = interval(values)
    return {"value": float(np.mean(values)), "low": low, "high": high, "n": len(values)}


def case_figures(rows: Sequence[Row]) -> dict[str, Figure]:
    """The mean of every case metric over the rows that have it."""
    found = {
        metric.name: [row["scores"][metric.name] for row in rows if metric.name in row["scores"]]
        for metric in CASE_METRICS
    }
    return {name: figure(values) for name, values in found.items() if values}


def by_kind(rows: Sequence[Row]) -> dict[str, dict[str, Figure]]:
    """Share right, and shown where it applies, for each kind of case, in a fixed order of names."""
    table: dict[str, dict[str, Figure]] = {}
    for kind in sorted({row["kind"] for row in rows}):
        own = [row for row in rows if row["kind"] == kind]
        table[kind] = {"right": figure([float(row["right"]) for row in own])}
        for extra in ("shown", "refused-wrongly"):
            if values := [row["scores"][extra] for row in own if extra in row["scores"]]:
                table[kind][extra] = figure(values)
        table[kind]["clarified"] = figure([float(row["answer"]["kind"] == "clarify") for row in own])
    return table


def auroc(positives: Sequence[float], negatives: Sequence[float]) -> float | None:
    """Area under the ROC curve: the chance that a positive outscores a negative, ties counting half. None without both.

    By rank sums (Hanley & McNeil 1982, Radiology 143:29).
    """
    if not len(positives) or not len(negatives):
        return None
    values, inverse, counts = np.unique(np.concatenate([positives, negatives]), return_inverse=True, return_counts=True)
    del values
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[inverse]
    n, m = len(positives), len(negatives)
    return float((ranks[:n].sum() - n * (n + 1) / 2) / (n * m))


def risk_coverage(scores: Sequence[float], wrong: Sequence[bool]) -> list[tuple[float, float]]:
    """(coverage, risk) after each question, surest first; equal scores enter together.

    Selective risk of El-Yaniv & Wiener 2010 (JMLR 11:1605): errors among the covered / number covered.
    """
    order = np.argsort(-np.asarray(scores, dtype=float), kind="stable")
    sorted_scores = np.asarray(scores, dtype=float)[order]
    errors = np.cumsum(np.asarray(wrong, dtype=float)[order])
    n = len(order)
    ends = [place for place in range(n) if place == n - 1 or sorted_scores[place] != sorted_scores[place + 1]]
    return [((place + 1) / n, float(errors[place] / (place + 1))) for place in ends]


def area_under(curve: Sequence[tuple[float, float]]) -> float | None:
    """Area under a risk–coverage curve, each risk held over the coverage it was reached by; None for no points."""
    if not curve:
        return None
    covered, area = 0.0, 0.0
    for coverage, risk in curve:
        area += (coverage - covered) * risk
        covered = coverage
    return area


def reliability(scores: Sequence[float], right: Sequence[bool], bins: int = 10) -> list[dict[str, float | int]]:
    """Bins of equal width over 0–1 with count, mean score and share right; empty bins are left out."""
    places = np.minimum((np.asarray(scores, dtype=float) * bins).astype(int), bins - 1) if len(scores) else np.array([])
    table = []
    for place in range(bins):
        inside = places == place
        if n := int(inside.sum()):
            table.append({
                "from": place / bins, "to": (place + 1) / bins, "n": n,
                "stated": float(np.asarray(scores, dtype=float)[inside].mean()),
                "right": float(np.asarray(right, dtype=float)[inside].mean()),
            })  # fmt: skip
    return table


def expected_calibration_error(table: Iterable[Mapping[str, float | int]]) -> float | None:
    """Σ n/N · |stated − right| over the bins of `reliability`; None for no bins (Naeini et al. 2015, AAAI)."""
    rows = list(table)
    total = sum(row["n"] for row in rows)
    return sum(row["n"] / total * abs(row["stated"] - row["right"]) for row in rows) if total else None


def set_figures(rows: Sequence[Row]) -> dict[str, Any]:
    """Figures that belong to a set as a whole: refusal, selective risk, calibration, disagreement."""
    asked = [row for row in rows if row["expect"] in ("answer", "refusal")]
    to_answer = [row for row in asked if row["expect"] == "answer"]
    to_refuse = [row for row in asked if row["expect"] == "refusal"]
    refused = [row for row in asked if row["refused"]]
    given = [row for row in asked if row["answer"]["kind"] == "answer"]
    curve = risk_coverage([row["score"] for row in asked], [not row["right_if_answered"] for row in asked])
    table = reliability([row["score"] for row in given], [row["right"] for row in given])
    labelled = [row for row in rows if row["kind"] == "disagreement"]  # true ones and look-alikes
    differing = [row for row in labelled if row["note"].startswith("true")]
    showing = [row for row in labelled if row["answer"]["disagreement"]]
    return {
        "refusal-precision": _share(sum(row["expect"] == "refusal" for row in refused), len(refused)),
        "refusal-recall": _share(sum(row["refused"] for row in to_refuse), len(to_refuse)),
        "refusal-auroc": auroc([row["score"] for row in to_answer], [row["score"] for row in to_refuse]),
        "aurc": area_under(curve),
        "ece": expected_calibration_error(table),
        "disagreement-precision": _share(sum(row["note"].startswith("true") for row in showing), len(showing)),
        "disagreement-recall": _share(sum(row["answer"]["disagreement"] for row in differing), len(differing)),
        "risk-coverage": [list(point) for point in curve],
        "reliability": table,
    }


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def percentile(values: Sequence[float], share: float) -> float:
    """The value that `share` of the values do not exceed (nearest rank); 0 for no values."""
    return float(np.percentile(values, share * 100, method="higher")) if len(values) else 0.0
