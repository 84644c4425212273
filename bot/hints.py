"""Hints of distress that no single phrase gives away.

Two things judge a stretch of plain words: a linear model over the words and pairs of words, with a phrase of
`data/crisis.en.yaml` as one word more (`data/hints.json`), and the lines nearest to it among those that the model was
learned from (`data/hints.npz`). Both are written by `python -m eval hints`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from bot.neighbours import Neighbours, load_neighbours
from bot.phrases import stretches
from bot.wordmodel import MARK, WordModel, grams, load_word_model, sigmoid

WINDOW, STEP = 48, 24
STOPS = frozenset(".,")
LEAST = 3  # different words: shorter stretches hold too little
PHRASE = f"{MARK}phrase"
_FEW = 12  # words that are judged by themselves; with 10 fewer signs beside a question are found, with 16 no more
_NEAR = 3.0  # log odds, where all neighbours are signs; without them half as many signs again are missed on dev
WORRY = 0.25  # from it on, help is offered below the reply; what that finds and costs is among the figures of eval

Judge = Callable[[Sequence[str]], bool]
Vote = Callable[[Collection[str]], float]


@dataclass(frozen=True)
class Hints:
    """model: its threshold is the probability from which a hint counts."""

    model: WordModel
    known: Neighbours

    def probability(self, words: Sequence[str], phrase: Judge, least: float = 0.0) -> float:
        """That plain words hint at distress: the highest of their stretches; 0 where it is below `least`.

        phrase: says whether words hold one.
        """
        return max((self._probability(stretch, phrase, least) for stretch in _stretches(words)), default=0.0)

    def _probability(self, stretch: Sequence[str], phrase: Judge, least: float) -> float:
        """Most are harmless even if they held a phrase and were near to signs alone, which costs less to find."""
        ways: Sequence[tuple[Judge, Vote]] = ((_any, _most), (phrase, _most), (phrase, self.known.vote))
        found = 0.0
        for way in ways if least else ways[-1:]:
            found = sigmoid(self._logit(stretch, *way))
            if found < least:
                return 0.0
        return found

    def _logit(self, stretch: Sequence[str], phrase: Judge, vote: Vote) -> float:
        """The mean of the log odds of a stretch and of its strongest few words, since a hint is often one remark beside
        a harmless question; or those of a few words with a phrase, so that nothing hides it."""

        def logit(part: Sequence[str]) -> float:
            return self.model.logit(hint_grams(part, phrase)) + _NEAR * vote(bag(part))

        clauses = (list(group) for stop, group in groupby(stretch, STOPS.__contains__) if not stop)
        parts = [part for clause in clauses for part in stretches(clause, _FEW, _FEW // 2) if not short(part)]
        alone = [logit(part) for part in parts]
        whole = logit(stretch)
        mean = (whole + max(alone, default=whole)) / 2
        return max([mean, *(value for part, value in zip(parts, alone, strict=True) if phrase(part))])


def load_hints(folder: Path) -> Hints:
    """Raises CorpusError where a file is faulty."""
    return Hints(load_word_model(folder / "hints.json"), load_neighbours(folder / "hints.npz"))


def hint_grams(words: Sequence[str], phrase: Judge) -> Iterator[str]:
    """What the model knows of plain words: their grams, and whether they hold a phrase."""
    yield from grams(words)
    if phrase(words):
        yield PHRASE


def bag(words: Sequence[str]) -> frozenset[str]:
    """What neighbours know of plain words."""
    return frozenset(words) - STOPS


def short(words: Sequence[str]) -> bool:
    """Whether plain words are too few to be judged."""
    return len(bag(words)) < LEAST


def _stretches(words: Sequence[str]) -> Iterator[Sequence[str]]:
    return (stretch for stretch in stretches(words, WINDOW, STEP) if not short(stretch))


def _any(words: Sequence[str]) -> bool:
    return True


def _most(words: Collection[str]) -> float:
    return 1.0
