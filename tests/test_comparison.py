"""Two sides of a question, each quoted by itself, one row each; nothing computed."""

from __future__ import annotations

import hospital
import pytest

from bot import Bot
from bot.comparison import MOST_SIDES, compare, one_side


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Bot:
    return hospital.make_bot(tmp_path_factory.mktemp("guides"))


COMPARED = {
    "nurse vs paramedic, who earns more?": {
        "registered nurse": "A nurse earns 52,000",
        "paramedic": "In the United States, a paramedic earns $39,000",
    },
    "nurse vs paramedic vs midwife: pay": {
        "registered nurse": "A nurse earns",
        "paramedic": "In the United States, a paramedic earns",
        "midwife": "A midwife in the United Kingdom earns",
    },
    "does a senior nurse earn more in the uk or in the US?": {
        "United Kingdom": "Senior nurse · United Kingdom: £41,000",
        "United States": "Senior nurse · United States: $70,000",
    },
    "does a nurse or a paramedic work more hours?": {
        "registered nurse": "A nurse works 38 hours",
        "paramedic": "A paramedic works 48 hours",
    },
}


@pytest.mark.parametrize(("text", "sides"), COMPARED.items())
def test_each_side_is_quoted(bot: Bot, text: str, sides: dict[str, str]) -> None:
    data = bot.answer(text).to_dict()
    assert data["comparison"] is not None
    rows = data["comparison"]["rows"]
    assert [list(row) for row in rows] == [["label", "quotes"]] * len(rows)
    said = {row["label"]: [data["quotes"][place]["text"] for place in row["quotes"]] for row in rows}
    assert set(said) == set(sides)
    for label, begins in sides.items():
        assert said[label][0].startswith(begins)
    used = [place for row in rows for place in row["quotes"]]
    assert len(used) == len(set(used))
    assert len(data["text"]) <= 600


@pytest.mark.parametrize(
    "text", ["how much does a nurse earn", "nurse vs volcano pay", "is a nurse well paid", "nurse"]
)
def test_one_side_alone_is_no_comparison(bot: Bot, text: str) -> None:
    assert bot.answer(text).comparison is None


def test_a_side_without_evidence_of_its_own_compares_nothing(bot: Bot) -> None:
    question = bot._search("nurse vs midwife: which drives an ambulance", None)[0]
    assert question.compared == ("c:nurse", "c:midwife")
    for label, pieces in compare(question, bot.index, bot.weights, 600):
        concept = {"registered nurse": "c:nurse", "midwife": "c:midwife"}[label]
        for piece in pieces:
            note = bot.index.notes[piece.place]
            assert concept in note.careers | note.about | set().union(*(unit.concepts for unit in note.units))


def test_one_side_leaves_the_others_out(bot: Bot) -> None:
    question = bot._search("nurse vs paramedic, who earns more?", None)[0]
    side = one_side(question, "c:nurse", question.compared, bot.index)
    assert (side.careers, side.compared) == (("c:nurse",), ())
    for terms in (side.terms, side.wording, side.content):
        assert "c:paramedic" not in terms
    assert side.terms["c:nurse"] == question.terms["c:nurse"]


def test_at_most_a_few_sides(tmp_path) -> None:
    names = ["baker", "tailor", "sailor", "miner", "farmer", "painter"]
    files = {
        f"{name}.md": f"# {name.title()}\n\n## Pay\n\nA {name} earns ${number}1,000 a year.\n"
        for number, name in enumerate(names, 2)
    }
    files["lexicon.yaml"] = f"careers: {{{', '.join(f'{name}: {{name: {name}}}' for name in names)}}}"
    bot = hospital.make_bot(tmp_path, files)
    question = bot._search(f"who earns more: {' or '.join(names)}?", None)[0]
    assert len(question.compared) == len(names)
    groups = compare(question, bot.index, bot.weights, 600)
    assert 2 <= len(groups) <= MOST_SIDES


LEVELS = {
    "difference between junior and senior nurse pay in the US": {"junior": "$48,000", "senior": "$70,000"},
    "do senior nurses earn more than juniors in the uk": {"junior": "£27,000", "senior": "£41,000"},
}


