"""Where sources give different figures for the same thing, each is shown. Precision before recall.

The same thing: pay of the same kind and currency, or the number of the same things that share what else the question
names; for the same career, level and place. Different: from another source, and neither range holds the other.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.annotations import analyse
from bot.clauses import is_light
from bot.cues import found
from bot.index import Index
from bot.quoting import Excerpt, runs
from bot.ranking import Ranked
from bot.records import Question
from bot.words import is_stopword, tokens

LOOKED_AT = 14  # hits; further down the figures answer other questions
MOST = 2  # other accounts shown beside the first
_CURRENCY = re.compile(r"[$£€¥₹]|\b(?:dollars|pounds|euros|zł|CHF)\b")
_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_NUMBER_WORDS = {word: str(number) for number, word in enumerate(_NUMBERS, start=1)}
_LINKS = frozenset(("to", "or", "and"))  # between two figures
_ADJECTIVES = 2  # between a figure and what it counts
_AMOUNT = re.compile(r"[$£€¥₹]\s?[\d,.]+\s?[kKmM]?\b|\b\d{2,3}k\b")


@dataclass(frozen=True, slots=True)
class _Claim:
    """What one unit says, for whom. of: currency and kind of pay, or what is counted with what else the question names
    of it. figures: the lowest and the highest."""

    careers: frozenset[str]
    levels: frozenset[str]
    places: frozenset[str]
    of: frozenset[str]
    figures: tuple[float, float]
    sources: frozenset[str]


def disagreement(
    question: Question, ranked: Ranked, pieces: Sequence[Excerpt], index: Index
) -> tuple[str, list[Excerpt]] | None:
    """(what it is about, the excerpts that differ, that of the answer first), or None."""
    of_all_careers = "superlative" in question.asks and not question.careers
    if question.compared or (of_all_careers and not question.counted):
        return None
    things = _things(question, index)
    counted = [question.words[term] for term in sorted(question.counted) if term in question.words]
    about = "pay" if "money" in question.asks else " ".join(counted)
    units = ((piece.place, unit) for piece in pieces for unit in range(piece.first, piece.last + 1))
    first = next(
        (at for at in units if (claim := _claim(question, things, *at, index)) and _asked(question, claim)), None
    )
    if first is None:
        return None
    anchor = _claim(question, things, *first, index)
    differ = [Excerpt(*first, first[1], 0.0)]
    heard = [anchor]
    for place in ranked.numbers[:LOOKED_AT]:
        for unit in range(len(index.notes[place].units)):
            claim = _claim(question, things, place, unit, index)
            if claim and len(differ) <= MOST and all(_differs(claim, other) for other in heard):
                differ.append(Excerpt(place, unit, unit, 0.0))
                heard.append(claim)
    if len(differ) == 1:
        return None
    names = [
        index.lexicon.name(concept)
        for group in (anchor.careers, anchor.levels, anchor.places)
        for concept in sorted(group)
    ]
    return " · ".join(filter(None, [about, *names])), differ


def _asked(question: Question, claim: _Claim) -> bool:
    """Whether the claim is about the very career, level and place that are asked for."""
    if question.careers and claim.careers and claim.careers.isdisjoint(question.careers):
        return False
    return claim.levels == set(question.levels) and (not question.places or claim.places <= set(question.places))


def _claim(question: Question, things: frozenset[str], place: int, unit: int, index: Index) -> _Claim | None:
    note, passage = index.notes[place], index.passages[place]
    here, text = note.units[unit], passage.units()[unit]
    if not passage.sources:
        return None
    careers = {concept for concept in here.concepts if concept[0] == "c"} or note.careers
    if "money" in question.asks:
        told = _pay(text, index) if "t:pay" in note.about | here.concepts and len(careers) == 1 else None
    else:
        told = _number(text, question.counted, things, index)
    if told is None:
        return None
    levels, places = (_of(kind, here.concepts, note.about) for kind in "lp")
    of, figures = told
    numbers = [float(figure) for figure in figures]
    return _Claim(frozenset(careers), levels, places, of, (min(numbers), max(numbers)), frozenset(passage.sources))


def _pay(text: str, index: Index) -> tuple[frozenset[str], frozenset[str]] | None:
    """Currency and kind, and the figures of a range of pay."""
    currency = _CURRENCY.search(text)
    figures = frozenset(token for amount in _AMOUNT.findall(text) for token in tokens(amount) if _is_number(token))
    if currency is None or len(figures) < 2:
        return None
    kind = ["with all that is added"] if found("all_pay", analyse(text, index.lexicon.documents)) else []
    return frozenset([currency[0], *kind]), figures


def _things(question: Question, index: Index) -> frozenset[str]:
    """What a question that asks for a number names besides career, level and place, as stems."""
    asked = analyse(question.text if question.counted else "", index.lexicon.questions)
    named = {place for match in asked.matches if match.kind in "clp" for place in match.places}
    words = enumerate(zip(asked.tokens, asked.stems, strict=True))
    return frozenset(root for place, (token, root) in words if place not in named and not is_light(token))


def _number(
    text: str, counted: frozenset[str], things: frozenset[str], index: Index
) -> tuple[frozenset[str], frozenset[str]] | None:
    """Which of the things a text names, and the number of what is counted.

    At least two words have to be the same: "three projects" alone may be of anything.
    """
    told = analyse(text, index.lexicon.documents)
    shared = things.intersection(told.stems)
    if len(shared) < 2:
        return None
    places = {place for place, root in enumerate(told.stems) if root in counted}
    places |= {place for match in told.matches if match.concept in counted for place in match.places}
    figures = {figure for place in places for figure in _before(told.tokens[:place])}
    return (shared, frozenset(figures)) if figures else None


def _before(words: Sequence[str]) -> set[str]:
    """The figures in front of a thing, adjectives between: "3 to 5 small", "one or two"."""
    figures: set[str] = set()
    adjectives = 0
    for word in reversed(words):
        numbers = _NUMBER_WORDS.get(word, word).split("-")
        if all(map(_is_number, numbers)):
            figures.update(numbers)
        elif figures and word in _LINKS:
            continue
        elif figures or is_stopword(word) or (adjectives := adjectives + 1) > _ADJECTIVES:
            break
    return figures


def _is_number(token: str) -> bool:
    return re.fullmatch(r"\d+(?:\.\d+)?", token) is not None


def _of(kind: str, here: frozenset[str], about: frozenset[str]) -> frozenset[str]:
    own = frozenset(concept for concept in here if concept[0] == kind)
    return own or frozenset(concept for concept in about if concept[0] == kind)


def _differs(one: _Claim, other: _Claim) -> bool:
    """Whether two claims are about the same thing, by different sources, with different figures."""
    return (
        (one.careers == other.careers or not one.careers or not other.careers)
        and one.levels == other.levels
        and (one.places == other.places or not one.places or not other.places)
        and (one.of == other.of or len(one.of & other.of) > 1)
        and not one.sources & other.sources
        and not _holds(one.figures, other.figures)
        and not _holds(other.figures, one.figures)
    )


def _holds(one: tuple[float, float], other: tuple[float, float]) -> bool:
    """Whether one range holds the other: a part of what it says, and no contradiction."""
    return one[0] <= other[0] and other[1] <= one[1]


def beside(differ: Sequence[Excerpt], pieces: Sequence[Excerpt], index: Index, length: int) -> list[Excerpt]:
    """The excerpts that differ, then whatever else of the answer does not repeat them and still fits."""
    chosen = list(differ)
    room = length - sum(_size(piece, index) for piece in chosen)
    shown = {(piece.place, unit) for piece in chosen for unit in range(piece.first, piece.last + 1)}
    for piece in pieces:
        left = [unit for unit in range(piece.first, piece.last + 1) if (piece.place, unit) not in shown]
        for first, last in runs(left):
            rest = Excerpt(piece.place, first, last, piece.score)
            if _size(rest, index) <= room:
                chosen.append(rest)
                room -= _size(rest, index)
    return chosen


def _size(piece: Excerpt, index: Index) -> int:
    return len(piece.text(index.passages[piece.place])) + 1
