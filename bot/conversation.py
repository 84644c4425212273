"""What a follow-up takes over from the turns before: only what is missing, decided by what the new turn holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from bot.annotations import Analysis
from bot.clauses import is_light
from bot.cues import found
from bot.datafiles import yaml_data
from bot.lexicon import Lexicon
from bot.passages import section_of
from bot.quoting import Excerpt, first_said, has_lead
from bot.records import Question, Turn
from bot.weights import Weights

if TYPE_CHECKING:
    from bot.index import Index
    from bot.ranking import Ranked

KIND_NAMES = {"c": "career", "t": "topic", "l": "level", "p": "place"}
KEPT_TERMS = 24  # the token stays under 2 KB
KEPT_PLACES = 8
MOST_THINGS = 2  # that "it" may mean together
NEAR_HITS = 3  # passages whose guide and section the conversation is taken to be at


@dataclass(frozen=True, slots=True)
class Carried:
    """Concepts and terms taken over. `near`: where the conversation was. `follow`: the turn leans on the one before.
    `things`: what "it" stands for. `ellipsis`: it asks nothing of its own. `whole`: it could be asked without the turn
    before. `onward`: the passage or section behind the one that was quoted, where the turn asks what comes next."""

    concepts: tuple[str, ...] = ()
    things: tuple[str, ...] = ()
    weight: float = 0.0
    terms: Mapping[str, float] = field(default_factory=dict)
    near: Mapping[str, float] = field(default_factory=dict)
    asks: tuple[str, ...] = ()
    compared: tuple[str, ...] = ()
    follow: bool = False
    ellipsis: bool = False
    whole: bool = False
    onward: str = ""

    def shown(self, lexicon: Lexicon) -> dict[str, str]:
        """For `why.carried_over`: kind of slot → names."""
        names: dict[str, list[str]] = {}
        for concept in self.concepts:
            names.setdefault(KIND_NAMES[concept[0]], []).append(lexicon.name(concept))
        for thing in self.things:
            names.setdefault("topic", []).append(lexicon.name(thing) if thing[1:2] == ":" else thing)
        return {kind: ", ".join(group) for kind, group in names.items()}


def carry(
    whole: Analysis,
    own: Mapping[str, tuple[str, ...]],
    content: Mapping[str, float],
    strangers: Sequence[str],
    turn: Turn,
    index: Index,
    weights: Weights,
    drop: frozenset[str],
) -> Carried:
    """Decide what `turn` gives to the new one.

    A new topic carries nothing. A turn that names a career and asks something of its own stands alone. Otherwise the
    career is carried where none is named, not even one that nobody here knows (`strangers`); topic, level and place
    where the turn asks nothing of its own.
    """
    moves = {match.concept[2:]: match for match in found("moves", whole)}
    if "new_topic" in moves and "back" not in moves:
        return Carried()
    refer = found("refer", whole)
    refers = bool(refer)
    words = len(whole.tokens)
    plain = [term for term in content if term[1:2] != ":"]
    asks_itself = bool(own["t"]) or len(plain) > 1
    follow_word = moves.get("follow")
    follows = follow_word is not None and follow_word.start <= 2
    ellipsis = not asks_itself and (words <= 8 or follows)
    concepts: list[str] = []
    versus = "versus" in moves and moves["versus"].start == 0 and len(own["c"]) == 1
    compare_back = ("compare_back" in moves or versus) and bool(turn.careers) and bool(own["c"])
    elsewhere = bool(content) and bool(found("elsewhere", whole))
    elsewhere |= bool(strangers) and not found("compare", whole)
    if own["t"] and not set(own["t"]) & index.lexicon.general and not (refers or follows):
        elsewhere = True  # "what is LoRA?": a thing by itself, of no career
    if onward := _onward(whole, content, turn, index):
        return Carried(near=turn.near, follow=True, ellipsis=True, onward=onward)
    things = () if "topic" in drop else _things_meant(whole, own, turn, index)
    nth = next((int(match.concept[2:]) for match in found("nth", whole)), None)
    if nth is not None and not own["c"] and len(turn.careers) > 1:
        concepts.append(turn.careers[nth])
    elif nth is not None and not own["c"] and (item := _item(nth, turn, index)):
        concepts += [one for one in item if one[:2] == "c:"]
        things = () if concepts else tuple(item)
    elif not own["c"] and not elsewhere and (not own["t"] or refers or follows or words <= 12 or own["l"] or own["p"]):
        concepts += turn.careers
    if ellipsis or "correction" in moves or compare_back:
        if not own["t"]:
            concepts += turn.topics
        if not own["l"] and not (own["c"] and turn.topics and not turn.levels):
            concepts += turn.levels
        if not own["p"]:
            concepts += turn.places
    elif (own["l"] or own["p"]) and not own["t"]:
        concepts += turn.topics
    concepts = [concept for concept in dict.fromkeys(concepts) if KIND_NAMES[concept[0]] not in drop]
    several = concepts if not own["c"] and (found("compare", whole) or found("superlative", whole)) else ()
    between = tuple(concept for concept in several if concept[0] == "c")  # "which of them pays more?"
    stands_alone = bool(own["c"]) and asks_itself and not (follows or refers or "correction" in moves)
    w = weights.conversation
    lean = w["alone"] if stands_alone else w["follow"] if ellipsis or refers or follows else w["other"]
    terms = {
        term: weight * lean
        for term, weight in turn.terms.items()
        if term[1:2] != ":" and weight * lean > 0.05 and KIND_NAMES["t"] not in drop
    }
    if own["c"] and turn.careers and not compare_back:
        terms = {} if asks_itself else terms
    return Carried(
        concepts=tuple(concepts),
        things=things,
        weight=w["carried"],
        terms=terms,
        near={place: weight * (lean or w["near_alone"]) for place, weight in turn.near.items()},
        asks=turn.asks if ellipsis else (),
        compared=tuple(dict.fromkeys((*turn.careers[:1], *own["c"][:1]))) if compare_back else between,
        follow=ellipsis or refers or follows or bool(concepts or things),
        ellipsis=ellipsis,
        whole=not (ellipsis or follows or moves or any(match.concept == "q:back" for match in refer)),
    )


def _things_meant(whole: Analysis, own: Mapping[str, tuple[str, ...]], turn: Turn, index: Index) -> tuple[str, ...]:
    """What "it" or "that" stands for where the turn names nothing of the kind and asks for no matter of careers."""
    named = (
        own["c"]
        or set(own["t"]) - index.lexicon.general
        or set(own["t"]) & set(yaml_data("questions.en")["of_careers"])
    )
    meant = found("thing", whole) or (not turn.careers and found("pronouns", whole))
    return turn.things if meant and not named else ()


def _item(nth: int, turn: Turn, index: Index) -> list[str]:
    """The career that an item of the list quoted last names, else its most telling words."""
    number = index.number.get(turn.shown[0]) if turn.shown else None
    if number is None or index.passages[number].kind not in ("list", "steps"):
        return []
    units = index.notes[number].units[1 if has_lead(index.passages[number]) else 0 :]
    if not -len(units) <= nth < len(units):
        return []
    careers = sorted(concept for concept in units[nth].concepts if concept[0] == "c")
    return careers or sorted(units[nth].terms, key=lambda term: (-index.engine.idf(term), term))[:MOST_THINGS]


def _onward(whole: Analysis, content: Mapping[str, float], turn: Turn, index: Index) -> str:
    """The place behind the one that was quoted, where the turn asks for nothing but what comes next."""
    cues = found("onward", whole)
    places = {place for match in cues for place in range(match.start, match.end)}
    said = {whole.stems[place] for place in places}
    said.update(match.concept for match in whole.matches if places.issuperset(match.places))
    if not cues or not turn.shown or not said.issuperset(content):
        return ""
    sections = [place for place, weight in turn.near.items() if "#" in place and weight >= 1]
    return index.behind(turn.shown[0], sections[0] if sections else "")


def remember(
    question: Question,
    ranked: Ranked,
    pieces: Sequence[Excerpt],
    before: Turn | None,
    index: Index,
    weights: Weights,
) -> Turn:
    """What the next turn may need of this one."""
    decay = weights.conversation["decay"]
    terms = {term: weight * decay for term, weight in (before.terms if before else {}).items()}
    for term, weight in question.terms.items():
        # Only words that the guides hold: a name that a student types is in none of them, and never travels.
        if term[1:2] != ":" and index.engine.document_frequency(term):
            terms[term] = max(terms.get(term, 0.0), round(weight * decay, 3))
    near = {
        place: weight * weights.conversation["near_decay"] for place, weight in (before.near if before else {}).items()
    }
    for rank, hit in enumerate(ranked.hits[:NEAR_HITS]):
        for place in (hit.guide_id, section_of(hit.id)):
            near[place] = max(near.get(place, 0.0), round(1 / (1 + rank), 3))
    near = dict(sorted(near.items(), key=lambda pair: (-pair[1], pair[0]))[:KEPT_PLACES])
    things = _things(question, index) or (before.things if before and question.follow and not question.careers else ())
    careers = question.careers or _named(question, pieces, index) or _common(pieces, index)
    return Turn(
        careers=careers[:3],
        topics=question.topics[:3],
        levels=question.levels[:2],
        places=question.places[:2],
        things=things,
        terms={term: weight for term, weight in terms.items() if weight >= 0.05},
        near=near,
        shown=tuple(index.passages[piece.place].id for piece in pieces[:3]),
        asks=tuple(sorted(question.asks & {"money", "percent", "clock", "time", "count", "list"})),
    )


def _things(question: Question, index: Index) -> tuple[str, ...]:
    """What a question of no career is about: topics of this corpus alone, else the rarest words the guides hold."""
    if question.careers:
        return ()
    topics = [term for term in question.content if term[:2] == "t:" and term not in index.lexicon.general]
    stems = (term for term in question.wording if term[1:2] != ":" and index.engine.document_frequency(term))
    words = {question.words.get(term, term): index.engine.idf(term) for term in stems}
    # Only words as the guides have them: another form may be a name ("Marks").
    held = (word for word in words if word in index.vocabulary and not is_light(word))
    telling = sorted(held, key=lambda word: (-words[word], word))
    return tuple((topics or telling)[:MOST_THINGS])


def _named(question: Question, pieces: Sequence[Excerpt], index: Index) -> tuple[str, ...]:
    """The one career that the first quote names, where "which job …" or "who …" was asked."""
    if not question.asks & {"superlative", "list", "person", "who"}:
        return ()
    said = first_said(pieces, index)
    first = index.notes[said.place].units[said.first]
    careers = [concept for concept in first.concepts if concept[0] == "c"]
    return tuple(careers) if len(careers) == 1 else ()


def _common(pieces: Sequence[Excerpt], index: Index) -> tuple[str, ...]:
    """The one career that all passages quoted are about, where the question named none."""
    groups = [index.notes[piece.place].careers for piece in pieces]
    shared = frozenset.intersection(*groups) if groups else frozenset()
    return tuple(shared) if len(shared) == 1 else ()


def remember_refused(question: Question, before: Turn | None) -> Turn:
    """After a refusal the conversation stays where it was; a career or a topic that was named moves it."""
    own = [tuple(one for one in group if one in question.own) for group in (question.careers, question.topics)]
    if before is None:
        return Turn(careers=question.careers[:3], topics=question.topics[:3])
    return replace(before, careers=own[0][:3] or before.careers, topics=own[1][:3] or before.topics)
