"""The web side over the real bot and the shipped guides."""

from __future__ import annotations

import json
import re
from html import unescape

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from web import create_app, models

QUESTIONS = [
    "how much do ml engineers make?",
    "compare the pay of an ml engineer and a data scientist",
    "what is a typical day of a machine learning engineer?",
    "senior ml engineer salary uk",
    "what skills do i need?",
    "enginer salry",
    "best pizza in town?",
    "hi",
    "who are you?",
    "i want to kill myself",
    "",
    "🙂🙂",
    "\x00\u202e\ud83d",
    "¿cuánto gana un ingeniero de machine learning?",
    "x" * 10_000,
    "<script>alert(1)</script>",
]


@pytest.fixture(scope="module")
def client(real_bot):
    return create_app(real_bot).test_client()


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_answer_keeps_the_contract(client, question):
    body = json.dumps({"message": question})
    response = client.post("/api/chat", data=body, content_type="application/json")
    assert response.status_code == 200
    reply = json.loads(response.data)
    models.ChatAnswer.model_validate(reply)
    for quote in reply["quotes"]:
        start, end = quote["span"]
        assert reply["passages"][quote["passage"]]["text"][start:end] == quote["text"]
    for citation in reply["citations"]:
        path, anchor = citation["url"].split("#")
        page = client.get(path).text
        assert f'id="{anchor}"' in page
        assert "<mark>" in page


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    message=st.text(max_size=400),
    context=st.none() | st.text(max_size=50),
    drop=st.none() | st.lists(st.text(max_size=10), max_size=3),
    lang=st.none() | st.sampled_from(["en", "es", "xx", ""]),
)
def test_any_message_is_answered(client, message, context, drop, lang):
    asked = {"message": message, "context": context, "drop": drop, "lang": lang}
    response = client.post("/api/chat", data=json.dumps(asked), content_type="application/json")
    assert response.status_code == 200
    models.ChatAnswer.model_validate(json.loads(response.data))
    page = client.post("/", data={"message": message, "lang": lang or "", "drop": "career"})
    assert page.status_code == 200


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    body=st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    )
)
def test_any_json_is_answered_or_refused(client, body):
    response = client.post("/api/chat", data=json.dumps(body), content_type="application/json")
    assert response.status_code in (200, 422)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=st.binary(max_size=300))
def test_any_bytes_are_refused(client, body):
    for path in ("/api/chat", "/api/feedback"):
        assert client.post(path, data=body, content_type="application/json").status_code in (400, 422)


def test_a_citation_marks_exactly_what_was_quoted(client):
    reply = json.loads(client.post("/api/chat", json={"message": QUESTIONS[0]}).data)
    checked = 0
    for quote in reply["quotes"]:
        passage = reply["passages"][quote["passage"]]
        if passage["table"] or "\n" in quote["text"]:
            continue
        page = client.get(reply["citations"][quote["citation"]]["url"].split("#")[0]).text
        marked = " ".join(re.sub(r"<[^>]+>", "", text) for text in re.findall(r"<mark>(.*?)</mark>", page, re.DOTALL))
        assert unescape(" ".join(marked.split())) == quote["text"]
        checked += 1
    assert checked


@pytest.mark.parametrize("lang", ["en", "es"])
def test_the_plain_form_holds_a_conversation(client, lang):
    said: list[str] = []
    for question in QUESTIONS[:6]:
        data = {"said": said, "dropped": [""] * len(said), "lang": lang, "message": question}
        page = client.post("/", data=data)
        assert page.status_code == 200
        said.append(question)
        assert page.text.count('class="asked"') == len(said)


def test_every_guide_page(client, real_bot):
    for guide in real_bot.guides:
        page = client.get(f"/guides/{guide}").text
        ids = re.findall(r' id="([^"]+)"', page)
        assert len(ids) == len(set(ids)), guide
        assert set(re.findall(r'href="#([^"]+)"', page)) <= set(ids), guide


def test_starters_are_answered(client):
    page = client.get("/").text
    starters = re.findall(r'name="suggestion" value="([^"]+)"', page)
    assert starters
    for starter in starters:
        assert json.loads(client.post("/api/chat", json={"message": unescape(starter)}).data)["kind"] == "answer"
