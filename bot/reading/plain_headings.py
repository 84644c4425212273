"""Which of the pieces are headings, which lead into a list, and which are just text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal
from unicodedata import category

from bot.reading.plain_glue import MONEY
from bot.reading.plain_navigation import in_title_case, is_byline, is_furniture, is_link, is_navigation
from bot.reading.plain_pieces import Piece

Role = Literal["heading", "lead", "text"]

_LONGEST_HEADING = 100
_LONGEST_QUESTION = 160
_MOST_WORDS = 14
_FEW_WORDS = 8  # up to so many, a line need not be in title case to be a heading
_MENU = 4  # so many heading-like lines in a row are a menu, of which only the last can head what follows
_NOT_IN_HEADINGS = re.compile(r"[|<>›»←→@]|://")
_OPENERS = "“\"'‘(#&+¿¡."
_INNER_END = re.compile(r"[^\W\d_A-Z]{2}[.!?]\s")  # not after "Dr."
_ENDS_IN_FIGURE = re.compile(r".*(?:\d%|\d[,.]\d{3}|\s[+−-]\d+)\W{0,3}")
_DATE = re.compile(r"\W*(?:\d{1,2}\.? )?[^\W\d_]{3,9}\.? (?:\d{1,2},? )?(?:19|20)\d\d\W*")
_LABEL = re.compile(r"([^\W\d_][^\W\d_'’&/-]*(?: [^\W\d_&/'’-]+){0,2}): (?=\S)")
_REMARK = re.compile(r"(?:note|n\.?b|hint|tip|warning|example|important|remember|update|source|ps)s?\b", re.IGNORECASE)
_FEWEST_SAID = 6  # words after a label that heads its paragraph
_LABEL_WORDS = 3
_QUOTED = re.compile(r"[\"“„'‘].*[\"”“'’]")


@dataclass(frozen=True, slots=True)
class Headings:
    """roles: one a piece. title: the index of the title, None if nothing reads like one. opens: whether the title
    heads the whole page, so that what stands above it (navigation) is in its section; else it is one section's."""

    roles: tuple[Role, ...]
    title: int | None
    opens: bool


@dataclass(frozen=True, slots=True)
class _Look:
    """What a piece looks like by itself. heading: has a heading's form. text: is what a page is about, not a heading,
    navigation or a by-line. link: navigation, or the text of a link.
    question: one question by itself."""

    piece: Piece
    heading: bool
    text: bool
    link: bool
    question: bool


@dataclass(frozen=True, slots=True)
class _Style:
    """How the document sets its lines. dense: without blank lines. ranked: some headings are stronger than a short line
    on top of a list (numbered, marked, or set off by blank lines on both sides, as most of the others are)."""

    dense: bool
    ranked: bool


def part_labels(pieces: Sequence[Piece]) -> list[Piece]:
    """Paragraphs such as "Hours: hospitals never close, so …" as a heading and its text, where the label stands once
    and no paragraph without a heading follows that may belong to the section around."""
    labels = [_paragraph_label(piece) for piece in pieces]
    counts = Counter(labels)
    parted: list[Piece] = []
    for index, (piece, label) in enumerate(zip(pieces, labels, strict=True)):
        below = pieces[index + 1] if index + 1 < len(pieces) else None
        ends = below is None or (below.gap and (labels[index + 1] or below.what != "line" or _ends_text(below.text)))
        if label and counts[label] == 1 and ends:
            said = piece.text[len(label) + 2 :]
            parted += [replace(piece, text=f"{label}:"), replace(piece, text=said, gap=False)]
        else:
            parted.append(piece)
    return parted


def _paragraph_label(piece: Piece) -> str:
    if piece.what != "line" or not piece.gap:
        return ""
    match = _LABEL.match(piece.text[:_LONGEST_HEADING])
    if not match or not match[1][0].isupper() or _REMARK.match(match[1]) or is_byline(piece.text[:_LONGEST_HEADING]):
        return ""
    said = piece.text[match.end() :]
    return match[1] if len(said.split()) >= _FEWEST_SAID and not reads_as_heading(said) else ""


def _ends_text(text: str) -> bool:
    return reads_as_heading(text) or is_furniture(text)


def find_headings(pieces: Sequence[Piece]) -> Headings:
    """Judge every piece, from the end, because a heading is known by what it stands above."""
    looks = [_look(piece) for piece in pieces]
    style = _style(looks)
    menu = _in_menu(looks)
    roles: list[Role] = ["text"] * len(looks)
    for index in range(len(looks) - 1, -1, -1):
        look = looks[index]
        if look.piece.what in ("heading", "question"):
            roles[index] = "heading"
        elif index + 1 == len(looks):
            continue
        elif look.piece.text.endswith(":") and looks[index + 1].piece.what == "block":
            roles[index] = "heading" if look.heading and _names_block(look, looks[index + 1], style) else "lead"
        elif look.heading and not menu[index]:
            above = looks[index - 1] if index else None
            roles[index] = _judge(above, look, looks[index + 1], roles[index + 1], style)
    title = _find_title(looks, roles, menu)
    return Headings(tuple(roles), title, title is not None and _opens_page(looks, title))


