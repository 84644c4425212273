"""What somebody wrote down as not agreeing: where an answer begins with such a statement, those of other sources are
shown beside it. A corpus may bring them as `disagreements.yaml`; what nobody wrote down is left to bot/disagreement.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from bot.doors import unit_of
from bot.index import Index
from bot.quoting import LISTS, Excerpt, first_said, has_lead
from bot.reading.decode import decode
from bot.reading.disputes import Dispute, read_disputes
from bot.records import Question

MOST_SIDES = 3
ANY_ANSWER = frozenset(("definition", "superlative"))  # "what is the number of …", "the most …" ask for figures, too
Statement = tuple[int, int]  # passage and unit


class Disputes:
    """The disputes of a corpus, found by their statements. What is no longer in the guides is left out."""

    def __init__(self, disputes: Iterable[Dispute], index: Index) -> None:
        self._index = index
        self._of: dict[Statement, tuple[str, list[Statement]]] = {}
        for dispute in disputes:
            places = [self._place(passage, quote) for passage, quote in dispute.statements]
            statements = [place for place in places if place]
            self._of |= dict.fromkeys(statements, (dispute.about, statements))

    @classmethod
    def load(cls, file: Path | None, index: Index) -> Disputes:
        """Raises CorpusError with every faulty entry of the file."""
        return cls(read_disputes(decode(file.read_bytes(), file.name), file.name) if file else (), index)

    def beside(self, question: Question, pieces: Sequence[Excerpt]) -> tuple[str, list[Excerpt]] | None:
        """(what it is about, a statement of each side, that of the answer first), or None.

        Only the sentence, item, row or lead-in that an answer begins with counts, and not for a question that asks for
        another kind of thing than its figures ("what goes in a portfolio?"). Where further items of a list follow an
        item, the question may be about them: then another side has to be quoted, too.
        """
        first = first_said(pieces, self._index)
        own = (first.place, first.first)
        about, statements = self._of.get(own, ("", []))
        if not statements or not self._meant(question, *own) or not self._asked_for(question, first):
            return None
        passage = self._index.passages[first.place]
        listed = first.last > first.first and passage.kind in LISTS
        led_in = listed and not first.first and has_lead(passage)
        quoted = {(piece.place, unit) for piece in pieces for unit in range(piece.first, piece.last + 1)}
        said = [statement for statement in statements if statement in quoted]
        if listed and not led_in and len(self._sides(said)) < 2:
            return None
        others = self._sides([own, *said, *statements])[1:]
        whole = first if led_in else Excerpt(*own, first.first, 0.0)
        return (about, [whole, *(Excerpt(*other, other[1], 0.0) for other in others)]) if others else None

    def _meant(self, question: Question, place: int, unit: int) -> bool:
        """Whether a statement is of a level and a place that the question is about."""
        note = self._index.notes[place]
        named = note.about | note.units[unit].concepts
        places = {concept for concept in named if concept[0] == "p"}
        of_level = not question.levels or not named.isdisjoint(question.levels)
        return of_level and (not question.places or not places or not places.isdisjoint(question.places))

    def _asked_for(self, question: Question, piece: Excerpt) -> bool:
        """Whether figures of a piece are what is asked for, where it has any and the question is so precise."""
        units = self._index.notes[piece.place].units[piece.first : piece.last + 1]
        kinds = frozenset().union(*(unit.quantities for unit in units))
        wanted = question.asks - ANY_ANSWER
        return not kinds or not wanted or "yesno" in wanted or not wanted.isdisjoint(kinds)

    def _sides(self, statements: Sequence[Statement]) -> list[Statement]:
        """The first statement, and the first of each other source."""
        heard: set[str] = set()
        sides = []
        for statement in statements:
            sources = self._index.passages[statement[0]].sources
            if sources and heard.isdisjoint(sources):
                sides.append(statement)
                heard.update(sources)
        return sides[:MOST_SIDES]

    def _place(self, passage: str, quote: str) -> Statement | None:
        number = self._index.number.get(passage)
        unit = -1 if number is None else unit_of(self._index.passages[number], quote)
        return (number, unit) if number is not None and unit >= 0 else None
