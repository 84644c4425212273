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
from bot.phrases import entries
from bot.plain import Plain
from bot.speech import Speech

LANGUAGES = ("en", "es")
_LONGEST = 200
_AROUND = 8
_HALVES = 12
_FIRST_SYMBOL = 0x2190  # arrows, signs and emoji stand behind it
_TOKEN = re.compile(r"\S+")
_MARKS = frozenset({".", ","})
_STOPS = ".!?,;:"
# Replies whose sentences may stand beside others, and be cut off around a question.
_CUT = frozenset(
    {"greeting", "thanks", "reaction", "laugh", "goodbye", "sorry", "compliment", "how_are_you", "test_message"}
)


@dataclass(frozen=True, slots=True)
class Match:
    """The name of the reply that a message calls for, and the language it was written in."""

    name: str
    lang: str


class _Listener:
    """Hears social messages in one language."""

    def __init__(self, lang: str, replies: Mapping[str, Mapping[str, Any]]) -> None:
        social, informal = yaml_data("social"), yaml_data("informal")
        own = social[lang]
        says = [
            (name, pattern, frozenset(entries(entry.get("with", ""))))
            for name, entry in replies.items()
            for pattern in entry.get("says", ())
        ]
        lists = {**own["lists"], **social["lists"], "age": "|".join(str(age) for age in range(100))}
        self.speech = Speech(says, lists, entries(own["polite"]))
        self.loose, self.lead, self.tail, self.ask = (
            frozenset(entries(own[name])) for name in ("loose", "lead", "tail", "ask")
        )
        self.openers = frozenset(entries(own["openers"]))
        self.told = frozenset(name for name, entry in replies.items() if entry.get("told"))
        self.plain = Plain.of(
            {**informal, "fillers": "", "spanish": informal["spanish"] if lang == "es" else {}},
            vocabulary=self.speech.vocabulary | self.loose | self.lead | self.tail,
            keys=entries(own["keys"]),
            right={*entries(own["right"]), *entries(social["right"])},
        )
        self.unless = [
            (name, frozenset(entries(entry["unless"]))) for name, entry in replies.items() if "unless" in entry
        ]
        self.order = {name: place for place, name in enumerate(replies)}

    def match(self, text: str) -> str | None:
        """The name of the reply, if the whole message is social: as one, by sentences, or by clauses."""
        if len(text) > _LONGEST:
            return None
        words = self.plain.words(text)
        content = [word for word in words if word not in _MARKS]
        if not content:
            return "reaction" if any(ord(char) > _FIRST_SYMBOL for char in text) else "empty"
        if name := self._part(content):
            return name
        for marks in (".", _MARKS):
            names = [self._part(part) for part in _split(words, marks)]
            if len(names) > 1 and None not in names and any(names):
                return self._first(names)
        return self._halves(content)

    def _halves(self, words: list[str]) -> str | None:
        """Two social sentences without a stop between them ("testing 123 anyone there")."""
        if len(words) > _HALVES or not self.speech.vocabulary.issuperset(words):
            return None
        for place in range(1, len(words)):
            names = [self._part(words[:place]), self._part(words[place:])]
            if all(names) and not _CUT.isdisjoint(names):
                return self._first(names)
        return None

    def _first(self, names: Iterable[str | None]) -> str:
        return min((name for name in names if name), key=self.order.__getitem__)

    def _part(self, words: list[str]) -> str | None:
        """The name for a message or a part of it, "" if it is only polite, None if it is something else."""
        content = [word for word in words if word not in _MARKS]
        shut = frozenset(name for name, others in self.unless if not others.isdisjoint(content))
        if next((word for word in content if word not in self.loose), "") in self.ask:
            shut |= self.told
        if name := self.speech.match(content, shut):
            return name
        return "" if self.speech.polite.issuperset(content) else None

    def opens(self, phrase: str) -> bool:
        """Whether it is one of the usual openers ("good morning")."""
        return " ".join(self.plain.words(phrase)).rstrip(" ,") in self.openers

    def within(self, token: str, words: frozenset[str]) -> bool:
        """Whether a piece of a message is made of these words alone."""
        plain = [word for word in self.plain.words(token) if word not in _MARKS]
        return bool(plain) and words.issuperset(plain)


# A filled-in name may begin a sentence: "a counselor at your school can help".
_SENTENCE = re.compile(r"(^|[.!?] )([^\W\d_])")


class Replies:
    """The replies of all languages. A corpus' own entries replace those of the same name."""

    def __init__(self, replies: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> None:
        self._replies = replies
        self._listeners = {lang: _Listener(lang, named) for lang, named in replies.items()}

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
        """The reply that a message calls for if all of it is social, else None. lang: the language to try first."""
        for code in sorted(self._listeners, key=lambda code: code != lang):
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
            step = next((end for end in ends if self._cuts(tokens[start:end])), None)
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

    def _cuts(self, tokens: list[re.Match[str]]) -> bool:
        """Whether these tokens are a social sentence with its stop, or one of the usual openers without."""
        phrase = " ".join(token.group() for token in tokens)
        if phrase[-1] in _STOPS:
            return self._hears(phrase)
        return any(listener.opens(phrase) for listener in self._listeners.values())

    def _hears(self, phrase: str) -> bool:
        return any(listener.match(phrase) in _CUT for listener in self._listeners.values())

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

    def links(self, name: str, lang: str = "en") -> list[dict[str, str]]:
        """The links of a reply: [{label, href}], often none."""
        return [dict(link) for link in self._entry(name, lang).get("links", ())]

    def suggests(self, name: str, lang: str = "en") -> bool:
        """Whether questions to start with should follow the reply."""
        return bool(self._entry(name, lang).get("suggestions", False))

    def names(self, lang: str = "en") -> list[str]:
        return list(self._replies[lang])

    def _entry(self, name: str, lang: str) -> Mapping[str, Any]:
        return self._replies.get(lang, {}).get(name) or self._replies["en"][name]


def _split(words: list[str], marks: frozenset[str] | str) -> Iterable[list[str]]:
    part: list[str] = []
    for word in words:
        if word in marks:
            if part:
                yield part
            part = []
        else:
            part.append(word)
    if part and any(word not in _MARKS for word in part):
        yield part


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
        elif not set(entry) <= {"text", "says", "with", "unless", "told", "suggestions", "links"}:
            faults.append(Fault(file.name, 0, f"reply {name!r} holds fields that are not known"))
        else:
            good[str(name)] = entry
    return good
