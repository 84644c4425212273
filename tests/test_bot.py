"""The one path: any folder of guides answers, with a lexicon and without; the same input gives the same bytes."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import hospital
import pytest

import bot as package
from bot import Bot, CorpusError, GuidepostError, Settings

WITHOUT = {name: text for name, text in hospital.FILES.items() if name != "lexicon.yaml"}


@pytest.fixture(scope="module", params=["with a lexicon", "without"])
def bot(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Bot:
    files = hospital.FILES if request.param == "with a lexicon" else WITHOUT
    return hospital.make_bot(tmp_path_factory.mktemp("guides"), files)


ANSWERED = [
    ("how much does a nurse earn?", "nurse#how-much-does-a-nurse-earn-1", "$52k to $61k"),
    ("what do senior nurses make in the uk", "nurse#how-much-does-a-nurse-earn-3", "£41,000 – £47,000"),
    ("junior nurse salary US", "nurse#how-much-does-a-nurse-earn-2", "$48,000 – $52,000"),
    ("paramedic pay", "paramedic#how-much-does-a-paramedic-earn-1", "$39,000 to $46,000"),
    ("how many hours a week does a nurse work", "nurse#how-many-hours-does-a-nurse-work-1", "38 hours"),
    ("how many hours do paramedics work", "paramedic#how-many-hours-does-a-paramedic-work-1", "48 hours"),
    ("do nurses need a university degree?", "nurse#how-do-you-become-a-nurse-1", "no university degree"),
    ("how do i become a midwife", "midwife#how-do-you-become-a-midwife-1", "four years"),
    ("how long is paramedic training", "paramedic#how-do-you-become-a-paramedic-1", "18 months"),
    ("what does a paramedic do", "paramedic#what-does-a-paramedic-do-1", "ambulance"),
    ("is a nurse allowed to give medicine", "nurse#what-does-a-nurse-do-2", "Giving medicine on time"),
    ("do midwives wear a uniform?", "hospital-faq#do-midwives-wear-a-uniform-1", "light blue tunic"),
    ("nusre salery", "nurse#how-much-does-a-nurse-earn-1", "52,000"),
]


@pytest.mark.parametrize(("text", "passage", "words"), ANSWERED)
def test_a_made_up_folder_answers(bot: Bot, text: str, passage: str, words: str) -> None:
    answer = bot.answer(text)
    assert answer.kind == "answer"
    assert answer.passages[0]["id"] == passage
    assert words in answer.text


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("", "clarify"),
        ("how much do they make?", "clarify"),
        ("volcano eruption", "refusal"),
        ("hello", "social"),
        ("thanks", "social"),
        ("i want to kill myself", "crisis"),
        ("how much does a nurse earn? i want to die", "crisis"),
    ],
)
def test_kinds(bot: Bot, text: str, kind: str) -> None:
    assert bot.answer(text).kind == kind


@pytest.mark.parametrize(
    ("text", "kind"), [("how much does a nurse earn?", "answer"), ("who won the cup", "refusal"), ("thanks", "social")]
)
def test_help_is_offered_below_a_reply_to_what_may_be_a_hint(
    bot: Bot, text: str, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    calm = bot.answer(text)
    assert (calm.kind, calm.links) == (kind, ())
    monkeypatch.setattr("bot.bot.look_for_signs", lambda text: (None, True))
    worried = bot.answer(text)
    assert [link["href"] for link in worried.links] == ["https://findahelpline.com"]
    assert replace(worried, links=(), context="") == replace(calm, context="")


def test_crisis_is_looked_for_in_all_of_a_message(bot: Bot) -> None:
    assert bot.answer("nurse " * 400 + "i want to kill myself").kind == "crisis"


def test_only_the_beginning_is_read_for_the_rest(bot: Bot) -> None:
    text = "how much does a nurse earn?"
    long = text + " " * bot.settings.read_length + "volcano"
    assert bot.answer(long).to_dict() == bot.answer(text).to_dict()


def test_answers_leave_no_trace(bot: Bot) -> None:
    """No state: what was asked before changes nothing."""
    first = bot.answer("paramedic pay").to_dict()
    for text, _, _ in ANSWERED:
        bot.answer(text)
    assert bot.answer("paramedic pay").to_dict() == first


HASH_SEEDS = """
import json, sys
from bot import Bot, Settings
bot = Bot.from_guides([sys.argv[1]], Settings(secret="x"))
for text in sys.argv[2:]:
    print(json.dumps(bot.answer(text).to_dict(), ensure_ascii=False))
