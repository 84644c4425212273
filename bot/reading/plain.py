"""Plain text as pasted from a web page → Guide: its headings, lists, tables, timetables and turns found again.

Structure is told by form alone, never by a document's words, and what isn't understood stays as prose: every word of
the text is somewhere in the guide. Lines (plain_lines) are grouped into pieces (plain_pieces, with plain_turns and
plain_tables), some of which are headings (plain_headings); here the headings make sections.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from bot.reading.outline import tidy_title
from bot.reading.plain_headings import find_headings, is_question, part_labels
from bot.reading.plain_lines import read_lines
from bot.reading.plain_pieces import Piece, find_pieces
from bot.reading.sentences import split_sentences
from bot.records import Block, Guide, Section

_OF_QUESTIONS = re.compile(r"\b(?:questions?|faqs?|q\s?&\s?a)\b", re.IGNORECASE)
# The sentence splitter makes every white space a plain one; no-break spaces pass it as characters that no text holds.
_HIDE = str.maketrans({"\xa0": "\ufdd0", "\u202f": "\ufdd1", "\u2007": "\ufdd2"})
_SHOW = str.maketrans({"\ufdd0": "\xa0", "\ufdd1": "\u202f", "\ufdd2": "\u2007"})


def read_plain(text: str, *, guide_id: str, path: str) -> Guide:
    """Read one guide. Never raises: text without any structure becomes one section of prose."""
    pieces = part_labels(find_pieces(read_lines(text)))
    headings = find_headings(pieces)
    name = tidy_title(guide_id) if headings.title is None else _heading_text(pieces[headings.title])
    sections = _Sections(name)
    lead: Piece | None = None
    for index, piece in enumerate(pieces):
        role = headings.roles[index]
        if index == headings.title and headings.opens:
            sections.title_at(piece.line)
        elif role == "heading":
            below = pieces[index + 1] if index + 1 < len(pieces) else None
            empty = below is not None and below.what != "question" and headings.roles[index + 1] == "heading"
            sections.heading(piece, empty, _shape(below))
        elif role == "lead":
            lead = piece
        elif piece.block:
            for block in _with_lead(piece.block, lead):
                sections.add(block)
            lead = None
        else:
            sections.add(Block("prose", piece.line, sentences_of(piece.text), label=piece.label))
    return Guide(guide_id, name, path, sections.finish())


def sentences_of(text: str) -> tuple[str, ...]:
    """The sentences of a paragraph, no-break spaces kept."""
    return tuple(sentence.translate(_SHOW) for sentence in split_sentences(text.translate(_HIDE)))


def _heading_text(piece: Piece) -> str:
    return piece.text.rstrip(": ") or piece.text


def _shape(piece: Piece | None) -> str:
    return piece.block.kind if piece and piece.block else "prose"


def _with_lead(block: Block, lead: Piece | None) -> list[Block]:
    """A block with the last sentence of the line above as its lead-in; what that line says before it is prose."""
    if lead is None:
        return [block]
    *before, last = sentences_of(lead.text)
    led = replace(block, lead=last, line=lead.line, label=lead.label)
    return [Block("prose", lead.line, tuple(before), label=lead.label), led] if before else [led]


@dataclass
class _Sections:
    """Collects sections in order and finds each heading's level.

    The text doesn't say which headings stand below which. Numbered ones are main sections and others belong to them.
    A heading with nothing of its own before the next is that one's parent, and the parent of those that follow as long
    as they hold the same kind of thing (a paragraph each, a list each). Questions below a heading that announces
    questions, and an interviewer's questions, are one level deeper.
    """

    title: str
    _done: list[Section] = field(default_factory=list)
    _blocks: list[Block] = field(default_factory=list)
    _above: list[tuple[int, tuple[str, ...]]] = field(default_factory=list)  # level and texts of the headings in force
    _base: int = 2  # level of a heading that nothing says more about
    _group: str | None = None  # what the children of an empty parent hold; "" while that isn't known yet
    _topic: int = 1  # level of the last heading that isn't a marked question
    _asks: bool = False  # whether that heading announces questions

    def title_at(self, line: int) -> None:
        # Lines above the title (navigation) stay in the title's section.
        self._done.append(Section(self.title, 1, line))

    def heading(self, piece: Piece, empty: bool, shape: str) -> None:
        level = self._level(piece, empty, shape)
        self._close()
        while self._above and self._above[-1][0] >= level:
            self._above.pop()
        heading = _heading_text(piece)
        trail = tuple(text for _, texts in self._above for text in texts) + ((piece.label,) if piece.label else ())
        self._done.append(Section(heading, level, piece.line, trail=trail))
        self._above.append((level, (piece.label, heading) if piece.label else (heading,)))

    def add(self, block: Block) -> None:
        self._blocks.append(block)

    def finish(self) -> tuple[Section, ...]:
        self._close()
        return tuple(self._done)

    def _close(self) -> None:
        if not self._blocks:
            return
        if not self._done:
            self._done.append(Section(self.title, 1, self._blocks[0].line))
        self._done[-1] = replace(self._done[-1], blocks=(*self._done[-1].blocks, *self._blocks))
        self._blocks = []

    def _level(self, piece: Piece, empty: bool, shape: str) -> int:
        if piece.what == "question":
            return self._topic + 1
        if piece.what == "heading":
            level, self._base, self._group = piece.level, piece.level + 1, None
        elif self._asks and is_question(piece.text):
            self._group = None
            return self._topic + 1
        elif empty:
            level, self._group = self._base, ""
            self._topic, self._asks = level, bool(_OF_QUESTIONS.search(piece.text))
            return level
        elif self._group is not None and self._group in ("", shape):
            level, self._group = self._base + 1, shape
        else:
            level, self._group = self._base, None
        self._topic, self._asks = level, bool(_OF_QUESTIONS.search(piece.text))
        return level
