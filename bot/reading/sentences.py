"""Text to sentences, with NLTK's Punkt and parameters made here: nothing is downloaded.

Punkt: Kiss and Strunk (2006), Unsupervised Multilingual Sentence Boundary Detection.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from bot.datafiles import word_list

if TYPE_CHECKING:
    from nltk.tokenize.punkt import PunktSentenceTokenizer

LONGEST = 20_000  # code points handed to Punkt at once: its time grows faster than the text
TOO_LONG = 1_000  # code points of a sentence that nobody would quote whole; it is cut at a space
_END = re.compile(r"[.!?…][\"'”’)\]]*\s")


@cache
def _tokenizer() -> PunktSentenceTokenizer:
    from nltk.tokenize.punkt import PunktParameters, PunktSentenceTokenizer  # slow to import, needed to index only

    parameters = PunktParameters()
    parameters.abbrev_types = set(word_list("abbreviations"))
    return PunktSentenceTokenizer(parameters)


def split_sentences(text: str) -> list[str]:
    """Split a paragraph into its sentences, each a verbatim slice of `text` with white space collapsed."""
    text = " ".join(text.split())
    if not text:
        return []
    if not _END.search(text):
        return _cut(text, TOO_LONG)
    sentences = [sentence for piece in _cut(text, LONGEST) for sentence in _tokenizer().tokenize(piece)]
    return [part for sentence in sentences for part in _cut(sentence, TOO_LONG)]


def _cut(text: str, longest: int) -> list[str]:
    """Cut `text` at spaces into parts of at most `longest` code points (a part without a space is cut anywhere)."""
    parts = []
    start = 0
    while len(text) - start > longest:
        space = text.rfind(" ", start + 1, start + longest + 1)
        end = space if space > 0 else start + longest
        parts.append(text[start:end].strip())
        start = end
    parts.append(text[start:].strip())
    return [part for part in parts if part]
