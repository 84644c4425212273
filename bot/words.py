"""Text → terms: one function for passages and questions, so that both sides always agree.

Numbers and money are kept whole and made alike (`$118k`, `118,000` → `118000`; `3 to 5` → `3-5`; `4 pm`, `16:00` →
`4:00`; `40 percent` → `40%`). Words are case-folded, hyphens part words, and stems come from NLTK behind a cache.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from bot.datafiles import DATA, word_list

_PLAIN = dict.fromkeys(range(32), " ") | str.maketrans(
    {"’": "'", "‘": "'", "`": "'", "´": "'", "“": '"', "”": '"', "–": "-", "—": " - ", "−": "-", "‐": "-", "‑": "-"}
)
_MARKS = re.compile("[\u0300-\u036f]")  # accents that are left when a letter with its accent is one character
_INVISIBLE = re.compile("\x1b\\[[0-9;]*[a-z]|[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]", re.I)
_THIN = re.compile("(?<=\\d)[\u00a0\u2009\u202f](?=\\d{3}(?!\\d))")  # spaces that group digits
_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_TOKEN = re.compile(
    rf"""
    (?P<clock>\b\d{{1,2}}:\d\d(?!\d)(?:\s?[ap]\.?m\b\.?)?|\b\d{{1,2}}(?:\.\d\d)?\s?[ap]\.?m\b\.?)
    |(?P<range>(?<![\w.])\d{{1,3}}\s?(?:-|to)\s?\d{{1,3}}(?![\d%:,.]*\d|\s?%|k\b))
    |(?P<percent>(?:{_NUMBER})\+?\s?(?:%|percent\b|per\s?cent\b))
    |(?P<money>(?:[$£€¥₹]\s?)?(?:{_NUMBER})\s?(?:k|m|bn|million|billion|thousand|grand)?\b(?![-']?[^\W\d_]))
    |(?P<word>c\+\+|[cf]\#|\.net\b|(?:[^\W\d_]\.){{2,}}|[^\W_]+(?:'[^\W_]+)*)
    """,
    re.VERBOSE,
)
_US = re.compile(r"\bU\.?S\.?A?\b\.?(?![a-z])")
_BARE_US = re.compile(r"(\W*(?:(?:and|or|but|ok|what|how|about)\s+)*)us(\W*)", re.I)
_SCALE = {"k": 1e3, "thousand": 1e3, "grand": 1e3, "m": 1e6, "million": 1e6, "bn": 1e9, "billion": 1e9}


def fold(text: str) -> str:
    """Unicode and case folding, straight quotes and dashes, without invisible and control characters."""
    text = unicodedata.normalize("NFKC", _THIN.sub(",", _INVISIBLE.sub("", text)))
    return _MARKS.sub("", text.casefold().translate(_PLAIN))


def tokens(text: str) -> list[str]:
    """The words and figures of a text in order, folded, not stemmed; nothing is dropped but punctuation.

    "US" and "U.S." in capitals become `usa`, so that they are not taken for the pronoun.
    """
    found = []
    for match in _TOKEN.finditer(fold(spell_out_us(text))):
        kind = match.lastgroup
        token = _FIGURES[kind](match[0]) if kind in _FIGURES else match[0]
        if kind == "word":
            token = token.replace(".", "") if token[0] != "." else token
            token = token[:-2] if token.endswith("'s") and len(token) > 4 else token
        found.append(token)
    return found


def spell_out_us(text: str) -> str:
    """`US` and `U.S.` as `usa`, unless the whole text is in capitals; so is a bare "and us?"."""
    if bare := _BARE_US.fullmatch(text):
        return f"{bare[1]}usa{bare[2]}"
    if "U" not in text or (text.isupper() and len(text) > 4):
        return text
    return _US.sub(" usa ", text)


def _clock(text: str) -> str:
    hour, _, minute = re.sub(r"[^\d:.]", "", text.rstrip(".")).rstrip(".").replace(".", ":").partition(":")
    return f"{(int(hour) - 1) % 12 + 1 if int(hour) else 12}:{minute or '00'}"


def _range(text: str) -> str:
    return "-".join(re.findall(r"\d+", text))


def _percent(text: str) -> str:
    return re.sub(r"[^\d.]", "", text).rstrip(".") + "%"


def _money(text: str) -> str:
    digits = re.sub(r"[^\d.]", "", text).rstrip(".")
    unit = re.sub(r"[^a-z]", "", text)
    value = float(digits) * _SCALE.get(unit, 1)
    return str(int(value)) if value == int(value) else str(value)


_FIGURES = {"clock": _clock, "range": _range, "percent": _percent, "money": _money}


@cache
def _given_stems() -> dict[str, str]:
    return {word: line.split()[0] for line in word_list("stems") for word in line.split()}


@cache
def _stemmer():
    from nltk.stem.snowball import SnowballStemmer

    return SnowballStemmer("english")


_stems: dict[str, str] = {}


def stem(token: str) -> str:
    """The stem of a folded token. Figures and words of up to three letters are their own."""
    known = _stems.get(token)
    if known is None:
        known = _given_stems().get(token)
        if known is None:
            known = token if len(token) < 4 or not token.isalpha() or not token.isascii() else _stemmer().stem(token)
        _stems[token] = known
    return known


def remember_stems(pairs: dict[str, str]) -> None:
    """Fill the cache, so that opening an index need not load NLTK for the words it holds."""
    _stems.update(pairs)


def known_stems() -> dict[str, str]:
    return dict(_stems)


def is_stopword(token: str) -> bool:
    return token in word_list("stopwords")


def terms(text: str) -> list[str]:
    """Stems of all tokens but stopwords, in order, repeated as often as they occur."""
    return [stem(token) for token in tokens(text) if not is_stopword(token)]


def is_clock(token: str) -> bool:
    """Whether a token is a time of day, as `tokens` writes it: `4:00`."""
    return ":" in token and token[:1].isdigit()


def is_figure(token: str) -> bool:
    return token[:1].isdigit()


__all__ = [
    "DATA",
    "fold",
    "is_clock",
    "is_figure",
    "is_stopword",
    "known_stems",
    "remember_stems",
    "spell_out_us",
    "stem",
    "terms",
    "tokens",
]
