"""Build, save and open an index: passages, notes, engine, doors, vocabulary. A saved index is swapped in atomically."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from bot import __version__
from bot.annotations import Note, UnitNote, annotate, main_careers
from bot.datafiles import DATA, word_list, yaml_data
from bot.doors import Doors
from bot.engines import Engine, make_engine
from bot.errors import CorpusError, Fault
from bot.lexicon import Lexicon, load_lexicon
from bot.passages import cut, section_of
from bot.reading import Corpus, digest_of, folders_of, read_corpus
from bot.records import Block, Door, Guide, Passage, Section, Source
from bot.settings import SHIPPED_CORPUS, Settings
from bot.words import known_stems, remember_stems, stem, tokens

FORMAT = 11  # raise it when what is stored changes its shape, or guides are read in another way


@dataclass
class Index:
    """Everything a question is answered from, in memory."""

    guides: dict[str, Guide]
    sources: dict[str, Source]
    passages: tuple[Passage, ...]
    notes: tuple[Note, ...]
    engine: Engine
    doors: Doors
    lexicon: Lexicon
    vocabulary: dict[str, int]
    digest: str
    folders: tuple[Path, ...] = ()

    def __post_init__(self) -> None:
        self.number = {passage.id: number for number, passage in enumerate(self.passages)}
        self._quantities: dict[str, np.ndarray] = {}
        self._guides: dict[str, np.ndarray] = {}
        self._sections: dict[str, list[int]] = {}
        for number, passage in enumerate(self.passages):
            self._sections.setdefault(section_of(passage.id), []).append(number)
        self.occupations = _occupation_pairs(self.passages)
        names = (tokens(self.lexicon.name(concept)) for concept in self.lexicon.concepts("c"))
        self.occupation_heads = frozenset(stem(name[-1]) for name in names if name)
        concepts = sorted({concept for note in self.notes for concept in note.about | _inside(note)})
        self._concept = {concept: place for place, concept in enumerate(concepts)}
        self._about = np.zeros((len(concepts), len(self.notes)), bool)
        self._holds = np.zeros((len(concepts), len(self.notes)), bool)
        self._careers = np.zeros((len(concepts), len(self.notes)), bool)
        self.whole = [
            (note.head | note.about | note.careers).union(*(unit.terms | unit.concepts for unit in note.units))
            for note in self.notes
        ]
        self.with_level = np.array([any(concept[0] == "l" for concept in note.about) for note in self.notes], bool)
        self.has_career = np.array([bool(note.careers) for note in self.notes], bool)
        for number, note in enumerate(self.notes):
            for table, found in (
                (self._about, note.about),
                (self._holds, _inside(note)),
                (self._careers, note.careers),
            ):
                for concept in found:
                    if concept in self._concept:
                        table[self._concept[concept], number] = True

    def about(self, concept: str) -> np.ndarray:
        """For each passage, whether its place (title, headings, row label) is about the concept."""
        return self._row(self._about, concept)

    def holds(self, concept: str) -> np.ndarray:
        """For each passage, whether one of its units names the concept."""
        return self._row(self._holds, concept)

    def of_career(self, concept: str) -> np.ndarray:
        return self._row(self._careers, concept)

    def masses(self, terms: Mapping[str, float]) -> dict[str, float]:
        """The terms that the guides hold, each with weight times idf; the others tell no passage from another."""
        engine = self.engine
        return {term: weight * engine.idf(term) for term, weight in terms.items() if engine.document_frequency(term)}

    def quantity(self, kinds: frozenset[str]) -> np.ndarray:
        """For each passage, whether a unit holds one of these kinds of quantity."""
        found = np.zeros(len(self.notes), bool)
        for kind in kinds:
            if kind not in self._quantities:
                holds = [any(kind in unit.quantities for unit in note.units) for note in self.notes]
                self._quantities[kind] = np.array(holds, bool)
            found |= self._quantities[kind]
        return found

    def timetable_with(self, clocks: set[str]) -> np.ndarray:
        """For each passage, whether it is a timetable with a line at one of these times."""
        return np.array(
            [
                passage.kind == "timetable" and any(unit.terms & clocks for unit in note.units)
                for passage, note in zip(self.passages, self.notes, strict=True)
            ],
            bool,
        )

    def in_guide(self, guide_id: str) -> np.ndarray:
        """For each passage, whether it is of that guide."""
        if guide_id not in self._guides:
            self._guides[guide_id] = np.array([passage.guide_id == guide_id for passage in self.passages], bool)
        return self._guides[guide_id]

    def at(self, place: str) -> np.ndarray:
        """For each passage 1.0 where it is the passage or of the section, else 0.0."""
        found = self.in_section(place)
        if place in self.number:
            found[self.number[place]] = True
        return found.astype(float)

    def in_section(self, section: str) -> np.ndarray:
        """For each passage, whether its id is of that section (`guide#section`)."""
        found = np.zeros(len(self.notes), bool)
        found[self._sections.get(section, [])] = True
        return found

    def behind(self, passage_id: str, section: str) -> str:
        """What a reader of the guide meets next: behind a table row the next row, else behind the section the next one.

        The id of a passage or section; "" where the guide ends or nothing is known of either.
        """
        quoted = self.number.get(passage_id)
        row = quoted is not None and self.passages[quoted].kind == "row"
        places = [quoted] if row else self._sections.get(section, [])
        if not places:
            return ""
        home = self.passages[places[-1]]
        after = self.passages[places[-1] + 1 : places[-1] + 2]
        if not after or after[0].guide_id != home.guide_id:
            return ""
        return after[0].id if row and section_of(after[0].id) == section_of(home.id) else section_of(after[0].id)

    def _row(self, table: np.ndarray, concept: str) -> np.ndarray:
        place = self._concept.get(concept)
        return table[place] if place is not None else np.zeros(len(self.notes), bool)


def _inside(note: Note) -> frozenset[str]:
    return frozenset().union(*(unit.concepts for unit in note.units)) if note.units else frozenset()


def _occupation_pairs(passages: Iterable[Passage]) -> set[tuple[str, str]]:
    """Every (word before, occupation noun) that a guide holds, as stems."""
    nouns = {stem(word) for word in word_list("occupations")}
    pairs: set[tuple[str, str]] = set()
    for text in {text for passage in passages for text in (passage.guide_title, passage.heading, passage.text)}:
        stems = [stem(token) for token in tokens(text)]
        pairs.update((before, noun) for before, noun in pairwise(stems) if noun in nouns)
    return pairs


def build(corpus: Corpus, settings: Settings) -> Index:
    """Index a corpus. Raises CorpusError where doors or links lead nowhere in a way that cannot be answered."""
    own = Path(settings.lexicon) if settings.lexicon else corpus.beside("lexicon.yaml")
    if own is not None and not own.is_file():
        raise CorpusError([Fault(str(own), 0, "no such lexicon file")])
    lexicon = load_lexicon(own, corpus.guides.values())
    passages: list[Passage] = []
    notes: list[Note] = []
    for guide in corpus.guides.values():
        scope = main_careers(guide, lexicon)
        for passage in cut(guide, settings.passage_words):
            passages.append(passage)
            notes.append(annotate(passage, scope, lexicon, settings))
    engine = make_engine(settings.engine, k1=settings.k1, b=settings.b)
    engine.index([note.terms for note in notes])
    doors = Doors.build(corpus.doors, passages, notes, lexicon)
    return Index(
        guides=corpus.guides,
        sources=corpus.sources,
        passages=tuple(passages),
        notes=tuple(notes),
        engine=engine,
        doors=doors,
        lexicon=lexicon,
        vocabulary=_vocabulary(passages, lexicon, corpus.doors),
        digest=corpus.digest,
        folders=corpus.folders,
    )


def open_index(settings: Settings) -> Index:
    """The index of `settings.guides` (or the shipped corpus), from disk where it is current, else built and saved."""
    paths = _paths(settings)
    key = _key(paths, settings)
    folder = Path(settings.home) / "index" / key
    if (folder / "manifest.json").is_file():
        try:
            return load(folder, settings)
        except (OSError, EOFError, ValueError, LookupError, TypeError, AttributeError):
            shutil.rmtree(folder, ignore_errors=True)  # damaged or of an older version: built again below
    index = build(read_corpus(paths, megabytes=settings.file_megabytes), settings)
    with contextlib.suppress(OSError):  # a disk that cannot be written to costs time at the next start, nothing else
        save(index, folder)
    return index


def _paths(settings: Settings) -> list[Path]:
    return [Path(path) for path in settings.guides] or [SHIPPED_CORPUS]


def _key(paths: list[Path], settings: Settings) -> str:
    import hashlib

    own = Path(settings.lexicon) if settings.lexicon else None
    lexicon = own.read_bytes() if own and own.is_file() else b""  # a missing one is reported when the index is built
    shipped = b"".join(file.read_bytes() for file in sorted(DATA.iterdir()) if file.is_file())
    parts = [digest_of(paths), str(FORMAT), __version__, json.dumps(settings.to_dict(), sort_keys=True)]
    whole = hashlib.sha256("\0".join(parts).encode() + lexicon + shipped)
    return whole.hexdigest()[:20]


def _vocabulary(passages: Iterable[Passage], lexicon: Lexicon, doors: Iterable[Door]) -> dict[str, int]:
    counts: Counter[str] = Counter()
    for passage in passages:
        for text in (passage.guide_title, passage.heading, passage.text, *passage.questions):
            counts.update(tokens(text))
    for door in doors:
        for wording in (door.question, *door.wordings):
            counts.update(set(tokens(wording)))
    for word in lexicon.questions.vocabulary | lexicon.documents.vocabulary:
        counts[word] += 1
    return dict(counts)


def _stems() -> dict[str, str]:
    """All known stems, those of cue words among them, so that no question in plain words makes NLTK load."""
    cues = yaml_data("questions.en").values()
    lists = [group for cue in cues for group in (cue.values() if isinstance(cue, dict) else [cue])]
    for text in (*(text for group in lists for text in group), *word_list("chatter"), *word_list("light")):
        for token in tokens(text):
            stem(token)
    return known_stems()


def save(index: Index, folder: Path) -> None:
    """Write to a folder beside the place and rename: a reader sees the whole index or none."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=".building-", dir=folder.parent))
    try:
        state = {
            "guides": [asdict(guide) for guide in index.guides.values()],
            "sources": [asdict(source) for source in index.sources.values()],
            "passages": [asdict(passage) for passage in index.passages],
            "notes": [
                [
                    sorted(note.about),
                    sorted(note.careers),
                    sorted(note.head),
                    [[sorted(unit.terms), sorted(unit.concepts), sorted(unit.quantities)] for unit in note.units],
                ]
                for note in index.notes
            ],
            "vocabulary": index.vocabulary,
            "stems": _stems(),
            "digest": index.digest,
        }
        (draft / "index.json").write_text(json.dumps(state, ensure_ascii=False), "utf-8")
        index.engine.save(draft)
        index.doors.save(draft)
        manifest = {"format": FORMAT, "version": __version__, "passages": len(index.passages), "corpus": index.digest}
        (draft / "manifest.json").write_text(json.dumps(manifest), "utf-8")
        if folder.exists():
            shutil.rmtree(folder)
        os.replace(draft, folder)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def load(folder: Path, settings: Settings) -> Index:
    """Open a saved index. Raises OSError, ValueError or KeyError where it is damaged."""
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise ValueError("an index of another version")
    state = json.loads((folder / "index.json").read_text("utf-8"))
    remember_stems(state["stems"])
    guides = {guide["id"]: _guide(guide) for guide in state["guides"]}
    passages = tuple(_record(Passage, passage) for passage in state["passages"])
    notes = tuple(
        Note(
            frozenset(about),
            frozenset(careers),
            frozenset(head),
            tuple(UnitNote(*(frozenset(part) for part in unit)) for unit in units),
            {},
        )
        for about, careers, head, units in state["notes"]
    )
    engine = make_engine(settings.engine, k1=settings.k1, b=settings.b)
    engine.load(folder)
    folders = folders_of(_paths(settings))  # not those of the time when it was built: guides may have been moved
    own = Path(settings.lexicon) if settings.lexicon else None
    own = own or next((path / "lexicon.yaml" for path in folders if (path / "lexicon.yaml").is_file()), None)
    return Index(
        guides=guides,
        sources={source["id"]: Source(**source) for source in state["sources"]},
        passages=passages,
        notes=notes,
        engine=engine,
        doors=Doors.load(folder),
        lexicon=load_lexicon(own, guides.values()),
        vocabulary=state["vocabulary"],
        digest=state["digest"],
        folders=folders,
    )


def _guide(data: dict[str, Any]) -> Guide:
    sections = tuple(
        _record(Section, section | {"blocks": tuple(_record(Block, block) for block in section["blocks"])})
        for section in data["sections"]
    )
    return _record(Guide, data | {"sections": sections})


def _record(kind: type, data: dict[str, Any]) -> Any:
    """A frozen record from JSON, its lists turned back into tuples."""
    known = {entry.name for entry in fields(kind)}
    return kind(**{name: _tuples(value) for name, value in data.items() if name in known})


def _tuples(value: Any) -> Any:
    return tuple(_tuples(part) for part in value) if isinstance(value, list | tuple) else value
