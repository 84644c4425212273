"""Measure the baselines as we measure ourselves: the first passage is the answer, the first three are shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.records import Passage
from eval import metrics
from eval.baselines import BASELINES, Ranker, text_of, unavailable
from eval.case import SPLITS, Case
from eval.judging import READ, SHOWN
from eval.progress import track
from eval.ranking_measures import ranking_scores

DEPTH = 50


def baseline_rows(
    rank: Ranker, cases: Sequence[Case], passages: Sequence[Passage], qrels: Mapping[str, Mapping[str, int]]
) -> list[dict[str, Any]]:
    """Scores of one baseline for every answerable case, and its best raw score for those to refuse."""
    rows, rankings = [], {}
    for case in cases:
        if case.expect not in ("answer", "refusal"):
            continue
        ranked = rank(" ".join(case.turns), DEPTH)
        first = [passages[number] for number, _ in ranked[:SHOWN]]
        row = {
            "id": case.id,
            "split": case.split,
            "expect": case.expect,
            "score": ranked[0][1] if ranked else 0.0,
            "scores": {},
        }
        if case.expect == "answer":
            rankings[case.id] = [passages[number].id for number, _ in ranked]
            text = first[0].text[:READ] if first else ""
            row["scores"] = {
                "headline": float(all(fact.search(text) for fact in case.fact_patterns)),
                "shown": float(all(any(fact.search(one.text) for one in first) for fact in case.fact_patterns)),
            }
        rows.append(row)
    scores = ranking_scores(qrels, rankings)
    for row in rows:
        row["scores"].update(scores.get(row["id"], {}))
    return rows


def measure_baselines(
    cases: Sequence[Case], passages: Sequence[Passage], qrels: Mapping[str, Mapping[str, int]]
) -> dict[str, Any]:
    """Figures of every baseline by split; one that cannot run here says why instead."""
    texts = [text_of(passage) for passage in passages]
    told: dict[str, Any] = {}
    for name in track(tuple(BASELINES), "baselines"):
        if reason := unavailable(name):
            told[name] = {"skipped": reason}
            continue
        told[name] = summarise(baseline_rows(BASELINES[name](texts), cases, passages, qrels))
    return told


def summarise(rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    parts = {"all": rows} | {split: [row for row in rows if row["split"] == split] for split in SPLITS}
    return {
        name: {
            **metrics.case_figures(part),
            "refusal-auroc": metrics.auroc(
                [row["score"] for row in part if row["expect"] == "answer"],
                [row["score"] for row in part if row["expect"] == "refusal"],
            ),
        }
        for name, part in parts.items()
        if part
    }
