"""The index on disk: the same answers after reopening; damaged, changed or unwritable ones are no trouble."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import hospital
import pytest

from bot import Bot, Settings
from bot import index as index_module
from bot.errors import CorpusError
from bot.index import build, load, open_index, save
from bot.reading import read_corpus

QUESTIONS = ["how much does a senior nurse earn in the uk", "paramedic hours", "midwifes uniform", "nurse", "volcano"]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The hospital's guides with an index of them. The engine's own data count as unchanged, whoever edits them now."""
    folder = tmp_path_factory.mktemp("built")
    (folder / "data").mkdir()
    (folder / "data" / "words.txt").write_text("one")
    patch = pytest.MonkeyPatch()
    patch.setattr(index_module, "DATA", folder / "data")
    open_index(Settings(guides=[hospital.write(folder / "guides")], home=folder / "home"))
    yield folder
    patch.undo()


@pytest.fixture
def settings(built: Path, tmp_path: Path) -> Settings:
    """Guides and index copied: a test may damage both."""
    shutil.copytree(built, tmp_path, dirs_exist_ok=True)
    return Settings(guides=[tmp_path / "guides"], home=tmp_path / "home", secret="for tests only")


@pytest.fixture
def fresh(settings: Settings) -> Settings:
    """The same without an index."""
    shutil.rmtree(settings.home)
    return settings


def folders(settings: Settings) -> list[Path]:
    return sorted((Path(settings.home) / "index").iterdir())


def answers(settings: Settings) -> list[dict]:
    bot = Bot.open(settings)
    return [bot.answer(question).to_dict() for question in QUESTIONS]


