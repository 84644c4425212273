"""One self-contained page (and the same in Markdown) that says how good the answers are and where they fail."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from eval import misses, plots, results
from eval.case import SPLITS
from eval.catalogue import METRICS
from eval.table import KIND_ORDER

TEMPLATES = Path(__file__).with_name("templates")
KIND_NAMES = {
    "single": "plain questions", "odd": "unusual questions", "conversation": "follow-ups in a conversation",
    "disagreement": "where sources differ", "refusal": "not in the guides", "social": "small talk",
    "crisis": "signs of crisis", "lookalike": "only sounds like a crisis",
}  # fmt: skip
WORST = 12  # questions written out in full; the rest is folded away


def read_public(folder: Path) -> list[dict[str, Any]]:
    """Results on public data that lie beside a result, by name; files that are no results are passed over."""
    found = []
    for path in sorted(folder.glob("*.json")):
        try:
            result = results.read_result(path)
        except results.ResultError:
            continue
        if result["card"].get("set") != "questions" and "metrics" in result:
            found.append(result)
    return found


def context(result: Mapping[str, Any], public: Sequence[Mapping[str, Any]] = ()) -> dict[str, Any]:
    """Everything that the templates print. Only dev questions are written out: nobody may tune on test."""
    told = result["metrics"]
    parts = [split for split in SPLITS if split in told] or ["all"]
    kinds = [kind for kind in KIND_ORDER if any(kind in told[part]["kinds"] for part in parts)]
    wrong = [row for row in result["rows"] if row["miss"] and row["split"] != "test"]
    wrong.sort(key=lambda row: (-row["score"], row["id"]))
    return {
        "card": result["card"],
        "parts": parts,
        "main": parts[-1],
        "told": told,
        "tiles": _tiles(told, parts),
        "kinds": [(kind, KIND_NAMES[kind], [told[part]["kinds"].get(kind) for part in parts]) for kind in kinds],
        "figures": _figures(told, parts),
        "baselines": _baselines(result, parts[-1]),
        "skipped": {name: own["skipped"] for name, own in result["baselines"].items() if "skipped" in own},
        "causes": [(name, misses.CAUSES[name], [told[part]["misses"].get(name, 0) for part in parts])
                   for name in misses.CAUSES if any(name in told[part]["misses"] for part in parts)],
        "worst": wrong[:WORST],
        "others": wrong[WORST:],
        "public": [_public(one) for one in public],
        "timings": result["timings"]["answers"],
    }  # fmt: skip


def _tiles(told: Mapping[str, Any], parts: Sequence[str]) -> list[dict[str, Any]]:
    """The figures a reader wants first, on the last part (test, where there is one)."""
    words = {
        "headline": "of answerable questions get a right answer in what a student reads first",
        "refusal": "of questions that the guides don't answer are refused",
        "crisis": "of signs of crisis bring the crisis card",
        "no-crisis": "of harmless look-alikes pass without it",
        "citation": "of quotes stand word for word where their citation opens",
    }
    main = told[parts[-1]]["cases"]
    return [
        {"name": name, "words": text, "figure": main[name],
         "others": [(part, told[part]["cases"][name]) for part in parts[:-1] if name in told[part]["cases"]]}
        for name, text in words.items() if name in main
    ]  # fmt: skip


def _figures(told: Mapping[str, Any], parts: Sequence[str]) -> list[dict[str, Any]]:
    rows = []
    for name, metric in METRICS.items():
        cells = []
        for part in parts:
            own = told[part]["cases"].get(name)
            cells.append(own if own else {"plain": told[part]["set"].get(name)})
        if any("value" in cell or cell.get("plain") is not None for cell in cells):
            rows.append({"metric": metric, "cells": cells})
    return rows


def _baselines(result: Mapping[str, Any], part: str) -> list[tuple[str, Mapping[str, Any]]]:
    others = [(name, own[part]) for name, own in result["baselines"].items() if part in own and "headline" in own[part]]
    ours = result["metrics"][part]["cases"]
    return [("Guidepost", ours), *others] if others and "headline" in ours else []


def _public(result: Mapping[str, Any]) -> dict[str, Any]:
    told = result["metrics"]["all"]
    beside = next(iter(result["baselines"].items()), ("", {}))
    rows = [
        {"metric": METRICS[name], "ours": figure, "plain": beside[1].get(name)}
        for name, figure in told["cases"].items()
        if name in METRICS
    ]
    return {
        "name": result["card"]["set"],
        "n": len(result["rows"]),
        "rows": rows,
        "beside": beside[0],
        "set": told["set"],
    }


def draw(result: Mapping[str, Any]) -> dict[str, str]:
    """Every plot as SVG text, by name; one without data is left out."""
    told = result["metrics"]
    parts = [split for split in SPLITS if split in told] or ["all"]
    kinds = [kind for kind in KIND_ORDER if any(kind in told[part]["kinds"] for part in parts)]
    drawn = {"kinds": plots.by_kind(told, parts, kinds)}
    if rows := _baselines(result, parts[-1]):
        drawn["beside"] = plots.beside(
            [(name, own["headline"]["value"], own["headline"]["low"], own["headline"]["high"]) for name, own in rows]
        )
    if curves := {part: told[part]["set"]["risk-coverage"] for part in parts if told[part]["set"]["risk-coverage"]}:
        drawn["risk"] = plots.risk_coverage(curves)
    if tables := {part: told[part]["set"]["reliability"] for part in parts if told[part]["set"]["reliability"]}:
        drawn["reliability"] = plots.reliability(tables)
    slips = {
        part: [(0.0, told[part]["cases"]["headline"]["value"]),
               *((float(rate), own["value"]) for rate, own in told[part]["robustness"].items())]
        for part in parts if told[part]["robustness"]
    }  # fmt: skip
    if slips:
        drawn["typos"] = plots.robustness(slips)
    if counts := {part: told[part]["misses"] for part in parts if told[part]["misses"]}:
        drawn["causes"] = plots.causes(counts)
    drawn["latency"] = plots.latency(result["timings"]["answers"]["curve_ms"])
    return drawn


def render(result: Mapping[str, Any], public: Sequence[Mapping[str, Any]] = ()) -> tuple[str, str]:
    """The report as HTML and as Markdown."""
    from jinja2 import Environment, FileSystemLoader

    loader = FileSystemLoader(TEMPLATES)
    values = context(result, public)
    html = Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True)
    plain = Environment(loader=loader, autoescape=False, trim_blocks=True, lstrip_blocks=True)
    for environment in (html, plain):
        environment.filters |= {"pct": _percent, "num": _number}
    css = (TEMPLATES / "report.css").read_text(encoding="utf-8")
    page = html.get_template("report.html").render(**values, plots=draw(result), css=css)
    return page, plain.get_template("report.md").render(**values)


def _percent(value: float | None, digits: int = 0) -> str:
    """Rounded, but never up to 100: what is not quite everything must not look like everything."""
    if value is None:
        return "–"
    text = f"{100 * value:.{digits}f}"
    return f"{100 * value:.1f}" if float(text) == 100 and value < 0.9995 else text


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"
