"""Known wordings of questions (FAQs, headings that ask, gaps) and how close a question comes to each."""

from __future__ import annotations

import json
import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from bot.annotations import Note, analyse
from bot.doormodel import DoorModel
from bot.lexicon import Lexicon
from bot.records import Door, Passage
from bot.spelling import written_out

POOL_K1, POOL_B = 1.2, 0.6  # saturation and length of pooled wordings; scanned on dev: 1.2 to 5, .3 to .9
FLATTER = 0.1  # the power that spreads probabilities over 0..1: 1 in 100 is .63, one in a million .25
LEAST_ODDS = 1e-6  # of a gap or an answer, so that the log of their ratio stays small


@dataclass(frozen=True, slots=True)
class Target:
    """Where a door leads: a passage's number and the unit to quote first (-1: whichever fits)."""

    passage: int
    unit: int


@dataclass(frozen=True, slots=True)
class Closeness:
    """What doors say of a question.

    doors: how close each one comes, 0..1. wording, gap_wording: how close the nearest single wording of a question that
    the guides answer comes, and of a gap. likely: the highest probability that an answered one is meant, and gap_odds:
    the log of the odds that a gap is, both by what was learned; 0 where nothing was.
    """

    doors: np.ndarray
    wording: float = 0.0
    gap_wording: float = 0.0
    likely: float = 0.0
    gap_odds: float = 0.0


@dataclass(frozen=True, slots=True)
class _Postings:
    """For each term the rows that hold it, all in one array, cut at `starts`; `values`: how much each holds of it."""

    idf: np.ndarray
    starts: np.ndarray
    rows: np.ndarray
    values: np.ndarray

    @classmethod
    def of(cls, held: Sequence[Mapping[int, float]], size: int) -> _Postings:
        """held: for each term row → value, of `size` rows."""
        counts = np.array([len(found) for found in held], np.int64)
        idf = np.log(1 + (size - counts + 0.5) / (counts + 0.5))  # Robertson and Zaragoza 2009, never negative
        starts = np.concatenate([[0], np.cumsum(counts)])
        rows = np.fromiter((row for found in held for row in found), np.int32, int(starts[-1]))
        values = np.fromiter((value for found in held for value in found.values()), np.float32, int(starts[-1]))
        return cls(idf, starts, rows, values)

    def within(self, start: int, stop: int) -> _Postings:
        """The same of the rows from `start` up to `stop` alone, counted from 0."""
        held = (self.rows >= start) & (self.rows < stop)
        before = np.concatenate([[0], np.cumsum(held)])
        return _Postings(self.idf, before[self.starts], self.rows[held] - start, self.values[held])

    def add(self, into: np.ndarray, term: int, weight: float) -> None:
        cut = slice(self.starts[term], self.starts[term + 1])
        into[self.rows[cut]] += weight * self.idf[term] * self.values[cut]


