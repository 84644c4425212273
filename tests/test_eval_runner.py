from __future__ import annotations

import json

from test_eval_fake_bot import FakeBot

from eval import commands
from eval.case import Case
from eval.runner import ask_all


def case(
    id_: str, *turns: str, expect: str = "answer", facts: tuple[tuple[str, ...], ...] = (), **more: object
) -> Case:
    kinds = {"answer": "conversation" if len(turns) > 1 else "single", "no-crisis": "lookalike"}
    fields = {"kind": kinds.get(expect, expect), "split": "dev", "topic": id_, **more}
    return Case(id=id_, turns=turns, expect=expect, facts=facts, **fields)  # type: ignore[arg-type]


CASES = (
    case("hours", "when does work start", facts=(("9:30",),)),
    case("hours-both", "when does work start and end", facts=(("9:30",), ("18:00",)), split="test"),
    case("more", "data scientist earns", "and what else", facts=(("118",),)),
    case("none", "what is the weather in paris", facts=(("sunny",),), split="test"),
    case("refuse", "xyzzy", expect="refusal"),
    case("refuse-not", "scientist hobbies", expect="refusal"),
    case("sad", "i want to kill myself", expect="crisis"),
    case("sad-not", "this work kills me", expect="no-crisis"),
    case("hello", "hi", expect="social"),
    case("hello-not", "hey", expect="social"),
)


def rows(bot: FakeBot | None = None, cases=CASES, rates=()):
    return {row["id"]: row for row in ask_all(bot or FakeBot(), cases, rates).rows}


def test_judges_every_kind():
    told = {id_: (row["right"], row["miss"]) for id_, row in rows().items()}
    assert told == {
        "hours": (True, None),
        "hours-both": (False, "wrong sentence quoted"),
        "more": (True, None),
        "none": (False, "not in the corpus"),
        "refuse": (True, None),
        "refuse-not": (False, "wrongly answered"),
        "sad": (True, None),
        "sad-not": (True, None),
        "hello": (True, None),
        "hello-not": (False, "small talk missed"),
    }


def test_shown_counts_facts_of_the_first_passages():
    row = rows()["hours-both"]
    assert (row["right"], row["shown"], row["found"]) == (False, True, [True, False])


def test_conversation_is_replayed_with_context_and_asked_alone():
    bot = FakeBot()
    row = rows(bot, [CASES[2]])["more"]
    assert bot.asked == [
        ("data scientist earns", None),
        ("and what else", "data scientist earns"),
        ("and what else", None),
    ]
    assert (row["right"], row["right_alone"], row["scores"]["conversation-gain"]) == (True, False, 1.0)


def test_context_lost_is_told_from_not_retrieved():
    class Forgetful(FakeBot):
        def answer(self, text, context=None):
            return super().answer(text, None)

        def search(self, text, context=None, k=10):
            return super().search(text, None, k)

    assert rows(Forgetful(), [CASES[2]])["more"]["miss"] == "context lost"


def test_scores_are_there_for_every_answerable_case():
    row = rows()["hours"]
    scores = row["scores"]
    assert (scores["headline"], scores["citation"], scores["citation-relevance"], scores["quote-f1"]) == (1, 1, 1, 1)
    assert (scores["ndcg@10"], scores["rr"]) == (1, 1)
    nothing = rows()["none"]["scores"]
    assert {name for name, value in nothing.items() if value} == {"refused-wrongly"}
    assert "quote-f1" not in nothing


def test_typos_are_asked_and_kept_apart():
    row = rows(rates=(0.0, 1.0))["hours"]
    assert row["typos"]["0"] == {"question": "when does work start", "right": True}
    assert row["typos"]["1"]["question"] != "when does work start"


def test_same_inputs_same_bytes_apart_from_timings():
    def told():
        result = commands.measure(FakeBot(), CASES, typo_rates=(0.1,), baselines=False)
        assert result.pop("timings")["answers"]["answers"] == len(CASES)
        return json.dumps(result)

    assert told() == told()


def test_context_tokens_stay_out_of_results():
    result = commands.measure(FakeBot(), CASES, baselines=False)
    assert "context" not in json.dumps(result["rows"]).replace("context lost", "")


def test_select_takes_so_many_of_each_kind():
    assert [one.id for one in commands.select(CASES, "dev", 1)] == [
        "hours",
        "more",
        "refuse",
        "sad",
        "sad-not",
        "hello",
    ]
    assert [one.id for one in commands.select(CASES, "test", None)] == ["hours-both", "none"]
