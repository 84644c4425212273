"""Word models: training lines and their faults, a fit on made-up lines, thresholds, the commands that write them."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import hospital
import numpy as np
import pytest
from click.testing import CliRunner, Result

from bot import Bot
from bot.crisis import phrase_marks
from bot.errors import CorpusError, GuidepostError
from bot.hints import load_hints
from bot.scope import Scope
from bot.wordmodel import WordModel, grams, load_word_model
from eval import commands, learning_commands, word_models
from eval.__main__ import main
from eval.word_models import FOLDS, SMALL, Line, WordFit, figures, fit, read_lines, threshold

THINGS = ["tea", "soup", "bread", "rice", "cake", "milk", "fish", "salt", "corn", "plum"]


def write(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        (folder / f"{name}.tsv").write_text(text, "utf-8")
    return folder


def test_lines_of_all_files_in_order(tmp_path: Path) -> None:
    folder = write(
        tmp_path,
        signs_b="1\tcareer\tthird one, 'quoted\n",
        signs_a="# a comment\n1\tindirect\tfirst\n\n0\ttwin\tsecond # no comment\n",
        others="1\tx\tnot asked for\n",
    )
    assert read_lines("signs", folder) == [
        (True, "indirect", "first"),
        (False, "twin", "second # no comment"),
        (True, "career", "third one, 'quoted"),
    ]


def test_all_faulty_lines_at_once(tmp_path: Path) -> None:
    bad = ["2\tkind\ttext", "1 kind text", "1\tkind", "1\tkind\t ", "0\tkind\ttext\tmore", "\tkind\ttext"]
    folder = write(tmp_path, signs_a="1\tfine\ttext\n" + "\n".join(bad) + "\n", signs_b="yes\tkind\ttext\n")
    with pytest.raises(CorpusError) as caught:
        read_lines("signs", folder)
    told = [(Path(fault.file).name, fault.line) for fault in caught.value.faults]
    assert told == [*(("signs_a.tsv", line) for line in range(2, 8)), ("signs_b.tsv", 1)]
    assert "a line is: 1 or 0, a tab" in caught.value.faults[0].problem


# Lines of two kinds: "how many …" and "where is …", each thing a group of its own.


def made() -> list[Line]:
    asked = [(("how", "many", thing), True, "count", thing) for thing in THINGS]
    lines = [*asked, *((("where", "is", thing), False, "place", thing) for thing in THINGS)]
    return [Line(tuple(grams(words)), *rest) for words, *rest in lines]


@pytest.fixture(scope="module")
def found() -> WordFit:
    return fit(made())


def test_a_fit_separates_what_can_be_told_apart(found: WordFit) -> None:
    sure = [score > 0.8 if line.positive else score < 0.2 for line, score in zip(made(), found.held_out, strict=True)]
    assert all(sure)
    assert found.weights["how many"] > 0 > found.weights["where is"]
    model = WordModel(found.weights, found.bias)
    assert all((model.probability(line.grams) > 0.5) is line.positive for line in made())
    assert model.probability(grams(["how", "many", "spoons"])) > 0.5 > model.probability(grams(["where", "is", "it"]))


def test_what_few_lines_hold_and_what_weighs_little_is_left_out(found: WordFit) -> None:
    assert "many tea" not in found.weights  # in one line
    assert "tea" not in found.weights  # on both sides
    assert all(abs(weight) >= SMALL for weight in found.weights.values())


def test_a_mark_is_learned_whole() -> None:
    lines = [
        Line((*(f"{thing} {place}" for place in range(size)), *marks), bool(marks), "kind", f"{thing} {size}")
        for thing in THINGS
        for size in (1, 9)
        for marks in ((), ("=found",))
    ]
    learned = fit(lines, strength=1.0)
    model = WordModel(learned.weights, learned.bias)
    assert model.weights["=found"] > 1
    assert model.logit(["=found", "x"]) == pytest.approx(model.logit(["=found", *"abcdefghi"]))


def test_the_same_lines_give_the_same_fit(found: WordFit) -> None:
    again = fit(made())
    assert (again.weights, again.bias) == (found.weights, found.bias)
    assert again.held_out.tolist() == found.held_out.tolist()


def test_no_line_is_judged_by_its_own_group() -> None:
    """Each group has a word of its own: seen, it says everything; unseen, nothing, and nothing is made of it."""
    lines = [Line((f"word{n}",), n % 2 == 0, "x", f"group {n}") for n in range(2 * FOLDS) for _ in range(6)]
    found = fit(lines)
    assert np.abs(found.held_out - 0.5).max() < 0.3
    assert all(abs(weight) < 1 for weight in found.weights.values())


@pytest.mark.parametrize(("weights", "positive"), [((3.0, 1.0), True), ((1.0, 3.0), False)])
def test_heavier_lines_count_more(weights: tuple[float, float], positive: bool) -> None:
    lines = [
        Line(("same",), side, "x", f"group {n}", weight)
        for n in range(3 * FOLDS)
        for side, weight in zip((True, False), weights, strict=True)
    ]
    found = fit(lines)
    assert (WordModel(found.weights, found.bias).probability(["same"]) > 0.5) is positive


ONE_GAP = [Line(("a",), True, "gap", "0"), *(Line(("b",), False, "FAQ", str(n)) for n in range(1, 9))]
FEW = [Line(("a",), n % 2 == 0, "x", str(n)) for n in range(FOLDS - 1)]


@pytest.mark.parametrize("lines", [ONE_GAP, FEW, []], ids=["one group of a class", "fewer groups than folds", "none"])
def test_too_little_to_learn_from_is_said(lines: list[Line]) -> None:
    with pytest.raises(GuidepostError, match="too little to learn from"):
        fit(lines)


def scored(*scores: tuple[bool, float, float]) -> tuple[WordFit, list[Line]]:
    """A fit with given held-out scores: (positive, score, weight)."""
    lines = [Line((), positive, "sign" if positive else "other", "", weight) for positive, _, weight in scores]
    return WordFit({}, 0.0, np.array([score for _, score, _ in scores])), lines


@pytest.mark.parametrize(
    ("scores", "alarms", "taken"),
    [
        ([0.3, 0.9, 0.1, 0.5], 0.0, []),
        ([0.3, 0.9, 0.1, 0.5], 0.24, []),
        ([0.3, 0.9, 0.1, 0.5], 0.25, [0.9]),
        ([0.3, 0.9, 0.1, 0.5], 0.5, [0.5, 0.9]),
        ([0.9, 0.9, 0.1, 0.1], 0.25, []),  # alike, so both or neither
    ],
)
def test_a_threshold_keeps_to_the_alarms_allowed(scores: list[float], alarms: float, taken: list[float]) -> None:
    limit = threshold(scores, alarms)
    assert sorted(score for score in scores if score >= limit) == taken
    assert limit - max(score for score in scores if score not in taken) < 0.001  # the lowest one


def test_figures_count_each_sort_of_line() -> None:
    found, lines = scored((True, 0.9, 1.0), (True, 0.5, 1.0), (True, 0.4, 1.0), (False, 0.6, 1.0), (False, 0.1, 1.0))
    assert figures(found, lines, 0.5) == {"yes, sign": "0.667 of 3 found", "no, other": "0.500 of 2 found"}
    told = figures(found, [*lines[:2], replace(lines[2], kind="odd"), *lines[3:]], 0.5, often=2)
    assert told == {
        "yes, sign": "1.000 of 2 found",
        "yes, rare kinds": "0.000 of 1 found",
        "no, other": "0.500 of 2 found",
    }


# The commands, on the hospital.


def faqs(kind: str, wordings: list[str], lead: str) -> str:
    """An FAQ file with an entry for each wording."""
    return "".join(f"- question: {text} today\n  also: [{text}]\n  {kind}: {lead}\n" for text in wordings)


SMALL_CORPUS = hospital.FILES | {
    "faqs/known.yaml": faqs("passages", [f"where is the {thing}" for thing in THINGS], "[nurse#a-nurse-s-day-1]"),
    "faqs/gaps.yaml": faqs("gap", [f"how many {thing} are eaten" for thing in THINGS], "how much is eaten"),
}


@pytest.fixture
def bot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Bot:
    """The bot that the commands open."""
    made = hospital.make_bot(tmp_path / "guides", SMALL_CORPUS)
    monkeypatch.setattr(commands, "open_bot", lambda: made)
    return made


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(part) for part in arguments])


def test_scope_learns_what_the_guides_lack(bot: Bot, tmp_path: Path) -> None:
    out = tmp_path / "scope.json"
    result = run("scope", "--out", out)
    assert result.exit_code == 0, result.output
    data = json.loads(out.read_text("utf-8"))
    assert data["provenance"]["corpus_hash"] == bot.corpus_hash
    assert data["provenance"]["cross-validated at 0.5"]["yes, gap"] == "1.000 of 20 found"
    assert load_word_model(out).threshold == 0.5
    scope, index = Scope.load(out), bot.index
    assert scope.outside("how many apples are eaten", index) > 0.5 > scope.outside("where is the lamp", index)


def test_scope_needs_gaps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bot = hospital.make_bot(tmp_path)
    monkeypatch.setattr(commands, "open_bot", lambda: bot)
    result = run("scope", "--dry-run")
    assert result.exit_code == 2
    assert "no FAQ with `gap`" in result.output


@pytest.fixture(scope="module")
def some_cases() -> tuple[Any, ...]:
    return learning_commands._dev()[::20]


@pytest.fixture
def lines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, some_cases: tuple[Any, ...]) -> Path:
    """The folder of training lines: 60 signs, each with its harmless twin. Of the dev cases some are enough."""
    monkeypatch.setattr(learning_commands, "_dev", lambda: some_cases)
    told = [f"{thing} {word}" for thing in THINGS for word in ("alone", "gone", "lost", "left", "cold", "empty")]
    text = "".join(f"1\tindirect\tnobody sees my {line}\n0\ttwin\teverybody likes my {line}\n" for line in told)
    monkeypatch.setattr(word_models, "read_lines", partial(read_lines, folder=write(tmp_path, hints_x=text)))
    return tmp_path


def test_hints_learns_from_lines_and_faqs(bot: Bot, lines: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(learning_commands, "OFTEN", 20)
    out = lines / "hints.json"
    result = run("hints", "--alarms", 0.01, "--out", out)
    assert result.exit_code == 0, result.output
    told = json.loads(out.read_text("utf-8"))["provenance"]
    assert (told["command"], told["lines"]) == ("python -m eval hints --alarms 0.01", 120)
    kinds = told["cross-validated at 0.5, the linear model alone"]
    assert kinds["yes, indirect"] == "1.000 of 60 found"
    assert kinds["no, FAQ"].endswith(f"of {len(list(bot.index.doors.told()))} found")
    assert "rare kinds" in "".join(kinds)  # 12 signs joined with a question
    hints = load_hints(lines)
    sign, twin, asked = ("nobody sees my house", "everybody likes my house", "where is the house")
    limit = hints.model.threshold
    assert hints.probability(sign.split(), phrase_marks) >= limit
    assert all(hints.probability(text.split(), phrase_marks) < limit for text in (twin, asked))
    assert hints.known.positive.tolist() == [True, False] * 60  # the lines as written, in their order
    assert {"tea", "alone"} <= set(hints.known.words)


def test_hints_tells_every_faulty_line(bot: Bot, lines: Path) -> None:
    write(lines, hints_y="1\tindirect\n", hints_z="x\ty\tz\n")
    result = run("hints", "--dry-run")
    assert result.exit_code == 1
    assert "hints_y.tsv:1" in result.output
    assert "hints_z.tsv:1" in result.output


@pytest.mark.parametrize("command", ["scope", "hints"])
def test_a_dry_run_writes_nothing(bot: Bot, lines: Path, command: str) -> None:
    out = lines / "model.json"
    result = run(command, "--dry-run", "--out", out)
    assert result.exit_code == 0, result.output
    assert "cross-validated" in result.output
    assert not out.exists()
