"""Errors that may be shown to people. Anything else is a bug and keeps its traceback."""

from __future__ import annotations

from dataclasses import dataclass


class GuidepostError(Exception):
    """Root of every error whose message is written for people."""


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing wrong in one place of a file; `line` is 1-based, 0 where the whole file is meant."""

    file: str
    line: int
    problem: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.problem}" if self.line else f"{self.file}: {self.problem}"


class CorpusError(GuidepostError):
    """One or more faults of guides, FAQs, a lexicon or question sets, all reported at once."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = sorted(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


class SettingsError(GuidepostError):
    """A setting that does not exist, or a value it cannot take."""