@pytest.fixture
def builds(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """One entry for each index that is built rather than opened."""
    made: list[int] = []
    build = index_module.build

    def counted(*arguments, **named):
        made.append(1)
        return build(*arguments, **named)

    monkeypatch.setattr(index_module, "build", counted)
    return made


def test_a_reopened_index_answers_the_same(fresh: Settings, builds: list[int]) -> None:
    first = answers(fresh)
    second = answers(fresh)
    assert first == second
    assert len(builds) == 1
    (folder,) = folders(fresh)
    assert {file.suffix for file in folder.iterdir()} == {".json", ".npz"}


def test_what_is_loaded_is_what_was_saved(settings: Settings, tmp_path: Path) -> None:
    built = build(read_corpus(list(settings.guides)), settings)
    save(built, tmp_path / "copy")
    loaded = load(tmp_path / "copy", settings)
    assert loaded.guides == built.guides
    assert loaded.sources == built.sources
    assert loaded.passages == built.passages
    assert [replace(note, terms={}) for note in built.notes] == list(loaded.notes)
    assert loaded.vocabulary == built.vocabulary
    assert loaded.digest == built.digest
    assert loaded.folders == built.folders
    assert loaded.lexicon.entries == built.lexicon.entries
    save(built, tmp_path / "copy")  # over one that is there
    assert load(tmp_path / "copy", settings).passages == built.passages
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def damage_cut(folder: Path) -> None:
    file = folder / "index.json"
    file.write_bytes(file.read_bytes()[:500])


def damage_list(folder: Path) -> None:
    (folder / "index.json").write_text("[1, 2]")


def damage_key(folder: Path) -> None:
    file = folder / "index.json"
    state = json.loads(file.read_text("utf-8"))
    del state["vocabulary"]
    file.write_text(json.dumps(state), "utf-8")


def damage_doors(folder: Path) -> None:
    (folder / "doors.npz").write_bytes((folder / "doors.npz").read_bytes()[:100])


def damage_manifest(folder: Path) -> None:
    (folder / "manifest.json").write_text("")


def damage_manifest_list(folder: Path) -> None:
    (folder / "manifest.json").write_text("[]")


def damage_format(folder: Path) -> None:
    (folder / "manifest.json").write_text('{"format": 0}')


def damage_postings(folder: Path) -> None:
    (folder / "postings.npz").write_bytes(b"PK\x03\x04 nothing of a zip file")


def damage_postings_cut(folder: Path) -> None:
    file = folder / "postings.npz"
    file.write_bytes(file.read_bytes()[:-40])


def damage_postings_empty(folder: Path) -> None:
    (folder / "postings.npz").write_bytes(b"")


def damage_terms(folder: Path) -> None:
    (folder / "terms.json").unlink()


DAMAGE = [
    damage_cut,
    damage_list,
    damage_key,
    damage_doors,
    damage_manifest,
    damage_manifest_list,
    damage_format,
    damage_postings,
    damage_postings_cut,
    damage_postings_empty,
    damage_terms,
]


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_index_is_built_again(settings: Settings, builds: list[int], damage: Callable[[Path], None]) -> None:
    (folder,) = folders(settings)
    damage(folder)
    open_index(settings)
    assert len(builds) == 1
    assert Bot.open(settings).answer(QUESTIONS[0]).kind == "answer"
    assert len(builds) == 1


CHANGES = {
    "a guide": ("nurse.md", lambda text: text.replace("38 hours", "39 hours")),
    "the lexicon": ("lexicon.yaml", lambda text: text.replace("[nurse, rn", "[nurse, wardie, rn")),
    "the sources": ("sources.yaml", lambda text: text.replace("Pay survey", "Survey of pay")),
    "an FAQ": ("faqs/hospital.yaml", lambda text: text.replace("light blue", "dark blue")),
    "another guide": ("surgeon.md", lambda text: "# Surgeon\n\nA surgeon operates.\n"),
    "a line end": ("midwife.md", lambda text: text + "\n"),
}


@pytest.mark.parametrize(("name", "change"), CHANGES.values(), ids=CHANGES)
def test_a_changed_file_is_seen(settings: Settings, builds: list[int], name: str, change: Callable[[str], str]) -> None:
    before = open_index(settings)
    file = Path(settings.guides[0]) / name
    old = file.read_text("utf-8") if file.exists() else ""
    assert change(old) != old
    file.write_text(change(old), "utf-8")
    after = open_index(settings)
    assert len(builds) == 1
    assert after.digest != before.digest
    # The old one is opened again when the change is undone.
    if old:
        file.write_text(old, "utf-8")
        assert open_index(settings).digest == before.digest
        assert len(builds) == 1


@pytest.mark.parametrize("name", ["README.md", "coverage.yaml", ".hidden.md", "_draft.md", "picture.png"])
def test_files_that_are_not_of_the_corpus_change_nothing(settings: Settings, builds: list[int], name: str) -> None:
    (Path(settings.guides[0]) / name).write_text("# Whatever\n\nText.\n", "utf-8")
    open_index(settings)
    assert builds == []


@pytest.mark.parametrize(
    "change",
    [{"k1": 1.5}, {"passage_words": 20}, {"heading_weight": 2.0}],
    ids=["k1", "passage_words", "heading_weight"],
)
def test_settings_that_change_the_index_build_another(settings: Settings, builds: list[int], change: dict) -> None:
    open_index(replace(settings, **change))
    assert len(builds) == 1
    assert len(folders(settings)) == 2


def test_new_data_of_the_engine_build_another(
    settings: Settings, builds: list[int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index_module, "DATA", tmp_path / "data")
    open_index(settings)
    assert builds == []
    (tmp_path / "data" / "words.txt").write_text("two")
    open_index(settings)
    assert len(builds) == 1


def test_another_lexicon_builds_another(settings: Settings, builds: list[int], tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text("careers: {nurse: {name: carer}}", "utf-8")
    assert open_index(replace(settings, lexicon=own)).lexicon.name("c:nurse") == "carer"
    own.write_text("careers: {nurse: {name: ward carer}}", "utf-8")
    assert open_index(replace(settings, lexicon=own)).lexicon.name("c:nurse") == "ward carer"
    assert open_index(replace(settings, lexicon=own)).lexicon.name("c:nurse") == "ward carer"
    assert len(builds) == 2


def test_a_missing_lexicon_is_said(settings: Settings, tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="no such lexicon"):
        open_index(replace(settings, lexicon=tmp_path / "none.yaml"))


def test_a_home_that_cannot_be_written_to(settings: Settings, tmp_path: Path, builds: list[int]) -> None:
    """Below a file no folder can be made, whoever asks; permissions would not stop root."""
    (tmp_path / "file").write_text("")
    unwritable = replace(settings, home=tmp_path / "file" / "home")
    assert answers(unwritable) == answers(settings)
    assert len(builds) == 1


def test_a_full_disk_leaves_nothing_behind(fresh: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(index_module.os, "replace", full)
    assert open_index(fresh).passages
    assert folders(fresh) == []


SECOND_OPEN = """
import sys, time
from bot import Bot, Settings
started = time.perf_counter()
bot = Bot.open(Settings(guides=[sys.argv[1]], home=sys.argv[2]))
took = time.perf_counter() - started
opened = "nltk" in sys.modules
assert bot.answer("how much does a senior nurse earn in the uk?").kind == "answer"
print(took, opened, "nltk" in sys.modules)
"""


def test_the_second_open_is_quicker_for_it_loads_no_nltk(fresh: Settings) -> None:
    runs = []
    for _ in range(2):
        command = [sys.executable, "-c", SECOND_OPEN, str(fresh.guides[0]), str(fresh.home)]
        run = subprocess.run(command, capture_output=True, text=True, check=True)
        runs.append(run.stdout.split())
    assert runs[0][1:] == ["True", "True"]  # sentences and stems need it
    assert runs[1][1:] == ["False", "False"]  # neither to open nor to answer in plain words
    assert float(runs[1][0]) < float(runs[0][0])


def test_what_passages_are_about(settings: Settings) -> None:
    index = open_index(settings)
    number = index.number
    senior, junior = number["nurse#how-much-does-a-nurse-earn-3"], number["nurse#how-much-does-a-nurse-earn-2"]
    day = number["nurse#a-nurse-s-day-1"]
    assert index.of_career("c:nurse")[[senior, junior, day]].all()
    assert not index.of_career("c:nurse")[number["midwife#what-does-a-midwife-do-1"]]
    assert index.about("l:senior")[senior]
    assert not index.about("l:senior")[junior]
    assert index.holds("p:uk")[senior]
    assert index.about("t:pay")[senior]
    assert index.quantity(frozenset({"money"}))[senior]
    assert index.quantity(frozenset({"clock"}))[day]
    assert not index.quantity(frozenset({"money"}))[day]
    assert index.in_guide("nurse").sum() == sum(passage.guide_id == "nurse" for passage in index.passages)
    assert index.in_section("nurse#how-much-does-a-nurse-earn").sum() == 3
    for table in (index.about, index.holds, index.of_career, index.in_guide, index.in_section):
        assert not table("c:none").any()


def test_what_lies_beside_moved_guides_is_found(tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    hospital.write(here)
    home = tmp_path / "home"
    Bot.open(Settings(guides=[here], home=home))
    here.rename(there)
    (there / "replies.yaml").write_text("greeting: {text: Welcome to the ward!}\n", "utf-8")
    assert Bot.open(Settings(guides=[there], home=home)).answer("hello").text == "Welcome to the ward!"
