"""python -m bot: ask, chat, check, coverage, passages, index. Exit 0, 1 where faults were found, 2 for wrong use."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from bot import Answer, Bot, GuidepostError, Settings

_guides = click.option(
    "--guides", multiple=True, type=click.Path(path_type=Path), help="A folder or file to answer from; repeat for more."
)
_lexicon = click.option("--lexicon", type=click.Path(path_type=Path), help="A lexicon.yaml to use.")


class _Cli(click.Group):
    """Shows errors meant for people as one line each on stderr."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except GuidepostError as error:
            click.echo(f"error: {error}", err=True)
            ctx.exit(1)
        except BrokenPipeError:
            sys.stderr.close()
            ctx.exit(0)


@click.group(cls=_Cli, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Guidepost answers from guides, in the guides' own words."""


@main.command()
@click.argument("question")
@_guides
@_lexicon
@click.option("--json", "as_json", is_flag=True, help="Print the answer as the chat API gives it.")
def ask(question: str, guides: tuple[Path, ...], lexicon: Path | None, as_json: bool) -> None:
    """Answer one QUESTION."""
    answer = _open(guides, lexicon).answer(question)
    if as_json:
        click.echo(json.dumps(answer.to_dict(), ensure_ascii=False, indent=2))
    else:
        _show(answer)


@main.command()
@_guides
@_lexicon
def chat(guides: tuple[Path, ...], lexicon: Path | None) -> None:
    """A conversation in the terminal; an empty line ends it."""
    bot = _open(guides, lexicon)
    context: str | None = None
    for starter in bot.suggestions():
        click.echo(f"  · {starter}")
    while True:
        try:
            question = input("> " if sys.stdin.isatty() else "").strip()
        except EOFError:
            return
        if not question:
            return
        answer = bot.answer(question, context)
        context = answer.context or context
        _show(answer)


@main.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
def check(paths: Sequence[Path]) -> None:
    """List every fault of a corpus with file and line; exit 1 where there is one."""
    from bot.checks import check_corpus

    faults = check_corpus(list(paths))
    for fault in faults:
        click.echo(str(fault))
    click.echo(f"{len(faults)} faults" if faults else "no faults", err=True)
    sys.exit(1 if faults else 0)


@main.command()
@_guides
@_lexicon
@click.option("--faults", is_flag=True, help="Show only the rows that fail.")
def coverage(guides: tuple[Path, ...], lexicon: Path | None, faults: bool) -> None:
    """The table of what the sources say and where the guides say it (coverage.yaml); exit 1 where a row fails."""
    from bot.coverage import measure, read_rows

    bot = _open(guides, lexicon)
    beside = (folder / "coverage.yaml" for folder in bot.index.folders)
    file = next((path for path in beside if path.is_file()), None)
    if file is None:
        raise GuidepostError("there is no coverage.yaml beside the guides")
    results = measure(read_rows(file), bot)
    for result in results:
        if not (faults and result.sound):
            click.echo(str(result))
    sound = sum(result.sound for result in results)
    click.echo(f"{sound} of {len(results)} rows found and answered", err=True)
    sys.exit(0 if sound == len(results) else 1)


@main.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def passages(paths: Sequence[Path], as_json: bool) -> None:
    """Show what documents became: for people who write guides."""
    from dataclasses import asdict

    from bot.passages import cut
    from bot.reading import read_corpus

    settings = Settings.load()
    corpus = read_corpus(list(paths), megabytes=settings.file_megabytes)
    console = Console(highlight=False, soft_wrap=True)
    for guide in corpus.guides.values():
        for passage in cut(guide, settings.passage_words):
            if as_json:
                click.echo(json.dumps(asdict(passage), ensure_ascii=False))
                continue
            console.print(Text(f"{passage.id}  ({passage.kind})", style="bold"))
            console.print(Text("  " + " › ".join([passage.guide_title, *passage.trail, passage.heading]), style="dim"))
            for number, unit in zip(passage.numbers, passage.units(), strict=True):
                console.print(Text(f"  {number:4} {unit}"))


@main.command()
@_guides
@_lexicon
def index(guides: tuple[Path, ...], lexicon: Path | None) -> None:
    """Build the index where it is not current, and say what it holds."""
    bot = _open(guides, lexicon)
    click.echo(
        f"{len(bot.guides)} guides, {len(bot.passages)} passages, {len(bot.wordings)} known wordings, "
        f"corpus {bot.corpus_hash}"
    )


def _open(guides: Sequence[Path], lexicon: Path | None) -> Bot:
    from dataclasses import replace

    settings = Settings.load()
    if guides:
        settings = replace(settings, guides=tuple(path.resolve() for path in guides))
    if lexicon:
        settings = replace(settings, lexicon=lexicon)
    return Bot.open(settings)


def _show(answer: Answer) -> None:
    """An answer for a person: framed on a terminal, plain lines in a pipe."""
    console = Console(highlight=False, soft_wrap=not sys.stdout.isatty())
    for wrong, right in answer.corrections:
        console.print(Text(f"searching for “{right}” instead of “{wrong}”", style="dim"))
    if not sys.stdout.isatty():
        console.print(Text(answer.text))
    elif answer.kind == "answer":
        body = Text("\n\n").join(
            Text.assemble(quote.text, (f" [{quote.citation + 1}]", "bold")) for quote in answer.quotes
        )
        console.print(
            Panel(body, border_style="yellow", title=answer.confidence["words"] if answer.confidence else None)
        )
    else:
        console.print(Panel(Text(answer.text), border_style="dim"))
    used = sorted({quote.citation for quote in answer.quotes})
    grid = Table.grid(padding=(0, 1))
    for place in used:
        citation = answer.citations[place]
        sources = "; ".join(source["title"] for source in citation.sources)
        grid.add_row(f"[{place + 1}]", Text(f"{citation.title} › {citation.section}  {citation.url}  {sources}"))
    if used:
        console.print(grid)
    for link in answer.links:
        console.print(Text(f"  {link['label']}: {link['href']}"))
    for suggestion in answer.suggestions:
        console.print(Text(f"  · {suggestion}", style="dim"))


if __name__ == "__main__":
    main(prog_name="python -m bot")
