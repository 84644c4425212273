"""Where a copied table's cells were run together: amounts, and the points where two words were glued."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

LOWER = "".join(chr(code) for code in range(0x61, 0x530) if chr(code).islower())
UPPER = "".join(chr(code) for code in range(0x41, 0x530) if chr(code).isupper())
_WORDS_READ = 1_000_000  # code points of a document that are enough to know its words
_CONTEXT = 40  # code points beside a word that tell one place from another

# --- amounts -------------------------------------------------------------------------------------------------------

_CODE = r"(?:USD|GBP|EUR|CHF|PLN|CAD|AUD|NZD|INR|JPY|SEK|NOK|DKK|CZK)"
_SIGN = rf"(?:(?:US|CA|C|AU|A|NZ|HK|S|R)?\$|[£€¥₹₩₽₺₴₦฿₫₱₪]|{_CODE}(?=\s?\d)|Rs\.?(?=\s?\d))"
_SIGN_AFTER = rf"(?:[€£$₫₽]|zł|Kč|kr\.?|Ft|HUF|{_CODE})(?![^\W\d_])"
_THOUSANDS = r"\d{1,3}(?:,\d{3}){1,5}(?!\d)"
_NUMBER = (
    r"(?:\d{1,3}(?:[,.'’\xa0\u202f ]\d{3}){1,5}(?:[.,]\d{1,2})?(?!\d)"  # 45,000 · 45.000,00 · 45 000 · 45’000
    r"|\d{1,2}(?:,\d{2}){1,5},\d{3}(?!\d)"  # 25,00,000
    r"|\d{1,9}(?:[.,]\d{1,2})?)"
)
_SCALE = r"(?:\s?(?:k|K|m|M|mn|bn|million|billion|lakhs?|crores?|LPA|tys\.?)(?![a-z]))?\+?"
_TO = r"\s?(?:[-–—−]|to|bis|do)\s?"
_PERIOD = (
    r"(?:\s?(?:/|per |an? )\s?(?:annum|year|yr|y|hour|hr|h|month|mo|week|wk|day)(?![a-z]))?"
    r"(?:\s(?:gross|net|p\.?a\.?)(?![a-z]))?"
)
_SHARE = rf"{_NUMBER}(?:{_TO}{_NUMBER})?\s?%"
_SCORE = r"\d{1,3}(?:\.\d)?/\d{1,3}(?!\d)"
_BARE = rf"\d{{1,9}}(?:{_TO}\d{{1,9}})?\s?[kK](?![a-zA-Z])\+?|{_THOUSANDS}(?:{_TO}{_THOUSANDS})?\+?"
_MISSING = r"(?:(?<!\s)[—–]|[—–](?!\s)|n/a|N/A)"  # a dash between spaces parts a term from what is said of it
_ABOUT = r"(?:(?:from|up to|over|about|ca\.|c\.) |[~≈<>≥≤]\s?)?"
_BEFORE = rf"{_ABOUT}{_SIGN}\s?{_NUMBER}{_SCALE}(?:{_TO}{_SIGN}?\s?{_NUMBER}{_SCALE})?{_PERIOD}"
_AFTER = rf"{_ABOUT}{_NUMBER}{_SCALE}(?:\s?{_SIGN_AFTER})?(?:{_TO}{_NUMBER}{_SCALE})?\s?{_SIGN_AFTER}{_PERIOD}\+?"
# A page writes its currency before or after the number; tried one way at a time, else `5£30,000` could be read as `5£`.
_STYLES = [re.compile(rf"{currency}|{_SHARE}|{_SCORE}|{_BARE}|{_MISSING}") for currency in (_BEFORE, _AFTER)]
_DIGIT = re.compile(r"\d")
_LEFTOVER = re.compile(r"[\s*†‡]*")
MONEY = re.compile(rf"{_SIGN}\s?\d|\d\s?{_SIGN_AFTER}")


def split_amounts(text: str) -> tuple[str, ...]:
    """A row that ends in amounts as (label, amount, …); () when it does not.

    `Nurse£29,000 – £36,000$40k` gives ("Nurse", "£29,000 – £36,000", "$40k").
    """
    best: tuple[str, ...] = ()
    if not _DIGIT.search(text):
        return best
    for style in _STYLES:
        cells: list[str] = []
        end = len(text)
        for match in reversed(list(style.finditer(text))):
            if not _LEFTOVER.fullmatch(text, match.end(), end):
                break
            cells.insert(0, text[match.start() : end].strip())
            end = match.start()
        label = text[:end].strip()
        if cells and len(cells) >= len(best) and any(char.isalpha() for char in label):
            best = (label, *cells)
    return best


def amount_is_glued(text: str, cells: tuple[str, ...]) -> bool:
    """Whether no space parts the label from the first amount."""
    return text.startswith(cells[0] + cells[1])


# --- glue points ---------------------------------------------------------------------------------------------------

_HUMP = re.compile(rf"(?<![^\W\d_])[^\W\d_]*[{LOWER}][{UPPER}][^\W_]*")
_HUMP_PART = re.compile(rf"[{UPPER}]*[^\W{UPPER}]*")
_WORD = re.compile(r"[^\W\d_]{3,}")
_GLUE = re.compile(
    rf"(?<=[{LOWER}])(?=[{UPPER}])"
    rf"|(?<=[{UPPER}]{{2}})(?=[{UPPER}][{LOWER}]{{2}})"
    rf"|(?<=[{LOWER}]{{3}})(?=\d)"
    rf"|(?<=[{LOWER}{UPPER}\d)%+.])(?=[$£€₹¥])"
    rf"|(?<=[\d%+)\]”\"$£€₹¥…?!])(?=[{UPPER}][{LOWER}])"
    rf"|(?<=[{LOWER}]{{2}}\.|\.\.\.)(?=[{UPPER}][{LOWER}])"
    rf"|(?<=[)%])(?=\d)"
)
_CERTAIN, _LIKELY, _POSSIBLE = 3, 2, 1
_LONGEST_SMALL_START = 3  # letters; names that begin small are few and short (iPhone, macOS): `yearsCollege` is glue


@dataclass(frozen=True, slots=True)
class Glue:
    """A point where two words touch. sure: 3 certain, 2 both sides are words of the document, 1 perhaps a name like
    GitHub. last: no later point in the same run of characters."""

    at: int
    sure: int
    last: bool


def _may_be_name(hump: str, alone: set[str]) -> bool:
    """Whether a word with a capital inside that recurs in several places may be a name (PyTorch, iPhone).

    Run-together cells recur too, where rows have a cell in common: `takeFlexible`, `StatesUnited`.
    """
    parts = _HUMP_PART.findall(hump)
    if parts[0].islower() and len(parts[0]) > _LONGEST_SMALL_START:
        return False
    return not all(part.lower() in alone for part in parts)


@dataclass(frozen=True, slots=True)
class Words:
    """What the document itself says about words: those that stand alone, and names with a capital inside."""

    alone: frozenset[str]
    names: frozenset[str]

    @classmethod
    def of(cls, lines: Iterable[str]) -> Words:
        alone: set[str] = set()
        humps: defaultdict[str, set[str]] = defaultdict(set)
        read = 0
        for line in lines:
            read += len(line)
            if read > _WORDS_READ:
                break
            alone.update(word.lower() for word in _WORD.findall(line))
            for match in _HUMP.finditer(line):
                before = line[max(0, match.start() - _CONTEXT) : match.start()]
                humps[match[0]].add(before or line[match.end() : match.end() + _CONTEXT])
        names = (word for word, places in humps.items() if len(places) > 1 and _may_be_name(word, alone))
        return cls(frozenset(alone), frozenset(names))

    def glue(self, text: str, *, trust_names: bool = True) -> list[Glue]:
        """The points of `text` where cells may have been run together; not inside of names, if those are trusted."""
        found = []
        names = [match.span() for match in _HUMP.finditer(text) if trust_names and match[0] in self.names]
        places = [match.start() for match in _GLUE.finditer(text)]
        for place, later in pairwise([*places, len(text)]):
            if any(start < place < end for start, end in names):
                continue
            last = later == len(text) or " " in text[place:later]
            found.append(Glue(place, self._sure(text, place), last))
        return found

    def _sure(self, text: str, place: int) -> int:
        if not (text[place - 1].isalpha() and text[place].isalpha()):
            return _CERTAIN
        start = place
        while start and text[start - 1].isalpha():
            start -= 1
        end = place
        while end < len(text) and text[end].isalpha():
            end += 1
        left, right = text[start:place], text[place:end]
        if left.islower() and len(left) > _LONGEST_SMALL_START and right[1:2].islower():
            return _CERTAIN
        return _LIKELY if left.lower() in self.alone and right.lower() in self.alone else _POSSIBLE

    def split(self, text: str, columns: int) -> tuple[str, ...]:
        """Cut `text` into so many cells at its surest glue points; () when it has too few of them."""
        points = self.glue(text)
        if len(points) < columns - 1:
            return ()
        return _cut(text, sorted(points, key=lambda glue: (-glue.sure, not glue.last))[: columns - 1])

    def split_header(self, text: str, columns: int) -> tuple[str, ...]:
        """Cut a line of names of so many columns (the first may be unnamed); () when it isn't one.

        `StatesUnited` looks like a name when two tables have it; that it fits the columns says more.
        """
        if cells := self.split(text, columns):
            return cells
        points = self.glue(text, trust_names=False)
        if len(points) == columns - 1:
            return _cut(text, points)
        return ("", *_cut(text, points)) if points and len(points) == columns - 2 else ()

    def is_glued(self, text: str) -> bool:
        return any(glue.sure > _POSSIBLE for glue in self.glue(text))

    def columns(self, texts: list[str]) -> int:
        """How many columns sibling rows show: one more than the fewest glue points, 1 when they aren't glued rows.

        Half of the rows must be glued beyond doubt, so that a list of names (GitHub, PyTorch) stays a list.
        """
        points = [self.glue(text) for text in texts]
        sure = sum(any(glue.sure > _POSSIBLE for glue in row) for row in points)
        return 1 + min(map(len, points)) if points and 2 * sure >= len(points) else 1


def _cut(text: str, points: Iterable[Glue]) -> tuple[str, ...]:
    cuts = [0, *sorted(glue.at for glue in points), len(text)]
    cells = tuple(text[start:end].strip() for start, end in pairwise(cuts))
    return cells if all(cells) else ()
