from __future__ import annotations

import re

import pytest
from test_eval_fake_bot import FakeBot, passages
from test_eval_runner import CASES, case

from bot.replies import Replies
from eval import baselines, commands, judging, leakage, misses, report, results
from eval.typos import misspell


def test_typos_are_seeded_and_spare_numbers_and_short_words():
    text = "how much does a machine learning engineer earn in 2026 with 118k and a c3po"
    assert misspell(text, 1.0, "x") == misspell(text, 1.0, "x")
    assert misspell(text, 1.0, "x") != misspell(text, 1.0, "y")
    assert misspell(text, 0.0, "x") == text
    slipped = misspell(text, 1.0, "x").split()
    for before, after in zip(text.split(), slipped, strict=True):
        assert after[0] == before[0]
        assert (after != before) == (len(before) >= 4 and before.isalpha())


def test_share_of_words_with_typos_is_about_the_rate():
    words = "engineer " * 2000
    slipped = misspell(words, 0.3, "x").split()
    assert sum(word != "engineer" for word in slipped) / 2000 == pytest.approx(0.3, abs=0.03)


@pytest.mark.parametrize("name", ["rank-bm25", "BM25 with stems", "bm25s", "TF-IDF", "SQLite FTS5"])
def test_every_baseline_ranks(name: str):
    if reason := baselines.unavailable(name):
        pytest.skip(reason)
    texts = ["pay of engineers", "hours of work", "nothing here", "degrees for people", "more words about things"]
    rank = baselines.BASELINES[name](texts)
    assert rank("hours of work please", 3)[0][0] == 1
    assert rank("qqqq \"'", 3) == []


