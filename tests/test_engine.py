"""The BM25 engine: the formula, nothing found, nothing held, ties, saved and loaded."""

from __future__ import annotations

import math
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from bot.engines import make_engine
from bot.engines.rank import RankEngine

K1, B = 0.9, 0.4
TEXTS = [
    "nurse ward nurse night",
    "paramedic ambulance night",
    "nurse school three years of school",
    "ward ward ward",
    "night",
]
DOCUMENTS = [dict(Counter(text.split())) for text in TEXTS]


def engine_of(documents: list[dict[str, float]]) -> RankEngine:
    engine = make_engine("rank", k1=K1, b=B)
    engine.index(documents)
    return engine


def by_hand(documents: list[dict[str, float]], query: dict[str, float]) -> list[float]:
    """BM25 as in Robertson and Zaragoza (2009), with Lucene's idf, written out."""
    lengths = [sum(document.values()) for document in documents]
    mean = sum(lengths) / len(lengths)
    scores = []
    for document, length in zip(documents, lengths, strict=True):
        score = 0.0
        for term, weight in query.items():
            held = sum(term in other for other in documents)
            idf = math.log(1 + (len(documents) - held + 0.5) / (held + 0.5))
            tf = document.get(term, 0)
            score += weight * idf * tf * (K1 + 1) / (tf + K1 * (1 - B + B * length / mean))
        scores.append(score)
    return scores


@pytest.mark.parametrize(
    "query",
    [{"nurse": 1}, {"night": 1}, {"ward": 1, "nurse": 1}, {"nurse": 0.4, "school": 2}, {"nurse": 1, "no": 5}, {}],
    ids=str,
)  # fmt: skip
def test_scores_are_bm25(query: dict[str, float]) -> None:
    assert engine_of(DOCUMENTS).scores(query) == pytest.approx(by_hand(DOCUMENTS, query), rel=1e-5)


def test_scores_of_weighted_terms_are_bm25() -> None:
    documents = [{"a": 2.7, "b": 0.6}, {"a": 0.1}, {"c": 3.5, "a": 1.2}]
    query = {"a": 1.0, "b": 0.5}
    assert engine_of(documents).scores(query) == pytest.approx(by_hand(documents, query), rel=1e-5)


def test_a_hand_computed_score() -> None:
    # Two documents of one term each: idf = ln(1 + 1.5/1.5) = ln 2, and a length of the mean makes tf count 1.
    assert engine_of([{"a": 1}, {"b": 1}]).scores({"a": 1}).tolist() == pytest.approx([math.log(2), 0.0])


@pytest.mark.parametrize("documents", [[], [{}], [{}, {}]], ids=str)
def test_an_empty_corpus(documents: list[dict[str, float]]) -> None:
    engine = engine_of(documents)
    assert engine.scores({"nurse": 1.0}).tolist() == [0.0] * len(documents)
    assert engine.document_frequency("nurse") == 0
    assert math.isfinite(engine.idf("nurse"))


def test_what_shares_no_word_scores_zero() -> None:
    scores = engine_of(DOCUMENTS).scores({"ambulance": 1})
    assert [score > 0 for score in scores] == [False, True, False, False, False]
    assert not engine_of(DOCUMENTS).scores({}).any()
    assert not engine_of(DOCUMENTS).scores({"unknown": 1}).any()
    assert not engine_of(DOCUMENTS).scores({"nurse": 0}).any()


def test_no_score_is_negative_even_for_a_term_in_every_document() -> None:
    engine = engine_of([{"a": 1}, {"a": 2}, {"a": 1, "b": 1}])
    assert (engine.scores({"a": 1}) > 0).all()
    assert engine.idf("a") > 0


def test_idf_falls_with_the_documents_that_hold_a_term() -> None:
    engine = engine_of(DOCUMENTS)
    found = [engine.document_frequency(term) for term in ("night", "nurse", "school", "unknown")]
    assert found == [3, 2, 1, 0]
    assert engine.idf("unknown") > engine.idf("school") > engine.idf("nurse") > engine.idf("night") > 0


def test_equal_documents_tie_exactly() -> None:
    scores = engine_of([{"a": 1, "b": 2}, {"c": 1}, {"a": 1, "b": 2}]).scores({"a": 1, "b": 1})
    assert scores[0] == scores[2] > 0


@pytest.mark.parametrize("documents", [DOCUMENTS, [], [{}]], ids=["some", "none", "one empty"])
def test_saved_and_loaded(tmp_path: Path, documents: list[dict[str, float]]) -> None:
    first = engine_of(documents)
    first.save(tmp_path)
    second = make_engine("rank", k1=K1, b=B)
    second.load(tmp_path)
    for query in ({"nurse": 1.0}, {"ward": 0.5, "night": 2.0}, {"unknown": 1.0}):
        assert np.array_equal(first.scores(query), second.scores(query))
        assert [first.idf(term) for term in query] == [second.idf(term) for term in query]
    second.close()


def test_indexing_again_replaces() -> None:
    engine = engine_of(DOCUMENTS)
    engine.index([{"midwife": 1.0}])
    assert engine.scores({"nurse": 1.0, "midwife": 1.0}).tolist() == pytest.approx(
        by_hand([{"midwife": 1.0}], {"midwife": 1.0})
    )


def test_indexing_nothing_replaces_too() -> None:
    engine = engine_of(DOCUMENTS)
    engine.index([])
    assert engine.scores({"nurse": 1.0}).tolist() == []
    assert engine.document_frequency("nurse") == 0
