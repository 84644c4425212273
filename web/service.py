"""What the routes share: the bot, the running settings, and the feedback counts."""

from __future__ import annotations

import threading
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from web import texts


@dataclass
class Tally:
    """Feedback, counted in memory and never more than counted."""

    counts: Counter[str] = field(default_factory=Counter)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, verdict: str) -> None:
        with self._lock:
            self.counts[verdict] += 1


@dataclass
class Service:
    bot: Any
    tally: Tally = field(default_factory=Tally)

    def answer(
        self,
        message: str,
        *,
        context: str | None = None,
        guide: str | None = None,
        drop: tuple[str, ...] = (),
        lang: str | None = None,
    ) -> dict[str, Any]:
        """The chat JSON for one message."""
        lang = texts.known(lang)
        return self.bot.answer(message, context=context or None, guide=guide or None, drop=drop, lang=lang).to_dict()
