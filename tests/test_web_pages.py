"""The chat page as a plain form, and the other pages."""

from __future__ import annotations

import re
from html import unescape

import pytest
from web_fakes import FakeBot, fixed_answers

from bot import Settings
from web import create_app
from web.pages import SHOWN


class Form:
    """Fills in and sends the chat page's form, as a browser without JavaScript does."""

    def __init__(self, client) -> None:
        self.client = client
        self.page = client.get("/").text

    def hidden(self) -> list[tuple[str, str]]:
        form = re.search(r'<form id="ask".*?</form>', self.page, re.DOTALL)[0]
        pairs = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form)
        return [(name, unescape(value)) for name, value in pairs]

    def send(self, **fields: str) -> str:
        from werkzeug.datastructures import MultiDict

        action = re.search(r'<form id="ask"[^>]*action="([^"]+)"', self.page)[1]
        assert action in ("/#latest", "/?lang=es#latest")
        fields = {"message": ""} | fields
        response = self.client.post("/", data=MultiDict([*self.hidden(), *fields.items()]))
        assert response.status_code == 200
        self.page = response.text
        return self.page

    @property
    def questions(self) -> list[str]:
        return re.findall(r'<h2 class="asked".*?</span>(.*?)</h2>', self.page, re.DOTALL)


def test_a_conversation_in_three_posts(client, fake_bot):
    form = Form(client)
    form.send(message="prose, please")
    form.send(message='follow & "more"')
    page = form.send(suggestion="What skills do I need?")
    assert form.questions == ["prose, please", "follow &amp; &#34;more&#34;", "What skills do I need?"]
    assert page.count("A beginner earns $118,000.") == 2
    last = fake_bot.calls[-3:]
    assert [call["text"] for call in last] == ["prose, please", 'follow & "more"', "What skills do I need?"]
    assert [call["context"] for call in last[1:]] == ["token-4", "token-5"]
    assert page.count('id="latest"') == 1


def test_dropping_a_slot_answers_the_last_question_again(client, fake_bot):
    form = Form(client)
    form.send(message="prose")
    page = form.send(message="follow")
    assert 'name="drop" value="career"' in page
    page = form.send(drop="career", message="half typed")
    assert form.questions == ["prose", "follow"]
    assert fake_bot.calls[-1]["drop"] == ("career",)
    assert 'name="drop"' not in page
    form.send(message="table")
    assert [call["drop"] for call in fake_bot.calls[-3:]] == [(), ("career",), ()]


def test_long_conversations_are_folded(client, fake_bot):
    form = Form(client)
    for number in range(SHOWN + 3):
        form.send(message=f"prose {number}")
    assert len(form.questions) == SHOWN
    assert form.questions[-1] == f"prose {SHOWN + 2}"
    assert "Earlier questions are no longer shown" in form.page
    start = dict(form.hidden())["start"]
    assert start.startswith("token-")
    form.send(message="table")
    assert fake_bot.calls[-SHOWN - 1]["context"] == start
    assert len(fake_bot.calls) < SHOWN * SHOWN


def test_only_the_latest_reply_offers_buttons(client):
    form = Form(client)
    form.send(message="prose")
    page = form.send(message="follow")
    assert page.count('name="suggestion"') == 2
    assert page.count('class="suggestions"') == 1


def test_posted_answers_are_never_shown(client):
    page = client.post("/", data={"said": "pizza", "quote": "forged words", "message": "hi", "start": "forged"}).text
    assert "forged words" not in page
    assert page.count('<article class="exchange"') == 2


@pytest.mark.parametrize("fields", [{}, {"message": ""}, {"message": " \n "}, {"drop": "career"}, {"said": ""}])
def test_odd_posts(client, fields):
    assert client.post("/", data=fields).status_code == 200


def test_json_posted_to_the_page(client):
    assert client.post("/", json={"message": "a"}).status_code == 200


def test_scope_travels_in_the_form(client, fake_bot):
    page = client.get("/?guide=ml-engineer").text
    assert "Searching only in: Machine learning engineer" in page
    form = Form(client)
    form.page = page
    form.send(message="prose")
    assert fake_bot.calls[-1]["guide"] == "ml-engineer"
    assert client.get("/?guide=unknown").status_code == 200


