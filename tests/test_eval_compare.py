from __future__ import annotations

import copy
import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from test_eval_fake_bot import FakeBot
from test_eval_runner import CASES, case

from eval import commands, results
from eval.__main__ import main
from eval.compare import changed_answers, compare
from eval.significance import bootstrap_difference, holm, paired_randomisation

MANY = tuple(case(f"hours-{n}", f"when does a data scientist start work {n}", facts=(("9:30",),)) for n in range(12))


def result(bot: FakeBot | None = None, cases=CASES + MANY):
    return commands.measure(bot or FakeBot(), cases, typo_rates=(), baselines=False)


def test_randomisation_of_all_wins_is_two_to_the_minus_n():
    # 8 pairs all in one direction: of 256 sign patterns 2 are as extreme.
    assert paired_randomisation([1.0] * 8, permutations=20_000) == pytest.approx(2 / 256, abs=0.002)


def test_randomisation_agrees_with_the_exact_sign_test():
    scipy = pytest.importorskip("scipy.stats")
    differences = [1.0] * 9 + [-1.0] * 2 + [0.0] * 40
    expected = scipy.binomtest(9, 11).pvalue
    assert paired_randomisation(differences, permutations=40_000) == pytest.approx(expected, abs=0.01)


def test_randomisation_of_nothing_changed_is_one():
    assert paired_randomisation([0.0] * 5) == 1.0
    assert bootstrap_difference([0.0] * 5) == (0.0, 0.0)


def test_bootstrap_interval_holds_the_difference():
    low, high = bootstrap_difference([1.0] * 30 + [0.0] * 70)
    assert low < 0.3 < high
    assert (low, high) == pytest.approx((0.21, 0.39), abs=0.02)


def test_holm_by_hand():
    # Three tests: .01 × 3, .02 × 2, .04 × 1 held up by the one before it.
    assert holm({"b": 0.02, "a": 0.01, "c": 0.04}) == pytest.approx({"a": 0.03, "b": 0.04, "c": 0.04})
    assert holm({"a": 0.6, "b": 0.7}) == {"a": 1.0, "b": 1.0}


def test_a_run_equals_itself():
    one = result()
    differences = compare(one, one)
    assert differences
    assert not any(difference.won or difference.lost or difference.fails for difference in differences)
    assert changed_answers(one, one) == []


def test_a_broken_bot_fails_the_guard():
    differences = {one.metric.name: one for one in compare(result(), result(FakeBot(broken=True)))}
    assert differences["headline"].fails
    assert len(differences["headline"].lost) >= 12
    assert not differences["social"].fails


def test_one_lost_crisis_line_is_enough():
    before = result()
    after = copy.deepcopy(before)
    next(row for row in after["rows"] if row["id"] == "sad")["scores"]["crisis"] = 0.0
    fails = [one.metric.name for one in compare(before, after) if one.fails]
    assert fails == ["crisis"]


def test_a_fall_of_an_unguarded_or_lower_is_better_figure_is_told_not_failed():
    before = result()
    after = copy.deepcopy(before)
    for row in after["rows"]:
        if "refused-wrongly" in row["scores"]:
            row["scores"]["refused-wrongly"] = 1.0
    (one,) = [one for one in compare(before, after) if one.metric.name == "refused-wrongly"]
    assert one.worse
    assert one.significant
    assert not one.fails


def test_a_ranking_is_guarded_on_one_corpus_only():
    before = result()
    after = copy.deepcopy(before)
    for row in after["rows"]:
        if "ndcg@10" in row["scores"]:
            row["scores"]["ndcg@10"] = 0.0
    assert [one.metric.name for one in compare(before, after) if one.fails] == ["ndcg@10"]
    after["card"]["corpus_hash"] = "another"
    assert not any(one.fails for one in compare(before, after))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda told: told["card"].update(set="scifact"), "different data sets"),
        (lambda told: told["card"].update(set_hash="x"), "different question sets"),
        (lambda told: told["rows"].pop(), "made with --split or --limit"),
    ],
)
def test_different_sets_are_not_compared(change, message):
    before = result()
    after = copy.deepcopy(before)
    change(after)
    with pytest.raises(results.ResultError, match=message):
        compare(before, after)


def test_changed_answers_stand_side_by_side_lost_first():
    changes = changed_answers(result(), result(FakeBot(broken=True)))
    assert changes[0].verdict == "lost"
    assert changes[0].before != changes[0].after


def run(*arguments: str):
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_commands_exit_codes(tmp_path: Path):
    good, bad, baseline = tmp_path / "good.json", tmp_path / "bad.json", tmp_path / "baseline.json"
    results.write_result(good, result())
    results.write_result(bad, result(FakeBot(broken=True)))
    results.write_baseline(baseline, result())
    same = run("compare", baseline, good, "--changed")
    assert (same.exit_code, "No difference" in same.output) == (0, True)
    broken = run("compare", baseline, bad)
    assert broken.exit_code == 1
    assert "Fell: right answer" in broken.output
    assert "side" not in broken.output
    assert run("compare", good, bad, "--changed").exit_code == 1
    wrong = run("compare", good, tmp_path / "none.json")
    assert wrong.exit_code == 2
    assert "none.json: cannot be read" in wrong.output
    (tmp_path / "other.json").write_text("[]", encoding="utf-8")
    assert run("compare", good, tmp_path / "other.json").exit_code == 2
    assert run("compare").exit_code == 2
    assert run("misses", "--split", "test").exit_code == 2


def test_baseline_is_small_and_one_line_a_case(tmp_path: Path):
    results.write_baseline(tmp_path / "baseline.json", result())
    text = (tmp_path / "baseline.json").read_text(encoding="utf-8")
    assert len(text.splitlines()) == len(CASES + MANY) + 3
    assert "A data scientist earns" not in text
    assert json.loads(text)["card"]["set"] == "questions"


def test_nothing_is_left_half_written(tmp_path: Path):
    class Unwritable:
        pass

    with pytest.raises(TypeError):
        results.write_result(tmp_path / "out.json", {"x": Unwritable()})
    with pytest.raises(results.ResultError):
        results.write(tmp_path / "out.json" / "below.json", "") if (tmp_path / "out.json").write_text("x") else None
    assert [path.name for path in tmp_path.iterdir()] == ["out.json"]