"""


def test_the_same_input_gives_the_same_bytes_in_every_process(tmp_path: Path) -> None:
    hospital.write(tmp_path)
    texts = ["how much does a senior nurse earn in the uk?", "nurse vs paramedic pay", "shifts", "nurse"]
    runs = []
    for seed in ("1", "2"):
        command = [sys.executable, "-c", HASH_SEEDS, str(tmp_path), *texts]
        environ = {"PYTHONHASHSEED": seed, "PATH": "/usr/bin", "PYTHONIOENCODING": "utf-8"}
        runs.append(subprocess.run(command, capture_output=True, check=True, env=environ, cwd=Path.cwd()).stdout)
    assert runs[0] == runs[1]
    bot = Bot.from_guides([tmp_path], Settings(secret="x"))
    assert [json.loads(line) for line in runs[0].splitlines()] == [bot.answer(text).to_dict() for text in texts]


def test_a_guide_can_be_the_only_one_asked(bot: Bot) -> None:
    answer = bot.answer("how much do they earn?", guide="midwife")
    assert answer.kind == "answer"
    assert {citation.guide for citation in answer.citations} == {"midwife"}
    assert bot.answer("how much do they earn?", guide="no such guide").kind == "refusal"


def test_records_answer_like_files(bot: Bot) -> None:
    guides = [guide for guide in bot.guides.values() if guide.id != "hospital-faq"]
    other = Bot.from_records(guides)
    assert list(other.guides) == [guide.id for guide in guides]
    assert other.answer("how many hours does a paramedic work").text.startswith("A paramedic works 48 hours")
    assert other.corpus_hash != Bot.from_records(guides[:1]).corpus_hash


def test_no_guides_at_all(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="no guides found"):
        Bot.from_guides([tmp_path])
    empty = Bot.from_records([])
    assert empty.answer("how much does a nurse earn?").kind == "refusal"
    assert empty.search("nurse") == []
    assert empty.suggestions() == []


def test_a_readme_is_no_guide(tmp_path: Path) -> None:
    files = {"README.md": "# Porter\n\nA porter earns $1.\n", **hospital.FILES}
    assert "README" not in hospital.make_bot(tmp_path, files).guides


def test_one_file_alone(tmp_path: Path) -> None:
    hospital.write(tmp_path)
    bot = Bot.from_guides([tmp_path / "midwife.md"])
    assert list(bot.guides) == ["midwife"]
    assert "£33,000" in bot.answer("midwife pay").text


def test_a_folder_brings_its_own_replies_and_numbers(tmp_path: Path) -> None:
    weights = json.loads((Path(package.__file__).parent / "data" / "weights.json").read_text("utf-8"))
    weights["ranking"]["career"] = 0.123
    bot = hospital.make_bot(tmp_path, {**hospital.FILES, "weights.json": json.dumps(weights)})
    assert bot.weights.ranking["career"] == 0.123
    with pytest.raises(CorpusError, match=r"weights\.json"):
        hospital.make_bot(tmp_path, {"weights.json": "{}"})


def test_what_is_public() -> None:
    for name in package.__all__:
        assert getattr(package, name) is not None
    assert {"Bot", "Answer", "Citation", "Settings", "GuidepostError"} <= set(package.__all__)
    assert issubclass(CorpusError, GuidepostError)


def test_programs_can_look_inside(bot: Bot) -> None:
    assert set(bot.guides) == {"nurse", "paramedic", "midwife", "hospital-faq"}
    assert set(bot.sources) == {"ministry", "union"}
    assert {passage.guide_id for passage in bot.passages} == set(bot.guides)
    assert "Do midwives wear a uniform?" in bot.wordings
    assert bot.analyse("The Nurses earn $48,000") == ["nurse", "earn", "48000"]
    hit = bot.search("midwife pay")[0]
    assert (hit.id, hit.guide_id) == (hit.passage.id, "midwife")


# Known wordings decide: an FAQ's is answered, a gap's is refused, and the refusal says what is missing.

ASKED = """
- question: How much do they make?
  also: [tell me a joke]
  passages: [midwife#how-much-does-a-midwife-earn-1]
"""


@pytest.fixture(scope="module")
def knowing(tmp_path_factory: pytest.TempPathFactory) -> Bot:
    files = hospital.FILES | {"faqs/gaps.yaml": hospital.GAPS, "faqs/asked.yaml": ASKED}
    return hospital.make_bot(tmp_path_factory.mktemp("guides"), files)


@pytest.mark.parametrize("text", ["How many nurses quit each year?", "NURSE TURNOVER", "u quit as a nurse rn"])
@pytest.mark.parametrize(
    ("lang", "begins"),
    [("en", "The guides don't cover this: how many nurses quit."), ("es", "Las guías no tratan eso.")],
)
def test_a_gap_is_refused_by_name(knowing: Bot, text: str, lang: str, begins: str) -> None:
    sure = Bot(knowing.index, knowing.settings)
    sure.weights = replace(knowing.weights, confidence={"bias": 9.0})
    assert sure.answer("nurse shifts on volcanoes").kind == "answer"
    for bot in (knowing, sure):
        answer = bot.answer(text, lang=lang)
        assert (answer.kind, answer.lang, answer.confidence_score) == ("refusal", lang, 0.0)
        assert answer.text.startswith(begins)
        assert bot.replies.unnamed("contact", lang) in answer.text.casefold()
        assert {bot.answer(suggestion).kind for suggestion in answer.suggestions} <= {"answer"}


@pytest.mark.parametrize("text", ["do nurses fly rockets", "how much does a nurse earn"])
def test_what_is_no_gap_is_refused_without_one(knowing: Bot, text: str) -> None:
    strict = Bot(knowing.index, knowing.settings)
    strict.calibration = replace(knowing.calibration, threshold=2.0)
    answer = strict.answer(text)
    assert answer.kind == "refusal"
    assert not any(gap in answer.text for gap in knowing.index.doors.gaps)


@pytest.mark.parametrize("text", ["tell me a joke", "how much do they make"])
def test_a_known_wording_is_no_small_talk_and_nothing_to_ask_back(knowing: Bot, bot: Bot, text: str) -> None:
    assert knowing.answer(text).text.startswith("A midwife in the United Kingdom earns")
    assert bot.answer(text).kind in ("social", "clarify")


@pytest.mark.parametrize("text", ["How much does a midwife earn?", "What does a paramedic need to drive?"])
def test_a_known_wording_is_not_sure_within_another_guide(bot: Bot, text: str) -> None:
    answer = bot.answer(text, guide="nurse")
    assert answer.kind == "refusal" or answer.confidence["level"] != "high"


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("what does deploying even mean", "deploying in"),  # and not "what it is"
        ("do quants get zeppelins", "zeppelins, quantitative machine learning analyst in"),
        ("how do i become a zeppelin conductor", "zeppelin, conductor in"),
    ],
)
def test_a_refusal_names_what_no_guide_holds(real_bot: Bot, text: str, named: str) -> None:
    answer = real_bot.answer(text)
    assert answer.kind == "refusal"
    assert answer.text.startswith(f"I looked for {named}")
