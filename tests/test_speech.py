"""Social patterns: every word of a message must belong."""

from __future__ import annotations

import pytest

from bot.speech import Speech

SPEECH = Speech(
    [
        ("robot", "are|is <bot> robot", frozenset({"a", "real"})),
        ("name", "my name is ..2", frozenset({"and"})),
        ("alone", "^ stop", frozenset({"now"})),
        ("right", "is this right $", frozenset({"for", "me"})),
        ("thanks", "thank_you|thanks", frozenset({"so", "much"})),
    ],
    {"bot": "you, this ?thing"},
    {"please"},
)


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("are you a robot", "robot"),
        ("please is this thing a real robot", "robot"),
        ("robot are you", None),
        ("are you a robot engineer", None),
        ("my name is jake smith", "name"),
        ("jake my name is", None),
        ("my name is jake smith and sons", None),
        ("stop please", "alone"),
        ("stop now", None),
        ("please is this right", "right"),
        ("is this right for me", None),
        ("thank you so much", "thanks"),
        ("thank", None),
    ],
)
def test_match(words: str, name: str | None) -> None:
    assert SPEECH.match(words.split()) == name


def test_a_pattern_of_its_own_is_no_question() -> None:
    assert SPEECH.match(["stop", "please"]) == "alone"
    assert SPEECH.match(["please", "stop"], opening="please") is None
    assert SPEECH.match(["stop", "please"], opening="stop") == "alone"


def test_shut_names_are_passed_over() -> None:
    assert SPEECH.match(["thanks"], frozenset({"thanks"})) is None


def test_a_pattern_needs_a_word() -> None:
    with pytest.raises(ValueError, match="must occur"):
        Speech([("x", "?a ?b", frozenset())], {}, ())
