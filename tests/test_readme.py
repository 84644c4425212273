"""What READMEs promise: every command exists and prints what is shown, every relative link leads to a file."""

from __future__ import annotations

import importlib.util
import re
import shlex
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MAIN = ROOT / "README.md"
READMES = sorted(
    file
    for pattern in ("README.md", "*/README.md", "*/*/README.md")
    for file in ROOT.glob(pattern)
    if not any(part.startswith((".", "var", "build")) for part in file.relative_to(ROOT).parts)
)
FENCE = re.compile(r"^```[^\n]*\n(.*?)^```", re.DOTALL | re.MULTILINE)
CONSOLE = re.compile(r"^```console\n\$ python ([^\n]*)\n(.*?)^```", re.DOTALL | re.MULTILINE)
INLINE = re.compile(r"`((?:python -m|make) [^`\n]+)`")
LINK = re.compile(r"!?\[[^\]\n]*\]\(([^)\s]+)\)|(?:src|href)=\"([^\"]+)\"")
MODULES = ("bot", "web", "eval")


def commands(file: Path) -> list[str]:
    """Every line of a code block, and every piece of code in a sentence, that starts `python -m` or `make`."""
    text = file.read_text("utf-8")
    lines = [line.strip().removeprefix("$ ") for block in FENCE.findall(text) for line in block.splitlines()]
    return [*dict.fromkeys(line for line in [*lines, *INLINE.findall(FENCE.sub("", text))] if is_command(line))]


def is_command(line: str) -> bool:
    return re.match(r"(?:[\w./]*python3?|guidepost) -m |make\b(?! sure)", line) is not None


def links(file: Path) -> list[str]:
    """Targets of relative links, without code, for code may show links that lead nowhere."""
    text = re.sub(r"`[^`\n]*`", "", FENCE.sub("", file.read_text("utf-8")))
    found = [one or other for one, other in LINK.findall(text)]
    return [link for link in found if not re.match(r"[a-z][a-z0-9+.-]*:|//", link)]


COMMANDS = [(file, command) for file in READMES for command in commands(file)]
LINKS = [(file, link) for file in READMES for link in links(file)]


def names(pairs: list[tuple[Path, str]]) -> list[str]:
    return [f"{file.relative_to(ROOT)}: {text}" for file, text in pairs]


@cache
def make_targets() -> frozenset[str]:
    return frozenset(re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))


@cache
def help_of(*words: str) -> str:
    """The help of a command or of one of its subcommands. Fails where there is none."""
    result = subprocess.run(
        [sys.executable, "-m", *words, "--help"], cwd=ROOT, capture_output=True, text=True, check=False, timeout=60
    )
    assert result.returncode == 0, result.stderr
    return result.stdout


def test_there_is_a_readme() -> None:
    if not MAIN.is_file():
        pytest.skip("README.md is not written yet")
    assert commands(MAIN), "it shows how to start"


@pytest.mark.parametrize(("file", "command"), COMMANDS, ids=names(COMMANDS))
def test_commands_exist(file: Path, command: str) -> None:
    words = shlex.split(command.split("#")[0].split("|")[0].rstrip("…. "), posix=True)
    if words[0] == "make":
        targets = [word for word in words[1:] if "=" not in word and not word.startswith("-")]
        assert set(targets) <= make_targets()
        return
    module, *rest = words[words.index("-m") + 1 :]
    if module not in MODULES:
        assert importlib.util.find_spec(module), f"there is no module {module}"
        return
    root = help_of(module)
    subcommand = rest[0] if rest and re.fullmatch(r"[a-z][a-z-]*", rest[0]) else ""
    if subcommand:
        assert re.search(rf"^\s+{re.escape(subcommand)}\b", root, re.MULTILINE), f"no command {subcommand!r}"
    shown = help_of(module, subcommand) if subcommand else root
    for option in (word.split("=")[0] for word in rest if word.startswith("--")):
        assert option in shown, f"no option {option}"


def test_the_example_prints_what_is_shown() -> None:
    """All of it, or all up to a last line `…`; lines may break elsewhere."""
    examples = CONSOLE.findall(MAIN.read_text("utf-8"))
    assert examples
    for command, shown in examples:
        result = subprocess.run(
            [sys.executable, *shlex.split(command)], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60
        )
        said, expected = result.stdout.split(), shown.split()
        if expected[-1] == "…":
            expected.pop()
            said = said[: len(expected)]
        assert said == expected


@pytest.mark.parametrize(("file", "link"), LINKS, ids=names(LINKS))
def test_links_lead_to_files(file: Path, link: str) -> None:
    target, _, anchor = link.partition("#")
    place = (file.parent / target).resolve() if target else file
    assert place.is_relative_to(ROOT)
    assert place.exists(), f"{link} leads nowhere"
    if anchor and place.suffix == ".md":
        headings = re.findall(r"^#+\s+(.*)$", FENCE.sub("", place.read_text("utf-8")), re.MULTILINE)
        slugs = {re.sub(r"[^\w\s-]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}
        assert anchor in slugs, f"no heading {anchor!r} in {place.name}"


def test_pictures_are_small() -> None:
    for file, link in LINKS:
        picture = file.parent / link
        if picture.suffix in (".png", ".jpg", ".gif") and picture.is_file():
            assert picture.stat().st_size < 300_000
