from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.errors import CorpusError
from eval.case import set_hash
from eval.cases import SHIPPED, check_passages, load_cases

GOOD = """\
cases:
  - id: s-1
    kind: single
    split: dev
    topic: pay
    turns: ["what do they earn"]
    expect: answer
    facts: [["118.{1,9}191"]]
    about: ["data scientist"]
    passages: {"ds#pay-1": 2}
    from: "001"
    note: typo
"""


def load(tmp_path: Path, text: str, name: str = "set.yaml"):
    (tmp_path / name).write_text(text, encoding="utf-8")
    return load_cases([tmp_path])


def faults(tmp_path: Path, text: str) -> list[tuple[int, str]]:
    with pytest.raises(CorpusError) as caught:
        load(tmp_path, text)
    return [(fault.line, fault.problem) for fault in caught.value.faults]


def test_reads_every_field(tmp_path: Path):
    (case,) = load(tmp_path, GOOD)
    assert (case.id, case.kind, case.split, case.topic, case.expect) == ("s-1", "single", "dev", "pay", "answer")
    assert case.turns == ("what do they earn",)
    assert case.question == "what do they earn"
    assert case.facts == (("118.{1,9}191",),)
    assert case.fact_patterns[0].search("$118k to $191k")
    assert case.fact_patterns[0].search("$118k\n$191k")
    assert case.about_pattern.search("DATA SCIENTIST")
    assert case.passages == (("ds#pay-1", 2),)
    assert (case.note, case.line) == ("typo", 2)


@pytest.mark.parametrize(
    ("old", "new", "line", "problem"),
    [
        ("split: dev", "splt: dev", 4, "unknown key 'splt'; did you mean 'split'?"),
        ("    split: dev\n", "", 2, "'split' is missing"),
        ("split: dev", "split: train", 4, "'split' must be one of dev, test, not 'train'"),
        ("kind: single", "kind: odd one", 3, "'kind' must be one of"),
        ("expect: answer", "expect: refusal", 7, "a case of kind 'single' expects answer or clarify, not 'refusal'"),
        ("id: s-1", "id: S 1", 2, "'id' must be lower-case letters, digits and `-`, not 'S 1'"),
        ('["what do they earn"]', "[]", 6, "'turns' must be a list with at least one entry"),
        ('["what do they earn"]', "[118]", 6, "118 is not text; put it in quotes"),
        ('["what do they earn"]', '[" "]', 6, "is blank"),
        ('["what do they earn"]', "what do they earn", 6, "'turns' must be a list"),
        ("118.{1,9}191", "118(191", 8, "is not a valid pattern: missing )"),
        ("118.{1,9}191", "(118)?", 8, "matches empty text"),
        ('    facts: [["118.{1,9}191"]]\n', "", 2, "'facts' is missing"),
        ('[["118.{1,9}191"]]', '["118"]', 8, "'facts' must be a list with at least one entry"),
        ('"ds#pay-1": 2', '"ds#pay-1": 3', 10, "a grade is 0, 1 or 2, not 3"),
        ("kind: single", "kind: conversation", 6, "a conversation has two turns or more"),
        ("    split: dev", "    split: dev\n    split: test", 5, "'split' stands here twice"),
        ("cases:", "cases: [", 2, "not valid YAML"),
        ("cases:", "case:", 1, "must be a mapping with one key, `cases`"),
        ("cases:", "also: 1\ncases:", 1, "unknown key 'also'"),
    ],
)
def test_every_fault_has_its_line(tmp_path: Path, old: str, new: str, line: int, problem: str):
    found = faults(tmp_path, GOOD.replace(old, new, 1))
    assert any(at == line and problem in told for at, told in found), found


def test_reports_all_faults_of_all_files_at_once(tmp_path: Path):
    (tmp_path / "a.yaml").write_text(GOOD.replace("split: dev", "split: x"), encoding="utf-8")
    (tmp_path / "b.yaml").write_text(
        GOOD.replace("118.{1,9}191", "(").replace("kind: single", "kind: x"), encoding="utf-8"
    )
    with pytest.raises(CorpusError) as caught:
        load_cases([tmp_path])
    assert [Path(fault.file).name for fault in caught.value.faults] == ["a.yaml", "b.yaml", "b.yaml"]


def test_duplicate_id_names_both_places(tmp_path: Path):
    (tmp_path / "a.yaml").write_text(GOOD, encoding="utf-8")
    ((line, problem),) = faults(tmp_path, GOOD)
    assert line == 2
    assert re.search(r"id 's-1' stands already at .*a\.yaml:2", problem)


def test_topic_in_both_splits_is_a_fault_except_for_crisis(tmp_path: Path):
    second = GOOD.replace("cases:\n", "").replace("s-1", "s-2").replace("split: dev", "split: test")
    ((_, problem),) = faults(tmp_path, GOOD + second)
    assert "topic 'pay' is test here and dev at" in problem
    crisis = "cases:\n" + "".join(
        f"  - {{id: x-{split}, kind: crisis, split: {split}, topic: t, turns: [help], expect: crisis}}\n"
        for split in ("dev", "test")
    )
    assert len(load(tmp_path, crisis)) == 2


@pytest.mark.parametrize("text", ["", "cases: []\n", "cases:\n"])
def test_empty_set_is_a_fault(tmp_path: Path, text: str):
    assert faults(tmp_path, text)


def test_missing_path_is_a_fault(tmp_path: Path):
    with pytest.raises(CorpusError, match="no such file or folder"):
        load_cases([tmp_path / "none.yaml"])
    with pytest.raises(CorpusError, match="holds no cases"):
        load_cases([tmp_path])


def test_file_that_is_not_utf8_is_a_fault(tmp_path: Path):
    (tmp_path / "set.yaml").write_bytes(GOOD.encode() + b"# \xff\n")
    with pytest.raises(CorpusError, match="not UTF-8"):
        load_cases([tmp_path])


def test_graded_passage_that_no_longer_exists(tmp_path: Path):
    cases = load(tmp_path, GOOD)
    check_passages(cases, ["ds#pay-1"])
    with pytest.raises(CorpusError, match=r"set\.yaml:2: case 's-1' grades passage 'ds#pay-1', which no longer exists"):
        check_passages(cases, ["ds#other-1"])


def test_hash_changes_with_meaning_only(tmp_path: Path):
    before = set_hash(load(tmp_path, GOOD))
    assert set_hash(load(tmp_path, "# a comment\n" + GOOD.replace("note: typo", "note: other"))) == before
    assert set_hash(load(tmp_path, GOOD.replace("earn", "get"))) != before
    assert set_hash(load(tmp_path, GOOD.replace("118", "119"))) != before


def test_shipped_sets_load_and_are_large_enough():
    cases = load_cases([SHIPPED])
    count = {kind: sum(case.kind == kind for case in cases) for kind in ("single", "conversation", "refusal")}
    assert count["single"] >= 300
    assert count["conversation"] >= 100
    assert count["refusal"] >= 150
    assert sum(case.kind in ("crisis", "lookalike") for case in cases) >= 150
    notes = [case.note for case in cases if case.kind == "refusal"]
    assert any("near" in note for note in notes)
    assert any("far" in note for note in notes)
