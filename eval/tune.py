"""Search better ranking weights, one at a time, on dev questions; a gain must hold on topics it was not chosen by."""

from __future__ import annotations

import copy
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from eval.case import Case
from eval.folds import folds
from eval.judging import gold_units, judge, token_f1
from eval.progress import track
from eval.replay import Engine, replay
from eval.significance import paired_randomisation
from eval.unguarded import with_weights

FACTORS = (0.7, 1.4)  # tried on each weight; a weight of 0 is tried at SMALL instead
SMALL = (0.1, -0.1)
LEAST_GAIN = 0.002  # of the objective: below it a change is noise, and the older weight stays
GROUPS = ("ranking", "quoting", "terms", "conversation")
Objective = Callable[[dict[str, Any]], np.ndarray]


@dataclass(frozen=True, slots=True)
class Step:
    """One configuration that was tried: which weight, its value, and the objective case by case."""

    weight: str
    value: float
    values: np.ndarray


@dataclass(frozen=True, slots=True)
class Tuned:
    """weights: the best found. cross_validated: mean objective on folds for which the choice was made without them."""

    weights: dict[str, Any]
    before: float
    after: float
    cross_validated: float
    p: float
    tried: int
    changes: dict[str, list[float]]


def objective(bot: Engine, cases: Sequence[Case], beside: Sequence[Engine] = ()) -> Objective:
    """For weights, a value from 0 to 1 for each answerable case: right (.8), shown (.1), and brevity (.1, quote F1).

    Asked without refusing, so that ranking and quoting are tuned for themselves. beside: bots on other documents that
    answer the same questions; what a case is worth there counts with half the weight.
    """
    answerable = [case for case in cases if case.expect == "answer"]
    bots = [(bot, 1.0), *((other, 0.5) for other in beside)]
    qrels = [_relevant(one, answerable) for one, _ in bots]
    total = sum(share for _, share in bots)

    def values(weights: dict[str, Any]) -> np.ndarray:
        told = np.zeros(len(answerable))
        for (one, share), relevant in zip(bots, qrels, strict=True):
            changed = with_weights(one, weights, refuses=False)
            told += share / total * np.array([_worth(changed, case, relevant[case.id]) for case in answerable])
        return told

    return values


def _worth(bot: Engine, case: Case, gold: Sequence[str]) -> float:
    answer = replay(bot, case.turns).answer
    verdict = judge(case, answer)
    brevity = token_f1(answer["text"], gold) if verdict.right else 0.0
    return 0.8 * verdict.right + 0.1 * verdict.shown + 0.1 * brevity


def _relevant(bot: Engine, cases: Sequence[Case]) -> dict[str, list[str]]:
    from eval.judging import derive_qrels

    passages = {passage.id: passage for passage in bot.passages}
    qrels = derive_qrels(cases, bot.passages)
    return {case.id: gold_units(case, [passages[id_] for id_ in qrels[case.id]]) for case in cases}


def tune(
    values: Objective, start: dict[str, Any], topics: Sequence[str], groups: Sequence[str] = GROUPS, rounds: int = 1
) -> Tuned:
    """Coordinate search: each weight in turn is scaled, and the best value kept where the gain is more than noise.

    The cross-validated figure: for each fold, of all configurations tried, the one that is best on the other folds is
    scored on this fold. It says what to expect on new questions, while `after` is the best of many looks at the same
    ones.
    """
    best = copy.deepcopy(start)
    first = values(best)
    steps = [Step("", 0.0, first)]
    now = first
    names = [(group, name) for group in groups for name, value in start.get(group, {}).items() if _numeric(value)]
    for _ in range(rounds):
        before_round = now.mean()
        for group, name in track(names, "weights"):
            old = float(best[group][name])
            tried = []
            for value in [round(old * factor, 4) for factor in FACTORS] if old else SMALL:
                candidate = copy.deepcopy(best)
                candidate[group][name] = value
                told = values(candidate)
                tried.append((told.mean(), value, told))
                steps.append(Step(f"{group}.{name}", value, told))
            mean, value, told = max(tried, key=lambda one: (one[0], -abs(one[1] - old)))
            if mean > now.mean() + LEAST_GAIN:
                best[group][name], now = value, told
        if now.mean() - before_round < LEAST_GAIN:
            break
    changes = {
        f"{group}.{name}": [start[group][name], best[group][name]]
        for group, name in names
        if best[group][name] != start[group][name]
    }
    p = paired_randomisation(list(now - first))
    return Tuned(best, float(first.mean()), float(now.mean()), _cross_validated(steps, topics), p, len(steps), changes)


def _numeric(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _cross_validated(steps: Sequence[Step], topics: Sequence[str]) -> float:
    table = np.array([step.values for step in steps])
    held = np.zeros(table.shape[1])
    for part in folds(topics):
        inside = np.zeros(table.shape[1], bool)
        inside[part] = True
        held[inside] = table[int(np.argmax(table[:, ~inside].mean(axis=1)))][inside]
    return float(held.mean())
