"""Rules on the frame of a guide: front matter, headings, links, ids."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

import yaml

from bot.checks.material import File, Material, compose, pairs, scalars
from bot.errors import Fault
from bot.passages import section_slugs, slug
from bot.reading.markdown import FIELDS, links
from bot.records import Guide

_FRONT = re.compile(r"\A---[ \t]*\n(.*?\n)---[ \t]*$", re.DOTALL | re.MULTILINE)
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//|/", re.IGNORECASE)


def front_matter(file: File) -> list[tuple[str, yaml.Node, int]]:
    """(field, value, line in the file) of a guide's front matter."""
    match = _FRONT.match(file.text)
    return [(key, value, line + 1) for key, value, line in pairs(compose(match[1]))] if match else []


def front_line(file: File, name: str, value: str = "") -> int:
    """The line of a front-matter field, or of a value in its list; 1 where it has none."""
    for key, node, line in front_matter(file):
        if key == name:
            return next((at + 1 for text, at in scalars(node) if text == value), line)
    return 1


def unknown_fields(material: Material) -> Iterator[Fault]:
    """A misspelt field (`reviewd:`) would be ignored without a word, and with it what the writer meant."""
    for file, _ in material.guides:
        for key, _, line in front_matter(file):
            if key not in FIELDS:
                yield Fault(file.name, line, f"unknown field {key!r} (known: {', '.join(sorted(FIELDS))})")


def unreadable_dates(material: Material) -> Iterator[Fault]:
    """A date that nobody can compare (`next spring`) would let a review slip."""
    for file, guide in material.guides:
        for name in ("reviewed", "review_by"):
            value = getattr(guide, name)
            if value and _day(value) is None:
                problem = f"{name}: {value!r} is not a date such as 2026-11-01"
                yield Fault(file.name, front_line(file, name), problem)


def review_passed(material: Material) -> Iterator[Fault]:
    """Figures on pay and growth grow old; a guide says by when somebody should read it again."""
    for file, guide in material.guides:
        day = _day(guide.review_by)
        if day and day < material.today:
            yield Fault(file.name, front_line(file, "review_by"), f"the review date {day} has passed")


def unknown_careers(material: Material) -> Iterator[Fault]:
    """A career that the lexicon doesn't know has no aliases: students' words for it would not lead to the guide."""
    if not material.lexicon:
        return
    careers = dict(_known_careers(material.lexicon[1]))
    known = {*careers, *careers.values()}
    for file, guide in material.guides:
        for career in guide.careers:
            if career not in known and career.casefold() not in known:
                line = front_line(file, "careers", career)
                yield Fault(file.name, line, f"the career {career!r} is not in {material.lexicon[0]}")


def _known_careers(text: str) -> Iterator[tuple[str, str]]:
    """(id, name in lower case) of each career of a lexicon."""
    for group, node, _ in pairs(compose(text)):
        for key, entry, _ in pairs(node) if group == "careers" else ():
            names = [value for part, value, _ in pairs(entry) if part == "name"]
            yield key, next((name.casefold() for value in names for name, _ in scalars(value)), key)


def heading_twice(material: Material) -> Iterator[Fault]:
    """Two sections of one name under one parent get addresses that depend on their order, and citations look alike."""
    for file, guide in material.guides:
        if not file.written:
            continue
        seen: dict[tuple[int, tuple[str, ...], str], int] = {}
        for section in guide.sections:
            key = (section.level, section.trail, " ".join(section.heading.casefold().split()))
            if key in seen:
                problem = f"the heading {section.heading!r} stands already in line {seen[key]}"
                yield Fault(file.name, section.line, problem)
            seen.setdefault(key, section.line)


def empty_section(material: Material) -> Iterator[Fault]:
    """A heading without text promises what nobody can quote. The title, and a heading of subsections, need none."""
    for file, guide in material.guides:
        if not file.written:
            continue
        for number, section in enumerate(guide.sections):
            after = guide.sections[number + 1].level if number + 1 < len(guide.sections) else 0
            if not section.blocks and after <= section.level:
                yield Fault(file.name, section.line, f"the section {section.heading!r} is empty")


def dead_link(material: Material) -> Iterator[Fault]:
    """A cross-link must lead to a guide, or to a heading of one; else a reader stands before nothing."""
    slugs: dict[str, set[str]] = {}
    for guide in material.by_id.values():
        slugs[guide.id] = {*section_slugs(guide), *(slug(section.heading) for section in guide.sections)}
    for file, guide in material.guides:
        if file.path.suffix.lower() not in (".md", ".markdown"):
            continue
        for start, href in links(file.text):
            problem = _dead(href, guide, file, slugs, material.broken)
            if problem:
                yield Fault(file.name, _link_line(file, href, start), problem)


def key_twice(material: Material) -> Iterator[Fault]:
    """Of two entries with one id YAML keeps the last and drops the first, without a word."""
    texts = [(name, compose(text), 0) for name, text in material.mappings.items()]
    for file, _ in material.guides:
        if match := _FRONT.match(file.text):
            texts.append((file.name, compose(match[1]), 1))
    texts += [(file.name, compose(file.text), 0) for file in material.files if file.faqs]
    for name, root, offset in texts:
        for key, line, first in _twice(root):
            yield Fault(name, line + offset, f"{key!r} stands already in line {first + offset}")


def _twice(node: yaml.Node | None) -> Iterator[tuple[str, int, int]]:
    seen: dict[str, int] = {}
    for key, value, line in pairs(node):
        if key in seen:
            yield key, line, seen[key]
        seen.setdefault(key, line)
        yield from _twice(value)
    if isinstance(node, yaml.SequenceNode):
        for part in node.value:
            yield from _twice(part)


def _dead(href: str, guide: Guide, file: File, slugs: dict[str, set[str]], broken: Iterable[str]) -> str:
    if _ELSEWHERE.match(href):
        return ""
    target, _, heading = href.partition("#")
    target = target or guide.id
    if target in broken or (target not in slugs and (file.path.parent / target).is_file()):
        return ""
    if target not in slugs:
        return f"the link {href!r} leads nowhere: there is no guide {target!r}"
    if heading and heading not in slugs[target]:
        return f"the link {href!r} leads nowhere: {target!r} has no heading {heading!r}"
    return ""


def _link_line(file: File, href: str, start: int) -> int:
    lines = file.text.split("\n")
    return next((at for at in range(start, len(lines) + 1) if f"]({href}" in lines[at - 1]), start)


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None
