"""Careers named in titles and headings, for documents that come without a lexicon."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from bot.datafiles import word_list, yaml_data
from bot.lexicon import Entry
from bot.passages import slug
from bot.records import Guide
from bot.words import is_stopword, stem

LONGEST_NAME = 5  # words; longer runs before an occupation noun are rarely a name
_WORD = re.compile(r"[^\W\d_][\w'’+#&-]*")
_SPLIT = re.compile(r"[/,:;|()\[\]?!–—·]|\s-\s|\b(?:and|or)\b")


def careers_from_headings(guides: Iterable[Guide]) -> Iterator[Entry]:
    """Entries for every name that ends in an occupation noun in a title, a heading or a table's row label."""
    names: Counter[str] = Counter()
    for guide in guides:
        for text in _labels(guide):
            for part in _SPLIT.split(text):
                name = _name(part)
                if name:
                    names[name] += 1
    for name in sorted(names):
        yield Entry(f"c:{slug(name)}", name, (name, *abbreviations(name)))


def abbreviations(name: str) -> list[str]:
    """`machine learning engineer` → `ml engineer`, `mle`. Names of fewer than three words have none."""
    words = name.split()
    if len(words) < 3:
        return []
    initials = "".join(word[0] for word in words[:-1])
    return [f"{initials} {words[-1]}", initials + words[-1][0]]


def _labels(guide: Guide) -> Iterator[str]:
    yield guide.title
    for section in guide.sections:
        yield section.heading
        for block in section.blocks:
            yield from (row[0] for row in block.rows if row)


def _name(text: str) -> str:
    """The career that a heading begins with or ends in, lower case; "" where there is none.

    Words before the occupation noun belong to its name as long as they look like a name: all begin with a capital, or
    the text has no capitals at all.
    """
    words = _WORD.findall(text)
    nouns, ranks = word_list("occupations"), yaml_data("questions.en")["ranks"]
    for place, word in enumerate(words):
        singular = stem(word.casefold()) if word.casefold() not in nouns else word.casefold()
        head = next((form for form in (word.casefold(), singular, word.casefold().rstrip("s")) if form in nouns), "")
        if not head:
            continue
        before: list[str] = []
        for earlier in reversed(words[:place]):
            folded = earlier.casefold()
            if len(before) + 1 >= LONGEST_NAME or is_stopword(folded) or folded in ranks or not earlier[0].isupper():
                break
            before.insert(0, folded)
        return " ".join([*before, head]) if before else ""
    return ""
