"""Where sources give different figures for the same thing, each is shown. Precision before recall."""

from __future__ import annotations

from collections.abc import Sequence

from bot.index import Index
from bot.quoting import Excerpt
from bot.ranking import Ranked
from bot.records import Question


def disagreement(
    question: Question, ranked: Ranked, pieces: Sequence[Excerpt], index: Index
) -> tuple[str, list[Excerpt]] | None:
    """(what it is about, excerpts that differ), or None."""
    return None
