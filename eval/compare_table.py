"""A comparison as a table, and changed answers side by side."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from eval.compare import Changed, Difference
from eval.table import console, new_table


def print_differences(differences: Sequence[Difference], to: Console | None = None) -> None:
    """Each metric: before, after, change with interval, p after Holm's correction, cases won, lost, tied."""
    to = to or console()
    if not any(one.won or one.lost for one in differences):
        to.print(f"No difference in any of {len(differences)} figures.")
        return
    heads = ["before", "after", "change", "95 % interval", "p (Holm)", "won", "lost", "tied", ""]
    made = new_table("Change of each figure, in points; * is guarded", "figure", heads)
    for one in differences:
        mark = ("*" if one.metric.guarded else "") + (" ↓" if one.metric.lower_is_better else "")
        verdict = "[red]FELL[/red]" if one.fails else ("worse" if one.worse else "better") if one.significant else ""
        made.add_row(
            one.metric.title + mark,
            f"{100 * one.before:.1f}",
            f"{100 * one.after:.1f}",
            f"{100 * one.change:+.1f}",
            f"{100 * one.low:+.1f} to {100 * one.high:+.1f}",
            f"{one.adjusted:.4f}",
            str(len(one.won)),
            str(len(one.lost)),
            str(one.n - len(one.won) - len(one.lost)),
            verdict,
        )
    to.print(made)
    for one in differences:
        if one.metric.guarded and one.lost:
            more = f" and {len(one.lost) - 12} more" if len(one.lost) > 12 else ""
            to.print(f"Lost, {one.metric.title}: {', '.join(one.lost[:12])}{more}")


def print_changed(changes: Sequence[Changed], to: Console | None = None) -> None:
    to = to or console()
    made = Table(title=f"{len(changes)} changed answers, lost ones first", title_justify="left", show_lines=True)
    made.add_column("case", width=26)
    made.add_column("before", ratio=1)
    made.add_column("after", ratio=1)
    colours = {"won": "green", "lost": "red", "same": "dim"}
    for one in changes:
        head = f"[{colours[one.verdict]}]{one.verdict.upper()}[/] {one.id}\n{escape(one.question)}"
        made.add_row(head, escape(one.before), escape(one.after))
    to.print(made)
