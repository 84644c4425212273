"""Which test questions does the index hold nearly word for word? They are counted apart: finding them proves little."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from eval.case import Case
from eval.replay import Engine

# Similarity from which a question counts as seen: rapidfuzz's token_sort_ratio of lower-case words, 0 to 100.
# Measured on the shipped 827 answerable questions against each other: a question's nearest one of *another* topic
# reaches
# 81 at the 95th percentile and 88 at the 99th. So 90 lies above what independently written, different questions share;
# read by eye, pairs above it differ in an article, a plural or a typo, while half of those at 80 ask something else.
SEEN = 90.0

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Nearest:
    """The indexed wording nearest to a question, and how alike they are, 0 to 100."""

    wording: str
    similarity: float

    @property
    def seen(self) -> bool:
        return self.similarity >= SEEN


def plain(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold()))


def indexed_wordings(bot: Engine) -> list[str]:
    """Every wording that the index is known to answer: FAQ questions, headings, and what passages say they answer."""
    found = {*bot.wordings}
    for passage in bot.passages:
        found |= {passage.heading, *passage.questions}
    return sorted({wording for one in found if (wording := plain(one))})


def nearest_wordings(cases: Sequence[Case], wordings: Iterable[str]) -> dict[str, Nearest]:
    """Each case's nearest wording, by its scored turn. Equally near ones: the first in order."""
    from rapidfuzz import fuzz, process

    known = list(wordings)
    if not cases or not known:
        return {}
    asked = [_sorted(plain(case.question)) for case in cases]
    # the plain ratio of sorted words is token_sort_ratio, without sorting each wording anew for each case
    similarity = process.cdist(asked, [*map(_sorted, known)], scorer=fuzz.ratio, workers=-1)
    best = np.argmax(similarity, axis=1)
    return {
        case.id: Nearest(known[place], round(float(similarity[number, place]), 1))
        for number, (case, place) in enumerate(zip(cases, best, strict=True))
    }


def _sorted(text: str) -> str:
    return " ".join(sorted(text.split()))
