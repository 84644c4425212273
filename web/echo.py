"""Making text that people typed safe to show again: no control characters, no bidi overrides, no broken Unicode."""

from __future__ import annotations

import re
from typing import Any

# C0 and C1 controls but tab and line feed; bidi marks, embeddings, overrides and isolates; line separators; BOM.
_UNSHOWN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u206f\ufeff\ufff9-\ufffb]"
)
_SURROGATE = re.compile("[\ud800-\udfff]")


def showable(text: str, longest: int = 2000) -> str:
    """The text without characters that could reorder or hide what stands around it, cut to `longest` code points."""
    text = _UNSHOWN.sub("", text.replace("\r\n", "\n")).strip()
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def whole(value: Any) -> Any:
    """Parsed JSON with lone surrogates (half an emoji, cut off by a client) made U+FFFD, so that UTF-8 can hold it."""
    if isinstance(value, str):
        return _SURROGATE.sub("\ufffd", value)
    if isinstance(value, list):
        return [whole(item) for item in value]
    if isinstance(value, dict):
        return {whole(key): whole(item) for key, item in value.items()}
    return value
