"""The model of doors: its grams, what it finds, what it leaves to the nearest wordings, its file and its faults."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import hospital
import numpy as np
import pytest
from click.testing import CliRunner

from bot import Bot
from bot.doormodel import DoorModel, door_grams, load_door_model, make_door_model
from bot.doors import Doors, Target
from bot.errors import CorpusError, GuidepostError
from eval import commands, door_model
from eval.__main__ import main

ASKED = {
    "pay": [
        "what do they pay",
        "salary of a nurse",
        "how much money is it",
        "is the money good",
        "what salary is usual",
    ],
    "hours": ["how long is a shift", "do they work at night", "how many hours a week", "is the shift long at night"],
    "food": ["what is for lunch", "is the canteen good", "can they eat lunch there", "how good is lunch"],
}


def words(text: str) -> dict[str, float]:
    return dict.fromkeys(text.split(), 1.0)


def fitted(asked: dict[str, list[str]]) -> DoorModel:
    told = [(words(text), door) for door, texts in asked.items() for text in texts for _ in range(4)]
    return door_model.fit([wording for wording, _ in told], [door for _, door in told])


@pytest.fixture(scope="module")
def model() -> DoorModel:
    return fitted(ASKED)


def best(model: DoorModel, text: str) -> str:
    meant = model.meant(words(text))
    assert meant is not None
    assert float(np.exp(meant).sum()) == pytest.approx(1.0, abs=1e-4)
    return model.questions[int(meant.argmax())]


def test_grams_are_terms_and_pairs_of_words_as_light_as_the_lighter() -> None:
    assert door_grams({"c:nurse": 1.0, "how": 1.0, "long": 0.5, "t:hours": 0.4, "shift": 1.0}) == {
        "c:nurse": 1.0, "how": 1.0, "long": 0.5, "t:hours": 0.4, "shift": 1.0,
        "<start> how": 1.0, "how long": 0.5, "long shift": 0.5,
    }  # fmt: skip
    assert door_grams({}) == {}


@pytest.mark.parametrize(
    ("text", "door"),
    [("what salary do they pay", "pay"), ("night shift", "hours"), ("eat in the canteen", "food"), ("money", "pay")],
)
def test_finds_doors_by_wordings_that_it_never_saw(model: DoorModel, text: str, door: str) -> None:
    assert text not in ASKED[door]
    assert best(model, text) == door


def test_what_weighs_more_decides(model: DoorModel) -> None:
    assert best(model, "salary lunch lunch") in ("pay", "food")
    for heavy, door in (("salary", "pay"), ("lunch", "food")):
        meant = model.meant({"salary": 0.1, "lunch": 0.1} | {heavy: 1.0})
        assert meant is not None
        assert model.questions[int(meant.argmax())] == door


def test_nothing_known_means_nothing(model: DoorModel) -> None:
    assert model.meant(words("volcano eruption")) is None
    assert model.meant({}) is None


def test_unknown_words_make_it_less_sure(model: DoorModel) -> None:
    alone, beside = (model.meant(words(text)) for text in ("salary", "salary volcano eruption"))
    assert alone is not None
    assert beside is not None
    assert beside.max() < alone.max()


def test_too_few_doors_are_an_error() -> None:
    with pytest.raises(GuidepostError, match="2 FAQs and gaps; 3 are the least"):
        fitted({"pay": ASKED["pay"], "food": ASKED["food"]})


def test_is_the_same_after_saving(model: DoorModel, tmp_path: Path) -> None:
    file = tmp_path / "doors.npz"
    model.save(file, "made here")
    again = load_door_model(file)
    assert again.questions == model.questions
    query = words("how many hours at night")
    assert again.meant(query) == pytest.approx(model.meant(query))
    with np.load(file) as held:
        assert str(held["provenance"]) == "made here"


@pytest.mark.parametrize("content", [b"", b"not a zip file", None])
def test_another_file_is_a_clear_fault(content: bytes | None, tmp_path: Path) -> None:
    file = tmp_path / "doors.npz"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(CorpusError) as caught:
        load_door_model(file)
    assert caught.value.faults[0].file == str(file)
    assert "not a model of doors" in caught.value.faults[0].problem


def test_tables_that_do_not_fit_are_a_fault(model: DoorModel, tmp_path: Path) -> None:
    file = tmp_path / "doors.npz"
    model.save(file, "")
    with np.load(file) as held:
        arrays = dict(held)
    np.savez_compressed(file, **arrays | {"idf": arrays["idf"][:-1]})
    with pytest.raises(CorpusError, match="its tables don't fit together"):
        load_door_model(file)
    np.savez_compressed(file, **{name: array for name, array in arrays.items() if name != "steps"})
    with pytest.raises(CorpusError, match="steps"):
        load_door_model(file)


# Beside the nearest wordings.


def pointed(questions: Sequence[str], logits: Sequence[float]) -> DoorModel:
    """A model in which the gram "x" gives each question these log odds."""
    doors = np.array([[value] for value in logits])
    return make_door_model(questions, ["x"], np.ones(1), np.ones((1, 1)), doors, np.zeros(len(questions)))


def four_doors() -> Doors:
    """Two FAQs, a heading, a gap: each asks "x" and a word of its own."""
    lead = [[Target(0, -1)], [Target(1, -1)], [Target(2, -1)], []]
    texts = ["x one", "x two", "x three", "x four"]
    return Doors.of(texts, [text.split() for text in texts], lead, range(4), faqs=2, gaps=["four"])


def test_mixes_what_is_learned_with_the_nearest_wordings() -> None:
    query = {"x": 1.0}
    before = four_doors().closeness(query, query, 0.5, 0.4).doors
    doors = four_doors()
    doors.learn(pointed(["x two", "x four", "since taken away"], [3.0, 1.0, 0.0]))
    close = doors.closeness(query, query, 0.5, 0.4)
    after = close.doors
    odds = np.exp([3.0, 1.0, 0.0])
    learned = (odds / odds.sum()) ** 0.1
    assert after[1] == pytest.approx(0.6 * before[1] + 0.4 * learned[0], abs=1e-3)
    assert after[3] == pytest.approx(0.6 * before[3] + 0.4 * learned[1], abs=1e-3)
    assert after[[0, 2]].tolist() == before[[0, 2]].tolist()  # not in the model; a heading
    assert close.gap_wording == four_doors().closeness(query, query, 0.5).gap_wording
    assert close.likely == pytest.approx(odds[0] / odds.sum(), abs=1e-3)  # of what is answered, and of all
    assert close.gap_odds == pytest.approx(1.0 - 3.0, abs=1e-3)


def test_without_weight_or_known_words_nothing_changes() -> None:
    doors = four_doors()
    doors.learn(pointed(["x two", "x four"], [3.0, 1.0]))
    for query, weight in (({"x": 1.0}, 0.0), ({"two": 1.0}, 0.4)):
        told = [made.closeness(query, query, 0.5, weight).doors.tolist() for made in (doors, four_doors())]
        assert told[0] == told[1]


# The command, and the bot that reads what it wrote.

SECTIONS = {"pay": "how-much-does-a-nurse-earn", "hours": "how-many-hours-does-a-nurse-work", "food": "a-nurse-s-day"}
FAQS = "".join(
    f"- question: {texts[0]}\n"
    f"  also: [{', '.join(text + end for text in texts for end in ('', ' please', ' today', ' really'))}]\n"
    f"  passages: ['nurse#{SECTIONS[door]}-1']\n"
    for door, texts in ASKED.items()
)


def test_the_command_writes_a_model_that_the_bot_reads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = hospital.write(tmp_path / "guides", hospital.FILES | {"faqs/asked.yaml": FAQS})
    bot = Bot.from_guides([folder])
    monkeypatch.setattr(commands, "open_bot", lambda guides: Bot.from_guides(guides))
    dry = CliRunner().invoke(main, ["doors", "--dry-run", "--guides", str(folder)])
    assert dry.exit_code == 0, dry.output
    assert not (folder / "doors.npz").exists()
    result = CliRunner().invoke(main, ["doors", "--guides", str(folder)])
    assert result.exit_code == 0, result.output
    with np.load(folder / "doors.npz") as held:
        notes = json.loads(str(held["provenance"]))
    assert notes["corpus_hash"] == bot.corpus_hash
    assert notes["command"] == "python -m eval doors"
    assert notes["cross-validated"].startswith("of ")
    learned = Bot.from_guides([folder])
    question = "the canteen"

    def closeness(one: Bot) -> float:
        return one.search(question)[0].features["door"]

    assert closeness(learned) != closeness(bot)
    assert "canteen" in learned.answer(question).text


def test_a_broken_model_beside_the_guides_is_reported(tmp_path: Path) -> None:
    folder = hospital.write(tmp_path, hospital.FILES)
    (folder / "doors.npz").write_bytes(b"PK\x03\x04 cut off")
    with pytest.raises(CorpusError, match="not a model of doors"):
        Bot.from_guides([folder])
