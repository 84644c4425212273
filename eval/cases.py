"""Loading question sets: every fault is reported with file and line.

The format is described in `eval/questions/README.md`.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from bot.errors import CorpusError, Fault
from eval import yamlines
from eval.case import EXPECTATIONS, KINDS, OPTIONAL, REQUIRED, SPLITS, Case
from eval.yamlines import Node

SHIPPED = Path(__file__).with_name("questions")


def load_cases(paths: Sequence[str | Path] = (SHIPPED,)) -> tuple[Case, ...]:
    """Read question sets from files and folders (`*.yaml`, not hidden), in order of their ids.

    Raises CorpusError with every fault of every file; an empty set is a fault too.
    """
    faults: list[Fault] = []
    cases: list[Case] = []
    files = [file for path in paths for file in _files(Path(path), faults)]
    for file in files:
        name = _display(file)
        root = yamlines.read(file, name, faults)
        if root is not None:
            cases += _read_file(root, name, faults)
    faults += _duplicates(cases)
    faults += _split_topics(cases)
    if not cases and not faults:
        where = ", ".join(str(path) for path in paths)
        faults.append(Fault(where, 0, "holds no cases"))
    if faults:
        raise CorpusError(faults)
    return tuple(sorted(cases, key=lambda case: case.id))


def _files(path: Path, faults: list[Fault]) -> list[Path]:
    if path.is_dir():
        return sorted(file for file in path.glob("*.yaml") if not file.name.startswith("."))
    if path.is_file():
        return [path]
    faults.append(Fault(str(path), 0, "no such file or folder"))
    return []


def _display(file: Path) -> str:
    """Relative to the working folder where it lies within, so that messages and results name no one's home folder."""
    try:
        return file.resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return file.as_posix()


def _read_file(root: Node, file: str, faults: list[Fault]) -> list[Case]:
    if not isinstance(root.value, dict) or not isinstance(getattr(root.value.get("cases"), "value", None), list):
        faults.append(Fault(file, root.line, "must be a mapping with one key, `cases`, that holds a list"))
        return []
    for key, node in root.value.items():
        if key != "cases":
            faults.append(Fault(file, node.line, _unknown(key, ("cases",))))
    if not root.value["cases"].value:
        faults.append(Fault(file, root.value["cases"].line, "the list of cases is empty"))
    read = (_CaseReader(node, file, faults).read() for node in root.value["cases"].value)
    return [case for case in read if case is not None]


def _unknown(key: str, known: Sequence[str]) -> str:
    near = difflib.get_close_matches(key, known, n=1)
    return f"unknown key {key!r}" + (f"; did you mean {near[0]!r}?" if near else f"; known: {', '.join(known)}")


