"""FAQ files → doors to passages, known gaps, and a guide of the entries that bring their own answer."""

from __future__ import annotations

import pytest

from bot.errors import CorpusError
from bot.reading.faq import Faqs, read_faqs


def read(text: str) -> Faqs:
    return read_faqs(text, guide_id="questions-asked", path="questions-asked.yaml")


def test_an_entry_that_points_to_passages_is_a_door() -> None:
    faqs = read(
        "- question: How much?\n  also: [what pay, salary]\n  passages: [nurse#pay-1, nurse#pay-2]\n"
        "  quote: [Junior nurse]\n  language: es\n"
    )
    (door,) = faqs.doors
    assert faqs.guide is None
    assert (door.question, door.wordings) == ("How much?", ("what pay", "salary"))
    assert door.passages == ("nurse#pay-1", "nurse#pay-2")
    assert door.quotes == ("Junior nurse", "")
    assert (door.file, door.line, door.lang) == ("questions-asked.yaml", 1, "es")


def test_single_values_need_no_list() -> None:
    (door,) = read("- question: How much?\n  also: pay\n  passages: nurse#pay-1\n  quote: Junior\n").doors
    assert (door.wordings, door.passages, door.quotes) == (("pay",), ("nurse#pay-1",), ("Junior",))


def test_an_entry_with_an_answer_is_a_section() -> None:
    faqs = read("- question: Is it loud?\n  also: [noise]\n  answer: It is. Bring ear plugs.\n  source: union\n")
    assert faqs.doors == ()
    assert faqs.guide is not None
    assert (faqs.guide.id, faqs.guide.title) == ("questions-asked", "Questions asked")
    (section,) = faqs.guide.sections
    assert (section.heading, section.questions, section.sources) == ("Is it loud?", ("noise",), ("union",))
    assert section.blocks[0].sentences == ("It is.", "Bring ear plugs.")


def test_a_gap_is_a_door_without_passages() -> None:
    faqs = read("- question: Is it far?\n  also: [distance, how far]\n  gap: the way there\n  language: es\n")
    (door,) = faqs.doors
    assert faqs.guide is None
    assert (door.question, door.wordings, door.gap) == ("Is it far?", ("distance", "how far"), "the way there")
    assert (door.passages, door.quotes, door.lang, door.line) == ((), (), "es", 1)


def test_other_doors_have_no_gap() -> None:
    assert read("- question: A?\n  passages: [x#y-1]\n").doors[0].gap == ""


def test_both_kinds_in_one_file() -> None:
    faqs = read("- question: A?\n  answer: Yes.\n- question: B?\n  passages: [x#y-1]\n- question: 3\n  answer: 4\n")
    assert [door.question for door in faqs.doors] == ["B?"]
    assert faqs.guide is not None
    assert [(s.heading, s.line) for s in faqs.guide.sections] == [("A?", 1), ("3", 5)]


@pytest.mark.parametrize(
    ("entry", "problem"),
    [
        ("- just text", "must be a mapping"),
        ("- answer: x", "no `question`"),
        ("- question: ''\n  answer: x", "no `question`"),
        ("- question: A?", "neither `passages` nor `answer`"),
        ("- question: A?\n  passages: []", "neither `passages` nor `answer`"),
        ("- question: A?\n  answr: x", "unknown field answr"),
        ("- question: A?", "no `gap`"),
        ("- question: A?\n  gap: ''", "neither `passages` nor `answer`"),
        ("- question: A?\n  gap: pay\n  passages: [x#y-1]", "'A?' is a gap, so it can't have `passages`"),
        ("- question: A?\n  gap: pay\n  answer: Yes.", "'A?' is a gap, so it can't have `answer`"),
    ],
)
def test_faulty_entries(entry: str, problem: str) -> None:
    with pytest.raises(CorpusError) as caught:
        read(f"- question: Fine?\n  answer: Yes.\n{entry}\n")
    (fault,) = caught.value.faults
    assert (fault.file, fault.line) == ("questions-asked.yaml", 3)
    assert problem in fault.problem


def test_all_faults_at_once() -> None:
    with pytest.raises(CorpusError) as caught:
        read("- a\n- question: B?\n- answer: c\n")
    assert [fault.line for fault in caught.value.faults] == [1, 2, 3]


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [("question: A?", 1, "a list of entries"), ("", 1, "a list of entries"), ("- a: [\n", 2, "not valid YAML"),
     ("- a\n- b: c: d\n", 2, "not valid YAML")],
)  # fmt: skip
def test_files_that_are_no_list(text: str, line: int, problem: str) -> None:
    with pytest.raises(CorpusError) as caught:
        read(text)
    assert caught.value.faults[0].line == line
    assert problem in caught.value.faults[0].problem
