"""Cross-validation folds that keep a topic together: questions on one thing must not stand on both sides."""

from __future__ import annotations

import random
from collections.abc import Sequence

from eval.intervals import SEED

FOLDS = 5


def folds(topics: Sequence[str], count: int = FOLDS, seed: int = SEED) -> list[list[int]]:
    """Places of the held-out items, one list a fold. Every item is in exactly one; each topic lies in one fold."""
    groups: dict[str, list[int]] = {}
    for place, topic in enumerate(topics):
        groups.setdefault(topic, []).append(place)
    names = sorted(groups)
    random.Random(seed).shuffle(names)
    parts: list[list[int]] = [[] for _ in range(min(count, len(names)))]
    for name in names:
        min(parts, key=len).extend(groups[name])
    return [sorted(part) for part in parts]
