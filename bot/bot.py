"""Bot: the one path a question takes, from words to a cited answer."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from bot import confidence, conversation, glossary, questions
from bot.answers import build_answer, more_of
from bot.clauses import asked_alone, is_light
from bot.comparison import compare
from bot.context import Tokens
from bot.crisis import look_for_signs
from bot.datafiles import DATA
from bot.disagreement import beside, disagreement
from bot.disputes import Disputes
from bot.doormodel import load_door_model
from bot.index import Index, build, open_index
from bot.language import detect
from bot.quoting import excerpts
from bot.ranking import Ranked, rank
from bot.reading import Corpus, read_corpus
from bot.records import Answer, Door, Guide, Hit, Passage, Question, Source, Turn
from bot.replies import Replies
from bot.scope import Scope
from bot.settings import Settings
from bot.spelling import Speller
from bot.suggestions import careers_to_choose, next_questions, starters
from bot.weights import load_weights
from bot.words import terms, tokens

KNOWN_GAP = 0.63  # closeness from which a refusal names the gap: rightly in some nine of ten on dev, read by eye
MOST_NAMED = 3  # words that a refusal says no guide holds
UNSAID = ("t:definition", "t:overview", "t:careers-list", "t:fit", "t:entry", "t:difference", "t:meaning")
ANSWERED = ("en", "es")  # languages with replies; guides are answered from in whatever language they are written


class Bot:
    """Answers from guides. Keeps no state of a conversation: what a follow-up needs travels in `Answer.context`."""

    def __init__(self, index: Index, settings: Settings) -> None:
        self.index = index
        self.settings = settings
        self.replies = Replies.load(_beside(index, "replies.yaml"))
        self.weights = load_weights(Path(settings.weights or _beside(index, "weights.json") or DATA / "weights.json"))
        calibration = settings.calibration or _beside(index, "calibration.json") or DATA / "calibration.json"
        self.calibration = confidence.load_calibration(Path(calibration))
        self._scope = Scope.load(_beside(index, "scope.json"))
        self._disputes = Disputes.load(_beside(index, "disagreements.yaml"), index)
        if learned := _beside(index, "doors.npz"):
            index.doors.learn(load_door_model(learned))
        self._sure = self.weights.confidence_scoped if self._scope.model else self.weights.confidence
        self._speller = Speller(index.vocabulary, keep=index.lexicon.aliases())
        self._tokens = Tokens(settings.secret, index.digest)

    @classmethod
    def open(cls, settings: Settings | None = None) -> Bot:
        """The guides of `settings` or the shipped corpus, from the index on disk where it is current.

        Raises SettingsError or CorpusError.
        """
        settings = settings or Settings.load()
        return cls(open_index(settings), settings)

    @classmethod
    def from_guides(cls, paths: Sequence[str | Path], settings: Settings | None = None) -> Bot:
        """Any folders and files in a readable format, indexed in memory. Raises CorpusError."""
        settings = settings or Settings()
        corpus = read_corpus([Path(path) for path in paths], megabytes=settings.file_megabytes)
        return cls(build(corpus, settings), settings)

    @classmethod
    def from_records(cls, guides: Iterable[Guide], settings: Settings | None = None) -> Bot:
        """Guides that are already records, indexed in memory."""
        settings = settings or Settings()
        by_id = {guide.id: guide for guide in guides}
        digest = hashlib.sha256(repr(by_id).encode("utf-8", "surrogatepass")).hexdigest()[:16]
        return cls(build(Corpus(by_id, digest=digest), settings), settings)

    def answer(
        self,
        text: str,
        context: str | None = None,
        *,
        guide: str | None = None,
        drop: Iterable[str] = (),
        lang: str | None = None,
    ) -> Answer:
        """Answer one message. Never raises on a str; `guide` scopes to one guide, `drop` forgets carried slots."""
        lang = lang if lang in ANSWERED else self.settings.lang
        sign, worry = look_for_signs(text)
        if sign:
            return self._crisis(text, lang, context)
        answer = self._reply(text, context, guide, drop, lang)
        return replace(answer, links=(*answer.links, *self.replies.links("worry", answer.lang))) if worry else answer

    def _reply(self, text: str, context: str | None, guide: str | None, drop: Iterable[str], lang: str) -> Answer:
        text = text[: self.settings.read_length]
        if not tokens(text):
            empty = self._fixed("clarify", "empty", lang, context)
            return replace(empty, suggestions=tuple(self.suggestions(lang=lang)))
        social = self.replies.match(text)
        goes_on = context and (questions.goes_on(text) or (social and self.replies.begins(social.name, social.lang)))
        if social and not self.index.doors.answers(text) and not goes_on:
            return self._social(social.name, social.lang, context)
        language = detect(text, known=self._speller.known)
        if language in glossary.LANGUAGES and language not in self._languages():
            lang, text = language, glossary.to_english(self.replies.strip_social(text), language)
        elif language not in ("en", "und", *self._languages()):
            return self._fixed("refusal", "other_language", language, context)
        question, ranked, turn = self._search(text, context, guide=guide, drop=drop)
        if question.open and ranked.exact < 0 and len(options := careers_to_choose(question, ranked, self.index)) > 1:
            return self._clarify(question, options, lang, turn)
        answer = self._answer(question, ranked, turn, lang)
        if answer.kind == "refusal" and question.whole and "career" in question.carried:
            # A whole question that the career of before leaves without an answer may mean no career, or the usual one.
            alone = self._answer(*self._search(text, context, guide=guide, drop=(*drop, "career")), lang)
            return alone if alone.confidence and alone.confidence["level"] == "high" else answer
        if answer.kind == "refusal" and (asked := asked_alone(question.text, self.index)):
            # What a student tells beside the question may be what the guides know nothing of.
            alone = self._answer(*self._search(asked, context, guide=guide, drop=drop), lang)
            return alone if alone.confidence and alone.confidence["level"] != "low" else answer
        return answer

    def search(self, text: str, context: str | None = None, k: int = 10) -> list[Hit]:
        """The `k` best passages, ranked as for an answer: corrections, context and re-ranking included."""
        return self._search(text[: self.settings.read_length], context, k=k)[1].hits[:k]

    # The steps of the path, in order.

    def _search(
        self, text: str, context: str | None, *, guide: str | None = None, drop: Iterable[str] = (), k: int = 10
    ) -> tuple[Question, Ranked, Turn | None]:
        turn = self._tokens.read(context)
        asked = text if self.index.doors.knows(text) else self.replies.strip_social(text) or text
        question = questions.read(
            asked, self.index, self._speller, self.weights, turn, guide=guide, drop=frozenset(drop)
        )
        return question, rank(question, self.index, self.weights, k), turn

    def _answer(self, question: Question, ranked: Ranked, turn: Turn | None, lang: str) -> Answer:
        groups = compare(question, self.index, self.weights, self.settings.answer_length)
        pieces = [piece for _, group in groups for piece in group]
        if not pieces:
            pieces = excerpts(question, ranked, self.index, self.weights.quoting, self.settings.answer_length)
        found = confidence.features(question, ranked, pieces, self.index, self._scope)
        value = confidence.score(found, self._sure)
        if ranked.exact >= 0 and pieces:  # somebody wrote down that the guides answer this very question, or don't
            value = max(value, self.calibration.high) if self.index.doors.leads(ranked.exact) else 0.0
        if value < self.calibration.threshold or not pieces:
            return self._refuse(question, ranked, turn, lang, value, found)
        differ = None
        if not groups:
            known = self._disputes.beside(question, pieces)
            differ = known or disagreement(question, ranked, pieces, self.index)
        if differ:
            pieces = beside(differ[1], pieces, self.index, self.settings.answer_length)
        shown = {*(turn.shown if turn else ()), self.index.passages[pieces[0].place].id}
        level, times = confidence.in_words(value, self.calibration, self.index.digest)
        words = self.replies.text("confidence_figures" if times else f"confidence_{level}", lang, right=times)
        return build_answer(
            question,
            pieces,
            ranked,
            self.index,
            groups=groups,
            disagreement=differ,
            lang=lang,
            more=more_of(pieces, self.index),
            confidence={"level": level, "words": words},
            suggestions=tuple(next_questions(question, ranked, self.index, shown)),
            why=self._why(question, ranked, found),
            context=self._tokens.make(conversation.remember(question, ranked, pieces, turn, self.index, self.weights)),
            confidence_score=round(value, 4),
        )

    def _refuse(
        self, question: Question, ranked: Ranked, turn: Turn | None, lang: str, value: float, found: dict[str, float]
    ) -> Answer:
        looked = self._not_found(question)
        known_gap = ranked.missing if ranked.gap >= KNOWN_GAP and "nothing" not in found else ""
        name = "refusal_gap" if known_gap else "refusal" if looked else "refusal_bare"
        return Answer(
            "refusal",
            self.replies.text(name, lang, **self._named(lang), looked_for=", ".join(looked), missing=known_gap),
            lang,
            corrections=question.corrections,
            suggestions=tuple(next_questions(question, ranked, self.index, turn.shown if turn else (), answered=False)),
            why=self._why(question, ranked, found),
            context=self._tokens.make(conversation.remember_refused(question, turn)),
            confidence_score=round(value, 4),
            refused_because="nothing fits"
            if not ranked.hits
            else max(found, key=lambda name: -found[name] * self._sure.get(name, 0.0)),
        )

    def _clarify(self, question: Question, options: list[str], lang: str, turn: Turn | None) -> Answer:
        """One question back; what was asked is carried, so that naming a career is enough as an answer."""
        text = self.replies.text("clarify_career", lang)
        token = self._tokens.make(conversation.remember_refused(question, turn))
        return Answer("clarify", text, lang, suggestions=tuple(options), context=token)

    def _social(self, name: str, lang: str, context: str | None) -> Answer:
        answer = self._fixed("social", name, lang, context)
        suggestions = self.suggestions(lang=lang) if self.replies.suggests(name, lang) else ()
        return replace(answer, suggestions=tuple(suggestions), links=tuple(self.replies.links(name, lang)))

    def _crisis(self, text: str, lang: str, context: str | None) -> Answer:
        language = detect(text[:1000], known=self._speller.known)
        lang = language if language in ANSWERED else lang
        answer = self._fixed("crisis", "crisis", lang, context)
        return replace(answer, links=tuple(self.replies.links("crisis", lang)))

    def _fixed(self, kind: Any, name: str, lang: str, context: str | None) -> Answer:
        """A reply in fixed wording; the conversation stays where it was."""
        turn = self._tokens.read(context)
        token = self._tokens.make(turn) if turn else ""
        return Answer(kind, self.replies.text(name, lang, **self._named(lang)), lang, context=token)

    def _named(self, lang: str) -> dict[str, str]:
        """The school and whom to turn to; where nobody named them, in words of the language."""
        settings = {"school": self.settings.school, "contact": self.settings.contact}
        return {
            name: self.replies.unnamed(name, lang) if value == getattr(Settings, name) else value
            for name, value in settings.items()
        }

    def _not_found(self, question: Question) -> list[str]:
        """What a refusal names: words that no guide holds, with whom and where they were asked of; else what was looked
        for, without topics that only say how it was asked ("what it is")."""
        held = self.index.engine.document_frequency
        strange = [question.words.get(term, term) for term in question.subjects if not held(term)]
        if words := list(dict.fromkeys([*question.strangers, *strange]))[:MOST_NAMED]:
            return [*words, *(self.index.lexicon.name(term) for term in (*question.careers, *question.places))]
        unsaid = {self.index.lexicon.name(topic) for topic in UNSAID}
        return [name for name in self._looked_for(question) if name not in unsaid and not is_light(name)]

    def _looked_for(self, question: Question) -> list[str]:
        lexicon = self.index.lexicon
        names = [
            lexicon.name(term) if term[1:2] == ":" else question.words.get(term, term)
            for term in question.content
            if term[:2] != "s:" or term not in lexicon.weights
        ]
        names += [question.words[term] for term in question.subjects if question.words.get(term) not in names]
        return list(dict.fromkeys(name for name in names if name))

    def _why(self, question: Question, ranked: Ranked, found: dict[str, float]) -> dict[str, Any]:
        lexicon = self.index.lexicon
        return {
            "terms": {term: round(weight, 3) for term, weight in question.terms.items() if term[1:2] != ":"},
            "synonyms": {
                term: lexicon.name(term) for term in question.terms if term[1:2] == ":" and term not in question.carried
            },
            "carried_over": dict(question.carried),
            "looked_for": self._looked_for(question),
            "features": {name: round(value, 4) for name, value in found.items()},
            "runner_up": ranked.hits[1].id if len(ranked.hits) > 1 else None,
        }

    def _languages(self) -> set[str]:
        return {guide.lang for guide in self.index.guides.values()}

    # What programs around the bot read.

    def suggestions(self, guide: str | None = None, lang: str = "en") -> list[str]:
        """Starters for an empty chat, of one guide or of all."""
        return starters(self.index, guide)

    def analyse(self, text: str) -> list[str]:
        """The terms of a text, as the index holds them."""
        return terms(text)

    @property
    def guides(self) -> dict[str, Guide]:
        return self.index.guides

    @property
    def sources(self) -> dict[str, Source]:
        return self.index.sources

    @property
    def passages(self) -> tuple[Passage, ...]:
        return self.index.passages

    @property
    def wordings(self) -> list[str]:
        """Every known wording of a question (FAQs, headings that ask)."""
        return self.index.doors.wordings

    @property
    def corpus_hash(self) -> str:
        return self.index.digest


def _beside(index: Index, name: str) -> Path | None:
    return next((folder / name for folder in index.folders if (folder / name).is_file()), None)


__all__ = ["Bot", "Door"]
