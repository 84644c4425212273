"""The embed doctor: what in a school page's headers would block Guidepost, and the exact line to ask for."""

from __future__ import annotations

import re
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from bot.errors import GuidepostError
from web import csp

SECONDS = 5
MOST_BYTES = 512 * 1024
_META = re.compile(r"<meta\b[^>]*http-equiv=[\"']?content-security-policy[\"']?[^>]*>", re.IGNORECASE)
_CONTENT = re.compile(r"content=(?:\"([^\"]*)\"|'([^']*)')", re.IGNORECASE)


class NotFetched(GuidepostError):
    """The page can't be fetched, or may not be."""


@dataclass(frozen=True, slots=True)
class Page:
    """What a page sends: its address, its policies, and other headers by lower-case name."""

    url: str
    policies: tuple[csp.Policy, ...] = ()
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Finding:
    """way: script, frame or server; a `blocking` finding stops that way. line: what to ask for, to be copied."""

    way: str
    problem: str
    line: str = ""
    blocking: bool = True


def read_headers(text: str, url: str) -> Page:
    """Headers as copied from a browser or `curl -I`, or the bare value of a Content-Security-Policy."""
    headers: dict[str, str] = {}
    policies: list[csp.Policy] = []
    for raw in text.splitlines():
        name, colon, value = raw.strip().partition(":")
        name = name.lower().strip()
        if colon and name == "content-security-policy":
            policies += csp.parse(value)
        elif colon and re.fullmatch(r"[a-z0-9-]+", name) and not name.endswith("-src"):
            headers[name] = value.strip()
        elif re.match(r"\s*[a-z-]+-(?:src|uri|ancestors|action)\b", raw) or raw.strip().startswith("sandbox"):
            policies += csp.parse(raw)
    policies += [policy for found in _META.findall(text) for policy in csp.parse(_content(found))]
    return Page(url, tuple(policies), headers)


def _content(meta: str) -> str:
    found = _CONTENT.search(meta)
    return (found[1] or found[2] or "") if found else ""


def fetch(url: str, allowed: set[str]) -> Page:
    """Fetch a page's headers. Raises NotFetched unless its origin is one that a site of guidepost.yaml lists."""
    parts = urlsplit(url)
    if f"{parts.scheme}://{parts.netloc}" not in allowed:
        raise NotFetched(
            f"{url}: fetched only from the origins listed in guidepost.yaml; list it there, or paste the headers"
            " (--headers -)"
        )

    class NoRedirect(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *_: object) -> None:
            return None

    opener = urllib.request.build_opener(NoRedirect, urllib.request.ProxyHandler({}))
    try:
        with opener.open(url, timeout=SECONDS) as response:
            body = response.read(MOST_BYTES).decode("utf-8", "replace")
            lines = [f"{name}: {value}" for name, value in response.headers.items()]
    except (urllib.error.URLError, OSError, ValueError) as error:
        raise NotFetched(f"{url}: can't be fetched: {getattr(error, 'reason', None) or error}") from error
    metas = "\n".join(_META.findall(body))
    return read_headers("\n".join([*lines, metas]), url)


def examine(page: Page, bot: str, origins: set[str]) -> list[Finding]:
    """Everything that would block the script or the frame of the bot at `bot`, most general first."""
    return [*_server(page, bot, origins), *_script(page, bot), *_frame(page, bot), *_paper(page, bot)]


def _server(page: Page, bot: str, origins: set[str]) -> Iterator[Finding]:
    parts = urlsplit(page.url)
    origin = f"{parts.scheme}://{parts.netloc}"
    if parts.scheme == "https" and urlsplit(bot).scheme == "http":
        yield Finding(
            "server", "The page is https and Guidepost is http: browsers block that. Serve Guidepost by https."
        )
    if origin not in origins:
        problem = "Guidepost doesn't know this page's origin yet. Add to the site in guidepost.yaml:"
        yield Finding("server", problem, f'origins: ["{origin}"]')


def _script(page: Page, bot: str) -> Iterator[Finding]:
    for policy in page.policies:
        found = policy.speaking("script-src-elem")
        if found and "'strict-dynamic'" in found[1]:
            yield Finding("script", f"{found[0]} has 'strict-dynamic': the script element needs the page's nonce.",
                          f'<script src="{bot}/widget.js" nonce="…" defer></script>')  # fmt: skip
        elif not policy.allows("script-src-elem", f"{bot}/widget.js", page.url):
            yield _blocked("script", policy, "script-src-elem", "script-src", bot)
        if not policy.allows("connect-src", f"{bot}/api/chat", page.url):
            yield _blocked("script", policy, "connect-src", "connect-src", bot)
        if "sandbox" in policy.directives and "allow-scripts" not in policy.directives["sandbox"]:
            yield Finding("script", "sandbox forbids scripts.", "sandbox allow-scripts")


def _frame(page: Page, bot: str) -> Iterator[Finding]:
    for policy in page.policies:
        if not policy.allows("frame-src", f"{bot}/embed", page.url):
            yield _blocked("frame", policy, "frame-src", "frame-src", bot)


def _paper(page: Page, bot: str) -> Iterator[Finding]:
    for policy in page.policies:
        if not policy.allows("form-action", f"{bot}/take-away", page.url):
            found = _blocked("script", policy, "form-action", "form-action", bot)
            yield Finding("script", f"Only the printable sheet: {found.problem}", found.line, blocking=False)


def _blocked(way: str, policy: csp.Policy, name: str, wanted: str, bot: str) -> Finding:
    """The finding for a directive that doesn't list the bot, with the line as it should be."""
    speaking = policy.speaking(name)
    assert speaking is not None
    directive, sources = speaking
    kept = [source for source in sources if source != "'none'"]
    target = directive if directive != "default-src" else wanted
    note = f"{directive} doesn't list {bot}" + ("" if directive == target else f" and there is no {wanted}")
    return Finding(way, f"{note}. Ask for:", " ".join([target, *kept, bot]))
