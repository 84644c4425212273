"""The conversation token: slots and terms of a Turn, signed, at most 2 KB. No text of a student, no time."""

from __future__ import annotations

import json
import secrets
from dataclasses import asdict, fields
from typing import Any

from itsdangerous import BadSignature, URLSafeSerializer

from bot.conversation import KEPT_TERMS
from bot.records import Turn

LONGEST = 2048


class Tokens:
    """Makes and reads tokens for one corpus. A token that is forged, damaged or of another corpus reads as None."""

    def __init__(self, secret: str | None, digest: str) -> None:
        self._serializer = URLSafeSerializer(secret or secrets.token_hex(32), salt="guidepost-context")
        self._digest = digest[:8]

    def make(self, turn: Turn) -> str:
        data: dict[str, Any] = {name: value for name, value in asdict(turn).items() if value}
        terms = sorted(turn.terms.items(), key=lambda pair: (-pair[1], pair[0]))[:KEPT_TERMS]
        if terms:
            data["terms"] = {term: round(weight, 3) for term, weight in terms}
        while True:
            token = self._serializer.dumps({"v": self._digest, **data})
            if len(token) <= LONGEST:
                return str(token)
            if data.get("terms"):
                data["terms"] = dict(list(data["terms"].items())[: len(data["terms"]) // 2])
            elif data.get("shown"):
                data["shown"] = ()
            else:
                return str(self._serializer.dumps({"v": self._digest}))

    def read(self, token: str | None) -> Turn | None:
        if not isinstance(token, str) or not token or len(token) > LONGEST:
            return None
        try:
            data = self._serializer.loads(token)
        except (BadSignature, ValueError, json.JSONDecodeError):
            return None
        if not isinstance(data, dict) or data.pop("v", None) != self._digest:
            return None
        known = {entry.name for entry in fields(Turn)}
        values = {
            name: tuple(value) if isinstance(value, list) else value for name, value in data.items() if name in known
        }
        return Turn(**values)
