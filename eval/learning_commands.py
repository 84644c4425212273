"""Commands that learn numbers from dev questions and write them, with their provenance, as data files."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

FILE = click.Path(dir_okay=False, path_type=Path)
TARGETS = (0.0, 0.01, 0.02, 0.03, 0.05, 0.1)  # printed beside the one asked for
HINTS_STRENGTH = 30.0  # as word_models.STRENGTH; on dev 10 finds fewer signs at the same alarms, 100 no more
PHRASE_MORE = 0.5  # at 0 more direct signs are missed on dev, at 1 more of the others
OFTEN = 100  # training lines of a kind whose figures are told
_guides = click.option(
    "--guides", type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Whose FAQs to learn from: a folder. Default: the shipped corpus.",
)  # fmt: skip
_dry = click.option("--dry-run", is_flag=True, help="Only print what would be written.")


def _write(path: Path, data: dict[str, Any], dry: bool) -> None:
    from eval import results

    text = json.dumps(data, ensure_ascii=False, indent=2) + "\n"
    if dry:
        click.echo(text, nl=False)
        return
    results.write(path, text)
    click.echo(f"Written to {path}")


def _opened(guides: Path | None) -> tuple[Any, Path]:
    """The bot of a folder of guides, or of the shipped corpus, and the folder."""
    from bot.settings import SHIPPED_CORPUS
    from eval import commands

    return (commands.open_bot((str(guides),)), guides) if guides else (commands.open_bot(), SHIPPED_CORPUS)


def _dev() -> tuple[Any, ...]:
    from eval import commands

    return commands.select(commands.default_questions(()), "dev", None)


@click.command()
@click.option("--target", type=click.FloatRange(0, 1), default=0.02, show_default=True, help="Wrong refusals allowed.")
@click.option(
    "--weights", metavar="PATH", help="Weights to calibrate. Default: the corpus's own, else the general ones."
)
@click.option("--out", type=FILE, help="Default: calibration.json in the corpus.")
@_dry
def calibrate(target: float, weights: str | None, out: Path | None, dry_run: bool) -> None:
    """Choose the refusal threshold and measure what a confidence is worth, on dev questions."""
    from bot.crisis import find_sign
    from bot.settings import SHIPPED_CORPUS
    from eval import commands
    from eval.calibrate import LEVELS, trade_off
    from eval.calibrate import calibrate as learn
    from eval.case import set_hash
    from eval.fit_confidence import examples
    from eval.unguarded import with_weights

    cases = _dev()
    bot = commands.open_bot(weights=weights)
    told = examples(with_weights(bot, None, refuses=False), cases)
    answered = {one.id for one in told}
    unanswered = [
        case.kind
        for case in cases
        if case.expect == "answer" and case.id not in answered and not find_sign(case.question)  # counted as alarms
    ]
    learnt = learn(told, unanswered, target)
    data = {
        "corpus_hash": bot.corpus_hash,
        "provenance": {
            "command": f"python -m eval calibrate --target {target:g}",
            "questions": f"dev, set {set_hash(cases)}, {len(told)} answers",
            "target": f"at most {target:.1%} of answerable questions refused, kinds weighed as they are asked; "
            f"high: right {LEVELS['high']:.0%}, medium: right {LEVELS['medium']:.0%} or more",
            **learnt.checks,
        },
        "threshold": learnt.threshold,
        "medium": learnt.medium,
        "high": learnt.high,
        "bins": list(learnt.bins),
    }
    _write(out or SHIPPED_CORPUS / "calibration.json", data, dry_run)
    for name, value in learnt.checks.items():
        click.echo(f"{name}: {value}", err=dry_run)
    click.echo("target  threshold  wrong refusals  right refusals (of those it would answer)", err=dry_run)
    for share, limit, wrong, right in trade_off(told, unanswered, TARGETS):
        click.echo(f"{share:>5.0%}   {limit:>9.3f}  {wrong:>14.1%}  {right:>14.1%}", err=dry_run)


@click.command()
@click.option(
    "--what",
    type=click.Choice(["ranking", "quoting", "terms", "conversation", "confidence"]),
    multiple=True,
    help="Groups of weights to tune. Default: confidence.",
)
@click.option(
    "--rounds", type=click.IntRange(min=1), default=1, show_default=True, help="Times to go through all weights."
)
@click.option(
    "--beside",
    multiple=True,
    metavar="PATH",
    help="Documents that answer the same questions, asked as they are, with half the weight: what is learned must hold "
    "without FAQs, too.",
)
@click.option("--start", type=FILE, help="Weights to begin with. Default: the corpus's own, else the general ones.")
@click.option("--out", type=FILE, help="Default: weights.json in the corpus.")
@_dry
def tune(
    what: tuple[str, ...], rounds: int, beside: tuple[str, ...], start: Path | None, out: Path | None, dry_run: bool
) -> None:
    """Search better ranking weights and fit the confidence, on dev questions, cross-validated.

    The confidence is fitted twice: on the guides alone, for anybody's documents, and on the whole corpus.
    """
    from bot.datafiles import DATA
    from bot.settings import SHIPPED_CORPUS
    from eval import commands
    from eval import fit_confidence as fitting
    from eval import tune as tuning
    from eval.case import set_hash
    from eval.unguarded import with_weights

    own = SHIPPED_CORPUS / "weights.json"
    source = start or (own if own.is_file() else DATA / "weights.json")
    try:
        weights = json.loads(source.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise click.UsageError(f"{source}: {error}") from error
    cases = _dev()
    bot = commands.open_bot()
    notes: dict[str, Any] = {"questions": f"dev, set {set_hash(cases)}", "corpus_hash": bot.corpus_hash}
    what = what or ("confidence",)
    if groups := [group for group in tuning.GROUPS if group in what]:
        topics = [case.topic for case in cases if case.expect == "answer"]
        others = [
            commands.open_bot((path,), lexicon)
            for path in beside
            for lexicon in (str(SHIPPED_CORPUS / "lexicon.yaml"), None)
        ]
        found = tuning.tune(tuning.objective(bot, cases, others), weights, topics, groups, rounds)
        weights = found.weights
        notes["search"] = {
            "groups": groups, "tried": found.tried,
            "objective": "0.8 right + 0.1 shown + 0.1 quote F1, without refusing",
            "beside": f"{len(beside)} other documents, with and without the lexicon, at half weight each",
            "before": round(found.before, 4), "after": round(found.after, 4), "p": round(found.p, 4),
            "cross-validated": round(found.cross_validated, 4), "changes": found.changes,
        }  # fmt: skip
    if "confidence" in what:
        bare = commands.open_bot((str(SHIPPED_CORPUS / "guides"),))
        for name, asked in (("confidence", bare), ("confidence_scoped", bot)):
            told = fitting.examples(with_weights(asked, weights, refuses=False), cases)
            fitted = fitting.fit(told)
            weights[name] = fitted.weights
            notes[name] = fitting.summary(told, fitted)
    earlier = weights.get("provenance")
    weights["provenance"] = {"command": f"python -m eval tune {' '.join(f'--what {one}' for one in what)}", **notes}
    if isinstance(earlier, dict):  # what is said of weights that were not learned now stays true
        weights["provenance"] |= {name: note for name, note in earlier.items() if name.startswith("other groups")}
    _write(out or own, weights, dry_run)
    click.echo(json.dumps(notes, ensure_ascii=False, indent=2), err=dry_run)


@click.command()
@_guides
@click.option("--out", type=FILE, help="Default: scope.json beside the guides.")
@_dry
def scope(guides: Path | None, out: Path | None, dry_run: bool) -> None:
    """Learn which questions the guides don't answer, from the wordings of their FAQs and gaps."""
    from bot.scope import scope_grams
    from eval import word_models

    bot, folder = _opened(guides)
    lines = [  # unseen wordings mostly ask what others have asked, so each is its own group
        word_models.Line(tuple(scope_grams(wording, bot.index)), gap, "gap" if gap else "FAQ", f"wording {number}")
        for number, (wording, _, gap) in enumerate(bot.index.doors.told())
    ]
    if not any(line.positive for line in lines):
        raise click.UsageError("the corpus has no FAQ with `gap`, so there is nothing to learn from")
    found = word_models.fit(lines)
    notes = {
        "command": "python -m eval scope",
        "corpus_hash": bot.corpus_hash,
        "regularisation C": word_models.STRENGTH,
        "cross-validated at 0.5": word_models.figures(found, lines, 0.5),
    }
    _write_model(out or folder / "scope.json", notes, found, 0.5, dry_run)


