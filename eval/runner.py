"""Ask every case, judge it, and put the rows together: the heart of `python -m eval run`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.records import Passage
from eval import judging, misses
from eval.case import Case
from eval.cores import spread
from eval.leakage import indexed_wordings, nearest_wordings
from eval.ranking_measures import ranking_scores
from eval.replay import Engine, Reply, ask, replay
from eval.typos import misspell

DEPTH = 50  # how far down a ranking is looked at

# The score that a case of each expectation (other than `answer`) carries.
_SCORE_OF = {
    "refusal": "refusal",
    "social": "social",
    "crisis": "crisis",
    "no-crisis": "no-crisis",
    "clarify": "clarify",
}


@dataclass
class Asked:
    """Judged rows, one a case, our rankings (case → passage ids, best first), and the milliseconds of each answer."""

    rows: list[dict[str, Any]]
    rankings: dict[str, list[str]]
    qrels: dict[str, dict[str, int]]
    milliseconds: list[float] = field(default_factory=list)


def ask_all(bot: Engine, cases: Sequence[Case], typo_rates: Sequence[float] = ()) -> Asked:
    """Replay and judge every case; with typo rates, also every answerable case misspelt at each rate."""
    passages = {passage.id: passage for passage in bot.passages}
    qrels = judging.derive_qrels(cases, bot.passages)
    asked = Asked([], {}, qrels)
    nearest = nearest_wordings(cases, indexed_wordings(bot))

    def judged(case: Case) -> tuple[dict[str, Any], list[str], float]:
        reply = replay(bot, case.turns)
        hits = bot.search(case.question, reply.before, DEPTH) if case.expect == "answer" else []
        row = _row(bot, case, reply, hits, qrels.get(case.id, {}), passages)
        return row, [hit.id for hit in hits], reply.milliseconds

    for case, (row, ranking, milliseconds) in zip(cases, spread(judged, cases, "asking"), strict=True):
        if case.expect == "answer":
            asked.rankings[case.id] = ranking
        if near := nearest.get(case.id):
            row |= {"seen": near.seen, "nearest": {"wording": near.wording, "similarity": near.similarity}}
        asked.rows.append(row)
        asked.milliseconds.append(milliseconds)
    _add_ranking_scores(asked)
    _add_typos(bot, cases, asked.rows, typo_rates)
    return asked


def _row(
    bot: Engine,
    case: Case,
    reply: Reply,
    hits: Sequence[Any],
    grades: Mapping[str, int],
    passages: Mapping[str, Passage],
) -> dict[str, Any]:
    answer = reply.answer
    verdict = judging.judge(case, answer)
    row: dict[str, Any] = {
        "id": case.id, "kind": case.kind, "split": case.split, "topic": case.topic, "note": case.note,
        "turns": list(case.turns), "expect": case.expect, "facts": [list(fact) for fact in case.facts],
        "answer": short(answer), "score": round(reply.score, 6),
        "refused": judging.is_refused(answer), "refused_because": reply.refused_because,
        "right": verdict.right, "shown": verdict.shown, "found": list(verdict.found),
        "right_if_answered": False, "miss": None, "ranks": [], "scores": {}, "typos": {},
    }  # fmt: skip
    if case.expect == "answer":
        relevant = [passages[id_] for id_ in grades]
        row["ranks"] = [place for place, hit in enumerate(hits, start=1) if hit.id in grades]
        row["right_if_answered"] = verdict.right if answer["kind"] == "answer" else _first_is_right(case, hits)
        row["scores"] = _answer_scores(case, row, answer, grades, relevant, passages)
        joined = _joined_ranks(bot, case, grades) if case.kind == "conversation" and not verdict.right else []
        covered = judging.coverable(case, relevant)
        row["miss"] = misses.cause(row, coverable=covered, ranks=row["ranks"], joined_ranks=joined)
    else:
        row["scores"] = {_SCORE_OF[case.expect]: float(verdict.right)}
        row["miss"] = misses.cause(row, coverable=True, ranks=(), joined_ranks=())
    offered = "help" if case.expect == "crisis" else "help-unneeded"
    row["scores"][offered] = float(judging.offers_help(answer))
    if len(case.turns) > 1:
        alone = judging.judge(case, ask(bot, case.question).answer).right
        row["right_alone"] = alone
        row["scores"]["conversation-gain"] = float(verdict.right) - float(alone)
    return row


def short(answer: Mapping[str, Any]) -> dict[str, Any]:
    """What a result keeps of an answer: enough to read and compare it, nothing that changes from run to run."""
    shown = [passage["id"] for passage in answer["passages"]]
    return {
        "kind": answer["kind"],
        "text": answer["text"],
        "quotes": [{"text": quote["text"], "passage": _at(shown, quote["passage"])} for quote in answer["quotes"]],
        "passages": shown,
        "confidence": (answer.get("confidence") or {}).get("level"),
        "disagreement": bool(answer.get("disagreement")),
        "corrections": [f"{change['from']} → {change['to']}" for change in answer.get("corrections") or ()],
    }


def _at(shown: Sequence[str], place: int) -> str | None:
    return shown[place] if 0 <= place < len(shown) else None


def _answer_scores(
    case: Case,
    row: Mapping[str, Any],
    answer: Mapping[str, Any],
    grades: Mapping[str, int],
    relevant: Sequence[Passage],
    passages: Mapping[str, Passage],
) -> dict[str, float]:
    scores = {"headline": float(row["right"]), "shown": float(row["shown"]), "refused-wrongly": float(row["refused"])}
    quotes = row["answer"]["quotes"]
    checks = judging.citation_checks(answer, passages)
    scores["citation"] = sum(checks) / len(checks) if checks else 0.0
    scores["citation-relevance"] = sum(quote["passage"] in grades for quote in quotes) / len(quotes) if quotes else 0.0
    if golds := judging.gold_units(case, relevant):
        given = answer["kind"] == "answer"
        scores["quote-f1"] = judging.token_f1(answer["text"][: judging.READ], golds) if given else 0.0
    return scores


def _first_is_right(case: Case, hits: Sequence[Any]) -> bool:
    """Had we not refused: would the passage ranked first have been right?"""
    return bool(hits) and all(fact.search(hits[0].passage.text[: judging.READ]) for fact in case.fact_patterns)


def _joined_ranks(bot: Engine, case: Case, grades: Mapping[str, int]) -> list[int]:
    hits = bot.search(" ".join(case.turns), None, DEPTH)
    return [place for place, hit in enumerate(hits, start=1) if hit.id in grades]


def _add_ranking_scores(asked: Asked) -> None:
    scores = ranking_scores(asked.qrels, asked.rankings)
    for row in asked.rows:
        if row["id"] in scores:
            row["scores"].update({name: round(value, 6) for name, value in scores[row["id"]].items()})


def _add_typos(bot: Engine, cases: Sequence[Case], rows: Sequence[dict[str, Any]], rates: Sequence[float]) -> None:
    by_id = {row["id"]: row for row in rows}
    answerable = [case for case in cases if case.expect == "answer"] if rates else []

    def judged(case: Case) -> dict[str, Any]:
        return {f"{rate:g}": _misspelt(bot, case, rate) for rate in rates}

    for case, typos in zip(answerable, spread(judged, answerable, "asking with typos"), strict=True):
        by_id[case.id]["typos"] = typos


def _misspelt(bot: Engine, case: Case, rate: float) -> dict[str, Any]:
    turns = [misspell(turn, rate, f"{case.id}:{place}") for place, turn in enumerate(case.turns)]
    return {"question": turns[-1], "right": judging.judge(case, replay(bot, turns).answer).right}
