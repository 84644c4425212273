"""One case of a question set: the record, its kinds and splits, and the hash of a set."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

EXPECTATIONS = ("answer", "refusal", "social", "crisis", "clarify", "no-crisis")
# Which expectation fits which kind of case; a mismatch is nearly always a slip of the writer.
KINDS: dict[str, tuple[str, ...]] = {
    "single": ("answer", "clarify"),
    "odd": ("answer", "clarify"),
    "conversation": EXPECTATIONS,
    "refusal": ("refusal", "clarify"),
    "social": ("social",),
    "crisis": ("crisis",),
    "lookalike": ("no-crisis",),
    "disagreement": ("answer",),
}
SPLITS = ("dev", "test")
REQUIRED = ("id", "kind", "split", "topic", "turns", "expect")
OPTIONAL = ("facts", "about", "passages", "from", "note")


@dataclass(frozen=True)
class Case:
    """One question or conversation with what a right answer must hold; only the last of `turns` is scored.

    facts: each a tuple of alternative patterns. about: patterns of which one must fit a relevant passage. passages:
    graded by hand, passage id → 0, 1 or 2, over what the facts would give. file, line: where the case stands.
    """

    id: str
    kind: str
    split: str
    topic: str
    turns: tuple[str, ...]
    expect: str
    facts: tuple[tuple[str, ...], ...] = ()
    about: tuple[str, ...] = ()
    passages: tuple[tuple[str, int], ...] = ()
    note: str = ""
    file: str = ""
    line: int = 0

    @property
    def question(self) -> str:
        return self.turns[-1]

    @cached_property
    def fact_patterns(self) -> tuple[re.Pattern[str], ...]:
        """One compiled pattern a fact, its alternatives joined."""
        return tuple(_any_of(alternatives) for alternatives in self.facts)

    @cached_property
    def about_pattern(self) -> re.Pattern[str] | None:
        return _any_of(self.about) if self.about else None

    def meaning(self) -> list[object]:
        """What decides a score: the part that goes into the set's hash (not the note, file or order)."""
        return [self.id, self.kind, self.split, self.turns, self.expect, self.facts, self.about, self.passages]


def _any_of(alternatives: Iterable[str]) -> re.Pattern[str]:
    """A dot is any character: to a reader, items on lines of their own still stand side by side."""
    return re.compile("|".join(f"(?:{pattern})" for pattern in alternatives), re.IGNORECASE | re.DOTALL)


def set_hash(cases: Sequence[Case]) -> str:
    """Twelve hex digits that change with any question, fact or split, and not with comments, notes or file order."""
    meanings = sorted((case.meaning() for case in cases), key=lambda meaning: str(meaning[0]))
    return hashlib.sha256(json.dumps(meanings, ensure_ascii=False).encode()).hexdigest()[:12]
