"""The shapes of the HTTP interface. Requests are checked against them; /openapi.json is made from them."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Kind = Literal["answer", "refusal", "clarify", "social", "crisis"]
Pair = Annotated[list[int], Field(min_length=2, max_length=2)]


class Shape(BaseModel):
    """Exact types, no unknown fields."""

    model_config = ConfigDict(strict=True, extra="forbid", populate_by_name=True)


class ChatRequest(Shape):
    message: str = Field(description="What the student wrote. Any text; the first 1,000 characters are read.")
    context: str | None = Field(None, description="`context` of the answer before, unchanged.")
    site: str | None = Field(None, description="A site of guidepost.yaml.", max_length=100)
    guide: str | None = Field(None, description="Search only in this guide.", max_length=200)
    drop: list[Annotated[str, Field(max_length=100)]] | None = Field(
        None, description="Carried-over slots to forget, by name.", max_length=20
    )
    lang: str | None = Field(None, description="The interface's language.", max_length=35)


class SourceOut(Shape):
    title: str
    publisher: str
    url: str
    date: str
    note: str = Field("", description="How sure the figures are.")


class CitationOut(Shape):
    guide: str
    title: str
    section: str
    url: str = Field(description="The guide's page, opened at the sentence; relative to this server.")
    sources: list[SourceOut]
    reviewed: str


class QuoteOut(Shape):
    text: str = Field(description="Exactly `passages[passage].text[span[0]:span[1]]`, in Unicode code points.")
    passage: int
    span: Pair
    citation: int
    lang: str


class TableOut(Shape):
    header: list[str]
    rows: list[list[str]]
    marked: list[Pair] = Field(description="Quoted cells, as row and column.")


class PassageOut(Shape):
    id: str
    kind: Literal["prose", "list", "row", "timetable", "qa", "steps"]
    trail: list[str]
    text: str
    citation: int | None
    table: TableOut | None
    score: float


class ComparisonRow(Shape):
    label: str
    quotes: list[int]


class Comparison(Shape):
    rows: list[ComparisonRow]


class Disagreement(Shape):
    about: str
    quotes: list[int]


class More(Shape):
    count: int
    url: str


class Confidence(Shape):
    level: Literal["high", "medium", "low"]
    words: str


class Correction(Shape):
    wrote: str = Field(alias="from")
    to: str


class LinkOut(Shape):
    label: str
    href: str


class Why(Shape):
    terms: dict[str, float]
    synonyms: dict[str, str]
    carried_over: dict[str, str]
    looked_for: list[str]
    features: dict[str, float]
    runner_up: str | None


class ChatAnswer(Shape):
    kind: Kind
    text: str
    lang: str
    quotes: list[QuoteOut]
    citations: list[CitationOut]
    passages: list[PassageOut]
    comparison: Comparison | None
    disagreement: Disagreement | None
    more: More | None
    confidence: Confidence | None
    corrections: list[Correction]
    suggestions: list[str]
    links: list[LinkOut]
    why: Why | None
    context: str = Field(description="Send it with the next message; empty where there is nothing to carry over.")


class FeedbackRequest(Shape):
    verdict: Literal["helpful", "not_helpful"]
    reasons: list[Annotated[str, Field(max_length=100)]] = Field(default_factory=list, max_length=20)
    kind: Kind
    passages: list[Annotated[str, Field(max_length=300)]] = Field(default_factory=list, max_length=20)
    question: str | None = Field(None, description="Not kept: until there is a store, feedback is only counted.")
    site: str | None = Field(None, max_length=100)


class Accepted(Shape):
    status: Literal["counted"]


class GuideOut(Shape):
    id: str
    title: str
    careers: list[str]
    reviewed: str
    url: str


class GuidesOut(Shape):
    guides: list[GuideOut]


class SuggestionsOut(Shape):
    suggestions: list[str]


class HealthOut(Shape):
    status: Literal["ok", "ready"]


class ProblemOut(Shape):
    """RFC 9457."""

    type: str
    title: str
    status: int
    detail: str
