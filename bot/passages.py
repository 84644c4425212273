"""Guide → Passages: what the index holds. Ids survive edits elsewhere in the guide."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from bot.records import Block, Guide, Passage, PassageKind, Section

LIST_WORDS = 160  # a longer list is split between items; a student reads no more at once

_NOT_SLUG = re.compile(r"[^\w]+|_+")


def slug(text: str, longest: int = 60) -> str:
    """A heading as part of an address: lower case, hyphens, cut at a hyphen. Letters of other scripts stay."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    whole = _NOT_SLUG.sub("-", plain).strip("-")
    if len(whole) <= longest:
        return whole or "section"
    return whole[: longest + 1].rsplit("-", 1)[0][:longest]


def section_slugs(guide: Guide) -> list[str]:
    """One unique slug a section; a heading that occurs twice takes its parent's slug before it."""
    own = [slug(section.heading) for section in guide.sections]
    counts = Counter(own)
    slugs: list[str] = []
    for section, name in zip(guide.sections, own, strict=True):
        if counts[name] > 1 and section.trail:
            name = f"{slug(section.trail[-1], 30)}--{name}"
        number = 1
        unique = name
        while unique in slugs:
            number += 1
            unique = f"{name}--{number}"
        slugs.append(unique)
    return slugs


@dataclass(slots=True)
class _Draft:
    """Units gathered for one passage: (text, number in the guide)."""

    kind: PassageKind
    units: list[tuple[str, int]]
    sources: tuple[str, ...]
    lead: str = ""
    table: tuple[tuple[str, ...], tuple[str, ...]] | None = None

    @property
    def words(self) -> int:
        return sum(text.count(" ") + 1 for text, _ in self.units)


def cut(guide: Guide, words: int) -> list[Passage]:
    """Cut a guide into passages of about `words` words.

    Paragraphs of one section and source are packed and long ones split at sentences; a list is one passage with its
    lead-in (split between items when very long); each table row is one passage, a line a cell.
    """
    passages = []
    number = 0
    for section, name in zip(guide.sections, section_slugs(guide), strict=True):
        drafts, number = _drafts(guide, section, number, words)
        for count, draft in enumerate(drafts, start=1):
            passages.append(_passage(guide, section, f"{guide.id}#{name}-{count}", draft))
    return passages


def _drafts(guide: Guide, section: Section, number: int, words: int) -> tuple[list[_Draft], int]:
    drafts: list[_Draft] = []
    for block in section.blocks:
        sources = block.sources or section.sources or guide.sources
        numbered = [(text, number + place) for place, text in enumerate(block.units())]
        number += len(numbered)
        if block.kind == "prose":
            last = drafts[-1] if drafts and drafts[-1].kind == "prose" and drafts[-1].sources == sources else None
            for units in _pack(numbered, words):
                size = sum(text.count(" ") + 1 for text, _ in units)
                if last and last.words + size <= words:
                    last.units += units
                else:
                    last = _Draft("prose", list(units), sources)
                    drafts.append(last)
        elif block.kind == "table":
            drafts += _rows(block, numbered, sources)
        else:
            lead = numbered[:1] if block.lead else []
            for units in _pack(numbered[len(lead) :], LIST_WORDS):
                drafts.append(_Draft(block.kind, lead + units, sources, block.lead))
    return drafts, number


def _pack(units: list[tuple[str, int]], words: int) -> Iterator[list[tuple[str, int]]]:
    """Split units into runs of about equal size, each of at most `words` words where its units allow."""
    total = sum(text.count(" ") + 1 for text, _ in units)
    target = total / max(1, -(-total // words)) if total else 1
    run: list[tuple[str, int]] = []
    size = 0.0
    for unit in units:
        length = unit[0].count(" ") + 1
        if run and size + length / 2 > target:
            yield run
            run, size = [], 0.0
        run.append(unit)
        size += length
    if run:
        yield run


def _rows(block: Block, numbered: list[tuple[str, int]], sources: tuple[str, ...]) -> Iterator[_Draft]:
    place = 1 if block.lead else 0
    if block.lead:
        yield _Draft("prose", numbered[:1], sources)
    for row in block.rows:
        size = len(block.row_units(row))
        yield _Draft("row", numbered[place : place + size], sources, block.lead, (block.header, row))
        place += size


def _passage(guide: Guide, section: Section, passage_id: str, draft: _Draft) -> Passage:
    separator = " " if draft.kind == "prose" else "\n"
    spans = []
    start = 0
    for text, _ in draft.units:
        spans.append((start, start + len(text)))
        start += len(text) + len(separator)
    question = section.heading.rstrip().endswith("?")
    return Passage(
        id=passage_id,
        guide_id=guide.id,
        guide_title=guide.title,
        heading=section.heading,
        trail=section.trail,
        kind="qa" if question and draft.kind == "prose" else draft.kind,
        text=separator.join(text for text, _ in draft.units),
        spans=tuple(spans),
        numbers=tuple(number for _, number in draft.units),
        lead=draft.lead,
        sources=draft.sources,
        careers=guide.careers,
        questions=section.questions,
        table=draft.table,
        lang=guide.lang,
        reviewed=guide.reviewed,
    )


def section_of(passage_id: str) -> str:
    """`guide#section-3` → `guide#section`."""
    return passage_id.rpartition("-")[0]
