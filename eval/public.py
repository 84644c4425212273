"""Measure ourselves on other people's data: one function a format, each giving rows like those of our own sets."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from bot.records import Guide, Passage
from eval import datasets, judging, metrics
from eval.baselines import bm25_stems, text_of
from eval.datasets import Collection, DialogueSet
from eval.left_out import Build, left_out_auroc
from eval.progress import track
from eval.ranking_measures import ranking_scores
from eval.replay import Engine, ask
from eval.runner import short
from eval.sections import SectionMap

DEPTH = 50
_MEASURES = {
    "first": "Success@1",
    "ndcg@10": "nDCG@10",
    "recall@10": "R@10",
    "recall@100": "R@100",
    "rr": "RR@10",
    "map": "AP",
}


def row(id_: str, kind: str, turns: Sequence[str], scores: Mapping[str, float], **more: Any) -> dict[str, Any]:
    """A row as `eval compare` and the report read it."""
    return {
        "id": id_, "kind": kind, "split": "all", "topic": id_, "turns": list(turns),
        "scores": {name: round(value, 6) for name, value in scores.items()}, **more,
    }  # fmt: skip


def digest(*parts: object) -> str:
    return hashlib.sha256("\n".join(map(repr, parts)).encode()).hexdigest()[:12]


def _as_documents(found: Iterable[tuple[str, float]]) -> list[str]:
    """A document scores as its best passage."""
    return list(dict.fromkeys(guide for guide, _ in found))


def measure_collection(
    collection: Collection, build: Build, limit: int | None = None, *, within: bool = False, leave_out: bool = True
) -> dict[str, Any]:
    """Rank whole documents for each question. `within`: only a question's own candidates count (WikiQA)."""
    bot = build(document.guide() for document in collection.documents)
    questions = dict(list(collection.questions.items())[:limit])
    qrels = {id_: collection.qrels[id_] for id_ in questions}
    depth = len(bot.passages) if within else 200
    ours: dict[str, list[str]] = {}
    milliseconds = []
    for id_, text in track(list(questions.items()), collection.name):
        reply_hits, spent = _timed_search(bot, text, depth)
        milliseconds.append(spent)
        ours[id_] = _candidates(_as_documents(reply_hits), qrels[id_] if within else None)
    plain = _plain_rankings(bot.passages, questions, qrels if within else None)
    relevant = {id_: {document: grade for document, grade in grades.items() if grade} for id_, grades in qrels.items()}
    told = ranking_scores(relevant, ours, _MEASURES)
    beside = ranking_scores(relevant, plain, _MEASURES)
    rows = [row(id_, "question", [questions[id_]], told[id_], ranking=ours[id_][:10]) for id_ in questions]
    figures: dict[str, Any] = {}
    if leave_out and not within:
        figures["refusal-auroc"] = left_out_auroc(
            [document.guide() for document in collection.documents],
            [(text, set(relevant[id_])) for id_, text in questions.items()],
            build,
        )
    return {
        "rows": rows,
        "figures": figures,
        "baselines": {"BM25 with stems": _means(beside.values())},
        "milliseconds": milliseconds,
        "hash": digest(
            sorted(questions.items()), sorted((id_, sorted(grades.items())) for id_, grades in qrels.items())
        ),
        "corpus_hash": bot.corpus_hash,
        "settings": bot.settings,
        "rankings": ours,
        "qrels": relevant,
    }


def _timed_search(bot: Engine, text: str, depth: int) -> tuple[list[tuple[str, float]], float]:
    import time

    started = time.perf_counter()
    hits = bot.search(text, None, depth)
    spent = (time.perf_counter() - started) * 1000
    return [(hit.guide_id, hit.score) for hit in hits], spent


def _candidates(ranked: Sequence[str], candidates: Mapping[str, int] | None) -> list[str]:
    """All of a question's own candidates, those not found last in their given order; or the ranking as it is."""
    if candidates is None:
        return list(ranked)
    return list(dict.fromkeys([document for document in ranked if document in candidates] + list(candidates)))


def _plain_rankings(
    passages: Sequence[Passage], questions: Mapping[str, str], candidates: Mapping[str, Mapping[str, int]] | None
) -> dict[str, list[str]]:
    rank = bm25_stems([text_of(passage) for passage in passages])
    depth = len(passages) if candidates else 200
    return {
        id_: _candidates(
            _as_documents((passages[number].guide_id, score) for number, score in rank(text, depth)),
            candidates[id_] if candidates else None,
        )
        for id_, text in questions.items()
    }


def _means(scores: Iterable[Mapping[str, float]]) -> dict[str, Any]:
    gathered: dict[str, list[float]] = {}
    for told in scores:
        for name, value in told.items():
            gathered.setdefault(name, []).append(value)
    return {name: metrics.figure(values) for name, values in gathered.items()}


