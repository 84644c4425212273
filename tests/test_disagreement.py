"""Sources that differ about the same thing are shown side by side; a false alarm is worse than silence."""

from __future__ import annotations

from pathlib import Path

import hospital
import pytest

from bot import Answer

SOURCES = {"sources.yaml": "a: {title: Survey A}\nb: {title: Survey B}\nc: {title: Survey C}\n"}
FIRST = "A porter earns $30,000 to $35,000 a year. {source: a}"
QUESTION = "how much does a porter earn?"


def answer(folder: Path, text: str, question: str = QUESTION, **more: str) -> Answer:
    guide = f"---\ncareers: [porter]\n---\n# Porter\n\n## How much does a porter earn?\n\n{text}\n"
    lexicon = "careers: {porter: {name: porter}, cook: {name: cook}}"
    made = hospital.make_bot(folder, {"porter.md": guide, "lexicon.yaml": lexicon, **SOURCES, **more})
    found = made.answer(question)
    assert found.kind == "answer"
    return found


DIFFERENT = {
    "another source": f"{FIRST}\n\nPorters earn $41,000 to $44,000 a year. {{source: b}}",
    "a place that one leaves open": f"{FIRST}\n\nPorters in the US earn $41,000 to $44,000 a year. {{source: b}}",
    "written another way": f"{FIRST}\n\nPorter salary: $41k to $44k. {{source: b}}",
    "the same kind of pay": "A porter earns $30,000 to $35,000 in total. {source: a}\n\n"
    "Porters earn $41,000 to $44,000 a year with the bonus. {source: b}",
    "overlapping ranges": f"{FIRST}\n\nPorters earn $33,000 to $44,000 a year. {{source: b}}",
    "in a table": f"{FIRST}\n\n| Role | Pay |\n|-|-|\n| Porter | $41,000 – $44,000 |\n{{source: b}}",
}


@pytest.mark.parametrize("text", DIFFERENT.values(), ids=DIFFERENT)
def test_different_figures_are_shown(tmp_path: Path, text: str) -> None:
    found = answer(tmp_path, text)
    assert found.disagreement is not None
    data = found.to_dict()
    assert list(data["disagreement"]) == ["about", "quotes"]
    quoted = [data["quotes"][place] for place in data["disagreement"]["quotes"]]
    assert len(quoted) == 2
    sources = [data["citations"][quote["citation"]]["sources"][0]["title"] for quote in quoted]
    assert sorted(sources) == ["Survey A", "Survey B"]
    assert "pay" in data["disagreement"]["about"]
    assert "porter" in data["disagreement"]["about"]


SAME = {
    "the same source": f"{FIRST}\n\nPorters earn $41,000 to $44,000 a year. {{source: a}}",
    "the same figures": f"{FIRST}\n\nPorters earn $30k to $35k a year. {{source: b}}",
    "a part of the figures": f"{FIRST}\n\nPorter pay is $30,000 or $32,000 or $35,000. {{source: b}}",
    "within the other's range": f"{FIRST}\n\nPorters earn $25,000 to $44,000 a year. {{source: b}}",
    "another kind of pay": f"{FIRST}\n\nPorters earn $41,000 to $44,000 a year with the bonus. {{source: b}}",
    "another level": f"{FIRST}\n\nSenior porters earn $41,000 to $44,000 a year. {{source: b}}",
    "another place": "A porter in the UK earns $30,000 to $35,000. {source: a}\n\n"
    "A porter in the US earns $41,000 to $44,000. {source: b}",
    "another currency": f"{FIRST}\n\nPorters earn £41,000 to £44,000 a year. {{source: b}}",
    "another career": f"{FIRST}\n\nCooks earn $41,000 to $44,000 a year. {{source: b}}",
    "two careers at once": f"{FIRST}\n\nPorters and cooks earn $41,000 to $44,000 a year. {{source: b}}",
    "not pay": f"{FIRST}\n\n## Cost of the course\n\nThe course for porters costs $41,000 to $44,000. {{source: b}}",
    "one figure alone": f"{FIRST}\n\nA porter earned $41,000 once. {{source: b}}",
    "no source": f"{FIRST}\n\nPorters earn $41,000 to $44,000 a year.",
    "not money": "A porter works 30 to 35 hours. {source: a}\n\nPorters work 41 to 44 hours. {source: b}",
    "one source alone": FIRST,
}  # fmt: skip


