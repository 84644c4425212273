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


# Wordings of what students say to the bot, by the reply that they call for.
SAID = {
    "test_message": [
        "test",
        "just testing",
        "this is a test",
        "is this a test",
        "testing if this works",
        "is this working",
        "does it work",
        "are you online",
        "can you read me",
        "1234",
        "is the bot down",
        "123",
        "test message",
    ],
    "joke": [
        "tell me another joke",
        "sing me a song",
        "can you rap",
        "lets play a game",
        "wanna play chess",
        "do some stand up comedy",
        "say something funny",
        "can you tell me a riddle",
        "write me a poem",
        "play a game with me",
        "can you do stand up",
        "sing a song",
        "can we play tic tac toe",
        "make me laugh",
    ],
    "ask_human": [
        "can i talk to a person",
        "is there a real person i can talk to",
        "i want to speak with a counselor",
        "human please",
        "person please",
        "who can i talk to",
        "i need a real human",
        "how do i contact my counselor",
        "how do i talk to a human",
        "where do i find a counselor",
    ],
    "privacy": [
        "do you save my chats",
        "is this private",
        "who can see my messages",
        "delete my messages",
        "are you recording this",
        "can my parents read this",
        "what happens to my data",
        "will you tell my teacher",
        "remove my data",
    ],
    "school_year": [
        "im a junior",
        "im a sophomore",
        "i'm in 9th grade",
        "im in the 11th grade",
        "just a freshman",
        "im an 8th grader",
        "in 10th grade",
        "im a high school senior",
        "im in middle school",
        "i am a senior in high school",
    ],
    "personal_data": [
        "call me alex",
        "my name is dana",
        "my friends call me ben",
        "im 15",
        "i live at 12 oak street",
        "my phone number is 555 0101",
        "i am 16 years old",
        "my teacher is called mr lopez",
    ],
    "where_from": [
        "where do you get this",
        "where is this from",
        "how do you know all this",
        "how did you find that",
        "who wrote this",
        "who wrote the text",
        "who wrote the answers you show",
        "did a human write these answers",
        "did real people write the guides",
        "were these written by experts",
        "is this written by ai",
        "who told you that",
        "where do your numbers come from",
        "what are your sources",
        "how often is this updated",
        "who checks the guides",
        "where do these facts come from",
        "are the guides checked by anyone",
        "where did you learn all this",
        "how do you get your info",
        "where are the quotes from",
    ],
    "what_can_you_do": [
        "what is your purpose",
        "what is the point of this",
        "what is this good for",
        "what are you good at",
        "whats your job",
        "what can you help with",
        "what should i ask you",
        "how does this work",
    ],
    "can_i_trust_you": [
        "is this true",
        "are you sure",
        "do you make things up",
        "do you ever lie",
        "your answer is wrong",
        "what you say is wrong",
        "the info you gave me is wrong",
        "the quote is wrong",
        "are your numbers right",
        "can i trust this",
        "is that accurate",
        "that guide is wrong",
    ],
    "who_are_you": [
        "who are you",
        "what is this",
        "what is this site",
        "whats this app for",
        "what are you",
        "where do you live",
        "how old are you",
        "what school are you from",
        "which school are you from",
        "where are you from",
        "whats your name",
        "what is that thing",
        "what country are you from",
        "what city do you live in",
        "who am i talking to",
        "what does guidepost mean",
    ],
    "reaction": [
        "thats so sad",
        "i mean it",
        "thats crazy",
        "oh i see",
        "good to know",
        "i know",
        "wow thats a lot",
        "no way",
        "thats what i mean",
        "i see what you mean",
        "not sure",
        "me too",
    ],
    "feeling_low": [
        "im sad",
        "i feel sad today",
        "im really stressed out",
        "so stressed about exams",
        "im so anxious about my grades",
        "feeling down lately",
        "i got rejected from the soccer team",
        "i didnt make the team",
        "i got dumped",
        "i had a bad day",
        "i failed my math test",
        "my dog died",
        "i hate my teacher",
        "school is stressing me out",
        "i feel so lonely",
        "im worried about finals",
        "i bombed my chem final",
        "i was kicked out of choir",
        "today was awful",
        "im overwhelmed",
    ],
    "self_doubt": [
        "im so dumb",
        "i feel stupid",
        "im not smart enough",
        "im too dumb for this",
        "i dont understand anything im so stupid",
        "everyone is smarter than me",
        "this makes me feel dumb",
        "im such an idiot",
        "sorry im so slow",
        "i will never get this",
        "i feel like a failure",
    ],
}


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in SAID.items() for text in texts])
def test_hears_what_is_said_to_the_bot(replies: Replies, name: str, text: str) -> None:
    found = replies.match(text)
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize(
    "text",
    [
        "is it a 9 to 5 job",
        "is it 9 to 5",
        "is this a 9 to 5",
        "im 14 what should i do now",
        "im 15 what can i do",
        "can i start at 16",
        "can i do this at 15",
        "is 17 too young",
        "am i too old at 20",
        "is there a test",
        "do i have to take a test",
        "is there a test for it",
        "is it online",
        "can i do it online",
        "do you work alone",
        "do you work on site",
        "is it teamwork",
        "whats a standup",
        "what is the stand up",
        "do you have to do stand ups",
        "do they play games",
        "i want to make games",
        "i like to play games",
        "can i make a game",
        "do i have to write",
        "what do you write it in",
        "can i write it in java",
        "i want to write poems for a living",
        "what kind of person is this for",
        "what type of person likes this",
        "which person would be good at this",
        "do you talk to people a lot",
        "are you a person who likes math",
        "what person does that",
        "is there remote stuff",
        "is remote a thing",
        "what is the skill score",
        "how many scores are there",
        "are remote ones ok",
        "what % is remote",
        "are there clubs",
        "what clubs should i do",
        "im a junior what should i do",
        "im a sophomore is it too late",
        "im in 9th grade can i start",
        "what does a junior do",
        "is a junior paid well",
        "junior or senior",
        "what can a freshman do",
        "im a senior and i have no idea what to study",
        "senior pay",
        "junior year",
        "in my third year what level",
        "9 to 5",
        "at 16",
        "what is this job",
        "what do you have to do in this job",
        "what is the point of this job",
        "what do you need to be good at",
        "what is good about this job",
        "what tools do you use at work",
        "what is the goal of this job",
        "what do you do at work all day",
        "i was suspended once is medicine still possible",
        "how often do they update it",
        "what should a 10th grader do",
        "people call me a geek, is that good",
        "people say im a nerd is that good for this",
        "my friends call me lazy",
        "everyone calls me shy",
        "how do u get into that",
        "how do you get in",
        "how do you get there",
        "how do i get this job",
        "how do you learn this",
        "where do you learn that",
        "where can i learn this",
        "where do i find this",
        "how do you know what to learn",
        "how did you get in",
        "where do they use this",
        "how often is it used",
        "how old do you have to be",
        "who writes the code",
        "who checks the models",
        "who tells you what to do",
        "who decides what to build",
        "who writes the text for games",
        "whats that for",
        "what is it for",
        "what is that",
        "whats it called",
        "whats in it for me",
        "what does it do",
        "what school do i need",
        "what school do you go to for that",
        "which college is good for this",
        "what am i good at",
        "where do you work",
        "how much does the boss make",
        "how much does the boss of ai make",
        "how much do you make",
        "do you make a lot",
        "does it pay well",
        "do you make things",
        "do you make robots",
        "what do you make",
        "is it right for me",
        "is this a safe job",
        "in the us i mean",
        "in texas i mean",
        "i mean the data ones",
        "i mean in europe",
        "no i mean the pay",
        "i meant for seniors",
        "im stressed about picking a career",
        "i got rejected from mit can i still do it",
        "is it stressful",
        "are they stressed",
        "is this job sad",
        "im anxious is this job for me",
        "im worried ai will take my job",
        "is it lonely",
        "i failed algebra is it over",
        "do i have to be smart",
        "im bad at math",
        "im dumb at math can i still do it",
        "is it bad to be shy",
        "i failed math what now",
        "im scared of math",
        "im scared of coding",
        "am i too dumb for this",
        "do you feel stressed in this job",
        "im stressed about which major to pick",
        "will i be sad",
        "how stressful is it",
        "im not good at math",
        "im not good at coding",
        "im not smart enough for ai",
        "do dumb people get in",
        "i hate math",
        "my mom hates computers",
        "my dog is sick can i be a vet",
        "i was cut out for this",
        "im upset about the pay",
    ],
)
def test_questions_in_words_that_are_also_said_to_the_bot(replies: Replies, text: str) -> None:
    assert replies.match(text) is None


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


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("hola", Match("greeting", "es")),
        ("holaa", Match("greeting", "es")),
        ("hello", Match("greeting", "en")),
        ("gracias!!", Match("thanks", "es")),
        ("ok gracias", Match("thanks", "es")),
        ("muchas gracias me sirvió un montón", Match("thanks", "es")),
        ("estoy muy estresada por los exámenes", Match("feeling_low", "es")),
        ("ando agobiado con la escuela", Match("feeling_low", "es")),
        ("es muy estresante el trabajo", None),
        ("estoy preocupada por el futuro del trabajo", None),
        ("adios", Match("goodbye", "es")),
        ("hasta luego", Match("goodbye", "es")),
        ("bye", Match("goodbye", "en")),
        ("si", Match("reaction", "es")),
        ("no", Match("reaction", "en")),
        ("me puedes responder en español", Match("what_can_you_do", "es")),
        ("no hablo inglés", Match("what_can_you_do", "es")),
        ("eres aburrido", Match("insult", "es")),
        ("estoy aburrida", Match("bored", "es")),
        ("lo siento mucho", Match("sorry", "es")),
        ("es aburrido?", None),
        ("me siento sola", None),
        ("que es la inteligencia artificial", None),
        ("no se que estudiar", None),
        ("sirve estudiar matematicas", None),
    ],
)
def test_answers_in_the_language_of_the_message(replies: Replies, text: str, found: Match | None) -> None:
    assert replies.match(text) == found


@pytest.mark.parametrize(
    ("text", "left"),
    [("vale la pena un bootcamp", "vale la pena un bootcamp"), ("vale, cuanto ganan", "cuanto ganan")],
)
def test_cuts_no_half_of_a_spanish_phrase_off(replies: Replies, text: str, left: str) -> None:
    assert replies.strip_social(text) == left


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
