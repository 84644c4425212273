"""A bot with fixed answers of every shape, for tests of the web side."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.records import Answer, Block, Citation, Guide, Quote, Section, Source
from bot.settings import Settings

ATTACK = '<img src=x onerror="alert(1)"><script>alert(2)</script>'

PAY = Guide(
    id="ml-engineer",
    title="Machine learning engineer",
    path="ml-engineer.md",
    sections=(
        Section("Machine learning engineer", 1, 1, (Block("prose", 2, ("Opening words.",)),)),
        Section(
            "How much does an ML engineer earn?",
            2,
            4,
            (
                Block(
                    "prose",
                    5,
                    ("A beginner earns $118,000.", "A senior earns $225,000.", "Both are estimates."),
                    sources=("a",),
                ),
                Block(
                    "table",
                    9,
                    lead="Pay by place:",
                    header=("Role", "United States", "United Kingdom"),
                    rows=(
                        ("Junior", "$118,000", "£45,000"),
                        ("Senior", "$225,000", "£90,000 – £130,000"),
                        ("Lead", "", ""),
                    ),
                    sources=("b",),
                ),
            ),
        ),
        Section(
            "A day",
            2,
            20,
            (
                Block("list", 21, ("Write code", "Test models", "Talk to people"), lead="The main tasks are:"),
                Block("timetable", 26, ("9:00 — Read messages", "2:30 — Deploy a model")),
                Block("steps", 30, ("Learn Python", "Learn statistics")),
                Block("table", 33, header=("", ""), rows=(("Maths", "92/100"),)),
            ),
            sources=("c",),
        ),
        Section("Deep", 5, 40, (Block("prose", 41, ("A labelled line.",), label="09:27"),)),
    ),
    careers=("ml-engineer",),
    sources=("a",),
    reviewed="2026-11-01",
    review_by="2020-01-01",
    licence="CC-BY-4.0",
)
HOSTILE = Guide(
    id="hostile",
    title=f"Title {ATTACK}",
    path="hostile.md",
    sections=(Section(f"Heading {ATTACK}", 2, 1, (Block("prose", 2, (f"Text {ATTACK}.", "javascript:alert(3)")),)),),
    sources=("bad",),
    lang="en",
)
SOURCES = {
    "a": Source("a", "A career guide", "Qoollege", "https://example.org/a", "2026", "industry estimate"),
    "b": Source("b", "A roadmap", "JobCannon", "", "2026-03-23"),
    "c": Source("c", "Somebody’s page"),
    "bad": Source("bad", f"Source {ATTACK}", "", "javascript:alert(4)", ""),
}


def _cite(first: int, last: int, section: str, *names: str) -> Citation:
    span = f"{first}" if first == last else f"{first}-{last}"
    sources = tuple(
        {"title": s.title, "publisher": s.publisher, "url": s.url, "date": s.date, "note": s.note}
        for s in (SOURCES[name] for name in names)
    )
    return Citation("ml-engineer", PAY.title, section, f"/guides/ml-engineer?s={span}#s{first}", sources, "2026-11-01")


def _passage(number: int, kind: str, text: str, citation: int, table: Any = None) -> dict[str, Any]:
    trail = [PAY.title, "How much does an ML engineer earn?"]
    return {
        "id": f"ml-engineer#pay-{number}",
        "kind": kind,
        "trail": trail,
        "text": text,
        "citation": citation,
        "table": table,
        "score": 7.3,
    }


def _row(label: str, cells: tuple[str, str], marked: list[list[int]]) -> dict[str, Any]:
    return {"header": ["Role", "United States", "United Kingdom"], "rows": [[label, *cells]], "marked": marked}


WHY = {
    "terms": {"pay": 1.2, "engineer": 0.5},
    "synonyms": {"make": "pay"},
    "carried_over": {},
    "looked_for": ["pay", "ML engineer"],
    "features": {"bm25": 0.4},
    "runner_up": "ml-engineer#pay-2",
}
SURE = {"level": "high", "words": "Answers this sure were right 9 times in 10."}
PROSE = "A beginner earns $118,000. A senior earns $225,000. Both are estimates."
LIST = "The main tasks are:\nWrite code\nTest models\nTalk to people"
SENIOR = "Senior · United States: $225,000\nSenior · United Kingdom: £90,000 – £130,000"
JUNIOR = "Junior · United States: $118,000\nJunior · United Kingdom: £45,000"


def _answer(
    quotes: list[tuple[str, int, int]], passages: list[dict[str, Any]], citations: list[Citation], **extra: Any
) -> Answer:
    made = []
    for text, passage, citation in quotes:
        start = passages[passage]["text"].index(text)
        made.append(Quote(text, passage, (start, start + len(text)), citation))
    values = {
        "confidence": SURE,
        "why": WHY,
        "context": "token",
        "suggestions": ("What skills do I need?", "What is a typical day?"),
    }
    return Answer(
        "answer",
        "\n".join(text for text, _, _ in quotes),
        quotes=tuple(made),
        citations=tuple(citations),
        passages=tuple(passages),
        **(values | extra),
    )


def fixed_answers() -> dict[str, Answer]:
    """The keyword in a question → its answer."""
    pay = _cite(1, 3, "How much does an ML engineer earn?", "a")
    rows = _cite(5, 8, "How much does an ML engineer earn?", "b")
    tasks = _cite(10, 13, "A day", "c")
    prose = _passage(1, "prose", PROSE, 0)
    junior = _passage(2, "row", JUNIOR, 0, _row("Junior", ("$118,000", "£45,000"), [[0, 1], [0, 2]]))
    senior = _passage(3, "row", SENIOR, 0, _row("Senior", ("$225,000", "£90,000 – £130,000"), [[0, 2]]))
    day = _passage(4, "list", LIST, 0)
    first, second, third = PROSE.split(". ")
    sides = [("A beginner earns $118,000.", 0, 0), (SENIOR.split("\n")[1], 1, 1)]
    both = [prose, senior | {"citation": 1}]
    return {
        "prose": _answer([(first + ".", 0, 0), (third, 0, 0)], [prose], [pay]),
        "table": _answer(
            [(JUNIOR, 0, 0), (SENIOR.split("\n")[1], 1, 1)], [junior, senior | {"citation": 1}], [rows, pay]
        ),
        "list": _answer([(LIST, 0, 0)], [day], [tasks], more={"count": 7, "url": "/guides/ml-engineer?s=10#s10"}),
        "compare": _answer(
            sides,
            both,
            [pay, rows],
            comparison={"rows": [{"label": "Beginner", "quotes": [0]}, {"label": "Senior", "quotes": [1]}]},
        ),
        "disagree": _answer(
            [*sides, (second + ".", 0, 0)],
            both,
            [pay, rows],
            disagreement={"about": "pay · ML engineer · US", "quotes": [0, 1]},
        ),
        "enginer": _answer([(first + ".", 0, 0)], [prose], [pay], corrections=(("enginer", "engineer"),)),
        "follow": _answer([(first + ".", 0, 0)], [prose], [pay], why=WHY | {"carried_over": {"career": "ML engineer"}}),
        "pizza": Answer(
            "refusal",
            "The guides don’t say anything about that.\nYour school counselor may know.",
            suggestions=("How much does an ML engineer earn?",),
            why=WHY,
            context="token",
        ),
        "vague": Answer("clarify", "Which career do you mean?", suggestions=("ML engineer", "Data scientist")),
        "hi": Answer("social", "Hello! Ask me about a career."),
        "hola": Answer("social", "¡Hola!", lang="es"),
        "crisis": Answer(
            "crisis",
            "I’m a program and can’t help with this, but people can.",
            links=(
                {"label": "Call or text 988", "href": "tel:988"},
                {"label": "Find a helpline", "href": "https://findahelpline.com"},
                {"label": "A bad link", "href": "javascript:alert(5)"},
            ),
        ),
        "hostile": _answer(
            [(f"Text {ATTACK}.", 0, 0)],
            [_passage(5, "prose", f"Text {ATTACK}.", 0)],
            [replace(pay, title=f"Title {ATTACK}", section=ATTACK, url="javascript:alert(6)")],
            suggestions=(ATTACK,),
            corrections=((ATTACK, ATTACK),),
            more={"count": 1, "url": "javascript:alert(7)"},
            why=WHY | {"carried_over": {ATTACK: ATTACK}, "synonyms": {ATTACK: ATTACK}, "looked_for": [ATTACK]},
            confidence={"level": "low", "words": ATTACK},
        ),
    }


class FakeBot:
    """Answers by the first keyword found in a question; keeps what it was asked in `calls`."""

    def __init__(self, settings: Settings | None = None) -> None:
        self.settings = settings or Settings(contact="Ms. Rivera", school="Hill School")
        self.guides = {guide.id: guide for guide in (PAY, HOSTILE)}
        self.sources = SOURCES
        self.fixed = fixed_answers()
        self.calls: list[dict[str, Any]] = []

    def answer(self, text: str, context: Any = None, *, guide: Any = None, drop: Any = (), lang: Any = None) -> Answer:
        self.calls.append({"text": text, "context": context, "guide": guide, "drop": tuple(drop), "lang": lang})
        if "explode" in text:
            raise RuntimeError(f"secret words: {text}")
        found = next((answer for key, answer in self.fixed.items() if key in text.lower()), self.fixed["pizza"])
        if "career" in drop and found.why and found.why.get("carried_over"):
            found = replace(found, why=found.why | {"carried_over": {}})
        return replace(found, context=f"token-{len(self.calls)}")

    def suggestions(self, guide: str | None = None, lang: str = "en") -> list[str]:
        return ["How does prose look?", "And a table?", "What about a list?"]
