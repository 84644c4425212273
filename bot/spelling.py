"""Typos and texting, mended only towards the guides' own vocabulary and the lexicon; never figures or right words."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from functools import cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.datafiles import DATA, word_list, yaml_data
from bot.words import fold, is_figure, is_stopword, spell_out_us

_WORD = re.compile(r"[^\W\d_](?:[^\W_]|['’](?=[^\W\d_]))*", re.UNICODE)
_SHAPE = [
    (re.compile(pattern), new) for pattern, new in [(r"(.)\1{2,}", r"\1\1"), (r"ph", "f"), (r"ck", "k"), (r"qu", "k")]
]
_FOREIGN = "«"  # in front of a word of another language, as bot.glossary leaves it
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,200}>")  # markup around a question is none of its words
SHORTEST = 4  # letters of a word that may be mended; shorter ones have too many neighbours


@cache
def _texting() -> dict[str, str]:
    return (
        {str(key): str(value) for key, value in (yaml_data("texting.en") or {}).items()}
        if (DATA / "texting.en.yaml").is_file()
        else {}
    )


@cache
def _english() -> frozenset[str]:
    return word_list("english") if (DATA / "english.txt").is_file() else frozenset()


class Speller:
    """Mends words towards a vocabulary of word → how often it occurs."""

    def __init__(self, vocabulary: Mapping[str, int], keep: Collection[str] = ()) -> None:
        self._known = {word for word in vocabulary if not is_figure(word)}
        self._counts = vocabulary
        self._keep = frozenset(keep)  # texting forms that are names here: "rn" in a nursing school's lexicon
        by_length: dict[int, list[str]] = {}
        for word in sorted(self._known):
            if len(word) >= SHORTEST and word.isalpha():
                by_length.setdefault(len(word), []).append(word)
        self._by_length = by_length
        self._cache: dict[str, str | None] = {}

    def known(self, word: str) -> bool:
        return word in self._known or is_stopword(word) or word in _english() or word in _texting()

    def like(self, word: str, others: Collection[str]) -> bool:
        """Whether a word that is no English word looks like a slip of one of `others`."""
        if len(word) < SHORTEST or self.known(word):
            return False
        return process.extractOne(word, others, scorer=OSA.distance, score_cutoff=1 if len(word) < 8 else 2) is not None

    def mend(self, text: str) -> tuple[str, tuple[tuple[str, str], ...]]:
        """The text with texting forms written out and typos mended, and the pairs (wrong, right) of typos alone."""
        corrections: list[tuple[str, str]] = []

        def one(match: re.Match[str]) -> str:
            word = match[0]
            plain = _texting().get(word)
            if plain is not None and word not in self._keep:
                return plain
            foreign = match.string[: match.start()].endswith(_FOREIGN)
            right = None if foreign else self._right(word)
            if right is None or right == word:
                return word
            corrections.append((word, right))
            return right

        text = self._join_split(_WORD.sub(one, _phrases_written_out(text)), corrections)
        return text, tuple(dict.fromkeys(corrections))

    def _right(self, word: str) -> str | None:
        """The word that was meant, or None where the word is right or nothing is near enough."""
        if word not in self._cache:
            if len(self._cache) > 20_000:
                self._cache.clear()
            self._cache[word] = self._search(word)
        return self._cache[word]

    def _search(self, word: str) -> str | None:
        bare = word.removesuffix("'s").replace("'", "")
        if len(bare) < SHORTEST or self.known(word) or self.known(bare) or not bare.isalpha():
            return None
        if any(form in self._known or form in _english() for form in _inflections(bare)):
            return None
        squeezed = re.sub(r"(.)\1+", r"\1", bare)
        furthest = 1 if len(bare) < 7 else 2
        best: tuple[float, int, str] | None = None
        for length in range(len(bare) - furthest, len(bare) + furthest + 1):
            for candidate, distance, _ in process.extract(
                bare, self._by_length.get(length, ()), scorer=OSA.distance, score_cutoff=furthest, limit=8
            ):
                cost = float(distance)
                if candidate[0] != bare[0]:
                    cost += 0.8  # the first letter is seldom wrong
                if re.sub(r"(.)\1+", r"\1", candidate) == squeezed:
                    cost -= 0.6  # only a doubled letter
                if sorted(candidate) == sorted(bare):
                    cost -= 0.4  # letters swapped
                if _sounds(candidate) == _sounds(bare):
                    cost -= 0.5
                key = (cost, -self._counts.get(candidate, 0), candidate)
                if best is None or key < best:
                    best = key
        limit = 1.0 if len(bare) < 7 else 1.7
        if best is not None and best[0] <= limit:
            return best[2]
        return self._split(bare)

    def _split(self, word: str) -> str | None:
        """Two known words that were run together."""
        cuts = []
        for place in range(2, len(word) - 1):
            left, right = word[:place], word[place:]
            if self._solid(left) and self._solid(right):
                cuts.append((min(len(left), len(right)), f"{left} {right}"))
        return max(cuts)[1] if cuts else None

    def _solid(self, word: str) -> bool:
        return (len(word) > 2 or word in ("ml", "ai", "uk", "us")) and (
            self._counts.get(word, 0) > 1 or is_stopword(word)
        )

    def _join_split(self, text: str, corrections: list[tuple[str, str]]) -> str:
        """Two unknown neighbours that make one known word: `machine lear ning`."""

        def join(match: re.Match[str]) -> str:
            left, right = match[1], match[2]
            whole = left + right
            if whole in self._known and not (self.known(left) and self.known(right)) and len(whole) >= 6:
                corrections.append((f"{left} {right}", whole))
                return left
            return match[0]

        return re.sub(r"\b([a-z]{2,}) (?=([a-z]{2,})\b)", join, text)


def written_out(text: str, keep: Collection[str] = ()) -> str:
    """The text with texting forms written out, as `Speller.mend` does it, but with its typos left. Folded."""
    texting = _texting()
    return _WORD.sub(
        lambda match: texting.get(match[0], match[0]) if match[0] not in keep else match[0], _phrases_written_out(text)
    )


def _phrases_written_out(text: str) -> str:
    return _multiword().sub(lambda match: _texting()[match[0]], fold(spell_out_us(_TAG.sub(" ", text))))


@cache
def _multiword() -> re.Pattern[str]:
    forms = sorted((form for form in _texting() if not form.isalpha()), key=len, reverse=True)
    return re.compile(rf"(?<![\w'])(?:{'|'.join(map(re.escape, forms)) or '(?!)'})(?![\w'])")


def _inflections(word: str) -> list[str]:
    """Simple base forms, so that a right plural or past of a known word is not "mended"."""
    forms = []
    for ending, new in (
        ("s", ""),
        ("es", ""),
        ("ies", "y"),
        ("ed", ""),
        ("ed", "e"),
        ("ing", ""),
        ("ing", "e"),
        ("ly", ""),
    ):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            forms.append(word[: -len(ending)] + new)
    return forms


@cache
def _sounds(word: str) -> str:
    """A rough sound shape: vowels but the first dropped, like-sounding letters made alike."""
    shape = word
    for pattern, new in _SHAPE:
        shape = pattern.sub(new, shape)
    shape = shape.translate(str.maketrans("czqgvdbw", "kskjftpv"))
    return shape[:1] + re.sub(r"[aeiouyh]", "", re.sub(r"(.)\1+", r"\1", shape[1:]))
