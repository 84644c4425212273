"""Markdown → Guide: front matter, headings, source marks, lists, tables, timetables, links, faults."""

from __future__ import annotations

import pytest

from bot.errors import CorpusError
from bot.reading.markdown import links, read_markdown
from bot.records import Block, Guide


def read(text: str) -> Guide:
    return read_markdown(text, guide_id="a-file", path="a-file.md")


def blocks(text: str) -> list[Block]:
    return [block for section in read(text).sections for block in section.blocks]


def test_front_matter() -> None:
    guide = read(
        "---\nid: nurse\ntitle: A Nurse\ncareers: [nurse, ward nurse]\nsources: ministry\nreviewed: 2026-10-01\n"
        "review_by: 2027-10-01\nlanguage: es\nlicence: CC0\n---\n\n# Other\n\nText.\n"
    )
    assert (guide.id, guide.title, guide.path) == ("nurse", "A Nurse", "a-file.md")
    assert guide.careers == ("nurse", "ward nurse")
    assert guide.sources == ("ministry",)
    assert (guide.reviewed, guide.review_by, guide.lang, guide.licence) == ("2026-10-01", "2027-10-01", "es", "CC0")


@pytest.mark.parametrize(
    ("text", "guide_id", "title"),
    [
        ("Only text.", "a-file", "A file"),
        ("# A Heading\n\nText.", "a-file", "A Heading"),
        ("## Not the title\n\nText.", "a-file", "A file"),
        ("---\nid: 7\n---\nText.", "7", "A file"),
        ("---\n---\nText.", "a-file", "A file"),
        ("---\nid: x\n---   \n# T\n\nText.", "x", "T"),
    ],
)
def test_what_is_left_out_is_derived(text: str, guide_id: str, title: str) -> None:
    guide = read(text)
    assert (guide.id, guide.title) == (guide_id, title)
    assert guide.lang == "en"


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        ("---\nid: [a\n---\nText.", 3, "not valid YAML"),
        ("---\nid: a\ntitle: b: c\n---\nText.", 3, "not valid YAML"),
        ("---\n- a list\n---\nText.", 2, "name: value"),
    ],
)
def test_faults_name_file_and_line(text: str, line: int, problem: str) -> None:
    with pytest.raises(CorpusError) as caught:
        read(text)
    (fault,) = caught.value.faults
    assert (fault.file, fault.line) == ("a-file.md", line)
    assert problem in fault.problem


def test_headings_make_sections_with_their_trail() -> None:
    guide = read("# T\n\nA.\n\n## One\n\nB.\n\n### Deep\n\nC.\n\n## Two\n\nD.\n\n#### Deeper\n\nE.\n")
    assert [(s.heading, s.level, s.trail) for s in guide.sections] == [
        ("T", 1, ()),
        ("One", 2, ()),
        ("Deep", 3, ("One",)),
        ("Two", 2, ()),
        ("Deeper", 4, ("Two",)),
    ]


def test_lines_are_those_of_the_file() -> None:
    text = "---\nid: a\n---\n\n# T\n\nOne.\n\n- x\n- y\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"
    lines = text.split("\n")
    found = blocks(text)
    assert [lines[block.line - 1] for block in found] == ["One.", "- x", "| a | b |"]
    assert [lines[section.line - 1] for section in read(text).sections] == ["# T"]


# A source mark: where it stands says what it is for.
MARKS = {
    "section": ("## S\n{source: a, b}\n\nText.\n\nMore.", ("a", "b"), [(), ()]),
    "section, blank line": ("## S\n\n{source: a}\n\nText.", ("a",), [()]),
    "end of a paragraph": ("## S\n\nText. {source: a}\n\nMore.", (), [("a",), ()]),
    "line below a paragraph": ("## S\n\nText.\n{source: a}\n\nMore.", (), [("a",), ()]),
    "below a list": ("## S\n\n- x\n- y\n\n{source: a}\n\nMore.", (), [("a",), ()]),
    "last item of a list": ("## S\n\n- x\n- y {source: a}\n", (), [("a",)]),
    "below a table": ("## S\n\n| h | i |\n|--|--|\n| x | y |\n{source: a}\n", (), [("a",)]),
    "below a table, blank line": ("## S\n\n| h | i |\n|--|--|\n| x | y |\n\n{source: a}\n", (), [("a",)]),
    "none": ("## S\n\nText.", (), [()]),
    "no mark at all": ("## S\n\nA {source} of joy.", (), [()]),
}


