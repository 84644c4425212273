"""Cue phrases of `data/questions.en.yaml`: how students put questions and lead a conversation."""

from __future__ import annotations

from functools import cache

from bot.annotations import Analysis
from bot.datafiles import yaml_data
from bot.lexicon import Match, Phrases


@cache
def cues(name: str) -> Phrases:
    """One group of cue phrases of `questions.en.yaml`; a concept `q:<name>` for each key, `q:yes` for a plain list."""
    data = yaml_data("questions.en")[name]
    phrases = Phrases()
    for key, words in data.items() if isinstance(data, dict) else [("yes", data)]:
        for word in words:
            phrases.add(word, f"q:{key}")
    return phrases


def found(name: str, text: Analysis) -> list[Match]:
    """The cues of one group in a text."""
    return cues(name).find(text.stems)


@cache
def auxiliaries() -> frozenset[str]:
    """First words that make a question one of yes or no."""
    return frozenset(yaml_data("questions.en")["auxiliaries"])