@pytest.mark.parametrize(("text", "pay"), LEVELS.items())
def test_levels_side_by_side(bot: Bot, text: str, pay: dict[str, str]) -> None:
    data = bot.answer(text).to_dict()
    said = {
        row["label"]: [data["quotes"][place]["text"] for place in row["quotes"]] for row in data["comparison"]["rows"]
    }
    assert set(said) == set(pay)
    for level, amount in pay.items():
        assert len(said[level]) == 1
        assert said[level][0].startswith(f"{level.title()} nurse")
        assert amount in said[level][0]


def test_of_a_list_of_all_levels_each_side_gets_its_own_line(tmp_path) -> None:
    guide = (
        "# Porter\n\n## How much does a porter earn?\n\nPorters earn per year:\n\n"
        "- Junior porter: $20,000\n- Porter after some years: $25,000\n- Senior porter: $30,000\n"
    )
    files = {"porter.md": guide, "lexicon.yaml": "careers: {porter: {name: porter}}"}
    data = hospital.make_bot(tmp_path, files).answer("what do junior porters earn compared to senior porters").to_dict()
    rows = {
        row["label"]: [data["quotes"][place]["text"] for place in row["quotes"]] for row in data["comparison"]["rows"]
    }
    assert rows == {"junior": ["Junior porter: $20,000"], "senior": ["Senior porter: $30,000"]}


@pytest.mark.parametrize("turn", ["vs paramedic", "versus a paramedic?", "compared to a paramedic"])
def test_what_was_talked_about_is_compared_with_a_career_named_alone(bot: Bot, turn: str) -> None:
    data = bot.answer(turn, bot.answer("how much does a nurse earn").context).to_dict()
    assert data["comparison"] is not None
    rows = data["comparison"]["rows"]
    said = {row["label"]: data["quotes"][row["quotes"][0]]["text"] for row in rows}
    assert said["registered nurse"].startswith("A nurse earns 52,000")
    assert said["paramedic"].startswith("In the United States, a paramedic earns $39,000")


def test_of_a_carried_side_nothing_but_itself_is_asked(bot: Bot) -> None:
    question = bot._search("vs paramedic", bot.answer("how much does a nurse earn").context)[0]
    assert question.compared == ("c:nurse", "c:paramedic")
    side = one_side(question, "c:nurse", question.compared, bot.index)
    assert side.careers == ("c:nurse",)
    for terms in (side.terms, side.wording, side.content):
        assert "c:nurse" in terms
        assert {"paramed", "c:paramedic", "vs"}.isdisjoint(terms)


def test_many_lines_of_each_side_are_cut_to_fit(tmp_path) -> None:
    towns = ["Aston", "Beddau", "Corby", "Derby", "Exeter", "Frome", "Goole", "Hull", "Ilford", "Jarrow"]
    lines = [f"- {level} porter in {town}, early and late shifts, with meals and uniform: ${pay},000 per year"
             for town in towns for level, pay in (("Junior", 20), ("Senior", 30))]  # fmt: skip
    guide = "# Porter\n\n## How much does a porter earn?\n\nPorters earn per year:\n\n" + "\n".join(lines) + "\n"
    files = {"porter.md": guide, "lexicon.yaml": "careers: {porter: {name: porter}}"}
    data = hospital.make_bot(tmp_path, files).answer("what do junior porters earn compared to senior porters").to_dict()
    assert [row["label"] for row in data["comparison"]["rows"]] == ["junior", "senior"]
    for row in data["comparison"]["rows"]:
        assert row["quotes"]
        assert all(data["quotes"][place]["text"].startswith(row["label"].title()) for place in row["quotes"])
    assert len(data["text"]) <= 600


@pytest.mark.parametrize(
    ("turns", "labels", "figures"),
    [
        (
            ["im stuck between mlops and data science, who makes more"],
            ["MLOps engineer", "data scientist"],
            ["$130,000"],
        ),
        (["ai research scientist salary", "more than a quant?"], ["AI research scientist"], ["$200,000", "$300,000"]),
        (
            ["what does a healthcare ml specialist earn", "and whos richer that or a quant"],
            [],
            ["$120,000", "$300,000"],
        ),
        (["python vs sql what do i need more"], ["Python", "SQL"], ["SQL is for"]),
    ],
)
def test_both_sides_of_what_students_compare(
    real_bot: Bot, turns: list[str], labels: list[str], figures: list[str]
) -> None:
    context = None
    for turn in turns:
        answer = real_bot.answer(turn, context)
        context = answer.context
    rows = [row["label"] for row in answer.comparison["rows"]]
    assert len(rows) == 2
    assert set(labels) <= set(rows)
    assert all(figure in answer.text for figure in figures)
