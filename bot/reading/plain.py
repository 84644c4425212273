"""Plain text as pasted from a web page → Guide (first stub: paragraphs only)."""

from __future__ import annotations

from bot.reading.outline import tidy_title
from bot.reading.sentences import split_sentences
from bot.records import Block, Guide, Section


def read_plain(text: str, *, guide_id: str, path: str) -> Guide:
    """One prose block a line."""
    lines = enumerate(text.split("\n"), start=1)
    blocks = tuple(Block("prose", number, tuple(split_sentences(line))) for number, line in lines if line.strip())
    title = tidy_title(guide_id)
    return Guide(guide_id, title, path, (Section(title, 1, 1, blocks),))
