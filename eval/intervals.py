"""How sure a figure is: Wilson intervals of shares, bootstrap intervals of means."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

SEED = 20261101
_Z = 1.959963984540054  # 97.5 % point of the normal distribution: intervals hold 95 %


def wilson(right: float, n: int) -> tuple[float, float]:
    """95 % interval of a share of `right` in `n`, sound near 0 and 1 too (Wilson 1927, JASA 22:209)."""
    if n == 0:
        return (0.0, 1.0)
    p = right / n
    middle = (p + _Z * _Z / (2 * n)) / (1 + _Z * _Z / n)
    half = _Z / (1 + _Z * _Z / n) * math.sqrt(p * (1 - p) / n + _Z * _Z / (4 * n * n))
    return (max(0.0, middle - half), min(1.0, middle + half))


def bootstrap(values: Sequence[float], resamples: int = 2000, seed: int = SEED) -> tuple[float, float]:
    """95 % percentile interval of the mean (Efron & Tibshirani 1993), seeded. (0, 0) for no values."""
    if not len(values):
        return (0.0, 0.0)
    sample = np.asarray(values, dtype=float)
    generator = np.random.default_rng(seed)
    means = np.concatenate(
        [
            sample[generator.integers(0, len(sample), (rows, len(sample)))].mean(axis=1)
            for rows in _chunks(resamples, len(sample))
        ]
    )
    low, high = np.percentile(means, [2.5, 97.5])
    return (float(low), float(high))


def _chunks(total: int, width: int) -> list[int]:
    """Rows to draw at a time, so that no more than some two million numbers are held at once."""
    rows = max(1, 2_000_000 // width)
    return [min(rows, total - done) for done in range(0, total, rows)]


def interval(values: Sequence[float]) -> tuple[float, float]:
    """Wilson where every value is 0 or 1, bootstrap otherwise."""
    if all(value in (0, 1) for value in values):
        return wilson(sum(values), len(values))
    return bootstrap(values)