def measure_dialogues(told: DialogueSet, bot: Engine, build: Build, limit: int | None = None) -> dict[str, Any]:
    """Replay every dialogue's student turns in order and score the marked ones: section hits, quotes, refusals."""
    sections = SectionMap(told.sections, bot.passages)
    rank = bm25_stems([text_of(passage) for passage in bot.passages])
    rows, milliseconds, plain = [], [], []
    rankings: dict[str, list[str]] = {}
    qrels: dict[str, dict[str, int]] = {}
    for dialogue in track(told.dialogues[:limit], told.name):
        scored = {turn.place: turn for turn in dialogue.scored}
        context = None
        for place, text in enumerate(dialogue.turns):
            hits = bot.search(text, context, DEPTH) if place in scored else []
            reply = ask(bot, text, context)
            context = reply.after
            if place not in scored:
                continue
            turn = scored[place]
            milliseconds.append(reply.milliseconds)
            ours = sections.ranked(hit.id for hit in hits)
            given = reply.answer["kind"] == "answer"
            scores = _section_scores(ours, turn.sections)
            scores["quote-f1"] = judging.token_f1(reply.answer["text"], [turn.gold]) if given else 0.0
            scores["refused-wrongly"] = float(judging.is_refused(reply.answer))
            earlier = " ".join(dialogue.turns[: place + 1])
            plain.append(
                _section_scores(sections.ranked(bot.passages[n].id for n, _ in rank(earlier, DEPTH)), turn.sections)
            )
            rows.append(
                row(
                    turn.id, "follow-up" if place else "first turn", dialogue.turns[: place + 1], scores,
                    answer=short(reply.answer), score=round(reply.score, 6), expect="answer", gold=turn.gold,
                    refused=judging.is_refused(reply.answer), ranking=ours[:10],
                )
            )  # fmt: skip
            rankings[turn.id] = ours
            qrels[turn.id] = dict.fromkeys(sorted(turn.sections), 1)
    unmapped = sum(section is None for section in sections.section_of.values())
    return {
        "rows": rows,
        "figures": {"passages outside every section": unmapped},
        "baselines": {"BM25 with stems, all the student's turns": _means(plain)},
        "milliseconds": milliseconds,
        "hash": digest(sorted(qrels.items())),
        "corpus_hash": bot.corpus_hash,
        "settings": bot.settings,
        "rankings": rankings,
        "qrels": qrels,
    }


def _section_scores(ranked: Sequence[str], gold: frozenset[str]) -> dict[str, float]:
    first = next((place for place, section in enumerate(ranked, start=1) if section in gold), None)
    hits = {f"hit@{k}": float(first is not None and first <= k) for k in (1, 5, 10)}
    return {**hits, "rr": 1 / first if first and first <= DEPTH else 0.0}


def measure_out_of_scope(groups: Mapping[str, Sequence[str]], bot: Engine, limit: int | None = None) -> dict[str, Any]:
    """Questions of other domains to the shipped corpus: all ought to be refused."""
    rows, milliseconds = [], []
    for group, texts in groups.items():
        for number, text in enumerate(track(list(texts)[:limit], group)):
            reply = ask(bot, text)
            milliseconds.append(reply.milliseconds)
            refused = judging.is_refused(reply.answer)
            scores = {"refusal": float(refused)}
            rows.append(
                row(
                    f"{group}-{number}", group, [text], scores, answer=short(reply.answer), score=round(reply.score, 6),
                    expect="refusal", refused=refused,
                )
            )  # fmt: skip
    return {
        "rows": rows,
        "figures": {},
        "baselines": {},
        "milliseconds": milliseconds,
        "hash": digest(sorted((group, list(texts)) for group, texts in groups.items())),
        "corpus_hash": bot.corpus_hash,
        "settings": bot.settings,
        "rankings": {},
        "qrels": {},
    }


def measure_dataset(
    folder: Path, open_shipped: Callable[[], Engine], settings: Any, limit: int | None = None
) -> dict[str, Any]:
    """Measure one dataset folder in whichever format it holds. Raises CorpusError for a folder without any.

    open_shipped: the bot for careers, which questions out of scope are put to; settings: for bots on the folder's
    guides.
    """
    from bot import Bot

    def build(guides: Iterable[Guide]) -> Engine:
        return Bot.from_records(list(guides), settings)

    kind = datasets.detect(folder)
    if kind == "beir":
        return measure_collection(datasets.read_beir(folder), build, limit)
    if kind == "wikiqa":
        return measure_collection(datasets.read_wikiqa(folder), build, limit, within=True)
    if kind == "out-of-scope":
        return measure_out_of_scope(datasets.read_out_of_scope(folder), open_shipped(), limit)
    told = datasets.read_doc2dial(folder)
    bot = Bot.from_guides([told.guides], settings)
    measured = measure_dialogues(told, bot, build, limit)
    if limit is None:
        first = [(turn.question, {turn.guide}) for one in told.dialogues for turn in one.scored if turn.place == 0]
        measured["figures"]["refusal-auroc"] = left_out_auroc(list(bot.guides.values()), first, build)
    return measured
