"""Rules on words: sentences that stand alone and once, aliases that mean one career."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.checks.material import Material, compose, pairs, scalars
from bot.errors import Fault
from bot.words import stem, tokens

_VERBS = (
    "is|are|was|were|has|have|had|does|do|did|can|could|may|might|must|shall|should|will|would|also|often|usually|then|"
    "mean|means|help|helps|make|makes|show|shows|give|gives|need|needs|take|takes|let|lets|work|works|get|gets|come|comes|"
    "go|goes|lead|leads|pay|pays|cost|costs|depend|depends|include|includes|require|requires|cover|covers|keep|keeps|"
    "apply|applies|happen|happens|matter|matters|teach|teaches|say|says|says|isn't|aren't|doesn't|don't|won't|can't"
)
_BARE = re.compile(
    rf"^(?:(?:It|They|He|She)\b(?!-)|(?:This|These|Those|That)(?=\s(?:{_VERBS})\b)|(?:This|That)(?='s|’s))"
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
        seen: dict[tuple[str, ...], tuple[str, int, str]] = {}
        for key, entry, _ in pairs(node):
            for part, value, _ in pairs(entry):
                if part not in ("name", "aliases", "words"):
                    continue
                for alias, line in scalars(value):
                    stems = tuple(stem(word) for word in tokens(alias))
                    owner, first, spelt = seen.setdefault(stems, (key, line, alias))
                    if owner != key:
                        yield Fault(
                            name, line, f"{key}: the alias {alias!r} is already claimed by {owner} in line {first}"
                        )
                    elif part != "name" and spelt.casefold() == alias.casefold() and (spelt is not alias):
                        yield Fault(name, line, f"{key}: the alias {alias!r} stands twice")
