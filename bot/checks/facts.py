"""Rules on facts: every one has a source, every figure its unit, money its time."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.checks.material import Material, Unit
from bot.checks.structure import front_line
from bot.errors import Fault

_MONEY = re.compile(
    r"[$£€¥₹]\s?\d|\b\d[\d,.]*\s?(?:k|m|million|billion)?\s?(?:dollars|pounds|euros|francs|zł|rupees|USD|GBP|EUR|CHF)\b",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"\b(?:19|20)\d\d\b|\b(?:per|an?|each|every)\s(?:year|month|week|day|hour)\b|\b(?:year|month|week|hour|annual|dai)ly\b"
    r"|\bper\sannum\b|/\s?(?:yr|year|mo|month|wk|week|h|hr|hour)\b|\bannual\b|\byearly\b",
    re.IGNORECASE,
)
_NO_PAY_RATE = re.compile(r"\b(?:yearly|annual)\s(?:bonus|bonuses|review)\b", re.IGNORECASE)
_PAY = re.compile(r"\b(?:earn|earns|earned|salary|salaries|wage|wages|paid|pays|paycheck|income)\b", re.IGNORECASE)
_AMOUNT = re.compile(
    r"(?<![\d$£€¥₹.,])(?<![$£€¥₹]\s)(?:\d{2,3},\d{3}|\d{2,3}k)(?![\d,]*\s?(?:people|jobs|roles|students|workers))", re.I
)
_NUMBER_LAST = re.compile(
    r"(?:\b(?:is|are|was|were|about|around|rated|scores?|reach(?:es)?|to)|:)\s(\d{1,3}(?:\.\d+)?)[.!)]?$", re.IGNORECASE
)
_COUNTED = re.compile(
    r"\b(?:months?|years?|yrs?|weeks?|days?|hours?|stages?|steps?|grades?|levels?|ages?|chapters?|parts?|numbers?|top)\b"
    r"|/\s?\d|%|\bout of\b",
    re.IGNORECASE,
)


def missing_source(material: Material) -> Iterator[Fault]:
    """Everything quoted is cited to who said it. Where a guide has several sources, each block must name its own:
    else its figures would be laid at the door of all of them."""
    if material.sources is None:
        return
    for file, guide in material.guides:
        for section in guide.sections:
            for block in section.blocks:
                if block.sources or section.sources or len(guide.sources) == 1:
                    continue
                line = file.line_of(block.units()[0], block.line) if block.units() else block.line
                if guide.sources:
                    yield Fault(file.name, line, f"which of the guide's {len(guide.sources)} sources says this?")
                else:
                    yield Fault(file.name, line, "no source: neither here nor for the section or the guide")


def unknown_source(material: Material) -> Iterator[Fault]:
    """A source that sources.yaml does not hold can't be shown beside the citation."""
    if material.sources is None:
        return
    for file, guide in material.guides:
        places = [(name, front_line(file, "sources", name)) for name in guide.sources]
        for section in guide.sections:
            places += [(name, file.line_of(name, section.line)) for name in section.sources]
            places += [(name, file.line_of(name, block.line)) for block in section.blocks for name in block.sources]
        for name, line in places:
            if name not in material.sources:
                yield Fault(file.name, line, f"the source {name!r} is not in sources.yaml")


def money_without_time(material: Material) -> Iterator[Fault]:
    """$120,000 a year, an hour or once? In 2016 or now? The unit, its heading or its table's header must say."""
    for unit in material.units:
        if _MONEY.search(unit.text) and not _TIME.search(_NO_PAY_RATE.sub("", _context(unit))):
            yield Fault(
                unit.file.name, unit.line, f"money without a year, “per year” or “per hour”: {_start(unit.text)}"
            )


def money_without_currency(material: Material) -> Iterator[Fault]:
    """“Earns 118,000 per year” leaves open whether dollars or pounds."""
    for unit in material.units:
        if _PAY.search(unit.text) and _AMOUNT.search(unit.text) and not _MONEY.search(unit.text):
            yield Fault(unit.file.name, unit.line, f"an amount without a currency: {_start(unit.text)}")


def bare_number(material: Material) -> Iterator[Fault]:
    """“Communication is rated 76.” — of what? A number that ends a sentence needs its unit (76/100, 76%, 76 hours)."""
    for unit in material.units:
        if unit.block.kind != "table" and _NUMBER_LAST.search(unit.text) and not _COUNTED.search(unit.text):
            yield Fault(unit.file.name, unit.line, f"a number without a unit: {_start(unit.text)}")


def _context(unit: Unit) -> str:
    """What a reader of the quote also sees: the headings, the lead-in, the table's header."""
    parts = (unit.text, unit.section.heading, *unit.section.trail, unit.block.lead, *unit.block.header)
    return " ".join(parts)


def _start(text: str) -> str:
    return text if len(text) <= 70 else text[:70].rsplit(" ", 1)[0] + " …"
