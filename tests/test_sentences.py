"""Paragraphs → sentences: verbatim, nothing lost, abbreviations no ends."""

from __future__ import annotations

import time

import pytest

from bot.reading.sentences import LONGEST, TOO_LONG, split_sentences

CASES = {
    "Dr. Smith earns $1.5 million. He works in the U.S. and the U.K. today.": [
        "Dr. Smith earns $1.5 million.",
        "He works in the U.S. and the U.K. today.",
    ],
    "A Ph.D. is not needed. A B.Sc. is.": ["A Ph.D. is not needed.", "A B.Sc. is."],
    "Use tools, e.g. Python, i.e. code. Then test.": ["Use tools, e.g. Python, i.e. code.", "Then test."],
    "approx. 40% of jobs vs. 30% before. Done.": ["approx. 40% of jobs vs. 30% before.", "Done."],
    "It pays $90.5k. That is good! Is it? Yes.": ["It pays $90.5k.", "That is good!", "Is it?", "Yes."],
    'She said "Go." Then she left.': ['She said "Go."', "Then she left."],
    "Version 3.11 is fine. See example.com for more.": ["Version 3.11 is fine.", "See example.com for more."],
    "No end at all": ["No end at all"],
    "  Spaces \n and\tlines   collapse.  Yes. ": ["Spaces and lines collapse.", "Yes."],
    "": [],
    " \n ": [],
}


@pytest.mark.parametrize(("text", "expected"), CASES.items())
def test_cases(text: str, expected: list[str]) -> None:
    assert split_sentences(text) == expected


@pytest.mark.parametrize("text", [*CASES, "Ünïcode – “quotes”… fine? 🙂 Yes. " * 40, "a.b.c. d? e! " * 300])
def test_nothing_is_lost_and_nothing_added(text: str) -> None:
    assert " ".join(split_sentences(text)) == " ".join(text.split())


@pytest.mark.parametrize("text", CASES)
def test_a_sentence_is_its_own_only_sentence(text: str) -> None:
    for sentence in split_sentences(text):
        assert split_sentences(sentence) == [sentence]


@pytest.mark.parametrize(
    "text",
    ["word " * 5_000, "x" * 10_000, "A sentence of some words. " * 4_000, ("y" * 3_000 + " ") * 20,
     "é" * (LONGEST + 5) + ". End."],
    ids=["no stop", "no space", "many sentences", "long words", "longer than Punkt is given"],
)  # fmt: skip
def test_long_texts(text: str) -> None:
    started = time.perf_counter()
    sentences = split_sentences(text)
    assert time.perf_counter() - started < 3
    assert all(sentence.strip() == sentence and 0 < len(sentence) <= TOO_LONG for sentence in sentences)
    assert "".join(sentences).replace(" ", "") == text.replace(" ", "")


def test_a_long_sentence_is_cut_between_words() -> None:
    words = [f"word{number}" for number in range(400)]
    parts = split_sentences(" ".join(words))
    assert len(parts) > 1
    assert [word for part in parts for word in part.split()] == words
