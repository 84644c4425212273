"""Next questions that the guides answer well from here, and starters for an empty chat: all are known wordings."""

from __future__ import annotations

from collections.abc import Iterable

from bot.annotations import analyse
from bot.index import Index
from bot.ranking import Ranked
from bot.records import Question

MOST = 3


def starters(index: Index, guide: str | None = None) -> list[str]:
    """Questions that known wordings answer, each from another guide unless one guide is asked for."""
    found: dict[str, str] = {}
    for passage, wording in index.doors.first_wording.items():
        home = index.passages[passage].guide_id
        if guide is None or home == guide:
            found.setdefault(home if guide is None else wording, wording)
        if len(found) == MOST:
            break
    return list(found.values())


def next_questions(
    question: Question, ranked: Ranked, index: Index, shown: Iterable[str] = (), *, answered: bool = True
) -> list[str]:
    """Two or three wordings that lead to passages near the question, no two of them the same in other words; never one
    that was answered before or, where the question is `answered`, just now."""
    done = {index.number[passage_id] for passage_id in shown if passage_id in index.number}
    found: dict[frozenset[str], str] = {}
    if answered:
        found[frozenset(question.content)] = ""
    for place in ranked.numbers:
        wording = index.doors.first_wording.get(place)
        if not wording or (answered and index.doors.exact(wording) in ranked.repeated):
            continue
        if done.isdisjoint({place, *index.doors.passages_behind(wording)}):
            found.setdefault(_meaning(wording, index), wording)
        if len(found) == MOST + answered:
            break
    return list(filter(None, found.values()))


def _meaning(wording: str, index: Index) -> frozenset[str]:
    """What a wording asks, in concepts and words that say something."""
    return frozenset(analyse(wording, index.lexicon.questions).canonical())


def careers_to_choose(question: Question, ranked: Ranked, index: Index) -> list[str]:
    """For a question that leaves the career open: its wordings for the careers that come first, one each."""
    found: dict[str, str] = {}
    for place in ranked.numbers:
        careers = index.notes[place].careers
        wording = index.doors.first_wording.get(place)
        if len(careers) != 1 or not wording or not set(question.topics) & index.notes[place].about:
            continue
        career = next(iter(careers))
        if index.lexicon.name(career).split()[-1] in wording.casefold():
            found.setdefault(career, wording)
        if len(found) == MOST:
            break
    return list(found.values())
