"""Text → terms: figures made alike, words told apart that must be, one function for both sides."""

from __future__ import annotations

import pytest

from bot.words import fold, is_figure, is_stopword, known_stems, remember_stems, spell_out_us, stem, terms, tokens

# What different people write for the same figure → the one token it becomes.
FIGURES = {
    "118000": ["$118k", "$118K", "118k", "118,000", "$118,000", "$ 118,000", "118000", "118 k", "118 thousand"],
    "118001": ["118\u202f001", "118\u00a0001", "£118\u2009001", "118,001"],
    "45000": ["£45,000", "£45k", "45000", "€45k"],
    "1500000": ["1.5 million", "$1.5m", "1.5M", "1,500,000", "1500k"],
    "2000000000": ["$2bn", "2 billion", "2,000,000,000"],
    "40%": ["40%", "40 %", "40 percent", "40 per cent", "40Percent", "40+%"],
    "12.5%": ["12.5%", "12.5 percent"],
    "3-5": ["3-5", "3–5", "3 - 5", "3 to 5", "3−5"],
    "4:00": ["4 pm", "4pm", "4 p.m.", "4:00 PM", "16:00", "4:00", "4.00 pm"],
    "12:00": ["12:00", "12 pm", "0:00", "12 a.m."],
    "9:30": ["9:30", "09:30", "9:30am", "21:30"],
    "2026": ["2026"],
    "24": ["24"],
}  # fmt: skip


@pytest.mark.parametrize(("text", "token"), [(text, token) for token, texts in FIGURES.items() for text in texts])
def test_figures_are_made_alike(text: str, token: str) -> None:
    assert tokens(text) == [token]
    assert is_figure(token)
    assert stem(token) == token


# In a sentence, with what stands around it.
SENTENCES = {
    "It pays $118k to $191k per year.": ["it", "pays", "118000", "to", "191000", "per", "year"],
    "£90,000 – £130,000": ["90000", "130000"],
    "£90,000–£130,000": ["90000", "130000"],
    "3-5 years of work": ["3-5", "years", "of", "work"],
    "3 to 5% more": ["3", "to", "5%", "more"],
    "from 9:00 to 17:00": ["from", "9:00", "to", "5:00"],
    "at 4 p.m. sharp": ["at", "4:00", "sharp"],
    "in 2026, 24/7": ["in", "2026", "24", "7"],
    "10+ years": ["10", "years"],
    "an 18-year-old": ["an", "18", "year", "old"],
    "the 5th and 3d": ["the", "5th", "and", "3d"],
    "GPT-4": ["gpt", "4"],
    "a k8s cluster": ["a", "k8s", "cluster"],
    "state-of-the-art machine-learning": ["state", "of", "the", "art", "machine", "learning"],
    "C++ and C# and .NET": ["c++", "and", "c#", "and", ".net"],
    "a teacher's job, teachers' jobs": ["a", "teacher", "job", "teachers", "jobs"],
    "don’t, it’s": ["don't", "it's"],
    "ＡＩ ﬁeld": ["ai", "field"],
    "zero\u200bwidth so\u00adft": ["zerowidth", "soft"],
    "": [],
    "?!… 🙂": [],
}


@pytest.mark.parametrize(("text", "expected"), SENTENCES.items())
def test_sentences(text: str, expected: list[str]) -> None:
    assert tokens(text) == expected


@pytest.mark.parametrize("text", [*SENTENCES, *(text for texts in FIGURES.values() for text in texts)])
def test_tokens_of_tokens_are_the_same(text: str) -> None:
    once = tokens(text)
    assert tokens(" ".join(once)) == once
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("jobs in the US", True),
        ("the U.S. pays more", True),
        ("the U.S.A. pays", True),
        ("USA", True),
        ("US?", True),
        ("us?", True),
        ("ok and us", True),
        ("what about us?!", True),
        ("and us too", False),
        ("tell us more", False),
        ("can you help us", False),
        ("TELL US MORE ABOUT IT", False),  # all in capitals: nobody knows
        ("USB sticks", False),
        ("a BUS driver", False),
    ],
)
def test_the_country_is_not_the_pronoun(text: str, country: bool) -> None:
    assert ("usa" in tokens(text)) is country
    assert spell_out_us(spell_out_us(text)).split() == spell_out_us(text).split()


# Words that a stemmer merges although they mean something else.
@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("engineer", "engine"),
        ("university", "universe"),
        ("general", "generate"),
        ("intern", "internal"),
        ("market", "marketing"),
        ("policy", "police"),
        ("organ", "organization"),
        ("physics", "physician"),
        ("experience", "experiment"),
        ("several", "severe"),
        ("import", "important"),
        ("new", "news"),
        ("science", "scientist"),
        ("business", "busy"),
    ],
)
def test_words_that_stay_apart(one: str, other: str) -> None:
    assert stem(one) != stem(other)


@pytest.mark.parametrize(
    "family",
    ["engineer engineers engineering", "pay pays paid paying", "nurse nurses", "model models",
     "study studies studying", "university universities", "earn earns earned earning", "teach taught",
     "math maths mathematics"],
)  # fmt: skip
def test_words_that_come_together(family: str) -> None:
    assert len({stem(word) for word in family.split()}) == 1


def test_short_words_and_figures_are_their_own_stem() -> None:
    assert [stem(word) for word in ("ai", "ml", "gas", "c++", "40%", "3-5", "k8s")] == [
        "ai", "ml", "gas", "c++", "40%", "3-5", "k8s",
    ]  # fmt: skip


def test_terms_leave_out_stopwords_and_keep_order_and_repeats() -> None:
    assert terms("The nurses and the nurse, on the ward") == [stem("nurse"), stem("nurse"), stem("ward")]
    assert is_stopword("the")
    assert not is_stopword("nurse")


def test_passage_and_question_meet() -> None:
    assert set(terms("What do ENGINEERS’ jobs pay: 118K?")) >= set(terms("engineering job pays $118,000"))


def test_remembered_stems_are_used() -> None:
    remember_stems({"zyzzyvas": "zyzzyva"})
    assert stem("zyzzyvas") == "zyzzyva"
    assert known_stems()["zyzzyvas"] == "zyzzyva"
    known_stems()["zyzzyvas"] = "changed"  # a copy
    assert stem("zyzzyvas") == "zyzzyva"
