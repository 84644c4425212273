"""What the commands do, as plain functions; `eval/__main__.py` wraps them for the command line."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from eval import cases as case_files
from eval import metrics, results
from eval.beside import measure_baselines
from eval.case import Case
from eval.replay import Engine
from eval.runner import ask_all

TYPO_RATES = (0.1, 0.3)


def open_bot(guides: Sequence[str] = (), lexicon: str | None = None, weights: str | None = None) -> Engine:
    """The bot to measure: the shipped corpus, or a school's own guides."""
    from bot import Bot, Settings

    settings = Settings.load()
    changes: dict[str, Any] = {}
    if guides:
        changes["guides"] = tuple(guides)
    if lexicon:
        changes["lexicon"] = lexicon
    if weights:
        changes["weights"] = weights
    return Bot.open(dataclasses.replace(settings, **changes))


def select(cases: Sequence[Case], split: str, limit: int | None) -> tuple[Case, ...]:
    """The cases of one split (`all`: both), and at most `limit` of each kind and split."""
    taken: dict[tuple[str, str], int] = {}
    chosen = []
    for case in cases:
        if split not in ("all", case.split):
            continue
        key = (case.kind, case.split)
        taken[key] = taken.get(key, 0) + 1
        if limit is None or taken[key] <= limit:
            chosen.append(case)
    return tuple(chosen)


def measure(
    bot: Engine,
    cases: Sequence[Case],
    *,
    split: str = "all",
    typo_rates: Sequence[float] = TYPO_RATES,
    baselines: bool = True,
) -> dict[str, Any]:
    """Ask the cases and give the whole result, as `python -m eval run` writes it."""
    started = time.perf_counter()
    case_files.check_passages(cases, (passage.id for passage in bot.passages))
    asked = ask_all(bot, cases, typo_rates)
    beside = measure_baselines(cases, bot.passages, asked.qrels) if baselines else {}
    result: dict[str, Any] = {
        "card": results.run_card(bot, cases, {"split": split, "typos": list(typo_rates), "baselines": baselines}),
        "metrics": results.summarise(asked.rows),
        "baselines": beside,
        "rows": asked.rows,
        "rankings": asked.rankings,
        "qrels": asked.qrels,
    }
    result["timings"] = {"answers": results.timing(asked.milliseconds, time.perf_counter() - started)}
    return result


def measure_public(folder: Path, limit: int | None = None, weights: str | None = None) -> dict[str, Any]:
    """Measure a folder of public data (see `eval.datasets`) and give a result that `compare` reads."""
    from bot import Settings
    from eval.public import measure_dataset

    started = time.perf_counter()
    told = measure_dataset(folder, lambda: open_bot(weights=weights), Settings(weights=weights), limit)
    kinds = sorted({row["kind"] for row in told["rows"]})
    own = {kind: metrics.case_figures([row for row in told["rows"] if row["kind"] == kind]) for kind in kinds}
    card = {
        **results.common_card(told["corpus_hash"], told["settings"], {"dataset": folder.name, "limit": limit}),
        "set": folder.name,
        "set_hash": told["hash"],
        "cases": {kind: sum(row["kind"] == kind for row in told["rows"]) for kind in kinds},
    }
    return {
        "card": card,
        "metrics": {"all": {"cases": metrics.case_figures(told["rows"]), "kinds": own, "set": told["figures"]}},
        "baselines": told["baselines"],
        "rows": told["rows"],
        "rankings": told["rankings"],
        "qrels": told["qrels"],
        "timings": {"answers": results.timing(told["milliseconds"], time.perf_counter() - started)},
    }


def default_questions(paths: Sequence[str]) -> tuple[Case, ...]:
    return case_files.load_cases([Path(path) for path in paths] or [case_files.SHIPPED])
