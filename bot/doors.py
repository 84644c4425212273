"""Known wordings of questions (FAQs, headings that ask) and how close a question comes to each."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from bot.annotations import Note, analyse
from bot.lexicon import Lexicon
from bot.records import Door, Passage


@dataclass(frozen=True, slots=True)
class Target:
    """Where a door leads: a passage's number and the unit to quote first (-1: whichever fits)."""

    passage: int
    unit: int


class Doors:
    """Wordings as sets of canonical terms; a question's similarity to each by the weight of what both share.

    The first `faqs` doors are of FAQs, written to be found; the others are headings that happen to ask.

    similarity = 2 · idf(q ∩ w) / (idf(q) + idf(w)), the weighted Dice coefficient (Dice 1945), in 0..1.
    """

    def __init__(
        self, wordings: list[str], terms: list[list[str]], targets: list[list[Target]], owners: list[int], faqs: int = 0
    ) -> None:
        self.wordings = wordings
        self.faqs = faqs
        self.targets = targets
        self.owners = np.array(owners, np.int32)
        self._terms = terms
        self.known = frozenset(_bare(wording) for wording in wordings)
        self.first_wording: dict[int, str] = {}
        for wording, owner in zip(wordings, owners, strict=True):
            self.first_wording.setdefault(targets[owner][0].passage, wording)
        counts = Counter(term for group in terms for term in set(group))
        size = max(1, len(terms))
        self._idf = {term: math.log(1 + (size - n + 0.5) / (n + 0.5)) for term, n in counts.items()}
        self.unknown_idf = math.log(1 + (size + 0.5) / 0.5)
        postings: dict[str, list[int]] = defaultdict(list)
        for number, group in enumerate(terms):
            for term in dict.fromkeys(group):
                postings[term].append(number)
        self._postings = {term: np.array(numbers, np.int32) for term, numbers in postings.items()}
        self._mass = np.array([sum(self._idf[term] for term in set(group)) for group in terms] or [0.0])

    @classmethod
    def build(cls, faqs: Iterable[Door], passages: Sequence[Passage], notes: Sequence[Note], lexicon: Lexicon) -> Doors:
        """Doors of FAQs, and of sections whose heading (or FAQ wording) is a question. Dead references are left out."""
        number = {passage.id: place for place, passage in enumerate(passages)}
        wordings: list[str] = []
        terms: list[list[str]] = []
        owners: list[int] = []
        targets: list[list[Target]] = []

        def add(texts: Iterable[str], extra: Iterable[str], where: list[Target]) -> None:
            if not where:
                return
            for text in texts:
                found = analyse(text, lexicon.questions)
                careers = [] if found.concepts("c") else list(extra)
                group = [*found.canonical(), *careers]
                if group:
                    wordings.append(text)
                    terms.append(group)
                    owners.append(len(targets))
            targets.append(where)

        for door in faqs:
            where = [
                Target(number[passage_id], _unit(passages[number[passage_id]], quote))
                for passage_id, quote in zip(door.passages, door.quotes, strict=True)
                if passage_id in number
            ]
            add((door.question, *door.wordings), (), where)
        from_faqs = len(targets)
        sections: dict[tuple[str, str, tuple[str, ...]], list[int]] = defaultdict(list)
        for place, passage in enumerate(passages):
            if passage.questions or passage.heading.rstrip().endswith("?"):
                sections[passage.guide_id, passage.heading, passage.trail].append(place)
        for places in sections.values():
            first = passages[places[0]]
            scope = notes[places[0]].careers
            asked = [first.heading] if first.heading.rstrip().endswith("?") else []
            add((*asked, *first.questions), sorted(scope), [Target(place, -1) for place in places])
        return cls(wordings, terms, targets, owners, from_faqs)

    def knows(self, text: str) -> bool:
        """Whether the text is one of the wordings, but for case and stops."""
        return _bare(text) in self.known

    def similarity(self, query: Mapping[str, float]) -> np.ndarray:
        """How close each wording comes to the query's canonical terms, 0..1."""
        shared = np.zeros(len(self._mass))
        mass = 0.0
        for term, weight in query.items():
            idf = self._idf.get(term)
            mass += weight * (idf if idf is not None else self.unknown_idf)
            if idf is not None:
                shared[self._postings[term]] += weight * idf
        if not mass:
            return np.zeros(len(self.owners))
        return (2 * shared / (mass + self._mass))[: len(self.owners)]

    def state(self) -> dict[str, Any]:
        return {
            "wordings": self.wordings,
            "terms": self._terms,
            "owners": self.owners.tolist(),
            "faqs": self.faqs,
            "targets": [[list(asdict(target).values()) for target in where] for where in self.targets],
        }

    @classmethod
    def load(cls, state: Mapping[str, Any]) -> Doors:
        targets = [[Target(*target) for target in where] for where in state["targets"]]
        return cls(state["wordings"], state["terms"], targets, state["owners"], state["faqs"])


def _bare(text: str) -> str:
    return " ".join(text.casefold().strip(" ?!.").split())


def _unit(passage: Passage, quote: str) -> int:
    """The unit that begins with `quote`, or -1."""
    if not quote:
        return -1
    return next((place for place, unit in enumerate(passage.units()) if unit.startswith(quote)), -1)
