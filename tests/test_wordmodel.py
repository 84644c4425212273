"""A linear model over words: which grams a text holds, log odds by hand, files that are no model."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest

from bot.errors import CorpusError
from bot.wordmodel import WordModel, grams, load_word_model


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("", ""),
        ("a", "a"),
        ("a b", "a, b, a b"),
        ("a b c", "a, b, c, a b, b c"),
        ("a a a a", "a, a, a, a, a a, a a, a a"),
    ],
)
def test_grams(words: str, found: str) -> None:
    assert ", ".join(grams(words.split())) == found


MODEL = WordModel({"a": 1.0, "b": -0.5, "a b": 2.0, "b c": 4.0, "nowhere": 100.0}, bias=0.25)


@pytest.mark.parametrize(
    ("words", "logit"),
    [
        ("", 0.25),
        ("a", 0.25 + 1.0),
        ("b", 0.25 - 0.5),
        ("z", 0.25),
        ("a b", 0.25 + (1.0 - 0.5 + 2.0) / math.sqrt(3)),
        ("b a", 0.25 + (1.0 - 0.5) / math.sqrt(3)),  # the order counts
        ("a a", 0.25 + 1.0 / math.sqrt(2)),  # each gram once: "a" and "a a"
        ("a b c", 0.25 + (1.0 - 0.5 + 2.0 + 4.0) / math.sqrt(5)),
    ],
)
def test_the_log_odds_by_hand(words: str, logit: float) -> None:
    assert MODEL.logit(grams(words.split())) == pytest.approx(logit)
    assert MODEL.probability(grams(words.split())) == pytest.approx(1 / (1 + math.exp(-logit)))


def test_a_mark_counts_whole_however_long_the_text_is() -> None:
    model = WordModel({"a": 1.0, "=found": 3.0}, bias=0.25)
    assert model.logit(["a", "=found", "b", "c", "d"]) == pytest.approx(0.25 + 3.0 + 1.0 / math.sqrt(4))
    assert model.logit(["=found"]) == pytest.approx(0.25 + 3.0)


@pytest.mark.parametrize(("bias", "expected"), [(0.0, 0.5), (1e9, 1.0), (-1e9, 0.0), (math.log(3), 0.75)])
def test_probabilities_stay_between_0_and_1(bias: float, expected: float) -> None:
    found = WordModel({}, bias).probability(["a"])
    assert 0 < found < 1
    assert found == pytest.approx(expected, abs=1e-9)


def write(folder: Path, data: object) -> Path:
    file = folder / "model.json"
    file.write_text(data if isinstance(data, str) else json.dumps(data), "utf-8")
    return file


def test_a_file_is_read(tmp_path: Path) -> None:
    data = {"provenance": {"command": "x"}, "bias": -1, "threshold": 0.8, "weights": {"how many": 2}}
    assert load_word_model(write(tmp_path, data)) == WordModel({"how many": 2.0}, -1.0, 0.8)
    assert load_word_model(write(tmp_path, {"bias": 0, "weights": {}})).threshold == 0.5


@pytest.mark.parametrize(
    "data",
    ["", "{", "\udcff", [], None, 3, {}, {"weights": {}}, {"bias": 1}, {"bias": "x", "weights": {}},
     {"bias": 1, "weights": ["a"]}, {"bias": 1, "weights": {"a": "x"}}, {"bias": 1, "weights": {"a": None}},
     {"bias": 1, "weights": {}, "threshold": "high"}],
    ids=repr,
)  # fmt: skip
def test_files_that_are_no_model(tmp_path: Path, data: object) -> None:
    file = tmp_path / "model.json"
    if data == "\udcff":
        file.write_bytes(b"\xff\xfe{")
    else:
        write(tmp_path, data)
    with pytest.raises(CorpusError, match=r"model\.json: not a word model"):
        load_word_model(file)


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"none\.json: not a word model"):
        load_word_model(tmp_path / "none.json")