def reads_as_heading(text: str) -> bool:
    """Whether a line has a heading's form: short, no sentence, no figure, no navigation."""
    if is_question(text):
        return True
    words = text.split()
    if len(text) > _LONGEST_HEADING or len(words) > _MOST_WORDS or text.endswith((".", ",", ";", "!", "…")):
        return False
    if text.endswith(":") and len(words) > _FEW_WORDS:
        return False
    first = next((char for char in text if char.isalnum()), "")
    letters = sum(map(str.isalpha, text))
    opens = text[:1].isalnum() or text[:1] in _OPENERS or category(text[:1] or " ") == "So"  # an emoji
    if not first or first.islower() or not opens:
        return False
    if 2 * letters < len(text.replace(" ", "")) or _NOT_IN_HEADINGS.search(text) or _INNER_END.search(text):
        return False
    if MONEY.search(text) or _ENDS_IN_FIGURE.fullmatch(text) or _DATE.fullmatch(text) or _QUOTED.fullmatch(text):
        return False
    if is_navigation(text) or is_byline(text):
        return False
    return len(words) <= _FEW_WORDS or in_title_case(words)


def is_question(text: str) -> bool:
    """Whether a line is one question by itself."""
    fits = len(text) <= _LONGEST_QUESTION and text.endswith("?") and not text[:1].islower()
    return fits and not _INNER_END.search(text) and not _QUOTED.fullmatch(text)


def _look(piece: Piece) -> _Look:
    if piece.what != "line":
        return _Look(piece, False, piece.what in ("block", "turn"), False, False)
    text = piece.text
    heading = reads_as_heading(text) and not piece.spread
    navigation = is_navigation(text) or piece.spread
    other = heading or navigation or is_byline(text[:_LONGEST_QUESTION])
    about = text.endswith((".", "!")) or len(text.split(maxsplit=2)) > 2
    about = about and not (other or _NOT_IN_HEADINGS.search(text[:_LONGEST_HEADING]))
    return _Look(piece, heading, about, navigation or is_link(text), is_question(text))


def _style(looks: Sequence[_Look]) -> _Style:
    gaps = sum(look.piece.gap for look in looks[1:])
    set_off = sum(
        look.heading and look.piece.gap and below.piece.gap and below.piece.what in ("line", "block")
        for look, below in pairwise(looks)
    )
    on_top = sum(
        look.heading and look.piece.gap and not below.piece.gap and below.piece.what in ("line", "block")
        for look, below in pairwise(looks)
    )
    marked = any(look.piece.what == "heading" for look in looks)
    return _Style(dense=10 * gaps < len(looks), ranked=marked or set_off > max(1, on_top))


def _names_block(look: _Look, below: _Look, style: _Style) -> bool:
    """Whether a short line with a colon is a section's name rather than what leads into a list of that section."""
    text = look.piece.text
    if not look.piece.gap or len(text.split()) > _LABEL_WORDS:
        return False
    table = below.piece.block is not None and below.piece.block.kind == "table"
    return _shouts(text) or (not style.ranked and (table or " " not in text))


def _shouts(text: str) -> bool:
    return text.isupper() and sum(map(str.isalpha, text)) > 2


def _in_menu(looks: Sequence[_Look]) -> list[bool]:
    """Which pieces are part of a long run of heading-like lines and not its last."""
    menu = [False] * len(looks)
    start = 0
    for index in range(len(looks) + 1):
        if index < len(looks) and looks[index].heading:
            continue
        if index - start >= _MENU:
            menu[start : index - 1] = [True] * (index - 1 - start)
        start = index + 1
    return menu


def _judge(above: _Look | None, look: _Look, below: _Look, role_below: Role, style: _Style) -> Role:
    """The role of a piece that has a heading's form, by the pieces above and below."""
    in_faq = look.question and below.text and above is not None and (above.heading or above.text)
    if above is not None and above.piece.what == "line" and not (look.piece.gap or style.dense or in_faq):
        return "text"
    if below.piece.what == "block":
        on_top = not below.piece.gap and style.ranked and not (look.question or _shouts(look.piece.text))
        return "lead" if on_top else "heading"
    if role_below == "heading":
        answers = above is not None and above.question
        apart = below.piece.gap or style.dense or below.piece.what != "line"
        return "heading" if apart and not (answers or look.link or look.question) else "text"
    answered = look.question and not below.link
    return "heading" if below.text or role_below == "lead" or answered else "text"


def _find_title(looks: Sequence[_Look], roles: Sequence[Role], menu: Sequence[bool]) -> int | None:
    """The first heading-like line of three words above the first real text, or one above a by-line, even if what is
    below isn't its content; else the first heading."""
    for index, look in enumerate(looks):
        if look.piece.what in ("heading", "question") or look.text:
            break
        if look.heading and not menu[index] and roles[index] != "lead" and _titles(look, looks[index + 1 : index + 2]):
            return index
    return next((index for index, role in enumerate(roles) if role == "heading"), None)


def _titles(look: _Look, below: Sequence[_Look]) -> bool:
    """Whether a heading-like line may be the page's title: it isn't the name of the site above its links."""
    below_text = below[0].piece.text[:_LONGEST_QUESTION] if below else ""
    if below_text and not below[0].piece.gap and is_navigation(below_text):
        return False
    return len(look.piece.text.split()) > 2 or is_byline(below_text)


def _opens_page(looks: Sequence[_Look], title: int) -> bool:
    piece = looks[title].piece
    of_a_section = piece.what == "question" or (piece.what == "heading" and piece.level != 1)
    return not of_a_section and not any(look.text for look in looks[:title])
