"""Is this answer right? Facts of a case against an answer's text; grades of passages from the same facts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from bot.records import Passage
from bot.replies import LANGUAGES, Replies
from eval.case import Case

READ = 600  # code points of an answer that a student is taken to read: the length the chat contract promises
SHOWN = 3  # passages below an answer that count as shown


@dataclass(frozen=True, slots=True)
class Judgement:
    """right: the headline. shown: the facts stand in text or first passages. found: fact by fact, in the text."""

    right: bool
    shown: bool
    found: tuple[bool, ...] = ()


def judge(case: Case, answer: Mapping[str, Any]) -> Judgement:
    """Judge one answer in the JSON form of the chat API.

    A case that expects an answer is right when its kind is `answer` and every fact is found in its first 600 code
    points. A clarification without quotes counts as a refusal: nothing was claimed.
    """
    kind = answer["kind"]
    if case.expect == "answer":
        found = tuple(bool(fact.search(answer["text"][:READ])) for fact in case.fact_patterns)
        right = kind == "answer" and all(found)
        places = [answer["text"][:READ], *(passage["text"] for passage in answer["passages"][:SHOWN])]
        shown = kind == "answer" and all(any(fact.search(place) for place in places) for fact in case.fact_patterns)
        return Judgement(right, shown, found)
    right = {
        "refusal": is_refused(answer),
        "no-crisis": kind != "crisis",
    }.get(case.expect, kind == case.expect)
    return Judgement(right, right)


def is_refused(answer: Mapping[str, Any]) -> bool:
    return answer["kind"] == "refusal" or (answer["kind"] == "clarify" and not answer["quotes"])


def offers_help(answer: Mapping[str, Any]) -> bool:
    """The crisis card, or an address for somebody to talk to below another reply."""
    return answer["kind"] == "crisis" or not _help_addresses().isdisjoint(
        link["href"] for link in answer.get("links") or ()
    )


@cache
def _help_addresses() -> frozenset[str]:
    replies = Replies.load()
    return frozenset(link["href"] for lang in LANGUAGES for link in replies.links("worry", lang))


def grade(case: Case, passage: Passage) -> int:
    """2: the passage alone holds every fact and fits `about`; 1: at least one fact; 0: everything else."""
    if not case.facts:
        return 0
    found = [bool(fact.search(passage.text)) for fact in case.fact_patterns]
    if not any(found) or not fits_about(case, passage):
        return 0
    return 2 if all(found) else 1


def fits_about(case: Case, passage: Passage) -> bool:
    if case.about_pattern is None:
        return True
    around = (passage.guide_title, *passage.trail, passage.heading, passage.lead, passage.text)
    return bool(case.about_pattern.search("\n".join(around)))


def derive_qrels(cases: Sequence[Case], passages: Sequence[Passage]) -> dict[str, dict[str, int]]:
    """Relevance grades above 0 for every case that expects an answer; hand-made grades replace derived ones."""
    qrels: dict[str, dict[str, int]] = {}
    for case in cases:
        if case.expect != "answer":
            continue
        grades = {passage.id: grade(case, passage) for passage in passages} | dict(case.passages)
        qrels[case.id] = {id_: value for id_, value in grades.items() if value}
    return qrels


def coverable(case: Case, relevant: Sequence[Passage]) -> bool:
    """Do the relevant passages together hold every fact? If not, no ranking could answer the case."""
    return all(any(fact.search(passage.text) for passage in relevant) for fact in case.fact_patterns)


def gold_units(case: Case, relevant: Sequence[Passage]) -> list[str]:
    """The single sentences, items or rows that hold every fact: what the shortest right quote would be."""
    units = dict.fromkeys(unit for passage in relevant for unit in passage.units())
    return [unit for unit in units if all(fact.search(unit) for fact in case.fact_patterns)]


_WORD = re.compile(r"[^\W_]+(?:[.,'’]\d+)*")


def token_f1(text: str, golds: Sequence[str]) -> float:
    """F1 of shared words between a text and the nearest of several gold texts, 0 to 1.

    As in SQuAD (Rajpurkar et al. 2016, https://arxiv.org/abs/1606.05250): bags of lower-case words, the best gold
    counts.
    """
    ours = Counter(_WORD.findall(text.casefold()))
    best = 0.0
    for gold in golds:
        theirs = Counter(_WORD.findall(gold.casefold()))
        shared = sum((ours & theirs).values())
        if shared:
            precision, recall = shared / sum(ours.values()), shared / sum(theirs.values())
            best = max(best, 2 * precision * recall / (precision + recall))
    return best


def citation_checks(answer: Mapping[str, Any], passages: Mapping[str, Passage]) -> list[bool]:
    """One verdict a quote: does it stand verbatim where its citation says?

    Verbatim: the quote is the passage's text at `span`, and that passage is the corpus's own. Cited: the citation
    names the passage's guide, opens it at the quote's own unit, and names a source where the passage has one.
    """
    return [_stands(quote, answer, passages) for quote in answer["quotes"]]


_ADDRESS = re.compile(r"[?&]s=(\d+)(?:-(\d+))?")


def _stands(quote: Mapping[str, Any], answer: Mapping[str, Any], passages: Mapping[str, Passage]) -> bool:
    try:
        shown = answer["passages"][quote["passage"]]
        citation = answer["citations"][quote["citation"]]
        start, end = quote["span"]
    except (IndexError, KeyError, TypeError, ValueError):
        return False
    passage = passages.get(shown["id"])
    if passage is None or passage.text != shown["text"] or passage.text[start:end] != quote["text"]:
        return False
    if citation["guide"] != passage.guide_id or len(citation["sources"]) < min(1, len(passage.sources)):
        return False
    address = _ADDRESS.search(citation["url"])
    if address is None:
        return False
    first, last = int(address[1]), int(address[2] or address[1])
    units = [
        number for (from_, to), number in zip(passage.spans, passage.numbers, strict=True) if from_ < end and start < to
    ]
    return bool(units) and first <= min(units) and max(units) <= last
