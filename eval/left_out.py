"""Does a bot know what it doesn't know? Half of the guides are left out, and everybody is asked about all of them."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from bot.records import Guide
from eval import metrics
from eval.baselines import bm25_stems, text_of
from eval.intervals import SEED
from eval.progress import track
from eval.replay import Engine, ask

Build = Callable[[Iterable[Guide]], Engine]


def left_out_auroc(guides: Sequence[Guide], questions: Sequence[tuple[str, set[str]]], build: Build) -> dict[str, Any]:
    """Refusal AUROC: half of the guides are left out, then the other half; do questions about them get less confidence?

    Guides of one title (versions of one page) stay together. questions: (text, ids of the guides that answer it).
    """
    titles = sorted({guide.title or guide.id for guide in guides})
    random.Random(SEED).shuffle(titles)
    half = set(titles[: len(titles) // 2])
    values, plain = [], []
    for side in (True, False):
        kept = [guide for guide in guides if ((guide.title or guide.id) in half) is side]
        ids = {guide.id for guide in kept}
        bot = build(kept)
        rank = bm25_stems([text_of(passage) for passage in bot.passages])
        inside: dict[bool, list[float]] = {True: [], False: []}
        raw: dict[bool, list[float]] = {True: [], False: []}
        for text, answering in track(list(questions), "half of the guides left out"):
            held = bool(answering & ids)
            inside[held].append(ask(bot, text).score)
            best = rank(text, 1)
            raw[held].append(best[0][1] if best else 0.0)
        values.append(metrics.auroc(inside[True], inside[False]))
        plain.append(metrics.auroc(raw[True], raw[False]))
    return {"value": _mean(values), "BM25 with stems": _mean(plain), "n": len(questions)}


def _mean(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else None
