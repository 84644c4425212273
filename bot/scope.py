"""How likely a question lies outside what the guides answer, by its words: "how many lessons", "price", "in Chile".

A word model (bot/wordmodel.py) that a corpus may bring as `scope.json`, learned by `python -m eval scope` from the
wordings of its FAQs and of its gaps.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.annotations import analyse
from bot.index import Index
from bot.wordmodel import WordModel, grams, load_word_model
from bot.words import is_stopword

START, CAREER, UNKNOWN = "<start>", "<career>", "<unknown>"


@dataclass(frozen=True, slots=True)
class Scope:
    """`model` is None for a corpus that has no gaps: then nothing is outside."""

    model: WordModel | None = None

    @classmethod
    def load(cls, file: Path | None) -> Scope:
        """Raises CorpusError where the file is no word model."""
        return cls(load_word_model(file) if file else None)

    def outside(self, text: str, index: Index) -> float:
        """The probability that the guides don't answer it, 0..1."""
        return self.model.probability(scope_grams(text, index)) if self.model else 0.0


def scope_grams(text: str, index: Index) -> Iterator[str]:
    """What a text asks, in small pieces: words and neighbours, with and without those that the guides don't know;
    concepts, and each beside each word that says something.

    Words are stems from the start of the text, every career one word: what is asked counts, not of whom.
    """
    found = analyse(text, index.lexicon.questions)
    careers = {match.start: match.end for match in found.matches if match.kind == "c"}
    words, known, telling = [START], [START], []
    place = 0
    while place < len(found.stems):
        word = CAREER if place in careers else found.stems[place]
        says = not is_stopword(found.tokens[place])
        strange = word != CAREER and says and not index.engine.document_frequency(word)
        words.append(word)
        known.append(UNKNOWN if strange else word)
        if says:
            telling.append(word)
        place = max(careers.get(place, 0), place + 1)
    yield from grams(words)
    yield from grams(known)
    for concept in dict.fromkeys(found.concepts("tlps")):
        yield concept
        for word in telling:
            yield f"{concept} & {word}"
