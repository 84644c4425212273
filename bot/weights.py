"""Learned or set numbers: the weights of terms, ranking, quoting, conversation and confidence, from weights.json."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path

from bot.errors import CorpusError, Fault


@dataclass(frozen=True, slots=True)
class Weights:
    """One mapping of name → number for each step of the path. `python -m eval tune` writes them.

    confidence: for any guides; confidence_scoped: for a corpus that knows its gaps and brings a `scope.json`.
    """

    terms: Mapping[str, float]
    ranking: Mapping[str, float]
    quoting: Mapping[str, float]
    conversation: Mapping[str, float]
    confidence: Mapping[str, float] = field(default_factory=dict)
    confidence_scoped: Mapping[str, float] = field(default_factory=dict)
    provenance: str = ""


def load_weights(file: Path) -> Weights:
    """Read a weights.json. Raises CorpusError where it is not one."""
    try:
        data = json.loads(file.read_text("utf-8"))
        return Weights(**{entry.name: data[entry.name] for entry in fields(Weights)})
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise CorpusError([Fault(str(file), 0, f"not a weights file: {error}")]) from error