@pytest.mark.parametrize(("text", "section", "own"), MARKS.values(), ids=MARKS)
def test_source_marks(text: str, section: tuple[str, ...], own: list[tuple[str, ...]]) -> None:
    (found,) = read(text).sections
    assert found.sources == section
    assert [block.sources for block in found.blocks] == own
    assert not any("{source:" in unit for block in found.blocks for unit in block.units())


def test_lists() -> None:
    (block,) = blocks("- one\n- two\n  - nested a\n  - nested b\n- three\n")
    assert block.kind == "list"
    assert block.sentences == ("one", "two", "nested a", "nested b", "three")


def test_an_item_with_several_paragraphs_is_one_item() -> None:
    (block,) = blocks("- one\n\n  goes on\n\n- two\n")
    assert block.sentences == ("one goes on", "two")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("- a\n- b", "list"),
        ("* a\n* b", "list"),
        ("1. a\n2. b", "steps"),
        ("- 9:00 — a\n- 10:30 — b", "timetable"),
        ("- 9 am: a\n- 4 p.m.: b", "timetable"),
        ("- 9:00 — a", "list"),  # one line is no timetable
        ("- 9:00 — a\n- lunch", "list"),
        ("- 25:00 — a\n- 26:00 — b", "list"),
        ("```\na\nb\n```", "list"),
        ("> quoted", "prose"),
    ],
)
def test_kinds(text: str, kind: str) -> None:
    assert [block.kind for block in blocks(text)] == [kind]


def test_a_lead_in_belongs_to_its_list() -> None:
    (prose, block) = blocks("A nurse is busy. The main tasks are:\n\n- a\n- b\n")
    assert prose.sentences == ("A nurse is busy.",)
    assert block.lead == "The main tasks are:"
    assert block.units() == ("The main tasks are:", "a", "b")


def test_a_line_without_a_colon_is_no_lead_in() -> None:
    assert [block.lead for block in blocks("A nurse is busy.\n\n- a\n- b\n")] == ["", ""]


def test_a_table() -> None:
    (block,) = blocks(
        "Pay by level:\n\n| Role | US | UK |\n|---|---|---|\n| Junior | $48k | £27k |\n| Senior | | £41k |\n"
    )
    assert block.kind == "table"
    assert block.header == ("Role", "US", "UK")
    assert block.rows == (("Junior", "$48k", "£27k"), ("Senior", "", "£41k"))
    assert block.units() == ("Pay by level:", "Junior · US: $48k", "Junior · UK: £27k", "Senior · UK: £41k")


@pytest.mark.parametrize(
    ("header", "row", "units"),
    [
        (("Role", "US"), ("Nurse", "$1"), ("Nurse · US: $1",)),
        (("Role", ""), ("Nurse", "$1"), ("Nurse: $1",)),
        ((), ("Nurse", "$1", "£1"), ("Nurse: $1 · £1",)),
        (("Role", "US"), ("Nurse", "$1", "£1"), ("Nurse · US: $1", "Nurse: £1")),
        (("Role", "US"), ("Nurse", ""), ("Nurse",)),
        (("Role",), ("Nurse",), ("Nurse",)),
    ],
)
def test_rows_as_lines(header: tuple[str, ...], row: tuple[str, ...], units: tuple[str, ...]) -> None:
    assert Block("table", 1, header=header, rows=(row,)).units() == units


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("A **bold** and *soft* `word`.", "A bold and soft word."),
        ("See [the guide](nurse#pay) now.", "See the guide now."),
        ("![A picture](x.png) here.", "A picture here."),
        ("One\nline.", "One line."),
        ("&pound;5 &amp; more.", "£5 & more."),
        ("<b>kept</b> as text", "<b>kept</b> as text"),
        ("5 \\* 3", "5 * 3"),
    ],
)
def test_inline_marks_become_plain_text(text: str, plain: str) -> None:
    (block,) = blocks(text)
    assert block.units() == (plain,)


def test_links_with_their_lines() -> None:
    text = "---\nid: a\n---\n\nSee [one](nurse).\n\n- [two](nurse#pay)\n- none\n\n## [three](x)\n"
    assert links(text) == [(5, "nurse"), (7, "nurse#pay"), (10, "x")]


def test_sections_without_text_stay_and_files_without_anything_have_none() -> None:
    assert [(s.heading, s.blocks) for s in read("# T\n\n---\n\n## Empty\n").sections] == [("T", ()), ("Empty", ())]
    assert read("").sections == ()
