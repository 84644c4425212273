"""Bytes of a text file → str, whatever its encoding; binary files get a clear error instead of garbage."""

from __future__ import annotations

import codecs
import re

from bot.errors import CorpusError, Fault

# What a file begins with when it is something else than text, and how to name it to people.
_MAGIC = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a ZIP archive or an Office document"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\x00", "a database"),
)
# Longest first: the mark of UTF-32 (little end) begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL_BYTES = bytes(code for code in (*range(32), 127) if code not in b"\t\n\r\f\v\x1b")
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]+")
_NEWLINES = re.compile("\r\n?|\x0b|\x0c|\x85|\u2028|\u2029")
_SAMPLE = 4096  # bytes looked at to recognise UTF-16 without a mark
_MOST_CONTROLS = 0.02  # share of control bytes above which a file is binary; random bytes have a tenth
_FEW_CONTROLS = 3  # … and so many are forgiven in a short file


def decode(data: bytes, path: str) -> str:
    """Decode UTF-8, UTF-16 (a byte-order mark is not needed for Western text) or Windows-1252 / Latin-1.

    Newlines become "\\n"; control characters other than tab and newline are dropped. A stray Windows-1252 byte in UTF-8
    is read as the letter it stands for. Raises CorpusError naming `path` when the data are not text.
    """
    text = _NEWLINES.sub("\n", _to_text(data, path))
    return _CONTROLS.sub("", text).removeprefix("\ufeff")


def _to_text(data: bytes, path: str) -> str:
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            raise CorpusError([Fault(path, 0, f"this is {kind}, not plain text")])
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    if encoding := _unmarked_utf16(data[:_SAMPLE]):
        return data.decode(encoding, "replace")
    controls = len(data) - len(data.translate(None, _CONTROL_BYTES))
    if controls > _FEW_CONTROLS and controls > _MOST_CONTROLS * len(data):
        raise CorpusError([Fault(path, 0, "this is binary data, not text")])
    return data.decode("utf-8", "guidepost-cp1252")


def _unmarked_utf16(sample: bytes) -> str:
    """The encoding, when every second byte is nearly always NUL and the others read as ordinary characters."""
    low, high = sample[0::2], sample[1::2]
    for encoding, letters, zeros in (("utf-16-le", low, high), ("utf-16-be", high, low)):
        printable = sum(32 <= byte < 127 or byte in b"\t\n\r" for byte in letters)
        if len(zeros) > 1 and zeros.count(0) > 0.6 * len(zeros) and printable > 0.6 * len(letters):
            return encoding
    return ""


def _as_windows_1252(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    wrong = error.object[error.start : error.end]
    return "".join(bytes([byte]).decode("cp1252", "ignore") for byte in wrong), error.end


codecs.register_error("guidepost-cp1252", _as_windows_1252)
