"""Fixed texts: every language has every text with the same places to fill in."""

from __future__ import annotations

import re
from typing import Any

import pytest

from web.texts import known, languages


def flat(node: Any, path: str = "") -> dict[str, str]:
    if isinstance(node, dict):
        return {key: value for name, child in node.items() for key, value in flat(child, f"{path}.{name}").items()}
    if isinstance(node, list):
        return {key: value for place, child in enumerate(node) for key, value in flat(child, f"{path}.{place}").items()}
    return {path: node}


@pytest.mark.parametrize("lang", languages())
def test_same_texts_in_every_language(lang):
    english, other = flat(languages()["en"].data), flat(languages()[lang].data)
    assert english.keys() == other.keys()
    for path, text in other.items():
        assert isinstance(text, str), path
        assert text.strip(), path
        assert sorted(re.findall(r"\{\w+\}", text)) == sorted(re.findall(r"\{\w+\}", english[path])), path


@pytest.mark.parametrize(
    ("iso", "words"),
    [
        ("2026-11-01", "1 November 2026"),
        ("2026-03", "March 2026"),
        ("2026", "2026"),
        ("2026-13", "2026-13"),
        ("spring 2026", "spring 2026"),
        ("", ""),
    ],
)
def test_dates(iso, words):
    assert languages()["en"].date(iso) == words


@pytest.mark.parametrize(("asked", "found"), [("es-MX", "es"), ("ES", "es"), ("xx", None), ("", None), (None, None)])
def test_known(asked, found):
    assert known(asked) == found


def test_slots_in_words():
    assert languages()["es"].slot("career") == "carrera"
    assert languages()["en"].slot("years_of_work") == "years of work"
