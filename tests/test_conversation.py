"""What a follow-up takes over: only what is missing; never across a change of topic; all of it can be dropped."""

from __future__ import annotations

import hospital
import pytest

from bot import Answer, Bot
from bot.questions import goes_on
from bot.records import Question


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Bot:
    return hospital.make_bot(tmp_path_factory.mktemp("guides"))


def talk(bot: Bot, *turns: str, drop: tuple[str, ...] = ()) -> tuple[Question, Answer]:
    """The last turn as it is read and answered; `drop` holds for it alone."""
    context = None
    for turn in turns[:-1]:
        context = bot.answer(turn, context).context
    question = bot._search(turns[-1], context, drop=drop)[0]
    return question, bot.answer(turns[-1], context, drop=drop)


PAY = "how much does a senior nurse earn in the uk?"

# turns, careers, topics, levels, places of the last one; "" for none
CONVERSATIONS = {
    "another place": ([PAY, "and in the US?"], "nurse", "pay", "senior", "us"),
    "another level": ([PAY, "and a junior one?"], "nurse", "pay", "junior", "uk"),
    "two follow-ups": ([PAY, "and in the US?", "and a junior one?"], "nurse", "pay", "junior", "us"),
    "a career nobody knows": ([PAY, "how much do lawyers make?"], "", "pay", "", ""),
    "compared with one": ([PAY, "do they make more than a lawyer?"], "nurse", "pay", "", ""),
    "after a refused topic": (
        ["what does a nurse do?", "how much do they earn in peru?", "in the uk?"], "nurse", "pay", "", "uk",
    ),
    "another career": ([PAY, "what about paramedics?"], "paramedic", "pay", "senior", "uk"),
    "a pronoun": (["what does a midwife do?", "how much do they earn?"], "midwife", "pay", "", ""),
    "one": (["what does a midwife do?", "how do you become one?"], "midwife", "entry", "", ""),
    "a bare topic": (["what does a midwife do?", "pay?"], "midwife", "pay", "", ""),
    "a reaction first": (["how much does a nurse earn?", "wow ok, and the hours?"], "nurse", "hours", "", ""),
    "a correction": (["how much does a nurse earn?", "no i meant a paramedic"], "paramedic", "pay", "", ""),
    "after thanks": (["how much does a nurse earn?", "thanks", "and the hours?"], "nurse", "hours", "", ""),
    "after a refusal": (["nurse pay", "do they fly rockets?", "and the hours?"], "nurse", "hours", "", ""),
    "after asking back": (["how much do they make?", "nurse"], "nurse", "pay", "", ""),
    "back again": (
        ["how much does a nurse earn?", "what does a paramedic do?", "back to nurses, how do you become one"],
        "nurse", "entry", "", "",
    ),
    "stands alone": ([PAY, "how many hours does a paramedic work?"], "paramedic", "hours", "", ""),
    "new topic": ([PAY, "ok different question, how do you become a midwife"], "midwife", "entry", "", ""),
    "new topic goes on": ([PAY, "new question, how do you become a midwife", "their pay?"], "midwife", "pay", "", ""),
}  # fmt: skip


@pytest.mark.parametrize(
    ("turns", "careers", "topic", "levels", "places"), CONVERSATIONS.values(), ids=CONVERSATIONS
)  # fmt: skip
def test_what_a_turn_is_about(bot: Bot, turns: list[str], careers: str, topic: str, levels: str, places: str) -> None:
    question, _ = talk(bot, *turns)
    assert question.careers == tuple(f"c:{name}" for name in careers.split())
    assert f"t:{topic}" in question.topics
    assert question.levels == tuple(f"l:{name}" for name in levels.split())
    assert question.places == tuple(f"p:{name}" for name in places.split())


# turns and the beginning of the answer
ANSWERED = {
    "another place": ([PAY, "and in the US?"], "Senior nurse · United States: $70,000"),
    "another level": ([PAY, "and in the US?", "and a junior one?"], "Junior nurse · United States: $48,000"),
    "a pronoun": (["what does a midwife do?", "how much do they earn?"], "A midwife in the United Kingdom earns"),
    "a correction": (["nurse pay?", "no i meant a paramedic"], "In the United States, a paramedic earns"),
    "hours": (["how much does a nurse earn?", "and the hours?"], "A nurse works 38 hours"),
    "asked back": (["how much do they make?", "midwife"], "A midwife in the United Kingdom earns"),
}  # fmt: skip


