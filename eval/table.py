"""The compact table that `python -m eval run` prints: plain in a pipe."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from eval.case import SPLITS
from eval.catalogue import METRICS

KIND_ORDER = ("single", "odd", "conversation", "disagreement", "refusal", "social", "crisis", "lookalike")


def console() -> Console:
    made = Console(highlight=False)
    return made if made.is_terminal else Console(highlight=False, width=140, color_system=None)


def percent(figure: Mapping[str, Any] | None, interval: bool = True) -> str:
    if figure is None:
        return ""
    text = f"{100 * figure['value']:.1f}"
    return f"{text} [dim]({100 * figure['low']:.0f}–{100 * figure['high']:.0f})[/dim]" if interval else text


def print_result(result: Mapping[str, Any], to: Console | None = None) -> None:
    """Right answers by kind, then every figure, dev and test apart; then baselines and causes of misses."""
    to = to or console()
    parts = [split for split in SPLITS if split in result["metrics"]] or ["all"]
    told = result["metrics"]
    to.print(_kinds(told, parts))
    to.print(_figures(told, parts))
    if result.get("baselines"):
        to.print(_baselines(result, parts))
        for name, told_of in result["baselines"].items():
            if "skipped" in told_of:
                to.print(f"{name}: skipped, {told_of['skipped']}")
    if any(told[part]["misses"] for part in parts):
        to.print(_misses(told, parts))
    took = result["timings"]["answers"]
    to.print(f"{took['answers']} answers, p50 {took['p50_ms']} ms, p99 {took['p99_ms']} ms, run {took['run_s']} s")


def print_public(result: Mapping[str, Any], to: Console | None = None) -> None:
    """Figures of a public data set, by kind of question, beside plain BM25 on the same passages."""
    to = to or console()
    told, beside = result["metrics"]["all"], result["baselines"]
    kinds = list(told["kinds"]) if len(told["kinds"]) > 1 else []
    count = len(result["rows"])
    made = new_table(f"{result['card']['set']}: {count} questions", "figure", ["guidepost", *kinds, *beside])
    for name, metric in METRICS.items():
        if name not in told["cases"]:
            continue
        own = [_plain(told["kinds"][kind].get(name)) for kind in kinds]
        cells = [
            _plain(told["cases"][name], interval=True),
            *own,
            *[_plain(figures.get(name)) for figures in beside.values()],
        ]
        made.add_row(metric.title + (" ↓" if metric.lower_is_better else ""), *cells)
    if area := told["set"].get("refusal-auroc"):
        cells = [_number(area["value"]), *[""] * len(kinds), *[_number(area["BM25 with stems"]) for _ in beside]]
        made.add_row("refusal AUROC, half the guides left out", *cells)
    to.print(made)
    for name, value in told["set"].items():
        if not isinstance(value, dict):
            to.print(f"{name}: {value}")
    took = result["timings"]["answers"]
    to.print(f"{took['answers']} questions, p50 {took['p50_ms']} ms, p99 {took['p99_ms']} ms, run {took['run_s']} s")


def _plain(figure: Mapping[str, Any] | None, interval: bool = False) -> str:
    if figure is None:
        return ""
    text = f"{figure['value']:.3f}"
    return f"{text} [dim]({figure['low']:.3f}–{figure['high']:.3f})[/dim]" if interval else text


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"


def new_table(title: str, first: str, columns: Sequence[str]) -> Table:
    made = Table(title=title, title_justify="left", title_style="bold", box=SIMPLE_HEAD, pad_edge=False)
    made.add_column(first, no_wrap=True)
    for column in columns:
        made.add_column(column, justify="right", no_wrap=True)
    return made


def _kinds(told: Mapping[str, Any], parts: Sequence[str]) -> Table:
    heads = [head for part in parts for head in (f"{part} n", "right %", "shown %", "refused %")]
    made = new_table("Right, by kind of case (95 % interval)", "kind", heads)
    kinds = [kind for kind in KIND_ORDER if any(kind in told[part]["kinds"] for part in parts)]
    for kind in kinds:
        cells = []
        for part in parts:
            own = told[part]["kinds"].get(kind, {})
            n = str(own["right"]["n"]) if own else ""
            refused = percent(own.get("refused-wrongly"), interval=False)
            cells += [n, percent(own.get("right")), percent(own.get("shown"), interval=False), refused]
        made.add_row(kind, *cells)
    return made


def _figures(told: Mapping[str, Any], parts: Sequence[str]) -> Table:
    made = new_table("Figures", "figure", parts)
    for name, metric in METRICS.items():
        cells = []
        for part in parts:
            if name in told[part]["cases"]:
                cells.append(percent(told[part]["cases"][name]))
            else:
                value = told[part]["set"].get(name)
                cells.append("" if value is None else f"{value:.3f}")
        if any(cells):
            made.add_row(metric.title + (" ↓" if metric.lower_is_better else ""), *cells)
    for rate in told[parts[0]]["robustness"]:
        cells = [percent(told[part]["robustness"].get(rate)) for part in parts]
        made.add_row(f"right with {float(rate):.0%} of words misspelt", *cells)
    for title, key in (("right", "wording"), ("rightly refused", "refused_wording")):
        for name in ("unseen", "seen"):
            cells = [percent(told[part][key].get(name)) for part in parts]
            if any(cells):
                made.add_row(f"{title}, {name} wordings", *cells)
    return made


def _baselines(result: Mapping[str, Any], parts: Sequence[str]) -> Table:
    heads = [head for part in parts for head in (f"{part} right %", "shown %", "nDCG@10", "MRR")]
    made = new_table("Beside plain retrievers: same passages, same questions, never refusing", "system", heads)
    ours = {part: result["metrics"][part]["cases"] for part in parts}
    for name, by_part in [("guidepost", ours), *((name, told) for name, told in result["baselines"].items())]:
        if "skipped" in by_part:
            continue
        cells = []
        for part in parts:
            own = by_part.get(part, {})
            cells += [percent(own.get("headline")), percent(own.get("shown"), interval=False)]
            cells += [f"{own[key]['value']:.3f}" if key in own else "" for key in ("ndcg@10", "rr")]
        made.add_row(name, *cells)
    return made


def _misses(told: Mapping[str, Any], parts: Sequence[str]) -> Table:
    made = new_table("Why missed", "cause", parts)
    for cause in dict.fromkeys(cause for part in parts for cause in told[part]["misses"]):
        made.add_row(cause, *[str(told[part]["misses"].get(cause, "")) for part in parts])
    return made
