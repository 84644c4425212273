"""Every figure that evaluation prints: name, title, definition and reference, read from `catalogue.yaml`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import yaml


@dataclass(frozen=True, slots=True)
class Metric:
    """One figure. guarded: `eval compare` exits 1 when it falls; strict: one case is enough, no test needed.

    same_corpus: guarded only between runs on one corpus, as other passages make other judgements.
    """

    name: str
    title: str
    definition: str
    reference: str = ""
    lower_is_better: bool = False
    guarded: bool = False
    strict: bool = False
    same_corpus: bool = False


_STORED = yaml.safe_load(Path(__file__).with_name("catalogue.yaml").read_text(encoding="utf-8"))
CASE_METRICS = tuple(Metric(**entry) for entry in _STORED["cases"])
SET_METRICS = tuple(Metric(**entry) for entry in _STORED["sets"])
METRICS = {metric.name: metric for metric in CASE_METRICS + SET_METRICS}
