"""Headers on every response, no cookies, nothing in addresses, hostile text stays text."""

from __future__ import annotations

import gzip
import re

import pytest
from web_fakes import ATTACK, fixed_answers

from web import assets
from web.echo import showable, whole

PATHS = ["/", "/guides", "/guides/ml-engineer", "/privacy", "/nowhere", "/healthz", "/readyz", "/openapi.json"]
PATHS += ["/api/guides", "/api/suggestions", "/api/chat", "/favicon.ico", "/robots.txt"]


@pytest.mark.parametrize("path", PATHS)
def test_headers(client, path):
    headers = client.get(path).headers
    policy = dict(part.split(" ", 1) for part in headers["Content-Security-Policy"].split("; "))
    assert (
        policy["default-src"] == policy["base-uri"] == policy["frame-ancestors"] == policy["trusted-types"] == "'none'"
    )
    assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == policy["form-action"] == "'self'"
    assert policy["img-src"] == "'self' data:"
    assert policy["require-trusted-types-for"] == "'script'"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "geolocation=()" in headers["Permissions-Policy"]
    assert "Set-Cookie" not in headers
    assert "Strict-Transport-Security" not in headers
    if not path.startswith(("/favicon", "/guides", "/privacy")) and path != "/":
        assert headers["Cache-Control"] == "no-store" or path == "/robots.txt"


def test_posted_conversations_are_not_cached(client):
    response = client.post("/", data={"message": "prose"})
    assert response.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in response.headers


def test_https_is_kept(client):
    assert "max-age" in client.get("/", base_url="https://school.example").headers["Strict-Transport-Security"]


def test_assets_are_kept_by_their_version(client):
    page = client.get("/").text
    names = re.findall(r'(?:href|src)="(/static/[^"]+)"', page)
    assert any(name.endswith("chat.js") for name in names)
    for name in names:
        response = client.get(name)
        assert response.status_code == 200
        assert "immutable" in response.headers["Cache-Control"]
    assert client.get("/static/old/tokens.css").headers["Cache-Control"] == "no-cache"
    assert assets.address("tokens.css") in page


@pytest.mark.parametrize("keyword", ["hostile", "crisis"])
def test_hostile_text_stays_text(client, keyword):
    page = client.post("/", data={"message": f"{keyword} {ATTACK}"}).text
    assert "<img" not in page
    assert "<script>alert" not in page
    for href in re.findall(r'(?:href|action|formaction|src)="([^"]*)"', page):
        assert not href.strip().lower().startswith("javascript"), href


def test_hostile_guide_stays_text(client):
    page = client.get("/guides/hostile?s=0-1#s0").text
    assert "<img" not in page
    assert "<script>alert" not in page
    assert 'href="javascript' not in page
    assert "Title &lt;img" in page
    assert "<img" not in client.get("/guides").text


@pytest.mark.parametrize("keyword", fixed_answers())
def test_no_inline_script_or_style(client, keyword):
    page = client.post("/", data={"message": keyword}).text
    assert not re.search(r"\son\w+=", re.sub(r'"[^"]*"', '""', re.sub(r">[^<]*<", "><", page)))
    assert "<style" not in page
    assert " style=" not in page
    assert re.findall(r"<script(?![^>]*src=)(?![^>]*application/json)", page) == []


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("plain", "plain"),
        ("a\u202egnp.exe", "agnp.exe"),
        ("\u2066isolate\u2069 \u200fmark\u061c", "isolate mark"),
        ("nul\x00 bell\x07 del\x7f c1\x9b", "nul bell del c1"),
        ("two\r\nlines\ttab", "two\nlines\ttab"),
        ("עברית", "עברית"),
        ("👩‍🔬", "👩‍🔬"),
        ("x" * 3000, "x" * 1999 + "…"),
    ],
)
def test_echoed_text(typed, shown):
    assert showable(typed) == shown


def test_bidi_in_questions_is_neutralised(client):
    page = client.post("/", data={"message": "pay \u202e reversed \u2066"}).text
    heading = re.search(r'<h2 class="asked"[^>]*>(.*?)</h2>', page, re.DOTALL)[1]
    assert "\u202e" not in heading
    assert "\u2066" not in heading
    assert 'dir="auto"' in page


def test_whole():
    assert whole({"a\ud800": ["\udfff", 1, None, {"b": "ok"}]}) == {"a\ufffd": ["\ufffd", 1, None, {"b": "ok"}]}


@pytest.mark.parametrize("path", ["/", "/guides/ml-engineer", "/openapi.json", assets.address("tokens.css")])
def test_text_is_sent_gzipped(client, path):
    plain = client.get(path)
    assert "Content-Encoding" not in plain.headers
    packed = client.get(path, headers={"Accept-Encoding": "gzip, br"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert int(packed.headers["Content-Length"]) == len(packed.data) < len(plain.data)
    assert "Accept-Encoding" in packed.headers["Vary"]


def test_unchanged_files_are_not_sent_again(client):
    path = assets.address("tokens.css")
    for encoding in ("", "gzip"):
        etag = client.get(path, headers={"Accept-Encoding": encoding}).headers["ETag"]
        assert client.get(path, headers={"Accept-Encoding": encoding, "If-None-Match": etag}).status_code == 304
