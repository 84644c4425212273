"""Known wordings of questions (FAQs, headings that ask) and how close a question comes to each."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from bot.annotations import Note, analyse
from bot.lexicon import Lexicon
from bot.records import Door, Passage
from bot.spelling import written_out

POOL_K1, POOL_B = 1.2, 0.3  # saturation and length of pooled wordings; flat on dev between .5 and 2, .3 and .7


@dataclass(frozen=True, slots=True)
class Target:
    """Where a door leads: a passage's number and the unit to quote first (-1: whichever fits)."""

    passage: int
    unit: int


class Doors:
    """Wordings as sets of canonical terms, and the door that each belongs to.

    The first `faqs` doors are of FAQs, written to be found; then come headings that happen to ask; the last ones, one
    for each of `gaps`, lead nowhere: the guides don't answer them.
    """

    def __init__(
        self,
        wordings: list[str],
        terms: list[list[str]],
        targets: list[list[Target]],
        owners: list[int],
        faqs: int = 0,
        gaps: list[str] | None = None,
        keep: Collection[str] = (),
    ) -> None:
        self.wordings = wordings
        self.faqs = faqs
        self.gaps = gaps or []
        self._keep = frozenset(keep)  # names that look like texting
        self.targets = targets
        self.owners = np.array(owners, np.int32)
        self._terms = terms
        self._known: dict[str, int] = {}
        for wording, owner in zip(wordings, owners, strict=True):
            self._known.setdefault(_bare(written_out(wording, keep)), owner)
        self.first_wording: dict[int, str] = {}
        for wording, owner in zip(wordings, owners, strict=True):
            if targets[owner]:
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
        self._pools = _pools(terms, owners, len(targets))

    @classmethod
    def build(cls, faqs: Iterable[Door], passages: Sequence[Passage], notes: Sequence[Note], lexicon: Lexicon) -> Doors:
        """Doors of FAQs, and of sections whose heading (or FAQ wording) is a question. Dead references are left out."""
        number = {passage.id: place for place, passage in enumerate(passages)}
        keep = lexicon.aliases()
        wordings: list[str] = []
        terms: list[list[str]] = []
        owners: list[int] = []
        targets: list[list[Target]] = []

        def add(texts: Iterable[str], extra: Iterable[str], where: list[Target]) -> None:
            for text in texts:
                found = analyse(written_out(text, keep), lexicon.questions)
                careers = [] if found.concepts("c") else list(extra)
                group = [*found.canonical(), *careers]
                if group:
                    wordings.append(text)
                    terms.append(group)
                    owners.append(len(targets))
            targets.append(where)

        faqs = list(faqs)
        for door in faqs:
            where = [
                Target(number[passage_id], _unit(passages[number[passage_id]], quote))
                for passage_id, quote in zip(door.passages, door.quotes, strict=True)
                if passage_id in number
            ]
            if where:
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
        gaps = [door for door in faqs if door.gap]
        for door in gaps:
            add((door.question, *door.wordings), (), [])
        return cls(wordings, terms, targets, owners, from_faqs, [door.gap for door in gaps], keep)

    def told(self) -> Iterator[tuple[str, int, bool]]:
        """Each wording of an FAQ or a gap, the number of its door, and whether it is a gap."""
        gaps = len(self.targets) - len(self.gaps)
        for wording, owner in zip(self.wordings, self.owners.tolist(), strict=True):
            if owner < self.faqs or owner >= gaps:
                yield wording, owner, owner >= gaps

    def knows(self, text: str) -> bool:
        """Whether the text is one of the wordings, but for case, stops and texting."""
        return self.exact(written_out(text, self._keep)) >= 0

    def exact(self, text: str) -> int:
        """The door that has this very wording, but for case and stops, or -1. text: with texting written out."""
        return self._known.get(_bare(text), -1)

    def leads(self, door: int) -> bool:
        """Whether a door leads to an answer."""
        return bool(self.targets[door])

    def closeness(self, query: Mapping[str, float], pool: float) -> np.ndarray:
        """How close each door comes to a question, 0..1.

        The similarity of the door's nearest wording, and with weight `pool` that of all its wordings together. A
        heading has one wording only.
        """
        best = np.zeros(len(self.targets))
        np.maximum.at(best, self.owners, self.similarity(query))
        if pool:
            mixed = (1 - pool) * best + pool * self._pooled(query)
            headings = slice(self.faqs, len(self.targets) - len(self.gaps))
            mixed[headings] = best[headings]
            best = mixed
        return best

    def _pooled(self, query: Mapping[str, float]) -> np.ndarray:
        """The idf-weighted share of the query that a door's wordings hold, each term the surer the more hold it.

        The saturation is BM25's (Robertson and Zaragoza 2009, section 3.4), with a term's wordings for its frequency.
        """
        held = np.zeros(len(self.targets))
        mass = 0.0
        for term, weight in query.items():
            pool = self._pools.get(term)
            if pool is None:
                mass += weight * self.unknown_idf
                continue
            idf, owners, parts = pool
            mass += weight * idf
            held[owners] += weight * idf * parts
        return held / mass if mass else held

    def similarity(self, query: Mapping[str, float]) -> np.ndarray:
        """How close each wording comes to the query's canonical terms, 0..1.

        2 · idf(q ∩ w) / (idf(q) + idf(w)), the weighted Dice coefficient (Dice 1945).
        """
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
            "gaps": self.gaps,
            "keep": sorted(self._keep),
            "targets": [[list(asdict(target).values()) for target in where] for where in self.targets],
        }

    @classmethod
    def load(cls, state: Mapping[str, Any]) -> Doors:
        targets = [[Target(*target) for target in where] for where in state["targets"]]
        rest = (state[name] for name in ("owners", "faqs", "gaps", "keep"))
        return cls(state["wordings"], state["terms"], targets, *rest)


def _pools(terms: list[list[str]], owners: list[int], size: int) -> dict[str, tuple[float, np.ndarray, np.ndarray]]:
    """For each term its idf over doors, the doors that hold it, and how much of a full hit it is in each, 0..1."""
    counts: dict[str, Counter[int]] = defaultdict(Counter)
    lengths = np.zeros(size)
    for group, owner in zip(terms, owners, strict=True):
        for term in set(group):
            counts[term][owner] += 1
            lengths[owner] += 1
    norm = POOL_K1 * (1 - POOL_B + POOL_B * lengths / max(1.0, lengths.mean() if size else 1.0))
    pools = {}
    for term, found in counts.items():
        doors = np.array(list(found), np.int32)
        times = np.array(list(found.values()), float)
        idf = math.log(1 + (size - len(doors) + 0.5) / (len(doors) + 0.5))
        pools[term] = (idf, doors, times / (times + norm[doors]))
    return pools


def _bare(text: str) -> str:
    return " ".join(text.casefold().strip(" ?!.").split())


def _unit(passage: Passage, quote: str) -> int:
    """The unit that begins with `quote`, or -1."""
    if not quote:
        return -1
    return next((place for place, unit in enumerate(passage.units()) if unit.startswith(quote)), -1)