@pytest.mark.parametrize(("turns", "begins"), ANSWERED.values(), ids=ANSWERED)
def test_follow_ups_are_answered(bot: Bot, turns: list[str], begins: str) -> None:
    _, answer = talk(bot, *turns)
    assert answer.kind == "answer"
    assert answer.text.startswith(begins)


def test_what_is_carried_is_shown_and_nothing_else(bot: Bot) -> None:
    _, answer = talk(bot, PAY, "and in the US?")
    assert answer.why is not None
    assert answer.why["carried_over"] == {"career": "registered nurse", "topic": "pay", "level": "senior"}
    _, alone = talk(bot, PAY, "how many hours does a paramedic work?")
    assert alone.why is not None
    assert alone.why["carried_over"] == {}


@pytest.mark.parametrize("words", ["different question", "new topic", "something else", "unrelated"])
def test_a_change_of_topic_carries_nothing(bot: Bot, words: str) -> None:
    question, _ = talk(bot, PAY, f"{words}: what is there for lunch in the canteen?")
    assert question.carried == {}
    assert question.near == {}
    assert not {*question.careers, *question.levels, *question.places}
    assert {"nurs", "nurse"}.isdisjoint(question.terms)


@pytest.mark.parametrize(
    ("drop", "left"),
    [
        (("career",), {"topic", "level"}),
        (("level",), {"career", "topic"}),
        (("topic", "level"), {"career"}),
        (("career", "topic", "level", "place"), set()),
        (("nonsense",), {"career", "topic", "level"}),
    ],
)
def test_slots_can_be_dropped(bot: Bot, drop: tuple[str, ...], left: set[str]) -> None:
    question, _ = talk(bot, PAY, "and in the US?", drop=drop)
    assert set(question.carried) == left
    assert question.careers == (("c:nurse",) if "career" in left else ())
    assert question.levels == (("l:senior",) if "level" in left else ())


def test_without_a_conversation_nothing_is_carried(bot: Bot) -> None:
    question, _ = talk(bot, "and in the US?")
    assert (question.carried, question.careers, question.near) == ({}, (), {})


def test_comparing_with_what_was_said(bot: Bot) -> None:
    question, answer = talk(bot, "how much does a nurse earn?", "is that more than a midwife?")
    assert set(question.compared) == {"c:nurse", "c:midwife"}
    assert "A midwife in the United Kingdom earns £33,000" in answer.text
    assert "A nurse earns" in answer.text


def test_words_that_steer_are_not_looked_for(bot: Bot) -> None:
    _, answer = talk(bot, "how much does a nurse earn?", "different question: do volcanoes sing?")
    assert answer.why is not None
    assert "difference" not in answer.why["looked_for"]


def test_the_same_turns_give_the_same_token(bot: Bot) -> None:
    assert talk(bot, PAY, "and in the US?")[1].context == talk(bot, PAY, "and in the US?")[1].context


def test_without_a_lexicon_the_section_is_kept(tmp_path) -> None:
    files = {name: text for name, text in hospital.FILES.items() if name != "lexicon.yaml"}
    bot = hospital.make_bot(tmp_path, files)
    _, answer = talk(bot, "what does a midwife do?", "and how much do they earn?")
    assert answer.text.startswith("A midwife in the United Kingdom earns")


BOTH = "nurse or midwife, who earns more?"
THREE = "nurse, paramedic or midwife, which is better?"

# turns, careers of the last one; "" for none
WHICH = {
    "first": ([BOTH, "how do you become the first one?"], "nurse"),
    "second": ([BOTH, "how do you become the second one?"], "midwife"),
    "latter": ([BOTH, "and how do you become the latter?"], "midwife"),
    "former": ([BOTH, "the former?"], "nurse"),
    "first job": ([BOTH, "what are the hours in the first job"], "nurse"),
    "second of three": ([THREE, "what about the second one?"], "paramedic"),
    "last of three": ([THREE, "what about the last one?"], "midwife"),
    "in the order they were named": (["midwife or nurse, who earns more?", "the first one"], "midwife"),
    "a name wins": ([BOTH, "is the first one a paramedic?"], "paramedic"),
    "only one was named": (["how much does a nurse earn?", "the second one"], ""),
    "neither": ([BOTH, "how do you become one?"], "nurse midwife"),
}


