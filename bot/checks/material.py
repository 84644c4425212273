"""A corpus as the rules see it: what could be read, with the raw lines beside it, and the faults of what could not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path

import yaml

from bot.errors import CorpusError, Fault
from bot.passages import cut
from bot.reading import FAQ_ENDINGS, READERS, Corpus, list_files, read_corpus, read_sources
from bot.reading.decode import decode
from bot.reading.faq import read_faqs
from bot.records import Block, Door, Guide, Passage, Section, Source
from bot.settings import Settings

_LINK = re.compile(r"\[([^\[\]]*)\]\([^()]*\)")
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class File:
    """One readable file. `written`: in a format made for Guidepost, so that its words can be asked to be better."""

    name: str
    path: Path
    text: str
    guide: Guide | None = None
    faqs: tuple[Door, ...] = ()

    @property
    def written(self) -> bool:
        return self.path.suffix.lower() in {".md", ".markdown"} | FAQ_ENDINGS

    @cached_property
    def _plain_lines(self) -> list[str]:
        return [" ".join(_LINK.sub(r"\1", line).split()) for line in self.text.split("\n")]

    def line_of(self, words: str, start: int = 1) -> int:
        """The first line from `start` on in which the first words of `words` stand; `start` where none does."""
        for length in (60, 25, 12):
            wanted = words[:length].strip()
            for number in range(max(start, 1), len(self._plain_lines) + 1):
                if wanted and wanted in self._plain_lines[number - 1]:
                    return number
        return start


@dataclass(frozen=True)
class Unit:
    """One quotable piece of a guide. `number`: its place in its block, the lead-in counted."""

    file: File
    guide: Guide
    section: Section
    block: Block
    number: int
    text: str

    @property
    def line(self) -> int:
        words = self.text if self.block.kind != "table" else self.text.partition(" · ")[0]
        return self.file.line_of(words, self.block.line)


@dataclass
class Material:
    """Everything the rules look at. `broken`: ids that files which cannot be read would probably have."""

    faults: list[Fault]
    files: list[File]
    sources: dict[str, Source] | None
    folders: tuple[Path, ...]
    today: date
    settings: Settings
    broken: set[str] = field(default_factory=set)
    mappings: dict[str, str] = field(default_factory=dict)

    @property
    def guides(self) -> Iterator[tuple[File, Guide]]:
        return ((file, file.guide) for file in self.files if file.guide)

    @cached_property
    def by_id(self) -> dict[str, Guide]:
        known: dict[str, Guide] = {}
        for _, guide in self.guides:
            known.setdefault(guide.id, guide)
        return known

    @cached_property
    def passages(self) -> dict[str, Passage]:
        words = self.settings.passage_words
        return {passage.id: passage for guide in self.by_id.values() for passage in cut(guide, words)}

    @cached_property
    def units(self) -> list[Unit]:
        """Every quotable piece of guides and FAQs whose wording is ours to better."""
        return [
            Unit(file, guide, section, block, number, text)
            for file, guide in self.guides
            if file.written
            for section in guide.sections
            for block in section.blocks
            for number, text in enumerate(block.units())
        ]

    @property
    def lexicon(self) -> tuple[str, str] | None:
        """Name and text of the corpus's own lexicon, or None."""
        return next(((name, text) for name, text in self.mappings.items() if Path(name).name == "lexicon.yaml"), None)

    def corpus(self) -> Corpus:
        doors = tuple(door for file in self.files for door in file.faqs)
        return Corpus(self.by_id, doors, self.sources or {}, self.folders)


def gather(paths: Sequence[Path], today: date, settings: Settings) -> Material:
    """Read what can be read. Raises nothing: faults of reading are collected."""
    faults: list[Fault] = []
    try:
        read_corpus(paths, megabytes=settings.file_megabytes)
    except CorpusError as error:
        faults = list(error.faults)
    folders = tuple(path if path.is_dir() else path.parent for path in paths)
    material = Material(faults, [], None, folders, today, settings)
    try:
        files = list_files(paths)
    except CorpusError:
        return material
    for name, path in files:
        try:
            _add(material, name, path)
        except CorpusError:
            material.broken.add(path.stem)
    if settings.lexicon and Path(settings.lexicon).is_file():
        material.mappings = {"lexicon.yaml": Path(settings.lexicon).read_text("utf-8", "replace")} | material.mappings
    return material


def _add(material: Material, name: str, path: Path) -> None:
    if path.stat().st_size > material.settings.file_megabytes * 1_000_000:
        material.broken.add(path.stem)
        return
    text = decode(path.read_bytes(), name)
    suffix = path.suffix.lower()
    if path.name in ("lexicon.yaml", "sources.yaml", "disagreements.yaml"):
        material.mappings[name] = text
        if path.name == "sources.yaml":
            material.sources = (material.sources or {}) | read_sources(text, name)
    elif path.name.startswith("replies."):
        return  # read with the bot, in the rule on finding
    elif suffix in FAQ_ENDINGS:
        faqs = read_faqs(text, guide_id=path.stem, path=name)
        material.files.append(File(name, path, text, faqs.guide, faqs.doors))
    elif suffix in READERS:
        guide = READERS[suffix](text, guide_id=path.stem, path=name)
        material.files.append(File(name, path, text, guide))


def compose(text: str) -> yaml.Node | None:
    """A YAML text as nodes with line numbers; None where it cannot be parsed (reported by the reader)."""
    try:
        return yaml.compose(text, Loader=_LOADER)
    except yaml.YAMLError:
        return None


def pairs(node: yaml.Node | None) -> list[tuple[str, yaml.Node, int]]:
    """(key, value, 1-based line of the key) of a mapping node; empty for anything else."""
    if not isinstance(node, yaml.MappingNode):
        return []
    return [(str(key.value), value, key.start_mark.line + 1) for key, value in node.value]


def scalars(node: yaml.Node | None) -> list[tuple[str, int]]:
    """(text, 1-based line) of a scalar node or of the scalars in a list node."""
    nodes = node.value if isinstance(node, yaml.SequenceNode) else [node]
    return [(str(part.value), part.start_mark.line + 1) for part in nodes if isinstance(part, yaml.ScalarNode)]
