"""A question in another language → words of the guides' language, by a glossary of career questions.

No translation: words that the glossary does not hold stay as they are and speak for a refusal. They stand in «» then,
so that they are not taken for misspelt words of the guides' language.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.datafiles import word_list, yaml_data
from bot.words import fold

LANGUAGES = ("es",)
_NAMES = {"es": "spanish"}  # of the stemmer, and of the texting forms in informal.yaml
_WORD = re.compile(r"[^\W\d_]+")
_SHORTEST = 7  # letters of a word that may be mended; shorter ones have too many neighbours


def to_english(text: str, lang: str) -> str:
    """The text with the glossary's phrases of `lang` in English, longest first."""
    glossary = _glossary(lang)
    plain = _WORD.sub(lambda match: glossary.written_out(match[0]), unaccented(text))
    return " ".join(glossary.pattern.sub(lambda match: glossary.english(match[0]), plain).split())


@cache
def own_words(lang: str) -> frozenset[str]:
    """The glossary's single words and the texting forms that no English word looks like; without accents."""
    glossary = _glossary(lang)
    words = {word for word in (*glossary.entries, *glossary.texting) if word.isalpha() and len(word) > 2}
    return frozenset(words - word_list("english") - frozenset(glossary.entries.values()))


def unaccented(text: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFD", fold(text)) if not unicodedata.combining(char))


@dataclass(frozen=True)
class _Glossary:
    """entries: phrase → English. pattern: any phrase, else any word.

    foreign: all words of the phrases. right: words that need no mending, English ones among them.
    """

    entries: Mapping[str, str]
    pattern: re.Pattern[str]
    texting: Mapping[str, str]
    foreign: frozenset[str]
    right: frozenset[str]
    name: str

    @cached_property
    def stems(self) -> Mapping[str, str]:
        """Stem of a word → English of its first form. Made when it is needed: it takes the stemmer, slow to load."""
        stems: dict[str, str] = {}
        for phrase, english in self.entries.items():
            if phrase.isalpha() and len(phrase) > 3:  # stems of short words are those of too many others
                stems.setdefault(_stemmer(self.name).stem(phrase), english)
        return stems

    def written_out(self, word: str) -> str:
        """A texting form in full and a typo mended, towards the glossary's own words only."""
        word = self.texting.get(word, word)
        if len(word) < _SHORTEST or word in self.right or _stemmer(self.name).stem(word) in self.stems:
            return word
        near = process.extractOne(word, self.foreign, scorer=OSA.distance, score_cutoff=1)
        return near[0] if near and near[0][0] == word[0] else word

    def english(self, phrase: str) -> str:
        """What stands for a phrase, or for another form of a word; «» around a word that nothing stands for."""
        if phrase in self.entries:
            return self.entries[phrase]
        if phrase in self.right or not phrase.isalpha():
            return phrase
        return self.stems.get(_stemmer(self.name).stem(phrase), f"«{phrase}»")


@cache
def _glossary(lang: str) -> _Glossary:
    entries = {str(phrase): str(english or "") for phrase, english in yaml_data(f"glossary.{lang}").items()}
    name = _NAMES[lang]
    longest_first = sorted(entries, key=len, reverse=True)
    foreign = frozenset(word for phrase in entries for word in phrase.split())
    english_words = {word for english in entries.values() for word in english.split()}
    return _Glossary(
        entries=entries,
        pattern=re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))}|\w+)(?!\w)"),
        texting=yaml_data("informal")[name],
        foreign=foreign,
        right=foreign | english_words | word_list("english"),
        name=name,
    )


@cache
def _stemmer(name: str):
    from nltk.stem.snowball import SnowballStemmer

    return SnowballStemmer(name)
