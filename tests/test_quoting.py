"""What is quoted: whole units, at most the length, the level and place asked for, lists with their lead-in."""

from __future__ import annotations

from pathlib import Path

import hospital
import pytest

from bot import Answer, Bot
from bot.quoting import Excerpt, excerpts, first_said

LONG_LIST = "\n".join(f"- item {number} of the ward, {'very ' * 12}useful" for number in range(30))
LONG_SENTENCE = f"The lamp is {'very ' * 160}green."
FILES = {
    **hospital.FILES,
    "ward.md": f"# Ward\n\n## What does a ward need?\n\nA ward needs:\n\n{LONG_LIST}\n\n## Lamps\n\n{LONG_SENTENCE}\n",
}


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Bot:
    return hospital.make_bot(tmp_path_factory.mktemp("guides"), FILES)


QUESTIONS = [
    "how much does a nurse earn",
    "how much does a senior nurse earn in the uk?",
    "what does a nurse do",
    "a nurse's day",
    "how do you become a nurse",
    "how many hours does a nurse work",
    "what does a ward need",
    "nurse",
    "nurse or paramedic, who earns more?",
    "shifts",
]


@pytest.mark.parametrize("length", [600, 250, 100, 1])
@pytest.mark.parametrize("text", QUESTIONS)
def test_whole_units_of_at_most_the_length(bot: Bot, text: str, length: int) -> None:
    question, ranked, _ = bot._search(text, None)
    pieces = excerpts(question, ranked, bot.index, bot.weights.quoting, length)
    assert pieces
    quoted = [piece.text(bot.passages[piece.place]) for piece in pieces]
    units = [unit for piece in pieces for unit in bot.passages[piece.place].units()[piece.first : piece.last + 1]]
    assert len("\n".join(quoted)) <= length or len(units) == 1
    seen = [(piece.place, unit) for piece in pieces for unit in range(piece.first, piece.last + 1)]
    assert len(seen) == len(set(seen))
    for piece in pieces:
        assert piece.text(bot.passages[piece.place]).startswith(bot.passages[piece.place].units()[piece.first])


@pytest.mark.parametrize("text", QUESTIONS)
def test_answers_fit_the_length(bot: Bot, text: str) -> None:
    answer = bot.answer(text)
    assert answer.kind == "answer"
    assert len(answer.text) <= 600


def test_a_sentence_longer_than_the_length_is_quoted_whole(bot: Bot) -> None:
    answer = bot.answer("how green is the lamp")
    assert answer.text == LONG_SENTENCE


def test_a_long_list_gives_whole_items_and_says_how_many_more(bot: Bot) -> None:
    answer = bot.answer("what does a ward need?")
    lines = answer.text.split("\n")
    assert lines[0] == "A ward needs:"
    assert len(lines) > 3
    assert all(line.endswith("useful") for line in lines[1:])
    assert answer.more is not None
    passage = next(p for p in bot.passages if p.id == answer.passages[0]["id"])
    quoted = sum(line in passage.units() for line in lines)
    assert answer.more["count"] == len(passage.units()) - quoted
    assert answer.more["url"].startswith("/guides/ward?s=")


def test_a_short_list_is_quoted_with_its_lead_in_and_no_more(bot: Bot) -> None:
    answer = bot.answer("what are a nurse's main tasks")
    assert answer.text.startswith(
        "A nurse's main tasks:\nMeasuring blood pressure\nGiving medicine on time\n"
        "Dressing wounds\nWriting the ward report"
    )
    assert answer.more is None


PINNED = [
    ("how much does a senior nurse earn in the uk?", "£41,000", ["£27,000", "$"]),
    ("how much does a senior nurse earn in the US?", "$70,000", ["$48,000", "£"]),
    ("junior nurse salary in britain", "£27,000", ["£41,000", "$"]),
    ("what do junior nurses earn in america", "$48,000", ["$70,000", "£"]),
]


