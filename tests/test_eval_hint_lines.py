"""What the model of hints learns from: lines as written, some joined with a question, questions alone."""

from __future__ import annotations

import hospital
import pytest

from bot import Bot
from bot.doors import Doors
from bot.hints import Opinions
from eval.hint_lines import JOINED, LESS, MOST_WORDS, fit_mix, hint_lines

THINGS = [
    "tea", "soup", "bread", "rice", "cake", "milk", "fish", "salt", "corn", "plum", "lamp", "door", "wall", "roof",
    "tree",
]  # fmt: skip
LINES = [(number % 2 == 0, "indirect", f"{thing} nobody came home") for number, thing in enumerate(THINGS)]


@pytest.fixture(scope="module")
def doors(tmp_path_factory: pytest.TempPathFactory) -> Doors:
    files = hospital.FILES | {"faqs/gaps.yaml": hospital.GAPS}
    return Bot.from_guides([hospital.write(tmp_path_factory.mktemp("guides"), files)]).index.doors


def test_every_fifth_line_is_joined_with_a_question(doors: Doors) -> None:
    joined = [line for line in hint_lines(LINES, doors) if line.kind == "joined"]
    assert len(joined) == len(LINES) // JOINED == 3
    for place, line in enumerate(joined):
        sign, _, text = LINES[place * JOINED]
        assert line.positive is sign
        assert line.weight == LESS
        assert {*text.split()} <= {*line.grams}
        words = [gram for gram in line.grams if " " not in gram and gram not in ".,"]
        assert len(words) > len(text.split())  # and the question's
        written = next(one for one in hint_lines(LINES, doors) if text.split()[0] in one.grams and one.kind != "joined")
        assert line.group == written.group


def test_long_lines_are_left_alone(doors: Doors) -> None:
    long = [(True, "direct", " ".join(f"word{number}" for number in range(MOST_WORDS + 1)))]
    assert [line.kind for line in hint_lines(long, doors) if line.positive] == ["direct"]


def test_without_questions_nothing_is_joined() -> None:
    told = hint_lines(LINES, Doors.of([], [], [], []))
    assert [line.kind for line in told] == ["indirect"] * len(LINES)


def test_wordings_of_faqs_are_harmless_and_count_less(doors: Doors) -> None:
    faqs = [line for line in hint_lines([], doors) if line.kind == "FAQ"]
    assert len(faqs) == len([*doors.told()]) > 0
    assert not any(line.positive for line in faqs)
    assert {line.weight for line in faqs} == {LESS}


def test_the_mix_trusts_who_is_right_and_nobody_counts_against() -> None:
    signs = [True, False] * 20
    told = [Opinions(2.0 if sign else -2.0, 0.0, -0.5 if sign else 0.5, 0.1) for sign in signs]
    mix = fit_mix(told, signs)
    assert mix.weights.whole > 0.5
    assert mix.weights.vote == 0.0  # always wrong
    assert mix.weights.part == 0.0  # says nothing
    assert all(weight >= 0 for weight in mix.weights)
    assert mix.logit(told[0]) > 0 > mix.logit(told[1])
