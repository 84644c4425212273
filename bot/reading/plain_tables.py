"""Tables in pasted text: separated columns, run-together cells, label and value on one line or on alternating lines."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from bot.reading.outline import is_timetable
from bot.reading.plain_glue import MONEY, Words, amount_is_glued, split_amounts
from bot.reading.plain_lines import LONGEST_STRUCTURED, Line
from bot.reading.plain_navigation import is_furniture

Row = tuple[str, ...]

LONGEST_ROW = 200  # code points; a run-together row is shorter, a sentence with a glued word may be longer
_LABELLED = re.compile(r"([^\W\d_][^:.?!]{0,40}):\s+(\S.*)")
_LONGEST_LABELLED = 80
_LONGEST_FIGURE = 60
_LONGEST_LABEL = 80
_FEWEST_UNGLUED = 3  # rows
_FEWEST_BY_GAPS = 3
_EXPLAINS = ("-", "–", "—", ":", ",", ".")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_DIGITS = re.compile(r"\d+")
_FIGURE_LAST = re.compile(r"([^\W\d_].{0,98}[^\W\d_)]) ((?:\d[\d,]{0,12}(?:\.\d{1,2})?|<\d)%?)")
_FIGURE_ALONE = re.compile(r"[^\w\s]{0,2}\d[\d.,%+–\-]{0,20}")
_PIPE_RULE = re.compile(r"\|?[\s:|+-]*-[\s:|+-]*\|?")
_WIDE_GAP = re.compile(r"(?<![.?!:;]) {2,}")
_SENTENCE_END = (".", "!", "?", ";", ":")
_VALUE_SIGNS = re.compile(r"[\d,;·/–—&]")


@dataclass(frozen=True, slots=True)
class Table:
    """`header` and `rows` of cells, made of lines[start:end]."""

    start: int
    end: int
    header: Row
    rows: tuple[Row, ...]


def item_rows(items: Sequence[str], words: Words) -> tuple[Row, ...]:
    """The rows that the items of one list are, () when they are just items."""
    if len(items) < 2 or any(len(item) > LONGEST_ROW for item in items):
        return ()
    for reading in (_labelled_rows, _amount_rows, _glued_rows, _alternating_rows):
        if rows := reading(items, words):
            return rows
    return ()


def find_tables(lines: Sequence[Line], taken: Sequence[bool], words: Words) -> list[Table]:
    """Tables among the lines that are not `taken`, in order, none overlapping."""
    free = [not used and len(line.raw) <= LONGEST_STRUCTURED for line, used in zip(lines, taken, strict=True)]
    tables: list[Table] = []
    for finder in (_separated, _with_amounts, _with_figures, _glued, _labelled, _alternating):
        for table in finder(lines, free, words):
            tables.append(table)
            free[table.start : table.end] = [False] * (table.end - table.start)
    return sorted(tables, key=lambda table: table.start)


def _runs(lines: Sequence[Line], free: Sequence[bool], key: Callable[[Line], object], *, gaps: bool) -> Iterator[range]:
    """Maximal runs of free lines with one truthy key; `gaps`: blank lines may stand between them."""
    start, current = 0, None
    for index, line in enumerate(lines):
        found = key(line) if free[index] else None
        if found != current or (line.gap and not gaps):
            if current and index > start:
                yield range(start, index)
            start, current = index, found
    if current:
        yield range(start, len(lines))


# --- columns kept apart by tabs, pipes or wide gaps ------------------------------------------------------------------


def _columns(line: Line) -> tuple[str, Row]:
    """The separator of a line's cells and the cells; ("", ()) when it has none."""
    raw = line.raw
    if "\t" in raw:
        return "\t", tuple(cell.strip() for cell in raw.split("\t"))
    if raw.count("|") > 1 or " | " in raw:
        return "|", tuple(cell.strip() for cell in raw.strip().strip("|").split("|"))
    cells = tuple(_WIDE_GAP.split(raw))
    return (f"gap{len(cells)}", cells) if len(cells) > 1 else ("", ())


