"""Concepts: the careers, topics, levels, places and synonyms that words of questions and guides stand for.

A concept is a string such as `c:ml-engineer`, `t:pay`, `l:junior`, `p:uk`, `s:boss`. It is found by phrases, matched on
stems, so that question and passage meet even where they share no word.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from bot.datafiles import DATA, word_list, yaml_data
from bot.errors import CorpusError, Fault
from bot.reading import load_yaml
from bot.records import Guide
from bot.words import is_stopword, stem, tokens

GAP = "~"
GAP_LENGTH = 4
FIELD_WEIGHT = 0.5  # the names of the whole field ("machine learning", "ml") stand for each other, and say little
KINDS = {"careers": "c", "topics": "t", "levels": "l", "places": "p"}
FIELDS = {
    "careers": {"name", "aliases"},
    "topics": {"name", "words", "headings", "asks"},
    "levels": {"name", "words"},
    "places": {"name", "words", "in", "currency"},
}


@dataclass(frozen=True, slots=True)
class Entry:
    """What a lexicon says of one concept. `asks`: the kind of answer its questions want; `within`: a larger place that
    may stand for it; `currency`: the sign of a place's money."""

    concept: str
    name: str
    phrases: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    asks: str = ""
    within: str = ""
    currency: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """A concept found at tokens[start:end]. `places`: the tokens it is made of, without those in a gap."""

    concept: str
    start: int
    end: int
    places: tuple[int, ...] = ()

    @property
    def kind(self) -> str:
        return self.concept[0]


class Phrases:
    """Phrases of stems → concepts, looked up by their first two stems. `~` in one is a gap of up to four tokens."""

    def __init__(self) -> None:
        self._by_start: dict[tuple[str, ...], list[tuple[tuple[str, ...], str]]] = {}
        self._seen: set[tuple[tuple[str, ...], str]] = set()
        self.vocabulary: set[str] = set()

    def add(self, phrase: str, concept: str) -> None:
        words = _words(phrase)
        parts = tuple(word if word == GAP else stem(word) for word in words)
        if parts and parts[0] != GAP and (parts, concept) not in self._seen:
            self._seen.add((parts, concept))
            start = parts[:1] if GAP in parts[:2] else parts[:2]
            self._by_start.setdefault(start, []).append((parts, concept))
            self.vocabulary.update(word for word in words if word != GAP)

    def find(self, stems: Sequence[str]) -> list[Match]:
        """All matches; within one kind of concept longer ones win over shorter ones that overlap them.

        A synonym or a place gives way to a longer career or topic: "machine" in "machine learning engineer", "holland"
        in "holland code".
        """
        found: list[tuple[int, Match]] = []
        for start in range(len(stems)):
            one = self._by_start.get((stems[start],), ())
            two = self._by_start.get(tuple(stems[start : start + 2]), ()) if start + 1 < len(stems) else ()
            for parts, concept in (*one, *two):
                if places := _match(parts, stems, start):
                    found.append((len(places), Match(concept, start, places[-1] + 1, places)))
        found.sort(key=lambda pair: (-pair[0], pair[1].start, pair[1].concept))
        taken: dict[str, list[tuple[int, Match]]] = defaultdict(list)
        for size, match in found:
            rivals = taken[match.kind]
            if not any(
                match.start < other.end and other.start < match.end and (other_size > size or match.kind == "c")
                for other_size, other in rivals
            ):
                rivals.append((size, match))
        named = [match for kind, group in taken.items() if kind in "ct" for _, match in group]
        return sorted(
            (
                match
                for group in taken.values()
                for _, match in group
                if match.kind not in "sp" or not any(_inside(match, other) for other in named)
            ),
            key=lambda m: (m.start, m.concept),
        )


@lru_cache(maxsize=50_000)
def _words(phrase: str) -> tuple[str, ...]:
    """A phrase as tokens and gaps; remembered, as questions and documents share most phrases."""
    pieces = re.split(rf"({GAP})", phrase)
    return tuple(word for piece in pieces for word in ([GAP] if piece == GAP else tokens(piece)))


def _inside(match: Match, other: Match) -> bool:
    """Whether a match is a part of a longer one ("machine" in "machine learning engineer"), or all of a career."""
    longer = other.end - other.start > match.end - match.start
    return other.start <= match.start and match.end <= other.end and (longer or other.kind == "c")


def _match(parts: tuple[str, ...], stems: Sequence[str], start: int) -> tuple[int, ...]:
    """Where the words of `parts` stand in `stems` from `start`; empty where they don't."""
    place = start
    places: list[int] = []
    for index, part in enumerate(parts):
        if part == GAP:
            continue
        if index and parts[index - 1] == GAP:
            window = stems[place : place + GAP_LENGTH + 1]
            if part not in window:
                return ()
            place += list(window).index(part) + 1
        elif place < len(stems) and stems[place] == part:
            place += 1
        else:
            return ()
        places.append(place - 1)
    return tuple(places)


