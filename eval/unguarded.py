"""A bot that never refuses for want of confidence: what calibration and fitting learn from."""

from __future__ import annotations

import dataclasses
import json
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from eval.replay import Engine


def with_weights(bot: Engine, weights: Mapping[str, Any] | None, *, refuses: bool = True) -> Engine:
    """The same index with other weights (None: its own); with `refuses` false, with a refusal threshold of 0."""
    with tempfile.TemporaryDirectory() as folder:
        changes: dict[str, Any] = {}
        if weights is not None:
            changes["weights"] = Path(folder) / "weights.json"
            changes["weights"].write_text(json.dumps(weights), encoding="utf-8")
        if not refuses:
            changes["calibration"] = Path(folder) / "calibration.json"
            told = {"threshold": 0.0, "medium": 0.5, "high": 0.8, "provenance": "never refuses"}
            changes["calibration"].write_text(json.dumps(told), encoding="utf-8")
        return type(bot)(bot.index, dataclasses.replace(bot.settings, **changes))  # type: ignore[call-arg, attr-defined]
