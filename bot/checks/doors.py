"""Rules on FAQs: many wordings, each of one question, and answers that exist."""

from __future__ import annotations

from collections.abc import Iterator

import yaml

from bot.checks.material import File, Material, compose, pairs, scalars
from bot.errors import Fault
from bot.spelling import written_out


def _entries(material: Material) -> Iterator[tuple[File, dict[str, yaml.Node], int]]:
    """Each FAQ entry as (file, fields, line)."""
    for file in material.files:
        if file.path.suffix.lower() not in (".yaml", ".yml"):
            continue
        root = compose(file.text)
        for entry in root.value if isinstance(root, yaml.SequenceNode) else ():
            yield file, {key: value for key, value, _ in pairs(entry)}, entry.start_mark.line + 1


def too_few_wordings(material: Material) -> Iterator[Fault]:
    """Students rarely ask in the words of the FAQ; the other wordings are what finds it."""
    for file, fields, line in _entries(material):
        own = {text.casefold() for text, _ in scalars(fields.get("question"))}
        others = {text.casefold() for text, _ in scalars(fields.get("also"))} - own if "also" in fields else set()
        if not others:
            yield Fault(file.name, line, "no other wordings (`also`) of the question")


def wording_twice(material: Material) -> Iterator[Fault]:
    """One wording under two questions: which answer is meant?"""
    seen: dict[str, tuple[str, int]] = {}
    for file, fields, _ in _entries(material):
        for name in ("question", "also"):
            for text, line in scalars(fields.get(name)):
                key = " ".join(written_out(text).rstrip("?!. ").split())
                if key in seen:
                    where, first = seen[key]
                    yield Fault(file.name, line, f"the wording {text!r} stands already in {where}, line {first}")
                seen.setdefault(key, (file.name, line))


def dead_passage(material: Material) -> Iterator[Fault]:
    """An FAQ that points to a passage which is gone answers nothing."""
    for file, fields, _ in _entries(material):
        for passage, line in scalars(fields.get("passages")):
            if passage not in material.passages and passage.partition("#")[0] not in material.broken:
                yield Fault(file.name, line, f"there is no passage {passage!r}")


def dead_quote(material: Material) -> Iterator[Fault]:
    """The beginning of the line to quote must be found in its passage, else another line is quoted."""
    for file, fields, _ in _entries(material):
        names = [text for text, _ in scalars(fields.get("passages"))]
        quotes = scalars(fields.get("quote")) if "quote" in fields else []
        for number, (quote, line) in enumerate(quotes):
            if number >= len(names):
                yield Fault(file.name, line, f"`quote` {quote!r} has no passage beside it")
                continue
            passage = material.passages.get(names[number])
            if passage and quote and not any(unit.startswith(quote) for unit in passage.units()):
                yield Fault(file.name, line, f"no line of {names[number]!r} begins with {quote!r}")