def _separated(lines: Sequence[Line], free: Sequence[bool], words: Words) -> Iterator[Table]:
    def separator(line: Line) -> str:
        around = not line.raw.startswith("|") and is_furniture(line.text)
        return "" if around else _columns(line)[0]

    for run in _runs(lines, free, separator, gaps=False):
        ruled = any(_PIPE_RULE.fullmatch(lines[index].raw) for index in run)
        rows = [_columns(lines[index])[1] for index in run if not _PIPE_RULE.fullmatch(lines[index].raw)]
        columns = max(map(len, rows), default=0)
        if len(rows) < 2 or columns < 2 or (columns == 2 and is_timetable([row[0] for row in rows])):
            continue
        by_gaps = "\t" not in lines[run.start].raw and "|" not in lines[run.start].raw
        if by_gaps and len(rows) < _FEWEST_BY_GAPS and not any(map(_has_digit, rows[-1][1:])):
            continue  # two lines with wide gaps are as well two lines of links
        has_header = ruled or _is_header(rows)
        yield Table(run.start, run.stop, rows[0] if has_header else (), tuple(rows[1:] if has_header else rows))


def _is_header(rows: Sequence[Row]) -> bool:
    """Whether the first row names the columns: no figures above figures, or short names above three columns."""
    first, rest = rows[0], rows[1:]
    if any(map(_has_digit, first[1:])):
        return False
    figures = sum(any(map(_has_digit, row[1:])) for row in rest)
    if 2 * figures > len(rest):
        return True
    return len(first) > 2 and len("".join(first)) < 0.75 * sum(len("".join(row)) for row in rest) / len(rest)


# --- cells run together ----------------------------------------------------------------------------------------------


def _with_amounts(lines: Sequence[Line], free: Sequence[bool], words: Words) -> Iterator[Table]:
    for run in _runs(lines, free, lambda line: bool(split_amounts(line.text)), gaps=True):
        texts = [lines[index].text for index in run]
        rows = [split_amounts(text) for text in texts]
        header = _header_above(lines, free, run.start, max(map(len, rows)), words)
        if _are_amount_rows(texts, rows) or (header and min(map(len, rows)) > 2):
            yield Table(run.start - bool(header), run.stop, header, tuple(rows))


def _are_amount_rows(texts: Sequence[str], rows: Sequence[Row]) -> bool:
    if len(rows) < 2 or any(text.endswith(_SENTENCE_END) for text in texts):
        return False
    glued = sum(amount_is_glued(text, row) for text, row in zip(texts, rows, strict=True))
    if 2 * glued >= len(rows) or min(map(len, rows)) > 2:
        return True
    # "Leeds £31,000" on every line is a table too; "Leeds — £31,000" is an item with its explanation.
    bare = all(len(row[0]) <= _LONGEST_LABEL and not row[0].endswith(_EXPLAINS) for row in rows)
    return len(rows) >= _FEWEST_UNGLUED and bare


def _with_figures(lines: Sequence[Line], free: Sequence[bool], words: Words) -> Iterator[Table]:
    """Statistics give the unit in the first row only: `Hospitals 52%`, `Clinics 11`, `Schools 4`."""
    for run in _runs(lines, free, lambda line: bool(_FIGURE_LAST.fullmatch(line.text)), gaps=True):
        rows = [match.groups() for index in run if (match := _FIGURE_LAST.fullmatch(lines[index].text))]
        if len(rows) >= _FEWEST_UNGLUED and rows[0][1].endswith("%"):
            yield Table(run.start, run.stop, (), tuple(rows))


def _glued(lines: Sequence[Line], free: Sequence[bool], words: Words) -> Iterator[Table]:
    def glued(line: Line) -> bool:
        text = line.text
        return len(text) <= LONGEST_ROW and not _ends_sentence(text) and words.is_glued(text)

    for run in _runs(lines, free, glued, gaps=False):
        texts = [lines[index].text for index in run]
        columns = words.columns(texts)
        rows = [words.split(text, columns) for text in texts] if len(texts) > 1 and columns > 1 else []
        if rows and all(rows):
            header = _header_above(lines, free, run.start, columns, words)
            yield Table(run.start - bool(header), run.stop, header, tuple(rows))


