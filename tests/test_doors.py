"""Known wordings: how close a question comes, where a door leads, very wordings, gaps, dead references left out."""

from __future__ import annotations

import math
from pathlib import Path

import hospital
import numpy as np
import pytest

from bot.annotations import analyse
from bot.doors import Doors, Target
from bot.index import Index
from bot.records import Door


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    return hospital.make_index(tmp_path_factory.mktemp("guides"))


def closeness(index: Index, text: str) -> dict[str, float]:
    """How close each wording comes: those of FAQs by all words, headings by content."""
    doors, found = index.doors, analyse(text, index.lexicon.questions)
    heading = (doors.owners >= doors.faqs) & (doors.owners < len(doors.targets) - len(doors.gaps))
    values = np.where(heading, doors.similarity(found.canonical()), doors.similarity(found.wording()))
    assert values.shape == (len(index.doors.wordings),)
    assert ((values >= 0) & (values <= 1 + 1e-9)).all()
    return dict(zip(index.doors.wordings, values.tolist(), strict=True))


def test_every_wording_is_closest_to_itself(index: Index) -> None:
    assert len(index.doors.wordings) == 15
    for wording in index.doors.wordings:
        found = closeness(index, wording)
        assert found[wording] == pytest.approx(1.0)
        assert max(found.values()) == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("text", "wording"),
    [
        ("HOW MUCH DO NURSES EARN??", "How much does a nurse earn?"),
        ("salary of an rn", "How much does a nurse earn?"),
        ("can a nurse hand out pills", "can nurses hand out pills"),
        ("midwives' uniform", "Do midwives wear a uniform?"),
    ],
)
def test_other_words_for_the_same_come_close(index: Index, text: str, wording: str) -> None:
    found = closeness(index, text)
    assert max(found, key=found.__getitem__) == wording


def test_nothing_in_common_is_zero(index: Index) -> None:
    assert set(closeness(index, "volcano eruption").values()) == {0.0}
    assert set(closeness(index, "").values()) == {0.0}


def test_more_in_common_is_closer_and_unknown_words_put_apart(index: Index) -> None:
    wording = "How much does a nurse earn?"
    whole = closeness(index, wording)[wording]
    assert whole > closeness(index, f"{wording} on a volcano")[wording] > closeness(index, "nurse")[wording] > 0


def test_a_door_leads_to_the_unit_that_it_quotes(index: Index) -> None:
    owner = int(index.doors.owners[index.doors.wordings.index("Is a nurse allowed to give medicine?")])
    (target,) = index.doors.targets[owner]
    passage = index.passages[target.passage]
    assert passage.units()[target.unit] == "Giving medicine on time"
    assert int(index.doors.owners[index.doors.wordings.index("can nurses hand out pills")]) == owner


def test_a_heading_that_asks_is_a_door_to_all_its_passages(index: Index) -> None:
    owner = int(index.doors.owners[index.doors.wordings.index("How much does a nurse earn?")])
    found = [index.passages[target.passage].id for target in index.doors.targets[owner]]
    assert found == [f"nurse#how-much-does-a-nurse-earn-{number}" for number in (1, 2, 3)]
    assert {target.unit for target in index.doors.targets[owner]} == {-1}


def door(passages: tuple[str, ...], quotes: tuple[str, ...] | None = None) -> Door:
    return Door("Is it cold?", ("chilly",), passages, quotes or ("",) * len(passages), "f.yaml", 1)


def build(index: Index, *doors: Door) -> Doors:
    return Doors.build(doors, index.passages, index.notes, index.lexicon)


def test_a_dead_reference_is_left_out(index: Index) -> None:
    made = build(index, door(("gone#x-1", "nurse#what-does-a-nurse-do-1"), ("", "A nurse looks")), door(("gone#y-1",)))
    assert [made.wordings.count(text) for text in ("Is it cold?", "chilly")] == [1, 1]
    assert made.targets[0] == [Target(index.number["nurse#what-does-a-nurse-do-1"], 0)]


def test_a_quote_that_is_not_there_leaves_the_unit_open(index: Index) -> None:
    made = build(index, door(("nurse#what-does-a-nurse-do-1",), ("No such sentence",)))
    assert made.targets[0][0].unit == -1


def test_save_and_load_keep_everything(index: Index, tmp_path: Path) -> None:
    index.doors.save(tmp_path)
    again = Doors.load(tmp_path)
    query = analyse("how much does a nurse earn", index.lexicon.questions).wording()
    assert again.wordings == index.doors.wordings
    assert again.targets == index.doors.targets
    assert again.similarity(query).tolist() == index.doors.similarity(query).tolist()
    assert again.first_wording == index.doors.first_wording


