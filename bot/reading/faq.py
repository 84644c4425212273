"""FAQ files (YAML) → a Guide of the entries that bring their own answer, and Doors to passages for the others.

An entry with `gap` is a question that the guides don't answer; it is known so that it can be refused.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.errors import CorpusError, Fault
from bot.reading.entries import read_entries
from bot.reading.outline import tidy_title
from bot.reading.sentences import split_sentences
from bot.records import Block, Door, Guide, Section

FIELDS = {"question", "also", "passages", "quote", "answer", "source", "language", "gap"}


@dataclass(frozen=True, slots=True)
class Faqs:
    """What one FAQ file holds; `guide` is None where every entry points to passages."""

    guide: Guide | None
    doors: tuple[Door, ...]


def read_faqs(text: str, *, guide_id: str, path: str) -> Faqs:
    """Read one FAQ file. Raises CorpusError with every faulty entry."""
    faults: list[Fault] = []
    doors: list[Door] = []
    sections: list[Section] = []
    for line, entry in read_entries(text, path, "an FAQ file is a list of entries, each with `question`"):
        problem = _problem(entry)
        if problem:
            faults.append(Fault(path, line, problem))
            continue
        wordings = tuple(str(wording) for wording in _many(entry.get("also")))
        if entry.get("passages") or entry.get("gap"):
            passages = tuple(_many(entry.get("passages")))
            quotes = (*_many(entry.get("quote")), *[""] * len(passages))[: len(passages)]
            lang = str(entry.get("language") or "en")
            gap = str(entry.get("gap") or "")
            doors.append(Door(str(entry["question"]), wordings, passages, quotes, path, line, lang, gap))
        else:
            block = Block("prose", line, tuple(split_sentences(str(entry["answer"]))))
            sources = tuple(_many(entry.get("source")))
            sections.append(Section(str(entry["question"]), 2, line, (block,), questions=wordings, sources=sources))
    if faults:
        raise CorpusError(faults)
    guide = Guide(guide_id, tidy_title(guide_id), path, tuple(sections)) if sections else None
    return Faqs(guide, tuple(doors))


def _problem(entry: object) -> str:
    if not isinstance(entry, dict):
        return "an entry must be a mapping with `question`"
    if not entry.get("question"):
        return "an entry has no `question`"
    if unknown := sorted(map(str, set(entry) - FIELDS)):
        return f"unknown field {', '.join(unknown)} (known: {', '.join(sorted(FIELDS))})"
    answered = [name for name in ("passages", "answer") if entry.get(name)]
    if entry.get("gap") and answered:
        return f"{entry['question']!r} is a gap, so it can't have `{answered[0]}`"
    if not entry.get("gap") and not answered:
        return f"{entry['question']!r} has neither `passages` nor `answer`, and no `gap` says what the guides lack"
    return ""


def _many(value: object) -> list[str]:
    if value is None or value == "":
        return []
    return [str(part) for part in value] if isinstance(value, list) else [str(value)]
