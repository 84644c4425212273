"""How likely a question lies outside what the guides answer, by its words: "how many lessons", "price", "in Chile".

A word model (bot/wordmodel.py) that a corpus may bring as `scope.json`, learned by `python -m eval scope` from the
wordings of its FAQs and of its gaps.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.annotations import analyse
from bot.lexicon import Phrases
from bot.wordmodel import WordModel, load_word_model

START, CAREER = "<start>", "<career>"


@dataclass(frozen=True, slots=True)
class Scope:
    """`model` is None for a corpus that has no gaps: then nothing is outside."""

    model: WordModel | None = None

    @classmethod
    def load(cls, file: Path | None) -> Scope:
        """Raises CorpusError where the file is no word model."""
        return cls(load_word_model(file) if file else None)

    def outside(self, text: str, phrases: Phrases) -> float:
        """The probability that the guides don't answer it, 0..1."""
        return self.model.probability(scope_words(text, phrases)) if self.model else 0.0


def scope_words(text: str, phrases: Phrases) -> Sequence[str]:
    """The stems of a text from its start, every career as one word: what is asked counts, not of whom."""
    found = analyse(text, phrases)
    careers = {match.start: match.end for match in found.matches if match.kind == "c"}
    words = [START]
    place = 0
    while place < len(found.stems):
        words.append(CAREER if place in careers else found.stems[place])
        place = max(careers.get(place, 0), place + 1)
    return words
