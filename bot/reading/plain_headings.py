"""Which of the pieces are headings, which lead into a list, and which are prose."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Literal

from bot.datafiles import yaml_data
from bot.reading.plain_pieces import Piece

Role = Literal["heading", "lead", "text"]

_LONGEST_HEADING = 100
_LONGEST_QUESTION = 160
_MOST_WORDS = 14
_FEW_WORDS = 8  # up to so many, a line need not be in title case to be a heading
_MENU = 4  # so many heading-like lines in a row are a menu, of which only the last can head what follows
_NOT_IN_HEADINGS = re.compile(r"[|›»←→@]|://")
_OPENERS = "“\"'‘(#&+¿¡."
_INNER_END = re.compile(r"[^\W\d_]{2}[.!?]\s")
_DATE = re.compile(r"\W*(?:\d{1,2}\.? )?[^\W\d_]{3,9}\.? (?:\d{1,2},? )?(?:19|20)\d\d\W*")
_QUOTED = re.compile(r"[\"“„'‘].*[\"”“'’]")


@dataclass(frozen=True, slots=True)
class Style:
    """How the document sets its lines. dense: without blank lines. ranked: some headings are stronger than a short line
    on top of a list (numbered, marked, or set off by blank lines on both sides)."""

    dense: bool
    ranked: bool


def find_roles(pieces: Sequence[Piece]) -> list[Role]:
    """One role a piece. Judged from the end, because a heading is known by what it stands above."""
    style = _style(pieces)
    menu = _in_menu(pieces)
    roles: list[Role] = ["text"] * len(pieces)
    for index in range(len(pieces) - 1, -1, -1):
        piece = pieces[index]
        if piece.what in ("heading", "question"):
            roles[index] = "heading"
        elif piece.what == "line" and index + 1 < len(pieces):
            before = pieces[index - 1] if index else None
            roles[index] = _judge(before, piece, pieces[index + 1], roles[index + 1], style, menu[index])
    return roles


def find_title(pieces: Sequence[Piece], roles: Sequence[Role]) -> int | None:
    """The piece that is the title: the first heading-like line above the first real text, else the first heading."""
    menu = _in_menu(pieces)
    first_heading = next((index for index, role in enumerate(roles) if role == "heading"), None)
    for index, piece in enumerate(pieces):
        if piece.what in ("heading", "question") or _is_text(piece):
            break
        if reads_as_heading(piece.text) and len(piece.text.split()) > 2 and not menu[index] and roles[index] != "lead":
            return index
    return first_heading


def opens_page(pieces: Sequence[Piece], title: int) -> bool:
    """Whether no real text stands above the title, so that it heads the whole page."""
    piece = pieces[title]
    marked = piece.what == "question" or (piece.what == "heading" and piece.level != 1)
    return not marked and not any(_is_text(above) for above in pieces[:title])


def reads_as_heading(text: str) -> bool:
    """Whether a line has a heading's form: short, no sentence, no navigation."""
    if is_question(text):
        return True
    words = text.split()
    if len(text) > _LONGEST_HEADING or len(words) > _MOST_WORDS or text.endswith((".", ",", ";", "!", "…")):
        return False
    if text.endswith(":") and len(words) > _FEW_WORDS:
        return False
    first = next((char for char in text if char.isalnum()), "")
    letters = sum(map(str.isalpha, text))
    if not first or first.islower() or not (text[0].isalnum() or text[0] in _OPENERS):
        return False
    if 2 * letters < len(text.replace(" ", "")) or _NOT_IN_HEADINGS.search(text) or _INNER_END.search(text):
        return False
    if _DATE.fullmatch(text) or _QUOTED.fullmatch(text) or is_navigation(text) or _is_byline(text):
        return False
    return len(words) <= _FEW_WORDS or _in_title_case(words)


def is_question(text: str) -> bool:
    """One question by itself."""
    fits = len(text) <= _LONGEST_QUESTION and text.endswith("?") and not text[:1].islower()
    return fits and not _INNER_END.search(text) and not _QUOTED.fullmatch(text)


