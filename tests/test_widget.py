"""The widget without a browser: its size, what its source must not hold, and its catalogues of texts."""

from __future__ import annotations

import gzip
import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from widget_payloads import payloads
from widget_servers import WIDGET

from web.widget import join, script

LIMIT = 12_288  # bytes of everything with English, gzip -9
MODULES = sorted(WIDGET.glob("*.js"))
FORBIDDEN = {
    "parsed HTML": r"innerHTML|outerHTML|insertAdjacentHTML|DOMParser|document\.write|createContextualFragment|setHTML",
    "code from text": r"\beval\b|new Function|setTimeout\(\s*[\"'`]|setInterval",
    "style attributes and elements": r"\.style\b|[\"']style[\"']|cssText",
    "storage": r"cookie|localStorage|sessionStorage|indexedDB|caches\b|serviceWorker",
    "other ways to call home": r"sendBeacon|XMLHttpRequest|WebSocket|EventSource|new Image|importScripts|import\(",
    "who is asking": r"userAgent|navigator\.(?!onLine|clipboard)|screen\.|document\.referrer",
}
ADDRESSES = {"http://www.w3.org/2000/svg", "https://findahelpline.com"}


def source() -> str:
    made = script()
    assert made is not None
    return made.text.decode()


def english() -> dict[str, Any]:
    """The catalogue in texts.js, whose keys are bare and whose strings are JSON."""
    text = (WIDGET / "texts.js").read_text(encoding="utf-8")
    body = text[text.index("const ENGLISH = ") + len("const ENGLISH = ") :].strip().rstrip(";")
    body = re.sub(r"^(\s*)(\w+):", r'\1"\2":', body, flags=re.MULTILINE)
    return json.loads(re.sub(r",(\s*})", r"\1", body))


def catalogues() -> dict[str, dict[str, Any]]:
    return {file.name.split(".")[1]: json.loads(file.read_text("utf-8")) for file in WIDGET.glob("texts.*.json")}


def test_the_whole_widget_stays_small() -> None:
    size = len(gzip.compress(source().encode(), 9, mtime=0))
    assert size <= LIMIT, f"the widget has {size} bytes gzipped: {size - LIMIT} too many"


def test_every_module_is_joined_once_and_in_a_declared_order() -> None:
    listed = [
        line.split("=")[-1].strip() for line in (WIDGET / "modules.txt").read_text().splitlines() if line[:1] != "#"
    ]
    assert sorted(name for name in listed if name.endswith(".js")) == [file.name for file in MODULES]
    assert len(listed) == len(set(listed))


def test_joining_keeps_what_looks_like_a_comment_inside_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("web.widget.FOLDER", tmp_path)
    (tmp_path / "a.js").write_text('// gone\nconst a = "https://x"; // kept\n')
    (tmp_path / "b.css").write_text("a { color: red; } /* gone */\n")
    made = join(["# order", "SHEET = b.css", "a.js"])
    assert "gone" not in made
    assert 'const SHEET = "a { color: red; }' in made
    assert 'const a = "https://x"' in made


@pytest.mark.skipif(not shutil.which("node"), reason="node is not installed")
def test_the_joined_script_is_valid(tmp_path: Path) -> None:
    file = tmp_path / "widget.js"
    file.write_text(source(), encoding="utf-8")
    subprocess.run(["node", "--check", str(file)], check=True, capture_output=True)


@pytest.mark.parametrize("what", FORBIDDEN)
def test_the_source_has_none_of(what: str) -> None:
    assert re.findall(FORBIDDEN[what], source()) == []


def test_no_address_but_the_bots_own() -> None:
    assert set(re.findall(r"https?://[\w./-]+", source())) == ADDRESSES


def test_modules_are_small_enough_to_be_read() -> None:
    lengths = {file.name: len(file.read_text(encoding="utf-8").splitlines()) for file in MODULES}
    assert max(lengths.values()) <= 400, lengths


def test_catalogues_have_the_same_keys_and_blanks() -> None:
    def shape(texts: dict[str, Any]) -> dict[str, Any]:
        return {
            key: sorted(re.findall(r"{\w+}", text)) if isinstance(text, str) else len(text)
            for key, text in texts.items()
        }

    expected = english()
    assert set(catalogues()) == {"es"}
    for lang, texts in catalogues().items():
        assert shape(texts) == shape(expected), lang
        assert list(texts["reasons"]) == list(expected["reasons"])
        assert {key for key in expected if texts[key] == expected[key]} <= {"bot", "unhelpful"}, lang


def test_languages_that_are_fetched_have_a_catalogue() -> None:
    named = re.search(r"LANGUAGES = (\[.*?\])", source())
    assert named
    assert set(json.loads(named[1])) == set(catalogues())


def test_every_text_is_used_and_every_used_text_exists() -> None:
    code = "\n".join(file.read_text("utf-8") for file in MODULES if file.name != "texts.js")
    used = set(re.findall(r"\bt\.(\w+)", code)) | {"error", "offline", "busy", "lang"}
    assert used - {"lang"} == set(english())


def test_help_lines_can_be_tapped() -> None:
    for texts in (english(), *catalogues().values()):
        assert all(re.match(r"tel:|sms:|https://", href) for href in texts["lines"])
        assert "tel:988" in texts["lines"]


def test_there_are_enough_attacks() -> None:
    assert len(payloads()) == len(set(payloads())) >= 200
