"""What a corpus says its sources don't agree on is shown side by side, whatever it is about."""

from __future__ import annotations

from pathlib import Path

import hospital
import pytest

from bot import Answer, Bot
from bot.errors import CorpusError
from bot.reading.disputes import read_disputes

GUIDE = """---
careers: [porter]
---
# Porter

## Does a porter need a diploma?

A porter needs no diploma. {source: a}

## What do hospitals say about diplomas?

Most hospitals want porters with a diploma. Porters with a diploma find work sooner. {source: b}

## How do you become a porter?

- Learn first aid
- Finish a diploma
- Ask at a hospital

{source: b}
"""
WHERE = "porter#does-a-porter-need-a-diploma-1"
ELSEWHERE = "porter#what-do-hospitals-say-about-diplomas-1"
LIST = "porter#how-do-you-become-a-porter-1"
DISPUTE = f"""- about: diploma of a porter
  passages: [{WHERE}, {ELSEWHERE}, {LIST}]
  quote: [A porter needs, Most hospitals want, Finish a diploma]
"""
SOURCES = "a: {title: Survey A}\nb: {title: Survey B}\nc: {title: Survey C}\n"


def make(folder: Path, dispute: str = DISPUTE, guide: str = GUIDE) -> Bot:
    lexicon = "careers: {porter: {name: porter}}"
    files = {"porter.md": guide, "lexicon.yaml": lexicon, "sources.yaml": SOURCES, "disagreements.yaml": dispute}
    return hospital.make_bot(folder, files)


def sides(answer: Answer) -> list[str]:
    return [answer.quotes[place].text for place in (answer.disagreement or {"quotes": []})["quotes"]]


@pytest.mark.parametrize(
    ("question", "first", "other"),
    [
        ("does a porter need a diploma?", "A porter needs no diploma.", "Most hospitals want porters with a diploma."),
        (
            "what do hospitals say about diplomas",
            "Most hospitals want porters with a diploma.",
            "A porter needs no diploma.",
        ),
    ],
)
def test_each_side_is_shown_and_the_rest_kept(tmp_path: Path, question: str, first: str, other: str) -> None:
    answer = make(tmp_path).answer(question)
    assert answer.disagreement is not None
    assert answer.disagreement["about"] == "diploma of a porter"
    assert sides(answer) == [first, other]
    assert answer.quotes[0].text == first
    if "hospitals" in question:
        assert "Porters with a diploma find work sooner." in answer.text
    assert len({quote.citation for quote in answer.quotes[:2]}) == 2


def test_a_list_with_other_things_is_no_statement(tmp_path: Path) -> None:
    answer = make(tmp_path).answer("how do you become a porter?")
    assert answer.quotes[0].text == "Learn first aid\nFinish a diploma\nAsk at a hospital"
    assert answer.disagreement is None


def test_nor_is_one_that_begins_with_it(tmp_path: Path) -> None:
    guide = GUIDE.replace("- Learn first aid\n- Finish a diploma\n", "- Finish a diploma\n- Learn first aid\n")
    answer = make(tmp_path, guide=guide).answer("how do you become a porter?")
    assert answer.quotes[0].text == "Finish a diploma\nLearn first aid\nAsk at a hospital"
    assert answer.disagreement is None


def test_a_lead_in_speaks_for_its_list(tmp_path: Path) -> None:
    guide = GUIDE.replace("- Learn first aid", "The way of a porter goes by a diploma:\n\n- Learn first aid")
    dispute = DISPUTE.replace("Finish a diploma", "The way of a porter")
    answer = make(tmp_path, dispute, guide).answer("how do you become a porter?")
    assert answer.quotes[0].text.endswith("Learn first aid\nFinish a diploma\nAsk at a hospital")
    assert sides(answer) == [answer.quotes[0].text, "A porter needs no diploma."]


