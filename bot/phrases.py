"""Phrase patterns over plain words, and a book of them that is quick to look up in.

A pattern is words separated by blanks, matched in order against a text of plain words (see `bot.plain`):

    word          that word                      a|b_c       one of several; `_` joins the words of one of them
    <name>        any entry of the list `name`   ?x          x, or nothing
    ..            up to three words between      ..5         up to five
    ^             start of a clause              $           end of a clause
    !x            not followed by x

Entries of lists are patterns themselves. Nothing in the language repeats without a bound, so a search stays linear.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

GAP = 3
_SEPARATOR = "(?:, )?"
_BETWEEN = r"(?:[^ .#]+ ){{0,{}}}"
_START = "(?:(?<=^ )|(?<=[.,#] ))"
_END = "(?=[.,#] |$)"


@dataclass(frozen=True, slots=True)
class Part:
    """A compiled piece of a pattern: its regular expression and the words that it can begin with (None: any)."""

    regex: str
    first: frozenset[str] | None = None
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Grammar:
    """Compiles patterns, with the word lists they refer to: name → entries separated by commas.

    fillers: words that texts come without; patterns are read as if they stood without them, too.
    """

    lists: Mapping[str, str]
    fillers: frozenset[str] = frozenset()
    _known: dict[str, Part] = field(default_factory=dict)

    def compile(self, pattern: str) -> tuple[Part, ...]:
        """The parts of a pattern. Raises ValueError for an unknown list or an empty alternative."""
        return tuple(self._element(element) for element in pattern.split())

    def words(self, patterns: Iterable[str]) -> set[str]:
        """Every word that the patterns and all lists name."""
        texts = [*patterns, *(entry for value in self.lists.values() for entry in entries(value))]
        plain = (re.sub(r"<\w+>|\.\.\d*|[?!^$]", " ", text) for text in texts)
        return {word for text in plain for word in re.split(r"[\s|_]+", text) if word}

    def _element(self, element: str) -> Part:
        if element.startswith(".."):
            return Part(_BETWEEN.format(int(element[2:] or GAP)), optional=True)
        if element in {"^", "$"}:
            return Part(_START if element == "^" else _END, optional=True)
        if element[0] in "?!":
            part = self._choice(element[1:])
            if element[0] == "?":
                return Part(f"(?:{part.regex})?", part.first, optional=True)
            return Part(f"(?!{part.regex})", optional=True)
        return self._choice(element)

    def _choice(self, element: str) -> Part:
        parts = [part for one in element.split("|") if (part := self._one(one))]
        return _either(parts) if parts else Part("", optional=True)

    def _one(self, one: str) -> Part | None:
        if one == "$":
            return Part(_END)
        if one.startswith("<"):
            return self._list(one[1:-1])
        words = [word for word in one.split("_") if word not in self.fillers]
        if "" in words or not one:
            raise ValueError(f"an alternative is empty: {one!r}")
        return _words(words) if words else None

    def _list(self, name: str) -> Part:
        if name not in self._known:
            if name not in self.lists:
                raise ValueError(f"there is no list named {name!r}")
            rows = [_sequence(self.compile(entry)) for entry in entries(self.lists[name])]
            self._known[name] = _either([row for row in rows if row.regex])
        return self._known[name]


def entries(value: str) -> list[str]:
    """The entries of a list that is written on one line or several, separated by commas."""
    return [" ".join(entry.split()).replace("| ", "|") for entry in value.split(",") if entry.strip()]


def _words(words: Sequence[str]) -> Part:
    return Part("".join(f"{re.escape(word)} {_SEPARATOR}" for word in words), frozenset(words[:1]))


def _sequence(parts: Sequence[Part]) -> Part:
    """Parts in a row; it can begin with any word of the optional parts in front and of the first needed one."""
    first: set[str] | None = set()
    for part in parts:
        if part.regex in (_START, _END) or part.regex.startswith("(?!"):
            continue
        if part.first is None or first is None:
            first = None
        else:
            first |= part.first
        if not part.optional:
            break
    return Part("".join(part.regex for part in parts), None if first is None else frozenset(first))


def _either(parts: Sequence[Part]) -> Part:
    firsts = [part.first for part in parts]
    first = None if None in firsts else frozenset().union(*(words for words in firsts if words is not None))
    regexes = sorted({part.regex for part in parts}, key=len, reverse=True)
    return Part(regexes[0] if len(regexes) == 1 else f"(?:{'|'.join(regexes)})", first)


class Phrase(NamedTuple):
    """A pattern as written, under its name, and compiled."""

    name: str
    pattern: str
    regex: re.Pattern[str]


class PhraseBook:
    """Named patterns. Only those whose needed words all occur in a text are tried on it, in the order given."""

    def __init__(self, grammar: Grammar, patterns: Iterable[tuple[str, str]]) -> None:
        self._bits: dict[str, int] = {}
        self._sources: list[tuple[str, str, str]] = []
        self._needed: list[int] = []
        self._by_word: dict[str, list[int]] = {}
        self._always: set[int] = set()
        self._phrases: dict[int, Phrase] = {}
        groups: dict[frozenset[str], int] = {}
        for number, (name, pattern) in enumerate(patterns):
            parts = grammar.compile(pattern)
            needed = [part.first for part in parts if not part.optional and part.first is not None]
            self._needed.append(sum({groups.setdefault(words, 1 << len(groups)) for words in needed}))
            self._sources.append((name, pattern, "(?<= )" + "".join(part.regex for part in parts)))
            if not needed:
                self._always.add(number)
            for word in min(needed, key=len, default=()):
                self._by_word.setdefault(word, []).append(number)
        for words, bit in groups.items():
            for word in words:
                self._bits[word] = self._bits.get(word, 0) | bit

    def __len__(self) -> int:
        return len(self._sources)

    def candidates(self, words: Iterable[str]) -> Iterator[Phrase]:
        """Those that could match a text of these words. Compiled when first needed."""
        present = 0
        numbers = set(self._always)
        for word in set(words):
            present |= self._bits.get(word, 0)
            numbers.update(self._by_word.get(word, ()))
        for number in sorted(numbers):
            if self._needed[number] & present == self._needed[number]:
                if number not in self._phrases:
                    name, pattern, source = self._sources[number]
                    self._phrases[number] = Phrase(name, pattern, re.compile(source))
                yield self._phrases[number]


def windows(words: Sequence[str], size: int, step: int) -> Iterator[Sequence[str]]:
    """Sentences (`.` ends one), the longer ones as overlapping stretches."""
    ends = [-1, *(index for index, word in enumerate(words) if word == "."), len(words)]
    for before, end in pairwise(ends):
        yield from stretches(words[before + 1 : end], size, step)


def stretches(words: Sequence[str], size: int, step: int) -> Iterator[Sequence[str]]:
    """Overlapping stretches of at most `size` words, a new one every `step`."""
    start = 0
    while len(words) - start > size:
        yield words[start : start + size]
        start += step
    if start < len(words):
        yield words[start:]
