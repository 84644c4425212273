"""Known wordings: how close a question comes, where a door leads, dead references left out."""

from __future__ import annotations

from pathlib import Path

import hospital
import pytest

from bot.annotations import analyse
from bot.doors import Doors, Target
from bot.index import Index
from bot.records import Door


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    return hospital.make_index(tmp_path_factory.mktemp("guides"))


def closeness(index: Index, text: str) -> dict[str, float]:
    query = analyse(text, index.lexicon.questions).canonical()
    values = index.doors.similarity(query)
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


def test_state_and_load_keep_everything(index: Index) -> None:
    import json

    again = Doors.load(json.loads(json.dumps(index.doors.state())))
    query = analyse("how much does a nurse earn", index.lexicon.questions).canonical()
    assert again.wordings == index.doors.wordings
    assert again.targets == index.doors.targets
    assert again.similarity(query).tolist() == index.doors.similarity(query).tolist()
    assert again.first_wording == index.doors.first_wording


def test_no_doors_at_all(tmp_path: Path) -> None:
    index = hospital.make_index(tmp_path, {"a.md": "# T\n\nA sentence.\n"})
    assert index.doors.wordings == []
    assert index.doors.similarity({"a": 1.0}).tolist() == []
