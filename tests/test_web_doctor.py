"""The embed doctor: policies read as browsers do, and the exact line to ask for."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from click.testing import CliRunner

from web.__main__ import main
from web.csp import matches, parse
from web.doctor import NotFetched, examine, fetch, read_headers

BOT = "https://bot.example"
PAGE = "https://www.school.example/careers"
KNOWN = {"https://www.school.example"}


@pytest.mark.parametrize(
    ("source", "url", "fits"),
    [
        ("*", f"{BOT}/widget.js", True),
        ("https:", f"{BOT}/widget.js", True),
        ("http:", f"{BOT}/widget.js", True),
        ("data:", f"{BOT}/widget.js", False),
        ("'self'", f"{BOT}/widget.js", False),
        ("'self'", "https://www.school.example/a", True),
        ("'none'", f"{BOT}/widget.js", False),
        ("'unsafe-inline'", f"{BOT}/widget.js", False),
        ("bot.example", f"{BOT}/widget.js", True),
        ("BOT.example", f"{BOT}/widget.js", True),
        ("https://bot.example", f"{BOT}/widget.js", True),
        ("http://bot.example", f"{BOT}/widget.js", True),
        ("https://bot.example", "http://bot.example/widget.js", False),
        ("*.example", f"{BOT}/widget.js", True),
        ("*.bot.example", f"{BOT}/widget.js", False),
        ("bot.example:8443", f"{BOT}/widget.js", False),
        ("bot.example:*", "https://bot.example:8443/widget.js", True),
        ("bot.example", "https://bot.example:8443/widget.js", False),
        ("bot.example/other/", f"{BOT}/widget.js", False),
        ("bot.example/widget.js", f"{BOT}/widget.js", True),
        ("https://bot.example.evil.example", f"{BOT}/widget.js", False),
        ("not a source", f"{BOT}/widget.js", False),
    ],
)
def test_sources(source, url, fits):
    assert matches(source, urlsplit(url), urlsplit(PAGE)) is fits


def found(headers: str, origins: set[str] = KNOWN, bot: str = BOT) -> dict[str, list[str]]:
    ways: dict[str, list[str]] = {"server": [], "script": [], "frame": []}
    for finding in examine(read_headers(headers, PAGE), bot, origins):
        ways[finding.way].append(finding.line)
    return ways


@pytest.mark.parametrize(
    ("headers", "script", "frame"),
    [
        ("", [], []),
        ("content-type: text/html\nx-frame-options: DENY", [], []),
        ("Content-Security-Policy: frame-ancestors 'none'; object-src 'none'", [], []),
        (
            "Content-Security-Policy: default-src 'self'",
            [f"script-src 'self' {BOT}", f"connect-src 'self' {BOT}"],
            [f"frame-src 'self' {BOT}"],
        ),
        (f"content-security-policy: default-src 'self' {BOT}", [], []),
        ("content-security-policy: default-src https:", [], []),
        (
            f"content-security-policy: script-src {BOT}; connect-src 'none'; child-src https://x.example",
            [f"connect-src {BOT}"],
            [f"child-src https://x.example {BOT}"],
        ),
        (
            f"Content-Security-Policy: script-src-elem 'self'; script-src {BOT}",
            [f"script-src-elem 'self' {BOT}"],
            [],
        ),
        (
            "Content-Security-Policy: script-src 'strict-dynamic' 'nonce-abc' https:",
            [f'<script src="{BOT}/widget.js" nonce="…" defer></script>'],
            [],
        ),
        ("Content-Security-Policy: form-action 'self'", [f"form-action 'self' {BOT}"], []),
        ("Content-Security-Policy: sandbox allow-forms", ["sandbox allow-scripts"], []),
        ("script-src 'self'", [f"script-src 'self' {BOT}"], []),
        (
            f"Content-Security-Policy: script-src {BOT}\nContent-Security-Policy: script-src 'self'",
            [f"script-src 'self' {BOT}"],
            [],
        ),
        (f"Content-Security-Policy: script-src {BOT}, script-src 'self'", [f"script-src 'self' {BOT}"], []),
        (
            '<meta http-equiv="Content-Security-Policy" content="script-src \'self\'">',
            [f"script-src 'self' {BOT}"],
            [],
        ),
        ("Content-Security-Policy-Report-Only: default-src 'none'", [], []),
        ("\x00 nonsense ::: \n\n;;;", [], []),
    ],
)
def test_findings(headers, script, frame):
    ways = found(headers)
    assert ways == {"server": [], "script": script, "frame": frame}


def test_only_the_first_directive_of_a_name_counts():
    (policy,) = parse("script-src 'self'; script-src *")
    assert policy.directives["script-src"] == ("'self'",)


def test_guideposts_own_side():
    assert found("", set())["server"] == ['origins: ["https://www.school.example"]']
    assert found("", bot="http://bot.example")["server"] == [""]


def test_pages_are_fetched_only_where_the_settings_allow():
    with pytest.raises(NotFetched, match=r"guidepost\.yaml"):
        fetch("http://169.254.169.254/latest", KNOWN)
    with pytest.raises(NotFetched, match=r"guidepost\.yaml"):
        fetch("file:///etc/passwd", KNOWN)
    with pytest.raises(NotFetched, match="can't be fetched"):
        fetch("http://127.0.0.1:9/", {"http://127.0.0.1:9"})


def test_fetching(client, serve, app):
    base = serve(app)
    page = fetch(f"{base}/guides", {base})
    assert page.policies[0].directives["default-src"] == ("'none'",)


@pytest.mark.parametrize(
    ("arguments", "headers", "code", "expected"),
    [
        (["doctor"], "", 2, "give either"),
        (["doctor", "https://a.example", "--headers", "-"], "", 2, "give either"),
        (["doctor", "--headers", "-", "--site", "none"], "", 2, "no site named 'none'"),
        (["doctor", "https://a.example"], "", 1, "listed in guidepost.yaml"),
        (["doctor", "--headers", "-"], "", 1, "nothing in the way"),
        (["doctor", "--headers", "-", "--page", "https://b.example"], "", 0, "A plain link works"),
        (["doctor", "--headers", "-", "--page", "https://b.example"], "default-src 'self'", 1, "Ask for:"),
        (["--help"], "", 0, "doctor"),
        (["doctor", "--help"], "", 0, "--headers"),
    ],
)
def test_the_command(arguments, headers, code, expected, tmp_path, monkeypatch):
    monkeypatch.setenv("GUIDEPOST_HOME", str(tmp_path))
    (tmp_path / "guidepost.yaml").write_text("sites: {default: {origins: ['https://b.example']}}")
    if "doctor" in arguments and "--help" not in arguments:
        arguments = [*arguments, "--bot", BOT]
    result = CliRunner().invoke(main, arguments, input=headers)
    assert result.exit_code == code, result.output
    assert expected in result.output
