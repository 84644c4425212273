"""Guidepost: answers students' questions about careers in the guides' own words, with citations."""

from __future__ import annotations

__version__ = "0.1.0"

from bot.bot import Bot
from bot.errors import CorpusError, Fault, GuidepostError, SettingsError
from bot.records import Answer, Citation, Hit, Passage, Quote
from bot.settings import Settings

__all__ = [
    "Answer",
    "Bot",
    "Citation",
    "CorpusError",
    "Fault",
    "GuidepostError",
    "Hit",
    "Passage",
    "Quote",
    "Settings",
    "SettingsError",
    "__version__",
]
