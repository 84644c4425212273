"""A student's words → what is asked: career, level, place, topic, kind of answer; what is no part of the question."""

from __future__ import annotations

import hospital
import pytest

from bot import Bot
from bot.clauses import asked_alone
from bot.questions import read
from bot.records import Question, Turn


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Bot:
    return hospital.make_bot(tmp_path_factory.mktemp("guides"))


def ask(bot: Bot, text: str) -> Question:
    return read(text, bot.index, bot._speller, bot.weights, None)


# text, careers, levels, places, topics that must be among those found
SLOTS = [
    ("how much does a senior nurse earn in the uk?", "nurse", "senior", "uk", "pay"),
    ("ward nurse salary", "nurse", "", "", "pay"),
    ("what do ambulance drivers do", "paramedic", "", "", "duties"),
    ("entry level paramedic wage in the U.S.", "paramedic", "junior", "us", "pay"),
    ("wage of a paramedic in the US", "paramedic", "", "us", "pay"),
    ("wage of a paramedic in Leeds", "paramedic", "", "uk", "pay"),  # the guides name no place nearer to it
    ("wage of a paramedic in Texas", "paramedic", "", "texas", "pay"),  # states pay too differently
    ("can you help us with paramedics' pay", "paramedic", "", "", "pay"),
    ("how do i become a birth helper", "midwife", "", "", "entry"),
    ("how many hours do midwives work", "midwife", "", "", "hours"),
    ("nusre salery", "nurse", "", "", "pay"),
    ("do nurses need a degree", "nurse", "", "", "education"),
    ("nurse", "nurse", "", "", "duties"),
    ("whats it pay", "", "", "", "pay"),
]


@pytest.mark.parametrize(("text", "careers", "levels", "places", "topic"), SLOTS)
def test_slots(bot: Bot, text: str, careers: str, levels: str, places: str, topic: str) -> None:
    question = ask(bot, text)
    assert question.careers == tuple(f"c:{name}" for name in careers.split())
    assert question.levels == tuple(f"l:{name}" for name in levels.split())
    assert question.places == tuple(f"p:{name}" for name in places.split())
    assert f"t:{topic}" in question.topics


def test_what_a_level_says_is_not_asked_for_a_second_time(bot: Bot) -> None:
    """In "new grad" the lexicon knows "graduate" as a word like "degree" too: nobody asks for degrees here."""
    question = ask(bot, "new grad nurse pay")
    assert question.levels == ("l:junior",)
    assert "s:graduate" in question.wording
    assert "s:graduate" not in question.content


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("how much do nurses earn", "money"),
        ("how long does training take", "time"),
        ("how many beds are there", "count"),
        ("at what time does the shift start", "clock"),
        ("what percentage of nurses is male", "percent"),
        ("how old is the oldest", "age"),
        ("what is a midwife", "definition"),
        ("why do nurses quit", "reason"),
        ("how do i become a nurse", "steps"),
        ("is it hard to be a nurse", "yesno"),
        ("which drugs do they give", "list"),
        ("the best paid job", "superlative"),
        ("what do they earn", "money"),
        ("what would i make as a nurse", "money"),
    ],
)
def test_the_kind_of_answer_wanted(bot: Bot, text: str, kind: str) -> None:
    assert kind in ask(bot, text).asks


@pytest.mark.parametrize("text", ["what do they earn", "how much would i make", "what can i do at school to prepare"])
def test_what_begins_with_a_question_word_is_not_answered_by_yes_or_no(bot: Bot, text: str) -> None:
    assert "yesno" not in ask(bot, text).asks


@pytest.mark.parametrize(
    "text",
    ["jobs besides nursing", "anything except nurse", "careers other than a nurse",
     "something apart from being a nurse", "i dont want to be a nurse, what else", "what else than being a nurse"],
)  # fmt: skip
def test_careers_that_are_not_meant(bot: Bot, text: str) -> None:
    question = ask(bot, text)
    assert question.excluded == ("c:nurse",)
    assert "c:nurse" not in question.careers
    assert "c:nurse" not in question.terms
    assert "c:nurse" not in question.content


def test_an_alias_is_no_texting_form(bot: Bot) -> None:
    assert ask(bot, "RN salary").careers == ("c:nurse",)


@pytest.mark.parametrize("text", ["besides pay, what is a nurse's day", "never mind the salary, what is a nurse's day"])
def test_a_topic_that_is_not_meant(bot: Bot, text: str) -> None:
    question = ask(bot, text)
    assert question.excluded == ()  # a matter that any passage may touch on
    assert question.careers == ("c:nurse",)
    assert not {"t:pay", "pay", "salari"} & {*question.topics, *question.content, *question.wording, *question.terms}


