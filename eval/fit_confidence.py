"""Fit the confidence: a logistic regression from an answer's features to whether it was right, on dev questions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from eval import metrics
from eval.case import Case
from eval.cores import spread
from eval.extras import need
from eval.folds import folds
from eval.judging import judge
from eval.replay import Engine, replay

STRENGTHS = (0.01, 0.03, 0.1, 0.3, 1.0, 3.0)  # inverse regularisation, chosen by cross-validated log loss


@dataclass(frozen=True, slots=True)
class Example:
    """One answer given without refusing: its features, the score our bot gave it, and whether it was right."""

    id: str
    topic: str
    features: Mapping[str, float]
    score: float
    right: bool
    answerable: bool
    kind: str = "single"


@dataclass(frozen=True, slots=True)
class Fit:
    """weights: feature → coefficient, with `bias`. held_out: each example's score by a fit without its topic."""

    weights: dict[str, float]
    strength: float
    held_out: tuple[float, ...]
    auroc: float | None
    log_loss: float
    error: float | None


def examples(bot: Engine, cases: Sequence[Case]) -> list[Example]:
    """Ask answerable and unanswerable questions of a bot that does not refuse; answers without features are left out.

    An answer to what should be refused is wrong, whatever it says.
    """

    def asked(case: Case) -> Example | None:
        reply = replay(bot, case.turns)
        features = (reply.answer.get("why") or {}).get("features") or {}
        if reply.answer["kind"] != "answer" or not features or features.get("nothing"):
            return None
        right = case.expect == "answer" and judge(case, reply.answer).right
        return Example(case.id, case.topic, features, reply.score, right, case.expect == "answer", case.kind)

    wanted = [case for case in cases if case.expect in ("answer", "refusal")]
    return [example for example in spread(asked, wanted, "asking") if example]


def fit(told: Sequence[Example]) -> Fit:
    """L2-regularised logistic regression on standardised features; coefficients are given for the features as they are.

    Features that never differ are left out. Strength is chosen by log loss over folds that keep topics together.
    """
    need("sklearn")
    names = sorted({name for one in told for name in one.features})
    table = np.array([[float(one.features.get(name, 0.0)) for name in names] for one in told])
    right = np.array([one.right for one in told])
    varied = table.std(axis=0) > 1e-9
    names = [name for name, keep in zip(names, varied, strict=True) if keep]
    table = table[:, varied]
    parts = folds([one.topic for one in told])
    losses = {strength: _held_out(table, right, parts, strength) for strength in STRENGTHS}
    strength = min(STRENGTHS, key=lambda value: (_log_loss(losses[value], right), value))
    held_out = losses[strength]
    coefficients, bias = _solve(table, right, strength)
    weights = {"bias": round(bias, 4)} | {
        name: round(float(value), 4) for name, value in zip(names, coefficients, strict=True)
    }
    order = right.astype(bool)
    return Fit(
        weights,
        strength,
        tuple(round(float(value), 6) for value in held_out),
        metrics.auroc(held_out[order], held_out[~order]),
        _log_loss(held_out, right),
        metrics.expected_calibration_error(metrics.reliability(held_out, right)),
    )


def _solve(table: np.ndarray, right: np.ndarray, strength: float) -> tuple[np.ndarray, float]:
    from sklearn.linear_model import LogisticRegression

    middle, spread = table.mean(axis=0), table.std(axis=0)
    spread[spread < 1e-9] = 1.0
    model = LogisticRegression(C=strength, max_iter=5000)
    model.fit((table - middle) / spread, right)
    coefficients = model.coef_[0] / spread
    return coefficients, float(model.intercept_[0] - (coefficients * middle).sum())


def _held_out(table: np.ndarray, right: np.ndarray, parts: Sequence[Sequence[int]], strength: float) -> np.ndarray:
    scores = np.zeros(len(right))
    for part in parts:
        inside = np.zeros(len(right), bool)
        inside[list(part)] = True
        if len(set(right[~inside])) < 2:
            scores[inside] = right[~inside].mean()
            continue
        coefficients, bias = _solve(table[~inside], right[~inside], strength)
        scores[inside] = 1 / (1 + np.exp(-(table[inside] @ coefficients + bias)))
    return scores


def _log_loss(scores: np.ndarray, right: np.ndarray) -> float:
    clipped = np.clip(scores, 1e-6, 1 - 1e-6)
    return float(-np.mean(np.where(right, np.log(clipped), np.log(1 - clipped))))


def summary(told: Sequence[Example], fitted: Fit) -> dict[str, Any]:
    """What a provenance note says of a fit."""
    return {
        "examples": len(told),
        "right": sum(one.right for one in told),
        "regularisation C": fitted.strength,
        "cross-validated": {
            "AUROC": None if fitted.auroc is None else round(fitted.auroc, 3),
            "log loss": round(fitted.log_loss, 4),
            "calibration error": None if fitted.error is None else round(fitted.error, 4),
        },
    }
