"""Packages that only measuring needs are imported where they are used, with one clear line when they are missing."""

from __future__ import annotations

import importlib
from types import ModuleType

from bot.errors import GuidepostError


class MissingExtra(GuidepostError):
    """A package of the `eval` extra is not installed."""


def need(module: str) -> ModuleType:
    """Import a module of the `eval` extra. Raises MissingExtra with the command that installs it."""
    try:
        return importlib.import_module(module)
    except ModuleNotFoundError as error:
        raise MissingExtra(
            f"{error.name} is not installed; get what measuring needs with: pip install 'guidepost[eval]'"
        ) from error
