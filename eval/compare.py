"""Two runs on the same questions: what changed, by how much, and whether it is noise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from eval.catalogue import CASE_METRICS, Metric
from eval.results import ResultError
from eval.significance import bootstrap_difference, holm, paired_randomisation

LEVEL = 0.05


@dataclass(frozen=True, slots=True)
class Difference:
    """One metric of two runs, over the cases that have it. won, lost: ids of cases that got better or worse."""

    metric: Metric
    before: float
    after: float
    low: float
    high: float
    p: float
    adjusted: float
    n: int
    won: tuple[str, ...]
    lost: tuple[str, ...]

    @property
    def change(self) -> float:
        return self.after - self.before

    @property
    def worse(self) -> bool:
        return bool(self.change) and (self.change > 0) is self.metric.lower_is_better

    @property
    def significant(self) -> bool:
        return self.adjusted < LEVEL

    @property
    def fails(self) -> bool:
        """Does this alone stop a change from going in?"""
        if not self.metric.guarded:
            return False
        return bool(self.lost) if self.metric.strict else self.worse and self.significant


def compare(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Difference]:
    """Every metric that both results have. Raises ResultError for results of different question sets.

    Guarded metrics are corrected together. The others are shown for reading and would only take power from the guard;
    each of those is corrected as if it alone stood beside the guarded ones.
    """
    check_same_set(before, after)
    rows = {row["id"]: row for row in after["rows"]}
    pairs = [(row, rows[row["id"]]) for row in before["rows"]]
    one_corpus = before["card"].get("corpus_hash") == after["card"].get("corpus_hash")
    metrics = [
        metric if one_corpus or not metric.same_corpus else replace(metric, guarded=False) for metric in CASE_METRICS
    ]
    raw = [difference for metric in metrics if (difference := _difference(metric, pairs)) is not None]
    guarded = {one.metric.name: one.p for one in raw if one.metric.guarded}
    adjusted = holm(guarded)
    for one in raw:
        if not one.metric.guarded:
            adjusted[one.metric.name] = holm({**guarded, one.metric.name: one.p})[one.metric.name]
    return [replace(one, adjusted=adjusted[one.metric.name]) for one in raw]


def check_same_set(before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
    """Raises ResultError, naming what differs, unless both runs asked the same questions in the same way."""
    first, second = before["card"], after["card"]
    for key, what in (("set", "data sets"), ("set_hash", "question sets")):
        if first.get(key) != second.get(key):
            missing = {row["id"] for row in before["rows"]} ^ {row["id"] for row in after["rows"]}
            told = (
                f"; {len(missing)} cases are in one only, such as {min(missing)}"
                if missing
                else "; cases were reworded"
            )
            raise ResultError(
                f"results of different {what} can't be compared ({first.get(key)} and {second.get(key)}{told})"
            )
    if {row["id"] for row in before["rows"]} != {row["id"] for row in after["rows"]}:
        raise ResultError("results of different cases can't be compared: one was made with --split or --limit")


def _difference(metric: Metric, pairs: Sequence[tuple[Mapping[str, Any], Mapping[str, Any]]]) -> Difference | None:
    name = metric.name
    both = [
        (old["id"], old["scores"].get(name), new["scores"].get(name))
        for old, new in pairs
        if name in old["scores"] or name in new["scores"]
    ]
    if not both:
        return None
    # A figure that only one of the runs has (the corpus changed what can be quoted) counts as 0 where it is missing.
    told = [(id_, float(old or 0.0), float(new or 0.0)) for id_, old, new in both]
    differences = [new - old for _, old, new in told]
    low, high = bootstrap_difference(differences)
    sign = -1 if metric.lower_is_better else 1
    return Difference(
        metric,
        before=sum(old for _, old, _ in told) / len(told),
        after=sum(new for _, _, new in told) / len(told),
        low=low,
        high=high,
        p=paired_randomisation(differences),
        adjusted=1.0,
        n=len(told),
        won=tuple(id_ for id_, old, new in told if (new - old) * sign > 1e-9),
        lost=tuple(id_ for id_, old, new in told if (new - old) * sign < -1e-9),
    )


@dataclass(frozen=True, slots=True)
class Changed:
    """An answer that reads otherwise than before. verdict: won, lost or same."""

    id: str
    question: str
    verdict: str
    before: str
    after: str


def changed_answers(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Changed]:
    """Answers that differ in kind or text, lost ones first; none against a baseline, which holds no answers."""
    rows = {row["id"]: row for row in before["rows"]}
    changes = []
    for new in after["rows"]:
        old = rows.get(new["id"], {})
        if "answer" not in old or "answer" not in new:
            continue
        told = [f"[{row['answer']['kind']}] {row['answer']['text']}" for row in (old, new)]
        if told[0] != told[1]:
            verdict = "same" if old.get("right") == new.get("right") else ("won" if new.get("right") else "lost")
            changes.append(Changed(new["id"], new["turns"][-1], verdict, *told))
    return sorted(changes, key=lambda one: (("lost", "won", "same").index(one.verdict), one.id))