def test_no_doors_at_all(tmp_path: Path) -> None:
    index = hospital.make_index(tmp_path, {"a.md": "# T\n\nA sentence.\n"})
    assert index.doors.wordings == []
    assert index.doors.similarity({"a": 1.0}).tolist() == []


# A door's wordings together. Doors are made by hand: an FAQ, a heading, a gap.

HERE = [Target(0, -1)]
POOLED = 2 / (2 + 1.2 * (0.4 + 0.6 * 1.5))  # "a" in two wordings of a door of 3 terms, where 2 are usual


def made(*groups: tuple[int, str], faqs: int = 1, gaps: int = 0, **rest: object) -> Doors:
    """Doors of (door, terms) with a letter for each term; the last `gaps` doors lead nowhere."""
    owners = [owner for owner, _ in groups]
    size = max(owners) + 1
    targets = [HERE if owner < size - gaps else [] for owner in range(size)]
    names = [f"gap {number}" for number in range(gaps)]
    return Doors.of(
        [terms for _, terms in groups], [list(terms) for _, terms in groups], targets, owners, faqs, names, **rest
    )


@pytest.mark.parametrize(
    ("query", "pool", "expected"),
    [
        ("a", 0.0, [1.0, 0.0]),
        ("a", 0.5, [(1 + POOLED) / 2, 0.0]),
        ("a", 1.0, [POOLED, 0.0]),
        ("c", 1.0, [0.0, 1 / (1 + 1.2 * (0.4 + 0.6 * 0.5))]),
        ("az", 1.0, [POOLED * math.log(2) / (math.log(2) + math.log(8)), 0.0]),  # z stands nowhere: 3 wordings
        ("", 0.5, [0.0, 0.0]),
    ],
)
def test_closeness_mixes_the_nearest_wording_with_all_of_them(query: str, pool: float, expected: list[float]) -> None:
    doors = made((0, "a"), (0, "ab"), (1, "c"), faqs=2)
    assert doors.closeness(dict.fromkeys(query, 1.0), dict.fromkeys(query, 1.0), pool).doors.tolist() == pytest.approx(
        expected
    )


def test_more_wordings_that_hold_a_term_bring_a_door_closer() -> None:
    doors = made((0, "ab"), (0, "ac"), (0, "ad"), (1, "ae"), (1, "fc"), (1, "gd"), faqs=2)
    alone, mixed = (doors.closeness({"a": 1.0, "e": 0.5, "b": 0.5}, {}, pool).doors.tolist() for pool in (0.0, 0.8))
    assert alone[0] == pytest.approx(alone[1])
    assert mixed[0] > mixed[1]


def test_a_heading_counts_by_its_one_wording() -> None:
    doors = made((0, "a"), (1, "a"), (2, "a"), faqs=1, gaps=1)
    faq, heading, gap = doors.closeness({"a": 1.0}, {"a": 1.0}, 0.5).doors.tolist()
    assert heading == 1.0
    assert faq == gap < 1


def test_a_heading_is_compared_by_content_and_an_faq_by_all_words() -> None:
    doors = made((0, "ab"), (1, "ab"), faqs=1)
    faq, heading = doors.closeness({"a": 1.0, "b": 1.0}, {"a": 1.0}, 0.0).doors.tolist()
    assert faq == pytest.approx(1.0)
    assert heading == pytest.approx(2 / 3)


def test_closeness_without_doors() -> None:
    assert Doors.of([], [], [], []).closeness({"a": 1.0}, {"a": 1.0}, 0.5).doors.tolist() == []


# Very wordings.


@pytest.fixture(scope="module")
def with_gaps(tmp_path_factory: pytest.TempPathFactory) -> Index:
    texting = "- question: Do u nap as a nurse rn?\n  also: [naps]\n  passages: [nurse#a-nurse-s-day-1]\n"
    files = hospital.FILES | {"faqs/gaps.yaml": hospital.GAPS, "faqs/texting.yaml": texting}
    return hospital.make_index(tmp_path_factory.mktemp("guides"), files)


def owner(doors: Doors, wording: str) -> int:
    return int(doors.owners[doors.wordings.index(wording)])


