"""Files that nobody should hand in: a clear CorpusError with file and line, or a sensible result. Never a traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bot import Bot, CorpusError
from bot.checks import check_corpus
from bot.reading import read_corpus

GUIDE = "# Baker\n\nA baker makes bread early in the morning.\n"
Make = Callable[[Path], None]


def file(name: str, data: str | bytes) -> Make:
    def make(folder: Path) -> None:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data.encode() if isinstance(data, str) else data)

    return make


def files(**texts: str) -> Make:
    """`a_md="…"` → a.md."""

    def make(folder: Path) -> None:
        for name, text in texts.items():
            file(".".join(name.rsplit("_", 1)), text)(folder)

    return make


def nothing(folder: Path) -> None:
    folder.mkdir(exist_ok=True)


# (what is in the folder, how each fault begins: file, line, words)
FAULTY: dict[str, tuple[Make, list[str]]] = {
    "empty folder": (nothing, ["{folder}: no guides found"]),
    "only a README": (file("README.md", GUIDE), ["{folder}: no guides found"]),
    "only other formats": (file("photo.jpg", b"\xff\xd8\xff"), ["{folder}: no guides found"]),
    "empty file": (file("a.md", ""), ["a.md: the file is empty"]),
    "blank file": (file("a.md", "\ufeff \n\t\n\n"), ["a.md: the file is empty"]),
    "front matter only": (file("a.md", "---\nid: a\n---\n"), ["a.md: there is no text"]),
    "headings only": (file("a.md", "# A\n\n## B\n"), ["a.md: there is no text"]),
    "binary .md": (file("a.md", bytes(range(256)) * 40), ["a.md: this is binary data"]),
    "PDF named .md": (file("a.md", b"%PDF-1.7\n1 0 obj\n"), ["a.md: this is a PDF file"]),
    "Word named .txt": (file("a.txt", b"PK\x03\x04" + b"\0" * 99), ["a.txt: this is a ZIP archive or an Office"]),
    "broken front matter": (
        file("a.md", "---\nid: a\ntitle: [unclosed\n---\n" + GUIDE),
        ["a.md:4: front matter is not valid YAML"],
    ),
    "a tab in front matter": (file("a.md", "---\nid: a\n\ttitle: b\n---\n" + GUIDE), ["a.md:3: front matter is not"]),
    "a list as front matter": (file("a.md", "---\n- id\n- a\n---\n" + GUIDE), ["a.md:2: front matter must be"]),
    "two guides with one id": (
        files(a_md="---\nid: x\n---\n" + GUIDE, b_md="---\nid: x\n---\n" + GUIDE),
        ["b.md:1: the id 'x' is already taken by a.md"],
    ),
    "two guides with one name": (
        files(a_md=GUIDE, a_txt="Bakers\n\nBakers make bread early in the morning.\n"),
        ["a.txt:1: the id 'a' is already taken by a.md"],
    ),
    "larger than allowed": (file("a.md", GUIDE + "x" * 21_000_000), ["a.md: larger than 20 MB"]),
    "FAQ: broken YAML": (file("f.yaml", "- question: [a\n"), ["f.yaml:2: not valid YAML"]),
    "FAQ: a mapping": (file("f.yaml", "question: a\n"), ["f.yaml:1: an FAQ file is a list of entries"]),
    "FAQ: a text": (file("f.yaml", "just words\n"), ["f.yaml:1: an FAQ file is a list of entries"]),
    "FAQ: comments only": (file("f.yaml", "# nothing yet\n"), ["f.yaml:1: an FAQ file is a list of entries"]),
    "FAQ: an entry that is a text": (file("f.yaml", "- a\n"), ["f.yaml:1: an entry must be a mapping"]),
    "FAQ: no question": (file("f.yaml", "- answer: Yes, they do.\n"), ["f.yaml:1: an entry has no `question`"]),
    "FAQ: no answer": (file("f.yaml", "- question: Why?\n"), ["f.yaml:1: 'Why?' has neither"]),
    "FAQ: unknown field": (
        file("f.yaml", "- question: Why?\n  anser: a\n"),
        ["f.yaml:1: unknown field anser"],
    ),
    "FAQ: every faulty entry": (
        file("f.yaml", "- question: Why?\n\n- answer: a\n- 7\n"),
        ["f.yaml:1: 'Why?' has neither", "f.yaml:3: an entry has no `question`", "f.yaml:4: an entry must be"],
    ),
    "sources: broken YAML": (files(a_md=GUIDE, sources_yaml="one: {title: [\n"), ["sources.yaml:2: not valid YAML"]),
    "sources: a list": (files(a_md=GUIDE, sources_yaml="- one\n"), ["sources.yaml:1: must map"]),
    "sources: no title": (files(a_md=GUIDE, sources_yaml="one: {url: x}\n"), ["sources.yaml: source 'one' has"]),
    "sources: unknown field": (
        files(a_md=GUIDE, sources_yaml="one: {title: x, by: y}\n"),
        ["sources.yaml: source 'one' has an unknown field by"],
    ),
    "lexicon: broken YAML": (files(a_md=GUIDE, lexicon_yaml="careers: {a: [\n"), ["lexicon.yaml:2: not valid YAML"]),
    "lexicon: a text": (files(a_md=GUIDE, lexicon_yaml="careers\n"), ["lexicon.yaml:1: a lexicon maps"]),
    "lexicon: unknown part": (files(a_md=GUIDE, lexicon_yaml="carers: {}\n"), ["lexicon.yaml: unknown part 'carers'"]),
    "lexicon: no name": (files(a_md=GUIDE, lexicon_yaml="careers: {a: {}}\n"), ["lexicon.yaml: careers: 'a' has"]),
    "faults of all files at once": (
        files(a_md="", b_md="---\nid: [\n---\n", c_yaml="- 1\n", d_md=GUIDE),
        ["a.md: the file is empty", "b.md:", "c.yaml:1: an entry must be"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("make", "begins"), FAULTY.values(), ids=FAULTY)
def test_faulty_files_name_file_and_line(tmp_path: Path, make: Make, begins: list[str]) -> None:
    make(tmp_path)
    with pytest.raises(CorpusError) as caught:
        Bot.from_guides([tmp_path])
    faults = [str(fault) for fault in caught.value.faults]
    wanted = [start.format(folder=tmp_path) for start in begins]
    assert len(faults) == len(wanted), faults
    assert all(fault.startswith(start) for fault, start in zip(faults, wanted, strict=True)), faults
    assert {*faults} <= {str(fault) for fault in check_corpus([tmp_path])}, "`check` reports the same"


PATHS = {
    "missing": ("nowhere", "no such file or folder"),
    "unsupported": ("picture.png", "this format cannot be read"),
    "no ending": ("LICENSE", "this format cannot be read"),
}


@pytest.mark.parametrize(("name", "problem"), PATHS.values(), ids=PATHS)
def test_paths_that_cannot_be_read(tmp_path: Path, name: str, problem: str) -> None:
    if name != "nowhere":
        file(name, b"\x89PNG")(tmp_path)
    with pytest.raises(CorpusError, match=problem):
        read_corpus([tmp_path / name])


# Odd, but readable: (name, bytes, a line that must come out of it)
READABLE = {
    "Latin-1": ("a.md", "# Café\n\nA café owner earns £30,000 per year.\n".encode("latin-1"), "£30,000"),
    "Windows-1252": ("a.md", "# Café\n\nA baker’s day starts “early” – at 3:00.\n".encode("cp1252"), "baker’s day"),
    "UTF-8 with mark": ("a.md", "\ufeff# Café\n\nA café owner opens early.\n".encode(), "café owner"),
    "UTF-16": ("a.md", "# Café\n\nA café owner earns £30,000 per year.\n".encode("utf-16"), "café owner earns £30,000"),
    "UTF-16 without mark": ("a.md", "# Cafe\n\nA cafe owner opens early.\n".encode("utf-16-le"), "cafe owner"),
    "UTF-32": ("a.md", "# Café\n\nA café owner opens early.\n".encode("utf-32"), "café owner"),
    "old Mac newlines": ("a.md", b"# Cafe\r\rA cafe owner opens early.\r", "cafe owner"),
    "control characters": ("a.md", b"# Cafe\n\nA cafe\x00 owner\x07 opens early.\n", "A cafe owner opens"),
    "a dead link": ("a.md", b"# Cafe\n\nA cafe owner knows [bakers](nowhere#at-all).\n", "knows bakers"),
    "HTML": ("a.md", b"# Cafe\n\nA <b>cafe</b> owner <script>opens</script> early.\n", "owner"),
    "a table without rows": ("a.md", b"# Cafe\n\nA cafe owner opens early.\n\n| A | B |\n|---|---|\n", "opens early"),
    "unclosed front matter": ("a.md", b"---\nid: a\n# Cafe\n\nA cafe owner opens early.\n", "cafe owner"),
    "an unclosed code block": ("a.md", b"# Cafe\n\n```\nA cafe owner opens early.\n", "cafe owner"),
    "deep nesting": ("a.md", b"# Cafe\n\n" + b"> " * 300 + b"deep\n\nA cafe owner opens early.\n", "cafe owner"),
    "no heading": ("a.md", b"A cafe owner opens early.\n", "cafe owner"),
    "a question mark in a YAML list": (
        "f.yaml",
        b"- question: Why early?\n  also: [why so early?]\n  answer: A cafe owner opens early.\n",
        "cafe owner",
    ),
}


@pytest.mark.parametrize(("name", "data", "line"), READABLE.values(), ids=READABLE)
def test_odd_files_are_read(tmp_path: Path, name: str, data: bytes, line: str) -> None:
    file(name, data)(tmp_path)
    bot = Bot.from_guides([tmp_path])
    assert any(line in passage.text for passage in bot.passages), [passage.text for passage in bot.passages]


LINES = {"one word": ("x", 10_000_000), "words": ("word ", 10_000_000), "sentences": ("A baker earns $9. ", 1_000_000)}


@pytest.mark.parametrize("name", ["a.md", "a.txt"])
@pytest.mark.parametrize(("piece", "size"), LINES.values(), ids=LINES)
def test_a_very_long_line(tmp_path: Path, name: str, piece: str, size: int) -> None:
    """Read in bearable time, cut into units of bearable size, nothing lost. (Sentences of natural text cost more.)"""
    line = piece * (size // len(piece))
    file(name, GUIDE + "\n" + line + "\n")(tmp_path)
    guide = read_corpus([tmp_path]).guides["a"]
    units = [unit for section in guide.sections for block in section.blocks for unit in block.units()]
    assert max(map(len, units)) <= 1_000
    assert sum(len(unit.replace(" ", "")) for unit in units) >= len(line.replace(" ", ""))


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"GUIDEPOST_HOME": str(folder / "home")}
    command = [sys.executable, "-m", "bot", *arguments]
    return subprocess.run(command, capture_output=True, text=True, env=environment, timeout=120, check=False)


COMMANDS = {
    "ask": (["ask", "--guides", "{guides}", "hello there"], 1, "error: a.md:4: front matter is not valid YAML"),
    "index": (["index", "--guides", "{guides}"], 1, "error: a.md:4: front matter"),
    "passages": (["passages", "{guides}"], 1, "error: a.md:4: front matter"),
    "check": (["check", "{guides}"], 1, "a.md:4: front matter"),
    "check, missing": (["check", "{guides}/none"], 1, "no such file or folder"),
    "ask, missing": (["ask", "--guides", "{guides}/none", "hi"], 1, "no such file or folder"),
    "ask, lexicon": (["ask", "--lexicon", "{guides}/none.yaml", "hi"], 1, "none.yaml"),
    "coverage, none": (["coverage", "--guides", "{sound}"], 1, "no coverage.yaml"),
    "wrong use": (["ask"], 2, "Missing argument"),
    "unknown command": (["aks", "hi"], 2, "No such command"),
    "sound": (["check", "{sound}"], 0, "no faults"),
}


@pytest.mark.parametrize(("arguments", "code", "words"), COMMANDS.values(), ids=COMMANDS)
def test_the_command_line_shows_no_traceback(tmp_path: Path, arguments: list[str], code: int, words: str) -> None:
    file("guides/a.md", "---\nid: a\ntitle: [unclosed\n---\n" + GUIDE)(tmp_path)
    file("sound/a.md", GUIDE)(tmp_path)
    places = {"guides": tmp_path / "guides", "sound": tmp_path / "sound"}
    done = run(tmp_path, *(part.format(**places) for part in arguments))
    assert done.returncode == code, done.stderr
    assert words in done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr
