"""What lies outside the guides: a question as words, the model that a corpus may bring, what it does to an answer."""

from __future__ import annotations

import json
from pathlib import Path

import hospital
import pytest

from bot import Bot, CorpusError
from bot.lexicon import Phrases
from bot.scope import CAREER, START, Scope, scope_words
from bot.wordmodel import WordModel

CAREERS = Phrases()
for phrase, concept in (("nurse", "c:nurse"), ("ward nurse", "c:ward-nurse"), ("salary", "t:pay")):
    CAREERS.add(phrase, concept)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Nurses sing", [START, CAREER, "sing"]),
        ("a ward nurse sings", [START, "a", CAREER, "sing"]),  # one word, however long its name
        ("nurses, ward nurses", [START, CAREER, CAREER]),
        ("the salary of a nurse", [START, "the", "salary", "of", "a", CAREER]),  # topics stay words
        ("singing in Chile", [START, "sing", "in", "chile"]),
        ("", [START]),
    ],
)
def test_a_career_is_one_word_whichever_it_is(text: str, words: list[str]) -> None:
    assert scope_words(text, CAREERS) == words


def test_without_a_model_nothing_is_outside() -> None:
    assert Scope().outside("how many lessons", Phrases()) == 0.0
    assert Scope.load(None) == Scope()


def model(folder: Path, **weights: float) -> Path:
    file = folder / "scope.json"
    file.write_text(json.dumps({"bias": -2.0, "weights": weights}), "utf-8")
    return file


def test_a_model_tells_how_likely_it_is(tmp_path: Path) -> None:
    scope = Scope.load(model(tmp_path, **{"chile": 20.0, CAREER: -20.0}))
    assert scope.model == WordModel({"chile": 20.0, CAREER: -20.0}, -2.0, 0.5)
    chile, nurse = (scope.outside(text, CAREERS) for text in ("pay in Chile", "ward nurse in Chile"))
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
