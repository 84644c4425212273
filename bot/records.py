"""The frozen records that flow between modules, from a file on disk to an answer.

A guide is sections of blocks. Each block falls into *units*: a sentence, a list item, a line of a timetable, a table
cell with its labels. Units are numbered through the guide from 0; the number is what a citation opens
(`/guides/<id>?s=12-13#s12`), so passages and guide pages both take units from `Block.units()`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

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
    the unit to quote first, or "" for whichever fits the question. gap: what is missing, where the guides don't answer
    the question at all; such a door has no passages.
    """

    question: str
    wordings: tuple[str, ...]
    passages: tuple[str, ...]
    quotes: tuple[str, ...]
    file: str
    line: int
    lang: str = "en"
    gap: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """What the index holds and a quote is cut from.

    id: `guide#section-n`. spans: (start, end) of each unit in `text`, in Unicode code points. numbers: the number of
    each unit in its guide. lead: the line that introduces the table it is a row of. table: header and row of a table
    row, else None. questions: wordings that its section is known to answer.
    """

    id: str
    guide_id: str
    guide_title: str
    heading: str
    trail: tuple[str, ...]
    kind: PassageKind
    text: str
    spans: tuple[tuple[int, int], ...]
    numbers: tuple[int, ...]
    lead: str = ""
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


@dataclass(frozen=True, slots=True)
class Question:
    """A student's turn, read with the conversation so far.

    text: the words as they were read, mended. terms: weighted terms for the engine, carried ones included. wording: all
    stems and concepts, for comparing with known wordings. canonical: concepts and the words they do not cover, for
    comparing with headings. content: what the turn itself asks for and evidence should
    cover, with weights. careers, topics, levels, places: concepts, own or carried. own: concepts of the part of this
    turn that asks. excluded: careers that are not meant. compared: two or more concepts of one kind to set side by
    side. asks: kinds of answer wanted. subjects: words that the question may be about, with weights. counted: what
    "how many" asks the number of, as stems and concepts. strangers: occupations that nobody here knows. words: stem →
    the student's word. near: guides and sections that the conversation was at, with weights. onward: the passage or
    section that comes next. follow: it leans on the turn before. whole: it could be asked without that. open: it speaks
    of "they" or "it" with nothing before that could be meant.
    """

    text: str
    terms: Mapping[str, float]
    wording: Mapping[str, float]
    canonical: Mapping[str, float]
    content: Mapping[str, float]
    careers: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    own: frozenset[str] = frozenset()
    excluded: tuple[str, ...] = ()
    compared: tuple[str, ...] = ()
    asks: frozenset[str] = frozenset()
    subjects: Mapping[str, float] = field(default_factory=dict)
    counted: frozenset[str] = frozenset()
    strangers: tuple[str, ...] = ()
    words: Mapping[str, str] = field(default_factory=dict)
    corrections: tuple[tuple[str, str], ...] = ()
    carried: Mapping[str, str] = field(default_factory=dict)
    carried_terms: Mapping[str, float] = field(default_factory=dict)
    near: Mapping[str, float] = field(default_factory=dict)
    onward: str = ""
    guide: str | None = None
    lang: str = "en"
    follow: bool = False
    whole: bool = False
    open: bool = False


@dataclass(frozen=True, slots=True)
class Turn:
    """What a conversation carries from turn to turn: concepts and terms with weights, and where it was. No text.

    things: what "it" may mean if no career was talked about, as concepts and words of the guides.
    """

    careers: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    things: tuple[str, ...] = ()
    terms: Mapping[str, float] = field(default_factory=dict)
    near: Mapping[str, float] = field(default_factory=dict)
    shown: tuple[str, ...] = ()
    past: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a passage, verbatim: `passage.text[span[0]:span[1]] == text`. citation: its place in the citations."""

    text: str
    passage: int
    span: tuple[int, int]
    citation: int
    lang: str = "en"


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a quote stands: opens the guide at the sentence."""

    guide: str
    title: str
    section: str
    url: str
    sources: tuple[Mapping[str, str], ...] = ()
    reviewed: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a student is told. One of kind `answer` cannot be built without quotes and citations.

    The fields are those of the chat API (see `to_dict`); `confidence_score` is the measured number behind the words,
    kept for evaluation, also on a refusal.
    """

    kind: AnswerKind
    text: str
    lang: str = "en"
    quotes: tuple[Quote, ...] = ()
    citations: tuple[Citation, ...] = ()
    passages: tuple[Mapping[str, Any], ...] = ()
    comparison: Mapping[str, Any] | None = None
    disagreement: Mapping[str, Any] | None = None
    more: Mapping[str, Any] | None = None
    confidence: Mapping[str, str] | None = None
    corrections: tuple[tuple[str, str], ...] = ()
    suggestions: tuple[str, ...] = ()
    links: tuple[Mapping[str, str], ...] = ()
    why: Mapping[str, Any] | None = None
    context: str = ""
    confidence_score: float | None = None
    refused_because: str = ""

    def __post_init__(self) -> None:
        if (self.kind == "answer") != bool(self.quotes and self.citations):
            raise ValueError(
                f"an Answer of kind {self.kind!r} with {len(self.quotes)} quotes: only answers cite, and all do"
            )

    def to_dict(self) -> dict[str, Any]:
        """Exactly the JSON of the chat API."""
        return {
            "kind": self.kind,
            "text": self.text,
            "lang": self.lang,
            "quotes": [asdict(quote) | {"span": list(quote.span)} for quote in self.quotes],
            "citations": [
                {**asdict(citation), "sources": [dict(source) for source in citation.sources]}
                for citation in self.citations
            ],
            "passages": [dict(passage) for passage in self.passages],
            "comparison": self.comparison,
            "disagreement": self.disagreement,
            "more": self.more,
            "confidence": self.confidence,
            "corrections": [{"from": wrong, "to": right} for wrong, right in self.corrections],
            "suggestions": list(self.suggestions),
            "links": [dict(link) for link in self.links],
            "why": self.why,
            "context": self.context,
        }
