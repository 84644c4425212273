"""Messages as plain words: texting, disguises, slips, and right words that stay."""

from __future__ import annotations

import pytest

from bot.chunks import fold
from bot.datafiles import yaml_data
from bot.plain import Plain


@pytest.fixture(scope="module")
def plain() -> Plain:
    words = ["i", "am", "want", "to", "kill", "die", "myself", "hurt", "suicide", "school", "not", "do", "feel", "me"]
    words += ["pant", "al", "my", "dad", "friend", "cutting", "nobody", "without", "hiding", "hitting", "make", "at"]
    keys = ["kill", "die", "myself", "hurt", "suicide", "cutting", "nobody", "kms", "hiding", "hitting"]
    return Plain.of(yaml_data("informal"), vocabulary=words, keys=keys, right=["curing", "bill"])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("I'm gonna DIEEE", "i am going to die"),
        ("k1ll mys3lf", "kill myself"),
        ("s*icide", "suicide"),
        ("k m s", "kill myself"),
        ("k.m.s", "kill myself"),
        ("iwanttodie", "i want to die"),
        ("mydadhurtsme whenigo toschool", "my dad hurts me when i go to school"),
        ("mydadhurtsmewhenigotoschoolandmymomjustwatches", "my dad hurts me when i go to school and my mom watches"),
        ("cantdothisanymore", "can not do this anymore"),
        ("the branded rollers", "the branded rollers"),  # parts of them are words, too, but so is all but the ending
        ("anna and alan", "anna and alan"),  # no slips of "wanna" and "alone"
        ("a pantalus", "a pantalus"),  # "al" is a word, but nobody runs it together with others
        ("kubernetes in johannesburg", "kubernetes in johannesburg"),  # parts of it are words, the whole isn't
        ("kil myslef", "kill myself"),
        ("hutr", "hurt"),
        ("I don’t", "i do not"),
        ("skilling and curing a bill", "skilling and curing a bill"),
        ("h1b visa costs $50k", "h1b visa costs $50k"),
        ("hiting my dad", "hitting my dad"),  # a letter doubled or not is a likelier slip than a wrong one
        ("hurtt mee", "hurt me"),
        ("i make 150k at 9am", "i make 150k at 9am"),
        ("friend.i want", "friend , i want"),
        ("no one w/o me", "nobody without me"),
        ("really i just", "i"),
        ("!!! ???", ""),
    ],
)
def test_plain_words(plain: Plain, text: str, words: str) -> None:
    assert " ".join(plain.words(text)).strip(" ,.") == words


def test_fold_drops_accents_and_invisible_characters() -> None:
    assert fold("Ｋílł\u200b’s") == "kilł's"
