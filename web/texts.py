"""The pages' fixed texts: one YAML file a language, chosen by `lang` or Accept-Language."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from flask import Request

HERE = Path(__file__).parent
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


class Texts:
    """The texts of one language: `texts("chat.send")`, with {names} filled in by keyword."""

    def __init__(self, lang: str, data: dict[str, Any]) -> None:
        self.lang = lang
        self.data = data

    def get(self, path: str) -> Any:
        """The text, list or mapping at a dotted path. Raises KeyError where there is none."""
        node: Any = self.data
        for part in path.split("."):
            node = node[part]
        return node

    def __call__(self, path: str, **values: object) -> str:
        text = self.get(path)
        return text.format(**values) if values else text

    def slot(self, name: str) -> str:
        """A carried-over slot's name in words; an unknown one as it is."""
        return self.data["chat"]["slots"].get(name, name.replace("_", " "))

    def date(self, iso: str) -> str:
        """`2026-11-01` → "1 November 2026", `2026-03` → "March 2026"; anything else stays as it is."""
        found = _DATE.fullmatch(iso)
        if not found or not found[2] or not 1 <= int(found[2]) <= 12:
            return iso
        year, month, day = found.groups()
        form = self.data["date"]["day" if day else "month"]
        return form.format(year=year, month=self.data["months"][int(month) - 1], day=int(day or 0))


@cache
def languages() -> dict[str, Texts]:
    """Every language that has a file of texts, English first."""
    files = sorted(HERE.glob("texts.*.yaml"), key=lambda file: (file.name != "texts.en.yaml", file.name))
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return {
        (lang := file.name.split(".")[1]): Texts(lang, yaml.load(file.read_bytes(), Loader=loader)) for file in files
    }


def known(lang: str | None) -> str | None:
    """`es-MX` → `es` where there are texts for it, else None."""
    primary = (lang or "").replace("_", "-").split("-")[0].lower()
    return primary if primary in languages() else None


def choose(request: Request, wanted: Iterable[str | None] = (), default: str = "en") -> Texts:
    """The first known language among `wanted`, else the browser's, else the default."""
    for lang in wanted:
        if name := known(lang):
            return languages()[name]
    for lang in request.accept_languages.values():
        if name := known(lang):
            return languages()[name]
    return languages()[known(default) or "en"]
