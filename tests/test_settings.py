"""Settings: one table with reasons; defaults, then guidepost.yaml, then variables; faults in one line."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, fields, replace
from pathlib import Path

import pytest

from bot import Settings, SettingsError


def load(home: Path, text: str = "", **environ: str) -> Settings:
    if text:
        (home / "guidepost.yaml").write_text(text, "utf-8")
    return Settings.load(
        {"GUIDEPOST_HOME": str(home), **{f"GUIDEPOST_{name}": value for name, value in environ.items()}}
    )


@pytest.mark.parametrize("entry", fields(Settings), ids=lambda entry: entry.name)
def test_every_setting_says_why_in_a_sentence(entry) -> None:
    assert len(entry.metadata["why"].split()) >= 4
    assert not entry.metadata["why"].endswith(".")


def test_defaults() -> None:
    settings = Settings()
    assert settings.guides == ()
    assert settings.home == Path("var")
    assert settings.answer_length == 600
    assert settings.read_length == 1000
    assert settings.secret is None


def test_settings_are_frozen_and_named() -> None:
    with pytest.raises(FrozenInstanceError):
        Settings().home = Path("x")  # type: ignore[misc]
    with pytest.raises(TypeError):
        Settings(["guides"])  # type: ignore[misc]


@pytest.mark.parametrize("guides", ["a", Path("a"), ["a"], (Path("a"),)], ids=repr)
def test_one_guide_or_several(guides) -> None:
    assert Settings(guides=guides).guides == (Path("a"),)


def test_file_then_variables(tmp_path: Path) -> None:
    text = "school: Hill School\nk1: 1.4\nguides: [one, two]\nsites: {main: {name: x}}\n"
    settings = load(tmp_path, text, SCHOOL="Lake School", ANSWER_LENGTH="300", GUIDES="x:y")
    assert settings.school == "Lake School"
    assert settings.k1 == 1.4
    assert settings.answer_length == 300
    assert settings.guides == (Path("x"), Path("y"))
    assert settings.home == tmp_path
    assert load(tmp_path, text).guides == (Path("one"), Path("two"))


@pytest.mark.parametrize("text", ["", "# only a comment\n", "sites: {}\n"])
def test_an_empty_file_is_no_fault(tmp_path: Path, text: str) -> None:
    assert replace(load(tmp_path, text), home=Path("var")) == Settings()


@pytest.mark.parametrize(
    ("text", "environ", "problem"),
    [
        ("skool: x", {}, "no setting named 'skool'"),
        ("k1: fast", {}, "setting k1: 'fast' is not a number"),
        ("k1: -1", {}, "is not a number of 0 or more"),
        ("k1: true", {}, "is not a number"),
        ("engine: lucene", {}, "setting engine: 'lucene' is none of rank"),
        ("- a\n- b\n", {}, "must hold names and values, not a list"),
        ("a: b: c\n", {}, "not readable as YAML"),
        ("", {"ANSWER_LENGTH": "long"}, "GUIDEPOST_ANSWER_LENGTH: 'long' is not a number"),
        ("", {"ANSWER_LENGTH": "1.5"}, "GUIDEPOST_ANSWER_LENGTH"),
        ("", {"K1": "-2"}, "setting k1"),
        ("", {"ENGINE": "tantivy"}, "setting engine"),
    ],
)
def test_faults_in_one_line(tmp_path: Path, text: str, environ: dict[str, str], problem: str) -> None:
    with pytest.raises(SettingsError) as caught:
        load(tmp_path, text, **environ)
    assert problem in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("name", "value"),
    [("k1", float("nan")), ("answer_length", float("inf")), ("answer_length", 10.5), ("school", 7), ("secret", 5),
     ("guides", 3), ("guides", [None]), ("home", None)],
)  # fmt: skip
def test_values_of_the_wrong_kind(name: str, value: object) -> None:
    with pytest.raises(SettingsError):
        Settings(**{name: value})


def test_a_file_that_is_not_text(tmp_path: Path) -> None:
    (tmp_path / "guidepost.yaml").write_bytes(b"school: \xff\xfe\n")
    with pytest.raises(SettingsError, match="not readable"):
        load(tmp_path)


def test_a_run_card_holds_no_secret_and_no_path() -> None:
    card = Settings(secret="hush", home="/home/somebody", guides=["/home/somebody/x"], lexicon="/home/l.yaml").to_dict()
    assert "hush" not in str(card)
    assert "somebody" not in str(card)
    assert card["k1"] == Settings().k1
