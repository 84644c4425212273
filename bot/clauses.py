"""What the words of one message tell, clause by clause; the conversation counts later."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import dropwhile

from bot.annotations import Analysis, analyse
from bot.cues import auxiliaries, cues, found
from bot.datafiles import word_list, yaml_data
from bot.index import Index
from bot.lexicon import Match
from bot.spelling import Speller
from bot.weights import Weights
from bot.words import is_figure, is_stopword, stem, tokens

ASKS_BY = 3  # words of a clause, one of which asks
_CLAUSE = re.compile(r"(?<=[.!?;:,\n])\s+|\s+(?=(?:so|but|and|because|bc|cuz|now)\s)|\s+-+\s+")


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of a message; `asks`: whether what is asked stands in it."""

    text: str
    weight: float
    asks: bool


@dataclass(slots=True)
class Told:
    """The words and concepts of a message with weights; the fields as in `Question`, but for `slots`: kind of concept →
    concepts, and `asked`: the concepts of clauses that ask."""

    content: dict[str, float] = field(default_factory=dict)
    wording: dict[str, float] = field(default_factory=dict)
    terms: dict[str, float] = field(default_factory=dict)
    slots: dict[str, dict[str, float]] = field(default_factory=lambda: {"c": {}, "t": {}, "l": {}, "p": {}})
    excluded: list[str] = field(default_factory=list)
    subjects: dict[str, float] = field(default_factory=dict)
    strangers: list[str] = field(default_factory=list)
    asked: set[str] = field(default_factory=set)

    def add(self, clause: Clause, index: Index, speller: Speller, weights: Weights) -> None:
        """Take in what a clause says; of what is said more than once, the greatest weight counts."""
        part = read_words(clause.text, index)
        barred = _excluded(part, index.lexicon.general)
        self.excluded += barred
        meant = [match for match in part.matches if match.concept not in barred]
        named = {place for match in part.matches if match.kind in "clp" for place in match.places}
        again = {match.concept for match in part.matches if match.kind == "s" and named.issuperset(match.places)}
        unmeant = {*barred, *(part.stems[at] for match in part.matches if match not in meant for at in match.places)}
        for term in part.wording():
            if term not in unmeant:
                _raise(self.wording, term, clause.weight)
        for term, weight in part.canonical().items():
            if term not in unmeant and term not in again:
                _raise(self.content, term, weight * clause.weight)
        careers = {place for match in part.matches if match.kind == "c" for place in match.places}
        for place, (token, root) in enumerate(zip(part.tokens, part.stems, strict=True)):
            if not is_stopword(token) and root not in unmeant:
                _raise(self.terms, root, clause.weight * (weights.terms["covered"] if place in careers else 1.0))
        for match in meant:
            own = weights.terms[match.kind] * index.lexicon.weights.get(match.concept, 1.0)
            _raise(self.terms, match.concept, clause.weight * own)
            if match.kind in self.slots:
                _raise(self.slots[match.kind], match.concept, clause.weight)
        if clause.asks:
            self.asked.update(match.concept for match in meant)
            self.subjects |= _subjects(part, index, speller)
            self.strangers += _strangers(part, index)

    def own(self) -> dict[str, tuple[str, ...]]:
        """For each kind the concepts of the clauses that ask; those of the frame only where the others name none."""
        return {
            kind: tuple(concept for concept, weight in group.items() if weight == max(group.values()))
            for kind, group in self.slots.items()
        }

    def ask_for(self, topic: str, weight: float) -> None:
        """Take in a topic that is asked for without being named."""
        self.content[topic] = self.wording[topic] = 1.0
        self.terms[topic] = weight
        self.asked.add(topic)

    def forget(self, topic: str) -> None:
        for held in (self.content, self.wording, self.terms):
            held.pop(topic, None)


def told(text: str, index: Index, speller: Speller, weights: Weights) -> Told:
    """What a message tells, its clauses taken together."""
    found = Told()
    for clause in clauses(text, weights.terms["frame"]):
        found.add(clause, index, speller, weights)
    for concept in found.excluded:
        found.terms.pop(concept, None)
    return found


def _raise(held: dict[str, float], term: str, weight: float) -> None:
    held[term] = max(held.get(term, 0.0), weight)


def read_words(text: str, index: Index) -> Analysis:
    """The words and concepts of a text; a place that no guide names is read as the larger one around it, if they name
    that."""
    found = analyse(text, index.lexicon.questions)
    return replace(found, matches=tuple(_widened(match, index) for match in found.matches))


def _widened(match: Match, index: Index) -> Match:
    larger = index.lexicon.within(match.concept)  # of places only
    if larger and index.holds(larger).any() and not index.holds(match.concept).any():
        return replace(match, concept=larger)
    return match


def clauses(text: str, frame_weight: float) -> list[Clause]:
    """Clauses with weights: where one asks, what a student says about themselves counts less."""
    parts = [part for part in _CLAUSE.split(text) if part and part.strip()]
    framed = [_framed(part) for part in parts]
    asking = [_asking(part) and not frame for part, frame in zip(parts, framed, strict=True)]
    if not any(asking):
        asking = [not frame for frame in framed]
    if len(parts) < 2 or not any(asking):
        return [Clause(text, 1.0, True)]
    joined: list[Clause] = []
    for part, asks, frame in zip(parts, asking, framed, strict=True):
        weight = 1.0 if asks or not frame else frame_weight
        if joined and (joined[-1].weight, joined[-1].asks) == (weight, asks):
            joined[-1] = Clause(f"{joined[-1].text} {part}", weight, asks)
        else:
            joined.append(Clause(part, weight, asks))
    return joined


