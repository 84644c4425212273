"""A linear model over the words of a text: logistic regression whose weights are data, learned by `python -m eval`.

Its features are grams: the words and the pairs of neighbours ("how many") that a text holds, and whatever else the
caller makes of it, each counted once, divided by the root of their number so that long texts weigh no more than short
ones. A gram that begins with `=` is a mark: something found in the text, which counts whole however long that is.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from bot.errors import CorpusError, Fault

MARK = "="


@dataclass(frozen=True, slots=True)
class WordModel:
    """weights: gram → weight. threshold: the probability from which a text belongs to the class that was learned."""

    weights: Mapping[str, float]
    bias: float
    threshold: float = 0.5

    def logit(self, told: Iterable[str]) -> float:
        """The log odds that a text with these grams belongs to the class; the bias alone where there are none."""
        held = dict.fromkeys(told)  # ordered, so that the sum is the same in every run
        marks = [gram for gram in held if gram.startswith(MARK)]
        for mark in marks:
            del held[mark]
        return self.bias + self._sum(marks) + self._sum(held) / math.sqrt(len(held) or 1)

    def _sum(self, grams: Iterable[str]) -> float:
        return sum(self.weights.get(gram, 0.0) for gram in grams)

    def probability(self, told: Iterable[str]) -> float:
        return sigmoid(self.logit(told))


def sigmoid(logit: float) -> float:
    """The probability of log odds."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, logit))))


def grams(words: Sequence[str]) -> Iterator[str]:
    """Words and pairs of neighbours ("a b"), in order."""
    yield from words
    for first, second in pairwise(words):
        yield f"{first} {second}"


def load_word_model(file: Path) -> WordModel:
    """Read a model's file. Raises CorpusError where it is not one."""
    try:
        data = json.loads(file.read_text("utf-8"))
        weights = {str(gram): float(weight) for gram, weight in data["weights"].items()}
        return WordModel(weights, float(data["bias"]), float(data.get("threshold", 0.5)))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise CorpusError([Fault(str(file), 0, f"not a word model: {error}")]) from error
