"""Other people's data: which format a folder holds, and its documents and questions as plain records.

Formats: BEIR (`corpus.jsonl`, `queries.jsonl`, `qrels.tsv` or `qrels/test.tsv`; Thakur et al. 2021,
https://arxiv.org/abs/2104.08663), Doc2Dial (`guides/*.md`, `sections.jsonl`, `turns.jsonl`; Feng et al. 2020,
https://arxiv.org/abs/2011.06623), WikiQA (`WikiQA-*.tsv.gz`; Yang et al. 2015), and lists of questions out of scope
(`out_of_scope.json`; CLINC150, Larson et al. 2019).
"""

from __future__ import annotations

import csv
import gzip
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.errors import CorpusError, Fault
from bot.reading.sentences import split_sentences
from bot.records import Block, Guide, Section

FORMATS = ("beir", "doc2dial", "wikiqa", "out-of-scope")


@dataclass(frozen=True, slots=True)
class Document:
    """One text to be found. `parts`: given pieces that stay apart (a list of candidate sentences); else text is one."""

    id: str
    title: str
    text: str
    parts: tuple[str, ...] = ()

    def guide(self) -> Guide:
        texts = self.parts or (self.text,)
        sections = tuple(
            Section(self.title, 1, number, (Block("prose", number, tuple(split_sentences(text))),))
            for number, text in enumerate(texts, start=1)
        )
        return Guide(self.id, self.title, f"{self.id}.jsonl", sections)


@dataclass(frozen=True, slots=True)
class Collection:
    """Documents, questions (id → text) and judgements (question → document → grade above 0)."""

    name: str
    documents: tuple[Document, ...]
    questions: Mapping[str, str]
    qrels: Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class DialogueTurn:
    """A scored turn: `place` counts the student's turns before it; `sections` are those that hold the gold text."""

    id: str
    question: str
    place: int
    guide: str
    gold: str
    sections: frozenset[str]


@dataclass(frozen=True, slots=True)
class Dialogue:
    """The student's turns in order, scored or not, and which of them are scored."""

    id: str
    turns: tuple[str, ...]
    scored: tuple[DialogueTurn, ...]


@dataclass(frozen=True)
class DialogueSet:
    name: str
    guides: Path
    sections: Mapping[str, Sequence[tuple[str, str, str]]] = field(default_factory=dict)  # guide → (id, heading, text)
    dialogues: tuple[Dialogue, ...] = ()


def detect(folder: Path) -> str:
    """The format of a dataset folder. Raises CorpusError that says what was looked for."""
    marks = {
        "beir": ("corpus.jsonl", "queries.jsonl"),
        "doc2dial": ("turns.jsonl", "sections.jsonl"),
        "out-of-scope": ("out_of_scope.json",),
    }
    for name, files in marks.items():
        if all((folder / file).is_file() for file in files):
            return name
    if any(folder.glob("WikiQA-*.tsv.gz")):
        return "wikiqa"
    wanted = "; ".join(f"{name}: {', '.join(files)}" for name, files in marks.items())
    raise CorpusError([Fault(str(folder), 0, f"holds no dataset ({wanted}; wikiqa: WikiQA-*.tsv.gz)")])


def read_jsonl(path: Path, needed: Sequence[str]) -> Iterator[tuple[int, dict[str, Any]]]:
    """Objects of a JSON-lines file with their line numbers. Raises CorpusError with every line that is none."""
    faults = []
    rows = []
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise CorpusError([Fault(str(path), 0, f"cannot be read: {error}")]) from error
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            missing = [key for key in needed if key not in row]
        except (ValueError, TypeError):
            faults.append(Fault(str(path), number, "is not a JSON object"))
            continue
        if missing:
            faults.append(Fault(str(path), number, f"lacks {', '.join(missing)}"))
        rows.append((number, row))
    if not faults and not rows:
        faults.append(Fault(str(path), 0, "is empty"))
    if faults:
        raise CorpusError(faults)
    yield from rows