@pytest.mark.parametrize(
    ("text", "excluded", "left"),
    [
        ("besides python, which languages should i learn", {"t:python", "python"}, "t:python"),
        ("other than kaggle where can i practice", {"t:kaggle", "s:kaggle", "kaggl"}, "t:kaggle"),
        ("what jobs are there besides data scientist", {"c:data-scientist"}, "c:data-scientist"),
        ("a data scientist, not an ml engineer", {"c:ml-engineer"}, "c:ml-engineer"),
        ("why is an ml engineer not a data scientist", {"c:data-scientist"}, "c:data-scientist"),
        ("is python not enough", set(), ""),
    ],
)
def test_what_is_to_be_left_out(real_bot: Bot, text: str, excluded: set[str], left: str) -> None:
    question = ask(real_bot, text)
    assert excluded <= set(question.excluded)
    assert bool(excluded) == bool(question.excluded)
    assert left not in {*question.terms, *question.content, *question.careers, *question.topics}


@pytest.mark.parametrize(("text", "barred"), [("other than kaggle where can i practice", "kaggle")])
def test_an_answer_begins_with_something_else(real_bot: Bot, text: str, barred: str) -> None:
    assert barred not in real_bot.answer(text).quotes[0].text.casefold()


STORIES = [
    ("my bus is late again, what do nurses do", "what do nurses do"),
    ("i wanna buy a tesla one day! what does a paramedic earn?", "what does a paramedic earn?"),
    ("so is a nurse better paid? my aunt laughed", "so is a nurse better paid?"),
    ("what do nurses do", ""),
    ("i am colorblind, can i still be a nurse", ""),  # it leans on the story
    ("i only have one arm, is that a problem for a nurse", ""),
    ("i live in the uk, what do nurses earn", ""),  # the story names what the guides know of
    ("my dad is a plumber, what do nurses earn", ""),  # or somebody who may be meant
    ("i broke my phone, what do they earn", ""),
    ("tiny clinic or huge one, who pays more", ""),  # of whom, is not said
]


@pytest.mark.parametrize(("text", "asked"), STORIES)
def test_what_could_be_asked_without_the_story(bot: Bot, text: str, asked: str) -> None:
    assert asked_alone(text, bot.index) == asked


def test_a_question_is_answered_whatever_is_told_beside_it(bot: Bot) -> None:
    answer = bot.answer("our hamster ate a violin and some gravel, what are the main tasks of a nurse?")
    assert answer.kind == "answer"
    assert "Giving medicine" in answer.text
    assert bot.answer("do hamsters eat violins and gravel?").kind == "refusal"


def test_what_is_the_pay_asks_for_no_definition(bot: Bot) -> None:
    question = ask(bot, "what is the pay of a nurse")
    assert question.topics == ("t:pay",)
    assert "t:definition" not in question.wording
    assert ask(bot, "what is a nurse").topics == ("t:definition",)


@pytest.mark.parametrize(
    ("text", "compared"),
    [
        ("python vs sql", {"t:python", "t:sql"}),
        ("bootcamp or self taught", {"t:bootcamp", "t:self-taught"}),
        ("im stuck between mlops and data science, who makes more", {"c:mlops-engineer", "c:data-scientist"}),
        (
            "my mom is a quant. does an nlp engineer make more than a data scientist",
            {"c:nlp-engineer", "c:data-scientist"},
        ),
        ("python and sql", set()),
        ("is python better", set()),
    ],
)
def test_things_and_careers_that_are_compared(real_bot: Bot, text: str, compared: set[str]) -> None:
    assert set(ask(real_bot, text).compared) == compared


FRAMES = [
    ("i am a junior in high school and i love biology. what does a nurse do?", "what does a nurse do?"),
    ("my mom is a nurse. how much does a paramedic make?", "how much does a paramedic make?"),
    ("i live in the UK. what does a nurse do?", "what does a nurse do?"),
    ("i was a paramedic, how do i become a midwife?", "how do i become a midwife?"),
]


@pytest.mark.parametrize(("text", "core"), FRAMES)
def test_what_students_say_of_themselves_counts_less(bot: Bot, text: str, core: str) -> None:
    whole, alone = ask(bot, text), ask(bot, core)
    assert whole.careers == alone.careers
    assert whole.topics == alone.topics
    assert "l:junior" not in whole.levels  # a school year, not a rank
    assert whole.subjects == alone.subjects
    for term, weight in alone.terms.items():
        assert whole.terms[term] == weight
    assert all(whole.terms[term] < 1 for term in whole.terms.keys() - alone.terms.keys())


