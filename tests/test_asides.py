"""What a message says beside its questions."""

from __future__ import annotations

import pytest

from bot.asides import without_questions
from bot.crisis import plain_words


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("how do i become a nurse my dad hits me", "my dad hits me"),
        ("my dad hits me how do i become a nurse", "my dad hits me"),
        ("my dad hits me. what do nurses earn? thank you so much", "my dad hits me. thank you so much"),
        ("my dad hits me so what do nurses earn", "my dad hits me"),
        ("what do nurses earn also my dad hits me", "my dad hits me"),
        ("what should i do if my dad hits me", "my dad hits me"),
        ("what do nurses earn and is it hard", ""),
        ("where did she go to school", ""),
        ("what should i do my dad hits me", "my dad hits me"),
        ("nurse salary in texas", "nurse salary in texas"),  # asks, too, but nothing tells so
        ("mi papa me pega cuanto gana un medico", "mi papa me pega"),
        ("", ""),
    ],
)
def test_questions_are_left_out(text: str, left: str) -> None:
    def stopless(words: list[str]) -> list[str]:
        return [word for word in words if word not in ".,"]

    assert stopless(without_questions(plain_words(text))) == stopless(plain_words(left))


def test_few_words_are_no_question() -> None:
    assert without_questions(["why", ",", "so", "what"]) == ["why", ",", "so", "what"]