@pytest.mark.parametrize(("turns", "careers"), WHICH.values(), ids=WHICH)
def test_which_of_the_careers_that_were_named(bot: Bot, turns: list[str], careers: str) -> None:
    assert talk(bot, *turns)[0].careers == tuple(f"c:{name}" for name in careers.split())


def test_the_one_picked_is_answered(bot: Bot) -> None:
    assert talk(bot, BOTH, "how do you become the second one?")[1].text.startswith("A midwife studies midwifery")
    assert talk(bot, BOTH, "the latter")[1].text.startswith("A midwife in the United Kingdom earns")


@pytest.mark.parametrize("text", ["what is the first thing they do in the morning?", "what is the last step for them?"])
def test_first_and_last_of_something_else(bot: Bot, text: str) -> None:
    assert talk(bot, BOTH, text)[0].careers == ("c:nurse", "c:midwife")


@pytest.fixture(scope="module")
def of_all(tmp_path_factory: pytest.TempPathFactory) -> Bot:
    """A hospital with a guide on all of its jobs."""
    text = (
        "# Jobs in a hospital\n\n## Which training is the longest?\n\n"
        "Of all hospital jobs, the midwife has the longest training.\n\n"
        "## Which shift is the longest?\n\nThe longest shift of all is worked by the nurse and the paramedic.\n"
    )
    return hospital.make_bot(tmp_path_factory.mktemp("guides"), hospital.FILES | {"jobs.md": text})


@pytest.mark.parametrize(
    ("turn", "careers"),
    [
        ("which job has the longest training?", ("c:midwife",)),
        ("which job has the longest shift of all?", ()),  # two are named
        ("tell me about hospital jobs and training", ()),  # no "which job"
    ],
)
def test_the_one_career_that_answers_which_job(of_all: Bot, turn: str, careers: tuple[str, ...]) -> None:
    question, answer = talk(of_all, turn, "and what does it pay?")
    assert talk(of_all, turn)[0].careers == ()
    assert talk(of_all, turn)[1].kind == "answer"
    assert question.careers == careers
    if careers:
        assert answer.text.startswith("A midwife in the United Kingdom earns")


@pytest.mark.parametrize(
    ("text", "goes"),
    [
        ("and in the morning?", True),
        ("ok and how do i get into it", True),
        ("is it boring tho", True),
        ("thx, do they work nights", True),
        ("is this a person", False),
        ("ok how are you", False),
        ("are you a robot", False),
        ("ok", False),
    ],
)
def test_what_goes_on_with_a_conversation_is_no_small_talk(text: str, goes: bool) -> None:
    assert goes_on(text) is goes


def test_a_topic_is_asked_again_only_by_a_turn_that_says_something(bot: Bot) -> None:
    """A bare "yes" goes on talking, but is no way to ask for pay."""
    for turn, asked in (("and in the US?", True), ("and a junior one?", True), ("yes", False)):
        question, _ = talk(bot, PAY, turn)
        assert ("t:pay" in question.wording) is asked, turn


def test_what_comes_next_asks_for_nothing_by_its_words(bot: Bot) -> None:
    question, answer = talk(bot, "what happens at 8:00 on a nurse's day?", "and after that?")
    assert question.onward
    assert question.terms == question.wording == question.content == {}
    assert answer.text.startswith("A nurse works 38 hours")  # the section behind the day


@pytest.mark.parametrize("turn", ["and then", "what comes next"])
def test_what_comes_next_is_shown_however_little_the_turn_says(real_bot: Bot, turn: str) -> None:
    context = real_bot.answer("what do i do in months 5 to 7 of the roadmap").context
    answer = real_bot.answer(turn, context)
    assert answer.kind == "answer"
    assert answer.citations[0].section.startswith("Months 8-10")