@pytest.mark.parametrize(
    ("text", "wording"),
    [
        ("can nurses hand out pills", "can nurses hand out pills"),
        ("CAN  nurses hand out PILLS?!", "can nurses hand out pills"),
        ("how much does a nurse earn", "How much does a nurse earn?"),
        ("do you nap as a nurse rn", "Do u nap as a nurse rn?"),
    ],
)
def test_exact_looks_past_case_stops_and_spaces(with_gaps: Index, text: str, wording: str) -> None:
    assert with_gaps.doors.exact(text) == owner(with_gaps.doors, wording)
    assert with_gaps.doors.knows(text)


@pytest.mark.parametrize(
    "text", ["", "nurse", "can nurses hand out", "can nurses hand out pills now", "nusre turnover"]
)
def test_other_words_are_not_exact(with_gaps: Index, text: str) -> None:
    assert with_gaps.doors.exact(text) == -1
    assert not with_gaps.doors.knows(text)


@pytest.mark.parametrize(("text", "known"), [("do u nap as a nurse rn", True), ("DO U nap as a nurse RN!", True),
                                             ("do you nap as a nurse right now", False)])  # fmt: skip
def test_texting_is_written_out_but_for_names(with_gaps: Index, text: str, known: bool) -> None:
    assert with_gaps.doors.knows(text) is known


def test_without_names_all_texting_is_written_out() -> None:
    doors = Doors.of(["u quit rn"], [["quit"]], [HERE], [0])
    assert doors.exact("you quit right now") == 0
    assert doors.exact("u quit rn") == -1  # asked with the texting still in it
    assert doors.knows("u quit rn")


def test_of_equal_wordings_the_first_door_counts() -> None:
    assert made((0, "a"), (1, "a")).exact("a") == 0


# Gaps.


def test_gaps_come_last_and_lead_nowhere(with_gaps: Index) -> None:
    doors = with_gaps.doors
    assert doors.gaps == ["how many nurses quit", "helicopters"]
    assert doors.targets[-2:] == [[], []]
    assert doors.exact("nurse turnover.") == owner(doors, "nurse turnover") == len(doors.targets) - 2
    assert doors.exact("you quit as a nurse rn") == owner(doors, "u quit as a nurse rn") == len(doors.targets) - 2
    assert doors.exact("Can paramedics fly") == owner(doors, "can paramedics fly") == len(doors.targets) - 1
    assert [doors.leads(door) for door in range(len(doors.targets))] == [True] * (len(doors.targets) - 2) + [False] * 2


def test_a_gap_is_never_suggested(with_gaps: Index) -> None:
    gaps = {wording for wording, _, gap in with_gaps.doors.told() if gap}
    assert "nurse turnover" in gaps
    assert gaps.isdisjoint(with_gaps.doors.first_wording.values())


def test_wordings_of_faqs_and_gaps_are_told_and_headings_are_not(with_gaps: Index) -> None:
    doors = with_gaps.doors
    told = list(doors.told())
    assert [one for one in told if one[2]] == [
        *((text, len(doors.targets) - 2, True) for text in
          ("How many nurses quit each year?", "nurse turnover", "share of nurses who leave", "u quit as a nurse rn")),
        *((text, len(doors.targets) - 1, True) for text in ("Do paramedics own a helicopter?", "can paramedics fly")),
    ]  # fmt: skip
    assert {("Is a nurse allowed to give medicine?", 0, False), ("can nurses hand out pills", 0, False)} <= {*told}
    assert "How much does a nurse earn?" in doors.wordings
    assert "How much does a nurse earn?" not in {wording for wording, _, _ in told}


def test_the_nearest_wording_of_a_gap_and_of_an_answer_are_told_apart(with_gaps: Index) -> None:
    doors = with_gaps.doors
    query = analyse("can paramedics fly", with_gaps.lexicon.questions).wording()
    close = doors.closeness(query, query, 0.5)
    assert close.gap_wording > 0.999 > close.wording > 0  # one wording of "helicopters" says just this
    assert close.doors[-1] < 1.0  # the others don't


def test_save_and_load_keep_gaps_and_names(with_gaps: Index, tmp_path: Path) -> None:
    doors = with_gaps.doors
    doors.save(tmp_path)
    again = Doors.load(tmp_path)
    query = analyse("how many paramedics quit", with_gaps.lexicon.questions).wording()
    assert again.gaps == doors.gaps
    assert list(again.told()) == list(doors.told())
    assert again.closeness(query, query, 0.5).doors.tolist() == doors.closeness(query, query, 0.5).doors.tolist()
    assert again.knows("do u nap as a nurse rn")
    assert not again.knows("do you nap as a nurse right now")
