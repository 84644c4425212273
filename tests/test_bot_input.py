"""Whatever is typed: an answer in the corpus's words or a fixed reply, never an exception."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot import Answer, Bot

FIXED = {"clarify", "refusal", "social", "crisis"}

# (what is typed, the kinds of answer that are sensible)
TYPED = {
    "empty": ("", {"clarify"}),
    "blanks": (" \t\n\u00a0\u2003", {"clarify"}),
    "only signs": ("?!… — ***", {"clarify"}),
    "only emoji": ("😀🚀🔥", {"clarify", "social"}),
    "a family and flags": ("👩‍👩‍👧‍👦🇫🇷🏳️‍🌈", {"clarify", "social"}),
    "only stopwords": ("the of and to a in is it", {"clarify", "refusal", "social"}),
    "one letter": ("a", {"clarify", "refusal", "social"}),
    "numbers only": ("12345 67890", {"clarify", "refusal"}),
    "one number": ("42", {"clarify", "refusal", "social", "answer"}),
    "a long word": ("a" * 10_000, {"clarify", "refusal"}),
    "gibberish": ("asdfghjkl qwertz yxcvbn", {"clarify", "refusal"}),
    "control characters": ("\x01\x02\x1b[31m\x7f\x9b", {"clarify", "refusal"}),
    "NUL": ("\x00", {"clarify"}),
    "bidi characters": ("\u202e\u2066\u200f\u061c", {"clarify"}),
    "zero-width": ("\u200b\u200c\u200d\ufeff", {"clarify"}),
    "lone surrogates": ("\ud800\udfff", {"clarify", "refusal"}),
    "private use and unassigned": ("\ue000\U0010ffff\u0378", {"clarify", "refusal"}),
    "combining marks": ("z̴̡͓a̵l̸g̶o̷ " * 50, {"clarify", "refusal"}),
    "HTML": ("<script>alert('x')</script><img src=x onerror=alert(1)>", {"clarify", "refusal"}),
    "SQL": ("'; DROP TABLE guides; --", {"clarify", "refusal"}),
    "a template": ("{{ 7 * 7 }} ${7*7} %s %(x)d {0}", {"clarify", "refusal", "answer"}),
    "a path": ("../../../../etc/passwd", {"clarify", "refusal"}),
    "French": ("Combien gagne un boulanger à Paris ?", {"clarify", "refusal"}),
    "German": ("Wie viel verdient ein Bäcker in München?", {"clarify", "refusal"}),
    "Russian": ("Сколько зарабатывает пекарь?", {"clarify", "refusal"}),
    "Chinese": ("面包师挣多少钱？", {"clarify", "refusal"}),
    "Arabic": ("كم يكسب الخباز؟", {"clarify", "refusal"}),
}  # fmt: skip

# What still holds a question inside the noise is answered as the question alone.
NOISY = {
    "control characters": "how much do\x01 ml engineers\x1b[31m make?\x7f",
    "NUL": "how much do ml engineers make?\x00",
    "bidi characters": "\u202ehow much do \u200fml engineers make?\u202c",
    "HTML": "<b>how much do ml engineers make?</b>",
    "newlines": "\n\nhow much\r\ndo ml engineers\u2028make?\n",
    "emoji": "how much do ml engineers make? 🤑🤑🤑",
    "lone surrogate": "how much do ml engineers make? \ud83d",
    "full width": "ｈｏｗ ｍｕｃｈ ｄｏ ｍｌ ｅｎｇｉｎｅｅｒｓ ｍａｋｅ？",
    "capitals": "HOW MUCH DO ML ENGINEERS MAKE?!?!?!",
    "10,000 characters after it": "how much do ml engineers make? " + "z" * 10_000,
    "10,000 blanks after it": "how much do ml engineers make?" + " " * 10_000,
}


def sensible(answer: Answer, bot: Bot) -> None:
    """What holds for every answer: quotes byte-exact in their passages, citations that exist, JSON that can be sent."""
    texts = {passage.id: passage.text for passage in bot.passages}
    assert answer.text
    assert (answer.kind == "answer") == bool(answer.quotes)
    for quote in answer.quotes:
        shown = answer.passages[quote.passage]
        start, end = quote.span
        assert texts[shown["id"]][start:end] == quote.text == shown["text"][start:end]
        assert answer.citations[quote.citation].guide in bot.guides
    if answer.kind == "answer":
        assert answer.text == "\n".join(quote.text for quote in answer.quotes)
    assert answer.to_dict()["kind"] == answer.kind


# Answered with whatever shares a word, until the refusal rule is fitted.


@pytest.mark.parametrize(
    ("text", "kinds"),
    [pytest.param(*case, id=name) for name, case in TYPED.items()],
)
def test_odd_input_gets_a_sensible_reply(real_bot: Any, text: str, kinds: set[str]) -> None:
    answer = real_bot.answer(text)
    sensible(answer, real_bot)
    assert answer.kind in kinds, answer.text


@pytest.mark.parametrize("text", NOISY.values(), ids=NOISY)
def test_a_question_is_found_in_noise(real_bot: Any, text: str) -> None:
    answer = real_bot.answer(text)
    sensible(answer, real_bot)
    assert answer.kind == "answer"
    assert "$" in answer.text


def test_ten_thousand_characters_of_questions(real_bot: Any) -> None:
    answer = real_bot.answer("what does an nlp engineer do? " * 334)
    sensible(answer, real_bot)
    assert answer.kind == "answer"


@pytest.mark.parametrize("context", ["", "x", "\x00", "a.b.c", "🙂" * 600, "\ud800", "A" * 5000])
def test_a_broken_context_counts_as_none(real_bot: Any, context: str) -> None:
    answer = real_bot.answer("what does an nlp engineer do?", context)
    assert answer.text == real_bot.answer("what does an nlp engineer do?").text


@pytest.mark.parametrize("text", ["", "\ud800", "a" * 10_000, "😀", "salary"])
def test_search_takes_anything(real_bot: Any, text: str) -> None:
    assert all(hit.passage.text for hit in real_bot.search(text, k=3))


ASKED = """how much do what is the a ml engineer data scientist pay salary uk remote junior senior hours day python
math phd vs or not and best cheapest in 2026 $100k £90,000 40% 2:30 club degree who why 🤖 ? ! , ' " \u200d é ß"""
WORDS = st.sampled_from([*ASKED.split(), "\n"])
TEXTS = st.one_of(
    st.text(max_size=300),
    st.text(st.characters(), max_size=60),  # surrogates too
    st.lists(WORDS, max_size=25).map(" ".join),
    st.tuples(st.lists(WORDS, max_size=8).map(" ".join), st.text(max_size=40)).map("".join),
)


@settings(
    max_examples=300, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(first=TEXTS, second=TEXTS)
def test_random_turns_never_raise(real_bot: Any, first: str, second: str) -> None:
    one = real_bot.answer(first)
    sensible(one, real_bot)
    sensible(real_bot.answer(second, one.context), real_bot)
