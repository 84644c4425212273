"""What a message says beside its questions: "how do i become a nurse my dad hits me" also says "my dad hits me".

Words of a question make everything beside them look ordinary, and students often write both in one breath, without a
stop in between.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from bot.datafiles import yaml_data

LEAST = 3  # words, or two and a stop: fewer are neither a question nor told by themselves
STOPS = frozenset(".,")


def without_questions(words: Sequence[str]) -> list[str]:
    """Plain words without the clauses that ask."""
    return [word for piece in _pieces(words) if not _asks(piece) for word in piece]


def _pieces(words: Sequence[str]) -> Iterator[list[str]]:
    """Words up to each stop, and up to where a question begins or ends without one."""
    piece: list[str] = []
    for index, word in enumerate(words):
        if len(piece) >= LEAST and len(words) - index >= LEAST and _begins(word, piece):
            yield piece
            piece = []
        piece.append(word)
        if word in STOPS:
            yield piece
            piece = []
    if piece:
        yield piece


def _begins(word: str, piece: Sequence[str]) -> bool:
    """Whether a word begins something else than the piece before it."""
    asks, links, tellers = _words()
    if not _asks(piece):
        return word in links or word in asks
    subject = piece[-1] in asks and sum(one in asks for one in piece) < 3  # "where did he", not "what should i do he"
    return word in links or (word in tellers and not subject)


def _asks(piece: Sequence[str]) -> bool:
    """Whether a word that asks begins it: "what …", "so what …"."""
    asks, links, _ = _words()
    first = piece[1] if piece[0] in links and len(piece) > 1 else piece[0]
    return len(piece) >= LEAST and first in asks


@cache
def _words() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    data = yaml_data("asides")
    return frozenset(data["asks"]), frozenset(data["links"]), frozenset(data["tellers"])