@pytest.mark.parametrize(("text", "figure", "others"), PINNED)
def test_level_and_place_are_pinned(bot: Bot, text: str, figure: str, others: list[str]) -> None:
    first = bot.answer(text).quotes[0].text
    assert figure in first
    assert not [other for other in others if other in first]


@pytest.mark.parametrize(("text", "figure", "others"), PINNED)
def test_no_other_level_or_place_is_quoted_beside(bot: Bot, text: str, figure: str, others: list[str]) -> None:
    """A sentence of another level or place misleads, wherever it stands; one that names none may stand beside."""
    answer: Answer = bot.answer(text)
    rows = [quote.text for quote in answer.quotes if " nurse · " in quote.text]
    assert [row for row in rows if figure not in row] == []


@pytest.mark.parametrize(
    ("text", "career"),
    {
        "how many hours do paramedics work?": "paramedic",
        "how do i become a midwife?": "midwife",
        "how much does a paramedic earn": "paramedic",
        "what does a midwife earn": "midwife",
    }.items(),
)
def test_no_other_career_is_quoted_beside(bot: Bot, text: str, career: str) -> None:
    said = bot.answer(text).text.casefold()
    assert career in said
    assert not [other for other in ("nurse", "paramedic", "midwife") if other != career and other in said]


TEAM = """---
careers: [registered nurse]
---
# Teams

## Who does a nurse work with?

A nurse works with:

- Midwives
- Porters of the hospital
- Paramedics
- The cook
"""


@pytest.mark.parametrize("text", ["who does a nurse work with", "who does a nurse work with at a hospital"])
def test_other_careers_on_a_list_are_no_other_subject(tmp_path: Path, text: str) -> None:
    answer = hospital.make_bot(tmp_path, {**hospital.FILES, "team.md": TEAM}).answer(text)
    lines = ["A nurse works with:", "Midwives", "Porters of the hospital", "Paramedics", "The cook"]
    assert [line for line in answer.text.split("\n") if line in lines] == lines


def test_nothing_is_said_twice(bot: Bot) -> None:
    for text in QUESTIONS:
        quotes = [quote.text for quote in bot.answer(text).quotes]
        assert len(quotes) == len(set(quotes))


@pytest.mark.parametrize(
    ("text", "line"),
    [("when is lunch for nurses", "12:30 — Lunch in the canteen"),
     ("at what time do visitors arrive", "14:00 — Visitors arrive")],
)  # fmt: skip
def test_a_line_of_a_timetable(bot: Bot, text: str, line: str) -> None:
    assert line in bot.answer(text).text.split("\n")


PORTERS = """# Hospital work

## Porter

The quickest job to get into. Two days of training are enough. Porters push beds from ward to ward.

## Good and bad sides of a porter

Drawbacks

- Junior pay is low for years
- Night shifts come every second week
- The beds are heavy to push
"""
PORTER = "careers: {porter: {name: porter, aliases: [porters]}}"


@pytest.fixture(scope="module")
def porters(tmp_path_factory: pytest.TempPathFactory) -> Bot:
    return hospital.make_bot(tmp_path_factory.mktemp("porters"), {"porters.md": PORTERS, "lexicon.yaml": PORTER})


def test_the_first_quote_names_the_career_where_the_question_does_not(porters: Bot) -> None:
    quotes = porters.answer("which is the quickest job to get into").quotes
    assert "Porters push beds" in quotes[0].text


@pytest.mark.parametrize("text", ["what are the drawbacks of being a porter", "drawbacks"])
def test_a_label_is_quoted_with_the_list_below_it(porters: Bot, text: str) -> None:
    whole = "Drawbacks\nJunior pay is low for years\nNight shifts come every second week\nThe beds are heavy to push"
    assert porters.answer(text).text.startswith(whole)


SOURCED = """# Porters

## Where do porters work?

Porters work in hospitals, in hotels and at railway stations.

## References

- Employers of porters: a survey of hospitals and hotels
- Yearbook of railway stations
"""


