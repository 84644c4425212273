"""Ranking: what is asked for comes first, every part of a score has a name, same input, same order."""

from __future__ import annotations

from dataclasses import replace

import hospital
import pytest

from bot import Bot, Hit
from bot.ranking import CANDIDATES, rank


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Bot:
    return hospital.make_bot(tmp_path_factory.mktemp("guides"))


FIRST = [
    ("how much does a senior nurse earn in the uk?", "nurse#how-much-does-a-nurse-earn-3"),
    ("junior nurse pay in the US", "nurse#how-much-does-a-nurse-earn-2"),
    ("what does a nurse earn on average", "nurse#how-much-does-a-nurse-earn-1"),
    ("paramedic salary", "paramedic#how-much-does-a-paramedic-earn-1"),
    ("how many hours do paramedics work", "paramedic#how-many-hours-does-a-paramedic-work-1"),
    ("how do i become a midwife", "midwife#how-do-you-become-a-midwife-1"),
    ("midwifery at university", "midwife#how-do-you-become-a-midwife-1"),
    ("typical day of a nurse", "nurse#a-nurse-s-day-1"),
    ("do midwives wear a uniform", "hospital-faq#do-midwives-wear-a-uniform-1"),
    ("handover from the night shift", "nurse#a-nurse-s-day-1"),
    ("driving licence", "paramedic#how-do-you-become-a-paramedic-1"),
]


@pytest.mark.parametrize(("text", "first"), FIRST)
def test_what_is_asked_for_comes_first(bot: Bot, text: str, first: str) -> None:
    assert bot.search(text)[0].id == first


def test_hits_are_sorted_and_distinct(bot: Bot) -> None:
    for text, _ in FIRST:
        hits = bot.search(text, k=20)
        assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
        assert len({hit.id for hit in hits}) == len(hits)


def test_what_shares_nothing_is_no_hit(bot: Bot) -> None:
    assert bot.search("volcano eruption") == []
    assert bot.search("") == []
    assert all(hit.passage.guide_id != "paramedic" for hit in bot.search("tunic"))


@pytest.mark.parametrize("k", [0, 1, 3, 100])
def test_at_most_k(bot: Bot, k: int) -> None:
    hits = bot.search("nurse", k=k)
    assert len(hits) <= k
    assert [hit.id for hit in hits] == [hit.id for hit in bot.search("nurse", k=100)][:k]


def test_every_part_of_a_score_is_named(bot: Bot) -> None:
    question, ranked, _ = bot._search("how much does a senior nurse earn in the uk?", None)
    weights = bot.weights.ranking
    assert question.careers
    for hit in ranked.hits:
        assert isinstance(hit, Hit)
        assert set(hit.features) <= set(weights) | {"coverage"}
        parts = sum(weights.get(name, 0.0) * value for name, value in hit.features.items())
        assert hit.score == pytest.approx(parts, abs=1e-3)
    best = ranked.hits[0].features
    for name in ("bm25", "door", "career", "topic", "level", "place", "quantity", "coverage"):
        assert best[name] > 0
    assert "other_level" not in best


def test_hits_and_numbers_agree(bot: Bot) -> None:
    _, ranked, _ = bot._search("nurse pay", None)
    assert [bot.passages[number].id for number in ranked.numbers] == [hit.id for hit in ranked.hits]


def test_ties_go_to_the_earlier_passage(tmp_path) -> None:
    files = {f"{name}.md": "# Ward\n\n## Lights\n\nThe lamp is green.\n" for name in "cab"}
    bot = hospital.make_bot(tmp_path, files)
    hits = bot.search("green lamp")
    assert [hit.guide_id for hit in hits] == ["a", "b", "c"]
    assert len({hit.score for hit in hits}) == 1


def test_a_guide_can_be_all_there_is(bot: Bot) -> None:
    _, ranked, _ = bot._search("how much do they earn", None, guide="midwife")
    assert {hit.guide_id for hit in ranked.hits} == {"midwife"}
    assert bot._search("how much do they earn", None, guide="no such guide")[1].hits == []


def test_careers_that_are_not_meant_go_back(bot: Bot) -> None:
    barred = bot.search("jobs in a hospital ward with shifts, besides nursing")
    own = [hit.score for hit in barred if hit.guide_id == "nurse"]
    before = {hit.id: hit.score for hit in bot.search("jobs in a hospital ward with shifts")}
    assert own
    assert all(hit.score < before[hit.id] for hit in barred if hit.guide_id == "nurse" and hit.id in before)


