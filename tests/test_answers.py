"""Answers: nothing without a citation, quotes exact to the byte, the JSON as it is documented."""

from __future__ import annotations

import json
import re
from pathlib import Path

import hospital
import pytest

from bot import Answer, Bot, Citation, Quote

KINDS = ("answer", "refusal", "clarify", "social", "crisis")
SHAPE = {
    "": ["kind", "text", "lang", "quotes", "citations", "passages", "comparison", "disagreement", "more", "confidence",
         "corrections", "suggestions", "links", "why", "context"],
    "quotes": ["text", "passage", "span", "citation", "lang"],
    "citations": ["guide", "title", "section", "url", "sources", "reviewed"],
    "passages": ["id", "kind", "trail", "text", "citation", "table", "score"],
    "sources": ["title", "publisher", "url", "date", "note"],
    "table": ["header", "rows", "marked"],
    "more": ["count", "url"],
    "confidence": ["level", "words"],
    "corrections": ["from", "to"],
    "links": ["label", "href"],
    "why": ["terms", "synonyms", "carried_over", "looked_for", "features", "runner_up"],
}  # fmt: skip
URL = re.compile(r"/guides/[\w-]+\?s=(\d+)(?:-(\d+))?#s(\d+)")
QUESTIONS = [
    "how much does a senior nurse earn in the uk?",
    "what does a nurse do",
    "nusre salery",
    "nurse vs paramedic, who earns more?",
    "how do you become a nurse",
    "a nurse's day",
    "midwife",
    "shifts",
    "do midwives wear a uniform",
]
OTHERS = ["", "volcano", "hello", "how much do they make", "I want to die", "Wie viel verdient ein Bäcker in München?"]


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Bot:
    return hospital.make_bot(tmp_path_factory.mktemp("guides"))


CITATION = Citation("g", "G", "S", "/guides/g?s=1#s1")
QUOTE = Quote("Words.", 0, (0, 6), 0)


def test_an_answer_needs_a_quote_and_a_citation() -> None:
    assert Answer("answer", "Words.", quotes=(QUOTE,), citations=(CITATION,)).kind == "answer"
    for quotes, citations in ((), ()), ((QUOTE,), ()), ((), (CITATION,)):
        with pytest.raises(ValueError, match="only answers cite"):
            Answer("answer", "Words.", quotes=quotes, citations=citations)


@pytest.mark.parametrize("kind", KINDS[1:])
def test_nothing_else_quotes(kind) -> None:
    assert Answer(kind, "Words.").kind == kind
    with pytest.raises(ValueError, match="only answers cite"):
        Answer(kind, "Words.", quotes=(QUOTE,), citations=(CITATION,))


def assert_shape(data: dict) -> None:
    assert list(data) == SHAPE[""]
    for name in ("quotes", "citations", "passages", "corrections", "links"):
        assert all(list(part) == SHAPE[name] for part in data[name])
    for name in ("more", "confidence", "why"):
        assert data[name] is None or list(data[name]) == SHAPE[name]
    for citation in data["citations"]:
        assert all(list(source) == SHAPE["sources"] for source in citation["sources"])
    for passage in data["passages"]:
        assert passage["kind"] in ("prose", "list", "row", "timetable", "qa", "steps")
        assert (passage["table"] is not None) == (passage["kind"] == "row")
        assert passage["table"] is None or list(passage["table"]) == SHAPE["table"]


@pytest.mark.parametrize("text", [*QUESTIONS, *OTHERS])
def test_json_as_documented(bot: Bot, text: str) -> None:
    data = bot.answer(text).to_dict()
    assert_shape(data)
    assert data == json.loads(json.dumps(data))
    assert data["kind"] in KINDS
    assert data["text"]


