"""Which language a message is in, by its script and its function words (`data/languages.yaml`)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from functools import cache

from bot import glossary
from bot.datafiles import yaml_data
from bot.phrases import entries

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_READ = 2000
# First and last letter of the blocks that tell a language, or a family that is told apart below.
_SCRIPTS = (
    ("ja", "\u3040", "\u30ff"),
    ("zh", "\u3400", "\u9fff"),
    ("ko", "\uac00", "\ud7af"),
    ("ko", "\u1100", "\u11ff"),
    ("ar", "\u0600", "\u06ff"),
    ("ru", "\u0400", "\u04ff"),
    ("el", "\u0370", "\u03ff"),
    ("he", "\u0590", "\u05ff"),
    ("hi", "\u0900", "\u097f"),
    ("bn", "\u0980", "\u09ff"),
    ("th", "\u0e00", "\u0e7f"),
)
_OWN_LETTERS = {"fa": ("ar", "پچژگکی"), "uk": ("ru", "іїєґ")}


def detect(text: str, known: Callable[[str], bool] | None = None) -> str:
    """The language code of a message; "en" where Latin letters show nothing else, "und" where there are no letters.

    known: whether a lower-case word belongs to the guides; such a word counts a little for English, so that a short
    question made of names of jobs and tools is never taken for another language.
    """
    text = text[:_READ].lower()
    if text.isascii():
        latin = True
    else:
        script = _script(text)
        if script is None:
            return "und"
        if script != "latin":
            return script
        latin = True
    words = _WORD.findall(text.replace("’", "'"))
    if not words:
        return "und"
    return _latin(words, text, known) if latin else "und"


def _script(text: str) -> str | None:
    """The language told by the script that most letters belong to; "latin" for Latin, None without letters."""
    counts: Counter[str] = Counter()
    for char in text:
        if char.isalpha():
            code = next((code for code, first, last in _SCRIPTS if first <= char <= last), "latin")
            counts[code] += 1
    if not counts:
        return None
    code = counts.most_common(1)[0][0]
    if counts["ja"]:  # Japanese mixes its own letters with Chinese ones
        code = "ja" if code in {"ja", "zh"} else code
    for own, (family, letters) in _OWN_LETTERS.items():
        if code == family and any(letter in text for letter in letters):
            return own
    return code


def _latin(words: list[str], text: str, known: Callable[[str], bool] | None) -> str:
    functions, strong, letters = _tables()
    scores = {code: float(sum(word in table for word in words)) for code, table in functions.items()}
    english = scores.pop("en")
    if known is not None:
        english += 0.5 * sum(word not in functions["en"] | functions["es"] and known(word) for word in words)
    for code, marks in letters.items():
        if any(mark in text for mark in marks):
            scores[code] += 1
    if len(words) <= 3:
        for code, table in strong.items():
            scores[code] += sum(not table.isdisjoint(_forms(word)) for word in words)
    by_function = dict(scores)
    listed = frozenset().union(*functions.values())
    for code in glossary.LANGUAGES:
        scores[code] += sum(word not in listed and _in_glossary(word, code) for word in words)
    # Neighbours share words of careers: between two, the small words decide.
    code = max(scores, key=lambda code: (scores[code], by_function[code], code == "es"))
    enough = 2 if len(words) > 1 or scores[code] >= 2 else 3
    return code if scores[code] >= enough and scores[code] > english else "en"


def _in_glossary(word: str, code: str) -> bool:
    words = glossary.own_words(code)
    return any(glossary.unaccented(form) in words for form in _forms(word))


def _forms(word: str) -> tuple[str, str]:
    """The word, and without its last letter's repeats: "holaa"."""
    return word, word.rstrip(word[-1]) + word[-1]


@cache
def _tables() -> tuple[Mapping[str, frozenset[str]], Mapping[str, frozenset[str]], Mapping[str, str]]:
    data = yaml_data("languages")
    latin = {code: entry for code, entry in data.items() if "words" in entry}
    return (
        {code: frozenset(entries(entry["words"])) for code, entry in latin.items()},
        {code: frozenset(entries(entry["strong"])) for code, entry in latin.items() if "strong" in entry},
        {code: entry["letters"] for code, entry in latin.items() if "letters" in entry},
    )
