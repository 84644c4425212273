"""How the navigation, advertisements and by-lines of a web page read when they are pasted along with its text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from bot.datafiles import yaml_data

_MOST_WORDS = 8  # of a link
_LONGEST = 300  # code points of a notice
_LONGEST_LINK = 4  # words of a link among others on one line
_LONGEST_BYLINE = 12
_TRAIL = re.compile(r"\s*(?:[>›»]+|\s/\s)\s*")
_BAR = re.compile(r"\s*[|·•]\s*|\s{2,}|\t")
_FRONT_PAGE = "home"
_FEWEST_STEPS = 3  # from the front page to this one
_LONGEST_STEP = 6  # words
_DIGIT = re.compile(r"\d")
_COPYRIGHT = re.compile(r"\W*\(c\)(?=\s*\d|\s*copyright)", re.IGNORECASE)


def is_navigation(text: str) -> bool:
    """Whether a line is surely navigation or an advertisement, wherever it stands."""
    if len(text) > _LONGEST:
        return False
    known = _signs()
    folded = _folded(text)
    if _is_notice(text, folded) or _is_trail(text):
        return True
    words = folded.split()
    if len(words) > _MOST_WORDS:
        return False
    if folded.startswith(known.beginnings):
        return True
    return is_link(text) and not known.words.isdisjoint(word.strip(".,!") for word in words)


def is_bar(text: str) -> bool:
    """Whether a line is a row of links: the way here from the front page, or several of which half are known."""
    if _is_trail(text):
        return any(_FRONT_PAGE in step.casefold().split() for step in _TRAIL.split(text))
    links = [link for link in _BAR.split(text.strip()) if link]
    if len(links) == 1 and all(map(_is_known, words := text.split())):  # "Share   Tweet   Print", spaces collapsed
        links = words
    if len(links) < 2 or any(len(link.split()) > _LONGEST_LINK or _DIGIT.search(link) for link in links):
        return False
    known = sum(_is_known(link) for link in links)
    if len(links) == 2:  # "Back | neck pain" is a row of a table
        return known == len(links)
    return 2 * known >= len(links) or _FRONT_PAGE in map(str.casefold, links)


def _is_trail(text: str) -> bool:
    """Whether a line looks like the way from the front page to this one; "Junior > Senior > Lead" looks so, too."""
    steps = _TRAIL.split(text)
    return len(steps) >= _FEWEST_STEPS and all(len(step.split()) <= _LONGEST_STEP for step in steps)


@lru_cache(maxsize=10_000)  # it is asked of the same sentences for every question
def is_furniture(text: str) -> bool:
    """Whether a line belongs to the page around the text: a notice, a row of links, a by-line. A call to do something
    ("Take the free test") may be the text's own."""
    if len(text) > _LONGEST:
        return False
    folded = _folded(text)
    if _is_notice(text, folded) or folded.startswith("©"):
        return True
    of_page = folded.startswith(_signs().beginnings) or is_byline(text)
    return of_page and len(folded.split()) <= _LONGEST_BYLINE and not text.endswith((".", "!", "?"))


def _is_notice(text: str, folded: str) -> bool:
    known = _signs()
    if _ends_off(folded) in known.lines or any(phrase in folded for phrase in known.phrases) or is_bar(text):
        return True
    stub = text.removesuffix("...").removesuffix("…")  # "Search this site..."
    return stub != text and is_link(stub)


def _folded(text: str) -> str:
    return _COPYRIGHT.sub("©", text.casefold().strip())


def _is_known(link: str) -> bool:
    return _ends_off(link.casefold()).lstrip("«‹<← ") in _signs().lines


def _ends_off(folded: str) -> str:
    return folded.rstrip(".!…→›»>☰≡▼▾ ")


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