@pytest.mark.parametrize("text", QUESTIONS)
def test_quotes_are_exact_and_citations_open_them(bot: Bot, text: str) -> None:
    data = bot.answer(text).to_dict()
    assert data["kind"] == "answer"
    assert data["text"] == "\n".join(quote["text"] for quote in data["quotes"])
    texts = {passage.id: passage for passage in bot.passages}
    for quote in data["quotes"]:
        shown = data["passages"][quote["passage"]]
        start, end = quote["span"]
        passage = texts[shown["id"]]
        assert passage.text == shown["text"]
        assert passage.text[start:end] == quote["text"]
        citation = data["citations"][quote["citation"]]
        assert citation["guide"] == passage.guide_id
        match = URL.fullmatch(citation["url"])
        assert match
        first, last, anchor = int(match[1]), int(match[2] or match[1]), int(match[3])
        assert anchor == first <= last
        guide = bot.guides[citation["guide"]]
        units = [unit for section in guide.sections for block in section.blocks for unit in block.units()]
        assert units[first] == passage.units()[passage.numbers.index(first)]
        assert quote["text"].startswith(units[first])
        assert quote["text"].endswith(units[last])


@pytest.mark.parametrize("text", QUESTIONS)
def test_passages_stand_in_the_order_of_the_quotes(bot: Bot, text: str) -> None:
    data = bot.answer(text).to_dict()
    order = list(dict.fromkeys(quote["passage"] for quote in data["quotes"]))
    assert order == list(range(len(order)))
    assert len(data["passages"]) <= max(5, len(order))
    rest = [passage["score"] for passage in data["passages"][len(order) :]]
    assert rest == sorted(rest, reverse=True)
    assert len({passage["id"] for passage in data["passages"]}) == len(data["passages"])
    for passage in data["passages"]:
        assert passage["trail"][0] == bot.guides[passage["id"].split("#")[0]].title
        assert data["citations"][passage["citation"]]["guide"] == passage["id"].split("#")[0]


@pytest.mark.parametrize("text", OTHERS)
def test_what_does_not_apply_is_empty(bot: Bot, text: str) -> None:
    data = bot.answer(text).to_dict()
    assert data["kind"] != "answer"
    assert [data[name] for name in ("quotes", "citations", "passages")] == [[], [], []]
    assert [data[name] for name in ("comparison", "disagreement", "more", "confidence")] == [None] * 4


def test_sources_are_those_of_the_block(bot: Bot) -> None:
    answer = bot.answer("how much does a paramedic earn")
    assert [dict(source) for source in answer.citations[0].sources] == [
        {"title": "Pay survey", "publisher": "Hospital union", "url": "", "date": "2026", "note": "members only"}
    ]
    assert bot.answer("how much does a nurse earn").citations[0].reviewed == "2026-10-01"


def test_the_quoted_cells_of_a_row_are_marked(bot: Bot) -> None:
    data = bot.answer("how much does a senior nurse earn in the uk?").to_dict()
    assert data["passages"][0]["table"] == {
        "header": ["Role", "United States", "United Kingdom"],
        "rows": [["Senior nurse", "$70,000 – $84,000", "£41,000 – £47,000"]],
        "marked": [[0, 2]],
    }


@pytest.mark.parametrize(
    ("table", "question", "marked"),
    [
        ("| Role | US | UK |\n|-|-|-|\n| Porter | | £20,000 |", "porter pay in the uk", [[0, 2]]),
        ("| Role | Pay |\n|-|-|\n| Porter | £20,000 |", "porter pay", [[0, 1]]),
        ("| Role | | |\n|-|-|-|\n| Porter | £20,000 | £21,000 |", "porter pay", [[0, 1], [0, 2]]),
    ],
    ids=["empty cell", "one column", "columns without names"],
)
def test_marked_cells(tmp_path: Path, table: str, question: str, marked: list[list[int]]) -> None:
    bot = hospital.make_bot(tmp_path, {"porter.md": f"# Porter\n\n## Pay\n\n{table}\n"})
    data = bot.answer(question).to_dict()
    assert data["passages"][0]["table"]["marked"] == marked


