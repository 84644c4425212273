"""What the tests of plain text share: pages, and a reader's view of them."""

from __future__ import annotations

from pathlib import Path

from bot.reading.plain import read_plain
from bot.records import Block, Guide, Section

SAMPLES = sorted((Path(__file__).parent / "samples").glob("*.txt"))
SEEDS = Path(__file__).resolve().parents[2] / "shared" / "seeds"
SEED_FILES = sorted(SEEDS.glob("0*.txt"))


def read(text: str, guide_id: str = "page") -> Guide:
    return read_plain(text, guide_id=guide_id, path=f"{guide_id}.txt")


def blocks(text: str) -> list[Block]:
    return [block for section in read(text).sections for block in section.blocks]


def one_block(text: str) -> Block:
    (block,) = blocks(text)
    return block


def headings(guide: Guide) -> list[tuple[int, str]]:
    return [(section.level, section.heading) for section in guide.sections]


def outline(guide: Guide) -> list[str]:
    """Every heading with the kinds of its blocks: `2 Pay: table prose`."""
    return [
        f"{section.level} {section.heading}: {' '.join(block.kind for block in section.blocks)}".rstrip(": ")
        for section in guide.sections
    ]


def section(guide: Guide, heading: str) -> Section:
    (found,) = [section for section in guide.sections if section.heading == heading]
    return found
