"""A YAML file that is a list of entries → each entry with its line."""

from __future__ import annotations

from typing import Any

import yaml

from bot.errors import CorpusError, Fault

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # one for nodes and values: the two differ in what they accept


def read_entries(text: str, path: str, expected: str) -> list[tuple[int, Any]]:
    """(line, entry) of each. expected: what the file should have been. Raises CorpusError where it is no list."""
    try:
        root = yaml.compose(text, Loader=LOADER)
    except yaml.YAMLError as error:
        line = getattr(getattr(error, "problem_mark", None), "line", -1) + 1
        raise CorpusError([Fault(path, line, f"not valid YAML: {getattr(error, 'problem', None) or error}")]) from error
    if not isinstance(root, yaml.SequenceNode):
        raise CorpusError([Fault(path, 1, expected)])
    lines = (node.start_mark.line + 1 for node in root.value)
    return list(zip(lines, yaml.load(text, Loader=LOADER), strict=True))
