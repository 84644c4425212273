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
    if not _END.search(text):
        return [text] if text else []
    pieces = [text[start : start + LONGEST] for start in range(0, len(text), LONGEST)]
    return [sentence for piece in pieces for sentence in _tokenizer().tokenize(piece) if sentence]