def test_an_empty_index(tmp_path) -> None:
    bot = hospital.make_bot(tmp_path, {"a.md": "# T\n\nText.\n"})
    question = bot._search("text", None)[0]
    bot.index.passages = ()
    assert rank(question, bot.index, bot.weights, 5).hits == []


def test_more_passages_than_candidates(tmp_path) -> None:
    wards = [f"## Ward {number}\n\nWard {number} has a lamp.\n" for number in range(CANDIDATES + 40)]
    text = "# Wards\n\n" + "\n".join(wards)
    bot = hospital.make_bot(tmp_path, {"wards.md": text})
    hits = bot.search("lamp of ward 77", k=10)
    assert len(hits) == 10
    assert hits[0].passage.heading == "Ward 77"
    assert len(bot.search("lamp", k=70)) == 70


# Known wordings. The FAQ leads to a passage that shares no word with it.

FAR = """
- question: Do surgeons sing at work?
  also: [singing doctors, how much do they earn]
  passages: [nurse#a-nurse-s-day-1]
"""
DAY = "nurse#a-nurse-s-day-1"


@pytest.fixture(scope="module")
def knowing(tmp_path_factory: pytest.TempPathFactory) -> Bot:
    files = hospital.FILES | {"faqs/far.yaml": FAR, "faqs/gaps.yaml": hospital.GAPS}
    return hospital.make_bot(tmp_path_factory.mktemp("guides"), files)


@pytest.mark.parametrize("text", ["Do surgeons sing at work?", "do surgeons sing at WORK", "singing doctors!"])
def test_a_very_wording_gets_its_passage_first_and_is_never_refused(knowing: Bot, text: str) -> None:
    _, ranked, _ = knowing._search(text, None)
    assert knowing.index.doors.wordings[knowing.index.doors.owners.tolist().index(ranked.exact)] == (
        "Do surgeons sing at work?"
    )
    assert ranked.door == 1.0
    assert ranked.hits[0].id == DAY
    strict = Bot(knowing.index, knowing.settings)
    strict.calibration = replace(knowing.calibration, threshold=knowing.calibration.high)
    answer = strict.answer(text)
    assert answer.kind == "answer"
    assert answer.passages[0]["id"] == DAY
    assert strict.answer("do surgeons sing, work or swim").kind == "refusal"


def test_beside_a_very_wording_other_doors_count_less(knowing: Bot) -> None:
    def doors(text: str, weight: float) -> dict[str, float]:
        question = knowing._search(text, None)[0]
        weights = replace(knowing.weights, ranking=knowing.weights.ranking | {"beside_exact": weight})
        hits = rank(question, knowing.index, weights, 50).hits
        return {hit.id: hit.features["door"] for hit in hits if "door" in hit.features}

    exact, near = "How much does a midwife earn?", "How much does a midwife ever earn?"
    assert [*doors(exact, 0.0)] == ["midwife#how-much-does-a-midwife-earn-1"]
    assert len(doors(exact, 1.0)) > 1
    assert doors(near, 0.0) == doors(near, 1.0)


@pytest.mark.parametrize(
    ("text", "missing"),
    [("nurse turnover", "how many nurses quit"), ("Can paramedics FLY?", "helicopters"),
     ("HOW MANY nurses quit each year", "how many nurses quit"), ("u quit as a nurse rn", "how many nurses quit")],
)  # fmt: skip
def test_a_very_wording_of_a_gap_is_known_as_one(knowing: Bot, text: str, missing: str) -> None:
    _, ranked, _ = knowing._search(text, None)
    assert not knowing.index.doors.leads(ranked.exact)
    assert (ranked.gap, ranked.missing) == (1.0, missing)
    assert ranked.door < ranked.gap


def test_the_nearest_gap_is_told(knowing: Bot) -> None:
    _, ranked, _ = knowing._search("do some paramedics fly", None)
    assert (ranked.exact, ranked.missing) == (-1, "helicopters")
    assert 0 < ranked.gap < 1


def test_without_gaps_none_is_near(bot: Bot) -> None:
    _, ranked, _ = bot._search("nurse turnover", None)
    assert (ranked.exact, ranked.gap, ranked.missing) == (-1, 0.0, "")


def test_a_turn_that_leans_on_the_one_before_is_no_very_wording(knowing: Bot) -> None:
    asked = "how much do they earn"
    context = knowing.answer("what does a paramedic do?").context
    alone, after = (knowing._search(asked, before)[1] for before in (None, context))
    assert alone.hits[0].id == DAY
    assert after.exact == -1
    assert after.hits[0].id == "paramedic#how-much-does-a-paramedic-earn-1"
