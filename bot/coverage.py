"""Whether a corpus holds what its sources say: rows of `coverage.yaml` beside the guides, each computed anew.

A row names a section of a source, the facts it holds (regular expressions, case ignored), the passages in which they
are found, and a question that must be answered with them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from bot.bot import Bot
from bot.errors import CorpusError, Fault

FIELDS = ("source", "section", "facts", "passages", "question")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table as written. `line`: where it stands in its file."""

    source: str
    section: str
    facts: tuple[str, ...]
    passages: tuple[str, ...]
    question: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class Result:
    """A row with what was found: facts that its passages lack, facts that the answer lacks, and other problems."""

    row: Row
    unfound: tuple[str, ...] = ()
    unanswered: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()

    @property
    def sound(self) -> bool:
        return not (self.unfound or self.unanswered or self.problems)

    def __str__(self) -> str:
        row = self.row
        mark = "ok " if self.sound else "BAD"
        where = ", ".join(row.passages)
        text = f"{mark} {row.source} · {row.section}: {len(row.facts)} facts in {where}; {row.question}"
        wrong = [
            *self.problems,
            *(f"not in its passages: {fact}" for fact in self.unfound),
            *(f"not in the answer: {fact}" for fact in self.unanswered),
        ]
        return "\n".join([text, *(f"      {problem}" for problem in wrong)])


def read_rows(file: Path) -> list[Row]:
    """The rows of a coverage file. Raises CorpusError for what cannot be understood, all at once."""
    try:
        root = yaml.compose(file.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
        data = yaml.safe_load(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise CorpusError([Fault(str(file), 0, f"cannot be read: {' '.join(str(error).split())}")]) from error
    if not isinstance(root, yaml.SequenceNode) or not root.value:
        raise CorpusError([Fault(str(file), 1, "a coverage file is a list of rows")])
    rows = []
    faults = []
    for node, entry in zip(root.value, data, strict=True):
        line = node.start_mark.line + 1
        if not isinstance(entry, dict) or set(entry) != set(FIELDS):
            faults.append(Fault(str(file), line, f"a row has the fields {', '.join(FIELDS)}"))
            continue
        lists = [tuple(str(part) for part in entry[name] or ()) for name in ("facts", "passages")]
        rows.append(Row(str(entry["source"]), str(entry["section"]), *lists, str(entry["question"] or ""), line))
    if faults:
        raise CorpusError(faults)
    return rows


def measure(rows: Sequence[Row], bot: Bot) -> list[Result]:
    """Look for each row's facts in its passages and in the bot's answer to its question."""
    texts = {passage.id: passage.text for passage in bot.passages}
    return [_measure(row, bot, texts) for row in rows]


def _measure(row: Row, bot: Bot, texts: dict[str, str]) -> Result:
    problems = [f"no {name}" for name in FIELDS if not getattr(row, name)]
    if bot.sources and row.source not in bot.sources:
        problems.append(f"the source {row.source!r} is not in sources.yaml")
    problems += [f"there is no passage {name!r}" for name in row.passages if name not in texts]
    answer = bot.answer(row.question)
    if answer.kind != "answer":
        problems.append(f"the question gets a {answer.kind}")
    held = "\n".join(texts.get(name, "") for name in row.passages)
    said = answer.text if answer.kind == "answer" else ""
    return Result(row, _lacking(row.facts, held), _lacking(row.facts, said), tuple(problems))


def _lacking(facts: Sequence[str], text: str) -> tuple[str, ...]:
    return tuple(fact for fact in facts if not re.search(fact, text, re.IGNORECASE))
