"""The sites that a server serves: the `sites` of guidepost.yaml, each with its name, look, people and origins.

sites:
  hill:
    title: Ask our career guides
    colour: "#7a1f3d"
    greeting: What would you like to be?
    starters: ["How much does a data scientist earn?"]
    contact: Ms. Rivera, room 12
    crisis: [{label: "School nurse: 555-0100", href: "tel:5550100"}]
    origins: ["https://www.hill.example"]
    guides: [guides/hill]
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from bot.errors import SettingsError
from web.answerview import safe_link
from web.colours import is_colour

FILE = "guidepost.yaml"
DEFAULT = "default"
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_ORIGIN = re.compile(
    r"https?://(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*|\[[0-9a-f:]+\])(?::\d{1,5})?"
)


@dataclass(frozen=True, slots=True)
class Site:
    """One place that Guidepost appears in; empty fields stand for the server's own.

    crisis: people of this school, shown before the general help lines. origins: pages there may embed the chat and call
    the API. guides: files and folders to answer from, instead of the server's.
    """

    name: str = DEFAULT
    title: str = ""
    colour: str = ""
    greeting: str = ""
    starters: tuple[str, ...] = ()
    contact: str = ""
    crisis: tuple[Mapping[str, str], ...] = ()
    origins: tuple[str, ...] = ()
    guides: tuple[Path, ...] = ()


def load_sites(home: Path) -> dict[str, Site]:
    """The sites of `guidepost.yaml` in the home folder, else one default site.

    Raises SettingsError with every fault, each naming the file and the field.
    """
    file = home / FILE
    stored: Any = None
    if file.is_file():
        try:
            stored = yaml.safe_load(file.read_text(encoding="utf-8"))
        except (yaml.YAMLError, UnicodeDecodeError) as error:
            raise SettingsError(f"{file}: not readable as YAML: {' '.join(str(error).split())}") from error
    listed = stored.get("sites") if isinstance(stored, dict) else None
    if listed is None:
        return {DEFAULT: Site()}
    faults = list(_faults(listed))
    if faults:
        raise SettingsError("\n".join(f"{file}: {fault}" for fault in faults))
    return {name: _site(name, fields or {}, home) for name, fields in listed.items()}


def _site(name: str, fields: dict[str, Any], home: Path) -> Site:
    lists = ("starters", "origins", "crisis")
    values = {key: tuple(value) if key in lists else value for key, value in fields.items() if value is not None}
    values["guides"] = tuple(home / path for path in values.get("guides", ()))
    values["origins"] = tuple(origin.rstrip("/") for origin in values.get("origins", ()))
    return Site(name, **values)


def _faults(listed: Any) -> Iterator[str]:
    if not isinstance(listed, dict) or not listed:
        yield "sites: must map a site's name to its fields"
        return
    for name, fields in listed.items():
        place = f"sites.{name}"
        if not isinstance(name, str) or not _NAME.fullmatch(name):
            yield f"{place}: a site's name is made of a-z, 0-9 and hyphens"
        if fields is None:
            continue
        if not isinstance(fields, dict):
            yield f"{place}: must hold fields and values"
            continue
        for key, value in fields.items():
            if key not in _CHECKS:
                yield f"{place}.{key}: there is no such field (there are: {', '.join(_CHECKS)})"
            elif value is not None and (fault := _CHECKS[key](value)):
                yield f"{place}.{key}: {fault}"


def _text(value: Any) -> str:
    return "" if isinstance(value, str) and 0 < len(value.strip()) <= 300 else "must be a text of 1 to 300 characters"


def _texts(value: Any) -> str:
    good = isinstance(value, list) and all(not _text(entry) for entry in value)
    return "" if good else "must be a list of texts"


def _colour(value: Any) -> str:
    return "" if is_colour(value) else f'{value!r} is not a colour like "#0b5d56" (with the quotation marks)'


def _origins(value: Any) -> str:
    if not isinstance(value, list):
        return 'must be a list like ["https://www.school.example"]'
    for origin in value:
        if not isinstance(origin, str) or not _ORIGIN.fullmatch(origin.rstrip("/")):
            return (
                f"{origin!r} is not an origin: scheme and host in small letters, a port where there is one, no path"
                ' and no "*" ("https://www.school.example")'
            )
    return ""


def _crisis(value: Any) -> str:
    hint = 'must be a list like [{label: "School nurse: 555-0100", href: "tel:5550100"}]'
    if not isinstance(value, list):
        return hint
    for entry in value:
        if not isinstance(entry, dict) or set(entry) != {"label", "href"} or _text(entry["label"]):
            return hint
        if not isinstance(entry["href"], str) or not safe_link(entry["href"]):
            return f"{entry['href']!r} is not an address that begins with tel:, sms:, mailto: or https://"
    return ""


_CHECKS = {
    "title": _text,
    "colour": _colour,
    "greeting": _text,
    "starters": _texts,
    "contact": _text,
    "crisis": _crisis,
    "origins": _origins,
    "guides": _texts,
}
