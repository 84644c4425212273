"""TREC files: qrels (`query 0 document grade`) and runs (`query Q0 document rank score tag`), in and out.

The formats of trec_eval (https://github.com/usnistgov/trec_eval), so that other tools can score our runs and we theirs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from bot.errors import CorpusError, Fault

TAG = "guidepost"


def format_qrels(qrels: Mapping[str, Mapping[str, int]]) -> str:
    return "".join(
        f"{question} 0 {document} {grade}\n"
        for question in sorted(qrels)
        for document, grade in sorted(qrels[question].items())
    )


def format_run(rankings: Mapping[str, Sequence[str]], tag: str = TAG) -> str:
    """Scores count down from the number of documents, so that every tool keeps our order."""
    return "".join(
        f"{question} Q0 {document} {place} {len(rankings[question]) - place + 1} {tag}\n"
        for question in sorted(rankings)
        for place, document in enumerate(rankings[question], start=1)
    )


def read_qrels(path: Path) -> dict[str, dict[str, int]]:
    """Raises CorpusError with file and line for every line that is not a judgement."""
    qrels: dict[str, dict[str, int]] = {}
    faults = []
    for number, fields in _lines(path):
        try:
            question, _, document, grade = fields
            qrels.setdefault(question, {})[document] = int(grade)
        except ValueError:
            faults.append(Fault(str(path), number, "must be: query 0 document grade"))
    _raise(faults, path, qrels)
    return qrels


def read_run(path: Path) -> dict[str, list[str]]:
    """Rankings by falling score, as trec_eval reads them: ranks count for nothing, ties go by id, last first."""
    scored: dict[str, list[tuple[float, str]]] = {}
    faults = []
    for number, fields in _lines(path):
        try:
            question, _, document, _, score, *_ = fields
            scored.setdefault(question, []).append((float(score), document))
        except ValueError:
            faults.append(Fault(str(path), number, "must be: query Q0 document rank score tag"))
    _raise(faults, path, scored)
    return {question: [document for _, document in sorted(pairs, reverse=True)] for question, pairs in scored.items()}


def _lines(path: Path) -> list[tuple[int, list[str]]]:
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CorpusError([Fault(str(path), 0, f"cannot be read: {error}")]) from error
    return [(number, line.split()) for number, line in enumerate(text.splitlines(), start=1) if line.strip()]


def _raise(faults: list[Fault], path: Path, found: Mapping[str, object]) -> None:
    if not faults and not found:
        faults.append(Fault(str(path), 0, "is empty"))
    if faults:
        raise CorpusError(faults)
