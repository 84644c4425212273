"""Next questions that the guides answer well from here, and starters for an empty chat."""

from __future__ import annotations

from bot.index import Index
from bot.ranking import Ranked
from bot.records import Question

MOST = 3


def starters(index: Index, guide: str | None = None) -> list[str]:
    """Questions that known wordings answer, spread over the guides."""
    seen: set[str] = set()
    found: list[str] = []
    doors = index.doors
    first_wording = {int(owner): wording for wording, owner in reversed(list(zip(doors.wordings, doors.owners, strict=True)))}
    for owner, wording in sorted(first_wording.items()):
        home = index.passages[doors.targets[owner][0].passage].guide_id
        if home in seen or (guide and home != guide):
            continue
        if not guide:
            seen.add(home)
        found.append(wording)
        if len(found) == MOST:
            break
    return found


def next_questions(question: Question, ranked: Ranked, index: Index) -> list[str]:
    """Two or three wordings that lead to other passages near the answer; never the question asked."""
    answered = set(ranked.numbers[:1])
    doors = index.doors
    by_passage: dict[int, str] = {}
    for wording, owner in zip(doors.wordings, doors.owners, strict=True):
        target = doors.targets[owner][0].passage
        by_passage.setdefault(target, wording)
    found: list[str] = []
    for place in ranked.numbers[1:]:
        wording = by_passage.get(place)
        if wording and place not in answered and wording not in found and wording.casefold() != question.text:
            found.append(wording)
        if len(found) == MOST:
            break
    return found
