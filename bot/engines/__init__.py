"""The BM25 seam: index weighted terms, search weighted terms, get scored document numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol

import numpy as np


class Engine(Protocol):
    """What every engine does. Documents and queries are terms with weights, analysed beforehand, so all rank alike."""

    def index(self, documents: Sequence[Mapping[str, float]]) -> None:
        """Replace the index. Document numbers are places in the sequence."""

    def scores(self, query: Mapping[str, float]) -> np.ndarray:
        """One score a document, float64, 0 where no term matches."""

    def idf(self, term: str) -> float:
        """How telling a term is; of a term that no document holds, the highest there is."""

    def document_frequency(self, term: str) -> int: ...

    def save(self, folder: Path) -> None: ...

    def load(self, folder: Path) -> None: ...

    def close(self) -> None: ...


def make_engine(name: str, *, k1: float, b: float) -> Engine:
    """The engine of that name (see settings.ENGINES)."""
    from bot.engines.rank import RankEngine

    return {"rank": RankEngine}[name](k1=k1, b=b)
