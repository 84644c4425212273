"""Next questions and starters: known wordings that lead to answers, never a repetition."""

from __future__ import annotations

import hospital
import pytest

from bot import Bot
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
