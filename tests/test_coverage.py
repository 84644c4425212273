"""bot.coverage: rows are read with their faults, facts are looked for in passages and answers, the command says so."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from bot import Bot, CorpusError
from bot.__main__ import main
from bot.coverage import Row, measure, read_rows

GUIDE = "# Baker\n\n## When do bakers start?\n\nBakers start to work at 3:00 in the morning.\n"
ROW = "- source: one\n  section: Hours\n  facts: ['3:00']\n  passages: [baker#when-do-bakers-start-1]\n"
SOUND = Row("one", "Hours", ("3:00", "morning|night"), ("baker#when-do-bakers-start-1",), "When do bakers start?")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "baker.md").write_text(GUIDE, encoding="utf-8")
    (tmp_path / "sources.yaml").write_text("one: {title: A report}\n", encoding="utf-8")
    return tmp_path


def changed(**fields: object) -> Row:
    return Row(**{name: fields.get(name, getattr(SOUND, name)) for name in Row.__dataclass_fields__})


# (a row, what is wrong with it)
ROWS = [
    (SOUND, []),
    (changed(facts=("3:00", "noon")), ["not in its passages: noon", "not in the answer: noon"]),
    (changed(facts=()), ["no facts"]),
    (changed(passages=()), ["no passages", "not in its passages: 3:00", "not in its passages: morning|night"]),
    (changed(passages=("baker#pay-1",), facts=("3:00",)),
     ["there is no passage 'baker#pay-1'", "not in its passages: 3:00"]),
    (changed(source="two"), ["the source 'two' is not in sources.yaml"]),
    (changed(section=""), ["no section"]),
    (changed(question="", facts=("3:00",)), ["no question", "the question gets a clarify", "not in the answer: 3:00"]),
]  # fmt: skip


@pytest.mark.parametrize(("row", "wrong"), ROWS)
def test_measure(folder: Path, row: Row, wrong: list[str]) -> None:
    (result,) = measure([row], Bot.from_guides([folder]))
    assert result.sound == (not wrong)
    assert [line.strip() for line in str(result).splitlines()[1:]] == wrong


FAULTY = {
    "no list": ("a: b\n", ":1: a coverage file is a list"),
    "empty": ("", ":1: a coverage file is a list"),
    "a field missing": (ROW, ":1: a row has the fields"),
    "an unknown field": (ROW + "  question: When?\n  note: x\n", ":1: a row has the fields"),
    "not YAML": ("- [\n", ": cannot be read"),
}


@pytest.mark.parametrize(("text", "problem"), FAULTY.values(), ids=FAULTY)
def test_faulty_files(tmp_path: Path, text: str, problem: str) -> None:
    file = tmp_path / "coverage.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(CorpusError, match=problem):
        read_rows(file)


def test_the_command(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GUIDEPOST_HOME", str(folder / "home"))
    file = folder / "coverage.yaml"
    file.write_text(ROW + "  question: When do bakers start?\n", encoding="utf-8")
    done = CliRunner().invoke(main, ["coverage", "--guides", str(folder)])
    assert done.exit_code == 0, done.output
    assert "ok  one · Hours: 1 facts" in done.output
    assert "1 of 1 rows" in done.output
    file.write_text(ROW.replace("3:00", "4:00") + "  question: When do bakers start?\n", encoding="utf-8")
    done = CliRunner().invoke(main, ["coverage", "--guides", str(folder), "--faults"])
    assert done.exit_code == 1
    assert "BAD one · Hours" in done.output


def test_the_table_is_no_guide_and_no_faq(folder: Path) -> None:
    before = Bot.from_guides([folder]).corpus_hash
    (folder / "coverage.yaml").write_text(ROW, encoding="utf-8")
    bot = Bot.from_guides([folder])
    assert list(bot.guides) == ["baker"]
    assert bot.corpus_hash == before
