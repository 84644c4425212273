from __future__ import annotations

import math
import random
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from test_eval_runner import CASES

from bot.errors import CorpusError
from eval import add
from eval.__main__ import main
from eval.calibrate import ASKED, asked_weights, calibrate, level_from, monotone_bins, threshold_for, trade_off
from eval.cases import load_cases
from eval.fit_confidence import Example, fit
from eval.folds import folds
from eval.tune import tune


def test_folds_keep_topics_together_and_hold_everything_once():
    topics = [f"t{n % 17}" for n in range(100)]
    parts = folds(topics)
    assert sorted(place for part in parts for place in part) == list(range(100))
    for topic in set(topics):
        assert sum(any(topics[place] == topic for place in part) for part in parts) == 1
    assert folds(topics) == parts


@pytest.mark.parametrize(
    ("scores", "target", "threshold"),
    [
        ([0.1, 0.2, 0.3, 0.4], 0.25, 0.15),  # one of four may be refused
        ([0.1, 0.2, 0.3, 0.4], 0.0, 0.05),
        ([0.1, 0.2, 0.3, 0.4], 0.5, 0.25),
        ([0.0, 0.0, 0.5, 0.6], 0.25, 0.0),  # two have no evidence at all: no room left
        ([], 0.1, 0.0),
        ([0.3], 1.0, 0.0),
    ],
)
def test_threshold_keeps_the_target(scores, target, threshold):
    found = threshold_for(scores, target)
    assert found == pytest.approx(threshold)
    if any(scores) and target < 1 and scores[0]:
        assert sum(score < found for score in scores) <= target * len(scores)


def test_bins_rise_cover_everything_and_count():
    chance = random.Random(1)
    scores = [chance.random() for _ in range(600)]
    right = [chance.random() < score for score in scores]
    bins = monotone_bins(scores, right)
    assert (bins[0]["from"], bins[-1]["to"]) == (0.0, 1.0)
    assert all(one["to"] == two["from"] for one, two in pairwise(bins))
    shares = [part["right"] / part["n"] for part in bins]
    assert shares == sorted(shares)
    assert sum(part["n"] for part in bins) == 600
    assert min(part["n"] for part in bins) >= 25
    assert level_from(bins, 0.0) == 0.0
    assert level_from(bins, 1.01) == 1.0


def test_equal_scores_share_a_bin():
    bins = monotone_bins([0.5] * 100, [True, False] * 50)
    assert bins == [{"from": 0.0, "to": 1.0, "n": 100, "right": 50}]


def made(count: int = 400) -> list[Example]:
    """Right with the logistic of 4·coverage − 2; `noise` means nothing and `constant` never differs."""
    chance = random.Random(7)
    found = []
    for n in range(count):
        coverage, noise = chance.random(), chance.random()
        score = 1 / (1 + math.exp(2 - 4 * coverage))
        features = {"coverage": coverage, "noise": noise, "constant": 1.0}
        found.append(Example(str(n), f"t{n // 3}", features, score, chance.random() < score, chance.random() < 0.8))
    return found


def test_fit_finds_what_matters():
    fitted = fit(made(2000))
    assert fitted.weights["coverage"] == pytest.approx(4, abs=0.8)
    assert abs(fitted.weights["noise"]) < 0.5
    assert "constant" not in fitted.weights
    assert fitted.weights["bias"] == pytest.approx(-2, abs=0.6)
    assert fitted.auroc > 0.7
    assert fit(made(300)) == fit(made(300))


def test_calibration_states_what_to_expect():
    told = calibrate(made(), unanswered=["single", "single"], target=0.05)
    answerable = [one for one in made() if one.answerable]
    refused = sum(one.score < told.threshold for one in answerable) + 2
    assert refused <= 0.05 * (len(answerable) + 2)
    assert told.medium <= told.high
    assert f"of {len(answerable) + 2}" in told.checks["wrong refusals, cross-validated"]


def test_kinds_weigh_as_they_are_asked():
    kinds = ["odd"] * 6 + ["single"] * 3 + ["disagreement"]
    weights = asked_weights(kinds)
    assert sum(weights) == pytest.approx(len(kinds))
    assert sum(weights[:6]) / sum(weights[6:]) == pytest.approx(ASKED["odd"] / ASKED["single"])
    assert weights[6] == weights[9]  # a kind without a share of its own counts as a single question
    assert asked_weights([]) == []


