"""Careers named in titles and headings, for documents that come without a lexicon."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import takewhile

from bot.datafiles import word_list, yaml_data
from bot.lexicon import Entry
from bot.passages import slug
from bot.records import Guide
from bot.words import is_stopword, stem

LONGEST_NAME = 5  # words; longer runs before an occupation noun are rarely a name
SHORTEST_CUT = 4  # letters of a file's name that may be short for a word
_WORD = re.compile(r"[^\W\d_][\w'’+#&-]*")
_SPLIT = re.compile(r"[/,:;|()\[\]?!–—·]|\s-\s|\b(?:and|or)\b")


def careers_from_headings(guides: Iterable[Guide]) -> Iterator[Entry]:
    """Entries for every name that ends in an occupation noun in a title, a heading or a table's row label.

    Where most guides are about a career each, a title may hold such a noun alone ("Paramedic"), names in one title are
    one career ("Physiotherapist (Physical Therapist)"), and each goes by short names, too, that are nobody else's.
    """
    guides = list(guides)
    titled = {guide.id: names for guide in guides if (names := _in_title(guide.title))}
    if 2 * len(titled) < len(guides):  # "Teen drivers" among rules of the road: a driver is anybody there
        titled = {}
    names: dict[str, list[str]] = {}
    for group in titled.values():
        names.setdefault(group[0], []).extend(group)
    known = {name for group in names.values() for name in group}
    parts = (part for guide in guides for text in _labels(guide) for part in _SPLIT.split(text))
    named = set(filter(None, map(_name, parts)))
    names |= {name: [name] for name in named - known}
    owners = Counter(head for group in names.values() for head in {name.split()[-1] for name in group})
    for guide_id, group in titled.items():
        names[group[0]] += _short(group, guide_id, owners)
    for name in sorted(names):
        phrases = dict.fromkeys(alias for one in names[name] for alias in (one, *abbreviations(one)))
        yield Entry(f"c:{slug(name)}", name, tuple(phrases))


def _in_title(title: str) -> list[str]:
    """The names of the career that a title is about; a noun alone is one only here."""
    names = [_name(part) or _noun(part) for part in _SPLIT.split(title) if part.strip()]
    return list(dict.fromkeys(filter(None, names)))


def _noun(text: str) -> str:
    """The occupation noun that a text consists of, or ends in behind an article: "How to become a paramedic"."""
    words = _WORD.findall(text.casefold())
    articles = yaml_data("questions.en")["articles"]
    return _occupation(words[-1]) if words and (len(words) == 1 or words[-2] in articles) else ""


def _short(names: Sequence[str], guide_id: str, owners: Mapping[str, int]) -> list[str]:
    """The noun by itself, if no other career ends in it, and the file's name if it cuts off a word ("physio")."""
    heads = [head for name in names if owners[head := name.split()[-1]] == 1]
    words = {word for name in names for word in name.split()}
    cut = len(guide_id) >= SHORTEST_CUT and any(word.startswith(guide_id) for word in words)
    return [*heads, *([guide_id] if cut else [])]


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
    """The career in a part of a heading, lower case; "" where there is none.

    Words before the occupation noun belong to its name as long as they look like a name: each begins with a capital.
    """
    words = _WORD.findall(text)
    place = next((place for place, word in enumerate(words) if _occupation(word.casefold())), 0)
    before = list(takewhile(_looks_like_name, reversed(words[:place])))[: LONGEST_NAME - 1]
    return " ".join([*reversed(before), _occupation(words[place].casefold())]).casefold() if before else ""


def _looks_like_name(word: str) -> bool:
    folded = word.casefold()
    return word[0].isupper() and not is_stopword(folded) and folded not in yaml_data("questions.en")["ranks"]


def _occupation(word: str) -> str:
    """The occupation noun that a word is a form of, or ""."""
    nouns = word_list("occupations")
    return next((form for form in (word, stem(word), word.removesuffix("s")) if form in nouns), "")
