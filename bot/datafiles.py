"""Word lists, wordings and numbers that ship with the engine, read from `bot/data`."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

DATA = Path(__file__).with_name("data")


@cache
def word_list(name: str) -> frozenset[str]:
    """The lines of `bot/data/<name>.txt`, without comments and blank lines."""
    lines = (line.strip() for line in (DATA / f"{name}.txt").read_text(encoding="utf-8").splitlines())
    return frozenset(line for line in lines if line and not line.startswith("#"))


@cache
def yaml_data(name: str) -> Any:
    """The contents of `bot/data/<name>.yaml`. Callers must not change them."""
    return yaml.load((DATA / f"{name}.yaml").read_bytes(), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
