"""Hints of distress that no single phrase gives away.

Two things judge plain words: a linear model over the words and pairs of words, with each phrase of
`data/crisis.en.yaml` as one word more, and the lines nearest to them among those that the model was learned from
(`data/hints.npz`). Both judge a stretch of the message as a whole and its strongest few words, since a hint is often
one remark beside a harmless question. What each of the four counts is learned too (`data/hints.json`). All is written
by `python -m eval hints`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from bot.asides import STOPS, without_questions
from bot.errors import CorpusError, Fault
from bot.neighbours import Neighbours, load_neighbours
from bot.phrases import stretches, windows
from bot.wordmodel import MARK, WordModel, grams, load_word_model, sigmoid

WINDOW, STEP = 48, 24
LEAST = 2  # different words: with 1, many a single word alarms
PHRASE = f"{MARK}phrase"
_FEW = 12  # words that are judged by themselves; with 8 fewer signs beside a question are found on dev, with 18 no more
ALONE = 3.0  # log odds, taken off what words with a phrase say by themselves: with less, more look-alikes on dev alarm
BESIDE = 2.5  # and off what is said beside questions, and in one sentence: likewise
WORRY = 0.15  # from it on, help is offered below the reply; what that finds and costs is among the figures of eval

Marks = Callable[[Sequence[str]], Collection[str]]
Vote = Callable[[Collection[str]], float]


class Opinions(NamedTuple):
    """What is said of a stretch: by the linear model of the whole and of its strongest few words, in log odds; and by
    the neighbours of both, as votes."""

    whole: float
    part: float
    vote: float
    part_vote: float


@dataclass(frozen=True, slots=True)
class Mix:
    """How much each opinion counts for the log odds of a stretch; none counts against."""

    weights: Opinions
    bias: float = 0.0

    def logit(self, opinions: Opinions) -> float:
        return self.bias + sum(weight * told for weight, told in zip(self.weights, opinions, strict=True))


EVEN = Mix(Opinions(whole=0.5, part=0.5, vote=1.5, part_vote=1.5))  # before anything is learned of it


@dataclass(frozen=True)
class Hints:
    """model: its threshold is the probability from which a hint counts."""

    model: WordModel
    known: Neighbours
    mix: Mix = EVEN

    def probability(self, words: Sequence[str], phrases: Marks, least: float = 0.0) -> float:
        """That plain words hint at distress: the highest of their stretches; 0 where it is below `least`.

        phrases: gives the marks of those that words hold.
        """
        vote = cache(self.known.vote)
        found = (
            sigmoid(self.mix.logit(_opinions(told, vote)) - less)
            for stretch in _stretches(words)
            for told, less in self._ways(stretch, phrases)
            if sigmoid(self.mix.logit(_opinions(told, _most)) - less) >= least  # most are harmless, whoever is near
        )
        return max((one for one in found if one >= least), default=0.0)

    def opinions(self, words: Sequence[str], phrases: Marks) -> Opinions | None:
        """Of the stretch that hints most; None where all are too short to be judged."""
        told = (_opinions(self._read(stretch, phrases), self.known.vote) for stretch in _stretches(words))
        return max(told, key=self.mix.logit, default=None)

    def _ways(self, stretch: Sequence[str], phrases: Marks) -> Iterator[tuple[list[_Read], float]]:
        """What to judge, and what to take off its log odds: the whole with its parts; and, so that nothing hides it,
        each part with a phrase, what is said beside questions, and each sentence by themselves."""
        whole, *parts = self._read(stretch, phrases)
        yield [whole, *parts], 0.0
        yield from (([part], ALONE) for part in parts if part.phrase)
        for words in (without_questions(stretch), *windows(stretch, WINDOW, STEP)):
            if len(words) < len(stretch) and not short(words):
                yield self._read(words, phrases), BESIDE

    def _read(self, stretch: Sequence[str], phrases: Marks) -> list[_Read]:
        """The stretch, and few words of it at a time."""
        read = []
        for words in (stretch, *_parts(stretch)):
            marks = phrases(words)
            read.append(_Read(bag(words), self.model.logit(hint_grams(words, marks)), PHRASE in marks))
        return read


class _Read(NamedTuple):
    """Plain words as the neighbours know them; what the linear model says of them; whether they hold a phrase."""

    held: frozenset[str]
    logit: float
    phrase: bool


def _opinions(read: Sequence[_Read], vote: Vote) -> Opinions:
    """Of the first as a whole, and of the others as its parts."""
    whole, parts = read[0], read[1:] or read
    return Opinions(
        whole.logit,
        max(part.logit for part in parts),
        vote(whole.held),
        max(vote(part.held) for part in parts),
    )


def _most(held: Collection[str]) -> float:
    """The vote where all neighbours are signs."""
    return 1.0


def load_hints(folder: Path) -> Hints:
    """Raises CorpusError where a file is faulty."""
    file = folder / "hints.json"
    model = load_word_model(file)
    try:
        told = json.loads(file.read_text("utf-8"))["mix"]
        mix = Mix(Opinions(**{name: float(told["weights"][name]) for name in Opinions._fields}), float(told["bias"]))
    except (ValueError, KeyError, TypeError) as error:
        raise CorpusError([Fault(str(file), 0, f"it doesn't say how opinions are mixed: {error}")]) from error
    return Hints(model, load_neighbours(folder / "hints.npz"), mix)


def hint_grams(words: Sequence[str], marks: Collection[str]) -> Iterator[str]:
    """What the model knows of plain words: their grams, and the marks of the phrases that they hold."""
    yield from grams(words)
    yield from sorted(marks)


def bag(words: Sequence[str]) -> frozenset[str]:
    """What neighbours know of plain words."""
    return frozenset(words) - STOPS


def short(words: Sequence[str]) -> bool:
    """Whether plain words are too few to be judged."""
    return len(bag(words)) < LEAST


def _stretches(words: Sequence[str]) -> Iterator[Sequence[str]]:
    return (stretch for stretch in stretches(words, WINDOW, STEP) if not short(stretch))


def _parts(stretch: Sequence[str]) -> list[Sequence[str]]:
    """Few words at a time, from each clause."""
    clauses = (list(group) for stop, group in groupby(stretch, STOPS.__contains__) if not stop)
    return [part for clause in clauses for part in stretches(clause, _FEW, _FEW // 2) if not short(part)]
