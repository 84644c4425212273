"""The headers that every response carries, and how much a request may bring."""

from __future__ import annotations

from flask import Flask, Response, request

API_BYTES = 16 * 1024
FORM_BYTES = 480 * 1024  # the plain form sends the questions so far along; werkzeug reads at most 500,000

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
    "require-trusted-types-for": "'script'",
    "trusted-types": "'none'",
}
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def policy(**changes: str) -> str:
    """The Content-Security-Policy, with directives changed: `policy(frame_ancestors="https://school.example")`."""
    directives = POLICY | {name.replace("_", "-"): value for name, value in changes.items()}
    return "; ".join(f"{name} {value}" for name, value in directives.items())


def register(app: Flask) -> None:
    app.before_request(_limit)
    app.after_request(_add_headers)


def _limit() -> None:
    request.max_content_length = API_BYTES if request.path.startswith("/api/") else FORM_BYTES


def _add_headers(response: Response) -> Response:
    response.headers.setdefault("Content-Security-Policy", policy())
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    # What a student asked must not stay in the cache of a shared computer; other pages are asked for again each time.
    kept = response.mimetype in ("text/html", "text/css", "text/javascript")
    keep = kept and request.method in ("GET", "HEAD") and response.status_code < 400
    response.headers.setdefault("Cache-Control", "no-cache" if keep else "no-store")
    if request.is_secure:
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    return response
