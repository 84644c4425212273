"""Guides as pages: numbering, marks, contents, sources."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from web_fakes import HOSTILE, PAY, SOURCES

from bot.records import Block, Guide, Section
from web.guidepages import build, read_range

UNITS = [unit for section in PAY.sections for block in section.blocks for unit in block.units()]


def text_of(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html)).strip()


def element(page: str, name: str) -> str:
    """The inner HTML of the element with this id (none of them nests its own kind)."""
    found = re.search(rf'<(\w+)[^>]* id="{name}"[^>]*>(.*?)</\1>', page, re.DOTALL)
    return found[2] if found else ""


@pytest.mark.parametrize("number", range(len(UNITS)))
def test_every_unit_can_be_opened(client, number):
    page = client.get(f"/guides/ml-engineer?s={number}").text
    assert page.count(f'id="s{number}"') == 1
    value = UNITS[number].split(": ", 1)[-1].split(" — ")[-1]
    shown = text_of(element(page, f"s{number}"))
    assert value in shown or UNITS[number].split(":")[0] in shown
    assert "<mark>" in page
    assert (
        value in " ".join(text_of(mark) for mark in re.findall(r"<mark>.*?</mark>", page, re.DOTALL)) or value == "Lead"
    )


def test_ids_are_unique_and_anchors_exist(client):
    page = client.get("/guides/ml-engineer").text
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(ids)
    assert [name for name in ids if re.fullmatch(r"s\d+", name)] == [f"s{number}" for number in range(len(UNITS))]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("0", (0, 0)),
        ("2-3", (2, 3)),
        ("0-9", (0, 9)),
        ("9-2", None),
        ("10", None),
        ("5-10", None),
        ("", None),
        (None, None),
        ("-1", None),
        ("1-", None),
        ("1-2-3", None),
        ("a", None),
        ("1 ", None),
        ("９", None),
        ("99999999999", None),
        ("1-<script>", None),
    ],
)
def test_ranges(asked, found):
    assert read_range(asked, 10) == found


@pytest.mark.parametrize("asked", ["9-2", "999", "x", "1-%3Cscript%3E", "-"])
def test_a_stale_link_still_opens_the_guide(client, asked):
    response = client.get(f"/guides/ml-engineer?s={asked}")
    assert response.status_code == 200
    assert "<mark>" not in response.text
    assert "isn’t here any more" in response.text


def test_marks(client):
    page = client.get("/guides/ml-engineer?s=2-3#s2").text
    assert (
        text_of(re.search(r"<mark>(.*?)</mark>", page, re.DOTALL)[1]) == "A senior earns $225,000. Both are estimates."
    )
    assert page.count("<mark>") == 1
    assert 'href="#s2">Go to the marked words' in page
    assert "<mark>" not in client.get("/guides/ml-engineer").text


def test_a_marked_cell_brings_its_row_label(client):
    page = client.get("/guides/ml-engineer?s=8").text
    assert re.findall(r"<mark>(.*?)</mark>", page) == ["Senior", "£90,000 – £130,000"]


def test_a_row_without_column_names_is_one_unit(client):
    page = client.get("/guides/ml-engineer?s=18").text
    assert re.findall(r"<mark>(.*?)</mark>", page) == ["Maths", "92/100"]
    assert '<tr role="row" id="s18">' in page


def test_headings_never_skip_a_level(client):
    levels = [int(level) for level in re.findall(r"<h(\d)", client.get("/guides/ml-engineer").text)]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_sources_are_footnotes(client):
    page = client.get("/guides/ml-engineer").text
    assert 'href="https://example.org/a"' in page
    assert "JobCannon, 23 March 2026" in page
    assert page.count('class="chip"') == 5
    assert build(HOSTILE, SOURCES).sources[0].url == ""


def test_a_source_nobody_described_shows_its_name():
    guide = Guide("g", "G", "g.md", (Section("A", 2, 1, (Block("prose", 2, ("One.",)),), sources=("unknown",)),))
    assert build(guide, {}).sources[0].title == "unknown"


def test_dates(client):
    page = client.get("/guides/ml-engineer").text
    assert "Reviewed 1 November 2026" in page
    assert "due for a new look on 1 January 2020" in page
    assert "Revisado el 1 de noviembre de 2026" in client.get("/guides/ml-engineer?lang=es").text


def test_asking_about_this_guide(client, fake_bot):
    page = client.get("/guides/ml-engineer").text
    assert '<input type="hidden" name="guide" value="ml-engineer">' in page
    client.post("/", data={"guide": "ml-engineer", "lang": "en", "message": "prose"})
    assert fake_bot.calls[-1]["guide"] == "ml-engineer"


def test_numbering_agrees_with_the_passages(real_bot):
    """The sentence that a passage calls number n is the one that the page calls s<n>."""
    for guide in real_bot.guides.values():
        units = [unit for section in guide.sections for block in section.blocks for unit in block.units()]
        shown = {}
        for chapter in build(guide, real_bot.sources).chapters:
            for part in chapter.parts:
                cells = [cell for row in part.rows for cell in row.cells]
                for unit in [*part.units, *cells, *([part.lead] if part.lead else [])]:
                    shown[unit.number] = unit
        for passage in real_bot.passages:
            if passage.guide_id == guide.id:
                for number, text in zip(passage.numbers, passage.units(), strict=True):
                    assert units[number] == text
                    assert number not in shown or shown[number].text in text
