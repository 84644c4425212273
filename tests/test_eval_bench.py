from __future__ import annotations

from test_eval_fake_bot import FakeBot

from eval.bench.answer_speed import measure, resident_megabytes


def test_ratio_is_of_the_same_questions():
    asked: list[tuple[str, str]] = []
    bot = FakeBot()

    def ours(text: str) -> None:
        asked.append(("ours", text))
        bot.answer(text)

    told = measure(ours, lambda text: asked.append(("peer", text)), ["pay", "hours"], 2)
    assert asked[2:6] == [("ours", "pay"), ("peer", "pay"), ("ours", "hours"), ("peer", "hours")]
    assert set(told) == {"p50", "p99"}
    assert told["p50"]["ratio"] == told["p50"]["answer"] / told["p50"]["peer"]


def test_memory_is_told_or_none():
    assert resident_megabytes() is None or resident_megabytes() > 5
