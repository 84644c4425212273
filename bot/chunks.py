"""A message cut into lower-case tokens and marks, before anything is known about its words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from functools import lru_cache

_APOSTROPHES = str.maketrans(dict.fromkeys("’‘ʼ`´＇", "'"))
_ENDS = re.compile(r"[.!?…;\n]")
_SPLIT = re.compile(r"([^\w']+)")
# Without its apostrophe each of these would be another word.
_SHORTENED = frozenset(
    {"i'd", "i'll", "we're", "we'll", "we'd", "he'll", "she'll", "she'd", "he'd", "od'd", "w/o", "w/"}
)


def fold(text: str) -> str:
    """Lower case, straight apostrophes, no accents, no invisible characters."""
    if text.isascii():
        return text.lower()
    text = unicodedata.normalize("NFKC", text).translate(_APOSTROPHES).casefold()
    text = unicodedata.normalize("NFD", text)
    return "".join(char for char in text if unicodedata.category(char) not in {"Mn", "Cf"})


def tokens(text: str, keys: Collection[str]) -> list[str]:
    out: list[str] = []
    for line in text.splitlines():
        for chunk in line.split():
            if chunk.isalpha():
                out.append(chunk)
                continue
            out.extend(_pieces(chunk, keys))
        out.append(",")
    return out


@lru_cache(maxsize=64)
def _mark(marks: str) -> str:
    return "." if _ENDS.search(marks) else ","


def _pieces(chunk: str, keys: Collection[str]) -> list[str]:
    """A chunk between blanks as words and marks: `die.please` → die . please; `k.m.s` → kms; `k!ll` stays whole."""
    core = chunk.strip(".,;:!?…\"“”()[]{}<>«»¿¡~|/\\=+&^%#-_'*")
    if not core:
        return [_mark(chunk)] if any(mark in ".,;:!?…" for mark in chunk) else []
    start = chunk.index(core)
    before, after = chunk[:start], chunk[start + len(core) :]
    out = [","] if before.strip("'*_~") else []
    bare = core.replace("'", "")
    if core in _SHORTENED or bare.isalnum():
        out.append(core if core in _SHORTENED else bare)
    else:
        solid = re.sub(r"[^\w*@$!]|_", "", core)
        pieces = [piece for piece in _SPLIT.split(core.replace("_", "-")) if piece]
        letters = [piece for piece in pieces if piece[0].isalnum()]
        disguised = any(mark in core for mark in "*@$!") and "." not in core
        if solid in keys or (len(letters) > 2 and all(len(piece) == 1 for piece in letters)) or disguised:
            out.append(solid.replace("*", "") if solid.replace("*", "") in keys else solid)
        else:
            out.extend(
                piece.replace("'", "") if piece[0].isalnum() or piece[0] == "'" else _mark(piece)
                for piece in pieces
                if piece not in {"-", "--", "'"}
            )
    if after.strip("'*_~"):
        out.append(_mark(after))
    return [token for token in out if token]


def tidy(words: list[str]) -> list[str]:
    """No mark at the start or twice; a lone word between full stops belongs to its neighbours (`i. want. to. die`)."""
    out: list[str] = []
    since = 0
    for word in words:
        if word in ".,":
            if not out:
                continue
            if out[-1] in ".,":
                if word == "." and out[-1] == "," and since > 1:
                    out[-1] = "."
                continue
            out.append(word if since > 1 else ",")
            since = 0 if out[-1] == "." else since
        else:
            out.append(word)
            since += 1
    return out
