"""Errors: one JSON shape for programs, a friendly page for browsers."""

from __future__ import annotations

import json

import pytest

BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("get", "/nowhere", 404),
        ("get", "/guides/unknown", 404),
        ("get", "/static/0/missing.css", 404),
        ("get", "/static/0/../__init__.py", 404),
        ("delete", "/", 405),
        ("post", "/guides", 405),
        ("get", "/api/nowhere", 404),
    ],
)
@pytest.mark.parametrize("browser", [False, True])
def test_errors(client, method, path, status, browser):
    response = getattr(client, method)(path, headers=BROWSER if browser else {})
    assert response.status_code == status
    assert response.headers["Cache-Control"] == "no-store"
    if browser and not path.startswith("/api/"):
        assert response.mimetype == "text/html"
        assert "<h1>Something went wrong</h1>" in response.text
    else:
        assert response.mimetype == "application/problem+json"
        assert json.loads(response.data)["status"] == status


def test_a_fault_in_a_page(client):
    response = client.post("/", data={"message": "explode <b>"}, headers=BROWSER)
    assert response.status_code == 500
    assert "Traceback" not in response.text
    assert "explode" not in response.text
    assert client.post("/", data={"message": "explode"}).mimetype == "application/problem+json"


def test_errors_in_spanish(client):
    assert "Algo salió mal" in client.get("/nowhere?lang=es", headers=BROWSER).text
    assert "Algo salió mal" in client.get("/nowhere", headers=BROWSER | {"Accept-Language": "es-MX,es"}).text


def test_too_large_form(client):
    response = client.post("/", data={"message": "a" * 500_000}, headers=BROWSER)
    assert response.status_code == 413
