"""Plots as SVG text that takes its colours and fonts from the page around it, light or dark."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from typing import Any

from eval.extras import need

# Stand-in colours in matplotlib → the page's CSS variables.
INK, MUTED, RULE, ACCENT, SECOND, SOFT = "#010203", "#040506", "#070809", "#0a0b0c", "#0d0e0f", "#101112"
_VARIABLES = {
    INK: "--ink", MUTED: "--muted", RULE: "--rule", ACCENT: "--accent", SECOND: "--second", SOFT: "--soft",
}  # fmt: skip
PART_COLOURS = {"dev": SECOND, "test": ACCENT, "all": ACCENT}


def figure(width: float, height: float) -> tuple[Any, Any]:
    """A figure with one quiet pair of axes; sizes in inches at 72 points."""
    need("matplotlib")
    from matplotlib.figure import Figure

    made = Figure(figsize=(width, height), layout="constrained")
    axes = made.subplots()
    made.patch.set_alpha(0)
    axes.patch.set_alpha(0)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    for side in ("left", "bottom"):
        axes.spines[side].set_color(RULE)
    axes.tick_params(colors=MUTED, labelcolor=INK, length=0, labelsize=10)
    axes.grid(color=RULE, linewidth=0.6)
    axes.set_axisbelow(True)
    return made, axes


def svg(made: Any, name: str, title: str) -> str:
    """The figure as an SVG element with ids of its own and a title for screen readers; the same bytes every time."""
    import matplotlib

    out = io.StringIO()
    with matplotlib.rc_context({"svg.fonttype": "none", "svg.hashsalt": name}):
        made.savefig(out, format="svg", metadata={"Date": None, "Creator": None})
    text = out.getvalue()
    text = text[text.index("<svg") :]
    text = re.sub(r'(\bid="|url\(#|href="#)', rf"\g<1>{name}-", text)
    for colour, variable in _VARIABLES.items():
        text = text.replace(colour, f"var({variable})")
    text = re.sub(r'(<svg[^>]*?) height="[^"]*"', r"\1", text, count=1)
    text = re.sub(r'(<svg[^>]*?) width="[^"]*"', r"\1", text, count=1)
    text = re.sub(r"<metadata>.*?</metadata>", "", text, flags=re.DOTALL)
    text = text.replace("<svg", '<svg role="img"', 1)
    return text.replace(">", f"><title>{title}</title>", 1)


def by_kind(metrics: Mapping[str, Any], parts: Sequence[str], kinds: Sequence[str]) -> str:
    made, axes = figure(7.2, 0.46 * len(kinds) + 0.8)
    for place, part in enumerate(parts):
        shift = (place - (len(parts) - 1) / 2) * 0.26
        for y, kind in enumerate(kinds):
            told = metrics[part]["kinds"].get(kind)
            if told is None:
                continue
            right = told["right"]
            colour = PART_COLOURS[part]
            axes.plot(
                [100 * right["low"], 100 * right["high"]],
                [y + shift] * 2,
                color=colour,
                linewidth=2,
                solid_capstyle="round",
            )
            axes.plot(100 * right["value"], y + shift, "o", color=colour, markersize=6, label=part if y == 0 else None)
    axes.set_yticks(range(len(kinds)), kinds)
    axes.set_ylim(len(kinds) - 0.5, -0.5)
    axes.set_xlim(0, 101.5)
    axes.grid(axis="y", visible=False)
    axes.set_xlabel("right, % (line: 95 % interval)", color=MUTED)
    _legend(axes, len(parts))
    return svg(made, "kinds", "Share of right answers by kind of question")


def _legend(axes: Any, columns: int) -> None:
    axes.legend(
        frameon=False, labelcolor=INK, loc="lower left", bbox_to_anchor=(0, 1), ncols=columns, fontsize=10, borderpad=0
    )


def beside(rows: Sequence[tuple[str, float, float, float]]) -> str:
    """rows: system, right, low, high; ours first."""
    made, axes = figure(7.2, 0.4 * len(rows) + 0.6)
    for y, (_, value, low, high) in enumerate(rows):
        axes.barh(y, 100 * value, height=0.55, color=ACCENT if y == 0 else SOFT)
        axes.plot([100 * low, 100 * high], [y, y], color=INK if y else RULE, linewidth=1.2)
        axes.text(100 * high + 1, y, f"{100 * value:.0f}", va="center", color=INK, fontsize=10)
    axes.set_yticks(range(len(rows)), [row[0] for row in rows])
    axes.set_ylim(len(rows) - 0.5, -0.5)
    axes.set_xlim(0, 105)
    axes.grid(axis="y", visible=False)
    axes.set_xlabel("right answer in the first 600 characters, %", color=MUTED)
    return svg(made, "beside", "Right answers beside plain retrievers")


def risk_coverage(curves: Mapping[str, Sequence[Sequence[float]]]) -> str:
    made, axes = figure(4.6, 3.4)
    for part, curve in curves.items():
        axes.plot(
            [100 * x for x, _ in curve], [100 * y for _, y in curve], color=PART_COLOURS[part], linewidth=2, label=part
        )
    axes.set_xlim(0, 100)
    axes.set_ylim(bottom=0)
    axes.set_xlabel("questions answered, surest first, %", color=MUTED)
    axes.set_ylabel("wrong among them, %", color=MUTED)
    _legend(axes, len(curves))
    return svg(made, "risk", "Risk by coverage")


def reliability(tables: Mapping[str, Sequence[Mapping[str, float]]]) -> str:
    made, axes = figure(4.6, 3.4)
    axes.plot([0, 100], [0, 100], color=RULE, linewidth=1.2, linestyle="--")
    for part, table in tables.items():
        x, y = [100 * row["stated"] for row in table], [100 * row["right"] for row in table]
        axes.plot(x, y, color=PART_COLOURS[part], linewidth=1.4, label=part)
        axes.scatter(
            x, y, s=[12 + 2.2 * row["n"] ** 0.9 for row in table], color=PART_COLOURS[part], zorder=3, linewidths=0
        )
    axes.set_xlim(0, 103)
    axes.set_ylim(0, 103)
    axes.set_xlabel("confidence, % (size: how many answers)", color=MUTED)
    axes.set_ylabel("right, %", color=MUTED)
    _legend(axes, len(tables))
    return svg(made, "reliability", "Share right by stated confidence")


def latency(milliseconds: Sequence[float]) -> str:
    """milliseconds: the 1st to the 100th percentile."""
    made, axes = figure(4.6, 3.0)
    axes.plot(milliseconds, range(1, len(milliseconds) + 1), color=ACCENT, linewidth=2)
    for share in (50, 99):
        value = milliseconds[share - 1]
        axes.plot(value, share, "o", color=ACCENT, markersize=6)
        axes.annotate(
            f"p{share} {value:.1f} ms", (value, share), (8, -12), textcoords="offset points", color=INK, fontsize=10
        )
    axes.set_xlim(left=0, right=max(milliseconds[98] * 1.6, 1e-3))
    axes.set_ylim(0, 104)
    axes.set_xlabel("milliseconds an answer", color=MUTED)
    axes.set_ylabel("answers done, %", color=MUTED)
    return svg(made, "latency", "Time an answer takes")


def robustness(tables: Mapping[str, Sequence[tuple[float, float]]]) -> str:
    """tables: part → (rate, share right), rate 0 first."""
    made, axes = figure(4.6, 3.0)
    for part, points in tables.items():
        x, y = [100 * rate for rate, _ in points], [100 * share for _, share in points]
        axes.plot(x, y, "o-", color=PART_COLOURS[part], linewidth=2, markersize=6, label=part)
    axes.set_ylim(0, 103)
    axes.set_xlabel("words misspelt, %", color=MUTED)
    axes.set_ylabel("right, %", color=MUTED)
    _legend(axes, len(tables))
    return svg(made, "typos", "Right answers when words are misspelt")


def causes(counts: Mapping[str, Mapping[str, int]]) -> str:
    """counts: part → cause → misses."""
    names = list(dict.fromkeys(cause for part in counts.values() for cause in part))
    made, axes = figure(7.2, 0.46 * len(names) + 0.8)
    height = 0.7 / len(counts)
    for place, (part, own) in enumerate(counts.items()):
        ys = [y + (place - (len(counts) - 1) / 2) * height for y in range(len(names))]
        values = [own.get(name, 0) for name in names]
        axes.barh(ys, values, height=height * 0.9, color=PART_COLOURS[part], label=part)
        for y, value in zip(ys, values, strict=True):
            if value:
                axes.annotate(
                    str(value), (value, y), (4, 0), textcoords="offset points", va="center", color=INK, fontsize=9
                )
    axes.set_yticks(range(len(names)), names)
    axes.set_ylim(len(names) - 0.5, -0.5)
    axes.margins(x=0.08)
    axes.grid(axis="y", visible=False)
    axes.set_xlabel("questions", color=MUTED)
    _legend(axes, len(counts))
    return svg(made, "causes", "Why questions were missed")
