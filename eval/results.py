"""The result of a run: its card, its figures, its rows; written whole or not at all, and read back with checks.

The same inputs give the same bytes apart from the object `timings`.
"""

from __future__ import annotations

import importlib.metadata
import json
import os
import platform
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from bot.errors import GuidepostError
from eval import metrics, misses
from eval.case import SPLITS, Case, set_hash
from eval.intervals import SEED
from eval.replay import Engine

FORMAT = 1
HERE = Path(__file__).parent
LATEST = HERE / "results" / "latest.json"
BASELINE = HERE / "baseline.json"
_PACKAGES = ("guidepost", "rank-bm25", "nltk", "numpy", "rapidfuzz", "pyyaml", "ir-measures", "scikit-learn", "bm25s")


class ResultError(GuidepostError):
    """A result file that is missing, unreadable, or does not go with another."""


def run_card(bot: Engine, cases: Sequence[Case], asked_for: Mapping[str, Any]) -> dict[str, Any]:
    """What was measured, on what, with what: all that must be equal for two runs to be the same."""
    return {
        **common_card(bot.corpus_hash, bot.settings, asked_for),
        "set": "questions",
        "set_hash": set_hash(cases),
        "cases": dict(sorted(Counter(f"{case.kind} {case.split}" for case in cases).items())),
        "passages": len(bot.passages),
    }


def common_card(corpus_hash: str, settings: Any, asked_for: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "corpus_hash": corpus_hash,
        "settings": settings.to_dict(),
        "asked_for": dict(asked_for),
        "seed": SEED,
        "versions": {"python": platform.python_version(), **{name: _version(name) for name in _PACKAGES}},
        "machine": {"system": platform.system(), "processor": platform.machine(), "cpus": os.cpu_count()},
    }


def _version(package: str) -> str | None:
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return None


def summarise(rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Figures of all rows and of each split: by kind, by case metric, of the set as a whole, causes of misses."""
    parts = {"all": list(rows)} | {split: [row for row in rows if row["split"] == split] for split in SPLITS}
    return {name: _part(part) for name, part in parts.items() if part}


def _part(rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    answerable = [row for row in rows if row["expect"] == "answer"]
    rates = sorted({rate for row in answerable for rate in row["typos"]}, key=float)
    clean = metrics.figure([float(row["right"]) for row in answerable])["value"] if answerable else 0.0
    robustness = {}
    for rate in rates:
        told = metrics.figure([float(row["typos"][rate]["right"]) for row in answerable])
        robustness[rate] = {**told, "drop": clean - told["value"]}
    return {
        "kinds": metrics.by_kind(rows),
        "cases": metrics.case_figures(rows),
        "set": metrics.set_figures(rows),
        "robustness": robustness,
        "wording": _by_wording(answerable),
        "refused_wording": _by_wording([row for row in rows if row["expect"] == "refusal"]),
        "misses": misses.counted(rows),
    }


def _by_wording(rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """How many are right, of those whose wording the index holds (`seen`) and of the others."""
    groups = {
        name: [row for row in rows if row.get("seen") is flag] for name, flag in (("seen", True), ("unseen", False))
    }
    return {name: metrics.figure([float(row["right"]) for row in group]) for name, group in groups.items() if group}


def timing(milliseconds: Sequence[float], seconds: float) -> dict[str, float | int]:
    return {
        "answers": len(milliseconds),
        "p50_ms": round(metrics.percentile(milliseconds, 0.5), 3),
        "p99_ms": round(metrics.percentile(milliseconds, 0.99), 3),
        "run_s": round(seconds, 2),
        "curve_ms": [round(metrics.percentile(milliseconds, share / 100), 3) for share in range(1, 101)],
    }


def write(path: Path, text: str) -> None:
    """Write a text file through a temporary one beside it: whole or not at all."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise ResultError(f"{path}: cannot be written: {error.strerror}") from error
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def write_result(path: Path, result: Mapping[str, Any]) -> None:
    write(path, json.dumps(result, ensure_ascii=False, indent=1, sort_keys=False) + "\n")


def write_baseline(path: Path, result: Mapping[str, Any]) -> None:
    """The small form kept in the repository: the card and each case's scores, one line a case for a readable diff."""
    head = {key: result["card"][key] for key in ("format", "set", "set_hash", "corpus_hash")}
    head["asked_for"] = {"split": result["card"]["asked_for"].get("split", "all")}
    lines = [
        json.dumps({key: row[key] for key in ("id", "kind", "split", "right", "scores")}, ensure_ascii=False)
        for row in result["rows"]
    ]
    body = ",\n".join(lines)
    write(path, f'{{"card": {json.dumps(head, ensure_ascii=False)},\n"rows": [\n{body}\n]}}\n')


def read_result(path: Path) -> dict[str, Any]:
    """Read a result or baseline. Raises ResultError where it is missing, no JSON or no result."""
    try:
        result = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ResultError(f"{path}: cannot be read: {error.strerror}; make one with `python -m eval run`") from error
    except ValueError as error:
        raise ResultError(f"{path}: is not JSON: {error}") from error
    if not isinstance(result, dict) or "rows" not in result or result.get("card", {}).get("format") != FORMAT:
        raise ResultError(f"{path}: is not a result of this version of `python -m eval run`")
    return result
