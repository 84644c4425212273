"""Every fault of a corpus at once, with file and line: what a guide writer is told by `python -m bot check`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path

from bot.checks import disputes, doors, facts, structure, words
from bot.checks.material import Material, gather
from bot.checks.reach import unreachable_passages
from bot.errors import Fault
from bot.settings import SHIPPED_CORPUS, Settings

Rule = Callable[[Material], Iterable[Fault]]

RULES: tuple[Rule, ...] = (
    structure.unknown_fields,
    structure.unreadable_dates,
    structure.review_passed,
    structure.unknown_careers,
    structure.heading_twice,
    structure.empty_section,
    structure.dead_link,
    structure.key_twice,
    facts.missing_source,
    facts.unknown_source,
    facts.money_without_time,
    facts.money_without_currency,
    facts.bare_number,
    words.bare_pronoun,
    words.said_twice,
    words.alias_twice,
    doors.too_few_wordings,
    doors.wording_twice,
    doors.dead_passage,
    doors.dead_quote,
    disputes.dead_statement,
    disputes.one_side,
    unreachable_passages,
)


def check_corpus(paths: Sequence[Path], *, today: date | None = None, settings: Settings | None = None) -> list[Fault]:
    """All faults of the corpus in `paths` (none: the shipped one), sorted by file and line; empty where it is sound.

    What cannot be read is reported and left out of the other rules. Never raises on a faulty corpus. Rules that need
    a `sources.yaml` or a `lexicon.yaml` don't apply to folders without one; rules about wording don't apply to plain
    text, which is pasted from elsewhere and stays as it is.
    """
    material = gather(list(paths) or [SHIPPED_CORPUS], today or date.today(), settings or Settings())
    found = {*material.faults}
    for rule in RULES:
        found.update(rule(material))
    return sorted(found)


__all__ = ["RULES", "Rule", "check_corpus"]
