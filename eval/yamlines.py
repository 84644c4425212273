"""YAML with line numbers: every mapping, list and text knows where it stands, so that faults can be pointed at."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from bot.errors import Fault

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Node:
    """A value with its 1-based line. `value` is a dict of str → Node, a list of Node, or a plain scalar."""

    value: Any
    line: int

    def plain(self) -> Any:
        if isinstance(self.value, dict):
            return {key: node.plain() for key, node in self.value.items()}
        if isinstance(self.value, list):
            return [node.plain() for node in self.value]
        return self.value


def read(path: Path, file: str, faults: list[Fault]) -> Node | None:
    """Parse a YAML file. None, with a fault added, where it cannot be read; duplicate keys are faults too."""
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        faults.append(Fault(file, 0, f"cannot be read: {error.strerror}"))
        return None
    except UnicodeDecodeError as error:
        faults.append(Fault(file, 0, f"is not UTF-8: {error.reason} at byte {error.start}"))
        return None
    loader = _LOADER(text)
    try:
        root = loader.get_single_node()
        return _convert(loader, root, file, faults) if root is not None else None
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        faults.append(Fault(file, line, f"not valid YAML: {error.problem or error.context}"))
    except (yaml.YAMLError, ValueError) as error:
        faults.append(Fault(file, 0, f"not valid YAML: {' '.join(str(error).split())}"))
    finally:
        loader.dispose()
    return None


def _convert(loader: Any, node: yaml.Node, file: str, faults: list[Fault]) -> Node:
    line = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        entries: dict[str, Node] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value)
            if key in entries:
                faults.append(Fault(file, key_node.start_mark.line + 1, f"{key!r} stands here twice"))
            child = _convert(loader, value_node, file, faults)
            entries[key] = Node(child.value, key_node.start_mark.line + 1)
        return Node(entries, line)
    if isinstance(node, yaml.SequenceNode):
        return Node([_convert(loader, child, file, faults) for child in node.value], line)
    return Node(loader.construct_object(node, deep=True), line)
