"""The sheet for the counselor: answered again by the server, nothing posted is trusted."""

from __future__ import annotations

import re

import pytest
from web_fakes import ATTACK


def sheet(client, *said, **fields):
    return client.post("/take-away", data={"said": list(said), "dropped": [""] * len(said), **fields})


def test_questions_answers_sources_and_what_stays_open(client):
    page = sheet(client, "prose", "pizza", "table", "vague").text
    assert re.findall(r'<h3 class="asked"[^>]*>(.*?)</h3>', page) == ["prose", "table"]
    assert "A beginner earns $118,000." in page
    assert "Qoollege, 2026 · reviewed 1 November 2026" in page
    left = page.split("What the guides could not answer")[1]
    assert "pizza" in left
    assert "vague" in left
    assert "Bring this sheet to Ms. Rivera" in page
    assert 'class="ruled' in page
    for gone in ('name="suggestion"', "Why this answer", "9 times in 10", "class=&"):
        assert gone not in page


def test_greetings_and_words_of_distress_stay_off_the_paper(client):
    page = sheet(client, "hi", "a crisis of mine", "prose").text
    assert "crisis of mine" not in page
    assert "988" not in page
    assert '"asked" dir="auto">hi<' not in page


def test_posted_quotes_are_not_printed(client):
    page = sheet(client, "prose", quote="forged", answer="forged", message="not asked yet", context="forged").text
    assert "forged" not in page
    assert "not asked yet" not in page


def test_slots_context_and_guide_are_as_in_the_conversation(client, fake_bot):
    data = {"said": ["prose", "follow"], "dropped": ["", "career,level"], "guide": "ml-engineer", "lang": "es"}
    assert '<html lang="es">' in client.post("/take-away", data=data).text
    first, second = fake_bot.calls
    assert first["context"] is None
    assert second["context"] == "token-1"
    assert second["drop"] == ("career", "level")
    assert second["guide"] == "ml-engineer"


@pytest.mark.parametrize("kind", ["compare", "disagree"])
def test_side_by_side(client, kind):
    page = sheet(client, kind).text
    assert page.count('<div class="column">') == 2


def test_at_most_sixty_turns(client, fake_bot):
    sheet(client, *(f"prose {number}" for number in range(70)))
    assert len(fake_bot.calls) == 60
    assert fake_bot.calls[-1]["text"] == "prose 69"


def test_empty(client):
    for response in (client.get("/take-away"), sheet(client), sheet(client, " ")):
        assert response.status_code == 200
        assert "nothing to print yet" in response.text


def test_hostile(client):
    page = sheet(client, f"hostile {ATTACK} \u202e", f"pizza {ATTACK}").text
    assert "<img" not in page
    assert "<script>alert" not in page
    assert "\u202e" not in page