class _CaseReader:
    """Reads one case; collects its faults and gives None when there is any."""

    def __init__(self, node: Node, file: str, faults: list[Fault]) -> None:
        self.node, self.file, self.faults, self.fine = node, file, faults, True

    def fault(self, line: int, problem: str) -> None:
        self.fine = False
        self.faults.append(Fault(self.file, line, problem))

    def read(self) -> Case | None:
        if not isinstance(self.node.value, dict):
            self.fault(self.node.line, "a case must be a mapping")
            return None
        entries: dict[str, Node] = self.node.value
        for key, node in entries.items():
            if key not in REQUIRED + OPTIONAL:
                self.fault(node.line, _unknown(key, REQUIRED + OPTIONAL))
        for key in REQUIRED:
            if key not in entries:
                self.fault(self.node.line, f"{key!r} is missing")
        id_ = self._text("id", r"[a-z0-9][a-z0-9-]*", "lower-case letters, digits and `-`")
        kind = self._choice("kind", tuple(KINDS))
        split = self._choice("split", SPLITS)
        expect = self._choice("expect", EXPECTATIONS)
        topic = self._text("topic", r".*\S.*", "a short word")
        turns = self._texts(entries.get("turns"), "turns", lambda text: "" if text.strip() else "is blank")
        facts = self._facts(entries.get("facts"))
        about = self._texts(entries.get("about"), "about", _pattern_fault)
        passages = self._passages(entries.get("passages"))
        if kind and expect and expect not in KINDS[kind]:
            allowed = " or ".join(KINDS[kind])
            self.fault(entries["expect"].line, f"a case of kind {kind!r} expects {allowed}, not {expect!r}")
        if expect == "answer" and not facts and "facts" not in entries:
            self.fault(self.node.line, "'facts' is missing: a case that expects an answer says what it must hold")
        if expect and expect != "answer" and "facts" in entries:
            self.fault(entries["facts"].line, f"a case that expects {expect!r} has no facts")
        if kind == "conversation" and len(turns) == 1:
            self.fault(entries["turns"].line, "a conversation has two turns or more")
        if not self.fine:
            return None
        note = entries["note"].value if "note" in entries else ""
        return Case(
            id=id_, kind=kind, split=split, topic=topic, turns=turns, expect=expect, facts=facts, about=about,
            passages=passages, note=str(note or ""), file=self.file, line=self.node.line,
        )  # fmt: skip

    def _text(self, key: str, shape: str, described: str) -> str:
        node = self.node.value.get(key)
        if node is None:
            return ""
        if not isinstance(node.value, str) or not re.fullmatch(shape, node.value):
            self.fault(node.line, f"{key!r} must be {described}, not {node.plain()!r}")
            return ""
        return node.value

    def _choice(self, key: str, choices: Sequence[str]) -> str:
        node = self.node.value.get(key)
        if node is None:
            return ""
        if node.value not in choices:
            self.fault(node.line, f"{key!r} must be one of {', '.join(choices)}, not {node.plain()!r}")
            return ""
        return node.value

    def _texts(self, node: Node | None, what: str, check: Callable[[str], str]) -> tuple[str, ...]:
        if node is None:
            return ()
        if not isinstance(node.value, list) or not node.value:
            self.fault(node.line, f"{what!r} must be a list with at least one entry")
            return ()
        texts = []
        for item in node.value:
            if not isinstance(item.value, str):
                self.fault(item.line, f"in {what!r}: {item.plain()!r} is not text; put it in quotes")
            elif problem := check(item.value):
                self.fault(item.line, f"in {what!r}: {item.value!r} {problem}")
            else:
                texts.append(item.value)
        return tuple(texts)

    def _facts(self, node: Node | None) -> tuple[tuple[str, ...], ...]:
        if node is None:
            return ()
        if not isinstance(node.value, list) or not node.value:
            self.fault(node.line, "'facts' must be a list of lists of patterns")
            return ()
        return tuple(self._texts(fact, "facts", _pattern_fault) for fact in node.value)

    def _passages(self, node: Node | None) -> tuple[tuple[str, int], ...]:
        if node is None:
            return ()
        if not isinstance(node.value, dict):
            self.fault(node.line, "'passages' must map passage ids to grades")
            return ()
        for entry in node.value.values():
            if entry.value not in (0, 1, 2) or isinstance(entry.value, bool):
                self.fault(entry.line, f"a grade is 0, 1 or 2, not {entry.plain()!r}")
        return tuple((id_, entry.value) for id_, entry in node.value.items())


def _pattern_fault(pattern: str) -> str:
    try:
        compiled = re.compile(pattern, re.IGNORECASE)
    except re.error as error:
        return f"is not a valid pattern: {error}"
    return "matches empty text, so it says nothing" if compiled.search("") else ""


def _duplicates(cases: Sequence[Case]) -> list[Fault]:
    first: dict[str, Case] = {}
    faults = []
    for case in cases:
        if (other := first.setdefault(case.id, case)) is not case:
            faults.append(Fault(case.file, case.line, f"id {case.id!r} stands already at {other.file}:{other.line}"))
    return faults


def _split_topics(cases: Sequence[Case]) -> list[Fault]:
    """A topic in dev and test would let tuning leak. Crisis lines are apart: every sign must be in both halves."""
    first: dict[str, Case] = {}
    faults = []
    for case in cases:
        if case.kind in ("crisis", "lookalike"):
            continue
        other = first.setdefault(case.topic, case)
        if other.split != case.split:
            where = f"{other.file}:{other.line}"
            faults.append(
                Fault(case.file, case.line, f"topic {case.topic!r} is {case.split} here and {other.split} at {where}")
            )
    return faults


def check_passages(cases: Iterable[Case], known: Iterable[str]) -> None:
    """Raises CorpusError where a case grades a passage that the corpus does not hold."""
    ids = set(known)
    faults = [
        Fault(case.file, case.line, f"case {case.id!r} grades passage {id_!r}, which no longer exists")
        for case in cases
        for id_, _ in case.passages
        if id_ not in ids
    ]
    if faults:
        raise CorpusError(faults)