def test_baselines_that_cannot_run_say_why(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("GUIDEPOST_EVAL_MODEL", raising=False)
    result = commands.measure(FakeBot(), CASES, typo_rates=())
    assert "skipped" in result["baselines"]["dense"]
    assert result["baselines"]["rank-bm25"]["dev"]["headline"]["n"] == 2


def test_grades_of_passages():
    pay, hours, _ = passages()
    both = case("x", "q", facts=(("118",), ("Bonuses",)), about=("scientist",))
    assert [judging.grade(both, one) for one in (pay, hours)] == [2, 0]
    assert judging.grade(case("x", "q", facts=(("118",), ("nowhere",))), pay) == 1
    assert judging.grade(case("x", "q", facts=(("118",),), about=("nurse",)), pay) == 0
    by_hand = case("x", "q", facts=(("118",),), passages=((pay.id, 0), (hours.id, 1)))
    assert judging.derive_qrels([by_hand], passages()) == {"x": {hours.id: 1}}


@pytest.mark.parametrize(
    ("kind", "links", "offered"),
    [
        ("crisis", [], True),
        ("answer", Replies.load().links("worry"), True),
        ("social", Replies.load().links("worry", "es"), True),
        ("social", Replies.load().links("privacy"), False),
        ("refusal", [], False),
    ],
)
def test_help_is_a_card_or_an_address_below_a_reply(kind: str, links: list[dict[str, str]], offered: bool) -> None:
    assert judging.offers_help({"kind": kind, "links": links}) is offered


def answer() -> dict:
    told = FakeBot().answer("data scientist pay").to_dict()
    told.pop("context")
    return told


@pytest.mark.parametrize(
    "change",
    [
        lambda told: told["quotes"][0].update(text="A data scientist earns more."),
        lambda told: told["quotes"][0].update(span=[1, 5]),
        lambda told: told["passages"][0].update(text="Other."),
        lambda told: told["passages"][0].update(id="ds#none-1"),
        lambda told: told["citations"][0].update(guide="other"),
        lambda told: told["citations"][0].update(url="/guides/ds?s=1#s1"),
        lambda told: told["citations"][0].update(url="/guides/ds"),
        lambda told: told["quotes"][0].update(citation=3),
    ],
)
def test_citation_checks_see_every_break(change):
    known = {one.id: one for one in passages()}
    assert judging.citation_checks(answer(), known) == [True]
    broken = answer()
    change(broken)
    assert judging.citation_checks(broken, known) == [False]


def test_clarification_without_quotes_counts_as_refusal():
    told = {"kind": "clarify", "quotes": [], "passages": [], "text": "which job?"}
    assert judging.judge(case("x", "q", expect="refusal"), told).right
    assert not judging.judge(case("x", "q", expect="refusal"), told | {"quotes": [{}]}).right


@pytest.mark.parametrize(
    ("row", "more", "expected"),
    [
        ({"right": True}, {}, None),
        ({"expect": "answer"}, {"coverable": False}, "not in the corpus"),
        ({"expect": "answer"}, {}, "not retrieved"),
        ({"expect": "answer"}, {"joined_ranks": [2]}, "context lost"),
        ({"expect": "answer"}, {"ranks": [7], "joined_ranks": [9]}, "ranked low"),
        ({"expect": "answer"}, {"ranks": [2]}, "wrong sentence quoted"),
        ({"expect": "answer", "refused": True, "kind": "refusal"}, {"ranks": [1]}, "wrongly refused"),
        ({"expect": "answer", "kind": "social"}, {"ranks": [1]}, "wrong kind"),
        ({"expect": "refusal"}, {}, "wrongly answered"),
        ({"expect": "refusal", "kind": "crisis"}, {}, "false alarm"),
        ({"expect": "crisis"}, {}, "crisis missed"),
        ({"expect": "no-crisis", "kind": "crisis"}, {}, "false alarm"),
        ({"expect": "social"}, {}, "small talk missed"),
        ({"expect": "clarify"}, {}, "not asked back"),
    ],
)
def test_every_miss_has_its_cause(row, more, expected):
    told = {"right": False, "expect": "answer", "refused": False} | row
    told["answer"] = {"kind": row.get("kind", "answer")}
    found = misses.cause(told, **{"coverable": True, "ranks": (), "joined_ranks": (), **more})
    assert found == expected
    assert found is None or found in misses.CAUSES


def test_leakage_flags_near_copies_of_indexed_wordings():
    cases = [
        case("same", "when DOES work start!!"),
        case("near", "when does the work start"),
        case("far", "is there a uniform"),
    ]
    near = leakage.nearest_wordings(cases, leakage.indexed_wordings(FakeBot()))
    assert [near[one.id].seen for one in cases] == [True, True, False]
    assert near["same"].wording == "when does work start"
    assert leakage.nearest_wordings(cases, []) == {}


def test_report_is_one_file_and_tells_nothing_of_test_questions():
    result = commands.measure(FakeBot(), CASES, typo_rates=(0.2,))
    page, text = report.render(result)
    assert "what is the weather in paris" not in page + text  # a missed question of the test split
    assert "scientist hobbies" in page
    assert "scientist hobbies" in text
    assert not re.search(r'(src|href)="https?:|@import|url\(http', page)
    assert page.count("<svg") == 7
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert page == report.render(result)[0]


def test_report_escapes_what_students_wrote():
    nasty = case("nasty", "<script>alert(1)</script> scientist", facts=(("zzz",),))
    page, _ = report.render(commands.measure(FakeBot(), [nasty], typo_rates=(), baselines=False))
    assert "<script>" not in page


def test_seen_wordings_are_counted_apart_for_answers_and_refusals():
    rows = [
        {"right": right, "seen": seen, "expect": expect}
        for expect in ("answer", "refusal")
        for right, seen in ((True, True), (True, False), (False, False))
    ]
    for expect in ("answer", "refusal"):
        told = results._by_wording([row for row in rows if row["expect"] == expect])
        assert {name: (figure["value"], figure["n"]) for name, figure in told.items()} == {
            "seen": (1.0, 1), "unseen": (0.5, 2),
        }  # fmt: skip
    assert results._by_wording([]) == {}
