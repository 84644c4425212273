"""Pasted text → its lines, each with the mark (bullet, number) it began with; hard-wrapped paragraphs joined again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from bot.datafiles import word_list

LONGEST_STRUCTURED = 400  # code points; a longer line is prose, whatever it looks like: bounds every pattern's work

_NEWLINE = re.compile("\r\n?|\n")
_SPACES = re.compile(r"[^\S\xa0\u202f\u2007]+")  # no-break spaces stay: they hold figures together
_SIGNS = "•‣▪▫◦●○■□►▸➤➢◆◇❖∙✓✔✅☑✗✘❌→➔➜➡"
_BULLET = re.compile(rf"(?:[{_SIGNS}]\ufe0f?\s*|[-–—*+·]\s+|o\t\s*)(?=\S)")
_STEP = re.compile(r"step\s{1,3}(\d{1,2})\s{0,3}(?:[:.)]\s*|[-–—]\s+)(?=\S)", re.IGNORECASE)
_NUMBER = re.compile(r"\(?(\d{1,3})(?:[.)]\s+|\.(?=[^\W\d_]))(?=\S)")
_LETTER = re.compile(r"(?!\(c\)\s+(?:19|20)\d\d)\(?([a-h])\)\s+(?=\S)")
_BARE_MARK = re.compile(rf"(?:[{_SIGNS}\-–—*+·]|\d{{1,3}}[.)])")
_HASHES = re.compile(r"(#{1,6})\s+(?=\S)")
_RULE = re.compile(r"([-=_*~–—])(?:\s?\1){2,}")
_COLUMNS = re.compile(r"\t| {2}|\|")
_SENTENCE_END = (".", "!", "?", ":", "…")
_DOTS = r"(?:\.\s{0,2})"
_LEADER = re.compile(  # "Starting ....... $54,000"; three dots lead to a figure only, else they are an ellipsis
    rf"(?<=[^\s.])\s*(?:{_DOTS}{{4,}}|…{{2,}}|_{{4,}}|(?:{_DOTS}{{3}}|(?<=\s)\.\s\.\s*)(?=[$£€¥₹\d]))\s*(?=[^\s.])"
)
_ASKED_BESIDE = re.compile(r"(\s*[^\W\d_][^.!?|]{1,150}\?) {3,}(?=\S)")
_PARTED_WORD = re.compile(r"[^\W\d_]+-")
_WIDEST = 120  # columns that a text is wrapped at
_ALONE = 40  # code points; a shorter line that begins no list item may be complete without a full stop
_ADDS = ("and", "or")  # "short- and long-term"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text, or several that belong together.

    number: 1-based. text: without its mark, white space collapsed. raw: the same with tabs and inner spaces kept, for
    columns. mark: what it began with, `prefix` as written; ordinal: the number of a numbered line. indent: in columns.
    gap: whether a blank line stands before it. level: of a heading marked as one (`## …` or underlined), else 0.
    """

    number: int
    text: str
    raw: str
    mark: Literal["", "bullet", "number"] = ""
    prefix: str = ""
    ordinal: int = 0
    indent: int = 0
    gap: bool = False
    level: int = 0


def collapse(text: str) -> str:
    return _SPACES.sub(" ", text).strip()


def read_lines(text: str) -> list[Line]:
    """Every line that is not blank, with marks taken off, wrapped paragraphs joined and lone marks given their text."""
    for invisible in "\ufeff\u200b\u2060":
        text = text.replace(invisible, "")
    lines: list[Line] = []
    gap = True
    for number, raw in _rows(text):
        if not raw.strip():
            gap = True
            continue
        if _RULE.fullmatch(raw.strip()):
            below_columns = bool(lines) and not gap and bool(_COLUMNS.search(lines[-1].raw))
            if raw.strip()[0] in "-=" and not gap and lines and not below_columns and _may_be_underlined(lines[-1]):
                lines[-1] = replace(lines[-1], level=1 if raw.strip()[0] == "=" else 2)
            gap = not below_columns
            continue
        line = _marked(number, raw, gap)
        gap = False
        if lines and not line.mark and _BARE_MARK.fullmatch(lines[-1].text):
            line = replace(_marked(number, f"{lines[-1].text} {raw.strip()}", lines[-1].gap), number=lines[-1].number)
            lines.pop()
        lines.append(line)
    return _unwrapped(lines)


