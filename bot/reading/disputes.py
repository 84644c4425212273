"""`disagreements.yaml`: what sources don't agree on, with the lines of the guides that say it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.errors import CorpusError, Fault
from bot.reading.entries import read_entries

FIELDS = {"about", "passages", "quote"}


@dataclass(frozen=True, slots=True)
class Dispute:
    """about: as students are told. statements: passage and beginning of the unit of each line that says a side."""

    about: str
    statements: tuple[tuple[str, str], ...]
    line: int


def read_disputes(text: str, path: str) -> list[Dispute]:
    """Read the file. Raises CorpusError with every faulty entry."""
    entries = read_entries(text, path, "must be a list of entries, each with `about`, `passages` and `quote`")
    if faults := [Fault(path, line, problem) for line, entry in entries if (problem := _problem(entry))]:
        raise CorpusError(faults)
    return [
        Dispute(entry["about"], tuple(zip(entry["passages"], entry["quote"], strict=True)), line)
        for line, entry in entries
    ]


def _problem(entry: object) -> str:
    if not isinstance(entry, dict) or set(entry) != FIELDS:
        return "an entry has the fields `about`, `passages` and `quote`, all three and no others"
    if not isinstance(entry["about"], str) or not entry["about"]:
        return "`about` must be a text"
    passages, quotes = entry["passages"], entry["quote"]
    for name, values in (("passages", passages), ("quote", quotes)):
        if not isinstance(values, list) or not all(isinstance(value, str) and value for value in values):
            return f"`{name}` must be a list of texts"
    if len(passages) != len(quotes) or len(passages) < 2:
        return f"needs two passages or more and a quote for each, but has {len(passages)} and {len(quotes)}"
    return ""