@pytest.fixture(scope="module")
def sourced(tmp_path_factory: pytest.TempPathFactory) -> Bot:
    return hospital.make_bot(tmp_path_factory.mktemp("sourced"), {"porters.md": SOURCED, "lexicon.yaml": PORTER})


def test_a_list_of_references_answers_only_who_asks_for_them(sourced: Bot) -> None:
    assert sourced.search("employers of porters")[0].id == "porters#where-do-porters-work-1"
    assert sourced.search("what are the references")[0].id == "porters#references-1"


ASKING = """# Porters

## Can old people be porters?

Of course. The oldest porters of the town are past sixty.

## Is it dull?

Not really.

## Can porters whistle?

At least 30 do.
"""


@pytest.fixture(scope="module")
def asking(tmp_path_factory: pytest.TempPathFactory) -> Bot:
    return hospital.make_bot(tmp_path_factory.mktemp("asking"), {"porters.md": ASKING, "lexicon.yaml": PORTER})


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("can old people be porters?", "Of course. The oldest porters of the town are past sixty."),
        ("Is it dull?", "Not really."),
        ("can porters whistle", "At least 30 do."),
    ],
)
def test_a_reaction_is_quoted_for_the_question_it_reacts_to(asking: Bot, text: str, begins: str) -> None:
    assert asking.answer(text).text.startswith(begins)


@pytest.mark.parametrize("text", ["where do the oldest porters live", "porters of the town", "can porters have beards"])
def test_a_reaction_is_not_quoted_for_another_question(asking: Bot, text: str) -> None:
    question, ranked, _ = asking._search(text, None)
    quoted = [piece.text(asking.passages[piece.place]) for piece in excerpts(
        question, ranked, asking.index, asking.weights.quoting, 600
    )]  # fmt: skip
    assert quoted
    assert not [said for said in quoted if "Of course" in said or "Not really" in said]


def test_what_stands_around_a_copied_page_is_not_quoted(tmp_path: Path) -> None:
    page = "Porter\n\nPorters push beds.\n\nContact us | Privacy policy | Cookies\n(c) 2024 Town Hospital\n"
    bot = hospital.make_bot(tmp_path, {"porters.txt": page, "lexicon.yaml": PORTER})
    question, ranked, _ = bot._search("porters of the town hospital", None)
    pieces = excerpts(question, ranked, bot.index, bot.weights.quoting, 600)
    assert [piece.text(bot.passages[piece.place]) for piece in pieces] == ["Porters push beds."]


def test_a_bare_item_stands_in_its_list(bot: Bot) -> None:
    tasks = ["Measuring blood pressure", "Giving medicine on time", "Dressing wounds", "Writing the ward report"]
    assert bot.answer("do nurses dress wounds").text.split("\n") == ["A nurse's main tasks:", *tasks]


FEARS = ("blood", "needles", "ghosts", "spiders", "knives", "fire", "water", "rats")


def test_a_bare_item_of_a_long_list_has_its_lead_in(tmp_path: Path) -> None:
    items = [f"You are afraid of {fear} and everything that looks like it" for fear in FEARS]
    text = "# Nurse\n\n## Who it suits\n\nNursing may feel hard if:\n\n" + "\n".join(f"- {item}" for item in items)
    quoted = hospital.make_bot(tmp_path, {"nurse.md": text}).answer("a nurse who is afraid of spiders").text.split("\n")
    assert quoted[:2] == ["Nursing may feel hard if:", items[3]]
    assert len(quoted) < len(items)


def test_a_lead_in_alone_is_not_what_an_answer_begins_with(bot: Bot) -> None:
    number = bot.index.number[next(p.id for p in bot.passages if p.kind == "list" and "tasks" in p.text)]
    lead, item, other = Excerpt(number, 0, 0, 1.0), Excerpt(number, 3, 3, 1.0), Excerpt(0, 0, 0, 1.0)
    assert first_said([lead, item], bot.index) == item
    assert first_said([item, lead], bot.index) == item
    assert first_said([lead], bot.index) == lead
    assert first_said([lead, other], bot.index) == (lead if number else other)
