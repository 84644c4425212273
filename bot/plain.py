"""A message as plain words: texting spelled out, disguised and misspelt key words mended, fillers left out.

Used where a message is compared with fixed phrases (crisis signs, social replies), never for searching the guides.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from rapidfuzz.distance import OSA

from bot.chunks import fold, tidy, tokens
from bot.datafiles import word_list

_LEET = str.maketrans("0345789@$!|+€", "oeastbgasiite")
_RUN = re.compile(r"(\w)\1{2,}")
_DOUBLE = re.compile(r"(\w)\1+")
_FIGURE = re.compile(r"\d+(?:k|m|x|am|pm|st|nd|rd|th)?")
_VOWELS = re.compile(r"[aeiouy]")
_SYLLABLES = re.compile(r"\w?(\w\w)\1{2,}\w?")
_LONGEST = 200
_LONGEST_WORD = 14
_ALONE = frozenset("iau")
_ENDINGS = ("s", "es", "d", "ed", "r", "er", "ing", "ly")


class Plain:
    """Turns text into plain words.

    expand: token → words written for it ("dont" → "do not"). fillers: words left out. vocabulary: words known as they
    are. keys: words that a misspelt token may be mended to. right: words that look like keys and must stay.
    never: words that nothing is mended to. pairs: two words → words written for them.
    """

    def __init__(
        self,
        expand: Mapping[str, str],
        fillers: Collection[str],
        vocabulary: Collection[str],
        keys: Collection[str] = (),
        right: Collection[str] = (),
        never: Collection[str] = (),
        pairs: Mapping[str, str] | None = None,
    ) -> None:
        self._expand = {token: words.split() for token, words in expand.items()}
        self.fillers = frozenset(fillers)
        self._keys = frozenset(keys)
        self._vocabulary = frozenset(vocabulary)
        self._meant = self._keys | self._vocabulary
        self._near: dict[str, list[str]] | None = None
        self._known = frozenset(vocabulary) | self._keys | self.fillers | frozenset(right) | frozenset(expand)
        self._common = self.fillers.union(word_list("stopwords"))
        self._never = frozenset(never)
        self._pairs = {tuple(pair.split()): words.split() for pair, words in (pairs or {}).items()}
        self._buckets: dict[str, list[str]] = {}
        for key in sorted(self._keys):
            self._buckets.setdefault(key[0], []).append(key)

    @classmethod
    def of(cls, informal: Mapping[str, Any], words: str = "english", **others: Collection[str]) -> Plain:
        """With the spellings and right words of `data/informal.yaml`; the words of a list in `data` are right, too."""
        fillers = re.split(r"[,\s]+", informal["fillers"])
        expand = {**informal["spanish"], **informal["expand"]}
        own = re.split(r"[,\s]+", informal["right"])
        right = word_list(words).union(word_list("other_words"), word_list("stopwords"), own, others.pop("right", ()))
        return cls(expand, fillers, right=right, pairs=informal["pairs"], **others)

    def words(self, text: str) -> list[str]:
        """Plain words in order; `.` and `,` stand for the ends of sentences and clauses."""
        words: list[str] = []
        for token in self._join_letters(tokens(fold(text), self._keys)):
            words.extend(self._expand[token] if token in self._expand else self._mend(token))
        return tidy([word for word in self._paired(words) if word not in self.fillers])

    def _paired(self, words: list[str]) -> list[str]:
        out: list[str] = []
        for word in words:
            if out and (out[-1], word) in self._pairs:
                out[-1:] = self._pairs[out[-1], word]
            else:
                out.append(word)
        return out

    def _join_letters(self, tokens: list[str]) -> list[str]:
        """Letters typed one by one (`k m s`) as one token, if that makes a word or words."""
        out: list[str] = []
        run: list[str] = []
        for token in [*tokens, ""]:
            if len(token) == 1 and token.isalpha():
                run.append(token)
                continue
            word = "".join(run)
            if len(run) > 2 and (word in self._expand or word in self._keys or self._spelled(word)):
                out.append(word)
            else:
                out.extend(run)
            run = []
            if token:
                out.append(token)
        return out

    def _spelled(self, word: str) -> bool:
        return not self._keys.isdisjoint(self._parted(word[:_LONGEST]) or ())

    def _mend(self, token: str) -> Sequence[str]:
        if token in self._known or token in ".," or _FIGURE.fullmatch(token):
            return (token,)
        for form in self._forms(token):
            if form in self._expand:
                return self._expand[form]
            if form in self._known:
                return (form,)
        for form in self._forms(token):
            if key := self._nearest(form) or self._beside(form):
                return self._expand.get(key, (key,))
        if 6 <= len(token) <= _LONGEST and not self._inflected(token) and (parts := self._parted(token)):
            return [word for part in parts for word in self._expand.get(part, (part,))]
        return (token,)

    def _forms(self, token: str) -> list[str]:
        """The token without disguise: letters for figures and signs, repeated letters once or twice."""
        forms = [token]
        if not token.isalpha():
            bare = token.translate(_LEET)
            forms = [bare.replace("1", letter) for letter in "il"] if "1" in bare else [bare]
        if match := _SYLLABLES.fullmatch(token):
            forms = [match[1] * 2]
        elif _RUN.search(token):
            forms = [form for one in forms for form in (_RUN.sub(r"\1\1", one), _RUN.sub(r"\1", one))]
        once = [_DOUBLE.sub(r"\1", form) for form in forms]
        return forms + [form for form in once if form in self._meant or (len(form) > 3 and form in self._expand)]

    def _nearest(self, token: str) -> str | None:
        """The key at one slip from the token, two in words of 8 letters and more; four letters may only be swapped."""
        if "*" in token:
            shape = re.compile(re.escape(token).replace(r"\*", "[a-z]?"))
            return next((key for key in self._buckets.get(token[0], ()) if shape.fullmatch(key)), None)
        size = len(token)
        if not 4 <= size <= 20 or not token.isalpha():
            return None
        found = []
        for first in {token[0], token[1]}:
            for key in self._buckets.get(first, ()):
                allowed = 2 if min(len(key), size) >= 8 else 1
                if abs(len(key) - size) > allowed or (first != token[0] and key[1] != token[0]):
                    continue
                if min(len(key), size) < 5 and sorted(key) != sorted(token):
                    continue
                if OSA.distance(token, key, score_cutoff=allowed) <= allowed:
                    found.append(key)
        return min(found, key=lambda key: _slip(token, key), default=None)

    def _beside(self, token: str) -> str | None:
        """The word of the vocabulary at one slip from the token, a key before others; words of 4 letters and more."""
        if self._near is None:
            self._near = {}
            for word in sorted(self._vocabulary.union(self._expand) - self._never):
                if len(word) >= 4 and word.isalpha():
                    for left in _lacking_one(word):
                        self._near.setdefault(left, []).append(word)
        if not 4 <= len(token) <= 20 or not token.isalpha():
            return None
        found = {word for left in _lacking_one(token) for word in self._near.get(left, ())}
        close = [word for word in found if OSA.distance(token, word, score_cutoff=1) <= 1]
        return min(close, key=lambda word: (word not in self._keys, _slip(token, word)), default=None)

    def _inflected(self, token: str) -> bool:
        """Whether the token is a known word with an ending ("arches"), and so no words run together."""
        return any(token.endswith(ending) and token.removesuffix(ending) in self._known for ending in _ENDINGS)

    def _parted(self, token: str) -> list[str] | None:
        """The token as known words run together, as few and as common as can be; None if it is none."""
        best: list[tuple[int, list[str]] | None] = [(0, []), *[None] * len(token)]
        for end in range(1, len(token) + 1):
            for start in range(max(0, end - _LONGEST_WORD), end):
                before, word = best[start], token[start:end]
                if before is not None and (cost := self._cost(word)):
                    way = (before[0] + cost, [*before[1], word])
                    best[end] = min(way, best[end] or way)
        found = best[-1]
        return found[1] if found and len(found[1]) > 1 else None

    def _cost(self, word: str) -> int:
        """Of a word among words run together: the less common, the more; 0 if it can't be one."""
        if len(word) == 1:
            return 2 * (word in _ALONE)
        if word in self._common:
            return 2
        if word in self._keys or (len(word) > 2 and word in self._expand) or (len(word) > 3 and word in self._known):
            return 3
        return 4 * (len(word) > 2 and (word in self._vocabulary or (len(word) == 3 and word in self._known)))


def _slip(token: str, word: str) -> tuple[int, bool, bool, bool, str]:
    """How unlikely a slip is, to compare words by: letters doubled or not and wrong vowels are the likeliest."""
    bare, own = (_DOUBLE.sub(r"\1", one) for one in (token, word))
    same_consonants = _VOWELS.sub("", bare) == _VOWELS.sub("", own)
    return OSA.distance(token, word), bare != own, not same_consonants, len(token) != len(word), word


def _lacking_one(word: str) -> set[str]:
    """The word itself and all it leaves when one letter is dropped: words at one slip have one of these in common."""
    return {word, *(word[:place] + word[place + 1 :] for place in range(len(word)))}
