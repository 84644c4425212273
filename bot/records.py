"""The frozen records that flow between modules, from a file on disk to an answer.

A guide is sections of blocks. Each block falls into *units*: a sentence, a list item, a line of a timetable, a table
cell with its labels. Units are numbered through the guide from 0; the number is what a citation opens
(`/guides/<id>?s=12-13#s12`), so passages and guide pages both take units from `Block.units()`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

BlockKind = Literal["prose", "list", "steps", "table", "timetable"]
PassageKind = Literal["prose", "list", "row", "timetable", "qa", "steps"]
AnswerKind = Literal["answer", "refusal", "clarify", "social", "crisis"]


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact comes from. `date` is as exact as known (`2026`, `2026-03`); `note` says how sure it is."""

    id: str
    title: str
    publisher: str = ""
    url: str = ""
    date: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, list, table or timetable.

    sentences: the units of prose, list, steps and timetable: sentences, items, lines.
    lead: the line that introduces a list or table ("You need three things:"), itself the block's first unit.
    header, rows: of a table only; rows may be shorter than the header; a header may be empty.
    label: a mark that stands beside the text without being part of it (a transcript's time, a speaker).
    line: where the block starts in its file, 1-based.
    """

    kind: BlockKind
    line: int
    sentences: tuple[str, ...] = ()
    lead: str = ""
    header: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    label: str = ""
    sources: tuple[str, ...] = ()

    def row_units(self, row: tuple[str, ...]) -> tuple[str, ...]:
        """A table row as readable lines, one a cell where the columns have names, else one for the whole row.

        ("Senior ML engineer", "£90,000") under ("Role", "United Kingdom") gives
        ("Senior ML engineer · United Kingdom: £90,000",).
        """
        label, *cells = row
        if not any(cells):
            return (label,)
        if len(self.header) > 1 and any(self.header[1:]):
            names = (*self.header[1:], *[""] * len(cells))
            pairs = [(name, cell) for name, cell in zip(names, cells, strict=False) if cell]
            return tuple(f"{label} · {name}: {cell}" if name else f"{label}: {cell}" for name, cell in pairs)
        return (f"{label}: {' · '.join(cell for cell in cells if cell)}",)

    def units(self) -> tuple[str, ...]:
        """Every addressable piece of the block, in reading order."""
        lead = (self.lead,) if self.lead else ()
        if self.kind == "table":
            return lead + tuple(unit for row in self.rows for unit in self.row_units(row))
        return lead + self.sentences


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and the blocks below it, up to the next heading.

    level: 1 for the guide's title, 2 for its main sections, and so on. trail: the headings above it, outermost first,
    without the guide's title and without its own. questions: wordings of a question that this section answers, beside
    the heading itself (FAQs bring them).
    """

    heading: str
    level: int
    line: int
    blocks: tuple[Block, ...] = ()
    trail: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Guide:
    """One document. `path` is relative to the folder it was read from; `careers` are lexicon ids or plain names."""

    id: str
    title: str
    path: str
    sections: tuple[Section, ...] = ()
    careers: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    reviewed: str = ""
    review_by: str = ""
    lang: str = "en"
    licence: str = ""


@dataclass(frozen=True, slots=True)
class Door:
    """An FAQ that is answered by passages of guides: one truth, many doors.

    passages: ids of the passages that answer, best first. quote: for each passage, in the same order, the beginning of
    the unit to quote first, or "" for whichever fits the question.
    """

    question: str
    wordings: tuple[str, ...]
    passages: tuple[str, ...]
    quotes: tuple[str, ...]
    file: str
    line: int
    lang: str = "en"


@dataclass(frozen=True, slots=True)
class Passage:
    """What the index holds and a quote is cut from.

    id: `guide#section-n`. spans: (start, end) of each unit in `text`, in Unicode code points. first: the number of its
    first unit in the guide; the others follow. table: header and row of a table row, else None. questions: wordings it is known to answer.
    """

    id: str
    guide_id: str
    guide_title: str
    heading: str
    trail: tuple[str, ...]
    kind: PassageKind
    text: str
    spans: tuple[tuple[int, int], ...]
    first: int
    sources: tuple[str, ...] = ()
    careers: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    table: tuple[tuple[str, ...], tuple[str, ...]] | None = None
    lang: str = "en"
    reviewed: str = ""

    def units(self) -> tuple[str, ...]:
        return tuple(self.text[start:end] for start, end in self.spans)


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage with its score; `features` says where the score comes from."""

    passage: Passage
    score: float
    features: Mapping[str, float] = field(default_factory=dict)

    @property
    def id(self) -> str:
        return self.passage.id

    @property
    def guide_id(self) -> str:
        return self.passage.guide_id
