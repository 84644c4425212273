"""How long does an answer take, beside what a bare rank-bm25 query costs on the same passages in the same process?

    python -m eval.bench.answer_speed [--guides PATH …] [--rounds N]

Absolute times change from machine to machine, the ratio little. Both sides are asked the same questions in turn, so
that a busy machine slows both.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

import click

from eval import commands
from eval.baselines import rank_bm25, split_words, text_of
from eval.metrics import percentile

CHECKS = {"p50": 0.5, "p99": 0.99}


def clock(action: Callable[[str], object], text: str) -> float:
    """Milliseconds that one call takes."""
    started = time.perf_counter()
    action(text)
    return (time.perf_counter() - started) * 1000


def resident_megabytes() -> float | None:
    """Memory of this process, or None where the system doesn't tell (anything but Linux)."""
    try:
        with open("/proc/self/status", encoding="ascii") as file:
            line = next(line for line in file if line.startswith("VmRSS"))
    except (OSError, StopIteration):
        return None
    return int(line.split()[1]) / 1024


def measure(
    ours: Callable[[str], object], peer: Callable[[str], object], questions: Sequence[str], rounds: int
) -> dict[str, dict[str, float]]:
    """Percentiles of both, in milliseconds, and their ratio; one warm-up question each."""
    ours(questions[0])
    peer(questions[0])
    times: dict[str, list[float]] = {"answer": [], "peer": []}
    for _ in range(rounds):
        for question in questions:
            times["answer"].append(clock(ours, question))
            times["peer"].append(clock(peer, question))
    told = {}
    for name, share in CHECKS.items():
        answer, other = percentile(times["answer"], share), percentile(times["peer"], share)
        told[name] = {"answer": answer, "peer": other, "ratio": answer / other}
    return told


@click.command()
@click.option("--guides", multiple=True, metavar="PATH", help="Guides to answer from. Default: the shipped corpus.")
@click.option("--rounds", type=click.IntRange(min=1), default=3, show_default=True)
def main(guides: tuple[str, ...], rounds: int) -> None:
    """Print what an answer costs beside a bare rank-bm25 query with its tokenising."""
    before = resident_megabytes()
    started = time.perf_counter()
    bot = commands.open_bot(guides)
    opened = time.perf_counter() - started
    memory = resident_megabytes()
    questions = [case.question for case in commands.default_questions(()) if case.kind in ("single", "odd")]
    peer = rank_bm25([text_of(passage) for passage in bot.passages], split_words)
    told = measure(bot.answer, lambda text: peer(text, 10), questions, rounds)
    click.echo(f"{len(bot.passages)} passages, {len(questions)} questions, {rounds} rounds; opened in {opened:.2f} s")
    for name, row in told.items():
        click.echo(f"{name}  answer {row['answer']:.2f} ms   rank-bm25 {row['peer']:.2f} ms   ratio {row['ratio']:.1f}")
    if before is not None and memory is not None:
        click.echo(f"memory  {memory:.0f} MB resident, {memory - before:.0f} MB of it the bot with its index")


if __name__ == "__main__":
    main()