def test_languages(client, fake_bot):
    assert '<html lang="en">' in client.get("/").text
    page = client.get("/?lang=es").text
    assert '<html lang="es">' in page
    assert "¿Qué te gustaría saber?" in page
    assert 'href="/guides?lang=es"' in page
    assert '<html lang="es">' in client.get("/", headers={"Accept-Language": "fr, es-MX;q=0.8, en;q=0.5"}).text
    assert "Accept-Language" in client.get("/").headers["Vary"]
    form = Form(client)
    form.page = page
    assert '<html lang="es">' in form.send(message="prose")
    assert fake_bot.calls[-1]["lang"] == "es"
    page = form.send(relang="en", message="not sent")
    assert '<html lang="en">' in page
    assert len(form.questions) == 1


@pytest.mark.parametrize(
    ("keyword", "expected"),
    [
        ("prose", ['<span class="gap"', "Qoollege, 2026 · reviewed 1 November 2026", "right 9 times in 10"]),
        (
            "table",
            ['<th role="rowheader" scope="row">Junior</th>', 'data-label="United Kingdom"><span class="quote">£45,000'],
        ),
        ("list", ['<p><span class="quote">The main tasks are:', "<li><span", "7 more in the guide"]),
        ("compare", ["Side by side", "<h4>Beginner</h4>", "<h4>Senior</h4>"]),
        (
            "disagree",
            ["The guides disagree: pay · ML engineer · US", "<h4>Qoollege, 2026</h4>", "JobCannon, 23 March 2026"],
        ),
        ("enginer", ["Searching for <b>engineer</b>", "<s>enginer</s>"]),
        ("follow", ["Still about <b>ML engineer</b>", 'aria-label="Forget ML engineer"']),
        (
            "pizza",
            ["don’t say anything about that.</p>", "Your school counselor", "How much does an ML engineer earn?"],
        ),
        ("vague", ["Which career do you mean?", 'value="Data scientist"']),
        ("hola", ['<div class="reply" lang="es">']),
        ("crisis", ['href="tel:988"', 'href="https://findahelpline.com"', "You don’t have to be alone", "A bad link"]),
    ],
)
def test_every_kind_of_reply(client, keyword, expected):
    page = client.post("/", data={"message": keyword}).text
    for piece in expected:
        assert piece in page, piece


def test_rows_of_one_table_stand_in_one_table(client):
    page = client.post("/", data={"message": "table"}).text
    assert page.count("<table") == 1
    assert page.count('<tr role="row">') == 3


def test_citations_open_the_guide_at_the_sentence(client):
    page = client.post("/", data={"message": "prose"}).text
    chip = re.search(r'<a class="chip" href="([^"]+)"[^>]*aria-label="([^"]+)"', page)
    assert chip[1] == "/guides/ml-engineer?s=1-3#s1"
    assert chip[2] == "Source 1: Machine learning engineer, How much does an ML engineer earn? (opens in a new tab)"
    assert client.get(chip[1].split("#")[0]).status_code == 200


def test_the_note_names_whom_to_ask(client):
    page = client.get("/").text
    assert "a program that quotes guides, not a person" in page
    assert "See Ms. Rivera, or call or text 988" in page


def test_without_a_name_the_counselor_is_in_the_pages_language():
    client = create_app(FakeBot(Settings())).test_client()
    assert "See your school counselor, or" in client.get("/").text
    assert "Habla con tu consejero escolar, o" in client.get("/?lang=es").text


def test_privacy_comes_from_the_settings(client):
    page = client.get("/privacy").text
    assert "Hill School" in page
    assert "Ms. Rivera" in page
    assert "<dt>Guides</dt><dd>2</dd>" in page


def test_every_reply_in_spanish(client):
    for keyword in fixed_answers():
        assert client.post("/?lang=es", data={"message": keyword, "lang": "es"}).status_code == 200


def test_the_fake_has_every_kind():
    kinds = {answer.kind for answer in FakeBot().fixed.values()}
    assert kinds == {"answer", "refusal", "clarify", "social", "crisis"}
