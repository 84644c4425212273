"""Files → guides: one module a format, chosen by the file's ending."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from bot.errors import CorpusError, Fault
from bot.reading.decode import decode
from bot.reading.faq import read_faqs
from bot.reading.markdown import read_markdown
from bot.reading.plain import read_plain
from bot.records import Door, Guide, Source

READERS: dict[str, Callable[..., Guide]] = {
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".txt": read_plain,
    ".text": read_plain,
}
FAQ_ENDINGS = {".yaml", ".yml"}
BESIDE = {"lexicon.yaml", "sources.yaml", "replies.yaml", "disagreements.yaml"}
ASIDE = {"coverage.yaml"}  # about the corpus, not of it: neither read nor part of its digest


@dataclass(frozen=True)
class Corpus:
    """Everything that answers come from, as read from disk. `digest` changes when any of its files does."""

    guides: dict[str, Guide]
    doors: tuple[Door, ...] = ()
    sources: dict[str, Source] = field(default_factory=dict)
    folders: tuple[Path, ...] = ()
    digest: str = ""

    def beside(self, name: str) -> Path | None:
        """A file such as `lexicon.yaml` in one of the corpus folders, or None."""
        return next((folder / name for folder in self.folders if (folder / name).is_file()), None)


def read_corpus(paths: Sequence[Path], *, megabytes: float = 20.0) -> Corpus:
    """Read folders and files. Raises CorpusError with every fault of every file, all at once."""
    files = list_files(paths)
    faults: list[Fault] = []
    guides: dict[str, Guide] = {}
    doors: list[Door] = []
    sources: dict[str, Source] = {}
    for name, file in files:
        try:
            text = _load(file, name, megabytes)
            if file.name == "sources.yaml":
                sources |= read_sources(text, name)
                continue
            if file.name in BESIDE or file.name.startswith("replies."):  # replies.es.yaml and the like
                continue
            if file.suffix.lower() in FAQ_ENDINGS:
                faqs = read_faqs(text, guide_id=f"{file.stem}-faq", path=name)
                doors += faqs.doors
                guide = faqs.guide
            else:
                guide = READERS[file.suffix.lower()](text, guide_id=file.stem, path=name)
        except CorpusError as error:
            faults += error.faults
            continue
        if guide is None:
            continue
        if guide.id in guides:
            faults.append(Fault(name, 1, f"the id {guide.id!r} is already taken by {guides[guide.id].path}"))
        elif not any(section.blocks for section in guide.sections):
            faults.append(Fault(name, 0, "there is no text in it"))
        else:
            guides[guide.id] = guide
    if faults:
        raise CorpusError(faults)
    if not guides:
        where = ", ".join(str(path) for path in paths)
        raise CorpusError([Fault(where, 0, f"no guides found (readable: {', '.join(sorted(READERS))})")])
    return Corpus(guides, tuple(doors), sources, folders_of(paths), digest_of(paths))


def folders_of(paths: Iterable[Path]) -> tuple[Path, ...]:
    """The folders in which a corpus keeps what belongs to it: those given and those of the files given."""
    return tuple(path if path.is_dir() else path.parent for path in map(Path, paths))


def list_files(paths: Sequence[Path]) -> list[tuple[str, Path]]:
    """Readable files below `paths` as (name to show, path), sorted. README and hidden files are skipped.

    Raises CorpusError for a path that does not exist or a single file in a format that cannot be read.
    """
    readable = set(READERS) | FAQ_ENDINGS
    found: dict[Path, str] = {}
    faults = []
    for path in paths:
        if path.is_dir():
            for file in sorted(path.rglob("*")):
                parts = file.relative_to(path).parts
                hidden = any(part.startswith((".", "_")) for part in parts)
                aside = file.name in ASIDE or file.stem.lower() == "readme"
                if file.is_file() and not hidden and not aside and file.suffix.lower() in readable:
                    found.setdefault(file, file.relative_to(path).as_posix())
        elif path.is_file() and path.suffix.lower() in readable:
            found.setdefault(path, path.name)
        elif path.is_file():
            faults.append(Fault(str(path), 0, f"this format cannot be read (readable: {', '.join(sorted(readable))})"))
        else:
            faults.append(Fault(str(path), 0, "no such file or folder"))
    if faults:
        raise CorpusError(faults)
    return [(name, file) for file, name in found.items()]


def digest_of(paths: Sequence[Path]) -> str:
    """A hash over names and bytes of all files that make the corpus, without reading them as guides."""
    whole = hashlib.sha256()
    for name, file in list_files(paths):
        whole.update(name.encode("utf-8", "surrogateescape") + b"\0")
        whole.update(hashlib.sha256(file.read_bytes()).digest())
    return whole.hexdigest()[:16]


def read_sources(text: str, path: str) -> dict[str, Source]:
    """`sources.yaml`: id → Source. Raises CorpusError for entries that are not understood."""
    data = load_yaml(text, path)
    if not isinstance(data, dict):
        raise CorpusError([Fault(path, 1, "must map a source's id to its title, publisher, url, date, note")])
    fields = {"title", "publisher", "url", "date", "note"}
    faults = []
    sources = {}
    for name, entry in data.items():
        if not isinstance(entry, dict) or not entry.get("title"):
            faults.append(Fault(path, 0, f"source {name!r} has no title"))
        elif unknown := sorted(set(entry) - fields):
            faults.append(Fault(path, 0, f"source {name!r} has an unknown field {', '.join(map(str, unknown))}"))
        else:
            sources[str(name)] = Source(str(name), **{key: str(value or "") for key, value in entry.items()})
    if faults:
        raise CorpusError(faults)
    return sources


def load_yaml(text: str, path: str) -> object:
    """Parse YAML. Raises CorpusError naming the line."""
    try:
        return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.YAMLError as error:
        line = getattr(getattr(error, "problem_mark", None), "line", -1) + 1
        raise CorpusError([Fault(path, line, f"not valid YAML: {getattr(error, 'problem', None) or error}")]) from error


def _load(file: Path, name: str, megabytes: float) -> str:
    if file.stat().st_size > megabytes * 1_000_000:
        raise CorpusError([Fault(name, 0, f"larger than {megabytes:g} MB (setting file_megabytes)")])
    text = decode(file.read_bytes(), name)
    if not text.strip():
        raise CorpusError([Fault(name, 0, "the file is empty")])
    return text


__all__: Iterable[str] = ["Corpus", "digest_of", "list_files", "load_yaml", "read_corpus", "read_sources"]
