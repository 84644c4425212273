"""Signs of crisis in a message, found by rules: the words and phrases stand in `data/crisis.*.yaml`.

Everything a student writes passes here before anything else happens to it. A sign is never answered from the guides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from bot.datafiles import yaml_data
from bot.phrases import Grammar, PhraseBook, entries, windows
from bot.plain import Plain

LANGUAGES = ("en", "es")
_WINDOW, _STEP = 48, 24
_COVER = "# "


@dataclass(frozen=True, slots=True)
class _Rules:
    """The compiled rules of one language."""

    exceptions: PhraseBook
    says: PhraseBook
    mentions: PhraseBook
    topics: frozenset[str]

    def sign(self, words: Sequence[str]) -> str | None:
        """The first sign in a stretch of plain words, in the order of the data file."""
        text = f" {' '.join(words)} "
        says = list(self.says.candidates(words))
        mentions = [] if not self.topics.isdisjoint(words) else list(self.mentions.candidates(words))
        if not says and not mentions:
            return None
        for _, regex in self.exceptions.candidates(words):
            text = regex.sub(_COVER, text)
        for found in (says, mentions):
            for name, regex in found:
                if regex.search(text):
                    return name
        return None


def find_sign(text: str) -> str | None:
    """The name of the sign of crisis in a message ("suicide", "abuse", "friend" …), or None.

    The whole message is read, in windows of some fifty words, so the time grows with its length and no faster.
    """
    plain, rules = _load()
    words = plain.words(text)
    for window in windows(words, _WINDOW, _STEP):
        for language in rules:
            if sign := language.sign(window):
                return sign
    return None


@cache
def _load() -> tuple[Plain, tuple[_Rules, ...]]:
    files = [yaml_data(f"crisis.{lang}") for lang in LANGUAGES]
    vocabulary: set[str] = set()
    rules = []
    for data in files:
        grammar = Grammar(data["lists"])
        says, mentions = (list(_patterns(data["signs"], part)) for part in ("says", "mentions"))
        topics = frozenset(word for entry in entries(data["topics"]) for word in entry.split("|"))
        texts = [*data["exceptions"], *(pattern for _, pattern in (*says, *mentions))]
        vocabulary |= grammar.words(texts) | topics
        rules.append(
            _Rules(
                PhraseBook(grammar, (("", text) for text in data["exceptions"])),
                PhraseBook(grammar, says),
                PhraseBook(grammar, mentions),
                topics,
            )
        )
    plain = Plain.of(
        yaml_data("informal"),
        vocabulary=vocabulary,
        keys=_all(files, "keys"),
        right=_all(files, "right"),
        joined=_all(files, "joined"),
    )
    return plain, tuple(rules)


def _patterns(signs: Mapping[str, Any], part: str) -> Iterator[tuple[str, str]]:
    for name, sign in signs.items():
        for pattern in sign.get(part, ()):
            yield name, pattern


def _all(files: Sequence[Mapping[str, Any]], name: str) -> set[str]:
    return {word for data in files for word in re.split(r"[,\s]+", data[name]) if word}