@pytest.mark.parametrize("text", SAME.values(), ids=SAME)
def test_no_false_alarm(tmp_path: Path, text: str) -> None:
    assert answer(tmp_path, text).disagreement is None


COUNTED = "A porter needs 3 to 5 short courses on lifting. {source: a}"
NUMBERS = {
    f"{COUNTED}\n\nPorters take one or two courses on lifting. {{source: b}}": True,
    f"{COUNTED}\n\nFor lifting, 7 courses are enough. {{source: b}}": True,
    f"{COUNTED}\n\nPorters take three to five courses on lifting. {{source: b}}": False,  # the same in words
    f"{COUNTED}\n\nPorters take one or two courses on lifting. {{source: a}}": False,
    f"{COUNTED}\n\nCooks take one or two courses on lifting. {{source: b}}": False,
    f"{COUNTED}\n\nSenior porters take one or two courses on lifting. {{source: b}}": False,
    f"{COUNTED}\n\nPorters take one or two courses on first aid. {{source: b}}": False,  # other courses
    f"{COUNTED}\n\nPorters take one or two breaks from courses in lifting. {{source: b}}": False,
    f"{COUNTED}\n\nThe courses on lifting are for one or two porters at a time. {{source: b}}": False,
}


@pytest.mark.parametrize(("text", "differ"), NUMBERS.items())
def test_numbers_of_the_same_things(tmp_path: Path, text: str, differ: bool) -> None:
    found = answer(tmp_path, text, "how many courses on lifting does a porter need?")
    assert (found.disagreement is not None) is differ
    if found.disagreement:
        assert found.disagreement["about"] == "courses · porter"


def test_the_same_word_alone_is_not_the_same_thing(tmp_path: Path) -> None:
    text = next(iter(NUMBERS))
    assert answer(tmp_path, text, "how many courses does a porter take?").disagreement is None


@pytest.mark.parametrize(
    "question", ["what does a porter do for the money", "porter", "how many hours does a porter work"]
)
def test_only_who_asks_for_pay_hears_of_it(tmp_path: Path, question: str) -> None:
    found = answer(tmp_path, f"{DIFFERENT['another source']}\n\nA porter works 40 hours a week.", question)
    assert found.disagreement is None or "money" in question


@pytest.mark.parametrize(
    ("question", "differ"), [("what is the most a porter can earn?", True), ("which job earns the most?", False)]
)
def test_the_most_of_one_career_but_not_of_all(tmp_path: Path, question: str, differ: bool) -> None:
    found = answer(tmp_path, DIFFERENT["another source"], question)
    assert (found.disagreement is not None) is differ


def test_three_accounts_at_most(tmp_path: Path) -> None:
    text = DIFFERENT["another source"] + "\n\nA porter earns $51,000 to $54,000. {source: c}"
    found = answer(tmp_path, text)
    assert found.disagreement is not None
    assert len(found.disagreement["quotes"]) == 3
    assert len(found.text) <= 600
    text += "\n\nA porter earns $61,000 to $64,000. {source: d}"
    found = answer(tmp_path, text)
    assert found.disagreement is not None
    assert len(found.disagreement["quotes"]) == 3


def test_across_guides(tmp_path: Path) -> None:
    other = "---\ncareers: [porter]\n---\n# Pay of porters\n\nPorters earn $41,000 to $44,000 a year. {source: b}\n"
    found = answer(tmp_path, FIRST, **{"pay.md": other})
    assert found.disagreement is not None
    guides = {found.citations[found.quotes[place].citation].guide for place in found.disagreement["quotes"]}
    assert guides == {"porter", "pay"}


def test_the_place_that_is_asked_for(tmp_path: Path) -> None:
    found = answer(tmp_path, SAME["another place"], "how much does a porter earn in the UK?")
    assert found.disagreement is None
    assert found.quotes[0].text == "A porter in the UK earns $30,000 to $35,000."
