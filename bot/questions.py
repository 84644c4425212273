"""A student's words and the conversation so far → Question: what is asked, of which career, level, place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import dropwhile, pairwise

from bot.annotations import Analysis, analyse
from bot.conversation import Carried, carry
from bot.datafiles import word_list, yaml_data
from bot.index import Index
from bot.lexicon import Match, Phrases
from bot.records import Question, Turn
from bot.spelling import Speller
from bot.weights import Weights
from bot.words import is_figure, is_stopword, stem, tokens

REFERRING = frozenset(("it", "they", "there"))  # "is it boring?"; "is this a person?" is about the bot
BARE = 3  # words of a turn that only names a place: "what about remote?"
PLAIN_TOPICS = ("t:duties", "t:overview")  # what a career's bare name asks for
_CLAUSE = re.compile(r"(?<=[.!?;:,\n])\s+|\s+(?=(?:so|but|and|because|bc|cuz|now)\s)|\s+-+\s+")


@cache
def cues(name: str) -> Phrases:
    """One group of cue phrases of `questions.en.yaml`; a concept `q:<name>` for each key, `q:yes` for a plain list."""
    data = yaml_data("questions.en")[name]
    phrases = Phrases()
    for key, words in data.items() if isinstance(data, dict) else [("yes", data)]:
        for word in words:
            phrases.add(word, f"q:{key}")
    return phrases


def goes_on(text: str) -> bool:
    """Whether a message begins as one that goes on with a conversation: "and in the morning?", "ok is it boring"."""
    words = list(dropwhile(yaml_data("questions.en")["reactions"].__contains__, tokens(text)))
    if len(words) < 3 or not {"you", "u", "ur", "your"}.isdisjoint(words):
        return False
    return words[0] in yaml_data("questions.en")["going_on"] or (words[0] in _auxiliaries() and words[1] in REFERRING)


def found(name: str, text: Analysis) -> list[Match]:
    return cues(name).find(text.stems)


@dataclass(frozen=True, slots=True)
class _Clause:
    """A part of a message; `asks`: whether what is asked stands in it."""

    text: str
    weight: float
    asks: bool


def read(
    text: str,
    index: Index,
    speller: Speller,
    weights: Weights,
    turn: Turn | None,
    *,
    guide: str | None = None,
    drop: frozenset[str] = frozenset(),
) -> Question:
    """Read one turn. `turn`: what the conversation carries; `drop`: kinds of carried slots to leave out."""
    mended, corrections = speller.mend(text)
    clauses = _weigh(mended, weights.terms["frame"])
    content: dict[str, float] = {}
    wording: dict[str, float] = {}
    terms: dict[str, float] = {}
    slots: dict[str, dict[str, float]] = {"c": {}, "t": {}, "l": {}, "p": {}}
    excluded: list[str] = []
    subjects: dict[str, float] = {}
    strangers: list[str] = []
    asked: set[str] = set()
    for clause in clauses:
        part = analyse(clause.text, index.lexicon.questions)
        barred = _excluded(part)
        for term in part.wording():
            if term not in barred:
                wording[term] = max(wording.get(term, 0.0), clause.weight)
        for term, weight in part.canonical().items():
            if term in barred:
                continue
            content[term] = max(content.get(term, 0.0), weight * clause.weight)
        careers = {place for match in part.matches if match.kind == "c" for place in match.places}
        for place, (token, root) in enumerate(zip(part.tokens, part.stems, strict=True)):
            if not is_stopword(token):
                weight = clause.weight * (weights.terms["covered"] if place in careers else 1.0)
                terms[root] = max(terms.get(root, 0.0), weight)
        for match in part.matches:
            if match.concept in barred:
                continue
            terms[match.concept] = max(
                terms.get(match.concept, 0.0), clause.weight * _concept_weight(match, index, weights)
            )
            if match.kind in slots:
                slots[match.kind][match.concept] = max(slots[match.kind].get(match.concept, 0.0), clause.weight)
        excluded += barred
        if clause.asks:
            asked.update(match.concept for match in part.matches if match.concept not in barred)
            subjects |= _subjects(part, index, speller)
            strangers += _strangers(part, index)
    whole = analyse(mended, index.lexicon.questions)
    own = {kind: _strongest(group) for kind, group in slots.items()}
    for concept in excluded:
        terms.pop(concept, None)
    for topic in _places_rather(whole, content, turn):
        own["t"] = tuple(other for other in own["t"] if other != topic)
        for held in (content, terms, wording):
            held.pop(topic, None)
    asks = _asks(whole, own["t"], index)
    if not own["t"]:
        own["t"] = tuple(
            topic
            for kind, topic in yaml_data("questions.en")["topic_of"].items()
            if kind in asks and topic in index.lexicon.entries
        )
        for topic in own["t"]:
            content[topic] = wording[topic] = 1.0
            terms[topic] = weights.terms["t"]
            asked.add(topic)
    compared = _compared(whole, own)
    content = {term: weight for term, weight in content.items() if not _is_chatter(term)}
    carried = carry(whole, own, content, turn, index, weights, drop) if turn else Carried()
    for concept in carried.concepts:
        terms[concept] = max(terms.get(concept, 0.0), carried.weight * weights.terms[concept[0]])
    for term, weight in carried.terms.items():
        terms[term] = max(terms.get(term, 0.0), weight)
    if carried.onward:  # "and after that?" asks for a place, and for nothing by its words
        terms, wording, content = {}, {}, {}
    elif carried.ellipsis and carried.concepts:  # nor do the small words of "and in the uk?" ask for anything
        wording = {term: weight for term, weight in wording.items() if term in content}
    canonical = content | {concept: carried.weight for concept in carried.concepts if concept not in content}
    again = weights.conversation["asked_again"]
    whatever = carried.ellipsis and bool(content)  # a bare "yes" goes on talking, but asks for nothing again
    wording |= {
        concept: again
        for concept in carried.concepts
        if concept not in wording and (whatever or not concept.startswith("t:"))
    }
    if not own["t"] and not carried.concepts and not any(term[1:2] != ":" for term in content):
        own["t"] = tuple(topic for topic in PLAIN_TOPICS if topic in index.lexicon.entries) if own["c"] else ()
    merged = {kind: (*own[kind], *(c for c in carried.concepts if c[0] == kind and c not in own[kind])) for kind in own}
    return Question(
        text=mended,
        terms=terms,
        wording=wording,
        canonical=canonical,
        content=content,
        careers=merged["c"],
        topics=merged["t"],
        levels=merged["l"],
        places=merged["p"],
        own=frozenset(asked),
        excluded=tuple(dict.fromkeys(excluded)),
        compared=compared or (carried.compared if len(carried.compared) > 1 else ()),
        words=dict(zip(whole.stems, whole.tokens, strict=True)),
        asks=asks or frozenset(carried.asks),
        subjects=subjects,
        counted=_counted(whole),
        strangers=tuple(strangers),
        corrections=corrections,
        carried=carried.shown(index.lexicon),
        carried_terms=carried.terms,
        near=carried.near,
        onward=carried.onward,
        guide=guide,
        follow=carried.follow,
        open=not carried.near and _open(whole, merged, content, guide),
    )


def _places_rather(whole: Analysis, content: Mapping[str, float], turn: Turn | None) -> list[str]:
    """Topics of a bare "and remote?" whose word names a place too: once a topic was talked about, it is the place."""
    if turn is None or not turn.topics or len(whole.tokens) > BARE or whole.tokens[0] in _auxiliaries():
        return []
    if any(term[:2] not in ("t:", "p:", "s:") for term in content):
        return []
    placed = {place for match in whole.matches if match.kind == "p" for place in match.places}
    return [match.concept for match in whole.matches if match.kind == "t" and placed.issuperset(match.places)]


def _open(
    whole: Analysis, slots: Mapping[str, tuple[str, ...]], content: Mapping[str, float], guide: str | None
) -> bool:
    """Whether the turn asks about "them" or "it" and nothing says who is meant."""
    if slots["c"] or guide or not slots["t"] or any(term[1:2] != ":" for term in content):
        return False
    return bool(found("pronouns", whole))


def _weigh(text: str, frame_weight: float) -> list[_Clause]:
    """Clauses with weights: where one asks, what a student says about themselves counts less."""
    parts = [part for part in _CLAUSE.split(text) if part and part.strip()]
    framed = [_framed(part) for part in parts]
    asking = [_asking(part) and not frame for part, frame in zip(parts, framed, strict=True)]
    if not any(asking):
        asking = [not frame for frame in framed]
    if len(parts) < 2 or not any(asking):
        return [_Clause(text, 1.0, True)]
    joined: list[_Clause] = []
    for part, asks, frame in zip(parts, asking, framed, strict=True):
        weight = 1.0 if asks or not frame else frame_weight
        if joined and (joined[-1].weight, joined[-1].asks) == (weight, asks):
            joined[-1] = _Clause(f"{joined[-1].text} {part}", weight, asks)
        else:
            joined.append(_Clause(part, weight, asks))
    return joined


def _framed(clause: str) -> bool:
    """Whether a clause begins by speaking of the student: "i'm a junior and …"."""
    return any(match.start < 2 for match in found("frames", analyse(clause, cues("frames"))))


def _asking(clause: str) -> bool:
    return clause.rstrip().endswith("?") or any(word in _asking_words() for word in tokens(clause)[:3])


@cache
def _asking_words() -> frozenset[str]:
    return frozenset(token for phrase in yaml_data("questions.en")["asking"] for token in tokens(phrase))


def _strongest(group: Mapping[str, float]) -> tuple[str, ...]:
    """Concepts of the clause that asks; those of the frame only where it names none."""
    top = max(group.values(), default=0.0)
    return tuple(concept for concept, weight in group.items() if weight == top)


def _concept_weight(match: Match, index: Index, weights: Weights) -> float:
    return weights.terms[match.kind] * index.lexicon.weights.get(match.concept, 1.0)


def _excluded(part: Analysis) -> list[str]:
    """Careers that follow "besides", "other than" and the like."""
    ends = [match.end for match in found("except", part)]
    return [
        match.concept
        for match in part.matches
        if match.kind == "c" and any(0 <= match.start - end <= 2 for end in ends)
    ]


def _asks(whole: Analysis, topics: tuple[str, ...], index: Index) -> frozenset[str]:
    asked = {match.concept[2:] for match in found("asks", whole)}
    if whole.tokens and whole.tokens[0] in _auxiliaries():
        asked.add("yesno")
    if found("superlative", whole):
        asked.add("superlative")
    if not asked & {"money", "percent", "clock", "time", "age", "count", "yesno", "reason", "list", "steps"}:
        asked |= {kind for topic in topics if (kind := index.lexicon.asks(topic))}
    return frozenset(asked)


@cache
def _auxiliaries() -> frozenset[str]:
    return frozenset(yaml_data("questions.en")["auxiliaries"])


def _compared(whole: Analysis, own: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Two or more concepts of one kind, where the words say that they are to be compared."""
    if not found("compare", whole):
        return ()
    return next((own[kind] for kind in "cpl" if len(own[kind]) > 1), ())


