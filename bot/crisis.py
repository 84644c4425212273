"""Signs of crisis in a message: phrases, and hints that no single phrase gives away.

The phrases stand in `data/crisis.*.yaml`. What is learned of hints (`bot/hints.py`) judges the message, with each
phrase as one word more: so a phrase weighs much, and what stands around it can outweigh it. A phrase in a message too
short to be judged is a sign by itself.

Everything a student writes passes here before anything else happens to it. A sign is never answered from the guides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from bot.datafiles import DATA, word_list, yaml_data
from bot.hints import PHRASE, STEP, WINDOW, WORRY, Hints, load_hints, short
from bot.language import detect
from bot.phrases import Grammar, PhraseBook, entries, windows
from bot.plain import Plain
from bot.wordmodel import MARK

LANGUAGES = ("en", "es")
_COVER = "# "


@dataclass(frozen=True, slots=True)
class _Rules:
    """The compiled rules of one language."""

    exceptions: PhraseBook
    others: PhraseBook
    says: PhraseBook
    mentions: PhraseBook
    together: tuple[tuple[str, str, tuple[frozenset[str], ...]], ...]
    topics: frozenset[str]
    own: frozenset[str]

    def sign(self, words: Sequence[str]) -> str | None:
        """The first sign in a stretch of plain words, in the order of the data file."""
        return next((name for name, _ in self.found(words)[0]), None)

    def found(self, words: Sequence[str]) -> tuple[list[tuple[str, str]], list[str]]:
        """In a stretch of plain words: name and pattern of each sign, and the patterns that sound like one."""
        text = f" {' '.join(words)} "
        covers = []
        for book, cover in ((self.exceptions, _cover), (self.others, self._cover_others)):
            for _, pattern, regex in book.candidates(words):
                whole, text = text, regex.sub(cover, text)
                if text != whole:
                    covers.append(pattern)
        books = (self.says,) if (on_topic := not self.topics.isdisjoint(words)) else (self.says, self.mentions)
        signs = [
            (name, pattern) for book in books for name, pattern, regex in book.candidates(words) if regex.search(text)
        ]
        present = frozenset(() if on_topic else text.split())
        signs += [(name, rule) for name, rule, groups in self.together if not any(map(present.isdisjoint, groups))]
        return signs, covers

    def _cover_others(self, match: re.Match[str]) -> str:
        """Nothing is covered where the student turns up among the others, or right behind them."""
        behind = match.string[match.end() :].split(" ", 2)[:2]
        return match[0] if not self.own.isdisjoint([*match[0].split(), *behind]) else _COVER


def _cover(_: re.Match[str]) -> str:
    return _COVER


def find_sign(text: str) -> str | None:
    """The name of the sign of crisis in a message ("suicide", "abuse", "friend" …), or None."""
    return look_for_signs(text)[0]


def look_for_signs(text: str) -> tuple[str | None, bool]:
    """The name of the sign of crisis in a message, or None; and whether it may hint at distress, sign or not.

    The whole message is read, in windows of some fifty words, so the time grows with its length and no faster.
    """
    words = plain_words(text)
    for window in windows(words, WINDOW, STEP):
        if short(window) and (sign := _sign(window)):
            return sign, True
    hints = _hints()
    hint = hints.probability(words, phrase_marks, least=min(WORRY, hints.model.threshold))
    if hint < hints.model.threshold:
        return None, hint >= WORRY
    return next(filter(None, map(_sign, windows(words, WINDOW, STEP))), "hint"), True


def _sign(words: Sequence[str]) -> str | None:
    """The first sign in a stretch of plain words, of either language."""
    return next(filter(None, (rules.sign(words) for rules in _load()[1])), None)


def phrase_marks(words: Sequence[str]) -> set[str]:
    """A mark for every phrase that plain words hold, and one more where any of them is a sign."""
    marks = set()
    for window in windows(words, WINDOW, STEP):
        for rules in _load()[1]:
            signs, covers = rules.found(window)
            marks.update(f"{MARK}{pattern}" for _, pattern in signs)
            marks.update(f"{MARK}{_COVER}{pattern}" for pattern in covers)
            marks.update([PHRASE] if signs else ())
    return marks


def plain_words(text: str) -> list[str]:
    """A message as the plain words that the rules and the hints are about."""
    english, spanish = _load()[0]
    return (spanish if detect(text) == "es" else english).words(text)


@cache
def _hints() -> Hints:
    return load_hints(DATA)


@cache
def _load() -> tuple[tuple[Plain, Plain], tuple[_Rules, ...]]:
    """What makes words plain, and the rules, of English and of Spanish."""
    files = [yaml_data(f"crisis.{lang}") for lang in LANGUAGES]
    informal = yaml_data("informal")
    words: list[set[str]] = []
    rules = []
    fillers = Plain.of(informal, vocabulary=()).fillers
    topics = frozenset(word for data in files for entry in entries(data["topics"]) for word in entry.split("|"))
    for data in files:
        grammar = Grammar(data["lists"], fillers)
        says, mentions = (list(_patterns(data["signs"], part)) for part in ("says", "mentions"))
        covers = [[("", pattern) for pattern in data[part]] for part in ("exceptions", "others")]
        texts = [pattern for _, pattern in (*says, *mentions, *covers[0], *covers[1])]
        words.append(grammar.words(texts) | topics)
        rules.append(
            _Rules(
                *(PhraseBook(grammar, patterns) for patterns in (*covers, says, mentions)),
                tuple(_groups(data["signs"], data["lists"])),
                topics,
                frozenset(entries(data["own"])),
            )
        )
    english = Plain.of(
        informal,
        vocabulary=words[0] | words[1],
        keys=_all(files, "keys"),
        right=_all(files, "right"),
        never=_all(files, "never") | words[1] - words[0],
    )
    right = _all(files[1:], "right") | word_list("other_words")
    spanish = Plain(informal["spanish"], fillers, vocabulary=words[1], right=right)
    return (english, spanish), tuple(rules)


def _patterns(signs: Mapping[str, Any], part: str) -> Iterator[tuple[str, str]]:
    for name, sign in signs.items():
        for pattern in sign.get(part, ()):
            yield name, pattern


def _groups(
    signs: Mapping[str, Any], lists: Mapping[str, str]
) -> Iterator[tuple[str, str, tuple[frozenset[str], ...]]]:
    for name, sign in signs.items():
        for rule in sign.get("together", ()):
            named = re.sub(r"<(\w+)>", lambda match: lists[match[1]].replace(",", "|").replace(" ", ""), rule)
            yield name, rule, tuple(frozenset(group.strip().split("|")) for group in named.split("&"))


def _all(files: Sequence[Mapping[str, Any]], name: str) -> set[str]:
    return {word for data in files for word in re.split(r"[,\s]+", data[name]) if word}
