"""Missed cases, written out for a person who wants to know why."""

from __future__ import annotations

from collections.abc import Sequence

import click

from eval import misses
from eval.case import Case
from eval.replay import Engine
from eval.runner import ask_all


def print_misses(bot: Engine, cases: Sequence[Case], cause: str | None, limit: int | None) -> None:
    """Print each miss with its question, expected facts, answer, and the first passages of the ranking."""
    asked = ask_all(bot, cases)
    passages = {passage.id: passage for passage in bot.passages}
    missed = [row for row in asked.rows if row["miss"] and (cause is None or cause in row["miss"])]
    for row in missed[:limit]:
        click.echo(
            f"── {row['id']} · {row['kind']} · {row['split']} · {row['miss'].upper()}"
            + (f" · {row['note']}" if row["note"] else "")
        )
        for turn in row["turns"][:-1]:
            click.echo(f"   then  {turn}")
        click.echo(f"   asked {row['turns'][-1]}")
        for fact, found in zip(row["facts"], row["found"] or [False] * len(row["facts"]), strict=True):
            click.echo(f"   fact  {'found  ' if found else 'MISSING'} {'  |  '.join(fact)}")
        if not row["facts"]:
            click.echo(f"   wants {row['expect']}")
        answer = row["answer"]
        because = f" because {row['refused_because']}" if row["refused_because"] else ""
        click.echo(f"   gave  {answer['kind']} ({row['score']:.2f}{because}): {_short(answer['text'], 600)}")
        if answer["corrections"]:
            click.echo(f"   read  {', '.join(answer['corrections'])}")
        for place, id_ in enumerate(asked.rankings.get(row["id"], [])[:3], start=1):
            mark = asked.qrels[row["id"]].get(id_, 0)
            click.echo(f"   {place}. [{mark}] {id_}: {_short(passages[id_].text, 160) if id_ in passages else ''}")
        if row["ranks"]:
            best = asked.rankings[row["id"]][row["ranks"][0] - 1]
            click.echo(f"   first relevant at rank {row['ranks'][0]}: {best}")
        elif relevant := asked.qrels.get(row["id"]):
            click.echo(f"   relevant but not found: {', '.join(sorted(relevant, key=lambda id_: -relevant[id_])[:3])}")
        click.echo()
    counts = ", ".join(f"{name} {n}" for name, n in misses.counted(missed).items())
    click.echo(f"{len(missed)} missed of {len(cases)}" + (f": {counts}" if counts else ""))


def _short(text: str, length: int) -> str:
    flat = " / ".join(text.split("\n"))
    return flat if len(flat) <= length else flat[: length - 1] + "…"
