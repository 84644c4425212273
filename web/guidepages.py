"""A Guide as a readable page: the one place that numbers units for HTML, in the order of `Block.units()`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import groupby

from bot.passages import section_slugs
from bot.records import Block, Guide, Source
from web.answerview import safe_link

_RANGE = re.compile(r"(\d{1,6})(?:-(\d{1,6}))?")
_CLOCK = re.compile(r"(\d{1,2}(?:[:.]\d{2})?(?:\s?[ap]\.?m\.?)?)\s*(?:[—–-]\s*)?(.*)", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence, item, or cell; `number` is None for text that is not addressable by itself."""

    text: str
    number: int | None = None
    marked: bool = False
    clock: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    cells: tuple[Unit, ...]
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A block of the page. chips: numbers in the list of sources, shown at its end."""

    kind: str
    lead: Unit | None = None
    units: tuple[Unit, ...] = ()
    runs: tuple[tuple[bool, tuple[Unit, ...]], ...] = ()
    header: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    label: str = ""
    chips: tuple[int, ...] = ()
    named: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Chapter:
    heading: str
    anchor: str
    level: int
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Page:
    guide: Guide
    chapters: tuple[Chapter, ...]
    sources: tuple[Source, ...]
    marked: tuple[int, int] | None
    stale: bool
    contents: tuple[Chapter, ...] = field(default=())


def read_range(asked: str | None, units: int) -> tuple[int, int] | None:
    """`12-13` or `12` as first and last unit; None unless it is a range of units that exist."""
    found = _RANGE.fullmatch(asked or "")
    if not found or not (asked or "").isascii():
        return None
    first, last = int(found[1]), int(found[2] or found[1])
    return (first, last) if first <= last < units else None


def build(guide: Guide, sources: dict[str, Source], asked: str | None = None) -> Page:
    """The page of a guide, with the units that `asked` names marked."""
    total = sum(len(block.units()) for section in guide.sections for block in section.blocks)
    marked = read_range(asked, total)
    numbers: dict[str, int] = {}
    chapters: list[Chapter] = []
    number = 0
    level = 1
    for section, slug in zip(guide.sections, section_slugs(guide), strict=True):
        parts: list[Part] = []
        for block in section.blocks:
            cited = block.sources or section.sources or guide.sources
            part, number = _part(block, number, marked)
            names = tuple(name for name in cited if name)
            chips = tuple(numbers.setdefault(name, len(numbers) + 1) for name in names)
            if parts and parts[-1].named == names:  # one mark at the end of a run with the same sources
                parts[-1] = replace(parts[-1], chips=())
            parts.append(replace(part, chips=chips, named=names))
        level = min(max(section.level, 2), level + 1)
        title = section.heading if section.level > 1 or section.heading != guide.title else ""
        chapters.append(Chapter(title, f"h-{slug}", level, tuple(parts)))
    listed = tuple(_safe(sources.get(name) or Source(name, name)) for name in numbers)
    contents = tuple(chapter for chapter in chapters if chapter.heading and chapter.level <= 3)
    return Page(guide, tuple(chapters), listed, marked, bool(asked) and marked is None, contents)


def _safe(source: Source) -> Source:
    address = source.url if source.url.lower().startswith(("https://", "http://")) else ""
    return replace(source, url=safe_link(address) or "")


def _part(block: Block, number: int, marked: tuple[int, int] | None) -> tuple[Part, int]:
    """A block with its units numbered from `number`, and the number that comes next."""
    first, last = marked or (1, 0)

    def unit(text: str, place: int) -> Unit:
        return Unit(text, place, first <= place <= last)

    numbered = [unit(text, number + place) for place, text in enumerate(block.units())]
    after = number + len(numbered)
    lead = numbered.pop(0) if block.lead else None
    if block.kind == "table":
        rows = tuple(_rows(block, numbered))
        return Part("table", lead, header=block.header, rows=rows, label=block.label), after
    if block.kind == "timetable":
        numbered = [_clocked(entry) for entry in numbered]
    runs = tuple((mark, tuple(run)) for mark, run in groupby(numbered, key=lambda entry: entry.marked))
    return Part(block.kind, lead, tuple(numbered), runs, label=block.label), after


def _clocked(unit: Unit) -> Unit:
    found = _CLOCK.match(unit.text)
    return replace(unit, clock=found[1], text=found[2]) if found and found[2] else unit


def _rows(block: Block, numbered: list[Unit]) -> Iterable[Row]:
    """Units go to the cells where the row has one a cell, else to the row as a whole."""
    numbered = list(numbered)
    width = max([len(block.header), *(len(row) for row in block.rows)])
    for row in block.rows:
        units = [numbered.pop(0) for _ in block.row_units(row)]
        filled = [place for place in range(1, len(row)) if row[place]]
        texts = (*row, *[""] * (width - len(row)))
        if len(units) == len(filled) and len(block.header) > 1 and any(block.header[1:]):
            own = dict(zip(filled, units, strict=True))
            label_marked = bool(units) and any(entry.marked for entry in units)
            cells = (
                replace(own[place], text=text) if place in own else Unit(text, marked=place == 0 and label_marked)
                for place, text in enumerate(texts)
            )
            yield Row(tuple(cells))
        else:
            whole = units[0]
            yield Row(tuple(Unit(text, marked=whole.marked and bool(text)) for text in texts), whole.number)
