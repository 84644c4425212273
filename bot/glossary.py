"""A question in another language → words of the guides' language, by a glossary of career questions.

No translation: words that the glossary does not hold stay as they are and speak for a refusal.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from bot.datafiles import yaml_data
from bot.words import fold

LANGUAGES = ("es",)


def to_english(text: str, lang: str) -> str:
    """The text with the glossary's phrases of `lang` in English, longest first."""
    plain = "".join(char for char in unicodedata.normalize("NFD", fold(text)) if not unicodedata.combining(char))
    pattern, entries = _entries(lang)
    return " ".join(pattern.sub(lambda match: entries[match[0]], plain).split())


@cache
def _entries(lang: str) -> tuple[re.Pattern[str], dict[str, str]]:
    entries = {str(phrase): str(english or "") for phrase, english in yaml_data(f"glossary.{lang}").items()}
    longest_first = sorted(entries, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)"), entries