def is_navigation(text: str) -> bool:
    """Whether a line is surely navigation or an advertisement, wherever it stands."""
    known = _navigation()
    folded = text.casefold().strip()
    if "cookie" in folded or folded.rstrip(".!…→›»> ") in known.lines:
        return True
    words = folded.split()
    if len(words) > _FEW_WORDS:
        return False
    if folded.startswith(known.beginnings):
        return not _in_title_case(text.split()) or len(words) < 3
    return is_link(text) and not known.words.isdisjoint(word.strip(".,!") for word in words)


def is_link(text: str) -> bool:
    """Whether a line reads like the text of a link: a short call to do something, in sentence case."""
    words = text.split()
    call = len(words) <= _FEW_WORDS and words[0].casefold() in _navigation().verbs
    return call and len(words) > 1 and not _in_title_case(words) and not text.endswith((".", ":"))


@dataclass(frozen=True, slots=True)
class _Navigation:
    lines: frozenset[str]
    beginnings: tuple[str, ...]
    verbs: frozenset[str]
    words: frozenset[str]
    byline_beginnings: tuple[str, ...]
    byline_words: tuple[str, ...]


@cache
def _navigation() -> _Navigation:
    data = yaml_data("navigation")
    return _Navigation(
        frozenset(data["lines"]),
        tuple(data["beginnings"]),
        frozenset(data["verbs"]),
        frozenset(data["words"]),
        tuple(data["bylines"]["beginnings"]),
        tuple(data["bylines"]["words"]),
    )


def _is_byline(text: str) -> bool:
    folded = text.casefold()
    known = _navigation()
    return folded.startswith(known.byline_beginnings) or any(word in folded for word in known.byline_words)


def _in_title_case(words: Sequence[str]) -> bool:
    """Whether most of the longer words after the first begin with a capital."""
    long = [word.lstrip("“\"'‘(") for word in words[1:] if len(word) > 3]
    return bool(long) and sum(not word[:1].islower() for word in long) >= 0.6 * len(long)


def _is_text(piece: Piece) -> bool:
    """Whether a piece is what a page is about: a block, a turn, a paragraph; not a heading, navigation or a by-line."""
    if piece.what != "line":
        return piece.what in ("block", "turn")
    text = piece.text
    if is_navigation(text) or _is_byline(text) or _NOT_IN_HEADINGS.search(text[:_LONGEST_HEADING]):
        return False
    return not reads_as_heading(text) and len(text.split()) > 2


def _style(pieces: Sequence[Piece]) -> Style:
    gaps = sum(piece.gap for piece in pieces[1:])
    set_off = sum(
        piece.what == "line"
        and piece.gap
        and below.gap
        and below.what in ("line", "block")
        and reads_as_heading(piece.text)
        for piece, below in pairwise(pieces)
    )
    marked = any(piece.what == "heading" for piece in pieces)
    return Style(dense=10 * gaps < len(pieces), ranked=marked or set_off > 1)


def _in_menu(pieces: Sequence[Piece]) -> list[bool]:
    """Which pieces are part of a long run of heading-like lines and not its last."""
    menu = [False] * len(pieces)
    start = 0
    for index in range(len(pieces) + 1):
        if index < len(pieces) and pieces[index].what == "line" and reads_as_heading(pieces[index].text):
            continue
        if index - start >= _MENU:
            menu[start : index - 1] = [True] * (index - 1 - start)
        start = index + 1
    return menu


def _judge(before: Piece | None, piece: Piece, below: Piece, role_below: Role, style: Style, in_menu: bool) -> Role:
    above_block = below.what == "block"
    if above_block and piece.text.endswith(":"):
        return "lead"
    stands_apart = before is None or piece.gap or style.dense or before.what != "line"
    if in_menu or not stands_apart or not reads_as_heading(piece.text):
        return "text"
    if above_block:
        on_top = not below.gap and style.ranked and not is_question(piece.text)
        return "lead" if on_top else "heading"
    if below.what == "turn" or role_below == "lead":
        return "heading"
    if role_below == "heading":
        answers = before is not None and before.what == "line" and is_question(before.text)
        apart = below.gap or style.dense or below.what != "line"
        return (
            "heading" if apart and not answers and not is_link(piece.text) and not is_question(piece.text) else "text"
        )
    answered = is_question(piece.text) and not is_navigation(below.text) and not is_link(below.text)
    return "heading" if answered or _is_text(below) else "text"