def test_spans_count_code_points(tmp_path: Path) -> None:
    bot = hospital.make_bot(
        tmp_path, {"a.md": "# Emoji\n\n👩‍👩‍👧 families 🙂 smile. The porter wears 🧢 caps. Ünïcode lives.\n"}
    )
    answer = bot.answer("what caps does the porter wear")
    quote = answer.quotes[0]
    assert bot.passages[0].text[slice(*quote.span)] == quote.text
    assert "🧢" in quote.text


def test_corrections_are_told(bot: Bot) -> None:
    assert bot.answer("how much do nusres earn").to_dict()["corrections"] == [{"from": "nusres", "to": "nurses"}]


def test_urls_hold_no_words_of_the_question(bot: Bot) -> None:
    data = bot.answer("how much does petronella the nurse earn").to_dict()
    urls = [citation["url"] for citation in data["citations"]]
    assert urls
    assert "petronella" not in "".join(urls)


def test_a_refusal_names_words(bot: Bot) -> None:
    answer = bot.answer("what is the capital of Portugal")
    assert answer.kind == "refusal"
    assert "capital" in answer.text


def test_an_empty_message_gets_starters(bot: Bot) -> None:
    assert bot.answer("").suggestions


@pytest.mark.parametrize(
    ("question", "line"), [("what happens at 2:30?", "2:30 — "), ("what do they do at 4 pm", "4:00 — ")]
)
def test_a_time_of_day_is_answered_by_its_line(real_bot: Bot, question: str, line: str) -> None:
    answer = real_bot.answer(question)
    assert answer.text.startswith(line)
    assert answer.text.count(" — ") == 1


def test_money_stands_for_its_country_where_a_guide_names_none(tmp_path: Path) -> None:
    pay = "## Pay\n\nA porter earns $30,000 a year.\n\nA trolley costs $$.\n"
    pay += "\n## Pay of porters in Canada\n\nPorters earn $41,000.\n"
    bot = hospital.make_bot(tmp_path, {"porter.md": f"# Porter\n\n{pay}", "nurse.md": hospital.NURSE})
    answer = bot.answer("porter salary usa")
    assert answer.kind == "answer"
    assert "$30,000" in answer.quotes[0].text
    notes = zip(bot.passages, bot.index.notes, strict=True)
    places = {
        text: {concept for concept in unit.concepts if concept[:2] == "p:"}
        for passage, note in notes
        for text, unit in zip(passage.units(), note.units, strict=True)
    }
    assert places["A porter earns $30,000 a year."] == {"p:us"}
    assert places["A trolley costs $$."] == set()
    assert places["Porters earn $41,000."] == set()  # in Canada
    assert places["Junior nurse · United Kingdom: £27,000 – £31,000"] == {"p:uk"}


@pytest.mark.parametrize(
    ("named", "english", "spanish"),
    [
        ({}, "A counselor at your school", "La persona orientadora de tu escuela"),
        ({"school": "Hill School", "contact": "Ms Lind"}, "Ms Lind at Hill School", "Ms Lind de Hill School"),
    ],
)
def test_a_school_that_named_nobody_is_spoken_of_in_the_language(
    tmp_path: Path, named: dict[str, str], english: str, spanish: str
) -> None:
    bot = hospital.make_bot(tmp_path, **named)
    assert english in bot.answer("my stepdad hits me").text
    assert spanish in bot.answer("mi padrastro me pega").text


def test_a_spanish_greeting_is_no_part_of_the_question(tmp_path: Path) -> None:
    bot = hospital.make_bot(tmp_path)
    plain, greeted = bot.answer("cuánto gana una enfermera"), bot.answer("qué tal, cuánto gana una enfermera")
    assert (greeted.kind, greeted.text) == (plain.kind, plain.text)
    assert "tal" not in greeted.why["looked_for"]
