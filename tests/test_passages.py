"""Guide → Passages: ids that last, units numbered through the guide, spans exact, structure kept."""

from __future__ import annotations

import re

import hospital
import pytest

from bot.passages import LIST_WORDS, cut, section_of, section_slugs, slug
from bot.reading.markdown import read_markdown
from bot.records import Guide, Passage

WORDS = 60


def read(text: str) -> Guide:
    return read_markdown(text, guide_id="g", path="g.md")


def cut_text(text: str, words: int = WORDS) -> list[Passage]:
    return cut(read(text), words)


def check(guide: Guide, passages: list[Passage]) -> None:
    """What holds for every guide: all units are there, once (a list's lead-in may repeat), in order, and exact."""
    units = [unit for section in guide.sections for block in section.blocks for unit in block.units()]
    for passage in passages:
        assert len(passage.numbers) == len(passage.spans)
        for number, (start, end) in zip(passage.numbers, passage.spans, strict=True):
            assert passage.text[start:end] == units[number]
        assert list(passage.numbers) == sorted(passage.numbers)
        assert passage.units() == tuple(units[number] for number in passage.numbers)
        assert section_of(passage.id).startswith(f"{guide.id}#")
    assert {number for passage in passages for number in passage.numbers} == set(range(len(units)))
    assert len({passage.id for passage in passages}) == len(passages)


@pytest.mark.parametrize(
    "text", [hospital.NURSE, hospital.PARAMEDIC, hospital.MIDWIFE], ids=["nurse", "paramedic", "midwife"]
)
@pytest.mark.parametrize("words", [5, 60, 1000])
def test_units_are_numbered_through_the_guide(text: str, words: int) -> None:
    guide = read(text)
    check(guide, cut(guide, words))


def test_the_shipped_guides(real_bot) -> None:
    for guide in real_bot.guides.values():
        check(guide, [passage for passage in real_bot.passages if passage.guide_id == guide.id])


def ids_and_texts(text: str) -> dict[str, str]:
    return {passage.id: passage.text for passage in cut_text(text)}


EDITS = {
    "a sentence more elsewhere": ("A nurse works 38 hours", "Shifts change every week. A nurse works 38 hours"),
    "a section more": ("## A nurse's day", "## Something new\n\nNew text.\n\n## A nurse's day"),
    "a section less": ("## How many hours does a nurse work?\n\nA nurse works 38 hours a week in three shifts.\n", ""),
    "a title changed": ("title: Registered Nurse", "title: Nurse"),
    "a heading elsewhere": ("## A nurse's day", "## The day of a nurse"),
}


@pytest.mark.parametrize(("old", "new"), EDITS.values(), ids=EDITS)
def test_ids_survive_edits_of_another_section(old: str, new: str) -> None:
    assert old in hospital.NURSE
    before, after = ids_and_texts(hospital.NURSE), ids_and_texts(hospital.NURSE.replace(old, new))
    kept = {
        name
        for name in before
        if section_of(name) in ("nurse#how-much-does-a-nurse-earn", "nurse#what-does-a-nurse-do")
    }
    assert len(kept) == 5
    assert {name: after.get(name) for name in kept} == {name: before[name] for name in kept}


def test_a_table_row_is_a_passage_with_its_header_and_lead() -> None:
    text = "Pay by level:\n\n| Role | US | UK |\n|-|-|-|\n| Junior | $1 | £2 |\n| Senior | $3 | |\n"
    rows = [p for p in cut_text(f"# T\n\n## Pay\n\n{text}") if p.kind == "row"]
    assert [p.text for p in rows] == ["Junior · US: $1\nJunior · UK: £2", "Senior · US: $3"]
    assert [p.table for p in rows] == [
        (("Role", "US", "UK"), ("Junior", "$1", "£2")),
        (("Role", "US", "UK"), ("Senior", "$3", "")),
    ]
    assert {p.lead for p in rows} == {"Pay by level:"}


def test_the_lead_in_of_a_table_can_be_cited() -> None:
    passages = cut_text("# T\n\nPay by level:\n\n| Role | US |\n|--|--|\n| Junior | $1 |\n")
    assert [(p.kind, p.text) for p in passages] == [("prose", "Pay by level:"), ("row", "Junior · US: $1")]


def test_a_list_keeps_its_lead_in() -> None:
    (passage,) = cut_text("# T\n\nYou need:\n\n- a\n- b\n")
    assert (passage.kind, passage.text) == ("list", "You need:\na\nb")


def test_a_long_list_is_split_between_items_with_its_lead_in() -> None:
    items = [f"item {number} " + "word " * 20 for number in range(20)]
    passages = cut_text("# T\n\nYou need:\n\n" + "\n".join(f"- {item}" for item in items))
    assert len(passages) > 1
    assert all(p.units()[0] == "You need:" and p.numbers[0] == 0 for p in passages)
    assert [unit for p in passages for unit in p.units()[1:]] == [item.strip() for item in items]
    assert all(len(p.text.split()) <= LIST_WORDS + 30 for p in passages)


def test_long_paragraphs_are_split_at_sentences_and_short_ones_packed() -> None:
    sentence = "This sentence has exactly seven words. "
    long = cut_text("# T\n\n" + sentence * 40, words=50)
    assert len(long) > 3
    assert all(len(p.text.split()) <= 60 and p.text.endswith(".") for p in long)
    short = cut_text("# T\n\nOne.\n\nTwo.\n\nThree.\n")
    assert [p.text for p in short] == ["One. Two. Three."]


def test_paragraphs_of_different_sources_stay_apart() -> None:
    passages = cut_text(
        "---\nsources: [a]\n---\n# T\n\nOne.\n\nTwo. {source: b}\n\nThree.\n\n## S\n{source: c}\n\nFour.\n"
    )
    assert [(p.text, p.sources) for p in passages] == [
        ("One.", ("a",)),
        ("Two.", ("b",)),
        ("Three.", ("a",)),
        ("Four.", ("c",)),
    ]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("# T\n\n## How much?\n\nMuch.", "qa"),
        ("# T\n\n## Pay\n\nMuch.", "prose"),
        ("# T\n\n## How much?\n\n- a\n- b", "list"),
        ("# T\n\n1. a\n2. b", "steps"),
        ("# T\n\n- 9:00 — a\n- 10:00 — b", "timetable"),
    ],
)
def test_kinds(text: str, kind: str) -> None:
    assert [p.kind for p in cut_text(text)] == [kind]


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("How much does a nurse earn?", "how-much-does-a-nurse-earn"),
        ("C++ & C#", "c-c"),
        ("Überstunden für Ärzte", "uberstunden-fur-arzte"),
        ("看護師の給料", "看護師の給料"),
        ("  ", "section"),
        ("???", "section"),
        ("snake_case__here", "snake-case-here"),
    ],
)
def test_slug(heading: str, expected: str) -> None:
    assert slug(heading) == expected


def test_long_slugs_are_cut_between_words() -> None:
    cut_slug = slug("word " * 40)
    assert len(cut_slug) <= 60
    assert re.fullmatch(r"word(-word)*", cut_slug)
    assert len(slug("x" * 200)) <= 60


def test_headings_that_occur_twice_get_slugs_of_their_own() -> None:
    guide = read(
        "# T\n\n## Nurse\n\n### Pay\n\nA.\n\n## Midwife\n\n### Pay\n\nB.\n\n## Extra\n\nC.\n\n## Extra\n\nD.\n"
    )
    slugs = section_slugs(guide)
    assert len(set(slugs)) == len(slugs)
    assert "nurse--pay" in slugs
    assert "midwife--pay" in slugs
    check(guide, cut(guide, WORDS))
