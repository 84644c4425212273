"""python -m bot: what it prints, where, and with which exit code."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import hospital
import pytest
from click.testing import CliRunner, Result

from bot import __main__ as cli

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def guides(tmp_path: Path) -> Path:
    return hospital.write(tmp_path / "guides")


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("GUIDEPOST_HOME", str(tmp_path / "home"))

    def call(*arguments: object, typed: str = "") -> Result:
        result = CliRunner().invoke(cli.main, [str(part) for part in arguments], input=typed, prog_name="python -m bot")
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result

    return call


def process(arguments: Sequence[object], home: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "bot", *map(str, arguments)]
    environ = {**os.environ, "GUIDEPOST_HOME": str(home), "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, encoding="utf-8", check=False)


def test_ask(run, guides: Path) -> None:
    result = run("ask", "how much do senior nusres earn in the uk?", "--guides", guides)
    assert result.exit_code == 0
    assert result.stderr == ""
    assert "Senior nurse · United Kingdom: £41,000 – £47,000" in result.stdout
    assert "/guides/nurse?s=" in result.stdout
    assert "Health careers" in result.stdout
    assert "“nurses” instead of “nusres”" in result.stdout


def test_output_in_a_pipe_is_plain(run, guides: Path) -> None:
    for question in ("nurse pay", "what does a nurse do", "volcano", "hello", "i want to die"):
        text = run("ask", question, "--guides", guides).stdout
        assert "\x1b" not in text
        assert not set("╭╮╰╯│─") & set(text)


def test_long_quotes_are_not_wrapped_in_a_pipe(run, tmp_path: Path) -> None:
    sentence = "A porter carries " + "very " * 60 + "heavy trunks."
    folder = hospital.write(tmp_path / "porters", {"a.md": f"# Porter\n\n## What does a porter do?\n\n{sentence}\n"})
    assert sentence in run("ask", "what does a porter do", "--guides", folder).stdout.split("\n")


def test_ask_as_json(run, guides: Path) -> None:
    result = run("ask", "nurse pay", "--guides", guides, "--json")
    data = json.loads(result.stdout)
    assert result.exit_code == 0
    assert data["kind"] == "answer"
    assert data["citations"][0]["guide"] == "nurse"


def test_a_refusal_is_no_error(run, guides: Path) -> None:
    result = run("ask", "volcano", "--guides", guides)
    assert result.exit_code == 0
    assert "volcano" in result.stdout


def test_links_of_a_crisis_card_are_printed(run, guides: Path) -> None:
    assert "tel:988" in run("ask", "i want to die", "--guides", guides).stdout


def test_chat_keeps_the_conversation(run, guides: Path) -> None:
    result = run("chat", "--guides", guides, typed="how much does a senior nurse earn in the uk?\nand in the US?\n\n")
    assert result.exit_code == 0
    assert "$70,000 – $84,000" in result.stdout
    assert run("chat", "--guides", guides, typed="nurse pay").exit_code == 0  # the end of a pipe ends it


def test_passages(run, guides: Path) -> None:
    result = run("passages", guides / "nurse.md")
    assert result.exit_code == 0
    assert "nurse#how-much-does-a-nurse-earn-3  (row)" in result.stdout
    assert "Senior nurse · United Kingdom: £41,000 – £47,000" in result.stdout
    lines = run("passages", guides / "nurse.md", "--json").stdout.splitlines()
    assert [json.loads(line)["guide_id"] for line in lines] == ["nurse"] * len(lines)
    assert len(lines) == 9


def test_index(run, guides: Path, tmp_path: Path) -> None:
    result = run("index", "--guides", guides)
    assert result.exit_code == 0
    assert result.stdout.startswith("4 guides, 17 passages, 15 known wordings, corpus ")
    assert list((tmp_path / "home" / "index").iterdir())


def test_check_exit_codes(run, guides: Path, tmp_path: Path) -> None:
    front = "---\nid: porter\ntitle: Porter\nsources: [a]\nreviewed: 2026-11-01\n---\n"
    sound = f"{front}\n# Porter\n\nA porter carries trunks.\n"
    folder = hospital.write(tmp_path / "sound", {"porter.md": sound, "sources.yaml": "a: {title: A}\n"})
    assert (run("check", folder).exit_code, run("check", folder).stderr) == (0, "no faults\n")
    hospital.write(folder, {"cook.md": "---\nid: [\n---\nText.\n"})
    result = run("check", folder)
    assert result.exit_code == 1
    assert "cook.md:" in result.stdout
    assert "faults" in result.stderr


ERRORS = {
    "no such folder": (["ask", "nurse", "--guides", "nowhere"], 1, "nowhere: no such file or folder"),
    "no such lexicon": (["ask", "nurse", "--lexicon", "none.yaml"], 1, "no such lexicon file"),
    "no question": (["ask"], 2, "Missing argument"),
    "unknown command": (["sing"], 2, "No such command"),
    "unknown option": (["ask", "x", "--loud"], 2, "No such option"),
    "no paths": (["passages"], 2, "Missing argument"),
    "a file of another format": (["passages", "pyproject.toml"], 1, "this format cannot be read"),
}


@pytest.mark.parametrize(("arguments", "code", "words"), ERRORS.values(), ids=ERRORS)
def test_errors_are_short_and_on_stderr(run, arguments: list[str], code: int, words: str) -> None:
    result = run(*arguments)
    assert result.exit_code == code
    assert words in result.stderr
    assert result.stdout == ""
    assert "Traceback" not in result.stderr
    if code == 1:
        assert result.stderr.count("\n") == 1
        assert result.stderr.startswith("error: ")


def test_a_wrong_setting_is_one_line(run, tmp_path: Path) -> None:
    hospital.write(tmp_path / "home", {"guidepost.yaml": "skool: x\n"})
    result = run("ask", "nurse")
    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)
    assert "there is no setting named 'skool'" in result.stderr


@pytest.mark.parametrize(
    "command", [[], *([name] for name in cli.main.commands)], ids=lambda names: " ".join(names) or "bot"
)
def test_help(run, command: list[str]) -> None:
    for flag in ("--help", "-h"):
        result = run(*command, flag)
        assert result.exit_code == 0
        assert result.stdout.startswith("Usage: python -m bot")


def test_the_documented_commands_exist() -> None:
    assert {"ask", "chat", "check", "index", "passages", "coverage"} <= set(cli.main.commands)


def test_a_cold_question_on_the_shipped_corpus(tmp_path: Path) -> None:
    """With its index built, a question says nothing but its answer; how long it takes is measured in eval/bench."""
    assert process(["index"], tmp_path).returncode == 0
    result = process(["ask", "how much do ml engineers make?"], tmp_path)
    assert result.returncode == 0
    assert "$" in result.stdout
    assert result.stderr == ""


def test_a_closed_pipe_is_no_error(guides: Path, tmp_path: Path) -> None:
    command = f"{sys.executable} -m bot passages {guides / 'nurse.md'} --json | head -n 1"
    environ = {**os.environ, "GUIDEPOST_HOME": str(tmp_path)}
    result = subprocess.run(["bash", "-c", command], cwd=ROOT, env=environ, capture_output=True, text=True, check=True)
    assert result.stderr == ""
    assert json.loads(result.stdout)["guide_id"] == "nurse"
