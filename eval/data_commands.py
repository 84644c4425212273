"""Commands that write data for people and other tools: judgements, rankings, scores of anybody's ranking."""

from __future__ import annotations

from pathlib import Path
from typing import TextIO

import click

from eval.case import KINDS, SPLITS

FILE = click.Path(dir_okay=False, path_type=Path)
_result = click.option("--result", type=FILE, help="The result to read. Default: eval/results/latest.json.")
_out = click.option("--out", type=FILE, help="Where to write. Default: standard output.")


def _tell(text: str, out: Path | None) -> None:
    from eval import results

    if out is None:
        click.echo(text, nl=False)
    else:
        results.write(out, text)


@click.command()
@_result
@_out
def qrels(result: Path | None, out: Path | None) -> None:
    """Relevance grades of a run's questions, in TREC format: question 0 passage grade."""
    from eval import results, trec

    _tell(trec.format_qrels(results.read_result(result or results.LATEST)["qrels"]), out)


@click.command("trec-run")
@_result
@_out
def trec_run(result: Path | None, out: Path | None) -> None:
    """Rankings of a run, in TREC format, for trec_eval and other tools."""
    from eval import results, trec

    _tell(trec.format_run(results.read_result(result or results.LATEST)["rankings"]), out)


@click.command()
@click.argument("judgements", metavar="QRELS", type=FILE)
@click.argument("ranking", metavar="RUN", type=FILE)
def score(judgements: Path, ranking: Path) -> None:
    """Score any tool's ranking (TREC run) against judgements (TREC qrels)."""
    from eval import metrics, trec
    from eval.catalogue import METRICS
    from eval.ranking_measures import ranking_scores

    told = ranking_scores(trec.read_qrels(judgements), trec.read_run(ranking))
    for name in next(iter(told.values())):
        figure = metrics.figure([scores[name] for scores in told.values()])
        interval = f"({figure['low']:.3f}–{figure['high']:.3f}, n {figure['n']})"
        click.echo(f"{METRICS[name].title:<12} {figure['value']:.3f} {interval}")


@click.command()
@click.argument("log", type=click.File(encoding="utf-8"), default="-")
@click.option("--kind", type=click.Choice(sorted(KINDS)), default="single", show_default=True)
@click.option("--split", type=click.Choice(SPLITS), default="dev", show_default=True)
@_out
def add(log: TextIO, kind: str, split: str, out: Path | None) -> None:
    """Turn questions of a log (a line each: JSON with `question`, or plain text; "-": standard input) into case
    skeletons.

    With --out they go to the end of that question set.
    """
    from eval import add as adding
    from eval import cases, results

    if kind == "conversation":
        raise click.UsageError("a log holds single questions; write conversations by hand")
    known = cases.load_cases([cases.SHIPPED, *([out] if out and out.is_file() and out.parent != cases.SHIPPED else [])])
    text, count = adding.skeletons(log, known, kind=kind, split=split)
    if out is None:
        click.echo(text, nl=False)
        return
    results.write(out, adding.append(out, text))
    click.echo(f"{count} cases added to {out}; say in each what a right answer holds")


COMMANDS = (qrels, trec_run, score, add)
