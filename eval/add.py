"""From the question log to a test: a scrubbed question becomes the skeleton of a case that a person completes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path

from bot.errors import CorpusError, Fault
from eval.case import KINDS, Case

# What must never stand in a question set, should the log's own scrubbing have missed it.
_PRIVATE = (
    (re.compile(r"[^\s@<>]+@[^\s@<>]+\.\w+"), "<email>"),
    (re.compile(r"\bhttps?://\S+|\bwww\.\S+", re.IGNORECASE), "<link>"),
    (re.compile(r"(?<!\w)@\w{2,}"), "<handle>"),
    (re.compile(r"(?<![\w$£€])\+?\(?\d[\d\s().-]{7,}\d(?!\w)"), "<number>"),
    (re.compile(r"\b(my name is|i am called|im called|i'm called|call me)\s+[^\W\d_]+", re.IGNORECASE), r"\1 <name>"),
)


def scrub(text: str) -> str:
    """Put placeholders for addresses, links, handles, long numbers and told names; collapse white space."""
    for pattern, stand_in in _PRIVATE:
        text = pattern.sub(stand_in, text)
    return " ".join(text.split())


def question_of(line: str) -> str:
    """The question in a line of the log: a JSON object with `question`, or plain text; "" where there is none."""
    line = line.strip()
    if line.startswith("{"):
        try:
            told = json.loads(line)
        except ValueError:
            return ""
        return str(told.get("question") or "") if isinstance(told, dict) else ""
    return line


def skeletons(
    lines: Iterable[str], known: Iterable[Case], *, kind: str = "single", split: str = "dev", prefix: str = "log"
) -> tuple[str, int]:
    """YAML for a question set, and how many cases it holds. Questions that a case asks already are left out.

    The skeleton's facts are a placeholder that loads but that no answer fulfils: it fails until somebody says what is
    right. Raises CorpusError where no new question is left.
    """
    cases = list(known)
    ids = {case.id for case in cases}
    asked = {_plain(case.question) for case in cases}
    parts = []
    number = 0
    for line in lines:
        question = scrub(question_of(line))
        if not question or _plain(question) in asked:
            continue
        asked.add(_plain(question))
        number += 1
        while (id_ := f"{prefix}-{number:03}") in ids:
            number += 1
        ids.add(id_)
        parts.append(_skeleton(id_, question, kind, split))
    if not parts:
        raise CorpusError([Fault("input", 0, "holds no question that is not a case already")])
    return "cases:\n" + "\n".join(parts), len(parts)


def _plain(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", text.casefold()))


def _skeleton(id_: str, question: str, kind: str, split: str) -> str:
    expect = KINDS[kind][0]
    lines = [
        f"  - id: {id_}",
        f"    kind: {kind}",
        f"    split: {split}",
        f"    topic: {id_}  # a short word for what is asked; all cases of a topic have one split",
        f"    turns: [{json.dumps(question, ensure_ascii=False)}]",
        f"    expect: {expect}",
    ]
    if expect == "answer":
        lines += [
            "    facts:  # patterns that a right answer holds; every line of the list must be found",
            '      - ["FACT TO FIND"]',
        ]
        lines.append('    from: ""  # where the fact stands in the sources')
    lines.append("    note: from the question log")
    return "\n".join(lines) + "\n"


def append(path: Path, text: str) -> str:
    """The file's new text: a new set, or these cases at the end of the given one."""
    if not path.is_file():
        return text
    old = path.read_text(encoding="utf-8")
    return old.rstrip("\n") + "\n\n" + text.removeprefix("cases:\n")
