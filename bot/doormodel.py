"""Which door a question means, learned from all wordings together: a word counts by how well it tells doors apart, and
by what other words of its kind lead to.

Multinomial logistic regression with factored weights, as fastText has it (Joulin et al. 2017): every gram and every
door has a vector, and the log odds of a door are the product of its own with the sum of the question's. A corpus may
bring the vectors as `doors.npz`, learned by `python -m eval doors`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from bot.errors import CorpusError, Fault

START = "<start>"


@dataclass(frozen=True)
class DoorModel:
    """questions: the first wording of each door. grams: gram → row of `vectors` (grams × size, int8, in units of
    `steps`) and of `idf`. doors: doors × size. bias: one for each door."""

    questions: tuple[str, ...]
    grams: Mapping[str, int]
    idf: np.ndarray
    vectors: np.ndarray
    steps: np.ndarray
    doors: np.ndarray
    bias: np.ndarray

    @cached_property
    def unknown_idf(self) -> float:
        """Of a word that the model never saw: as telling as the rarest, so that it flattens what the others say."""
        return float(self.idf.max())

    def meant(self, wording: Mapping[str, float]) -> np.ndarray | None:
        """For each door the log of the probability that it is meant; None where no gram is known.

        wording: all words of the question with weights.
        """
        told = door_grams(wording)
        known = {gram: weight for gram, weight in told.items() if gram in self.grams}
        if not known:
            return None
        rows = np.array([self.grams[gram] for gram in known])
        weights = np.fromiter(known.values(), np.float32) * self.idf[rows]
        unknown = sum(weight**2 for term, weight in wording.items() if term not in self.grams) * self.unknown_idf**2
        weights *= self.steps[rows] / math.sqrt(float(weights @ weights) + unknown)
        logits = self.doors @ (weights @ self.vectors[rows].astype(np.float32)) + self.bias
        logits -= logits.max()
        return logits - math.log(float(np.exp(logits).sum()))

    def save(self, file: Path, provenance: str) -> None:
        np.savez_compressed(
            file,
            provenance=np.array(provenance),
            questions=np.array(self.questions),
            grams=np.array(list(self.grams)),
            **{name: getattr(self, name) for name in ARRAYS},
        )


ARRAYS = ("idf", "vectors", "steps", "doors", "bias")


def door_grams(wording: Mapping[str, float]) -> dict[str, float]:
    """The words and concepts of a wording and the pairs of neighbouring words, with weights; a pair weighs as much as
    the lighter of the two."""
    words = [(term, weight) for term, weight in wording.items() if term[1:2] != ":"]
    pairs = {f"{first} {second}": min(one, other) for (first, one), (second, other) in pairwise([(START, 1.0), *words])}
    return {**wording, **pairs}


def make_door_model(
    questions: Sequence[str], grams: Sequence[str], idf: np.ndarray, vectors: np.ndarray, doors: np.ndarray,
    bias: np.ndarray,
) -> DoorModel:  # fmt: skip
    """A model whose gram vectors are rounded to 255 steps each."""
    steps = np.maximum(np.abs(vectors).max(axis=1), 1e-9) / 127
    return DoorModel(
        tuple(questions),
        {gram: row for row, gram in enumerate(grams)},
        idf.astype(np.float32),
        np.round(vectors / steps[:, None]).astype(np.int8),
        steps.astype(np.float32),
        doors.astype(np.float32),
        bias.astype(np.float32),
    )


def load_door_model(file: Path) -> DoorModel:
    """Read what `DoorModel.save` wrote. Raises CorpusError where it is something else."""
    try:
        with file.open("rb") as stream, np.load(stream) as held:
            arrays = {name: held[name] for name in ARRAYS}
            questions, grams = held["questions"].tolist(), held["grams"].tolist()
        sizes = (len(grams), len(grams), len(grams), len(questions), len(questions))
        if any(len(arrays[name]) != size for name, size in zip(ARRAYS, sizes, strict=True)):
            raise ValueError("its tables don't fit together")
        return DoorModel(tuple(questions), {gram: row for row, gram in enumerate(grams)}, **arrays)
    except (OSError, EOFError, ValueError, KeyError, TypeError, AttributeError, BadZipFile) as error:
        raise CorpusError([Fault(str(file), 0, f"not a model of doors: {error}")]) from error