def _header_above(lines: Sequence[Line], free: Sequence[bool], start: int, columns: int, words: Words) -> Row:
    """The run-together names of the columns on the line above lines[start], () when that isn't what it is."""
    if not start or not free[start - 1] or lines[start].gap or lines[start - 1].level:
        return ()
    text = lines[start - 1].text
    if len(text) > LONGEST_ROW or _ends_sentence(text) or MONEY.search(text):
        return ()
    return words.split_header(text, columns)


def _ends_sentence(text: str) -> bool:
    return text.endswith(_SENTENCE_END) and not text.endswith("...")


def _amount_rows(items: Sequence[str], words: Words) -> tuple[Row, ...]:
    rows = [split_amounts(item) for item in items]
    return tuple(rows) if all(rows) and _are_amount_rows(items, rows) else ()


def _glued_rows(items: Sequence[str], words: Words) -> tuple[Row, ...]:
    columns = 1 if any(map(_ends_sentence, items)) else words.columns(list(items))
    rows = tuple(words.split(item, columns) for item in items) if columns > 1 else ()
    return rows if all(rows) else ()


# --- labels and values -----------------------------------------------------------------------------------------------


def _labelled_rows(items: Sequence[str], words: Words) -> tuple[Row, ...]:
    matches = [_LABELLED.fullmatch(item) if len(item) <= _LONGEST_LABELLED else None for item in items]
    if len(items) < 3 or not all(matches):
        return ()
    return tuple((match[1].strip(), match[2]) for match in matches if match)


def _labelled(lines: Sequence[Line], free: Sequence[bool], words: Words) -> Iterator[Table]:
    def labelled(line: Line) -> bool:
        short = len(line.text) <= _LONGEST_LABELLED and not line.text.endswith("?")
        return short and bool(_LABELLED.fullmatch(line.text))

    for run in _runs(lines, free, labelled, gaps=False):
        if rows := _labelled_rows([lines[index].text for index in run], words):
            yield Table(run.start, run.stop, (), rows)


def _alternating_rows(items: Sequence[str], words: Words) -> tuple[Row, ...]:
    """Pairs of a bare label and its value: values are longer, or hold figures or several things."""
    labels, values = items[0::2], items[1::2]
    if len(items) < 6 or len(items) % 2 or not all(map(_is_bare_label, labels)):
        return ()
    telling = [bool(_VALUE_SIGNS.search(value)) for value in values]
    fuller = all(len(value) > len(label) or tells for label, value, tells in zip(labels, values, telling, strict=True))
    return tuple(zip(labels, values, strict=True)) if fuller and 2 * sum(telling) >= len(values) else ()


def _has_digit(text: str) -> bool:
    return any(char.isdigit() for char in text)


def _is_bare_label(text: str) -> bool:
    return len(text) <= 32 and len(text.split()) <= 5 and not _VALUE_SIGNS.search(text) and not _ends_sentence(text)


def _alternating(lines: Sequence[Line], free: Sequence[bool], words: Words) -> Iterator[Table]:
    """Labels, each with a line of figures below it. On unmarked lines figures are asked for, else any run of headings
    and short paragraphs would do."""
    index = 0
    while index + 1 < len(lines):
        start = index
        while index + 1 < len(lines) and free[index] and free[index + 1]:
            if not _is_figure_of(lines[index].text, lines[index + 1].text, within=index > start):
                break
            index += 2
        if index - start >= 6:
            texts = [line.text for line in lines[start:index]]
            yield Table(start, index, (), tuple(zip(texts[0::2], texts[1::2], strict=True)))
        index = max(index, start + 1)


def _is_figure_of(label: str, value: str, *, within: bool) -> bool:
    """Whether `value` is the figure for `label`; `within` a run a label may hold figures too ("Class 1 medical")."""
    if len(value) > _LONGEST_FIGURE or _ends_sentence(value) or not _has_digit(_YEAR.sub("", value)):
        return False
    if _is_bare_label(label) or (within and label[0].isupper() and _is_bare_label(_DIGITS.sub("", label))):
        return True
    alone = bool(_FIGURE_ALONE.fullmatch(value)) and not _FIGURE_ALONE.match(label)
    return alone and len(label) <= _LONGEST_LABEL and label[0].isupper() and not _ends_sentence(label)
