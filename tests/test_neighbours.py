"""Nearest known lines: nearness, votes, which words count, the file and its faults."""

from __future__ import annotations

from math import log
from pathlib import Path

import numpy as np
import pytest

from bot.errors import CorpusError
from bot.neighbours import DOUBT, NEAREST, POWER, Neighbours, load_neighbours, make_neighbours

LINES = [
    ("cold soup", True),
    ("cold soup tonight", True),
    ("warm soup", False),
    ("warm bread", False),
    ("cold bread", False),
    *((f"{thing} {number % 4}", False) for number, thing in enumerate(["lamp", "door", "tree", "roof"] * 2)),
]


@pytest.fixture
def known() -> Neighbours:
    return make_neighbours([(text.split(), positive) for text, positive in LINES])


def test_words_of_one_line_or_of_most_are_left_out() -> None:
    lines = [(["all", "soup", f"own{number}"], True) for number in range(2)]
    lines += [(["all", f"other{number // 2}"], False) for number in range(8)]
    assert sorted(make_neighbours(lines).words) == ["other0", "other1", "other2", "other3", "soup"]


def test_the_vote_is_the_cosine_of_root_idf_with_doubt(known: Neighbours) -> None:
    def idf(holders: int) -> float:
        return log(len(LINES) / holders)

    # "cold soup" and "cold soup tonight" (whose last word is in no other line) are all that was asked for; each of
    # the others shares one of two words.
    cold, soup, warm, bread = idf(3), idf(3), idf(2), idf(2)
    held = cold + soup
    near = [1.0, 1.0, soup / (held * (soup + warm)) ** 0.5, cold / (held * (cold + bread)) ** 0.5]
    weights = [value**POWER for value in near if value >= 0.5]
    told = sum(weights[:2]) - sum(weights[2:])
    assert known.vote(["soup", "cold", "cold"]) == pytest.approx(told / (sum(weights) + DOUBT), abs=1e-5)


def test_what_is_not_known_has_no_neighbours(known: Neighbours) -> None:
    assert known.vote([]) == known.vote(["zebra", "tonight"]) == 0.0
    assert make_neighbours([]).vote(["soup"]) == 0.0


def test_only_the_nearest_vote() -> None:
    near = [(["red", "blue", f"{number}"], True) for number in range(NEAREST)]
    far = [(["red", "green", "black"], False)] * 40
    rest = [([f"{number}", "grey"], False) for number in range(60)]
    assert make_neighbours([*near, *far, *rest]).vote(["red", "blue"]) > 0.9
    assert make_neighbours([*near[:2], *far, *rest]).vote(["red", "green"]) < -0.9


def test_is_stored_and_read(known: Neighbours, tmp_path: Path) -> None:
    file = tmp_path / "lines.npz"
    known.save(file)
    again = load_neighbours(file)
    assert again.words == known.words
    for words in (["soup"], ["cold", "bread"], ["lamp", "1"]):
        assert again.vote(words) == known.vote(words)


@pytest.mark.parametrize("fault", ["no file", "text", "lacking", "too short", "lines out of range"])
def test_tells_a_faulty_file(fault: str, known: Neighbours, tmp_path: Path) -> None:
    file = tmp_path / "lines.npz"
    arrays = {"words": np.array(list(known.words)), "starts": known.starts, "lines": known.lines}
    if fault == "text":
        file.write_text("words", encoding="utf-8")
    elif fault == "lacking":
        np.savez(file, **arrays)
    elif fault == "too short":
        np.savez(file, **arrays | {"words": arrays["words"][:-1]}, positive=known.positive)
    elif fault == "lines out of range":
        np.savez(file, **arrays, positive=known.positive[:3])
    with pytest.raises(CorpusError, match=r"lines\.npz.*not a table of neighbours"):
        load_neighbours(file)
