"""Fixed replies: what is social and what is a question, cutting greetings off, a corpus' own wordings."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from bot.errors import CorpusError
from bot.replies import LANGUAGES, Match, Replies

QUESTIONS = Path(__file__).parent.parent / "eval" / "questions" / "social.yaml"
NAMES = ("looked_for", "career", "options", "right", "about", "first", "second", "found", "missing", "to", "words")
VALUES = dict.fromkeys((*NAMES, "count", "date"), "a value of the usual length")


@pytest.fixture(scope="module")
def replies() -> Replies:
    return Replies.load()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("hi", "greeting"),
        ("heyyy", "greeting"),
        ("good afternoon!", "greeting"),
        ("yo", "greeting"),
        ("thx", "thanks"),
        ("ty sm", "thanks"),
        ("thanks for ur help today", "thanks"),
        ("cya later", "goodbye"),
        ("gtg class is starting", "goodbye"),
        ("have a good day", "goodbye"),
        ("hows it going", "how_are_you"),
        ("wyd", "how_are_you"),
        ("who r u", "who_are_you"),
        ("whats ur name", "who_are_you"),
        ("r u a robot", "are_you_human"),
        ("am i talking to a real person", "are_you_human"),
        ("is this chatgpt", "are_you_chatgpt"),
        ("what can u do", "what_can_you_do"),
        ("how do i use this", "what_can_you_do"),
        ("can i trust you", "can_i_trust_you"),
        ("whats your source", "where_from"),
        ("who built u", "who_made_you"),
        ("can my teacher see this", "privacy"),
        ("do you save my messages", "privacy"),
        ("will this be reported to my parents", "privacy"),
        ("is my data safe with u", "privacy"),
        ("u suck", "insult"),
        ("worst bot ever", "insult"),
        ("this is useless", "frustration"),
        ("thats not what i asked", "frustration"),
        ("hahahaha", "laugh"),
        ("lol ok", "laugh"),
        ("damn thats crazy", "reaction"),
        ("👍", "reaction"),
        ("ur so smart omg", "compliment"),
        ("im so bored", "bored"),
        ("sorry wrong chat", "sorry"),
        ("my name is sarah", "personal_data"),
        ("im 15 years old", "personal_data"),
        ("my number is 555 123 4567", "personal_data"),
        ("can i talk to a human", "ask_human"),
        ("tell me a joke", "joke"),
        ("will you marry me", "love"),
        ("testing 123", "test_message"),
        ("...", "empty"),
        ("buenos dias", "greeting"),
        ("muchas gracias", "thanks"),
        ("eres un robot", "are_you_human"),
        ("me llamo juan", "personal_data"),
        ("hasta mañana", "goodbye"),
        ("que puedes hacer", "what_can_you_do"),
    ],
)
def test_recognises_social_messages(replies: Replies, text: str, name: str) -> None:
    found = replies.match(text)
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize(
    "text",
    [
        "thanks! how much do nurses make",
        "how much do they make",
        "cool, and in the uk?",
        "hi what does a data scientist do",
        "good jobs in ai",
        "no experience jobs",
        "tell me more",
        "why",
        "is it hard",
        "how do i start",
        "what should i learn first",
        "i live in texas what jobs are there",
        "thats insane. what do they even do",
        "is a robot engineer well paid",
        "do they use chatgpt at work",
        "who do they report to",
        "how do you get into google",
        "hello world program",
        "what do ml engineers do",
        "hola cuanto gana un ingeniero",
        "",
    ],
)
def test_leaves_questions_alone(replies: Replies, text: str) -> None:
    found = replies.match(text)
    assert found is None or found.name == "empty"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("hey um so thanks but how much do nurses make", "how much do nurses make"),
        ("hi, what does a data scientist do? thanks", "what does a data scientist do?"),
        ("ok cool, how long does it take pls", "how long does it take"),
        ("thanks! and in the uk?", "and in the uk?"),
        ("thank you so much what is nlp", "what is nlp"),
        ("what is nlp lol", "what is nlp"),
        ("hola buenas cuanto gana un ingeniero", "cuanto gana un ingeniero"),
        ("how are you paid in this job", "how are you paid in this job"),
        ("good careers for math", "good careers for math"),
        ("i like math", "i like math"),
        ("hello", "hello"),
        ("", ""),
    ],
)
def test_cuts_greetings_and_thanks_off(replies: Replies, text: str, left: str) -> None:
    assert replies.strip_social(text) == left


def test_tells_the_language_of_the_message(replies: Replies) -> None:
    assert replies.match("muchas gracias", "es") == Match("thanks", "es")
    assert replies.match("thank you", "es") == Match("thanks", "en")


def test_every_reply_is_there_in_both_languages(replies: Replies) -> None:
    names = [set(replies.names(lang)) for lang in LANGUAGES]
    assert names[0] == names[1]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_replies_are_short_and_complete(replies: Replies, lang: str) -> None:
    for name in replies.names(lang):
        text = replies.text(name, lang, **{**VALUES, "school": "Lincoln High", "contact": "Ms. Rivera"})
        assert 0 < len(text) <= 400, name
        assert not re.search(r"[{}]", text), name
        for link in replies.links(name, lang):
            assert link["label"], name
            assert re.match(r"tel:|sms:|https://|/", link["href"]), name


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_crisis_card_names_its_help(replies: Replies, lang: str) -> None:
    text = replies.text("crisis", lang, school="Lincoln High", contact="Ms. Rivera")
    assert all(part in text for part in ("988", "911", "Lincoln High", "Ms. Rivera"))
    links = [link["href"] for link in replies.links("crisis", lang)]
    assert links == ["tel:988", "sms:741741", "https://findahelpline.com", "tel:911"]


def test_a_line_for_other_languages(replies: Replies) -> None:
    assert "anglais" in replies.text("other_language", "fr")
    assert "English" in replies.text("other_language", "xx")


def test_a_missing_value_is_an_error(replies: Replies) -> None:
    with pytest.raises(KeyError):
        replies.text("refusal", "en")
    with pytest.raises(KeyError):
        replies.text("no such reply", "en")


def test_a_corpus_brings_its_own_wording(tmp_path: Path) -> None:
    own = tmp_path / "replies.yaml"
    own.write_text("greeting:\n  text: Welcome to {school}!\n  says: [good health]\n", encoding="utf-8")
    (tmp_path / "replies.es.yaml").write_text("greeting: {text: ¡Bienvenidos!}\n", encoding="utf-8")
    for place in (own, tmp_path):
        replies = Replies.load(place)
        assert replies.text("greeting", school="Lincoln High") == "Welcome to Lincoln High!"
        assert replies.text("greeting", "es") == "¡Bienvenidos!"
        assert replies.match("hi") == Match("greeting", "en")
        assert replies.match("good health") == Match("greeting", "en")
        assert replies.text("thanks") == Replies.load().text("thanks")


@pytest.mark.parametrize(
    "content", ["greeting: 7\n", "- a\n", "greeting: {says: [hi]}\n", "greeting: {text: Hi, colour: red}\n", "a: [\n"]
)
def test_faults_of_a_corpus_own_wording(tmp_path: Path, content: str) -> None:
    (tmp_path / "replies.yaml").write_text(content, encoding="utf-8")
    with pytest.raises(CorpusError, match=r"replies\.yaml"):
        Replies.load(tmp_path)


@pytest.mark.parametrize(("split", "least"), [("dev", 1.0), ("test", 0.95)])
def test_recognises_labelled_social_messages(replies: Replies, split: str, least: float) -> None:
    cases = [case for case in yaml.safe_load(QUESTIONS.read_text(encoding="utf-8"))["cases"] if case["split"] == split]
    found = [replies.match(case["turns"][-1]) is not None for case in cases]
    assert sum(found) / len(found) >= least, f"{sum(found)} of {len(found)}"
