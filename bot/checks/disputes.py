"""Rules on `disagreements.yaml`: every line it names stands in a guide, and there are two sides."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

from bot.checks.material import Material
from bot.errors import CorpusError, Fault
from bot.reading.disputes import Dispute, read_disputes


def _disputes(material: Material) -> Iterator[tuple[str, Dispute]]:
    """Each dispute with its file. Raises CorpusError where one cannot be read."""
    for name, text in material.mappings.items():
        if Path(name).name == "disagreements.yaml":
            for dispute in read_disputes(text, name):
                yield name, dispute


def dead_statement(material: Material) -> Iterator[Fault]:
    """A line that is gone from the guides is never shown beside another."""
    try:
        disputes = list(_disputes(material))
    except CorpusError as error:
        yield from error.faults
        return
    for name, dispute in disputes:
        for place, quote in dispute.statements:
            passage = material.passages.get(place)
            if passage is None and place.partition("#")[0] not in material.broken:
                yield Fault(name, dispute.line, f"there is no passage {place!r}")
            elif passage and not any(unit.startswith(quote) for unit in passage.units()):
                yield Fault(name, dispute.line, f"no line of {place!r} begins with {quote!r}")


def one_side(material: Material) -> Iterator[Fault]:
    """Lines of one source say the same thing twice; only another source can disagree."""
    try:
        disputes = list(_disputes(material))
    except CorpusError:
        return  # told by the rule above
    for name, dispute in disputes:
        known = [material.passages[place] for place, _ in dispute.statements if place in material.passages]
        sources = [set(passage.sources) for passage in known if passage.sources]
        if all(not one.isdisjoint(other) for one, other in combinations(sources, 2)):
            yield Fault(name, dispute.line, f"all lines on {dispute.about!r} are of one source")
