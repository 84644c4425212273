"""The language of a message: scripts, function words, short English slang."""

from __future__ import annotations

import pytest

from bot.datafiles import yaml_data
from bot.language import detect


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("yo", "en"),
        ("mlops pay", "en"),
        ("nlp", "en"),
        ("no", "en"),
        ("me", "en"),
        ("die", "en"),
        ("so what", "en"),
        ("data scientist salary", "en"),
        ("does la have jobs", "en"),
        ("i want to be an engineer", "en"),
        ("hola", "es"),
        ("gracias", "es"),
        ("cuanto gana un ingeniero de datos", "es"),
        ("¿Qué hace un científico de datos?", "es"),
        ("que es nlp", "es"),
        ("quiero ser ingeniero", "es"),
        ("es dificil la carrera", "es"),
        ("cuales cursos son gratis", "es"),
        ("me encantan los robots", "es"),
        ("kiero saber d computacion", "es"),
        ("sirven los certificados", "es"),
        ("holaaa", "es"),
        ("ok gracias", "es"),
        ("nos vemos", "es"),
        ("si", "es"),
        ("gracias for the help", "en"),
        ("thanks amigo", "en"),
        ("my son is bad at math", "en"),
        ("los angeles data scientist salary", "en"),
        ("quero ser programador", "pt"),
        ("bonjour", "fr"),
        ("combien gagne un ingénieur", "fr"),
        ("danke", "de"),
        ("wie viel verdient ein ingenieur", "de"),
        ("quanto ganha um engenheiro", "pt"),
        ("quanto guadagna un ingegnere", "it"),
        ("magkano ang sahod ng data scientist", "tl"),
        ("konbyen yo touche", "ht"),
        ("机器学习工程师工资", "zh"),
        ("機械学習エンジニアの給料は", "ja"),
        ("머신러닝 엔지니어 연봉", "ko"),
        ("كم يكسب المهندس", "ar"),
        ("сколько зарабатывает инженер", "ru"),
        ("привіт, скільки заробляє інженер", "uk"),
        ("वेतन कितना है", "hi"),
        ("😂", "und"),
        ("123", "und"),
        ("", "und"),
    ],
)
def test_detects(text: str, language: str) -> None:
    assert detect(text) == language


def test_words_of_the_guides_speak_for_english() -> None:
    assert detect("de la salary", known=lambda word: word == "salary") == "es"
    assert detect("de ml nlp salary engineer cv", known=lambda word: word != "de") == "en"


def test_every_language_but_the_two_spoken_has_its_line() -> None:
    lines = {code: entry.get("line") for code, entry in yaml_data("languages").items()}
    assert {code for code, line in lines.items() if not line} == {"en", "es"}
    assert all(len(line) <= 400 for line in lines.values() if line)
    assert len(lines) >= 10
