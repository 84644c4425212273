"""Fixed, human-written replies: greetings to insults, the crisis card, refusals, notes (`data/replies.*.yaml`)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from bot.datafiles import yaml_data
from bot.errors import CorpusError, Fault
from bot.language import detect
from bot.speech import BESIDE, Listener

LANGUAGES = ("en", "es")
_AROUND = 8
_TOKEN = re.compile(r"\S+")
_STOPS = ".!?,;:"
# A filled-in name may begin a sentence: "a counselor at your school can help".
_SENTENCE = re.compile(r"(^|[.!?] )([^\W\d_])")


@dataclass(frozen=True, slots=True)
class Match:
    """The name of the reply that a message calls for, and the language it was written in."""

    name: str
    lang: str


class Replies:
    """The replies of all languages. A corpus' own entries replace those of the same name."""

    def __init__(self, replies: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> None:
        self._replies = replies
        self._listeners = {lang: Listener(lang, named) for lang, named in replies.items()}

    @classmethod
    def load(cls, own: Path | None = None) -> Replies:
        """The shipped replies, with those of a corpus laid over them.

        own: a folder or its `replies.yaml`; a `replies.<lang>.yaml` beside it brings other languages. Raises
        CorpusError with every fault of these files.
        """
        replies = {lang: dict(yaml_data(f"replies.{lang}")) for lang in LANGUAGES}
        faults: list[Fault] = []
        for lang, file in _own_files(own):
            for name, entry in _read(file, faults).items():
                shipped = replies[lang].get(name, {})
                says = [*entry.get("says", ()), *shipped.get("says", ())]
                replies[lang][name] = {**shipped, **entry, "says": says}
        if faults:
            raise CorpusError(faults)
        return cls(replies)

    def match(self, text: str, lang: str | None = None) -> Match | None:
        """The reply that a message calls for if all of it is social, else None.

        lang: the language to try first; else the one the message seems to be in, as "gracias" is known in English, too.
        """
        first = lang or detect(text)
        for code in sorted(self._listeners, key=lambda code: code != first):
            if name := self._listeners[code].match(text):
                return Match(name, code)
        return None

    def strip_social(self, text: str) -> str:
        """The message without greetings and thanks in front of and politeness behind its question.

        "hey um so thanks but how much do they make pls" → "how much do they make". A message that is nothing else
        comes back as it is.
        """
        tokens = list(_TOKEN.finditer(text))
        start = self._start(tokens)
        end = self._end(tokens, start)
        return text[tokens[start].start() : tokens[end - 1].end()] if start < end else text

    def _start(self, tokens: list[re.Match[str]]) -> int:
        """How many tokens in front may go: greetings, loose words, and whole social sentences."""
        start, last = 0, len(tokens) - 1
        while start < last:
            ends = range(min(last, start + _AROUND), start, -1)
            opens = any(listener.may_open(tokens[start].group()) for listener in self._listeners.values())
            step = next((end for end in ends if self._cuts(tokens[start:end], opens)), None)
            if step is None and self._within(tokens[start], "loose" if start == 0 else "lead"):
                step = start + 1
            if step is None:
                break
            start = step
        return start

    def _end(self, tokens: list[re.Match[str]], start: int) -> int:
        """Where the message ends without politeness: a social sentence, then loose words."""
        end = len(tokens)
        for first in range(max(start + 1, end - _AROUND), end):
            phrase = " ".join(token.group() for token in tokens[first:end])
            if tokens[first - 1].group()[-1] in _STOPS and self._hears(phrase):
                end = first
                break
        place = end
        while place > start + 1 and self._within(tokens[place - 1], "tail"):
            place -= 1
            if self._within(tokens[place], "loose"):
                end = place
        return end

    def _cuts(self, tokens: list[re.Match[str]], opens: bool) -> bool:
        """Whether these tokens are a social sentence with its stop, or one of the usual openers without.

        opens: whether an opener may begin with the first of them.
        """
        phrase = " ".join(token.group() for token in tokens)
        if phrase[-1] in _STOPS:
            return self._hears(phrase)
        return opens and any(listener.opens(phrase) for listener in self._listeners.values())

    def _hears(self, phrase: str) -> bool:
        return any(listener.match(phrase) in BESIDE for listener in self._listeners.values())

    def _within(self, token: re.Match[str], words: str) -> bool:
        return any(listener.within(token.group(), getattr(listener, words)) for listener in self._listeners.values())

    def text(self, name: str, lang: str = "en", **values: object) -> str:
        """The wording of a reply, its placeholders filled in. English where the language has none.

        `other_language` is the one line for a language that is not spoken here. Raises KeyError for an unknown name or
        a value that is missing.
        """
        if name == "other_language":
            lines = yaml_data("languages")
            return str((lines.get(lang) or {}).get("line") or lines["other"]["line"])
        text = str(self._entry(name, lang)["text"]).format(**values)
        return _SENTENCE.sub(lambda match: match[1] + match[2].upper(), text)

    def unnamed(self, setting: str, lang: str = "en") -> str:
        """What stands for a setting that a school left as it was: "your school"."""
        return str(self._entry(f"unnamed_{setting}", lang)["text"])

    def links(self, name: str, lang: str = "en") -> list[dict[str, str]]:
        """The links of a reply: [{label, href}], often none."""
        return [dict(link) for link in self._entry(name, lang).get("links", ())]

    def begins(self, name: str, lang: str = "en") -> bool:
        """Whether what the reply answers to is only said first; later it narrows what was asked ("freshman year")."""
        return bool(self._entry(name, lang).get("begins", False))

    def suggests(self, name: str, lang: str = "en") -> bool:
        """Whether questions to start with should follow the reply."""
        return bool(self._entry(name, lang).get("suggestions", False))

    def names(self, lang: str = "en") -> list[str]:
        return list(self._replies[lang])

    def _entry(self, name: str, lang: str) -> Mapping[str, Any]:
        return self._replies.get(lang, {}).get(name) or self._replies["en"][name]


def _own_files(own: Path | None) -> Iterable[tuple[str, Path]]:
    if own is None:
        return
    folder = own if own.is_dir() else own.parent
    first = own / "replies.yaml" if own.is_dir() else own
    for lang, file in (("en", first), *((lang, folder / f"replies.{lang}.yaml") for lang in LANGUAGES)):
        if file.is_file():
            yield lang, file


def _read(file: Path, faults: list[Fault]) -> dict[str, dict[str, Any]]:
    """The entries of a corpus' own file; what is wrong with it goes into `faults`."""
    try:
        data = yaml.safe_load(file.read_text(encoding="utf-8")) or {}
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        faults.append(Fault(file.name, 0, f"not readable as YAML: {' '.join(str(error).split())}"))
        return {}
    if not isinstance(data, dict):
        faults.append(Fault(file.name, 0, "must map names of replies to entries"))
        return {}
    good = {}
    for name, entry in data.items():
        if not isinstance(entry, dict) or not isinstance(entry.get("text"), str):
            faults.append(Fault(file.name, 0, f"reply {name!r} needs a text"))
        elif not set(entry) <= {"text", "says", "with", "unless", "told", "begins", "suggestions", "links"}:
            faults.append(Fault(file.name, 0, f"reply {name!r} holds fields that are not known"))
        else:
            good[str(name)] = entry
    return good
