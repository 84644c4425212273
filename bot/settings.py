"""Every number and switch in one table: name, default, reason. Read from `guidepost.yaml` and GUIDEPOST_* variables."""

from __future__ import annotations

import math
import os
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

import yaml

from bot.errors import SettingsError

SHIPPED_CORPUS = Path(__file__).resolve().parent.parent / "corpus"
ENGINES = ("rank",)


def _setting(default: Any, why: str) -> Any:
    return field(default=default, metadata={"why": why})


@dataclass(frozen=True, kw_only=True)
class Settings:
    """All settings, each with the reason for its default in `metadata["why"]`.

    Raises SettingsError for a value of the wrong type or out of range.
    """

    guides: Sequence[str | Path] = _setting((), "folders and files to answer from; empty means the shipped corpus")
    lexicon: str | Path | None = _setting(None, "a lexicon.yaml to use instead of the one beside the guides")
    home: str | Path = _setting("var", "everything written at run time lives here; deleting it is a clean reset")
    secret: str | None = _setting(None, "signs the conversation token; without one a key is made at random per process")
    engine: str = _setting("rank", "the BM25 engine; `rank` is embedded and enough for some ten thousand passages")
    school: str = _setting("your school", "the school's name in fixed replies")
    contact: str = _setting("a counselor", "whom fixed replies point to when a person is needed")
    lang: str = _setting("en", "the language of fixed wording where a request names none")
    k1: float = _setting(0.9, "BM25 term saturation; the value of published BM25 baselines (Anserini)")
    b: float = _setting(0.4, "BM25 length normalisation; the value of published BM25 baselines (Anserini)")
    title_weight: float = _setting(0.6, "how much a term in the guide's title counts beside one in the body")
    heading_weight: float = _setting(1.2, "how much a term in the section's headings counts beside one in the body")
    question_weight: float = _setting(0.5, "how much a term in a wording the section answers counts beside the body")
    passage_words: int = _setting(90, "paragraphs of a section are packed and split to about this many words")
    answer_length: int = _setting(600, "code points that the quotes of an answer take at most, whole items only")
    read_length: int = _setting(
        1000, "code points of a message that are read; crisis signs are looked for in all of it"
    )
    file_megabytes: float = _setting(20.0, "larger files are refused")
    weights: str | Path | None = _setting(None, "a weights.json to use instead of the one beside the guides")
    calibration: str | Path | None = _setting(None, "a calibration.json to use instead of the one beside the guides")

    def __post_init__(self) -> None:
        for entry in fields(self):
            value = getattr(self, entry.name)
            if problem := _problem(entry.name, value, entry.default):
                raise SettingsError(f"setting {entry.name}: {value!r} {problem}")
        if isinstance(self.guides, str | Path):
            object.__setattr__(self, "guides", (self.guides,))
        object.__setattr__(self, "guides", tuple(Path(guide) for guide in self.guides))
        object.__setattr__(self, "home", Path(self.home))
        if self.engine not in ENGINES:
            raise SettingsError(f"setting engine: {self.engine!r} is none of {', '.join(ENGINES)}")

    def to_dict(self) -> dict[str, Any]:
        """Plain values for a run card, without the secret and without paths of this machine."""
        private = {"secret", "home", "guides", "lexicon", "weights", "calibration"}
        return {name: value for name, value in asdict(self).items() if name not in private}

    @classmethod
    def load(cls, environ: Mapping[str, str] = os.environ) -> Settings:
        """Defaults, then `guidepost.yaml` in the home folder, then GUIDEPOST_* variables.

        `sites` in guidepost.yaml belongs to the web service and is left to it.
        """
        home = Path(environ.get("GUIDEPOST_HOME", "var"))
        values: dict[str, Any] = {"home": home}
        file = home / "guidepost.yaml"
        if file.is_file():
            try:
                stored = yaml.safe_load(file.read_text(encoding="utf-8")) or {}
            except (yaml.YAMLError, UnicodeDecodeError) as error:
                raise SettingsError(f"{file}: not readable as YAML: {' '.join(str(error).split())}") from error
            if not isinstance(stored, dict):
                raise SettingsError(f"{file}: must hold names and values, not a {type(stored).__name__}")
            values |= {name: value for name, value in stored.items() if name != "sites"}
        known = {entry.name: entry for entry in fields(cls)}
        for name in values:
            if name not in known:
                raise SettingsError(f"{file}: there is no setting named {name!r}")
        for name, entry in known.items():
            if (text := environ.get(f"GUIDEPOST_{name.upper()}")) is not None and name != "home":
                values[name] = _parse(name, text, entry.default)
        return cls(**values)


def _problem(name: str, value: Any, default: Any) -> str:
    """What is wrong with the kind of a value; "" where nothing is."""
    if isinstance(default, int | float):
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < math.inf:
            return "is not a number of 0 or more"
        return "is not a whole number" if isinstance(default, int) and value != int(value) else ""
    if name == "guides":
        paths = value if isinstance(value, list | tuple) else [value]
        return "" if all(isinstance(path, str | Path) for path in paths) else "is not a list of folders and files"
    return "" if isinstance(value, str | Path) or (value is None and default is None) else "is not text"


def _parse(name: str, text: str, default: Any) -> Any:
    if name == "guides":
        return tuple(part for part in text.split(os.pathsep) if part)
    if isinstance(default, int | float):
        try:
            return type(default)(text)
        except ValueError as error:
            raise SettingsError(f"GUIDEPOST_{name.upper()}: {text!r} is not a number") from error
    return text
