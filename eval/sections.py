"""Which given section of a document a passage of ours lies in: by words, so that both may be cut differently."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from bot.records import Passage

_WORD = re.compile(r"[^\W_]+")
LEAST_OVERLAP = 0.5  # of a passage's words; below it the passage lies in no section


def words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


class SectionMap:
    """Maps passages to the sections of their guide; sections are (id, heading, text) by guide id."""

    def __init__(self, sections: Mapping[str, Sequence[tuple[str, str, str]]], passages: Iterable[Passage]) -> None:
        self._sections = {
            guide: [(id_, words(heading), words(text)) for id_, heading, text in own] for guide, own in sections.items()
        }
        self.section_of = {passage.id: self._find(passage) for passage in passages}

    def _find(self, passage: Passage) -> str | None:
        """The section that holds the passage's words in one run, of its heading first; else the one with most."""
        ours = words(passage.text)
        heading = words(passage.heading)
        candidates = sorted(self._sections.get(passage.guide_id, ()), key=lambda section: section[1] != heading)
        run = f" {' '.join(ours)} "
        for id_, _, theirs in candidates:
            if run in f" {' '.join(theirs)} ":
                return id_
        best, shared = None, 0.0
        counts = Counter(ours)
        for id_, _, theirs in candidates:
            share = sum((counts & Counter(theirs)).values()) / max(1, len(ours))
            if share > shared:
                best, shared = id_, share
        return best if shared >= LEAST_OVERLAP else None

    def ranked(self, ids: Iterable[str]) -> list[str]:
        """Sections in the order of their first passage, each once; passages that lie in none keep their place."""
        found = (self.section_of.get(id_) or f"none:{id_}" for id_ in ids)
        return list(dict.fromkeys(found))
