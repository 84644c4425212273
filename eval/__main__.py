"""`python -m eval`: measure answers, compare runs, write reports.

Exit codes: 0 fine; 1 faults were found, or a guarded figure fell; 2 wrong use.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from bot.errors import CorpusError, GuidepostError
from eval import data_commands, learning_commands
from eval.case import KINDS

_FILE = click.Path(dir_okay=False, path_type=Path)
_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


class _Group(click.Group):
    """Errors that are written for people end a command with one line on stderr each, never with a traceback."""

    def invoke(self, context: click.Context) -> Any:
        try:
            return super().invoke(context)
        except CorpusError as error:
            for fault in error.faults:
                click.echo(str(fault), err=True)
            context.exit(1)
        except GuidepostError as error:
            click.echo(f"Error: {' '.join(str(error).split())}", err=True)
            context.exit(2)


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
def main() -> None:
    """Measure whether Guidepost's answers are right, and whether a change made them better."""


def _corpus_options(command: Any) -> Any:
    for option in (
        click.option(
            "--questions",
            multiple=True,
            metavar="PATH",
            help="Question sets: files or folders. Default: the shipped ones.",
        ),
        click.option(
            "--guides", multiple=True, metavar="PATH", help="Guides to answer from. Default: the shipped corpus."
        ),
        click.option("--lexicon", metavar="PATH", help="A lexicon.yaml to use instead of the one beside the guides."),
        click.option("--weights", metavar="PATH", help="A weights.json to use instead of the one beside the guides."),
    ):
        command = option(command)
    return command


_split = click.option("--split", type=click.Choice(["dev", "test", "all"]), default="all", show_default=True)
_limit = click.option("--limit", type=click.IntRange(min=1), help="At most so many cases of each kind: a quick look.")


@main.command()
@_corpus_options
@_split
@_limit
@click.option(
    "--typos",
    type=click.FloatRange(0, 1),
    multiple=True,
    metavar="RATE",
    help="Also ask with this share of words misspelt.",
)
@click.option("--no-typos", is_flag=True, help="Leave misspelt questions out.")
@click.option("--baselines/--no-baselines", default=True, show_default=True, help="Also measure plain retrievers.")
@click.option("--dataset", type=_FOLDER, help="Measure on a folder of public data instead (BEIR, Doc2Dial, …).")
@click.option("--out", type=_FILE, help="Where the result goes. Default: eval/results/latest.json.")
@click.option("--baseline", is_flag=True, help="Also write eval/baseline.json, against which changes are judged.")
def run(
    questions: tuple[str, ...], guides: tuple[str, ...], lexicon: str | None, weights: str | None, split: str,
    limit: int | None, typos: tuple[float, ...], no_typos: bool, baselines: bool, dataset: Path | None,
    out: Path | None, baseline: bool,
) -> None:  # fmt: skip
    """Ask every question, judge every answer, print a table and write the result."""
    from eval import commands, results, table

    if dataset is not None:
        if baseline or questions or guides or lexicon:
            raise click.UsageError("--dataset brings its own questions and guides")
        result = commands.measure_public(dataset, limit, weights)
        out = out or results.LATEST.with_name(f"{dataset.resolve().name}.json")
        results.write_result(out, result)
        table.print_public(result)
        click.echo(f"Written to {out}")
        return
    cases = commands.select(commands.default_questions(questions), split, limit)
    bot = commands.open_bot(guides, lexicon, weights)
    rates = () if no_typos else tuple(sorted(set(typos))) or commands.TYPO_RATES
    result = commands.measure(bot, cases, split=split, typo_rates=rates, baselines=baselines)
    out = out or results.LATEST
    results.write_result(out, result)
    if baseline:
        results.write_baseline(results.BASELINE, result)
    table.print_result(result)
    click.echo(f"Written to {out}")


@main.command()
@_corpus_options
@click.option("--kind", type=click.Choice(sorted(KINDS)), multiple=True, help="Only cases of this kind.")
@click.option("--cause", metavar="WORDS", help="Only misses of this cause, such as 'ranked low'.")
@click.option("--split", type=click.Choice(["dev", "test"]), default="dev", show_default=True)
@click.option("--show-test", is_flag=True, help="Needed to read test misses: nobody may tune on them.")
@click.option("--limit", type=click.IntRange(min=1), help="At most so many misses.")
def misses(
    questions: tuple[str, ...], guides: tuple[str, ...], lexicon: str | None, weights: str | None,
    kind: tuple[str, ...], cause: str | None, split: str, show_test: bool, limit: int | None,
) -> None:  # fmt: skip
    """List missed cases: the question, what was expected, what was answered, the passages ranked first."""
    from eval import commands, listing

    if split == "test" and not show_test:
        raise click.UsageError(
            "test misses are not for reading while working on answers; --show-test shows them all the same"
        )
    cases = commands.select(commands.default_questions(questions), split, None)
    cases = tuple(case for case in cases if not kind or case.kind in kind)
    if not cases:
        raise click.UsageError("no case of that kind and split")
    bot = commands.open_bot(guides, lexicon, weights)
    listing.print_misses(bot, cases, cause, limit)


@main.command()
@click.argument("before", type=_FILE)
@click.argument("after", type=_FILE, required=False)
@click.option("--changed", is_flag=True, help="Also show every changed answer, side by side.")
@click.pass_context
def compare(context: click.Context, before: Path, after: Path | None, changed: bool) -> None:
    """Compare two results (AFTER: the latest run). Exit 1 when a guarded figure fell significantly."""
    from eval import compare as comparing
    from eval import compare_table, results

    old, new = results.read_result(before), results.read_result(after or results.LATEST)
    differences = comparing.compare(old, new)
    compare_table.print_differences(differences)
    if changed:
        compare_table.print_changed(comparing.changed_answers(old, new))
    if fallen := [one.metric.title for one in differences if one.fails]:
        click.echo(f"Fell: {', '.join(fallen)}", err=True)
        context.exit(1)


@main.command()
@click.option("--result", type=_FILE, help="The result to tell of. Default: eval/results/latest.json.")
@click.option(
    "--out", type=_FILE, help="The page to write; Markdown goes beside it. Default: eval/results/report.html."
)
def report(result: Path | None, out: Path | None) -> None:
    """Write a page for people (HTML, and the same in Markdown) about a result."""
    from eval import report as reporting
    from eval import results

    source = result or results.LATEST
    told = results.read_result(source)
    if told["card"]["set"] != "questions" or "metrics" not in told:
        raise click.UsageError(
            f"{source} is no result of question sets; results on public data beside it are taken up by themselves"
        )
    page, text = reporting.render(told, reporting.read_public(source.parent))
    out = out or results.LATEST.with_name("report.html")
    results.write(out, page)
    results.write(out.with_suffix(".md"), text)
    click.echo(f"Written to {out} and {out.with_suffix('.md')}")


for _command in (*data_commands.COMMANDS, *learning_commands.COMMANDS):
    main.add_command(_command)


if __name__ == "__main__":
    sys.exit(main())
