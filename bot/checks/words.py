"""Rules on words: sentences that stand alone and once, aliases that mean one career."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.checks.material import Material, compose, pairs, scalars
from bot.errors import Fault
from bot.words import stem, tokens

_EITHER = "can|could|may|might|must|shall|should|will|would|also|often|usually|can't|won't|did|had"
_ONE = (  # "This works" is a verb; "this work" may be a noun
    "is|was|has|does|means|helps|makes|shows|gives|needs|takes|lets|works|gets|comes|goes|leads|pays|costs|depends|"
    "includes|requires|covers|keeps|applies|happens|matters|teaches|says|isn't|wasn't|doesn't"
)
_MANY = "are|were|have|do|mean|make|give|take|let|get|come|go|depend|include|require|keep|apply|happen|aren't|don't"
_BARE = re.compile(
    rf"^(?:(?:It|They|He|She)\b(?!-)|(?:This|That)(?=\s(?:{_ONE}|{_EITHER})\b|'s|’s)|"
    rf"(?:These|Those)(?=\s(?:{_MANY}|{_EITHER})\b))"
)
# "It is hard to get a first job": nothing stands before it that "it" could mean.
_EMPTY_IT = re.compile(
    r"^It\s(?:is|was|can be|may be|might be|takes|pays|helps|costs|seems)\b.*\b(?:to|that|whether|if|when)\s\w",
    re.IGNORECASE,
)
_SHORT = 6  # words; shorter sentences and items ("Data scientists") may well stand in two lists


def bare_pronoun(material: Material) -> Iterator[Fault]:
    """A sentence is quoted without its neighbours: “They earn more there” says nothing alone."""
    for unit in material.units:
        match = _BARE.match(unit.text)
        if match and not _EMPTY_IT.match(unit.text):
            start = " ".join(unit.text.split()[:6])
            problem = f"begins with “{match[0]}”, which says nothing when quoted alone: “{start} …”"
            yield Fault(unit.file.name, unit.line, problem)


def said_twice(material: Material) -> Iterator[Fault]:
    """The same sentence twice in one guide: a reader stumbles, and two passages compete for one question."""
    seen: dict[tuple[str, str], int] = {}
    for unit in material.units:
        if unit.block.kind == "table" or unit.text.count(" ") < _SHORT:
            continue
        key = (unit.guide.id, " ".join(tokens(unit.text)))
        line = unit.line
        if key in seen and seen[key] != line:
            yield Fault(unit.file.name, line, f"stands already in line {seen[key]}: “{unit.text[:60]} …”")
        seen.setdefault(key, line)


def alias_twice(material: Material) -> Iterator[Fault]:
    """A nickname that two careers claim leads students to the wrong one. Compared as questions are: by stems."""
    if not material.lexicon:
        return
    name, text = material.lexicon
    for group, node, _ in pairs(compose(text)):
        if group not in ("careers", "levels", "places"):
            continue
        seen: dict[tuple[str, ...], tuple[str, int]] = {}
        for key, entry, _ in pairs(node):
            for part, value, _ in pairs(entry):
                if part not in ("name", "aliases", "words"):
                    continue
                spelt: set[str] = set()
                for alias, line in scalars(value):
                    stems = tuple(stem(word) for word in tokens(alias))
                    owner, first = seen.setdefault(stems, (key, line))
                    if owner != key:
                        yield Fault(
                            name, line, f"{key}: the alias {alias!r} is already claimed by {owner} in line {first}"
                        )
                    elif alias.casefold() in spelt:
                        yield Fault(name, line, f"{key}: the alias {alias!r} stands twice")
                    spelt.add(alias.casefold())
