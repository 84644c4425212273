"""Learn which door a question means (bot/doormodel.py) from the wordings of FAQs and gaps."""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from bot.doormodel import DoorModel, door_grams, make_door_model
from bot.errors import GuidepostError
from eval.extras import need

SIZE = 128  # of a vector; of wordings held out, 64 find fewer doors (.376 against .410) and 256 hardly more (.420)
STEPS = 680  # of Adam in all, for few wordings
ROUNDS = 4  # at least; after six fewer doors are found
BATCH = (8, 512)  # least and most wordings in a step
LEAST_WORDINGS = 4  # that must hold a gram; with 10, .394 against .413
LEAST_DOORS = 3
LENGTH = 3.0  # of a wording's vector of weights; with 5 fewer are found
HELD_OUT = 20  # one wording in so many


def fit(wordings: Sequence[Mapping[str, float]], doors: Sequence[str]) -> DoorModel:
    """Fit the vectors of grams and doors by Adam on the cross entropy. doors: the first wording of each one's door.

    Grams are weighted by tf·idf, and each wording's weights scaled to one length. Raises GuidepostError where there is
    too little to learn from.
    """
    need("sklearn")
    from sklearn.exceptions import ConvergenceWarning
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.neural_network import MLPClassifier

    if len(set(doors)) < LEAST_DOORS:
        raise GuidepostError(f"too little to learn from: {len(set(doors))} FAQs and gaps; {LEAST_DOORS} are the least")
    batch = min(max(len(wordings) * ROUNDS // STEPS, BATCH[0]), BATCH[1], len(wordings))
    told = [list(door_grams(wording)) for wording in wordings]
    weighted = TfidfVectorizer(analyzer=_as_they_are, min_df=min(LEAST_WORDINGS, len(told) // 2), dtype=np.float32)
    table: Any = weighted.fit_transform(told) * LENGTH
    model = MLPClassifier(
        (SIZE,), activation="identity", batch_size=batch, learning_rate_init=0.003, alpha=1e-5, random_state=0,
        max_iter=max(ROUNDS, round(STEPS * batch / len(told))),
    )  # fmt: skip
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # it is stopped on purpose
        model.fit(table, np.array(doors))
    vectors, to_doors = model.coefs_
    shift, bias = model.intercepts_
    return make_door_model(
        model.classes_.tolist(), weighted.get_feature_names_out().tolist(), weighted.idf_, vectors * LENGTH,
        to_doors.T, shift @ to_doors + bias,
    )  # fmt: skip


def held_out(wordings: Sequence[Mapping[str, float]], doors: Sequence[str], gaps: Sequence[bool]) -> str:
    """How many wordings a model finds that was fitted without them, in words. gaps: whether each one's door is one."""
    aside = np.random.default_rng(0).permutation(len(wordings)) % HELD_OUT == 0
    kept = np.flatnonzero(~aside)
    model = fit([wordings[row] for row in kept], [doors[row] for row in kept])
    is_gap = dict(zip(doors, gaps, strict=True))
    found = told_apart = 0
    for row in np.flatnonzero(aside):
        meant = model.meant(wordings[row])
        best = model.questions[int(meant.argmax())] if meant is not None else ""
        found += best == doors[row]
        told_apart += is_gap.get(best, False) == gaps[row]
    count = int(aside.sum())
    return f"of {count} wordings held out, {found / count:.3f} found; {told_apart / count:.3f} rightly a gap or none"


def _as_they_are(grams: Sequence[str]) -> Sequence[str]:
    return grams
