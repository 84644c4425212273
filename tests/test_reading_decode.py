"""Encodings, newlines, control characters and binary data."""

from __future__ import annotations

import random

import pytest

from bot.errors import CorpusError
from bot.reading.decode import decode

TEXT = "Pay: £45,000 – £65,000\nCafé “owner”\n"


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("utf-16"),
        b"\xfe\xff" + TEXT.encode("utf-16-be"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        TEXT.encode("utf-32"),
        TEXT.encode("cp1252"),
    ],
    ids=["utf-8", "utf-8-bom", "utf-16", "utf-16-be-bom", "utf-16-le-bare", "utf-16-be-bare", "utf-32", "cp1252"],
)
def test_every_encoding_gives_the_same_text(data):
    assert decode(data, "guide.txt") == TEXT


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"", ""),
        (b"one\r\ntwo\rthree\n", "one\ntwo\nthree\n"),
        (b"one\x0ctwo", "one\ntwo"),
        (b"a\x00b\x07c\td\x7f", "abc\td"),
        (b"\x81caf\xe9", "café"),
        ("Zażółć jaźń".encode(), "Zażółć jaźń"),
        ("café ".encode() + b"caf\xe9 \x93x\x94", "café café “x”"),
        ("Маляр: 50 000 ₽".encode(), "Маляр: 50 000 ₽"),
        (b"caf\xc3", "cafÃ"),
    ],
    ids=[
        "empty",
        "newlines",
        "form feed",
        "controls",
        "latin-1",
        "polish",
        "mixed",
        "cyrillic",
        "cut",
    ],
)
def test_text_is_tidied(data, text):
    assert decode(data, "guide.txt") == text


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7\n", "PDF"),
        (b"PK\x03\x04" + b"x" * 50, "ZIP"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"\xff\xd8\xff\xe0", "JPEG"),
        (b"{\\rtf1\\ansi Hello}", "RTF"),
        (bytes(range(256)) * 20, "binary"),
        (random.Random(1).randbytes(20_000), "binary"),
        (b"\x00\x01\x02\x03" * 100, "binary"),
        (b"\x00" * 100, "binary"),
        (b"text " * 10 + b"\x00\x01\x02\x03" * 10, "binary"),
    ],
)
def test_binary_data_are_refused_by_name(data, kind):
    with pytest.raises(CorpusError, match=kind) as error:
        decode(data, "guides/odd.txt")
    assert [(fault.file, fault.line) for fault in error.value.faults] == [("guides/odd.txt", 0)]


@pytest.mark.parametrize("seed", range(5))
def test_any_bytes_give_text_or_a_clear_error(seed):
    chance = random.Random(seed)
    for size in (1, 2, 3, 7, 30, 500):
        try:
            text = decode(chance.randbytes(size), "guide.txt")
        except CorpusError:
            continue
        assert "\x00" not in text
        assert "\r" not in text


def test_large_files_decode_in_a_moment():
    assert len(decode(b"caf\xe9 " * 500_000, "big.txt")) == 2_500_000