def read_beir(folder: Path) -> Collection:
    """BEIR's own key is `_id`; `id` is taken too. Questions without a judgement are left out, as BEIR does."""
    documents = tuple(
        Document(_id(row), row.get("title") or "", row["text"])
        for _, row in read_jsonl(folder / "corpus.jsonl", ["text"])
    )
    texts = {_id(row): row["text"] for _, row in read_jsonl(folder / "queries.jsonl", ["text"])}
    given = folder / "qrels.tsv"
    path = given if given.is_file() else folder / "qrels" / "test.tsv"
    qrels = read_tsv_qrels(path)
    known = {document.id for document in documents}
    faults = [
        Fault(str(path), 0, f"judges question {question!r}, which does not exist")
        for question in qrels
        if question not in texts
    ]
    missing = sorted({document for grades in qrels.values() for document in grades} - known)
    faults += [Fault(str(path), 0, f"judges document {document!r}, which does not exist") for document in missing]
    if faults:
        raise CorpusError(faults)
    return Collection(folder.name, documents, {id_: texts[id_] for id_ in sorted(qrels)}, qrels)


def _id(row: Mapping[str, Any]) -> str:
    return str(row["_id"] if "_id" in row else row["id"])


def read_tsv_qrels(path: Path) -> dict[str, dict[str, int]]:
    """BEIR's judgements: tab-separated query, document, grade, with a header line; grades of 0 are left out."""
    qrels: dict[str, dict[str, int]] = {}
    faults = []
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise CorpusError([Fault(str(path), 0, f"cannot be read: {error}")]) from error
    for number, line in enumerate(lines[1:], start=2):
        try:
            question, document, grade = line.split("\t")
            if int(grade) > 0:
                qrels.setdefault(question, {})[document] = int(grade)
        except ValueError:
            faults.append(Fault(str(path), number, "must be: query-id, corpus-id, score, parted by tabs"))
    if not faults and not qrels:
        faults.append(Fault(str(path), 0, "judges nothing"))
    if faults:
        raise CorpusError(faults)
    return qrels


def read_wikiqa(folder: Path) -> Collection:
    """Candidate sentences of each question's document; only questions with a right sentence, as the paper scores.

    A document's id is its sentence's; the sentences of one Wikipedia page share their title.
    """
    documents: dict[str, Document] = {}
    texts: dict[str, str] = {}
    qrels: dict[str, dict[str, int]] = {}
    for path in sorted(folder.glob("WikiQA-*.tsv.gz")):
        with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
                question, sentence = row["QuestionID"], row["SentenceID"]
                texts[question] = row["Question"]
                documents.setdefault(sentence, Document(sentence, row["DocumentTitle"], row["Sentence"]))
                qrels.setdefault(question, {})[sentence] = int(row["Label"])
    judged = {question: grades for question, grades in qrels.items() if any(grades.values())}
    return Collection(folder.name, tuple(documents.values()), {id_: texts[id_] for id_ in judged}, judged)


def read_out_of_scope(folder: Path) -> dict[str, list[str]]:
    """Questions by group; all of them ought to be refused by a bot for careers."""
    path = folder / "out_of_scope.json"
    try:
        groups = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise CorpusError([Fault(str(path), 0, f"cannot be read: {error}")]) from error
    if not isinstance(groups, dict) or not any(groups.values()):
        raise CorpusError([Fault(str(path), 0, "must map group names to lists of questions")])
    return {name: [str(text) for text in texts] for name, texts in groups.items()}


def read_doc2dial(folder: Path) -> DialogueSet:
    """Dialogues with the students' turns in order: those of `history` that are not scored, too."""
    sections: dict[str, list[tuple[str, str, str]]] = {}
    for _, row in read_jsonl(folder / "sections.jsonl", ["id", "doc_id", "text"]):
        sections.setdefault(row["doc_id"], []).append((row["id"], row.get("heading") or "", row["text"]))
    grouped: dict[str, list[dict[str, Any]]] = {}
    for _, row in read_jsonl(
        folder / "turns.jsonl", ["id", "dialogue", "doc_id", "history", "question", "gold_sections"]
    ):
        grouped.setdefault(row["dialogue"], []).append(row)
    return DialogueSet(
        folder.name, folder / "guides", sections, tuple(_dialogue(id_, rows) for id_, rows in grouped.items())
    )


def _dialogue(id_: str, rows: Sequence[Mapping[str, Any]]) -> Dialogue:
    told = {row["id"]: tuple(turn["text"] for turn in row["history"] if turn["role"] == "user") for row in rows}
    longest = max(rows, key=lambda row: len(row["history"]))
    turns = (*told[longest["id"]], longest["question"])
    scored = [
        DialogueTurn(
            row["id"],
            row["question"],
            len(told[row["id"]]),
            row["doc_id"],
            row.get("gold_text") or "",
            frozenset(row["gold_sections"]),
        )
        for row in rows
    ]
    return Dialogue(id_, turns, tuple(sorted(scored, key=lambda turn: turn.place)))
