"""What hints are learned from: training lines, some of them joined with a question, and questions alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from bot.crisis import phrase_marks, plain_words
from bot.doors import Doors
from bot.hints import Mix, Opinions, bag, hint_grams
from bot.neighbours import Neighbours, make_neighbours
from bot.wordmodel import MARK
from eval.word_models import Line

NEIGHBOURS = 10  # training lines that stay together in cross-validation: a sign and its harmless twin are neighbours
LESS = 0.5  # what a question, or a line joined with one, weighs against a line as it was written
JOINED = 5  # one line in so many is joined with a question, too: students write both in one breath
WAYS = ("{question} {line}", "{line} {question}", "{question}? {line}", "{line}, {question}")
QUESTION_WORDS = range(5, 15)  # of a question to join
MIX_STRENGTH = 10.0  # inverse regularisation of four weights
MOST_WORDS = 22  # of a line to join


def hint_lines(told: Sequence[tuple[bool, str, str]], doors: Doors) -> list[Line]:
    """Lines for the model, those told first. told: as `read_lines` gives them. doors: whose wordings are ordinary
    questions."""
    wordings = list(doors.told())
    return [
        *(_line(text, sign, kind, _group(row)) for row, (sign, kind, text) in enumerate(told)),
        *_joined(told, [text for text, _, gap in wordings if not gap and len(text.split()) in QUESTION_WORDS]),
        *(_line(text, False, "FAQ", f"door {door}", LESS) for text, door, _ in wordings),
    ]


def known_lines(lines: Sequence[Line]) -> Neighbours:
    """Lines for a message to be compared with."""
    words = ([gram for gram in line.grams if " " not in gram and not gram.startswith(MARK)] for line in lines)
    return make_neighbours([(bag(held), line.positive) for held, line in zip(words, lines, strict=True)])


def fit_mix(told: Sequence[Opinions], signs: Sequence[bool]) -> Mix:
    """What each opinion counts: logistic regression, where none may count against."""
    from sklearn.linear_model import LogisticRegression

    learnt = LogisticRegression(C=MIX_STRENGTH, max_iter=1000).fit(np.array(told), np.array(signs))
    weights = (round(max(0.0, float(weight)), 3) for weight in learnt.coef_[0])
    return Mix(Opinions(*weights), round(float(learnt.intercept_[0]), 3))


def _joined(told: Sequence[tuple[bool, str, str]], questions: Sequence[str]) -> Iterator[Line]:
    """Every fifth line with a question before or behind it. It stays in its line's group."""
    draws = np.random.default_rng(0)
    for row in range(0, len(told) if questions else 0, JOINED):
        sign, _, text = told[row]
        question, way = questions[draws.integers(len(questions))], WAYS[draws.integers(len(WAYS))]
        if len(text.split()) <= MOST_WORDS:
            yield _line(way.format(question=question.rstrip("?.! "), line=text), sign, "joined", _group(row), LESS)


def _line(text: str, sign: bool, kind: str, group: str, weight: float = 1.0) -> Line:
    words = plain_words(text)
    return Line(tuple(hint_grams(words, phrase_marks(words))), sign, kind, group, weight)


def _group(row: int) -> str:
    return f"lines {row // NEIGHBOURS}"
