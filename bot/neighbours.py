"""The known lines nearest to a text, and which way they lean: a vote of nearest neighbours (Cover and Hart 1967).

A linear model adds up what single words say; whole lines also know what words say together. A line is a bag of words,
and as near to a text as the idf of the words that both hold is to the geometric mean of what each of them holds: the
cosine of vectors with √idf for every word.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from bot.errors import CorpusError, Fault

NEAREST = 8  # lines that vote; 4 to 32 do as well on dev
FAR = 0.5  # of the nearness of the nearest: lines that are less near don't vote
POWER = 3  # of nearness, in its vote
DOUBT = 0.1  # a vote for neither side: lines that are far away say little
COMMON = 0.4  # share of lines: a word that more of them hold brings hardly anybody nearer
ARRAYS = ("starts", "lines", "positive")


@dataclass(frozen=True)
class Neighbours:
    """words: word → row. The lines that hold the word of a row are `lines[starts[row] : starts[row + 1]]`.
    positive: for each line whether it is of the class."""

    words: Mapping[str, int]
    starts: np.ndarray
    lines: np.ndarray
    positive: np.ndarray

    @cached_property
    def idf(self) -> np.ndarray:
        return np.log(len(self.positive) / np.diff(self.starts)).astype(np.float32)

    @cached_property
    def _scale(self) -> np.ndarray:
        """For each line 1 / √(the idf of its words)."""
        held = np.bincount(self.lines, np.repeat(self.idf, np.diff(self.starts)), len(self.positive))
        return (1 / np.sqrt(np.maximum(held, 1e-9))).astype(np.float32)

    def vote(self, words: Collection[str]) -> float:
        """From -1, where all lines near to these words are outside the class, to 1; 0 where none is near."""
        rows = [self.words[word] for word in sorted(set(words)) if word in self.words]
        held = float(self.idf[rows].sum())
        if not held:
            return 0.0
        held_by = [self.lines[self.starts[row] : self.starts[row + 1]] for row in rows]
        idf = np.repeat(self.idf[rows], [len(numbers) for numbers in held_by])
        near = np.bincount(np.concatenate(held_by), idf, len(self.positive)) * self._scale / held**0.5
        nearest = np.flatnonzero(near >= FAR * near.max())
        if len(nearest) > NEAREST:
            least = np.partition(near[nearest], -NEAREST)[-NEAREST]
            nearest = nearest[near[nearest] >= least]  # with all that are as near as the last one
        weight = near[nearest] ** POWER
        return float(weight @ np.where(self.positive[nearest], 1, -1) / (weight.sum() + DOUBT))

    def save(self, file: Path) -> None:
        np.savez_compressed(file, words=np.array(list(self.words)), **{name: getattr(self, name) for name in ARRAYS})


def make_neighbours(lines: Sequence[tuple[Collection[str], bool]]) -> Neighbours:
    """Of lines as words, with whether they are of the class.

    Words that only one line holds bring nobody nearer, those that very many hold hardly anybody: both are left out.
    """
    holders: dict[str, list[int]] = {}
    for number, (words, _) in enumerate(lines):
        for word in set(words):
            holders.setdefault(word, []).append(number)
    kept = {word: held for word, held in sorted(holders.items()) if 2 <= len(held) <= len(lines) * COMMON}
    starts = np.cumsum([0, *map(len, kept.values())]).astype(np.int32)
    flat = [number for held in kept.values() for number in held]
    return Neighbours(
        {word: row for row, word in enumerate(kept)},
        starts,
        np.array(flat, np.int32),
        np.array([positive for _, positive in lines], bool),
    )


def load_neighbours(file: Path) -> Neighbours:
    """Read what `Neighbours.save` wrote. Raises CorpusError where it is something else."""
    try:
        with file.open("rb") as stream, np.load(stream) as held:
            arrays = {name: held[name] for name in ARRAYS}
            words = held["words"].tolist()
        starts, lines, positive = (arrays[name] for name in ARRAYS)
        if len(starts) != len(words) + 1 or starts[-1] != len(lines) or lines.max(initial=0) >= len(positive):
            raise ValueError("its tables don't fit together")
        return Neighbours({word: row for row, word in enumerate(words)}, starts, lines, positive)
    except (OSError, EOFError, ValueError, KeyError, TypeError, AttributeError, IndexError, BadZipFile) as error:
        raise CorpusError([Fault(str(file), 0, f"not a table of neighbours: {error}")]) from error
