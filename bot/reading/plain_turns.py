"""Who says what when: time-stamped transcripts, speakers' turns, questions and answers marked Q: and A:."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from bot.reading.plain_lines import LONGEST_STRUCTURED, Line

_STAMP = re.compile(
    r"([\[(]?)((?:\d{1,2}:)?\d{1,2}:\d{2})(?:[.,]\d{1,3})?[\])]?(\s*[-–—:|]\s+|\s*)(?![\s\d:]|[ap]\.?m\b)",
    re.IGNORECASE,
)
_SPEAKER = re.compile(r"([^\W\d_][\w.’'()\- ]{0,30}):\s+(?=\S)")
_QUESTION = re.compile(r"(?:Q|Question)\s?\d{0,3}\s?[:.)]\s+(?=\S)")
_ANSWER = re.compile(r"(?:A|Answer)\s?\d{0,3}\s?[:.)]\s+(?=\S)")
_ENDS = (".", "!", "?", "…", ".”", '."', "?”", '?"', ".)", "—", "–")
_SHORT_QUESTION = 35  # words; an interviewer's question is shorter, an answer that ends in a question longer
_ASKED = re.compile(r"[^.!?]{2,}\?[”\"’']?(?=\s|$)")


@dataclass(frozen=True, slots=True)
class Turn:
    """label: the time and the speaker beside the text. asks: a question that heads the turns after it."""

    text: str
    label: str = ""
    speaker: str = ""
    asks: bool = False


def find_turns(lines: Sequence[Line]) -> dict[int, Turn]:
    """The turns among the lines, by index. A line that holds nothing but a time stamps the line after it (which is
    then the turn; the stamp's own line gives an empty turn)."""
    turns = _marked_questions(lines)
    stamped = _stamped(lines)
    texts = {index: text for index, (_, text) in stamped.items() if text}
    pending: int | None = None  # a stamp on a line of its own, waiting for its text
    for index, line in enumerate(lines):
        label, text = stamped.get(index, ("", ""))
        if label and text:
            turns[index] = Turn(text, label)
        elif pending is not None and not label and not line.mark:
            turns[pending] = Turn("", stamped[pending][0])
            turns[index] = Turn(line.text, stamped[pending][0])
            texts[index] = line.text
        pending = index if label and not text else None
    plain = {index: line.text for index, line in enumerate(lines) if not line.mark and index not in turns}
    speakers = _speakers([*texts.values(), *plain.values()])
    for index, text in (texts | plain).items():
        match = _SPEAKER.match(text[:LONGEST_STRUCTURED])
        if match and match[1] in speakers:
            time = turns[index].label if index in turns else ""
            turns[index] = Turn(text[match.end() :], f"{time} {match[1]}".strip(), match[1])
    return _asking(turns)


def _marked_questions(lines: Sequence[Line]) -> dict[int, Turn]:
    if not any(_QUESTION.match(line.text[:LONGEST_STRUCTURED]) for line in lines):
        return {}
    turns = {}
    for index, line in enumerate(lines):
        head = line.text[:LONGEST_STRUCTURED]
        if match := _QUESTION.match(head):
            turns[index] = Turn(line.text[match.end() :], asks=len(line.text) <= LONGEST_STRUCTURED)
        elif match := _ANSWER.match(head):
            turns[index] = Turn(line.text[match.end() :])
    return turns


def _stamped(lines: Sequence[Line]) -> dict[int, tuple[str, str]]:
    """Index → (time, text) of the lines that a transcript stamped: a bracket or no space at all after the time says
    so, other ways of writing it only when the clock starts at zero (a timetable starts in the morning)."""
    found: dict[str, list[tuple[int, str, str]]] = defaultdict(list)
    for index, line in enumerate(lines):
        if (
            line.mark
            or line.text[:1] not in "[(0123456789"
            or not (match := _STAMP.match(line.text[:LONGEST_STRUCTURED]))
        ):
            continue
        rest = line.text[match.end() :]
        style = (
            "bracket" if match[1] else "alone" if not rest else match[3].strip() or ("space" if match[3] else "glued")
        )
        found[style].append((index, match[2], rest))
    stamped = {}
    for style, entries in found.items():
        from_zero = len(entries) > 1 and any(time.split(":")[-2] in ("0", "00") for _, time, _ in entries[:2])
        glued = style == "glued" and all(text[0].isupper() or not text[0].isalnum() for _, _, text in entries)
        if style == "bracket" or glued or from_zero:
            stamped |= {index: (time, text) for index, time, text in entries}
    return stamped


def _speakers(texts: Sequence[str]) -> set[str]:
    """Names before a colon that recur, belong to at least two people who speak in sentences, one of them asking.

    So `Salary: £30,000`, repeated for every job, is no speaker.
    """
    said: dict[str, list[str]] = defaultdict(list)
    for text in texts:
        match = _SPEAKER.match(text[:LONGEST_STRUCTURED])
        if match and len(match[1].split()) <= 4:
            said[match[1]].append(text[-3:].rstrip())
    speakers = {
        name: ends
        for name, ends in said.items()
        if len(ends) > 1 and sum(end.endswith(_ENDS) for end in ends) >= 0.8 * len(ends)
    }
    asked = any(end.endswith("?") for ends in speakers.values() for end in ends)
    return set(speakers) if len(speakers) > 1 and asked else set()


def _asking(turns: dict[int, Turn]) -> dict[int, Turn]:
    """Mark the short questions that another turn answers. Where speakers are named, only those ask who mostly ask."""
    order = sorted(index for index, turn in turns.items() if turn.text)
    questions = {index for index in order if turns[index].asks or _is_question(turns[index])}
    spoken = Counter(turns[index].speaker for index in order)
    asked = Counter(turns[index].speaker for index in questions)
    most = max((count for speaker, count in asked.items() if speaker), default=0)
    hosts = {name for name, count in asked.items() if not name or count == most or 2 * count > spoken[name]}
    asking = {index for index in questions if turns[index].speaker in hosts}
    result = dict(turns)
    for index, later in pairwise([*order, None]):
        turn = turns[index]
        answered = turn.asks or (later is not None and later not in asking)
        result[index] = replace(turn, asks=index in asking and answered)
    return result


def _is_question(turn: Turn) -> bool:
    """A short turn that ends or begins with a question; only turns with a time or a speaker are asked by someone."""
    if not turn.label or len(turn.text) > LONGEST_STRUCTURED or len(turn.text.split()) > _SHORT_QUESTION:
        return False
    return turn.text.rstrip("”\"’'").endswith("?") or bool(_ASKED.match(turn.text))
