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
from bot.phrases import Grammar, PhraseBook, entries, stretches, windows
from bot.plain import Plain
from bot.wordmodel import WordModel, grams, load_word_model, sigmoid

LANGUAGES = ("en", "es")
_WINDOW, _STEP = 48, 24
_COVER = "# "
STOPS = frozenset(".,")
HARMLESS = 0.1  # probability of a hint below which a phrase is none either; scanned on dev between .05 and .22
_NEAR = 12  # words; a phrase in much longer text is judged by what stands around it, so that the rest hides nothing
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
    words = plain_words(text)
    hints = _hints()
    hinted = hint(words, hints)
    for window in windows(words, _WINDOW, _STEP):
        if (hinted >= HARMLESS or _doubtful(window, hints)) and (sign := english.sign(window)):
            return sign
        if sign := spanish.sign(window):
            return sign
    return "hint" if hinted >= hints.threshold else None


def hint(words: Sequence[str], hints: WordModel) -> float:
    """The probability that plain words hint at distress: the highest of their stretches; 0 where all are short.

    The log odds of a stretch are the mean of its own and those of its strongest clause, since a hint is often one
    clause beside a harmless question.
    """
    logits = []
    for stretch in filter(_enough, stretches(words, _WINDOW, _STEP)):
        clauses = [list(group) for stop, group in groupby(stretch, STOPS.__contains__) if not stop]
        whole = hints.logit(grams(stretch))
        strongest = max((hints.logit(grams(clause)) for clause in filter(_enough, clauses)), default=whole)
        logits.append((whole + strongest) / 2)
    return max(map(sigmoid, logits), default=0.0)


def _doubtful(window: Sequence[str], hints: WordModel) -> bool:
    """Whether a phrase in a window may be a sign though the whole message is harmless to the model.

    The window is judged by itself; in a long one its parts are, too.
    """
    parts = stretches(window, _NEAR, _NEAR // 2) if len(window) > 2 * _NEAR else []
    return not _enough(window) or any(hint(part, hints) >= HARMLESS for part in (window, *parts))


def _enough(words: Sequence[str]) -> bool:
    return len(set(words) - STOPS) >= LEAST


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
