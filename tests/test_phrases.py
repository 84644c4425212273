"""Phrase patterns: what each sign of the language matches."""

from __future__ import annotations

import pytest

from bot.phrases import Grammar, PhraseBook, entries, windows

LISTS = {"who": "my mom, he|she, the ?old man", "nested": "with <who>"}


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        ("want to die", "i want to die ,", True),
        ("want die", "i want to die ,", False),
        ("want|need_to die", "i need to die ,", True),
        ("want ?to die", "i want die ,", True),
        ("want .. die", "i want so much to die ,", True),
        ("want ..1 die", "i want so much to die ,", False),
        ("want .. die", "i want . to die ,", False),
        ("want .. die", "i want # die ,", False),
        ("<who> hits", "the man hits me ,", True),
        ("<nested> me", "with my mom me ,", True),
        ("^ die", "i die ,", False),
        ("^ die", "so , die ,", True),
        ("die $", "die now ,", False),
        ("die $|now", "die now ,", True),
        ("die !of", "die of boredom ,", False),
        ("die !of", "die , of course ,", True),
        ("die !of", "die here ,", True),
        ("really die", "die ,", True),
    ],
)
def test_patterns(pattern: str, text: str, found: bool) -> None:
    book = PhraseBook(Grammar(LISTS, frozenset({"really"})), [("name", pattern)])
    padded = f" {text} "
    assert any(phrase.regex.search(padded) for phrase in book.candidates(text.split())) is found


@pytest.mark.parametrize("pattern", ["<unknown>", "a|", "a__b"])
def test_faulty_patterns(pattern: str) -> None:
    with pytest.raises(ValueError, match=r"list|alternative"):
        Grammar(LISTS).compile(pattern)


def test_only_patterns_whose_words_occur_are_tried() -> None:
    book = PhraseBook(Grammar({}), [("one", "want to die"), ("two", "hits me")])
    assert [phrase[:2] for phrase in book.candidates(["he", "hits", "me"])] == [("two", "hits me")]
    assert len(book) == 2


def test_candidates_come_in_the_order_given() -> None:
    patterns = ["?so tired", "want to die", "?not", "die", "to|from"]
    book = PhraseBook(Grammar({}), [(f"n{number}", pattern) for number, pattern in enumerate(patterns)])
    assert [phrase.pattern for phrase in book.candidates(["i", "want", "to", "die"])] == patterns[1:]
    assert [phrase.pattern for phrase in book.candidates(["tired"])] == ["?so tired", "?not"]


def test_entries_may_be_folded_over_lines() -> None:
    assert entries("a b,\n  c|\n  d, ") == ["a b", "c|d"]


def test_windows_overlap_within_sentences() -> None:
    words = [*"abcdefg", ".", "h"]
    assert [list(window) for window in windows(words, 4, 2)] == [
        list("abcd"),
        list("cdef"),
        list("efg"),
        ["h"],
    ]
