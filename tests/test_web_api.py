"""The JSON interface: shapes, error codes, odd bodies."""

from __future__ import annotations

import json

import pytest
from web_fakes import fixed_answers

from web import models
from web.security import API_BYTES

CHAT = "/api/chat"


def assert_problem(response, status):
    assert response.status_code == status
    assert response.mimetype == "application/problem+json"
    problem = json.loads(response.data)
    models.ProblemOut.model_validate(problem)
    assert problem["status"] == status
    return problem


@pytest.mark.parametrize("keyword", fixed_answers())
def test_answers_keep_the_contract(client, keyword):
    response = client.post(CHAT, json={"message": keyword})
    assert response.status_code == 200
    assert response.mimetype == "application/json"
    models.ChatAnswer.model_validate(json.loads(response.data))


def test_every_field_reaches_the_bot(client, fake_bot):
    asked = {
        "message": "prose",
        "context": "t",
        "guide": "ml-engineer",
        "drop": ["career"],
        "lang": "es-MX",
        "site": None,
    }
    assert client.post(CHAT, json=asked).status_code == 200
    assert fake_bot.calls == [
        {"text": "prose", "context": "t", "guide": "ml-engineer", "drop": ("career",), "lang": "es"}
    ]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b"\xff\xfe", 400),
        (b"[" * 9000, 400),
        (b'{"message": ' + b"1" * 5000 + b"}", 400),
        (b'{"message": "a", "drop": ' + b"[" * 900 + b"]" * 900 + b"}", 400),
        (b"[]", 422),
        (b'"text"', 422),
        (b"{}", 422),
        (b'{"message": 1}', 422),
        (b'{"message": null}', 422),
        (b'{"message": "a", "more": 1}', 422),
        (b'{"message": "a", "drop": "career"}', 422),
        (b'{"message": "a", "drop": [1]}', 422),
        (b'{"message": "a", "context": 5}', 422),
        (b'{"message": "a", "guide": "unknown"}', 422),
        (b'{"message": NaN}', 422),
        (b'{"message": "", "context": null, "site": null, "guide": null, "drop": null, "lang": null}', 200),
        (b'\xef\xbb\xbf{"message": "with a byte order mark"}', 200),
        (b'{"message": "half an emoji \\ud83d"}', 200),
        (b'{"message": "\\u0000 \\u202e bidi"}', 200),
        (b'{"message": "a", "lang": "xx"}', 200),
    ],
)
def test_bodies(client, body, status):
    response = client.post(CHAT, data=body, content_type="application/json")
    if status == 200:
        assert response.status_code == 200
    else:
        assert_problem(response, status)


def test_lone_surrogates_become_replacement_characters(client, fake_bot):
    client.post(CHAT, data=b'{"message": "a \\ud83d b"}', content_type="application/json")
    assert fake_bot.calls[0]["text"] == "a \ufffd b"


def test_a_refused_value_is_not_repeated(client):
    problem = assert_problem(client.post(CHAT, json={"message": "a", "guide": 5, "my name is Ann": 1}), 422)
    assert "5" not in problem["detail"]


@pytest.mark.parametrize("path", [CHAT, "/api/feedback"])
def test_at_most_16_kilobytes(client, path):
    start = b'{"message": "'
    fits = start + b"a" * (API_BYTES - len(start) - 2) + b'"}'
    assert len(fits) == API_BYTES
    if path == CHAT:
        assert client.post(path, data=fits, content_type="application/json").status_code == 200
    assert_problem(client.post(path, data=fits + b" ", content_type="application/json"), 413)


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""])
def test_only_json(client, kind):
    assert_problem(client.post(CHAT, data=b'{"message": "a"}', content_type=kind), 415)


@pytest.mark.parametrize("method", ["get", "put", "delete", "patch"])
def test_wrong_method(client, method):
    response = getattr(client, method)(CHAT, headers={"Accept": "text/html"})
    assert_problem(response, 405)
    assert "POST" in response.headers["Allow"]


def test_faults_show_and_log_nothing_of_the_question(client, caplog):
    response = client.post(CHAT, json={"message": "explode, my name is Ann"})
    problem = assert_problem(response, 500)
    assert "Ann" not in json.dumps(problem)
    assert "RuntimeError" not in response.text
    assert "RuntimeError" in caplog.text
    assert "Ann" not in caplog.text


def test_feedback_is_counted(client, app):
    body = {"verdict": "helpful", "reasons": [], "kind": "answer", "passages": ["ml-engineer#pay-1"]}
    for _ in range(2):
        response = client.post("/api/feedback", json=body)
        assert response.status_code == 202
        models.Accepted.model_validate(json.loads(response.data))
    assert_problem(client.post("/api/feedback", json=body | {"verdict": "great"}), 422)
    assert "2 times “helped”" in client.get("/privacy").text


def test_guides(client):
    listed = json.loads(client.get("/api/guides").data)
    models.GuidesOut.model_validate(listed)
    assert [guide["id"] for guide in listed["guides"]] == ["ml-engineer", "hostile"]
    assert client.get(listed["guides"][0]["url"]).status_code == 200


def test_suggestions(client):
    listed = json.loads(client.get("/api/suggestions?guide=ml-engineer&lang=es").data)
    models.SuggestionsOut.model_validate(listed)
    assert_problem(client.get("/api/suggestions?guide=unknown"), 422)


def test_health(client, fake_bot):
    assert json.loads(client.get("/healthz").data) == {"status": "ok"}
    assert json.loads(client.get("/readyz").data) == {"status": "ready"}
    fake_bot.guides = {}
    assert_problem(client.get("/readyz"), 503)


def test_openapi_describes_the_routes(client, app):
    document = json.loads(client.get("/openapi.json").data)
    paths = {rule.rule for rule in app.url_map.iter_rules() if rule.rule.startswith(("/api/", "/healthz", "/readyz"))}
    assert set(document["paths"]) == paths
    schemas = document["components"]["schemas"]
    answer = json.loads(client.post(CHAT, json={"message": "disagree"}).data)
    assert set(answer) == set(schemas["ChatAnswer"]["properties"]) == set(schemas["ChatAnswer"]["required"])
    assert set(answer["citations"][0]) == set(schemas["CitationOut"]["properties"])
    assert schemas["Correction"]["properties"].keys() == {"from", "to"}
    for name in ("ChatRequest", "ChatAnswer", "FeedbackRequest"):
        assert schemas[name]["additionalProperties"] is False
    references = json.dumps(document).split('"$ref": "#/components/schemas/')[1:]
    assert {text.split('"')[0] for text in references} <= set(schemas)
