from __future__ import annotations

import math

import pytest

from eval import metrics
from eval.catalogue import METRICS
from eval.intervals import bootstrap, interval, wilson
from eval.judging import token_f1
from eval.ranking_measures import ranking_scores


def test_wilson_on_a_published_example():
    # Newcombe 1998, Stat. Med. 17:857, table I: 81 of 263 gives .2553 to .3662; 0 of 20 gives 0 to .1611.
    assert wilson(81, 263) == pytest.approx((0.2553, 0.3662), abs=5e-5)
    assert wilson(0, 20) == pytest.approx((0, 0.1611), abs=5e-5)
    assert wilson(0, 0) == (0.0, 1.0)


def test_bootstrap_is_seeded_and_holds_the_mean():
    values = [0.1, 0.5, 0.9, 0.4, 0.6] * 20
    low, high = bootstrap(values)
    assert (low, high) == bootstrap(values)
    assert low < 0.5 < high
    assert bootstrap([]) == (0.0, 0.0)


def test_interval_takes_wilson_for_shares_only():
    assert interval([1, 0, 1, 1]) == wilson(3, 4)
    assert interval([1, 0.5, 1, 1]) != wilson(3.5, 4)


@pytest.mark.parametrize(
    ("positives", "negatives", "area"),
    [
        ([0.9, 0.8], [0.1, 0.2], 1.0),
        ([0.1], [0.9], 0.0),
        ([0.5, 0.5], [0.5], 0.5),
        ([0.8, 0.3], [0.5, 0.1], 0.75),  # of four pairs three are in order
        ([0.8], [], None),
    ],
)
def test_auroc_by_hand(positives, negatives, area):
    assert metrics.auroc(positives, negatives) == area


def test_auroc_against_scikit_learn():
    sklearn = pytest.importorskip("sklearn.metrics")
    positives, negatives = [0.2, 0.9, 0.5, 0.5, 0.7], [0.5, 0.1, 0.7, 0.4]
    expected = sklearn.roc_auc_score([1] * 5 + [0] * 4, positives + negatives)
    assert metrics.auroc(positives, negatives) == pytest.approx(expected)


def test_risk_coverage_by_hand():
    curve = metrics.risk_coverage([0.9, 0.7, 0.8, 0.1], [False, True, False, True])
    assert curve == [(0.25, 0.0), (0.5, 0.0), (0.75, pytest.approx(1 / 3)), (1.0, 0.5)]
    assert metrics.area_under(curve) == pytest.approx((0 + 0 + 1 / 3 + 0.5) / 4)
    assert metrics.area_under([]) is None


def test_equal_scores_enter_risk_coverage_together():
    assert metrics.risk_coverage([0.5, 0.5, 0.1], [True, False, False]) == [
        (pytest.approx(2 / 3), 0.5),
        (1.0, pytest.approx(1 / 3)),
    ]


def test_calibration_error_by_hand():
    table = metrics.reliability([0.95, 0.95, 0.35, 1.0], [True, False, False, True])
    assert [(row["n"], row["right"]) for row in table] == [(1, 0.0), (3, pytest.approx(2 / 3))]
    expected = 1 / 4 * 0.35 + 3 / 4 * abs((0.95 + 0.95 + 1.0) / 3 - 2 / 3)
    assert metrics.expected_calibration_error(table) == pytest.approx(expected)
    assert metrics.expected_calibration_error([]) is None


def test_percentile_is_a_value_that_occurred():
    assert metrics.percentile([1, 2, 3, 100], 0.5) == 3
    assert metrics.percentile([1, 2, 3, 100], 0.99) == 100
    assert metrics.percentile([], 0.5) == 0


def test_token_f1_as_in_squad():
    assert token_f1("the cat sat", ["the cat sat"]) == 1
    assert token_f1("the cat sat", ["a dog"]) == 0
    # shared: 2 of 3 words of ours, 2 of 4 of theirs
    assert token_f1("the cat sat", ["the big cat ran"]) == pytest.approx(2 * (2 / 3) * (2 / 4) / (2 / 3 + 2 / 4))
    assert token_f1("the cat sat", ["a dog", "cat"]) == pytest.approx(0.5)


def test_ranking_scores_by_hand():
    qrels = {"q": {"a": 2, "b": 1}, "none": {}, "lost": {"a": 1}}
    told = ranking_scores(qrels, {"q": ["x", "a", "b"], "other": ["a"]})
    gained = 2 / math.log2(3) + 1 / math.log2(4)
    best = 2 / math.log2(2) + 1 / math.log2(3)
    assert told["q"]["ndcg@10"] == pytest.approx(gained / best)
    assert told["q"]["rr"] == 0.5
    assert told["q"]["recall@5"] == 1.0
    assert told["q"]["ap"] == pytest.approx((1 / 2 + 2 / 3) / 2)
    assert set(told) == {"q", "none", "lost"}
    assert set(told["none"].values()) == {0.0}
    assert set(told["lost"].values()) == {0.0}


def test_order_of_equal_looking_documents_is_kept():
    told = ranking_scores({"q": {"a": 1}}, {"q": ["a", "z", "b"]})
    assert told["q"]["rr"] == 1.0


def test_every_figure_is_defined():
    assert all(metric.definition and metric.title for metric in METRICS.values())


def row(expect: str, kind: str = "answer", right: bool = True, score: float = 0.5, **more):
    refused = kind == "refusal"
    told = {
        "expect": expect, "kind": "single", "right": right, "score": score, "refused": refused,
        "right_if_answered": right and not refused, "answer": {"kind": kind, "disagreement": False},
    }  # fmt: skip
    return told | more


def test_refusal_precision_and_recall():
    rows = [
        row("refusal", "refusal", score=0.1),
        row("refusal", "answer", right=False, score=0.6),
        row("answer", "refusal", right=False, score=0.2),
        row("answer", score=0.9),
    ]
    told = metrics.set_figures(rows)
    assert (told["refusal-precision"], told["refusal-recall"], told["refusal-auroc"]) == (0.5, 0.5, 0.75)


def test_disagreement_precision_and_recall():
    shown = {"kind": "answer", "disagreement": True}
    labelled = row("answer", kind="answer") | {"kind": "disagreement"}
    rows = [
        labelled | {"note": "true", "answer": shown},
        labelled | {"note": "true"},
        labelled | {"note": "look-alike", "answer": shown},
        labelled | {"note": "look-alike"},
        row("answer", kind="answer") | {"note": "", "answer": shown},  # not labelled: says nothing
    ]
    told = metrics.set_figures(rows)
    assert (told["disagreement-precision"], told["disagreement-recall"]) == (0.5, 0.5)
