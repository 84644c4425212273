"""What each passage and each of its units is about: terms, concepts, kinds of quantity. Made once, when indexing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.lexicon import Lexicon, Match, Phrases
from bot.records import Guide, Passage
from bot.settings import Settings
from bot.words import is_stopword, stem, tokens

MAIN_CAREER_SHARE = 0.6  # of the careers a guide names: then the guide is about that one, if no front matter says so
MAIN_CAREER_COUNT = 3

_AMOUNT = r"\d[\d,.]*\s?(?:k|m|bn|million|billion|thousand)?\+?"
QUANTITIES = {
    "money": re.compile(
        rf"[$£€¥₹]\s?{_AMOUNT}|\b{_AMOUNT}\s?(?:dollars|pounds|euros|zł|kr|CHF|rupees|USD|GBP|EUR)\b", re.I
    ),
    "percent": re.compile(r"\d\+?\s?(?:%|percent\b|per cent\b)", re.I),
    "clock": re.compile(r"\b\d{1,2}:\d\d\b|\b\d{1,2}\s?[ap]\.?m\b", re.I),
    "time": re.compile(
        r"\b(?:\d[\d.]*\+?|one|two|three|four|five|six|seven|eight|nine|ten|several|few)[\s-]*(?:(?:-|–|to|or)\s?\w+\s?)?"
        r"(?:hours?|hrs?|minutes?|days?|weeks?|months?|mos?|years?|yrs?|summers?|decades?)\b|\b(?:years?|yr|months?)\s\d",
        re.I,
    ),
    "age": re.compile(r"\b(?:aged?|age of) \d|\d[\s-]years?[\s-]old", re.I),
    "count": re.compile(
        r"\b\d[\d,.]*(?:\s?(?:million|billion))?\b|\b(?:one|two|three|four|five|six|seven|eight|nine|ten)\b", re.I
    ),
}


@dataclass(frozen=True, slots=True)
class Analysis:
    """A text as tokens, stems and the concepts found in it."""

    tokens: tuple[str, ...]
    stems: tuple[str, ...]
    matches: tuple[Match, ...]

    def concepts(self, kinds: str = "ctlps") -> list[str]:
        return [match.concept for match in self.matches if match.concept[0] in kinds]

    def terms(self) -> list[str]:
        """Stems of what is not a stopword."""
        return [root for token, root in zip(self.tokens, self.stems, strict=True) if not is_stopword(token)]

    def canonical(self) -> dict[str, float]:
        """Concepts in place of the words they cover, and the stems of the other content words, each with weight 1."""
        covered = {place for match in self.matches for place in match.places}
        rest = (
            self.stems[place]
            for place, token in enumerate(self.tokens)
            if place not in covered and not is_stopword(token)
        )
        return dict.fromkeys([*self.concepts(), *rest], 1.0)

    def wording(self) -> dict[str, float]:
        """All stems and all concepts, each with weight 1: for comparing one way to ask with another.

        Stopwords and covered words are among them, since "do you ever stop studying" is told from "do you study" by
        them only; how rare a word is among the known wordings decides how much it counts.
        """
        return dict.fromkeys([*self.concepts(), *self.stems], 1.0)


def analyse(text: str, phrases: Phrases) -> Analysis:
    """Read a text against one side of a lexicon: `lexicon.questions` or `lexicon.documents`."""
    words = tokens(text)
    stems = [stem(word) for word in words]
    return Analysis(tuple(words), tuple(stems), tuple(phrases.find(stems)))


@dataclass(frozen=True, slots=True)
class UnitNote:
    """One unit: its terms, its concepts, the kinds of quantity in it."""

    terms: frozenset[str]
    concepts: frozenset[str]
    quantities: frozenset[str]


@dataclass(frozen=True, slots=True)
class Note:
    """One passage: what it is about by its place (title, headings, row label), and its units.

    about: concepts of headings, lead, row label. careers: what the passage is about, the nearest heading first to say
    so. head: terms of title, headings, lead, row label. terms: weighted terms for the engine.
    """

    about: frozenset[str]
    careers: frozenset[str]
    head: frozenset[str]
    units: tuple[UnitNote, ...]
    terms: dict[str, float]


def main_careers(guide: Guide, lexicon: Lexicon) -> tuple[str, ...]:
    """The careers a guide is about: by its front matter, else its title, else the one that it mostly names."""
    if guide.careers:
        known = {lexicon.name(concept).casefold(): concept for concept in lexicon.concepts("c")}
        return tuple(known.get(name.casefold(), f"c:{name}") for name in guide.careers)
    titled = list(dict.fromkeys(analyse(guide.title, lexicon.documents).concepts("c")))
    if titled:
        return tuple(titled)
    named: Counter[str] = Counter()
    for section in guide.sections:
        texts = [section.heading, *(unit for block in section.blocks for unit in block.units())]
        for text in texts:
            named.update(analyse(text, lexicon.documents).concepts("c"))
    for career, count in named.most_common(1):
        if count >= MAIN_CAREER_COUNT and count >= MAIN_CAREER_SHARE * named.total():
            return (career,)
    return ()


def annotate(passage: Passage, scope: Sequence[str], lexicon: Lexicon, settings: Settings) -> Note:
    """Make a passage's note. `scope`: the careers of its guide, from `main_careers`."""
    title = analyse(passage.guide_title, lexicon.documents)
    headings = [analyse(text, lexicon.documents) for text in (passage.heading, *reversed(passage.trail))]
    label = analyse(passage.table[1][0], lexicon.documents) if passage.table else analyse("", lexicon.documents)
    lead = analyse(passage.lead, lexicon.documents)
    wordings = [analyse(text, lexicon.questions) for text in passage.questions]
    units = [analyse(unit, lexicon.documents) for unit in passage.units()]
    careers = next((found for part in (label, *headings) if (found := part.concepts("c"))), list(scope))
    about = {concept for part in (label, lead, *headings) for concept in part.concepts()} | {*careers}
    head = frozenset(term for part in (title, label, lead, *headings) for term in part.terms())
    unit_notes = tuple(
        UnitNote(frozenset(unit.terms()), _concepts(unit, text, about, lexicon), quantities(text))
        for unit, text in zip(units, passage.units(), strict=True)
    )
    weighted: Counter[str] = Counter()
    _count(weighted, units, 1.0)
    _count(weighted, [*headings, lead], settings.heading_weight)
    _count(weighted, wordings, settings.question_weight)
    _count(weighted, [title], settings.title_weight)
    for career in careers:
        weighted[career] += settings.heading_weight
    return Note(frozenset(about), frozenset(careers), head, unit_notes, dict(weighted))


def _concepts(unit: Analysis, text: str, about: Iterable[str], lexicon: Lexicon) -> frozenset[str]:
    """Those that a unit names, and the place of its money where neither it nor what stands above it names a place."""
    named = unit.concepts()
    placed = any(concept[0] == "p" for concept in (*named, *about))
    paid = "money" in quantities(text) and not placed  # "$$" only says that it is dear
    return frozenset([*named, *lexicon.paid_in(text)] if paid else named)


def quantities(text: str) -> frozenset[str]:
    """The kinds of quantity that stand in a text."""
    return frozenset(kind for kind, pattern in QUANTITIES.items() if pattern.search(text))


def _count(weighted: Counter[str], parts: Iterable[Analysis], weight: float) -> None:
    for part in parts:
        for term in (*part.terms(), *part.concepts()):
            weighted[term] += weight
