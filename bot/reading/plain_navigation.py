"""How the navigation, advertisements and by-lines of a web page read when they are pasted along with its text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from bot.datafiles import yaml_data

_MOST_WORDS = 8  # of a link
_LONGEST = 300  # code points of a notice


def is_navigation(text: str) -> bool:
    """Whether a line is surely navigation or an advertisement, wherever it stands."""
    if len(text) > _LONGEST:
        return False
    known = _signs()
    folded = text.casefold().strip()
    if folded.rstrip(".!…→›»> ") in known.lines or any(phrase in folded for phrase in known.phrases):
        return True
    words = folded.split()
    if len(words) > _MOST_WORDS:
        return False
    if folded.startswith(known.beginnings):
        return True
    return is_link(text) and not known.words.isdisjoint(word.strip(".,!") for word in words)


def is_link(text: str) -> bool:
    """Whether a line reads like the text of a link: a short call to do something, in sentence case."""
    if len(text) > _LONGEST:
        return False
    words = text.split()
    call = 1 < len(words) <= _MOST_WORDS and words[0].casefold() in _signs().verbs
    return call and not in_title_case(words) and not text.endswith((".", ":"))


def is_byline(text: str) -> bool:
    """Whether a line says who wrote the page, when, or how long it takes to read."""
    folded = text.casefold()
    known = _signs()
    return folded.startswith(known.byline_beginnings) or any(word in folded for word in known.byline_words)


def in_title_case(words: Sequence[str]) -> bool:
    """Whether most of the longer words after the first begin with a capital."""
    long = [word.lstrip("“\"'‘(") for word in words[1:] if len(word) > 3]
    return bool(long) and sum(not word[:1].islower() for word in long) >= 0.6 * len(long)


@dataclass(frozen=True, slots=True)
class _Signs:
    lines: frozenset[str]
    phrases: tuple[str, ...]
    beginnings: tuple[str, ...]
    verbs: frozenset[str]
    words: frozenset[str]
    byline_beginnings: tuple[str, ...]
    byline_words: tuple[str, ...]


@cache
def _signs() -> _Signs:
    data = yaml_data("navigation")
    return _Signs(
        frozenset(data["lines"]),
        tuple(data["phrases"]),
        tuple(data["beginnings"]),
        frozenset(data["verbs"]),
        frozenset(data["words"]),
        tuple(data["bylines"]["beginnings"]),
        tuple(data["bylines"]["words"]),
    )
