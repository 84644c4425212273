"""What a student says that is no question: whole messages compared with the patterns of the fixed replies.

Patterns are written as in `bot.phrases`, but read more loosely, for a message must be social from end to end anyway:

    word, a|b_c, <list>   must occur, in this order
    ?a|b_c                words that may stand beside them, anywhere
    ..                    up to three words more behind it, whatever they are (a name); ..5 up to five
    ^                     in front: nothing but polite words may stand beside, and the message must not begin like a
                          question, unless with a word of the pattern
    $                     at the end: nothing may follow
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from bot.datafiles import word_list, yaml_data
from bot.phrases import GAP, entries
from bot.plain import Plain

_LONGEST = 200
_HALVES = 12
_WHOLE = 6  # English words from here on are never slips of others; shorter ones are too often ("tanks")
_FIRST_SYMBOL = 0x2190  # arrows, signs and emoji stand behind it
_MARKS = frozenset({".", ","})
# Replies whose sentences may stand beside others, and be cut off around a question.
BESIDE = frozenset(
    {"greeting", "thanks", "reaction", "laugh", "goodbye", "sorry", "compliment", "how_are_you", "test_message"}
)


@dataclass(frozen=True, slots=True)
class Pattern:
    """needed: what must occur in order, each any of several word rows. allowed: all words it may hold. more: others.

    alone: whether it must not begin like a question. last: whether nothing may follow.
    """

    name: str
    needed: tuple[frozenset[tuple[str, ...]], ...]
    allowed: frozenset[str]
    more: int
    alone: bool = False
    last: bool = False

    def fits(self, words: Sequence[str], polite: frozenset[str], opening: str = "") -> bool:
        """opening: the word by which it begins like a question, if it does."""
        if self.alone and opening and opening not in self.allowed:
            return False
        place = 0
        for rows in self.needed:
            found = _find(words, rows, place)
            if found is None:
                return False
            place = found
        if self.last and place < len(words):
            return False
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

    def match(self, words: Sequence[str], shut: frozenset[str] = frozenset(), opening: str = "") -> str | None:
        """The name of the first pattern that the words fit, but for those in `shut`. opening: see `Pattern.fits`."""
        present = frozenset(words) - self.polite
        for pattern in self.patterns:
            near = pattern.more or present <= pattern.allowed
            if near and pattern.name not in shut and pattern.fits(words, self.polite, opening):
                return pattern.name
        return None

    def _pattern(self, name: str, text: str, beside: frozenset[str]) -> Pattern:
        needed: list[frozenset[tuple[str, ...]]] = []
        alone = text.startswith("^ ")
        allowed: set[str] = set() if alone else set(beside)
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
        return Pattern(name, tuple(needed), frozenset(allowed), more, alone, text.endswith(" $"))

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


class Listener:
    """Hears social messages in one language."""

    def __init__(self, lang: str, replies: Mapping[str, Mapping[str, Any]]) -> None:
        social, informal = yaml_data("social"), yaml_data("informal")
        own = social[lang]
        says = [
            (name, pattern, frozenset(entries(entry.get("with", ""))))
            for name, entry in replies.items()
            for pattern in entry.get("says", ())
        ]
        lists = {**own["lists"], **social["lists"], "age": "|".join(str(age) for age in range(100))}
        self.speech = Speech(says, lists, entries(own["polite"]))
        self.loose, self.lead, self.tail, self.ask = (
            frozenset(entries(own[name])) for name in ("loose", "lead", "tail", "ask")
        )
        self.openers = frozenset(entries(own["openers"]))
        self._opening = frozenset(opener.split()[0] for opener in self.openers)
        self.told = frozenset(name for name, entry in replies.items() if entry.get("told"))
        self.plain = Plain.of(
            {**informal, "fillers": "", "spanish": informal["spanish"] if lang == "es" else {}},
            words="light",
            vocabulary=self.speech.vocabulary | self.loose | self.lead | self.tail,
            keys=entries(own["keys"]),
            right={*entries(own["right"]), *entries(social["right"]), *_long_words()},
        )
        self.unless = [
            (name, frozenset(entries(entry["unless"]))) for name, entry in replies.items() if "unless" in entry
        ]
        self.order = {name: place for place, name in enumerate(replies)}

    def match(self, text: str) -> str | None:
        """The name of the reply, if the whole message is social: as one, by sentences, or by clauses."""
        if len(text) > _LONGEST:
            return None
        name = self._match(text)
        return None if name in self.told and text.rstrip().endswith("?") else name

    def _match(self, text: str) -> str | None:
        words = self.plain.words(text)
        content = [word for word in words if word not in _MARKS]
        if not content:
            return "reaction" if any(ord(char) > _FIRST_SYMBOL for char in text) else "empty"
        later = list(_split(words, "."))[1:]
        if (name := self._part(content)) and not any(name in self.told and self._asks(part) for part in later):
            return name
        for marks in (".", _MARKS):
            names = [self._part(part) for part in _split(words, marks)]
            if len(names) > 1 and None not in names and any(names):
                return self._first(names)
        return self._halves(content)

    def _halves(self, words: list[str]) -> str | None:
        """Two social sentences without a stop between them ("testing 123 anyone there")."""
        if len(words) > _HALVES or not self.speech.vocabulary.issuperset(words):
            return None
        for place in range(1, len(words)):
            names = [self._part(words[:place]), self._part(words[place:])]
            if all(names) and not BESIDE.isdisjoint(names):
                return self._first(names)
        return None

    def _first(self, names: Iterable[str | None]) -> str:
        return min((name for name in names if name), key=self.order.__getitem__)

    def _part(self, words: list[str]) -> str | None:
        """The name for a message or a part of it, "" if it is only polite, None if it is something else."""
        content = [word for word in words if word not in _MARKS]
        shut = frozenset(name for name, others in self.unless if not others.isdisjoint(content))
        if self._asks(content):
            shut |= self.told
        if name := self.speech.match(content, shut, self._opening_word(content)):
            return name
        return "" if self.speech.polite.issuperset(content) else None

    def _asks(self, words: list[str]) -> bool:
        """Whether a sentence begins as questions do, or turns into one: "i live on a farm am i …"."""
        return bool(self._opening_word(words)) or any(
            pair == "i" and word in self.ask for word, pair in pairwise(words)
        )

    def _opening_word(self, words: list[str]) -> str:
        """The word by which they begin like a question, "" if they don't."""
        first = next((word for word in words if word not in self.loose), "")
        return first if first in self.ask else ""

    def opens(self, phrase: str) -> bool:
        """Whether it is one of the usual openers ("good morning")."""
        return " ".join(self.plain.words(phrase)).rstrip(" ,") in self.openers

    def may_open(self, token: str) -> bool:
        """Whether one of the usual openers may begin with a piece of a message."""
        words = self.plain.words(token)
        return not words or words[0] in self._opening

    def within(self, token: str, words: frozenset[str]) -> bool:
        """Whether a piece of a message is made of these words alone."""
        plain = [word for word in self.plain.words(token) if word not in _MARKS]
        return bool(plain) and words.issuperset(plain)


def _long_words() -> Iterable[str]:
    return (word for word in word_list("english") if len(word) >= _WHOLE)


def _split(words: list[str], marks: frozenset[str] | str) -> Iterable[list[str]]:
    part: list[str] = []
    for word in words:
        if word in marks:
            if part:
                yield part
            part = []
        else:
            part.append(word)
    if part and any(word not in _MARKS for word in part):
        yield part