@pytest.mark.parametrize(
    ("text", "compared"),
    [
        ("nurse vs paramedic", "c:nurse c:paramedic"),
        ("who earns more, a nurse or a midwife?", "c:nurse c:midwife"),
        ("does a nurse earn more in the uk or in the US?", "p:uk p:us"),
        ("difference between a junior and a senior nurse", "l:junior l:senior"),
        ("nurse or paramedic or midwife, which is better", "c:nurse c:paramedic c:midwife"),
        ("how much do nurses earn", ""),
        ("is a nurse better paid", ""),
        ("do nurses and midwives work together", ""),
    ],
)
def test_what_is_compared(bot: Bot, text: str, compared: str) -> None:
    assert ask(bot, text).compared == tuple(compared.split())


@pytest.mark.parametrize("text", ["who earns more, a nurse or a paramedic?", "does a midwife earn more than a nurse?"])
def test_a_comparison_of_pay_asks_for_money(bot: Bot, text: str) -> None:
    question = ask(bot, text)
    assert "t:pay" in question.topics
    assert "money" in question.asks


def test_the_country_needs_capitals_or_stops(bot: Bot) -> None:
    assert ask(bot, "nurse pay in the U.S.").places == ("p:us",)
    assert ask(bot, "tell us about nurse pay").places == ()


@pytest.mark.parametrize(
    ("text", "strangers"),
    [("web developer pay", ("web developer",)), ("how much do dog trainers make", ("dog trainers",)),
     ("what does a ward nurse do", ()), ("how much do lawyers make", ("lawyers",)),
     ("do nurses earn more than a lawyer", ("lawyer",)), ("can a lawyer become a nurse", ()),
     ("i am a lawyer, how do i start", ()), ("do they work with lawyers", ())],
)  # fmt: skip
def test_occupations_that_nobody_knows(bot: Bot, text: str, strangers: tuple[str, ...]) -> None:
    assert ask(bot, text).strangers == strangers


@pytest.mark.parametrize(
    ("text", "subjects"),
    [("how much does a nurse earn", set()), ("volcano pay", {"volcano"}), ("do nurses fix bicycles", {"bicycl"}),
     ("do nurses really make a lot, please", set())],
)  # fmt: skip
def test_words_the_question_may_be_about(bot: Bot, text: str, subjects: set[str]) -> None:
    assert set(ask(bot, text).subjects) >= subjects
    assert bool(ask(bot, text).subjects) is bool(subjects)


@pytest.mark.parametrize(
    ("text", "is_open"),
    [("how much do they make", True), ("how much does a nurse make", False), ("do they fly rockets", False),
     ("nurse", False)],
)  # fmt: skip
def test_nobody_is_named(bot: Bot, text: str, is_open: bool) -> None:
    assert ask(bot, text).open is is_open


def test_a_guide_says_who_is_meant(bot: Bot) -> None:
    question = read("how much do they make", bot.index, bot._speller, bot.weights, None, guide="nurse")
    assert (question.guide, question.open) == ("nurse", False)


def test_reading_is_deterministic_and_corrections_are_told(bot: Bot) -> None:
    one, two = (ask(bot, "how much do nusres make in the uk") for _ in range(2))
    assert one == two
    assert list(one.terms) == list(two.terms)
    assert one.corrections == (("nusres", "nurses"),)


@pytest.mark.parametrize("text", ["", " ", "?", "the of and", "🙂", "a" * 5000, ", ".join(["nurse"] * 200)])
def test_odd_texts(bot: Bot, text: str) -> None:
    question = ask(bot, text)
    assert all(0 <= weight <= 1 for weight in question.content.values())


def after(bot: Bot, text: str, *topics: str) -> Question:
    """The question after a turn about a nurse and some topics."""
    return read(text, bot.index, bot._speller, bot.weights, Turn(careers=("c:nurse",), topics=topics))


@pytest.mark.parametrize("text", ["and remote?", "what about remote", "remote?", "and from home?"])
def test_a_bare_place_after_a_topic_is_a_place(bot: Bot, text: str) -> None:
    question = after(bot, text, "t:pay")
    assert (question.places, question.topics) == (("p:remote",), ("t:pay",))
    assert "t:remote" not in {*question.terms, *question.content}


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        ("and remote?", ()),  # nothing was talked about
        ("can a nurse go remote?", ("t:pay",)),  # names a career
        ("remote surgery?", ("t:pay",)),  # something of its own
    ],
)
def test_else_it_stays_a_topic(bot: Bot, text: str, topics: tuple[str, ...]) -> None:
    question = after(bot, text, *topics)
    assert "t:remote" in question.topics
    assert "t:pay" not in question.topics


def test_without_a_conversation_it_is_a_topic(bot: Bot) -> None:
    assert ask(bot, "remote?").topics == ("t:remote",)


@pytest.mark.parametrize("text", ["can they work remote?", "is it a remote job?", "can you do it from home?"])
def test_a_whole_question_is_no_bare_place(bot: Bot, text: str) -> None:
    assert "t:remote" in after(bot, text, "t:pay").topics
