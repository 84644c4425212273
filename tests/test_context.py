"""The conversation token: small, signed, of one corpus, without a student's words."""

from __future__ import annotations

import base64
import random
import string
from pathlib import Path

import hospital
import pytest
from itsdangerous import URLSafeSerializer

from bot import Bot, Settings
from bot.context import LONGEST, Tokens
from bot.records import Turn

TURN = Turn(
    careers=("c:nurse",),
    topics=("t:pay",),
    levels=("l:senior",),
    places=("p:uk",),
    terms={"nurs": 0.7, "pay": 0.35},
    near={"nurse": 1.0, "nurse#pay": 0.5},
    shown=("nurse#pay-1",),
    asks=("money",),
)


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Bot:
    return hospital.make_bot(tmp_path_factory.mktemp("guides"))


@pytest.fixture
def tokens() -> Tokens:
    return Tokens("a secret", "0123456789abcdef")


@pytest.mark.parametrize("turn", [TURN, Turn(), Turn(careers=("c:a", "c:b")), Turn(terms={"x": 0.1})], ids=range(4))
def test_a_turn_comes_back_as_it_was(tokens: Tokens, turn: Turn) -> None:
    assert tokens.read(tokens.make(turn)) == turn
    assert tokens.make(turn) == tokens.make(turn)  # no time in it


def forged(token: str) -> str:
    payload, _, signature = token.rpartition(".")
    return f"{payload}.{'A' * len(signature)}"


def changed(token: str) -> str:
    return ("A" if token[0] != "A" else "B") + token[1:]


def unsigned(token: str) -> str:
    return token.rpartition(".")[0]


NONE = {
    "nothing": lambda token: None,
    "empty": lambda token: "",
    "forged": forged,
    "changed": changed,
    "unsigned": unsigned,
    "cut": lambda token: token[:-1],
    "too long": lambda token: token + "A" * LONGEST,
    "words": lambda token: "how much does a nurse earn",
    "not ASCII": lambda token: "é🙂",
    "a surrogate": lambda token: "\ud800",
    "a number": lambda token: 7,
    "a dict": lambda token: {"careers": ["c:nurse"]},
}


@pytest.mark.parametrize("spoil", NONE.values(), ids=NONE)
def test_a_token_that_is_none_of_ours_reads_as_none(tokens: Tokens, spoil) -> None:
    assert tokens.read(spoil(tokens.make(TURN))) is None


def test_another_secret_or_corpus_cannot_read_it(tokens: Tokens) -> None:
    token = tokens.make(TURN)
    assert Tokens("a secret", "0123456789abcdef").read(token) == TURN
    assert Tokens("another", "0123456789abcdef").read(token) is None
    assert Tokens("a secret", "fedcba9876543210").read(token) is None


def test_without_a_secret_each_bot_has_its_own() -> None:
    assert Tokens(None, "x").read(Tokens(None, "x").make(TURN)) is None


# Signed with our key, but of another shape: an older version, say. Never an exception.
@pytest.mark.parametrize(
    "data",
    [[], "x", None, {}, {"v": "01234567", "unknown": 1}, {"v": "01234567", "careers": "c:x"}, {"careers": ["c:x"]}],
    ids=str,
)  # fmt: skip
def test_signed_data_of_another_shape(tokens: Tokens, data: object) -> None:
    token = URLSafeSerializer("a secret", salt="guidepost-context").dumps(data)
    turn = tokens.read(token)
    assert turn is None or isinstance(turn, Turn)


def test_a_token_stays_small(tokens: Tokens) -> None:
    chance = random.Random(7)

    def word(size: int) -> str:
        return "".join(chance.choices(string.ascii_lowercase + "éß看🙂", k=size))

    huge = Turn(
        careers=tuple(f"c:{word(20)}" for _ in range(3)),
        terms={word(40): chance.random() for _ in range(500)},
        near={f"{word(30)}#{word(60)}": 1.0 for _ in range(8)},
        shown=tuple(f"{word(30)}#{word(60)}-1" for _ in range(3)),
    )
    token = tokens.make(huge)
    assert len(token) <= LONGEST == 2048
    read = tokens.read(token)
    assert read is not None
    assert read.careers == huge.careers  # the slots are worth more than terms
    assert set(read.terms) <= set(huge.terms)
    assert len(tokens.make(Turn(careers=("c:" + word(5000),)))) <= LONGEST


def payload(token: str) -> str:
    """What a token says, decompressed where it was compressed."""
    import zlib

    part = token.rpartition(".")[0]
    packed = part.startswith(".")
    data = base64.urlsafe_b64decode(part.lstrip(".") + "=" * (-len(part.lstrip(".")) % 4))
    return (zlib.decompress(data) if packed else data).decode("utf-8")


def test_no_words_of_a_student_stand_in_a_token(bot: Bot) -> None:
    asked = "My name is Petronella Zwick and I live in Gretna Green, how much do senior nurses earn in the UK?"
    answer = bot.answer(asked)
    said = payload(answer.context)
    assert "c:nurse" in said
    assert "how much" not in said
    assert asked not in said


def test_no_unknown_words_stand_in_a_token(bot: Bot) -> None:
    said = payload(bot.answer("My name is Petronella Zwick, how much do senior nurses earn in the UK?").context)
    assert "petronella" not in said
    assert "zwick" not in said


@pytest.mark.parametrize(
    "question",
    [
        "how much does a nurse earn",
        "volcano",
        "hello",
        "",
        "I want to die",
        "how much do they make",
        "wie viel verdient sie",
    ],
)
def test_every_reply_keeps_the_conversation(bot: Bot, question: str) -> None:
    token = bot.answer("how much does a nurse earn in the uk?").context
    after = bot.answer(question, token).context
    assert 0 < len(after) <= LONGEST
    hours = bot.answer("and how many hours do they work?", after)
    assert hours.text.startswith("A nurse works 38 hours a week")


def test_a_token_of_another_corpus_counts_as_none(bot: Bot, tmp_path: Path) -> None:
    two = hospital.make_bot(tmp_path, {"nurse.md": hospital.NURSE, "lexicon.yaml": hospital.LEXICON})
    token = bot.answer("how much does a nurse earn?").context
    assert bot._tokens.read(token) is not None
    assert two._tokens.read(token) is None
    assert two.answer("in the uk?", token).to_dict() == two.answer("in the uk?").to_dict()


def test_tokens_of_guides_given_as_records(bot: Bot) -> None:
    guides = list(bot.guides.values())
    secret = Settings(secret="the same")
    token = Bot.from_records(guides, secret).answer("how much does a nurse earn?").context
    assert Bot.from_records(guides[:2], secret)._tokens.read(token) is None
