"""Ask a Bot what students asked: replay a conversation turn by turn, time it, keep what scoring needs."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol


class Engine(Protocol):
    """The part of `bot.Bot` that evaluation uses; tests put a plain object in its place."""

    passages: tuple[Any, ...]
    corpus_hash: str
    settings: Any
    wordings: list[str]

    def answer(self, text: str, context: str | None = None) -> Any: ...
    def search(self, text: str, context: str | None = None, k: int = 10) -> list[Any]: ...
    def analyse(self, text: str) -> list[str]: ...


@dataclass(frozen=True, slots=True)
class Reply:
    """The scored turn's answer.

    answer: JSON form without the context token. score: the number behind the confidence, 0 where there is none.
    before, after: context tokens around the turn. milliseconds: how long this one turn took.
    """

    answer: dict[str, Any]
    score: float
    refused_because: str
    before: str | None
    after: str | None
    milliseconds: float


def ask(bot: Engine, text: str, context: str | None = None) -> Reply:
    started = time.perf_counter()
    answer = bot.answer(text, context)
    spent = (time.perf_counter() - started) * 1000
    told = answer.to_dict()
    told.pop("context", None)
    score = answer.confidence_score
    return Reply(
        told, 0.0 if score is None else float(score), answer.refused_because or "", context, answer.context, spent
    )


def replay(bot: Engine, turns: Sequence[str]) -> Reply:
    """Answer every turn in order, handing the context on; gives the last turn's reply."""
    context = None
    for text in turns[:-1]:
        context = ask(bot, text, context).after
    return ask(bot, turns[-1], context)
