"""What a message says beside its questions: "how do i become a nurse my dad hits me" also says "my dad hits me".

Words of a question make everything beside them look ordinary, and students often write both in one breath, without a
stop in between.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from bot.datafiles import yaml_data

LEAST = 3  # words: fewer are neither a question nor told by themselves
STOPS = frozenset(".,")


def without_questions(words: Sequence[str]) -> list[str]:
    """Plain words without the clauses that ask."""
    return [word for piece in _pieces(words) if not _asks(piece) for word in piece]


def sentences(words: Sequence[str]) -> Iterator[list[str]]:
    """Plain words up to each full stop."""
    sentence: list[str] = []
    for word in words:
        sentence.append(word)
        if word == ".":
            yield sentence
            sentence = []
    if sentence:
        yield sentence


def _pieces(words: Sequence[str]) -> Iterator[list[str]]:
    """Words up to each stop, and up to where a question begins or ends without one."""
    asks, links, tellers = _words()
    piece: list[str] = []
    for index, word in enumerate(words):
        begins = tellers | links if piece and _asks(piece) else asks | links
        if len(piece) >= LEAST and len(words) - index >= LEAST and word in begins:
            yield piece
            piece = []
        piece.append(word)
        if word in STOPS:
            yield piece
            piece = []
    if piece:
        yield piece


def _asks(piece: Sequence[str]) -> bool:
    """Whether a word that asks begins it: "what …", "so what …"."""
    asks, links, _ = _words()
    first = piece[1] if piece[0] in links and len(piece) > 1 else piece[0]
    return len(piece) >= LEAST and first in asks


@cache
def _words() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    data = yaml_data("asides")
    return frozenset(data["asks"]), frozenset(data["links"]), frozenset(data["tellers"])
