"""How sure: a number of named features, one rule of refusal, words that only claim what was measured."""

from __future__ import annotations

import json
import math
from pathlib import Path

import hospital
import pytest

from bot import Bot, CorpusError, Settings
from bot.confidence import LEAST_IN_BIN, Calibration, features, in_words, load_calibration, score
from bot.quoting import excerpts
from bot.scope import Scope

MEASURED = Calibration(
    threshold=0.3,
    medium=0.5,
    high=0.8,
    bins=({"from": 0.5, "to": 0.8, "n": 40, "right": 35}, {"from": 0.8, "to": 1.0, "n": LEAST_IN_BIN - 1, "right": 19}),
    corpus_hash="abc",
)


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Bot:
    return hospital.make_bot(tmp_path_factory.mktemp("guides"))


def found(bot: Bot, text: str) -> dict[str, float]:
    question, ranked, _ = bot._search(text, None)
    pieces = excerpts(question, ranked, bot.index, bot.weights.quoting, 600)
    return features(question, ranked, pieces, bot.index, Scope())


@pytest.mark.parametrize(
    ("value", "level", "times"),
    [(0.1, "low", None), (0.5, "medium", 8), (0.79, "medium", 8), (0.8, "high", 8), (0.81, "high", None),
     (1.0, "high", None)],
)  # fmt: skip
def test_in_words(value: float, level: str, times: int | None) -> None:
    assert in_words(value, MEASURED, "abc") == (level, times)
    assert in_words(value, MEASURED, "another corpus") == (level, None)


@pytest.mark.parametrize(
    ("values", "weights", "expected"),
    [
        ({}, {}, 0.5),
        ({"a": 1.0}, {"a": 2.0, "bias": -1.0}, 1 / (1 + math.exp(-1))),
        ({"a": 1.0, "unknown": 3.0}, {"a": 2.0}, 1 / (1 + math.exp(-2))),
        ({"nothing": 1.0}, {"bias": 9.0}, 0.0),
        ({"a": 1e9}, {"a": 1.0}, 1.0),
        ({"a": -1e9}, {"a": 1.0}, 0.0),
    ],
)
def test_the_score_is_logistic(values: dict[str, float], weights: dict[str, float], expected: float) -> None:
    assert score(values, weights) == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize(
    "text", ["how much does a senior nurse earn in the uk?", "nurse", "shifts", "nurse pay on volcanoes", "wards"]
)
def test_features_are_small_numbers_with_weights(bot: Bot, text: str) -> None:
    values = found(bot, text)
    assert set(bot.weights.confidence) <= {*values, "bias"}
    assert all(math.isfinite(value) and -2 <= value <= 3 for value in values.values())


def test_nothing_found_is_nothing_else(bot: Bot) -> None:
    assert found(bot, "volcano eruption") == {"nothing": 1.0}


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ("how much does a nurse earn", "how much does a nurse earn on volcanoes"),
        ("how much does a nurse earn", "how much does a web developer earn"),
        ("do midwives wear a uniform", "do midwives wear a helmet and ride submarines"),
        ("how many hours does a nurse work", "how many hours does a nurse work in antarctica"),
    ],
)
def test_what_is_not_held_makes_less_sure(bot: Bot, better: str, worse: str) -> None:
    weights = bot.weights.confidence
    assert score(found(bot, better), weights) > score(found(bot, worse), weights)


def test_one_rule_of_refusal(bot: Bot) -> None:
    """The threshold alone decides; the number behind it is kept on both sides."""
    from dataclasses import replace

    own = Bot(bot.index, bot.settings)
    for text in ("how much does a nurse earn", "nurse pay on volcanoes", "shifts"):
        value = bot.answer(text).confidence_score
        assert value is not None
        own.calibration = replace(bot.calibration, threshold=value - 0.001)
        assert own.answer(text).kind == "answer"
        own.calibration = replace(bot.calibration, threshold=value + 0.001)
        refused = own.answer(text)
        assert (refused.kind, refused.confidence_score) == ("refusal", value)
        assert refused.refused_because
        assert refused.why is not None
        assert refused.suggestions
        assert bot.settings.contact.casefold() in refused.text.casefold()


def write(folder: Path, data: object) -> Path:
    file = folder / "calibration.json"
    file.write_text(data if isinstance(data, str) else json.dumps(data), "utf-8")
    return file


def test_a_file_is_read(tmp_path: Path) -> None:
    file = write(
        tmp_path, {"threshold": 0.3, "medium": 0.5, "high": 0.8, "bins": [{"from": 0, "to": 1, "n": 30, "right": 29}]}
    )
    read = load_calibration(file)
    assert (read.threshold, read.medium, read.high, read.corpus_hash) == (0.3, 0.5, 0.8, "")
    assert in_words(0.9, read, "") == ("high", 9)


@pytest.mark.parametrize(
    "data", ["", "{", {}, {"threshold": "x", "medium": 1, "high": 1}, [], {"threshold": 0.3}], ids=str
)
def test_a_faulty_file_is_said(tmp_path: Path, data: object) -> None:
    with pytest.raises(CorpusError, match=r"calibration\.json"):
        load_calibration(write(tmp_path, data))
    with pytest.raises(CorpusError, match=r"calibration\.json"):
        load_calibration(tmp_path / "none" / "calibration.json")


def test_a_corpus_may_bring_its_own(bot: Bot, tmp_path: Path) -> None:
    calibration = {"threshold": 0.0, "medium": 0.0, "high": 0.0, "corpus_hash": bot.corpus_hash,
                   "bins": [{"from": 0, "to": 1, "n": 100, "right": 93}]}  # fmt: skip
    file = write(tmp_path, calibration)
    own = Bot(bot.index, Settings(calibration=file, secret="x"))
    answer = own.answer("how much does a nurse earn")
    assert answer.confidence is not None
    assert answer.confidence["level"] == "high"
    assert "9" in answer.confidence["words"]
    other = Bot(bot.index, Settings(calibration=write(tmp_path, calibration | {"corpus_hash": "another"})))
    claimed = other.answer("how much does a nurse earn").confidence
    assert claimed is not None
    assert "9" not in claimed["words"]


@pytest.mark.parametrize("text", ["a", "the of and to", "is it?"])
def test_words_that_say_nothing_ask_nothing(bot: Bot, text: str) -> None:
    assert found(bot, text) == {"nothing": 1.0}
    assert bot.answer(text).kind != "answer"


def test_all_words_but_never_of_one_thing_is_a_near_miss(bot: Bot) -> None:
    """The guides give a nurse's pay in the UK and a paramedic's in the US: each word is there, the answer isn't."""
    together, scattered = (found(bot, f"how much does a {career} earn in the uk") for career in ("nurse", "paramedic"))
    assert together["apart"] == together["scattered"] == 0.0
    assert scattered["apart"] == 1.0
    assert scattered["scattered"] == scattered["coverage"] > 0