@dataclass
class Doors:
    """Wordings as sets of terms, and the door that each belongs to.

    wordings: as written; plain: the same for comparing letter by letter. owners: the number of each wording's door.
    targets: where each door leads. The first `faqs` doors are of FAQs, written to be found; then come headings that
    happen to ask; the last ones, one for each of `gaps`, lead nowhere: the guides don't answer them. keep: names that
    look like texting.
    """

    wordings: list[str]
    plain: list[str]
    owners: np.ndarray
    targets: list[list[Target]]
    faqs: int
    gaps: list[str]
    keep: frozenset[str]
    _terms: dict[str, int]
    _by_wording: _Postings
    _by_door: _Postings
    _mass: np.ndarray
    first_wording: dict[int, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        owners = self.owners.tolist()
        self._known: dict[str, int] = dict(zip(reversed(self.plain), reversed(owners), strict=True))
        for wording, owner in zip(self.wordings, owners, strict=True):
            if self.targets[owner]:
                self.first_wording.setdefault(self.targets[owner][0].passage, wording)
        self._first = np.flatnonzero(np.diff(self.owners, prepend=-1))  # of each door's wordings, which stand together
        self._headings = slice(self.faqs, len(self.targets) - len(self.gaps))
        rows = slice(*np.searchsorted(self.owners, [self._headings.start, self._headings.stop]).tolist())
        self._by_heading = self._by_wording.within(rows.start, rows.stop)
        self._heading_mass, self._heading_owners = self._mass[rows], self.owners[rows] - self.faqs
        self._learned: tuple[DoorModel, np.ndarray, np.ndarray] | None = None
        self.unknown_idf = math.log(1 + (len(self._mass) + 0.5) / 0.5)

    @classmethod
    def build(cls, faqs: Iterable[Door], passages: Sequence[Passage], notes: Sequence[Note], lexicon: Lexicon) -> Doors:
        """Doors of FAQs, of sections whose heading asks, and of gaps, in this order. Dead references are left out."""
        made = _Builder(lexicon)
        faqs = list(faqs)
        number = {passage.id: place for place, passage in enumerate(passages)}
        for door in faqs:
            where = [
                Target(number[passage_id], unit_of(passages[number[passage_id]], quote))
                for passage_id, quote in zip(door.passages, door.quotes, strict=True)
                if passage_id in number
            ]
            if where:
                made.add((door.question, *door.wordings), where)
        sections: dict[tuple[str, str, tuple[str, ...]], list[int]] = defaultdict(list)
        for place, passage in enumerate(passages):
            if passage.questions or passage.heading.rstrip().endswith("?"):
                sections[passage.guide_id, passage.heading, passage.trail].append(place)
        written = 0
        for answered_here in (True, False):  # FAQs with their own answer first, then headings that happen to ask
            for places in sections.values():
                first = passages[places[0]]
                if bool(first.questions) is answered_here:
                    heading = [first.heading] if first.heading.rstrip().endswith("?") else []
                    where = [Target(place, -1) for place in places]
                    careers = sorted(notes[places[0]].careers)
                    made.add((*heading, *first.questions), where, careers, heading=not answered_here)
            written = written or len(made.targets)
        gaps = [door for door in faqs if door.gap]
        for door in gaps:
            made.add((door.question, *door.wordings), [])
        return cls.of(
            made.wordings, made.terms, made.targets, made.owners, written, [door.gap for door in gaps], made.keep
        )

    @classmethod
    def of(
        cls,
        wordings: list[str],
        terms: Sequence[Collection[str]],
        targets: list[list[Target]],
        owners: Sequence[int],
        faqs: int = 0,
        gaps: Sequence[str] = (),
        keep: Collection[str] = (),
    ) -> Doors:
        """Doors of wordings with their terms; `owners`: the number of each wording's door."""
        numbers: dict[str, int] = {}
        by_wording: list[dict[int, float]] = []
        counts: list[Counter[int]] = []
        for row, (group, owner) in enumerate(zip(terms, owners, strict=True)):
            for term in dict.fromkeys(group):
                number = numbers.setdefault(term, len(numbers))
                if number == len(counts):
                    by_wording.append({})
                    counts.append(Counter())
                by_wording[number][row] = 1.0
                counts[number][owner] += 1
        postings = _Postings.of(by_wording, len(wordings))
        masses = [sum(float(postings.idf[numbers[term]]) for term in dict.fromkeys(group)) for group in terms]
        return cls(
            wordings=wordings,
            plain=[_bare(written_out(wording, keep)) for wording in wordings],
            owners=np.array(owners, np.int32),
            targets=targets,
            faqs=faqs,
            gaps=list(gaps),
            keep=frozenset(keep),
            _terms=numbers,
            _by_wording=postings,
            _by_door=_Postings.of(_saturated(counts, len(targets)), len(targets)),
            _mass=np.array(masses),
        )

    def learn(self, model: DoorModel) -> None:
        """From now on, doors that the model knows are compared by what it has learned, too."""
        numbers = {self.wordings[row]: int(self.owners[row]) for row in reversed(self._first.tolist())}
        known = [(row, numbers[question]) for row, question in enumerate(model.questions) if question in numbers]
        self._learned = model, np.array([row for row, _ in known], int), np.array([door for _, door in known], int)

    def told(self) -> Iterator[tuple[str, int, bool]]:
        """Each wording of an FAQ or a gap, the number of its door, and whether it is a gap."""
        gaps = len(self.targets) - len(self.gaps)
        for wording, owner in zip(self.wordings, self.owners.tolist(), strict=True):
            if owner < self.faqs or owner >= gaps:
                yield wording, owner, owner >= gaps

    def knows(self, text: str) -> bool:
        """Whether the text is one of the wordings, but for case, stops and texting."""
        return self.exact(written_out(text, self.keep)) >= 0

    def answers(self, text: str) -> bool:
        """Whether the text is a wording that leads to an answer, but for case, stops and texting."""
        door = self.exact(written_out(text, self.keep))
        return door >= 0 and self.leads(door)

    def exact(self, text: str) -> int:
        """The door that has this very wording, but for case and stops, or -1. text: with texting written out."""
        return self._known.get(_bare(text), -1)

    def passages_behind(self, wording: str) -> list[int]:
        """Numbers of the passages that a known wording leads to."""
        door = self.exact(written_out(wording, self.keep))
        return [target.passage for target in self.targets[door]] if door >= 0 else []

    def leads(self, door: int) -> bool:
        """Whether a door leads to an answer."""
        return bool(self.targets[door])

    def closeness(
        self, wording: Mapping[str, float], content: Mapping[str, float], pool: float, learned: float = 0.0
    ) -> Closeness:
        """How close each door comes to a question.

        The similarity of the door's nearest wording, and with weight `pool` that of all its wordings together; with
        weight `learned` beside both what a model of doors says, where there is one. A heading has one wording only, and
        is no way in which somebody asked: it is compared by its content alone.

        wording: all words of the question with weights; content: those that say something, and concepts.
        """
        nearest = np.zeros(len(self.targets))
        likely = gap_odds = 0.0
        if self._headings == slice(0, len(self.targets)):
            best = nearest
        else:
            nearest[self.owners[self._first]] = np.maximum.reduceat(self.similarity(wording), self._first)
            best = (1 - pool) * nearest + pool * self._pooled(wording)
            if self._learned and (meant := self._learned[0].meant(wording)) is not None:
                _, rows, doors = self._learned
                best[doors] = (1 - learned) * best[doors] + learned * np.exp(FLATTER * meant[rows])
                likely, gap_odds = self._odds(doors, np.exp(meant[rows]))
        told = np.zeros(self._headings.stop - self._headings.start)
        np.maximum.at(told, self._heading_owners, self._dice(content, self._by_heading, self._heading_mass))
        best[self._headings] = told
        answered, gaps = nearest[: self.faqs], nearest[self._headings.stop :]
        return Closeness(best, float(answered.max(initial=0)), float(gaps.max(initial=0)), likely, gap_odds)

    def _odds(self, doors: np.ndarray, probabilities: np.ndarray) -> tuple[float, float]:
        """(the highest probability of a door that is answered, the log of the odds that one is meant that isn't)."""
        answered, gaps = probabilities[doors < self.faqs], probabilities[doors >= self.faqs]
        odds = (float(gaps.sum()) + LEAST_ODDS) / (float(answered.sum()) + LEAST_ODDS)
        return float(answered.max(initial=0)), math.log(odds)

    def similarity(self, query: Mapping[str, float]) -> np.ndarray:
        """How close each wording comes to a question, 0..1.

        2 · idf(q ∩ w) / (idf(q) + idf(w)), the weighted Dice coefficient (Dice 1945).
        """
        return self._dice(query, self._by_wording, self._mass)

    def _dice(self, query: Mapping[str, float], postings: _Postings, masses: np.ndarray) -> np.ndarray:
        shared, mass = self._sum(query, postings, len(masses))
        return 2 * shared / (mass + masses) if mass else shared

    def _pooled(self, query: Mapping[str, float]) -> np.ndarray:
        """The idf-weighted share of the query that a door's wordings hold, each term the surer the more hold it."""
        held, mass = self._sum(query, self._by_door, len(self.targets))
        return held / mass if mass else held

    def _sum(self, query: Mapping[str, float], postings: _Postings, size: int) -> tuple[np.ndarray, float]:
        """(the query's mass that each row holds, the mass of the query)."""
        held = np.zeros(size)
        mass = 0.0
        for term, weight in query.items():
            number = self._terms.get(term)
            if number is None:
                mass += weight * self.unknown_idf
            else:
                mass += weight * float(postings.idf[number])
                postings.add(held, number, weight)
        return held, mass

    def save(self, folder: Path) -> None:
        """Write to `doors.json` and `doors.npz` in a folder."""
        targets = [[(target.passage, target.unit) for target in where] for where in self.targets]
        texts = {
            "wordings": self.wordings,
            "plain": self.plain,
            "terms": list(self._terms),
            "targets": targets,
            "faqs": self.faqs,
            "gaps": self.gaps,
            "keep": sorted(self.keep),
        }
        (folder / "doors.json").write_text(json.dumps(texts, ensure_ascii=False), "utf-8")
        arrays = {"owners": self.owners, "mass": self._mass}
        for name, postings in (("wording", self._by_wording), ("door", self._by_door)):
            for part in POSTINGS:
                arrays[f"{name}_{part}"] = getattr(postings, part)
        np.savez(folder / "doors.npz", **arrays)

    @classmethod
    def load(cls, folder: Path) -> Doors:
        """Read what `save` wrote. Raises OSError, ValueError or KeyError where it is damaged."""
        texts = json.loads((folder / "doors.json").read_text("utf-8"))
        try:
            with (folder / "doors.npz").open("rb") as file, np.load(file) as arrays:
                postings = [_Postings(*(arrays[f"{name}_{part}"] for part in POSTINGS)) for name in ("wording", "door")]
                owners, mass = arrays["owners"], arrays["mass"]
        except BadZipFile as error:
            raise ValueError(f"doors.npz: {error}") from error
        return cls(
            wordings=texts["wordings"],
            plain=texts["plain"],
            owners=owners,
            targets=[[Target(*target) for target in where] for where in texts["targets"]],
            faqs=texts["faqs"],
            gaps=texts["gaps"],
            keep=frozenset(texts["keep"]),
            _terms={term: number for number, term in enumerate(texts["terms"])},
            _by_wording=postings[0],
            _by_door=postings[1],
            _mass=mass,
        )


POSTINGS = ("idf", "starts", "rows", "values")


class _Builder:
    """Collects doors: each wording with its terms and the number of its door."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.keep = lexicon.aliases()
        self.wordings: list[str] = []
        self.terms: list[list[str]] = []
        self.owners: list[int] = []
        self.targets: list[list[Target]] = []
        self._phrases = lexicon.questions

    def add(
        self, texts: Iterable[str], where: list[Target], careers: Iterable[str] = (), *, heading: bool = False
    ) -> None:
        """A door that leads `where`. careers: meant by wordings that name none. heading: compared by content alone."""
        for text in texts:
            found = analyse(written_out(text, self.keep), self._phrases)
            told = found.canonical() if heading else found.wording()
            terms = [*told, *(() if found.concepts("c") else careers)]
            if terms:
                self.wordings.append(text)
                self.terms.append(terms)
                self.owners.append(len(self.targets))
        self.targets.append(where)


def _saturated(counts: Sequence[Mapping[int, int]], size: int) -> list[dict[int, float]]:
    """For each term and door, how much of a full hit it is: BM25's saturation (Robertson and Zaragoza 2009, section
    3.4), with the number of wordings that hold a term for its frequency."""
    lengths = np.zeros(size)
    for found in counts:
        for owner, times in found.items():
            lengths[owner] += times
    norm = POOL_K1 * (1 - POOL_B + POOL_B * lengths / max(1.0, float(lengths.mean()) if size else 1.0))
    return [{owner: times / (times + float(norm[owner])) for owner, times in found.items()} for found in counts]


def _bare(text: str) -> str:
    return " ".join(text.casefold().strip(" ?!.").split())


def unit_of(passage: Passage, quote: str) -> int:
    """The number of the unit that begins with `quote`, or -1."""
    if not quote:
        return -1
    return next((place for place, unit in enumerate(passage.units()) if unit.startswith(quote)), -1)
