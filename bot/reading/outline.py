"""Builds a guide's sections from headings and blocks in reading order; shared by the readers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.records import Block, Section

LABEL_WORDS = 4  # of a line such as "Good points" above a list
_CLOCK = re.compile(r"(?:[01]?\d|2[0-3])[:.][0-5]\d(?:\s?[ap]\.?m\.?)?\b|(?:1[0-2]|[1-9])\s?[ap]\.?m\b", re.IGNORECASE)


def is_timetable(items: Sequence[str]) -> bool:
    """Whether every one of two or more items begins with a clock time."""
    return len(items) > 1 and all(_CLOCK.match(item) for item in items)


def tidy_title(stem: str) -> str:
    """A file's stem as a title: `my-guide_2` → `My guide 2`."""
    words = " ".join(re.split(r"[-_\s]+", stem)).strip()
    return words[:1].upper() + words[1:]


def _leads(block: Block) -> bool:
    """Whether a paragraph ends by introducing what is below, or is but a label such as "Drawbacks"."""
    last = block.sentences[-1]
    label = len(block.sentences) == 1 and len(last.split()) <= LABEL_WORDS and last[-1:].isalnum()
    return label or last.endswith(":")


class Outline:
    """Collects headings and blocks; `finish` gives the title and the sections."""

    def __init__(self, title: str = "") -> None:
        self.title = title
        self._sections: list[Section] = []
        self._blocks: list[Block] = []
        self._fresh_heading = False

    def heading(self, text: str, level: int, line: int) -> None:
        self._close()
        above = [section for section in self._sections if section.level < level]
        trail: list[str] = []
        below = level
        for section in reversed(above):
            if 1 < section.level < below:
                trail.insert(0, section.heading)
                below = section.level
        self._sections.append(Section(text, level, line, trail=tuple(trail)))
        if level == 1 and not self.title:
            self.title = text
        self._fresh_heading = True

    def add(self, block: Block) -> None:
        """Add a block; a line ending in ":", or a label, just before a list or table becomes its lead-in."""
        self._fresh_heading = False
        last = self._blocks[-1] if self._blocks else None
        if block.kind != "prose" and last and last.kind == "prose" and _leads(last):
            self._blocks.pop()
            if len(last.sentences) > 1:
                self._blocks.append(replace(last, sentences=last.sentences[:-1]))
            block = replace(block, lead=last.sentences[-1], sources=block.sources or last.sources)
        self._blocks.append(block)

    def source(self, sources: tuple[str, ...]) -> None:
        """A source mark of its own: for the section when it follows the heading, else for the block before it."""
        if self._fresh_heading:
            self._sections[-1] = replace(self._sections[-1], sources=sources)
        elif self._blocks:
            self._blocks[-1] = replace(self._blocks[-1], sources=sources)

    def finish(self, default_title: str) -> tuple[str, tuple[Section, ...]]:
        self._close()
        title = self.title or default_title
        return title, tuple(replace(part, heading=part.heading or title) for part in self._sections)

    def _close(self) -> None:
        if not self._blocks:
            return
        if not self._sections:
            self._sections.append(Section("", 1, self._blocks[0].line))
        self._sections[-1] = replace(self._sections[-1], blocks=tuple(self._blocks))
        self._blocks = []
