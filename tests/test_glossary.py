"""Spanish questions in English words: phrases, other forms of a word, texting, typos, and words nobody listed."""

from __future__ import annotations

import pytest

from bot.datafiles import yaml_data
from bot.glossary import own_words, to_english
from bot.spelling import Speller


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("¿Cuánto gana un científico de datos?", "¿how much earn data scientist?"),
        ("q hace un ing de mlops", "what does a mlops engineer"),
        ("k es un prompt", "what is a prompt"),
        ("cual trabajo paga mas", "which job pays the most"),
        ("la ia va a reemplazar este trabajo", "will ai replace job"),
        ("no soy buena en mate", "i am bad at math"),
        ("que proyecto sirve", "project useful"),
        ("diferencia entre una ingeniera de ia y una cientifica", "difference between ai engineer and scientist"),
        ("vale la pena un bootcamp", "is a bootcamp worth it"),
        ("machine learning", "machine learning"),
        ("", ""),
    ],
)
def test_phrases(text: str, english: str) -> None:
    assert to_english(text, "es") == english


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("curso", "cursos"),
        ("entrevista", "entrevistas"),
        ("contratan", "contrataron"),
        ("recomiendas", "recomiende"),
        ("universidad", "univercidad"),
        ("matematicas", "matemáticas"),
        ("que necesito", "q nesecito"),
    ],
)
def test_other_forms_and_slips(one: str, other: str) -> None:
    found = [to_english(text, "es").split()[0].rstrip("s") for text in (one, other)]
    assert found[0] == found[1]
    assert "«" not in found[0]


def test_an_unknown_word_is_not_taken_for_a_misspelt_english_one() -> None:
    speller = Speller({"hater": 3, "tome": 3, "machine": 9})
    assert speller.mend("hatar machin") == ("hater machine", (("hatar", "hater"), ("machin", "machine")))
    assert to_english("zarzuela", "es") == "«zarzuela»"
    assert speller.mend("«hatar» machin") == ("«hatar» machine", (("machin", "machine"),))


def test_words_that_tell_the_language_are_no_english_ones() -> None:
    assert {"cursos", "tambien"} <= own_words("es")
    assert {"me", "son", "real", "chef", "data"}.isdisjoint(own_words("es"))


def test_every_key_can_be_met() -> None:
    """Keys are compared with text that has neither capitals nor accents."""
    keys = [str(key) for key in yaml_data("glossary.es")]
    assert [key for key in keys if not key.isascii() or key != key.lower() or key != key.strip()] == []
