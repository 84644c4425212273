"""Hints of distress: what the model says of whole messages and of a few words, what phrases and neighbours add."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

import pytest
import yaml

import bot.hints
from bot import crisis
from bot.crisis import find_sign, look_for_signs, phrase_marks, plain_words
from bot.errors import CorpusError
from bot.hints import LEAST, PHRASE, WORRY, Hints, Mix, Opinions, bag, hint_grams, load_hints
from bot.neighbours import Neighbours, make_neighbours
from bot.wordmodel import MARK, WordModel, sigmoid

NOBODY = make_neighbours([])
LIGHTHOUSES = WordModel({"lighthouse": 90.0, "spain": -200.0}, bias=-9.0, threshold=0.5)
WORDINGS = yaml.safe_load((Path(__file__).parent / "crisis_wordings.yaml").read_text(encoding="utf-8"))


NEAR = [
    *[("lost the lighthouse keys again", False), ("lost my lamp and my light", True)] * 3,
    *[(f"other {thing} here", thing in "ace") for thing in "abcdef"] * 3,
]


def use(monkeypatch: pytest.MonkeyPatch, model: WordModel, known: Neighbours = NOBODY) -> Hints:
    hints = Hints(model, known)
    monkeypatch.setattr(crisis, "_hints", lambda: hints)
    return hints


def probability(model: WordModel, text: str, known: Neighbours = NOBODY) -> float:
    return Hints(model, known).probability(plain_words(text), phrase_marks)


@pytest.fixture
def lighthouses(monkeypatch: pytest.MonkeyPatch) -> None:
    """A model for which lighthouses are a hint, but for those in Spain."""
    use(monkeypatch, LIGHTHOUSES)


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("my lighthouse is dark tonight", "hint"),
        ("the pay is good. but my LIGHTHOUSE is dark", "hint"),
        ("is the lighthouse in spain open", None),
        ("my house is dark tonight", None),
        ("dark lighthouse", "hint"),
        ("i want to die and my lighthouse is dark", "suicide"),  # what is said outright comes first
    ],
)
def test_hints_are_looked_for_behind_the_phrases(lighthouses: None, text: str, sign: str | None) -> None:
    assert find_sign(text) == sign


def test_the_threshold_is_the_models_own(monkeypatch: pytest.MonkeyPatch) -> None:
    for threshold, sign in ((0.5, "hint"), (0.51, None)):
        use(monkeypatch, WordModel({}, 0.0, threshold))
        assert find_sign("what does a nurse do") == sign


def test_a_phrase_weighs_on_the_hint_and_can_be_outweighed(monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, WordModel({PHRASE: 6.0, "rehearsal": -30.0}, bias=-2.0, threshold=0.5))
    assert find_sign("what does a nurse do") is None
    assert find_sign("i want to die and what does a nurse do") == "suicide"
    assert find_sign("i want to die at the rehearsal") is None
    assert find_sign("when is the rehearsal of the school play please, i want to die") == "suicide"  # its own clause


def test_what_is_said_beside_a_question_or_in_one_sentence_is_judged_by_itself_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    use(monkeypatch, WordModel({"lighthouse": 30.0, "nurse": -60.0}, bias=-6.0, threshold=0.5))
    for text in (
        "what does a nurse do my lighthouse is dark",
        "my lighthouse is dark. i want to be a nurse.",
        "a nurse came by. my lighthouse is dark.",
    ):
        assert find_sign(text) == "hint"
    assert find_sign("my lighthouse is dark, i want to be a nurse") is None
    monkeypatch.setattr(bot.hints, "BESIDE", 5.0)
    assert find_sign("what does a nurse do my lighthouse is dark") is None  # it counts for less


def test_grams_tell_the_phrases() -> None:
    assert list(hint_grams(["so", "it", "is"], {"=b", "=a"})) == ["so", "it", "is", "so it", "it is", "=a", "=b"]
    held = phrase_marks(plain_words("i want to die"))
    assert PHRASE in held
    assert len(held) > 1
    assert all(mark.startswith(MARK) for mark in held)
    covered = phrase_marks(plain_words("dont want to shoot myself in the foot by skipping stats"))
    assert PHRASE not in covered  # but what covers it is known
    assert covered


def test_neighbours_tip_the_balance(monkeypatch: pytest.MonkeyPatch) -> None:
    known = make_neighbours([(bag(text.split()), sign) for text, sign in NEAR])
    model = WordModel({}, bias=-1.0, threshold=0.5)
    assert probability(model, "my lamp is lost") == pytest.approx(sigmoid(-1.0))
    assert probability(model, "my lamp is lost", known) > 0.7
    assert probability(model, "the lighthouse keys are lost", known) < 0.1
    use(monkeypatch, model, known)
    assert find_sign("my lamp is lost") == "hint"
    assert find_sign("the lighthouse keys are lost") is None


def test_neighbours_are_asked_only_where_they_can_make_a_difference() -> None:
    asked: list[list[str]] = []

    class Known(Neighbours):
        def vote(self, words: Collection[str]) -> float:
            asked.append(sorted(words))
            return -1.0

    known = Known({}, NOBODY.starts, NOBODY.lines, NOBODY.positive)
    words = ["my", "house", "is", "dark", "tonight", ",", "come", "in", "then"]
    mix = Mix(Opinions(whole=1.0, part=0.0, vote=2.0, part_vote=1.0))

    def found(bias: float) -> float:
        return Hints(WordModel({}, bias), known, mix).probability(words, phrase_marks, least=0.5)

    assert found(-4.0) == 0.0
    assert not asked
    assert found(-2.0) == 0.0  # all of them signs would have made it 1
    assert asked[0] == sorted(set(words) - {","})
    assert sorted(asked[1:]) == [["come", "in", "then"], ["dark", "house", "is", "my", "tonight"]]
    assert found(4.0) == pytest.approx(sigmoid(1.0))


def test_each_opinion_counts_as_much_as_the_mix_says() -> None:
    model = WordModel({"light": 3.0, "tonight": -1.0}, bias=-1.0)
    known = make_neighbours([(bag(text.split()), sign) for text, sign in NEAR])
    words = plain_words("no keys tonight again, my lamp and light are lost")
    told = Hints(model, known).opinions(words, phrase_marks)
    assert told is not None
    assert told.whole < told.part == pytest.approx(3 / 11**0.5 - 1)  # six words and their five pairs
    assert 0 < told.vote < told.part_vote < 1
    for place, name in enumerate(Opinions._fields):
        mix = Mix(Opinions(*(float(number == place) for number in range(4))), bias=-0.5)
        assert Hints(model, known, mix).probability(words, phrase_marks) == pytest.approx(sigmoid(told[place] - 0.5)), (
            name
        )
    assert Hints(model, known).opinions(["dark"], phrase_marks) is None


def test_no_sign_is_lost_to_the_short_cut() -> None:
    hints = crisis._hints()
    found = 0
    for text in [*WORDINGS["signs"][::5], *WORDINGS["ordinary"][::5]]:
        words = plain_words(text)
        surely = hints.probability(words, phrase_marks)
        assert hints.probability(words, phrase_marks, least=WORRY) == (surely if surely >= WORRY else 0.0), text
        found += surely >= hints.model.threshold
    assert found > 200


def test_what_may_be_a_hint_is_no_sign_but_a_worry(monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, WordModel({"lamp": 6.0, "lighthouse": 12.0}, bias=-3.0, threshold=0.5))
    told = [look_for_signs(f"the {thing} is dark tonight") for thing in ("house", "lamp", "lighthouse")]
    assert told == [(None, False), (None, True), ("hint", True)]


def test_hints_are_looked_for_in_the_whole_message(lighthouses: None) -> None:
    padding = "what do data scientists do all day and how much are they paid "
    assert find_sign(padding * 60) is None
    assert find_sign(padding * 30 + "my lighthouse is dark " + padding * 30) == "hint"


def test_one_clause_can_be_the_hint() -> None:
    model = WordModel({"lighthouse": 30.0}, bias=-8.0)
    question = "which classes do i need and how long does it take to become a data scientist in the uk"
    alone, beside, buried, without = (
        probability(model, text)
        for text in (
            "my lighthouse is dark",
            f"{question}, my lighthouse is dark",
            question.replace("how long", "my lighthouse is dark how long"),
            question,
        )
    )
    assert min(alone, beside, buried) > 0.5 > without


def test_a_few_words_are_judged_by_themselves() -> None:
    model = WordModel({"lighthouse": 30.0}, bias=-8.0)
    around = "and so on with what is said of this and that in the book of the week"
    text = f"{around} my lighthouse is dark {around}"
    assert probability(model, text) > sigmoid(model.logit(hint_grams(plain_words(text), [])))


@pytest.mark.parametrize("text", ["lighthouse", "Lighthouse!", "lighthouse. lighthouse"])
def test_a_single_word_is_no_hint(lighthouses: None, text: str) -> None:
    assert LEAST == 2
    assert find_sign(text) is None


def test_without_words_there_is_no_hint() -> None:
    assert probability(WordModel({}, bias=9.0), "") == 0.0


@pytest.mark.parametrize(
    "mix", ["", '"mix": 1, ', '"mix": {"bias": 0}, ', '"mix": {"bias": 0, "weights": {"whole": 1}}, ']
)
def test_a_file_that_does_not_say_the_mix(tmp_path: Path, mix: str) -> None:
    (tmp_path / "hints.json").write_text(f'{{{mix}"bias": 0, "weights": {{}}}}', "utf-8")
    with pytest.raises(CorpusError, match=r"hints\.json.*how opinions are mixed"):
        load_hints(tmp_path)