@pytest.mark.parametrize("turn", ["is there a month by month roadmap", "what should i do in high school"])
def test_a_whole_question_that_the_career_leaves_unanswered_is_asked_again_without_it(real_bot: Bot, turn: str) -> None:
    context = real_bot.answer("what does a quant do").context
    question, ranked, before = real_bot._search(turn, context)
    assert question.carried == {"career": "quantitative machine learning analyst"}
    assert real_bot._answer(question, ranked, before, "en").kind == "refusal"
    answer = real_bot.answer(turn, context)
    assert answer.kind == "answer"
    assert answer.why["carried_over"] == {}


def test_an_excuse_for_a_slip_is_no_subject(real_bot: Bot) -> None:
    context = real_bot.answer("how much does a junior ml engineer make").context
    question, _, _ = real_bot._search("oops i meant senior", context)
    assert question.levels == ("l:senior",)
    assert not question.subjects
    assert {"oop", "meant"}.isdisjoint(question.content)


@pytest.mark.parametrize("turn", ["how many hours do they work", "and the hours?", "is there overtime for them"])
def test_a_turn_that_leans_on_the_career_is_not(real_bot: Bot, turn: str) -> None:
    assert real_bot.answer(turn, real_bot.answer("what does a quant do").context).kind == "refusal"


def test_a_topic_carried_over_wants_its_kind_of_answer(bot: Bot) -> None:
    assert "money" in talk(bot, "are nurses paid well?", "and paramedics?")[0].asks


@pytest.mark.parametrize(
    ("turns", "things", "begins"),
    [
        (["whats a bootcamp worth", "how long is it"], ["bootcamp"], "bootcamp"),
        (["whats a bootcamp worth", "how long is it", "does it guarantee a job"], ["bootcamp"], "bootcamp"),
        (["what math do i need", "where can i learn that for free"], ["math skills"], "free"),
        (["whats python", "where can i learn it for free"], ["Python"], "freeCodeCamp"),
        (["what does a data scientist do", "is it stressful"], [], ""),
        (["whats python", "how much do they make"], [], ""),
        (["whats python", "how much does it pay"], [], ""),
        (["whats python", "what is git, is it hard"], [], ""),
    ],
)
def test_it_may_be_a_thing_that_was_talked_about(
    real_bot: Bot, turns: list[str], things: list[str], begins: str
) -> None:
    question, answer = talk(real_bot, *turns)
    assert [name for name in question.carried.get("topic", "").split(", ") if name] == things
    assert begins in answer.text
    if things:
        assert talk(real_bot, *turns, drop=("topic",))[0].carried.get("topic") is None


@pytest.mark.parametrize(
    ("turn", "careers"),
    [
        ("tell me more about the second one", ("c:data-scientist",)),
        ("what does the first one earn", ("c:ml-engineer",)),
        ("and the last one, what do they do", ("c:ai-director",)),
    ],
)
def test_an_item_of_the_list_that_was_quoted(real_bot: Bot, turn: str, careers: tuple[str, ...]) -> None:
    listed = real_bot.answer("what kinds of ml jobs are there")
    assert listed.passages[0]["kind"] == "list"
    assert real_bot._search(turn, listed.context)[0].careers == careers


def test_an_item_that_names_no_career_is_asked_about_by_its_words(real_bot: Bot) -> None:
    question, _ = talk(real_bot, "any myths about ml engineers?", "is the second one true")
    assert question.careers == ("c:ml-engineer",) or "bootcamp" in question.content


@pytest.mark.parametrize("turn", ["i meant data scientist not ml engineer", "no a data scientist, not an ml engineer"])
def test_a_career_that_is_put_aside(real_bot: Bot, turn: str) -> None:
    question, answer = talk(real_bot, "what does an ml engineer do", turn, "what do they earn")
    assert question.careers == ("c:data-scientist",)
    assert "$120,000" in answer.text


def test_a_bare_how_much_asks_for_pay(real_bot: Bot) -> None:
    question, answer = talk(real_bot, "tell me about mlops", "how much tho")
    assert question.topics == ("t:pay",)
    assert "$130,000" in answer.text


@pytest.mark.parametrize("turn", ["freshman year", "just sophomore year"])
def test_a_school_year_goes_on_with_what_was_asked(real_bot: Bot, turn: str) -> None:
    asked = "what should i do in college to become an ml engineer"
    assert talk(real_bot, asked, turn)[1].kind == "answer"
    assert real_bot.answer("im a sophomore").kind == "social"
