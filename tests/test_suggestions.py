"""Next questions and starters: known wordings that lead to answers, never a repetition."""

from __future__ import annotations

import re

import hospital
import pytest

from bot import Bot
from bot.annotations import analyse
from bot.suggestions import MOST


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Bot:
    return hospital.make_bot(tmp_path_factory.mktemp("guides"))


QUESTIONS = ["how much does a nurse earn", "what does a paramedic do", "nurse", "do midwives wear a uniform", "shifts"]


@pytest.mark.parametrize("text", [*QUESTIONS, "how much do they make", "hello", "do nurses fly rockets"])
def test_suggestions_are_known_wordings_that_are_answered(bot: Bot, text: str) -> None:
    found = bot.answer(text).suggestions
    assert len(found) <= MOST
    assert len(set(found)) == len(found)
    assert set(found) <= set(bot.wordings)
    for suggestion in found:
        assert bot.answer(suggestion).kind == "answer"


@pytest.mark.parametrize("text", QUESTIONS)
def test_an_answer_suggests_something_else(bot: Bot, text: str) -> None:
    answer = bot.answer(text)
    assert answer.suggestions
    assert text.casefold() not in [suggestion.casefold().rstrip("?") for suggestion in answer.suggestions]
    quoted = answer.passages[0]["id"]
    for suggestion in answer.suggestions:
        assert (
            bot.answer(suggestion).passages[0]["id"] != quoted
            or suggestion not in bot.index.doors.first_wording.values()
        )


def test_what_was_shown_before_is_not_suggested_again(bot: Bot) -> None:
    first = bot.answer("how much does a nurse earn?")
    second = bot.answer("and what do they do?", first.context)
    assert "How much does a nurse earn?" not in second.suggestions


def test_starters(bot: Bot) -> None:
    found = bot.suggestions()
    assert 0 < len(found) <= MOST
    homes = [bot.answer(text).citations[0].guide for text in found]
    assert len(set(homes)) == len(homes)
    for guide in bot.guides:
        own = bot.suggestions(guide)
        assert own
        assert {bot.search(text, k=1)[0].guide_id for text in own} == {guide}
    assert bot.suggestions("no such guide") == []


def test_asking_back_offers_careers(bot: Bot) -> None:
    answer = bot.answer("how much do they make?")
    assert answer.kind == "clarify"
    assert len(answer.suggestions) > 1
    assert all("earn" in suggestion for suggestion in answer.suggestions)
    homes = {bot.answer(suggestion, answer.context).citations[0].guide for suggestion in answer.suggestions}
    assert len(homes) == len(answer.suggestions)


def test_a_corpus_without_wordings_suggests_nothing(tmp_path) -> None:
    bot = hospital.make_bot(tmp_path, {"a.md": "# Porter\n\nA porter carries trunks.\n"})
    assert bot.suggestions() == []
    assert bot.answer("what does a porter carry").suggestions == ()


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("how much does a data scientist make", "much do(es)? (a )?data scientists? (earn|make)"),
        ("where can i learn computer vision for free", "learn computer vision for free"),
        ("do i need a masters", "need a master's"),
        ("is it hard to get ur first job in this", "hard to get a first job"),
        ("what do ml engineers do", "What does a machine learning engineer do"),
    ],
)
def test_no_suggestion_asks_the_question_in_other_words(real_bot: Bot, text: str, same: str) -> None:
    answer = real_bot.answer(text)
    assert answer.kind == "answer"
    assert len(answer.suggestions) > 1
    assert not any(re.search(same, one) for one in answer.suggestions)


@pytest.mark.parametrize(
    "text", ["how much do data scientists make in peru", "do quants get free lunch", "ml salary in india"]
)
def test_no_two_suggestions_mean_the_same(real_bot: Bot, text: str) -> None:
    answer = real_bot.answer(text)
    assert answer.kind == "refusal"
    meanings = [frozenset(analyse(one, real_bot.index.lexicon.questions).canonical()) for one in answer.suggestions]
    assert len(meanings) == len(set(meanings)) > 1