@click.command()
@_guides
@click.option("--out", type=FILE, help="Default: doors.npz beside the guides.")
@_dry
def doors(guides: Path | None, out: Path | None, dry_run: bool) -> None:
    """Learn which FAQ or gap a question means, from all their wordings together."""
    from bot.annotations import analyse
    from bot.spelling import written_out
    from eval import door_model

    bot, folder = _opened(guides)
    index = bot.index
    told = list(index.doors.told())
    wordings = [analyse(written_out(text, index.doors.keep), index.lexicon.questions).wording() for text, _, _ in told]
    firsts: dict[int, str] = {}
    names = [firsts.setdefault(door, text) for text, door, _ in told]
    notes = {
        "command": "python -m eval doors",
        "corpus_hash": index.digest,
        "wordings": len(told),
        "cross-validated": door_model.held_out(wordings, names, [gap for _, _, gap in told]),
    }
    click.echo(json.dumps(notes, ensure_ascii=False, indent=2), err=True)
    if not dry_run:
        path = out or folder / "doors.npz"
        door_model.fit(wordings, names).save(path, json.dumps(notes))
        click.echo(f"Written to {path}")


@click.command()
@click.option("--alarms", type=click.FloatRange(0, 1), default=0.005, show_default=True, help="False alarms allowed.")
@click.option("--out", type=FILE, help="Default: hints.json in the bot's data; the lines go beside it.")
@_dry
def hints(alarms: float, out: Path | None, dry_run: bool) -> None:
    """Learn hints of distress from eval/training/hints*.tsv, and from the wordings of FAQs, none of which is one."""
    from bot.crisis import phrase_marks, plain_words
    from bot.datafiles import DATA
    from bot.hints import PHRASE, Hints
    from bot.wordmodel import WordModel
    from eval import commands, hint_lines, word_models

    told = word_models.read_lines("hints")
    lines = hint_lines.hint_lines(told, commands.open_bot().index.doors)
    found = word_models.fit(lines, HINTS_STRENGTH)
    found.weights[PHRASE] = round(found.weights.get(PHRASE, 0.0) + PHRASE_MORE, 2)
    learnt = Hints(WordModel(found.weights, found.bias), hint_lines.known_lines(lines[: len(told)]))
    cases = [(plain_words(case.turns[-1]), case.expect == "crisis") for case in _dev()]
    heard = [(opinions, sign) for words, sign in cases if (opinions := learnt.opinions(words, phrase_marks))]
    learnt = replace(learnt, mix=hint_lines.fit_mix(*zip(*heard, strict=True)))
    harmless = [learnt.probability(words, phrase_marks) for words, sign in cases if not sign]
    limit = math.ceil(100 * word_models.threshold(harmless, alarms)) / 100  # finer than the measure would be
    notes = {
        "command": f"python -m eval hints --alarms {alarms:g}",
        "lines": len(told),
        "mix": f"learned from {len(heard)} messages on dev, {sum(sign for _, sign in heard)} of them signs",
        "threshold": f"at most {alarms:.2%} of {len(harmless)} harmless messages on dev are taken for a sign",
        "regularisation C": HINTS_STRENGTH,
        "added to the weight of a phrase": PHRASE_MORE,
        "cross-validated at 0.5, the linear model alone": word_models.figures(found, lines, 0.5, OFTEN),
    }
    path = out or DATA / "hints.json"
    mix = {"weights": learnt.mix.weights._asdict(), "bias": learnt.mix.bias}
    _write_model(path, notes, found, limit, dry_run, mix=mix)
    if not dry_run:
        learnt.known.save(path.with_suffix(".npz"))


def _write_model(path: Path, notes: dict[str, Any], found: Any, threshold: float, dry: bool, **more: Any) -> None:
    data = {"provenance": notes, **more, "bias": found.bias, "threshold": threshold, "weights": found.weights}
    click.echo(json.dumps(notes, ensure_ascii=False, indent=2), err=True)
    if not dry:
        _write(path, data, dry)


COMMANDS = (calibrate, tune, doors, scope, hints)
