"""Fit word models (bot/wordmodel.py): the hints of distress, and what lies outside the scope of the guides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from bot.errors import CorpusError, Fault, GuidepostError
from bot.wordmodel import MARK
from eval.extras import need

TRAINING = Path(__file__).parent / "training"
STRENGTH = 100.0  # inverse regularisation
BAYES = 0.5  # of naive Bayes beside the regression: on dev a little better than none; for `scope`, 1 is worse than none
FOLDS = 5
LEAST_LINES = 2  # lines that must hold a gram for it to get a weight
SMALL = 0.05  # weights below it are left out; they change a logit by less than the rounding of a probability


@dataclass(frozen=True, slots=True)
class Line:
    """A training line. positive: whether it is of the class to learn. kind: what sort of line. group: lines of one
    group are never on both sides of a fold. weight: how much it counts."""

    grams: tuple[str, ...]
    positive: bool
    kind: str
    group: str
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class WordFit:
    """weights: gram → weight. held_out: each line's probability by a fit without its fold."""

    weights: dict[str, float]
    bias: float
    held_out: np.ndarray


def read_lines(name: str, folder: Path = TRAINING) -> list[tuple[bool, str, str]]:
    """(positive, kind, text) of the lines `1 or 0 <tab> kind <tab> text` of `name*.tsv`; `#` begins a comment.

    Raises CorpusError with every faulty line.
    """
    found: list[tuple[bool, str, str]] = []
    faults: list[Fault] = []
    for file in sorted(folder.glob(f"{name}*.tsv")):
        for number, row in enumerate(file.read_text("utf-8").splitlines(), start=1):
            if not row.strip() or row.startswith("#"):
                continue
            parts = row.split("\t")
            if len(parts) != 3 or parts[0] not in ("0", "1") or not parts[2].strip():
                faults.append(Fault(str(file), number, "a line is: 1 or 0, a tab, its kind, a tab, the text"))
                continue
            found.append((parts[0] == "1", parts[1], parts[2]))
    if faults:
        raise CorpusError(faults)
    return found


def fit(lines: Sequence[Line], strength: float = STRENGTH) -> WordFit:
    """L2-regularised logistic regression, mixed with naive Bayes (but for marks) as Wang and Manning (2012) do.

    Its scale is the one of least log loss over folds that keep groups whole.

    Raises GuidepostError where there is too little to learn from.
    """
    need("sklearn")
    groups = [len({line.group for line in lines if line.positive is side}) for side in (True, False)]
    if min(groups) < 2 or sum(groups) < FOLDS:
        raise GuidepostError(
            f"too little to learn from: {groups[0]} groups of lines of the one kind and {groups[1]} of the other; "
            f"{FOLDS} in all and 2 of each are the least"
        )
    vocabulary, held = _table([line.grams for line in lines])
    positive = np.array([line.positive for line in lines])
    weight = np.array([line.weight for line in lines])
    folds = _folds([line.group for line in lines])
    marks = np.array([gram.startswith(MARK) for gram in vocabulary])
    solve = partial(_solve, marks=marks, strength=strength)
    scores = _held_out(solve, held, positive, weight, folds)
    scale, bias = _calibrate(scores, positive, weight)
    coefficients = scale * solve(held, positive, weight)
    weights = {
        gram: round(float(value), 2)
        for gram, value in sorted(zip(vocabulary, coefficients, strict=True))
        if abs(value) >= SMALL
    }
    return WordFit(weights, round(bias, 3), 1 / (1 + np.exp(-(scale * scores + bias))))


def threshold(scores: Sequence[float], most_alarms: float) -> float:
    """The lowest probability that at most this share of the scores reaches, all of texts outside the class."""
    falling = sorted(scores, reverse=True)
    allowed = int(most_alarms * len(falling))
    while 0 < allowed < len(falling) and falling[allowed - 1] == falling[allowed]:
        allowed -= 1  # alike, so both or neither
    return round(falling[min(allowed, len(falling) - 1)] + 1e-4, 4) if falling else 0.5


def figures(found: WordFit, lines: Sequence[Line], limit: float, often: int = 1) -> dict[str, str]:
    """For each sort of line the share that, cross-validated, reaches the limit; sorts of fewer lines than `often`
    together."""
    counts = Counter((line.positive, line.kind) for line in lines)
    reached: dict[tuple[bool, str], list[bool]] = {}
    for line, score in zip(lines, found.held_out, strict=True):
        kind = line.kind if counts[line.positive, line.kind] >= often else "rare kinds"
        reached.setdefault((line.positive, kind), []).append(score >= limit)
    return {
        f"{'yes' if positive else 'no'}, {kind}": f"{np.mean(own):.3f} of {len(own)} found"
        for (positive, kind), own in sorted(reached.items(), reverse=True)
    }


def _table(groups: Iterable[Sequence[str]]) -> tuple[list[str], Any]:
    """The grams that enough lines hold, and a sparse table lines × grams of 1 / √(grams of the line), 1 for marks."""
    from scipy.sparse import csr_matrix

    sets = [sorted(set(told)) for told in groups]
    counts = Counter(gram for found in sets for gram in found)
    vocabulary = sorted(gram for gram, count in counts.items() if count >= LEAST_LINES)
    place = {gram: number for number, gram in enumerate(vocabulary)}
    held = [[gram for gram in found if gram in place] for found in sets]
    rows = [row for row, found in enumerate(held) for _ in found]
    columns = [place[gram] for found in held for gram in found]
    sizes = [sum(not gram.startswith(MARK) for gram in found) or 1 for found in sets]
    values = [
        1.0 if gram.startswith(MARK) else size**-0.5 for size, known in zip(sizes, held, strict=True) for gram in known
    ]
    return vocabulary, csr_matrix((values, (rows, columns)), shape=(len(sets), len(vocabulary)))


def _folds(groups: Sequence[str]) -> np.ndarray:
    names = sorted(set(groups))
    fold = dict(zip(names, np.random.default_rng(0).permutation(len(names)) % FOLDS, strict=True))
    return np.array([fold[group] for group in groups])


def _solve(held: Any, positive: np.ndarray, weight: np.ndarray, marks: np.ndarray, strength: float) -> np.ndarray:
    """A coefficient for each gram."""
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=strength, solver="liblinear", random_state=0)
    coefficients = model.fit(held, positive, sample_weight=weight).coef_[0]
    counts = [held[side].sign().T @ weight[side] for side in (positive, ~positive)]
    shares = [(1 + count) / (2 + weight[side].sum()) for count, side in zip(counts, (positive, ~positive), strict=True)]
    known = (counts[0] + counts[1] > 0) & ~marks
    ratios = np.where(known, np.log(shares[0] / shares[1]), 0.0)
    return coefficients + BAYES * ratios * np.abs(coefficients).mean() / max(np.abs(ratios).mean(), 1e-9)


def _held_out(
    solve: Callable[..., np.ndarray], held: Any, positive: np.ndarray, weight: np.ndarray, folds: np.ndarray
) -> np.ndarray:
    """Each line's score by a fit without its fold."""
    scores = np.zeros(len(positive))
    for fold in range(FOLDS):
        inside = folds == fold
        scores[inside] = held[inside] @ solve(held[~inside], positive[~inside], weight[~inside])
    return scores


def _calibrate(scores: np.ndarray, positive: np.ndarray, weight: np.ndarray) -> tuple[float, float]:
    """(scale, bias) that turn scores into log odds (Platt 1999); scale 0 where the scores say nothing."""
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=1e3).fit(scores[:, None], positive, sample_weight=weight)
    return max(0.0, float(model.coef_[0, 0])), float(model.intercept_[0])