@dataclass
class Lexicon:
    """The general lexicon, a corpus's own, or careers derived from headings, ready for matching.

    general: concepts that any career guide has (pay, hours …), not those that only this corpus knows.
    """

    entries: dict[str, Entry] = field(default_factory=dict)
    weights: dict[str, float] = field(default_factory=dict)
    questions: Phrases = field(default_factory=Phrases)
    documents: Phrases = field(default_factory=Phrases)
    general: frozenset[str] = frozenset()

    def name(self, concept: str) -> str:
        entry = self.entries.get(concept)
        return entry.name if entry else concept[2:].replace("-", " ")

    def asks(self, concept: str) -> str:
        entry = self.entries.get(concept)
        return entry.asks if entry else ""

    def concepts(self, kind: str) -> list[str]:
        return [concept for concept in self.entries if concept[0] == kind]

    def aliases(self) -> frozenset[str]:
        """The one-word names of careers, folded."""
        words = (tokens(phrase) for concept in self.concepts("c") for phrase in self.entries[concept].phrases)
        return frozenset(found[0] for found in words if len(found) == 1)

    def within(self, concept: str) -> str:
        """The larger place that may stand for a place, or ""."""
        entry = self.entries.get(concept)
        return f"p:{entry.within}" if entry and entry.within else ""

    def paid_in(self, text: str) -> list[str]:
        """The places whose money a text is about."""
        return [place for place in self.concepts("p") if (sign := self.entries[place].currency) and sign in text]

    def add(self, entry: Entry) -> None:
        """Add an entry, or more words to one that is there."""
        old = self.entries.get(entry.concept)
        if old:
            entry = Entry(
                old.concept,
                entry.name or old.name,
                old.phrases + entry.phrases,
                old.headings + entry.headings,
                entry.asks or old.asks,
                entry.within or old.within,
                entry.currency or old.currency,
            )
        self.entries[entry.concept] = entry

    def synonyms(self, words: Iterable[str], weight: float) -> None:
        words = list(words)
        concept = f"s:{words[0]}"
        self.weights[concept] = weight
        for word in words:
            self.questions.add(word, concept)
            self.documents.add(word, concept)

    def seal(self) -> None:
        """Fill the phrase tables once all entries are known."""
        for entry in self.entries.values():
            for phrase in entry.phrases:
                self.questions.add(phrase, entry.concept)
            for phrase in entry.headings or entry.phrases:
                self.documents.add(phrase, entry.concept)
        for word, concept in self._telling_words():
            for noun in yaml_data("questions.en")["ones"]:
                self.questions.add(f"{word} {noun}", concept)

    def _telling_words(self) -> Iterator[tuple[str, str]]:
        """Words in the names of one career only: with "one" or "people" behind them they stand for it."""
        owners: dict[str, set[str]] = defaultdict(set)
        words = {
            (word, concept)
            for concept in self.concepts("c")
            for phrase in self.entries[concept].phrases
            for word in _words(phrase)
        }
        for word, concept in words:
            owners[stem(word)].add(concept)
        light = {stem(word) for name in ("light", "chatter", "occupations") for word in word_list(name)}
        for word, concept in sorted(words):
            root = stem(word)
            if len(owners[root]) == 1 and len(word) > 1 and root not in light and not is_stopword(word):
                yield word, concept


def load_lexicon(own: Path | None, guides: Iterable[Guide]) -> Lexicon:
    """The general lexicon with a corpus's own over it; without one, careers come from titles and headings.

    Raises CorpusError with the faults of a lexicon file.
    """
    lexicon = Lexicon()
    _read(lexicon, DATA / "lexicon.en.yaml")
    lexicon.general = frozenset(lexicon.entries)
    if own is not None:
        _read(lexicon, own)
    if not lexicon.concepts("c"):
        from bot.careers import careers_from_headings  # only here, for documents that come without a lexicon

        for entry in careers_from_headings(guides):
            lexicon.add(entry)
    lexicon.seal()
    return lexicon


def _read(lexicon: Lexicon, file: Path) -> None:
    try:
        data = load_yaml(file.read_text(encoding="utf-8"), file.name) or {}
    except UnicodeDecodeError as error:
        raise CorpusError([Fault(file.name, 0, "not UTF-8 text")]) from error
    faults = list(_faults(data, file.name))
    if faults:
        raise CorpusError(faults)
    for group, kind in KINDS.items():
        for key, entry in (data.get(group) or {}).items():
            words = tuple(map(str, entry.get("words") or entry.get("aliases") or ()))
            headings = tuple(map(str, entry.get("headings") or ()))
            if kind == "c":
                words = (str(entry["name"]), *words)
            name, asks, within, currency = (str(entry.get(part) or "") for part in ("name", "asks", "in", "currency"))
            lexicon.add(Entry(f"{kind}:{key}", name, words, headings, asks, within, currency))
    for group in data.get("synonyms") or ():
        lexicon.synonyms([str(word) for word in group["words"]], float(group.get("weight", 0.6)))
    if field_names := [str(name) for name in data.get("field") or ()]:
        lexicon.synonyms(field_names, FIELD_WEIGHT)


def _faults(data: object, file: str) -> Iterator[Fault]:
    if not isinstance(data, dict):
        yield Fault(file, 1, "a lexicon maps `careers`, `topics`, `levels`, `places` to their words")
        return
    for unknown in sorted(set(data) - {*KINDS, "synonyms", "field"}, key=str):
        yield Fault(file, 0, f"unknown part {unknown!r}")
    for group in KINDS:
        entries = data.get(group) or {}
        if not isinstance(entries, dict):
            yield Fault(file, 0, f"`{group}` must map ids to entries")
            continue
        for key, entry in entries.items():
            if not isinstance(entry, dict):
                yield Fault(file, 0, f"{group}: {key!r} must map fields to values")
            elif unknown := sorted(map(str, set(entry) - FIELDS[group])):
                yield Fault(file, 0, f"{group}: {key!r} has an unknown field {', '.join(unknown)}")
            elif group == "careers" and not entry.get("name"):
                yield Fault(file, 0, f"careers: {key!r} has no name")
    for group in data.get("synonyms") or ():
        if not isinstance(group, dict) or not isinstance(group.get("words"), list) or len(group["words"]) < 2:
            yield Fault(file, 0, f"synonyms: {group!r} needs a list of two or more `words`")
