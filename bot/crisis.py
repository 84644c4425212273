"""Signs of crisis in a message: phrases, and hints that no single phrase gives away.

The phrases stand in `data/crisis.*.yaml`. A linear model over the words (`data/hints.json`, learned by
`python -m eval hints`) judges the message, with an English phrase as one word more: so a phrase weighs much, and what
stands around it can outweigh it. A Spanish phrase, or one in a message too short for the model, is a sign by itself.

Everything a student writes passes here before anything else happens to it. A sign is never answered from the guides.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import Any

from bot.datafiles import DATA, yaml_data
from bot.language import detect
from bot.phrases import Grammar, PhraseBook, entries, stretches, windows
from bot.plain import Plain
from bot.wordmodel import MARK, WordModel, grams, load_word_model, sigmoid

LANGUAGES = ("en", "es")
_WINDOW, _STEP = 48, 24
_COVER = "# "
STOPS = frozenset(".,")
_FEW = 12  # words that are judged by themselves; with 10 fewer signs beside a question are found, with 16 no more
PHRASE = f"{MARK}phrase"
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
    english, spanish = _load()[1]
    words = plain_words(text)
    for window in windows(words, _WINDOW, _STEP):
        if sign := spanish.sign(window):
            return sign
        if not _enough(window) and (sign := english.sign(window)):
            return sign
    hints = _hints()
    if hint(words, hints, _anything) < hints.threshold or hint(words, hints) < hints.threshold:
        return None
    return next(filter(None, map(english.sign, windows(words, _WINDOW, _STEP))), "hint")


def _phrase(words: Sequence[str]) -> bool:
    """Whether words hold an English phrase."""
    english = _load()[1][0]
    return any(map(english.sign, windows(words, _WINDOW, _STEP)))


def hint(words: Sequence[str], hints: WordModel, phrase: Callable[[Sequence[str]], bool] = _phrase) -> float:
    """The probability that plain words hint at distress: the highest of their stretches; 0 where all are short.

    The log odds of a stretch are the mean of its own and those of its strongest few words, since a hint is often one
    remark beside a harmless question; or those of a few words with a phrase, so that nothing hides it.

    phrase: says whether words hold one.
    """
    logits = [_logit(stretch, hints, phrase) for stretch in filter(_enough, stretches(words, _WINDOW, _STEP))]
    return max(map(sigmoid, logits), default=0.0)


def _logit(stretch: Sequence[str], hints: WordModel, phrase: Callable[[Sequence[str]], bool]) -> float:
    def logit(part: Sequence[str]) -> float:
        return hints.logit(hint_grams(part, phrase))

    clauses = (list(group) for stop, group in groupby(stretch, STOPS.__contains__) if not stop)
    parts = [part for clause in clauses for part in stretches(clause, _FEW, _FEW // 2) if _enough(part)]
    alone = [logit(part) for part in parts]
    whole = logit(stretch)
    mean = (whole + max(alone, default=whole)) / 2
    return max([mean, *(value for part, value in zip(parts, alone, strict=True) if phrase(part))])


def hint_grams(words: Sequence[str], phrase: Callable[[Sequence[str]], bool] = _phrase) -> Iterator[str]:
    """What the model of hints knows of plain words: their grams, and whether they hold a phrase (as in `hint`)."""
    yield from grams(words)
    if phrase(words):
        yield PHRASE


def _anything(words: Sequence[str]) -> bool:
    """In place of `_phrase`, which takes long: as phrases only raise a hint, most messages are harmless even so."""
    return True


def _enough(words: Sequence[str]) -> bool:
    return len(set(words) - STOPS) >= LEAST


def plain_words(text: str) -> list[str]:
    """A message as the plain words that the rules and the hints are about."""
    english, spanish = _load()[0]
    return (spanish if detect(text) == "es" else english).words(text)


@cache
def _hints() -> WordModel:
    return load_word_model(DATA / "hints.json")


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
        never=_all(files, "never"),
    )
    spanish = Plain(informal["spanish"], fillers, vocabulary=words[1], right=_all(files[1:], "right"))
    return (english, spanish), tuple(rules)


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
