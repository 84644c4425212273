"""What a student says that is no question: whole messages compared with the patterns of the fixed replies.

Patterns are written as in `bot.phrases`, but read more loosely, for a message must be social from end to end anyway:

    word, a|b_c, <list>   must occur, in this order
    ?a|b_c                words that may stand beside them, anywhere
    ..                    up to three words more behind it, whatever they are (a name); ..5 up to five
    ^                     in front: nothing but polite words may stand beside
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.phrases import GAP, entries


@dataclass(frozen=True, slots=True)
class Pattern:
    """needed: what must occur in order, each any of several word rows. allowed: all words it may hold. more: others."""

    name: str
    needed: tuple[frozenset[tuple[str, ...]], ...]
    allowed: frozenset[str]
    more: int

    def fits(self, words: Sequence[str], polite: frozenset[str]) -> bool:
        place = 0
        for rows in self.needed:
            found = _find(words, rows, place)
            if found is None:
                return False
            place = found
        others = [index for index, word in enumerate(words) if word not in self.allowed and word not in polite]
        return not others or (others[0] >= place and len(others) <= self.more)


def _find(words: Sequence[str], rows: frozenset[tuple[str, ...]], start: int) -> int | None:
    """Where the first of the rows ends, at or after `start`; the longest of those that begin at the same word."""
    for place in range(start, len(words)):
        ends = [
            place + len(row) for row in rows if row[0] == words[place] and tuple(words[place : place + len(row)]) == row
        ]
        if ends:
            return max(ends)
    return None


class Speech:
    """The patterns of all replies in one language, the special ones first."""

    def __init__(
        self, says: Iterable[tuple[str, str, frozenset[str]]], lists: Mapping[str, str], polite: Iterable[str]
    ) -> None:
        """says: (name, pattern, words that may stand beside the pattern's own)."""
        self.polite = frozenset(polite)
        self._lists = lists
        self._rows: dict[str, frozenset[tuple[str, ...]]] = {}
        self.patterns = [self._pattern(name, text, beside) for name, text, beside in says]
        self.vocabulary = self.polite.union(*(pattern.allowed for pattern in self.patterns))

    def match(self, words: Sequence[str], shut: frozenset[str] = frozenset()) -> str | None:
        """The name of the first pattern that the words fit, but for the names in `shut`."""
        present = frozenset(words) - self.polite
        for pattern in self.patterns:
            near = pattern.more or present <= pattern.allowed
            if near and pattern.name not in shut and pattern.fits(words, self.polite):
                return pattern.name
        return None

    def _pattern(self, name: str, text: str, beside: frozenset[str]) -> Pattern:
        needed: list[frozenset[tuple[str, ...]]] = []
        allowed: set[str] = set() if text.startswith("^ ") else set(beside)
        more = 0
        for element in text.split():
            if element in {"^", "$"}:
                continue
            if element.startswith(".."):
                more += int(element[2:] or GAP)
                continue
            rows = self._alternatives(element.lstrip("?"))
            allowed.update(word for row in rows for word in row)
            if not element.startswith("?"):
                needed.append(rows)
        if not needed:
            raise ValueError(f"{name}: a pattern needs a word that must occur: {text!r}")
        return Pattern(name, tuple(needed), frozenset(allowed), more)

    def _alternatives(self, element: str) -> frozenset[tuple[str, ...]]:
        rows: set[tuple[str, ...]] = set()
        for one in element.split("|"):
            if one.startswith("<"):
                rows |= self._list(one[1:-1])
            elif one != "$":
                rows.add(tuple(one.split("_")))
        return frozenset(rows)

    def _list(self, name: str) -> frozenset[tuple[str, ...]]:
        """All word rows of a list; each entry is spelled out, with and without its optional words."""
        if name not in self._rows:
            if name not in self._lists:
                raise ValueError(f"there is no list named {name!r}")
            rows: set[tuple[str, ...]] = set()
            for entry in entries(self._lists[name]):
                spelled: set[tuple[str, ...]] = {()}
                for element in entry.split():
                    choices = set(self._alternatives(element.lstrip("?")))
                    longer = {row + choice for row in spelled for choice in choices}
                    spelled = spelled | longer if element.startswith("?") else longer
                rows |= {row for row in spelled if row}
            self._rows[name] = frozenset(rows)
        return self._rows[name]