def test_what_weighs_little_may_be_refused_more_often():
    scores = [0.1, 0.2, 0.3, 0.4, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9]
    assert threshold_for(scores, 0.2) == pytest.approx(0.25)
    assert threshold_for(scores, 0.2, [0.5] * 4 + [1.0] * 6) == pytest.approx(0.35)  # 8 in all; three of .5 fit in 1.6


def test_trade_off_rises_with_the_target():
    rows = trade_off(made(), [], (0.0, 0.02, 0.1))
    assert [target for target, *_ in rows] == [0.0, 0.02, 0.1]
    assert all(wrong <= target for target, _, wrong, _ in rows)
    assert [row[3] for row in rows] == sorted(row[3] for row in rows)


def test_tuning_finds_a_better_weight_and_says_what_to_expect():
    topics = [f"t{n % 20}" for n in range(100)]

    def values(weights: dict) -> np.ndarray:
        good = 1 - abs(weights["ranking"]["a"] - 2.0) / 4
        return np.array([float(n % 10 < 10 * good) for n in range(100)])

    found = tune(values, {"ranking": {"a": 1.0, "b": 0.0}, "provenance": "x"}, topics, ["ranking"])
    assert found.weights["ranking"]["a"] == 1.4
    assert found.weights["ranking"]["b"] == 0.0
    assert found.changes == {"ranking.a": [1.0, 1.4]}
    assert found.before < found.cross_validated <= found.after
    assert found.tried == 1 + 2 + 2


def test_tuning_leaves_noise_alone():
    chance = np.random.default_rng(1)

    def values(weights: dict) -> np.ndarray:
        return np.full(100, 0.5) + (0.001 * chance.random() if weights["ranking"]["a"] != 1.0 else 0.0)

    found = tune(values, {"ranking": {"a": 1.0}}, [str(n) for n in range(100)], ["ranking"])
    assert found.changes == {}


@pytest.mark.parametrize(
    ("text", "scrubbed"),
    [
        ("mail me at jo.doe@school.org  please", "mail me at <email> please"),
        ("my name is Anna and i like ml", "my name is <name> and i like ml"),
        ("call +1 (555) 010-2345 ok", "call <number> ok"),
        ("dm @anna_123 or www.me.com/x", "dm <handle> or <link>"),
        ("is $118,000 to 191,000 a lot in 2026", "is $118,000 to 191,000 a lot in 2026"),
        ("ml 3-5 years", "ml 3-5 years"),
    ],
)
def test_scrubs_what_identifies(text: str, scrubbed: str):
    assert add.scrub(text) == scrubbed


def test_skeletons_load_and_known_questions_are_left_out(tmp_path: Path):
    lines = [
        '{"question": "what: is \\"this\\"?", "time": 1}',
        "plain one",
        "Plain ONE!",
        "",
        "{broken",
        CASES[0].question,
    ]
    text, count = add.skeletons(lines, CASES)
    assert count == 2
    (tmp_path / "new.yaml").write_text(text, encoding="utf-8")
    cases = load_cases([tmp_path])
    assert [(case.id, case.question) for case in cases] == [("log-001", 'what: is "this"?'), ("log-002", "plain one")]
    (tmp_path / "new.yaml").write_text(
        add.append(tmp_path / "new.yaml", add.skeletons(["third"], cases)[0]), encoding="utf-8"
    )
    assert [case.id for case in load_cases([tmp_path])] == ["log-001", "log-002", "log-003"]
    with pytest.raises(CorpusError, match="holds no question"):
        add.skeletons(["plain one"], cases)


@pytest.mark.parametrize("kind", ["refusal", "crisis", "lookalike", "social", "disagreement"])
def test_skeletons_of_every_kind_load(tmp_path: Path, kind: str):
    (tmp_path / "new.yaml").write_text(add.skeletons(["q"], (), kind=kind)[0], encoding="utf-8")
    assert load_cases([tmp_path])[0].kind == kind


def test_add_command(tmp_path: Path):
    log = tmp_path / "log"
    log.write_text("do mermaids code\n", encoding="utf-8")
    told = CliRunner().invoke(main, ["add", str(log), "--kind", "refusal"])
    assert told.exit_code == 0
    assert '"do mermaids code"' in told.output
    assert CliRunner().invoke(main, ["add", str(log), "--kind", "conversation"]).exit_code == 2
