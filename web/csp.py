"""Reading a page's Content-Security-Policy: which of its directives would block what. CSP Level 3, W3C."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

# Where a directive is missing, the next one in its row speaks for it.
FALLBACK = {
    "script-src-elem": ("script-src-elem", "script-src", "default-src"),
    "connect-src": ("connect-src", "default-src"),
    "frame-src": ("frame-src", "child-src", "default-src"),
    "form-action": ("form-action",),
}
_HOST = re.compile(
    r"(?:(?P<scheme>[a-z][a-z0-9+.-]*)://)?(?P<host>\*|(?:\*\.)?[a-z0-9.-]+|\[[0-9a-f:]+\])(?::(?P<port>\d+|\*))?(?P<path>/.*)?"
)
PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Policy:
    """One policy as directive → sources."""

    directives: Mapping[str, tuple[str, ...]]

    def speaking(self, name: str) -> tuple[str, tuple[str, ...]] | None:
        """The directive that decides about `name`, with its sources; None where nothing restricts it."""
        for candidate in FALLBACK[name]:
            if candidate in self.directives:
                return candidate, self.directives[candidate]
        return None

    def allows(self, name: str, url: str, page: str) -> bool:
        """Whether `url` may be used for `name` on a page at the address `page`."""
        found = self.speaking(name)
        if found is None:
            return True
        sources = found[1]
        if name == "script-src-elem" and "'strict-dynamic'" in sources:
            return False  # then only scripts with a nonce or a hash are loaded, whatever their address
        return any(matches(source, urlsplit(url), urlsplit(page)) for source in sources)


def parse(text: str) -> list[Policy]:
    """Policies of one header or several, joined by commas."""
    policies = []
    for piece in text.split(","):
        directives: dict[str, tuple[str, ...]] = {}
        for part in piece.split(";"):
            words = part.split()
            if words:
                directives.setdefault(words[0].lower(), tuple(words[1:]))  # only the first of a name counts
        if directives:
            policies.append(Policy(directives))
    return policies


def matches(source: str, url: SplitResult, page: SplitResult) -> bool:
    """Whether a source expression covers an address."""
    source = source.lower()
    if source == "*":
        return url.scheme in ("http", "https") or url.scheme == page.scheme
    if source == "'self'":
        return _place(url) == _place(page)
    if source.startswith("'"):
        return False
    if source.endswith(":") and "/" not in source:
        return _scheme_fits(source[:-1], url.scheme)
    found = _HOST.fullmatch(source)
    if not found:
        return False
    host, name = found["host"], (url.hostname or "")
    name = f"[{name}]" if ":" in name else name
    fits = host == "*" or (name.endswith(host[1:]) if host.startswith("*.") else name == host)
    scheme = found["scheme"] or page.scheme
    if not fits or not _scheme_fits(scheme, url.scheme):
        return False
    if not _port_fits(found["port"], scheme, url):
        return False
    path = found["path"] or ""
    return path in ("", "/") or url.path == path or (path.endswith("/") and url.path.startswith(path))


def _scheme_fits(allowed: str, used: str) -> bool:
    return allowed == used or (allowed, used) == ("http", "https")


def _port_fits(port: str | None, scheme: str, url: SplitResult) -> bool:
    used = url.port or PORTS.get(url.scheme)
    if port == "*":
        return True
    if port is None:
        return used in (PORTS.get(scheme), PORTS.get(url.scheme))
    return used == int(port) or (int(port) == 80 and used == 443)


def _place(url: SplitResult) -> tuple[str, str | None, int | None]:
    return url.scheme, url.hostname, url.port or PORTS.get(url.scheme)
