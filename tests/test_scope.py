"""What lies outside the guides: a question as words, the model that a corpus may bring, what it does to an answer."""

from __future__ import annotations

import json
from pathlib import Path

import hospital
import pytest

from bot import Bot, CorpusError
from bot.index import Index
from bot.scope import CAREER, START, UNKNOWN, Scope, scope_grams
from bot.wordmodel import WordModel, grams


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    return hospital.make_index(tmp_path_factory.mktemp("guides"))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Nurses rest", f"{START} {CAREER} rest"),
        ("a ward nurse rests", f"{START} a {CAREER} rest"),  # one word, however long its name
        ("nurses, ward nurses", f"{START} {CAREER} {CAREER}"),
        ("the canteen of a nurse", f"{START} the canteen of a {CAREER}"),
        ("", START),
    ],
)
def test_a_career_is_one_word_whichever_it_is(text: str, words: str, index: Index) -> None:
    assert set(scope_grams(text, index)) >= set(grams(words.split()))


def test_what_the_guides_never_say_counts_as_such(index: Index) -> None:
    found = set(scope_grams("lunch in Chile", index))
    assert {"chile", "in chile", UNKNOWN, f"in {UNKNOWN}", "lunch", "lunch in"} <= found
    assert f"{UNKNOWN} in" not in found  # the guides know lunch
    assert not any(UNKNOWN in gram for gram in scope_grams("what is for lunch", index))  # nor are stopwords strange


def test_concepts_stand_beside_the_words_that_say_something(index: Index) -> None:
    (pay,) = {gram for gram in scope_grams("salary", index) if gram[1:2] == ":"} & set(index.lexicon.concepts("t"))
    found = set(scope_grams("the salary of a nurse in Chile", index))
    assert {pay, f"{pay} & chile", f"{pay} & {CAREER}"} <= found
    assert f"{pay} & the" not in found


def test_without_a_model_nothing_is_outside(index: Index) -> None:
    assert Scope().outside("how many lessons", index) == 0.0
    assert Scope.load(None) == Scope()


def model(folder: Path, **weights: float) -> Path:
    file = folder / "scope.json"
    file.write_text(json.dumps({"bias": -2.0, "weights": weights}), "utf-8")
    return file


def test_a_model_tells_how_likely_it_is(tmp_path: Path, index: Index) -> None:
    scope = Scope.load(model(tmp_path, **{"chile": 20.0, CAREER: -20.0}))
    assert scope.model == WordModel({"chile": 20.0, CAREER: -20.0}, -2.0, 0.5)
    chile, nurse = (scope.outside(text, index) for text in ("lunch in Chile", "ward nurse in Chile"))
    assert chile > 0.9
    assert nurse == pytest.approx(1 / (1 + 2.718281828**2))  # the two weigh the same


def test_a_faulty_model_is_said(tmp_path: Path) -> None:
    folder = hospital.write(tmp_path, hospital.FILES | {"scope.json": "{}"})
    with pytest.raises(CorpusError, match=r"scope\.json"):
        Scope.load(folder / "scope.json")
    with pytest.raises(CorpusError, match=r"scope\.json"):
        Bot.from_guides([folder])


def test_a_corpus_brings_its_model_and_is_less_sure_of_what_is_outside(tmp_path: Path) -> None:
    asked = "how much does a midwife earn in a castle"
    alone = hospital.make_bot(tmp_path / "alone").answer(asked)
    folder = hospital.write(tmp_path / "guides")
    model(folder, castl=30.0)
    bot = Bot.from_guides([folder])
    told = bot.answer(asked)
    assert "outside" not in alone.why["features"]
    assert told.why["features"]["outside"] > 0.9
    assert told.confidence_score < bot.answer(asked.replace("castle", "tower")).confidence_score
    assert bot.answer("how much does a midwife earn").why["features"]["outside"] < 0.2
