"""A rule on finding: every passage can be reached by somebody who asks for just that."""

from __future__ import annotations

from collections.abc import Iterator

from bot.bot import Bot
from bot.checks.material import Material
from bot.errors import CorpusError, Fault
from bot.index import build
from bot.passages import section_slugs
from bot.records import Passage

FIRST = 10  # results looked at: as many as an answer is chosen from


def unreachable_passages(material: Material) -> Iterator[Fault]:
    """What is not among the first results for its own heading or its own first words will never be an answer."""
    if not material.by_id:
        return
    try:
        bot = Bot(build(material.corpus(), material.settings), material.settings)
    except CorpusError as error:
        yield from error.faults  # of the lexicon: without it nothing can be searched
        return
    lines = {
        f"{guide.id}#{name}": (file.name, section.line)
        for file, guide in material.guides
        if file.written
        for section, name in zip(guide.sections, section_slugs(guide), strict=True)
    }
    for passage in bot.passages:
        section = passage.id.rpartition("-")[0]
        if section in lines and not any(passage.id in _found(bot, asked) for asked in _askings(passage)):
            name, line = lines[section]
            yield Fault(
                name, line, f"nobody could find {passage.id!r}: it is not among {FIRST} results for its own words"
            )


def _askings(passage: Passage) -> Iterator[str]:
    yield passage.heading
    yield passage.units()[0]
    yield f"{passage.heading} {passage.table[1][0] if passage.table else passage.units()[-1]}"


def _found(bot: Bot, asked: str) -> list[str]:
    return [hit.id for hit in bot.search(asked, k=FIRST)]