@cache
def _chatter() -> frozenset[str]:
    return frozenset(stem(word) for word in word_list("chatter"))


def _is_chatter(term: str) -> bool:
    return term in _chatter()


def _is_light(token: str) -> bool:
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
        if place in named | likened or is_figure(token) or _is_light(token):
            continue
        held = any(index.engine.document_frequency(form) for form in (root, stem(token.removesuffix("s"))))
        if not held and speller.like(token, word_list("light")):
            continue
        if place not in covered or not held:
            found[root] = 1.0
    return found


def _counted(whole: Analysis) -> frozenset[str]:
    """What "how many" counts: the stem and the concepts of the first word after it that says something."""
    for place, (first, second) in enumerate(pairwise(whole.tokens)):
        if (first, second) == ("how", "many"):
            for after in range(place + 2, len(whole.tokens)):
                if not is_stopword(whole.tokens[after]):
                    named = {match.concept for match in whole.matches if after in match.places}
                    return frozenset({whole.stems[after], *named})
    return frozenset()


def _strangers(part: Analysis, index: Index) -> list[str]:
    """Occupations that neither the lexicon nor any guide names: "web developer" where guides know other developers."""
    named = {place for match in part.matches if match.kind == "c" for place in match.places}
    return [
        f"{part.tokens[place - 1]} {part.tokens[place]}"
        for place in range(1, len(part.tokens))
        if place not in named
        and _is_occupation(part.tokens[place])
        and not _is_light(part.tokens[place - 1])
        and (part.stems[place - 1], part.stems[place]) not in index.occupations
    ]


def _is_occupation(token: str) -> bool:
    nouns = word_list("occupations")
    return token in nouns or token.removesuffix("s") in nouns