def test_what_stands_further_back_is_left_where_it_is(tmp_path: Path) -> None:
    guide = GUIDE.replace("A porter needs no diploma.", "A porter needs good shoes. A porter needs no diploma.")
    bot = make(tmp_path, DISPUTE.replace("A porter needs,", "A porter needs no,"), guide)
    answer = bot.answer("does a porter need good shoes?")
    assert answer.quotes[0].text == "A porter needs good shoes. A porter needs no diploma."
    assert answer.disagreement is None


def test_lines_of_one_source_do_not_differ(tmp_path: Path) -> None:
    assert (
        make(tmp_path, guide=GUIDE.replace("{source: b}", "{source: a}"))
        .answer("does a porter need a diploma?")
        .disagreement
        is None
    )


def test_lines_that_are_gone_are_left_out(tmp_path: Path) -> None:
    gone = DISPUTE.replace("Most hospitals want", "All hospitals want").replace(LIST, "porter#nowhere-1")
    assert make(tmp_path, gone).answer("does a porter need a diploma?").disagreement is None


@pytest.mark.parametrize(
    ("question", "differ"),
    [
        ("how much does a porter start on?", True),
        ("how much does a junior porter earn?", True),
        ("how much does a senior porter earn?", False),
        ("how much does a junior porter earn in the UK?", False),
    ],
)
def test_of_the_level_and_the_place_asked_for(tmp_path: Path, question: str, differ: bool) -> None:
    guide = """---
careers: [porter]
---
# Porter

## How much does a porter earn?

A junior porter in the US starts on $30,000 to $35,000 a year. {source: a}

Junior porters in the US begin with $41,000 to $44,000. {source: b}
"""
    place = "porter#how-much-does-a-porter-earn-"
    dispute = f"- about: starting pay\n  passages: [{place}1, {place}2]\n  quote: [A junior, Junior porters]\n"
    answer = make(tmp_path, dispute, guide).answer(question)
    assert answer.disagreement is None if not differ else answer.disagreement["about"] == "starting pay"


@pytest.mark.parametrize(
    ("question", "differ"),
    [("how many projects does a porter need?", True), ("what are good projects for a porter?", False)],
)
def test_figures_are_shown_to_who_asks_for_figures(tmp_path: Path, question: str, differ: bool) -> None:
    guide = """---
careers: [porter]
---
# Porter

## Projects of a porter

A porter needs 3 good projects at school. {source: a}

## Projects of hospitals

Hospitals ask porters for 5 projects. {source: b}
"""
    dispute = """- about: number of projects
  passages: [porter#projects-of-a-porter-1, porter#projects-of-hospitals-1]
  quote: [A porter needs 3, Hospitals ask]
"""
    answer = make(tmp_path, dispute, guide).answer(question)
    assert answer.kind == "answer"
    assert (answer.disagreement is not None) is differ


FAULTY = {
    "no list": ("about: pay\n", 1, "must be a list"),
    "no YAML": ("- [\n", 2, "not valid YAML"),
    "a field too many": (DISPUTE + "  source: a\n", 1, "all three and no others"),
    "one passage": (f"- about: x\n  passages: [{WHERE}]\n  quote: [A porter]\n", 1, "has 1 and 1"),
    "a quote too few": (DISPUTE.replace(", Finish a diploma", ""), 1, "has 3 and 2"),
    "a number": (DISPUTE.replace("Finish a diploma", "7"), 1, "`quote` must be a list of texts"),
    "no name": (DISPUTE.replace("diploma of a porter", "''"), 1, "`about` must be a text"),
    "the second": (DISPUTE + "- about: pay\n", 4, "all three"),
}


@pytest.mark.parametrize(("text", "line", "message"), FAULTY.values(), ids=FAULTY)
def test_a_faulty_entry_names_its_line(text: str, line: int, message: str) -> None:
    with pytest.raises(CorpusError) as caught:
        read_disputes(text, "disagreements.yaml")
    (fault,) = caught.value.faults
    assert (fault.file, fault.line) == ("disagreements.yaml", line)
    assert message in fault.problem


def test_a_bot_does_not_start_with_a_faulty_file(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"disagreements\.yaml:1"):
        make(tmp_path, "- about: x\n")