def asked_alone(text: str, index: Index) -> str:
    """The clauses that ask, where they could be asked without the others: those tell a story that names nothing of the
    guides, and nothing refers back to it. Else "".
    """
    parts = clauses(text, 0.0)
    asking = " ".join(part.text for part in parts if part.asks)
    story = read_words(" ".join(part.text for part in parts if not part.asks), index)
    whole = read_words(asking, index)
    names = any(match.kind in "clp" for match in story.matches) or any(map(_is_occupation, story.tokens))
    topics = {match.concept for match in whole.matches if match.kind in "ct"}
    told = topics - set(yaml_data("questions.en")["of_careers"])  # "what do they earn" lacks a career
    return asking if story.tokens and told and not names and not found("leans", whole) else ""


def _framed(clause: str) -> bool:
    """Whether a clause begins by speaking of the student: "i'm a junior and …"."""
    return any(match.start < 2 for match in found("frames", analyse(clause, cues("frames"))))


def _asking(clause: str) -> bool:
    """Whether a clause ends in a question mark, or asks by one of its first words: "so what …", not "my bus is …"."""
    words = tokens(clause)[:ASKS_BY]
    place = next((place for place, word in enumerate(words) if word in _asking_words()), None)
    openers = yaml_data("questions.en")["before_asking"]
    stated = place and words[place] in auxiliaries() and not set(words[:place]).issubset(openers)
    return clause.rstrip().endswith("?") or not (place is None or stated)


@cache
def _asking_words() -> frozenset[str]:
    return frozenset(token for phrase in yaml_data("questions.en")["asking"] for token in tokens(phrase))


def _excluded(part: Analysis, general: frozenset[str]) -> list[str]:
    """What stands right behind "besides", "other than" and the like: a career or topic, with the stem of a thing that
    has one word. And a career behind another one and "not". general: topics that are no things."""
    named = min((match.end for match in part.matches if match.kind == "c"), default=len(part.tokens))
    ends = [match.end for match in found("except", part)]
    ends += [place + 1 for place, token in enumerate(part.tokens) if token == "not" and place >= named]
    near = [
        [match.start for match in part.matches if match.kind in "ct" and 0 <= match.start - end <= 2] for end in ends
    ]
    starts = {min(places) for places in near if places}
    barred = [match for match in part.matches if match.kind in "ct" and match.start in starts]
    things = {match.start for match in barred if match.kind == "t" and match.concept not in general}
    barred += [match for match in part.matches if match.kind == "s" and match.start in things]
    words = [part.stems[match.start] for match in barred if match.start in things and len(match.places) == 1]
    return [*dict.fromkeys(match.concept for match in barred), *dict.fromkeys(words)]


def is_light(token: str) -> bool:
    """Whether a word colours a question and is never what it is about. Whole words: "leaving" is light, "leave" not."""
    return len(token) == 1 or token in word_list("light") or token in word_list("chatter") or is_stopword(token)


def _subjects(part: Analysis, index: Index, speller: Speller) -> dict[str, float]:
    """Words that may be what the question is about: not light, and not known by a concept.

    A general topic stands for its words only where the guides hold them too, and one of this field for none of them
    ("llama" and "claude" are both language models): "health insurance" is a way to ask for perks, but
    no answer when no guide speaks of insurance. A synonym is judged as a concept: it is known where the guides hold it.
    """
    named = {place for match in part.matches if match.kind in "clp" for place in match.places}
    likened = {place for match in part.matches if match.kind == "s" for place in match.places}
    general = index.lexicon.general
    covered = {place for match in part.matches if match.concept in general for place in match.places}
    found = {}
    for place, (token, root) in enumerate(zip(part.tokens, part.stems, strict=True)):
        if place in named | likened or is_figure(token) or is_light(token):
            continue
        held = any(index.engine.document_frequency(form) for form in (root, stem(token.removesuffix("s"))))
        if not held and speller.like(token, word_list("light")):
            continue
        if place not in covered or not held:
            found[root] = 1.0
    return found


def _strangers(part: Analysis, index: Index) -> list[str]:
    """Occupations that neither the lexicon nor any guide names: "web developer" where guides know other developers, and
    what is asked about or compared with by itself: "do lawyers earn", "more than a lawyer"."""
    named = {place for match in part.matches if match.kind == "c" for place in match.places}
    found = []
    for place in range(1, len(part.tokens)):
        token, before = part.tokens[place], part.tokens[place - 1]
        if place in named or not _is_occupation(token):
            continue
        if not is_light(before):
            if (part.stems[place - 1], part.stems[place]) not in index.occupations:
                found.append(f"{before} {token}")
        elif part.stems[place] not in index.occupation_heads and _is_subject(part.tokens[:place], alone=not named):
            found.append(token)
    return found


def _is_subject(before: Sequence[str], alone: bool) -> bool:
    """Whether what stands behind these words is compared with or, where no career is named (`alone`), asked about."""
    data = yaml_data("questions.en")
    word = next(dropwhile(data["articles"].__contains__, reversed(before)), "")
    if word in data["compared_with"]:
        return True
    return alone and word != "am" and (word in auxiliaries() or word in data["spoken_of"])


def _is_occupation(token: str) -> bool:
    nouns = word_list("occupations")
    return token in nouns or token.removesuffix("s") in nouns
