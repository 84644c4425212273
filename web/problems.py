"""One error shape for every route: application/problem+json (RFC 9457), or a friendly page where a browser asks.

What is logged of a fault in the program is where it happened, never the words that led there: the message of an
exception may hold a student's question.
"""

from __future__ import annotations

import logging
import traceback
from http import HTTPStatus

from flask import Flask, Response, json, render_template, request
from werkzeug.exceptions import HTTPException

from web import texts

log = logging.getLogger("guidepost.web")


class Problem(Exception):
    """An error to show: a status and one sentence that helps whoever sent the request."""

    def __init__(self, status: int, detail: str) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail


def register(app: Flask) -> None:
    app.register_error_handler(Problem, lambda error: answer(error.status, error.detail))
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _fault)


def answer(status: int, detail: str) -> Response:
    """The error as a response, in the form that the client asked for."""
    if _wants_page():
        page = render_template("error.html", status=status, t=texts.choose(request, [request.args.get("lang")]))
        return Response(page, status, mimetype="text/html")
    body = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": detail}
    return Response(json.dumps(body, ensure_ascii=False) + "\n", status, mimetype="application/problem+json")


def _wants_page() -> bool:
    if request.path.startswith("/api/"):
        return False
    return request.accept_mimetypes.quality("text/html") > request.accept_mimetypes.quality("application/json")


def _http(error: HTTPException) -> Response:
    if error.response is not None:  # a redirect, for example
        return error.response
    status = error.code or 500
    if status < 400:
        return error.get_response()
    detail = texts.languages()["en"].data["errors"].get(str(status)) or error.description or "This did not work."
    response = answer(status, detail)
    for name, value in error.get_headers():
        if name in ("Allow", "Retry-After"):
            response.headers[name] = value
    return response


def _fault(error: Exception) -> Response:
    frames = traceback.extract_tb(error.__traceback__)
    where = " < ".join(f"{frame.filename}:{frame.lineno} {frame.name}" for frame in reversed(frames))
    log.error("%s in %s %s at %s", type(error).__name__, request.method, request.url_rule, where)
    return answer(500, texts.languages()["en"]("errors.500"))
