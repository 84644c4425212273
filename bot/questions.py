"""A student's words and the conversation so far → Question: what is asked, of which career, level, place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import dropwhile, pairwise, takewhile

from bot.annotations import Analysis
from bot.clauses import is_light, read_words, told
from bot.conversation import Carried, carry
from bot.cues import auxiliaries, found
from bot.datafiles import word_list, yaml_data
from bot.index import Index
from bot.records import Question, Turn
from bot.spelling import Speller
from bot.weights import Weights
from bot.words import is_stopword, stem, tokens

BARE = 3  # words of a turn that only names a place: "what about remote?"
ANSWERS = frozenset(("money", "percent", "clock", "time", "age", "count", "reason", "list", "steps"))  # kinds of them
DEFINITION = "t:definition"
PLAIN_TOPICS = ("t:duties", "t:overview")  # what a career's bare name asks for


def goes_on(text: str) -> bool:
    """Whether a message begins as one that goes on with a conversation: "and in the morning?", "ok is it boring"."""
    data = yaml_data("questions.en")
    words = list(dropwhile(data["reactions"].__contains__, tokens(text)))
    if len(words) < 3 or not set(data["to_the_bot"]).isdisjoint(words):
        return False
    return words[0] in data["going_on"] or (words[0] in auxiliaries() and words[1] in data["talked_about"])


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
    said = told(mended, index, speller, weights)
    whole = read_words(mended, index)
    own = said.own()
    if own["c"] and set(own["t"]) & index.lexicon.general - {DEFINITION}:  # "what's a nurse's pay": no definition
        own["t"] = tuple(topic for topic in own["t"] if topic != DEFINITION)
        said.forget(DEFINITION)
    for topic in (*_places_rather(whole, said.content, turn), *_compares_back(whole, own, turn)):
        own["t"] = tuple(other for other in own["t"] if other != topic)
        said.forget(topic)
    asks = _asks(whole, own["t"], index)
    if not own["t"]:
        own["t"] = _implied(asks, index)
        for topic in own["t"]:
            said.ask_for(topic, weights.terms["t"])
    terms, wording = said.terms, said.wording
    content = {term: weight for term, weight in said.content.items() if not _is_chatter(term)}
    carried = carry(whole, own, content, said.strangers, turn, index, weights, drop) if turn else Carried()
    for concept in carried.concepts:
        terms[concept] = max(terms.get(concept, 0.0), carried.weight * weights.terms[concept[0]])
    for term, weight in carried.terms.items():
        terms[term] = max(terms.get(term, 0.0), weight)
    if carried.onward:  # "and after that?" asks for a place, and for nothing by its words
        terms, wording, content = {}, {}, {}
    elif carried.ellipsis and carried.concepts:  # nor do the small words of "and in the uk?" ask for anything
        wording = {term: weight for term, weight in wording.items() if term in content}
    for thing in carried.things:
        term = thing if thing[1:2] == ":" else stem(thing)
        content[term] = wording[term] = 1.0
        terms[term] = weights.terms["t"] if thing[1:2] == ":" else 1.0
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
        own=frozenset(said.asked),
        excluded=tuple(dict.fromkeys(one for one in said.excluded if one not in index.lexicon.general)),
        compared=_compared(whole, own, said.excluded, index) or (carried.compared if len(carried.compared) > 1 else ()),
        words=dict(zip(whole.stems, whole.tokens, strict=True)),
        asks=asks or frozenset(carried.asks) or _wanted(carried.concepts, index),
        subjects=said.subjects,
        counted=_counted(whole),
        strangers=tuple(said.strangers),
        corrections=corrections,
        carried=carried.shown(index.lexicon),
        carried_terms=carried.terms,
        near=carried.near,
        onward=carried.onward,
        guide=guide,
        follow=carried.follow,
        whole=carried.whole,
        open=not carried.near and _open(whole, merged, content, guide),
    )


def _places_rather(whole: Analysis, content: Mapping[str, float], turn: Turn | None) -> list[str]:
    """Topics of a bare "and remote?" whose word names a place too: once a topic was talked about, it is the place."""
    if turn is None or not turn.topics or not 0 < len(whole.tokens) <= BARE or whole.tokens[0] in auxiliaries():
        return []
    if any(term[:2] not in ("t:", "p:", "s:") for term in content):
        return []
    placed = {place for match in whole.matches if match.kind == "p" for place in match.places}
    return [match.concept for match in whole.matches if match.kind == "t" and placed.issuperset(match.places)]


def _compares_back(whole: Analysis, own: Mapping[str, tuple[str, ...]], turn: Turn | None) -> list[str]:
    """The topic of comparing, of a turn that begins with it: "vs paramedics?" asks for what was talked about."""
    versus = next((match for match in found("moves", whole) if match.concept == "q:versus"), None)
    back = turn is not None and turn.topics and turn.careers and len(own["c"]) == 1
    return [yaml_data("questions.en")["compare_topic"]] if back and versus and versus.start == 0 else []


def _open(
    whole: Analysis, slots: Mapping[str, tuple[str, ...]], content: Mapping[str, float], guide: str | None
) -> bool:
    """Whether the turn asks about "them" or "it" and nothing says who is meant."""
    if slots["c"] or guide or not slots["t"] or any(term[1:2] != ":" for term in content):
        return False
    return bool(found("pronouns", whole))


def _asks(whole: Analysis, topics: tuple[str, ...], index: Index) -> frozenset[str]:
    asked = {match.concept[2:] for match in found("asks", whole)}
    asked |= {kind for kind, bare in yaml_data("questions.en")["bare"].items() if _is_bare(whole.tokens, bare)}
    if whole.tokens and whole.tokens[0] in auxiliaries():
        asked.add("yesno")
    elif not set(yaml_data("questions.en")["wh"]).isdisjoint(whole.tokens):
        asked.discard("yesno")
    if found("superlative", whole):
        asked.add("superlative")
    if not asked & ANSWERS and ("yesno" not in asked or found("compare", whole)):  # "do they earn more than that?"
        asked |= _wanted(topics, index)
    return frozenset(asked)


def _is_bare(words: Sequence[str], phrases: Iterable[str]) -> bool:
    """Whether the words are one of the phrases, with one more word that says nothing at most: "how much tho"."""
    told = (" ".join(words[:end]) for end in (len(words), len(words) - 1))
    return bool(words) and is_light(words[-1]) and not set(phrases).isdisjoint(told)


def _wanted(topics: Iterable[str], index: Index) -> frozenset[str]:
    """The kinds of answer that questions about these topics want."""
    return frozenset(kind for topic in topics if (kind := index.lexicon.asks(topic)))


def _implied(asks: frozenset[str], index: Index) -> tuple[str, ...]:
    """Topics of a question that names none but wants their kind of answer."""
    topics = yaml_data("questions.en")["topic_of"].items()
    return tuple(topic for kind, topic in topics if kind in asks and topic in index.lexicon.entries)


def _compared(
    whole: Analysis, own: Mapping[str, tuple[str, ...]], excluded: Sequence[str], index: Index
) -> tuple[str, ...]:
    """Two or more concepts of one kind, where the words say that they are to be compared; of topics those that only
    this corpus knows, as things: Python or SQL."""
    if not found("compare", whole):
        return ()
    careers = own["c"]
    if len(careers) == 1:  # "i'm stuck between …" names the other one, and doesn't ask
        named = [match.concept for match in whole.matches if match.kind == "c"]
        careers = tuple(dict.fromkeys(career for career in named if career not in excluded))
    things = tuple(topic for topic in own["t"] if topic not in index.lexicon.general)
    return next((group for group in (careers, own["p"], own["l"], things) if len(group) > 1), ())


@cache
def _chatter() -> frozenset[str]:
    return frozenset(stem(word) for word in word_list("chatter"))


def _is_chatter(term: str) -> bool:
    return term in _chatter()


def _counted(whole: Analysis) -> frozenset[str]:
    """What "how many" counts: the stems and the concepts of the words up to the next that says nothing by itself."""
    for place, pair in enumerate(pairwise(whole.tokens)):
        if pair in (("how", "many"), ("number", "of")):
            rest = enumerate(whole.tokens[place + 2 :], start=place + 2)
            spoken = dropwhile(lambda held: is_stopword(held[1]), rest)
            places = {after for after, _ in takewhile(lambda held: not is_stopword(held[1]), spoken)}
            named = {match.concept for match in whole.matches if not places.isdisjoint(match.places)}
            return frozenset(named.union(whole.stems[after] for after in places))
    return frozenset()
