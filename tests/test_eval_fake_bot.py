"""A plain object in the Bot's place: evaluation is tested without the engine. This file tests the stand-in itself."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from bot.records import Hit, Passage

FACTS = {
    "pay": ("Pay", ("A data scientist earns $118k to $191k per year.", "Bonuses come on top.")),
    "hours": ("Hours", ("Work starts at 9:30.", "It ends at 18:00.")),
    "degree": ("Degree", ("Most hold a bachelor's degree in mathematics.",)),
}


def passage(name: str, heading: str, units: tuple[str, ...], guide: str = "ds", first: int = 0, **more: Any) -> Passage:
    spans, text = [], ""
    for unit in units:
        start = len(text) + (1 if text else 0)
        text = f"{text} {unit}" if text else unit
        spans.append((start, start + len(unit)))
    numbers = tuple(range(first, first + len(units)))
    return Passage(
        f"{guide}#{name}-1", guide, "Data Scientist", heading, (), "prose", text, tuple(spans), numbers, **more
    )


def passages() -> tuple[Passage, ...]:
    made, first = [], 0
    for name, (heading, units) in FACTS.items():
        made.append(passage(name, heading, units, first=first, questions=(f"what about {name}",)))
        first += len(units)
    return tuple(made)


@dataclass
class FakeAnswer:
    told: dict[str, Any]
    context: str | None
    confidence_score: float | None
    refused_because: str = ""

    def to_dict(self) -> dict[str, Any]:
        return {**self.told, "context": self.context}


def _told(kind: str, text: str, **more: Any) -> dict[str, Any]:
    empty = {"quotes": [], "citations": [], "passages": [], "disagreement": None, "confidence": None, "corrections": []}
    return {"kind": kind, "text": text, **empty, **more}


@dataclass
class FakeBot:
    """Ranks by shared words, quotes the first unit of the first passage, and refuses below one shared word.

    Context is the words of the turn before. `broken` answers everything with the last passage.
    """

    passages: tuple[Passage, ...] = field(default_factory=passages)
    broken: bool = False
    corpus_hash: str = "abc123"
    wordings: list[str] = field(default_factory=lambda: ["When does work start?"])
    settings: Any = field(default_factory=lambda: SimpleNamespace(to_dict=lambda: {"k1": 0.9}))
    asked: list[tuple[str, str | None]] = field(default_factory=list)

    def analyse(self, text: str) -> list[str]:
        return re.findall(r"[a-z]{3,}", text.lower())

    def search(self, text: str, context: str | None = None, k: int = 10) -> list[Hit]:
        words = set(self.analyse(f"{text} {context or ''}"))
        scored = [
            Hit(one, float(len(words & set(self.analyse(f"{one.guide_title} {one.heading} {one.text}")))))
            for one in self.passages
        ]
        hits = sorted((hit for hit in scored if hit.score), key=lambda hit: (-hit.score, hit.id))
        return (hits[::-1] if self.broken else hits)[:k]

    def answer(self, text: str, context: str | None = None) -> FakeAnswer:
        self.asked.append((text, context))
        if "kill myself" in text:
            return FakeAnswer(_told("crisis", "call"), None, None)
        if text == "hi":
            return FakeAnswer(_told("social", "hello"), context, None)
        hits = self.search(text, context)
        if not hits:
            return FakeAnswer(_told("refusal", "not here"), context, 0.1, "nothing found")
        best = hits[0].passage
        start, end = best.spans[0]
        quote = {"text": best.text[start:end], "passage": 0, "span": [start, end], "citation": 0}
        url = f"/guides/{best.guide_id}?s={best.numbers[0]}#s{best.numbers[0]}"
        citation = {"guide": best.guide_id, "title": best.guide_title, "url": url, "sources": []}
        shown = [{"id": hit.id, "text": hit.passage.text, "score": hit.score} for hit in hits[:5]]
        told = _told("answer", quote["text"], quotes=[quote], citations=[citation], passages=shown)
        return FakeAnswer(told | {"confidence": {"level": "high"}}, text, min(1.0, hits[0].score / 4))


def test_stand_in_answers_like_the_contract():
    bot = FakeBot()
    answer = bot.answer("data scientist pay")
    told = answer.to_dict()
    assert told["text"] == "A data scientist earns $118k to $191k per year."
    start, end = told["quotes"][0]["span"]
    assert told["passages"][0]["text"][start:end] == told["text"]
    assert bot.answer("zzz").told["kind"] == "refusal"
