"""Question + evidence → Answer: quotes with citations, passages, comparison, disagreement, or an honest refusal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.index import Index
from bot.quoting import Excerpt
from bot.ranking import Ranked
from bot.records import Answer, Citation, Hit, Passage, Question, Quote

MOST_PASSAGES = 5


def cite(passage: Passage, first: int, last: int, index: Index) -> Citation:
    """A citation that opens the guide at the units first..last of the passage."""
    start, end = passage.numbers[first], passage.numbers[last]
    span = str(start) if start == end else f"{start}-{end}"
    known = (index.sources[name] for name in passage.sources if name in index.sources)
    sources = tuple(
        {
            "title": source.title,
            "publisher": source.publisher,
            "url": source.url,
            "date": source.date,
            "note": source.note,
        }
        for source in known
    )
    return Citation(
        guide=passage.guide_id,
        title=passage.guide_title,
        section=passage.heading,
        url=f"/guides/{passage.guide_id}?s={span}#s{start}",
        sources=sources,
        reviewed=passage.reviewed,
    )


def build_answer(
    question: Question,
    pieces: Sequence[Excerpt],
    ranked: Ranked,
    index: Index,
    *,
    groups: Sequence[tuple[str, Sequence[Excerpt]]] = (),
    disagreement: tuple[str, Sequence[Excerpt]] | None = None,
    **extra: Any,
) -> Answer:
    """An Answer of kind `answer` from excerpts in the order they are read.

    groups: (label, excerpts) of a comparison. disagreement: what it is about, and the excerpts that differ.
    """
    citations: list[Citation] = []
    order: list[int] = []
    quotes: list[Quote] = []
    for piece in pieces:
        passage = index.passages[piece.place]
        if piece.place not in order:
            order.append(piece.place)
        citation = cite(passage, piece.first, piece.last, index)
        if citation not in citations:
            citations.append(citation)
        span = (passage.spans[piece.first][0], passage.spans[piece.last][1])
        quotes.append(
            Quote(
                passage.text[span[0] : span[1]], order.index(piece.place), span, citations.index(citation), passage.lang
            )
        )
    hits = {number: hit for hit, number in zip(ranked.hits, ranked.numbers, strict=True)}
    for number in ranked.numbers:
        if len(order) >= MOST_PASSAGES:
            break
        if number not in order:
            order.append(number)
    passages = []
    for number in order:
        passage = index.passages[number]
        citation = next((c for quote, c in _cited(quotes, citations) if quote.passage == order.index(number)), None)
        if citation is None:
            citation = cite(passage, 0, len(passage.spans) - 1, index)
            citations.append(citation)
        marked = [quote.span for quote in quotes if quote.passage == order.index(number)]
        passages.append(_passage(passage, citations.index(citation), hits.get(number), marked))
    comparison = None
    if groups:
        rows = [
            {"label": label, "quotes": [pieces.index(piece) for piece in group if piece in pieces]}
            for label, group in groups
        ]
        comparison = {"rows": rows}
    return Answer(
        kind="answer",
        text="\n".join(quote.text for quote in quotes),
        quotes=tuple(quotes),
        citations=tuple(citations),
        passages=tuple(passages),
        comparison=comparison,
        disagreement={"about": disagreement[0], "quotes": [pieces.index(piece) for piece in disagreement[1]]}
        if disagreement
        else None,
        corrections=question.corrections,
        **extra,
    )


def more_of(pieces: Sequence[Excerpt], index: Index) -> dict[str, Any] | None:
    """How many items of a list that is quoted in part are left, and where they stand."""
    for piece in pieces:
        passage = index.passages[piece.place]
        if passage.kind in ("list", "steps") and piece.last < len(passage.spans) - 1 and piece.last > piece.first:
            first, last = piece.last + 1, len(passage.spans) - 1
            return {"count": last - first + 1, "url": cite(passage, first, last, index).url}
    return None


def _cited(quotes: Sequence[Quote], citations: Sequence[Citation]) -> list[tuple[Quote, Citation]]:
    return [(quote, citations[quote.citation]) for quote in quotes]


def _passage(passage: Passage, citation: int, hit: Hit | None, marked: Sequence[tuple[int, int]]) -> dict[str, Any]:
    return {
        "id": passage.id,
        "kind": passage.kind,
        "trail": [
            passage.guide_title,
            *passage.trail,
            *([passage.heading] if passage.heading != passage.guide_title else []),
        ],
        "text": passage.text,
        "citation": citation,
        "table": _table(passage, marked),
        "score": round(hit.score, 3) if hit else 0.0,
    }


def _table(passage: Passage, marked: Sequence[tuple[int, int]]) -> dict[str, Any] | None:
    """The row as a table of its own, with the cells that are quoted."""
    if passage.table is None:
        return None
    header, row = passage.table
    named = len(header) > 1 and any(header[1:])
    filled = [place for place, cell in enumerate(row[1:], start=1) if cell]
    cells = []
    for unit, (start, end) in enumerate(passage.spans):
        if any(start < last and first < end for first, last in marked):
            cells += [[0, filled[unit]]] if named and unit < len(filled) else [[0, place] for place in filled]
    return {"header": list(header), "rows": [list(row)], "marked": cells}
