"""Is a difference more than noise? Paired randomisation test, paired bootstrap interval, Holm's correction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from eval.intervals import SEED

PERMUTATIONS = 10_000


def paired_randomisation(differences: Sequence[float], permutations: int = PERMUTATIONS, seed: int = SEED) -> float:
    """Two-sided p of a mean of paired differences under the null that each pair could as well be swapped.

    Signs are flipped at random `permutations` times; p = (1 + as large or larger) / (1 + permutations), never 0
    (Smucker et al. 2007, CIKM, for retrieval; Phipson & Smyth 2010 for the +1). All differences 0 gives 1.
    """
    changed = np.asarray([value for value in differences if value], dtype=float)
    if not len(changed):
        return 1.0
    generator = np.random.default_rng(seed)
    observed = abs(changed.sum())
    larger = 0
    for rows in _chunks(permutations, len(changed)):
        signs = generator.integers(0, 2, (rows, len(changed)), dtype=np.int8) * 2 - 1
        larger += int((np.abs(signs @ changed) >= observed - 1e-9).sum())
    return (1 + larger) / (1 + permutations)


def bootstrap_difference(
    differences: Sequence[float], resamples: int = PERMUTATIONS, seed: int = SEED
) -> tuple[float, float]:
    """95 % percentile interval of the mean of paired differences; cases are drawn, pairs stay together."""
    values = np.asarray(differences, dtype=float)
    if not values.any():
        return (0.0, 0.0)
    generator = np.random.default_rng(seed)
    means = [
        values[generator.integers(0, len(values), (rows, len(values)))].mean(axis=1)
        for rows in _chunks(resamples, len(values))
    ]
    low, high = np.percentile(np.concatenate(means), [2.5, 97.5])
    return (float(low), float(high))


def _chunks(total: int, width: int) -> list[int]:
    rows = max(1, 2_000_000 // max(1, width))
    return [min(rows, total - done) for done in range(0, total, rows)]


def holm(p_values: Mapping[str, float]) -> dict[str, float]:
    """Adjusted p of several tests (Holm 1979, Scand. J. Stat. 6:65): k-th smallest × (n − k + 1), never falling."""
    adjusted: dict[str, float] = {}
    highest = 0.0
    for place, name in enumerate(sorted(p_values, key=lambda name: (p_values[name], name))):
        highest = max(highest, min(1.0, p_values[name] * (len(p_values) - place)))
        adjusted[name] = highest
    return {name: adjusted[name] for name in p_values}
