"""Typing slips, injected with a seed: how much do answers suffer when one word in ten is misspelt?"""

from __future__ import annotations

import random
import re

from eval.intervals import SEED

# Letters that lie beside each other on a QWERTY keyboard.
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
NEIGHBOURS = {
    letter: "".join(
        sorted(
            {_ROWS[row][place] for row in (r - 1, r, r + 1) if 0 <= row < 3
             for place in (i - 1, i, i + 1) if 0 <= place < len(_ROWS[row])} - {letter}
        )
    )
    for r, line in enumerate(_ROWS)
    for i, letter in enumerate(line)
}  # fmt: skip
_WORD = re.compile(r"(?<![\w])[^\W\d_]{4,}(?![\w])")


def misspell(text: str, rate: float, key: str, seed: int = SEED) -> str:
    """Give each word of four letters or more one slip with probability `rate`: swap, drop, double or neighbouring key.

    The first letter stays, as it mostly does in real slips (Pollock & Zamora 1984, CACM 27:358); words with digits
    are left alone. The same seed, key and rate give the same text on every machine.
    """
    chance = random.Random(f"{seed}:{rate}:{key}")
    return _WORD.sub(lambda match: _slip(match[0], chance) if chance.random() < rate else match[0], text)


def _slip(word: str, chance: random.Random) -> str:
    place = chance.randrange(1, len(word))
    kind = chance.choice(("swap", "drop", "double", "neighbour"))
    if kind == "swap":
        place = min(place, len(word) - 2)
        if word[place] != word[place + 1]:
            return word[:place] + word[place + 1] + word[place] + word[place + 2 :]
        kind = "double"
    if kind == "drop":
        return word[:place] + word[place + 1 :]
    if kind == "double":
        return word[:place] + word[place] + word[place:]
    letter = chance.choice(NEIGHBOURS.get(word[place].lower(), "e"))
    return word[:place] + (letter.upper() if word[place].isupper() else letter) + word[place + 1 :]