def _rows(text: str) -> Iterator[tuple[int, str]]:
    """The numbered lines: a question with its answer beside it is two of them, dots that lead to a figure are a gap."""
    above = ""
    for number, raw in enumerate(_NEWLINE.split(text), start=1):
        row = raw
        if len(raw) <= LONGEST_STRUCTURED:
            row = _LEADER.sub("   ", raw)
            asked = _ASKED_BESIDE.match(row)
            if asked and (not above or above.endswith(_SENTENCE_END) or asked[1].lstrip()[0].islower()):
                yield number, asked[1]
                row = row[asked.end() :]
        yield number, row
        above = raw.strip()


def _marked(number: int, raw: str, gap: bool) -> Line:
    body = raw.lstrip()
    indent = len(raw[: len(raw) - len(body)].expandtabs(4))
    body = body.rstrip()
    if match := _BULLET.match(body):
        mark, ordinal = "bullet", 0
    elif match := _STEP.match(body) or _NUMBER.match(body):
        mark, ordinal = "number", int(match[1])
    elif match := _LETTER.match(body):
        mark, ordinal = "number", ord(match[1]) - ord("a") + 1
    elif (match := _HASHES.match(body)) and (rest := body[match.end() :].rstrip("# ")):
        return Line(number, collapse(rest), rest, indent=indent, gap=gap, level=len(match[1]))
    else:
        return Line(number, collapse(body), body, indent=indent, gap=gap)
    rest = body[match.end() :]
    return Line(number, collapse(rest), rest, mark, match[0], ordinal, indent, gap)


def _may_be_underlined(line: Line) -> bool:
    return not line.mark and len(line.text) <= 100 and not line.text.endswith(_SENTENCE_END)


def _unwrapped(lines: list[Line]) -> list[Line]:
    width = _wrap_width(lines)
    joined: list[Line] = []
    last_length = 0  # of the last physical line, mark and indent included
    for line in lines:
        above = joined[-1] if joined else None
        length = line.indent + len(line.prefix) + len(line.raw)
        if above and _continues(above, line, last_length, width):
            joined[-1] = replace(above, text=_joined(above.text, line.text), raw=_joined(above.raw, line.raw))
        else:
            joined.append(line)
        last_length = length
    return joined


def _continues(above: Line, line: Line, last_length: int, width: int) -> bool:
    if line.gap or line.mark or line.level or above.level or len(above.text) > 10 * LONGEST_STRUCTURED:
        return False
    if above.mark and line.indent >= above.indent + 2:
        return True
    if last_length <= _WIDEST and _goes_on(above, line):
        return True
    filled = last_length + 1 + len(line.text.split(" ", 1)[0]) > width
    return bool(width) and filled and line.indent >= above.indent and not above.text.endswith(":")


def _goes_on(above: Line, line: Line) -> bool:
    """Whether a line that was broken anywhere goes on in mid-sentence: it begins small, and what is above it is an item
    of a list, a long line or the first half of a word."""
    if not line.text[:1].islower() or above.text.endswith(_SENTENCE_END):
        return False
    if _COLUMNS.search(above.raw) or _COLUMNS.search(line.raw):
        return False
    return bool(above.mark) or len(above.text) >= _ALONE or bool(_half_word(above.text))


def _half_word(text: str) -> str:
    """The half of a word that a line ends in, with its hyphen."""
    last = text[text.rfind(" ") + 1 :]
    return last if _PARTED_WORD.fullmatch(last) else ""


def _joined(above: str, below: str) -> str:
    """Two lines as one. A hyphen stays between two words ("full-time") and goes from inside of one ("posi-tion")."""
    half, other = _half_word(above).casefold(), re.split(r"[^\w]", below, maxsplit=1)[0]
    if not half or not other.islower() or other in _ADDS:
        return f"{above} {below}"
    words = word_list("english")
    compound = half[:-1] + other not in words and half[:-1] in words and other in words
    return above + below if compound else above[:-1] + below


def _wrap_width(lines: Sequence[Line]) -> int:
    """The width the text was wrapped at, 0 when it was not.

    Wrapped text has no line past some 120 columns, and many of the lines near its width break off in mid-sentence.
    """
    lengths = [line.indent + len(line.prefix) + len(line.raw) for line in lines]
    width = max(lengths, default=0)
    if not 50 <= width <= _WIDEST:
        return 0
    near = sum(length > width - 14 for length in lengths)
    broken = sum(
        length > width - 14
        and below.text[:1].islower()
        and not (below.gap or below.mark)
        and not line.text.endswith(_SENTENCE_END)
        for line, below, length in zip(lines, lines[1:], lengths, strict=False)
    )
    return width if broken >= 2 and broken >= 0.4 * near else 0
