"""Signs of crisis in a message: phrases that are one, and hints that no single phrase gives away.

The phrases stand in `data/crisis.*.yaml`; hints are found by a linear model over the words (`data/hints.json`, learned
by `python -m eval hints`).

Everything a student writes passes here before anything else happens to it. A sign is never answered from the guides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import Any

from bot.datafiles import DATA, yaml_data
from bot.phrases import Grammar, PhraseBook, entries, windows
from bot.plain import Plain
from bot.wordmodel import WordModel, grams, load_word_model

LANGUAGES = ("en", "es")
_WINDOW, _STEP = 48, 24
_COVER = "# "
STOPS = frozenset(".,")
HARMLESS = 0.15  # probability below which the model outvotes a phrase; scanned on dev between .01 and .3
_NEAR = 12  # words around a phrase that are judged by themselves, so that much else in the message hides nothing
LEAST = 3  # different words: shorter stretches hold too little for the model of hints


@dataclass(frozen=True, slots=True)
class _Rules:
    """The compiled rules of one language."""

    exceptions: PhraseBook
    others: PhraseBook
    says: PhraseBook
    mentions: PhraseBook
    together: tuple[tuple[str, tuple[frozenset[str], ...]], ...]
    topics: frozenset[str]
    own: frozenset[str]

    def sign(self, words: Sequence[str]) -> str | None:
        """The first sign in a stretch of plain words, in the order of the data file."""
        text = f" {' '.join(words)} "
        says = list(self.says.candidates(words))
        on_topic = not self.topics.isdisjoint(words)
        mentions = [] if on_topic else list(self.mentions.candidates(words))
        together = [] if on_topic else list(self._together(words))
        if not says and not mentions and not together:
            return None
        for _, regex in self.exceptions.candidates(words):
            text = regex.sub(_COVER, text)
        for _, regex in self.others.candidates(words):
            text = regex.sub(self._cover_others, text)
        for found in (says, mentions):
            for name, regex in found:
                if regex.search(text):
                    return name
        return next(self._together(text.split()), None) if together else None

    def _together(self, words: Sequence[str]) -> Iterator[str]:
        """Names of signs of which one word of each group occurs, wherever in the stretch."""
        present = frozenset(words)
        return (name for name, groups in self.together if not any(map(present.isdisjoint, groups)))

    def _cover_others(self, match: re.Match[str]) -> str:
        """Nothing is covered where the student turns up among the others, or right behind them."""
        behind = match.string[match.end() :].split(" ", 2)[:2]
        return match[0] if not self.own.isdisjoint([*match[0].split(), *behind]) else _COVER


def find_sign(text: str) -> str | None:
    """The name of the sign of crisis in a message ("suicide", "abuse", "friend" …), or None.

    The whole message is read, in windows of some fifty words, so the time grows with its length and no faster.
    """
    _, (english, spanish) = _load()
    hints = _hints()
    for window in windows(plain_words(text), _WINDOW, _STEP):
        judged = len(set(window) - STOPS) >= LEAST
        if (sign := english.sign(window)) and (not judged or _doubtful(window, hints)):
            return sign
        if sign := spanish.sign(window):
            return sign
        if judged and hints.probability(grams(window)) >= hints.threshold:
            return "hint"
    return None


def _doubtful(window: Sequence[str], hints: WordModel) -> bool:
    """Whether the model holds the stretch, one of its clauses or a few words of it for more than probably harmless."""
    clauses = [list(group) for stop, group in groupby(window, STOPS.__contains__) if not stop]
    near = windows(window, _NEAR, _NEAR // 2)
    return any(hints.probability(grams(words)) >= HARMLESS for words in (window, *clauses, *near))


def plain_words(text: str) -> list[str]:
    """A message as the plain words that the rules and the hints are about."""
    return _load()[0].words(text)


@cache
def _hints() -> WordModel:
    return load_word_model(DATA / "hints.json")


@cache
def _load() -> tuple[Plain, tuple[_Rules, ...]]:
    files = [yaml_data(f"crisis.{lang}") for lang in LANGUAGES]
    vocabulary: set[str] = set()
    rules = []
    fillers = Plain.of(yaml_data("informal"), vocabulary=()).fillers
    topics = frozenset(word for data in files for entry in entries(data["topics"]) for word in entry.split("|"))
    for data in files:
        grammar = Grammar(data["lists"], fillers)
        says, mentions = (list(_patterns(data["signs"], part)) for part in ("says", "mentions"))
        covers = [[("", pattern) for pattern in data[part]] for part in ("exceptions", "others")]
        texts = [pattern for _, pattern in (*says, *mentions, *covers[0], *covers[1])]
        vocabulary |= grammar.words(texts) | topics
        rules.append(
            _Rules(
                *(PhraseBook(grammar, patterns) for patterns in (*covers, says, mentions)),
                tuple(_groups(data["signs"], data["lists"])),
                topics,
                frozenset(entries(data["own"])),
            )
        )
    plain = Plain.of(
        yaml_data("informal"),
        vocabulary=vocabulary,
        keys=_all(files, "keys"),
        right=_all(files, "right"),
        joined=_all(files, "joined"),
        never=_all(files, "never"),
    )
    return plain, tuple(rules)


def _patterns(signs: Mapping[str, Any], part: str) -> Iterator[tuple[str, str]]:
    for name, sign in signs.items():
        for pattern in sign.get(part, ()):
            yield name, pattern


def _groups(signs: Mapping[str, Any], lists: Mapping[str, str]) -> Iterator[tuple[str, tuple[frozenset[str], ...]]]:
    for name, sign in signs.items():
        for rule in sign.get("together", ()):
            named = re.sub(r"<(\w+)>", lambda match: lists[match[1]].replace(",", "|").replace(" ", ""), rule)
            yield name, tuple(frozenset(group.strip().split("|")) for group in named.split("&"))


def _all(files: Sequence[Mapping[str, Any]], name: str) -> set[str]:
    return {word for data in files for word in re.split(r"[,\s]+", data[name]) if word}
