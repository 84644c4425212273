"""Lines → pieces in reading order: lists, timetables, tables and turns made whole, every other line by itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass
from typing import Literal

from bot.reading.outline import is_timetable
from bot.reading.plain_glue import Words
from bot.reading.plain_lines import Line
from bot.reading.plain_navigation import is_furniture
from bot.reading.plain_tables import Table, find_tables, item_rows
from bot.reading.plain_turns import Turn, find_turns
from bot.records import Block

_EYEBROW = re.compile(r"(?:0\d\s*[·•∙|/–—-]|\d{1,2}\s*[·•∙])\s*(\S.{0,119})")
_NOON = re.compile(r"(?:(?:12 )?noon|midday|midnight|\d{1,2}[:.h]\d{2}|\d{1,2}\s?[ap]\.?m)\b", re.IGNORECASE)
_SENTENCE_END = (".", "!", "?", ":", ";", "…")
_SPREAD = re.compile(r"\S(?: {2,}|\t)\S[^\t]*?(?: {2,}|\t)\S")
_MOST_LINK_WORDS = 4  # of the name of another page
_LONGEST_UNMARKED_ITEM = 100
_LONGEST_INDENTED_ITEM = 200


@dataclass(frozen=True, slots=True)
class Piece:
    """What: a line not yet understood, a finished block, a turn, a question marked as one, a heading marked as one.

    gap: whether a blank line stands before it. label: of a turn its time and speaker, of a question who asks, of a
    heading its eyebrow. level: of a heading, 0 where the text doesn't say. spread: whether a line's words stand as far
    apart as links in a row.
    """

    what: Literal["line", "block", "turn", "question", "heading"]
    line: int
    gap: bool
    text: str = ""
    label: str = ""
    level: int = 0
    block: Block | None = None
    spread: bool = False


def find_pieces(lines: Sequence[Line]) -> list[Piece]:
    """Group the lines. Every line is in exactly one piece."""
    words = Words.of(line.text for line in lines)
    turns = find_turns(lines)
    taken = [bool(line.mark or line.level or index in turns) for index, line in enumerate(lines)]
    glued_eyebrows = _glued_eyebrows(lines, words)
    tables = {table.start: table for table in find_tables(lines, taken, words)}
    used = turns.keys() | {index for table in tables.values() for index in range(table.start, table.end)}
    links = _links_at_end(lines, used)
    pieces: list[Piece] = []
    index = 0
    while index < len(lines):
        line = lines[index]
        if index == links.start and links:
            items = tuple(lines[item].text for item in links[1:])
            pieces.append(Piece("line", line.number, True, line.text))  # a heading, so that they leave the last section
            pieces.append(Piece("block", line.number + 1, False, block=Block("list", line.number + 1, items)))
            end = links.stop
        elif index in turns:
            pieces += _turn(line, turns[index])
            end = index + 1
        elif table := tables.get(index):
            pieces.append(_block(line, _table(line.number, table)))
            end = table.end
        elif line.level:
            pieces.append(Piece("heading", line.number, line.gap, line.text, level=line.level))
            end = index + 1
        elif line.mark:
            end = _list_end(lines, index)
            pieces += _list(lines[index:end], words)
        elif match := _EYEBROW.fullmatch(line.text):
            pieces.append(_numbered_heading(line, match[1], words, glued_eyebrows))
            end = index + 1
        else:
            end = _unmarked_list_end(lines, index, used)
            if end - index > 1:
                items = [item.text for item in lines[index:end]]
                pieces.append(_block(line, Block(_kind(items, "list"), line.number, tuple(items))))
            else:
                spread = bool(_SPREAD.search(line.raw[:_LONGEST_INDENTED_ITEM]))
                pieces.append(Piece("line", line.number, line.gap, line.text, spread=spread))
        index = end
    return pieces


def _block(line: Line, block: Block) -> Piece:
    return Piece("block", line.number, line.gap, block=block)


def _table(number: int, table: Table) -> Block:
    return Block("table", number, header=table.header, rows=table.rows)


def _turn(line: Line, turn: Turn) -> list[Piece]:
    if not turn.text:
        return []
    if turn.asks:
        return [Piece("question", line.number, line.gap, turn.text, label=turn.speaker)]
    return [Piece("turn", line.number, line.gap, turn.text, label=turn.label)]


# --- lists -----------------------------------------------------------------------------------------------------------


def _list_end(lines: Sequence[Line], start: int) -> int:
    """A list goes on with the same kind of mark; deeper ones belong to the item above them."""
    first = lines[start]
    end = start + 1
    while end < len(lines):
        line = lines[end]
        deeper = line.mark and line.indent > first.indent
        restarts = line.mark == "number" and line.ordinal == 1 and line.gap
        if not deeper and (line.mark != first.mark or restarts):
            break
        end += 1
    return end


def _list(lines: Sequence[Line], words: Words) -> list[Piece]:
    first = lines[0]
    if first.mark == "bullet":
        items = [_item(line) for line in lines]
        rows = item_rows(items, words)
        if rows and not _is_timetable(items):
            return [_block(first, Block("table", first.number, rows=rows))]
        return [_block(first, Block(_kind(items, "list"), first.number, tuple(items)))]
    if len(lines) == 1:  # a number alone is a heading's, or part of a sentence
        return [Piece("line", first.number, first.gap, f"{first.prefix.strip()} {first.text}")]
    # Numbers that merely count from one are marks; others (a countdown, years of a plan) say something.
    ordinals = [line.ordinal for line in lines if line.mark == "number" and line.indent <= first.indent]
    counted = ordinals == list(range(1, len(ordinals) + 1))
    items = [line.text if counted or line.mark == "bullet" else f"{line.prefix.strip()} {line.text}" for line in lines]
    return [_block(first, Block(_kind(items, "steps"), first.number, tuple(items)))]


def _item(line: Line) -> str:
    return line.text if line.mark == "bullet" else f"{line.prefix.strip()} {line.text}"


def _kind(items: Sequence[str], default: Literal["list", "steps"]) -> Literal["list", "steps", "timetable"]:
    return "timetable" if _is_timetable(items) else default


def _is_timetable(items: Sequence[str]) -> bool:
    return is_timetable(items) or (len(items) > 1 and all(_NOON.match(item) for item in items))


def _unmarked_list_end(lines: Sequence[Line], start: int, used: Container[int]) -> int:
    """The end of a list whose items have no marks: lines with a time, indented lines, lines below a colon."""
    first, above = lines[start], lines[start - 1] if start else None

    def end_of(holds: Callable[[Line], object]) -> int:
        end = start
        while end < len(lines) and end not in used and not lines[end].mark and not lines[end].level:
            line = lines[end]
            if (line.gap and end > start) or _EYEBROW.fullmatch(line.text) or not holds(line):
                break
            end += 1
        return end

    if _NOON.match(first.text) and (end := end_of(lambda line: _NOON.match(line.text))) > start + 1:
        return end
    if above is None or above.mark:
        return start + 1
    if first.indent >= above.indent + 2:
        end = end_of(lambda line: line.indent >= first.indent and len(line.text) <= _LONGEST_INDENTED_ITEM)
        if end > start + 1:
            return end
    if above.text.endswith(":"):
        end = end_of(lambda line: len(line.text) <= _LONGEST_UNMARKED_ITEM and not line.text.endswith(_SENTENCE_END))
        if end > start + 1 and (end == len(lines) or lines[end].gap):  # else its last line may be a heading
            return end
    return start + 1


def _links_at_end(lines: Sequence[Line], used: Container[int]) -> range:
    """The line that announces other pages and their names, just above the notices that a page ends in."""

    def is_link(index: int) -> bool:
        line = lines[index]
        short = len(line.text.split()) <= _MOST_LINK_WORDS and not line.text.endswith(_SENTENCE_END)
        return short and not (line.mark or line.level or index in used or is_furniture(line.text))

    end = len(lines)
    while end and end - 1 not in used and is_furniture(lines[end - 1].text):
        end -= 1
    start = end
    while start and is_link(start - 1) and not (start < end and lines[start].gap):
        start -= 1
    apart = start < end and (lines[start].gap or start == 0 or is_furniture(lines[start - 1].text))
    return range(start, end) if end < len(lines) and end - start > 2 and apart else range(0)


# --- numbered headings -----------------------------------------------------------------------------------------------


def _glued_eyebrows(lines: Sequence[Line], words: Words) -> bool:
    """Whether the document's numbered headings are, most of them, an eyebrow run together with the heading."""
    found = [match[1] for line in lines if not line.mark and (match := _EYEBROW.fullmatch(line.text))]
    return len(found) > 2 and sum(bool(words.glue(text)) for text in found) > 0.6 * len(found)


def _numbered_heading(line: Line, text: str, words: Words, all_glued: bool) -> Piece:
    eyebrow, heading = "", text
    if all_glued or words.is_glued(text):
        eyebrow, heading = words.split(text, 2) or (eyebrow, heading)
    return Piece("heading", line.number, line.gap, heading, label=eyebrow, level=2)
