"""The chat JSON arranged for a page: quotes become paragraphs, lists and tables, side by side where they compare.

`static/answer.js` does the same in the browser; a browser test holds the two together.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from web.texts import Texts

_SAFE = re.compile(r"(https?://|tel:|sms:|mailto:|/(?!/))", re.IGNORECASE)


def safe_link(href: str) -> str | None:
    """The address if a tap on it can do no harm, else None."""
    return href if _SAFE.match(href) else None


def arrange(reply: dict[str, Any], texts: Texts) -> dict[str, Any]:
    """What the template shows of one reply: `single` parts, `columns` of parts, and lines in words."""
    comparison, disagreement = reply["comparison"], reply["disagreement"]
    columns: list[dict[str, Any]] = []
    if comparison:
        columns = [{"label": row["label"], "quotes": row["quotes"]} for row in comparison["rows"]]
    elif disagreement:
        columns = [{"label": _who_says(reply, quote, texts), "quotes": [quote]} for quote in disagreement["quotes"]]
    beside = {quote for column in columns for quote in column["quotes"]}
    alone = [number for number in range(len(reply["quotes"])) if number not in beside]
    return {
        "single": parts(reply, alone),
        "columns": [column | {"parts": parts(reply, column["quotes"])} for column in columns],
        "carried": [
            {"slot": slot, "name": texts.slot(slot), "value": value}
            for slot, value in ((reply["why"] or {}).get("carried_over") or {}).items()
        ],
        "citations": _cited(reply, texts),
        "links": [link | {"href": safe_link(link["href"])} for link in reply["links"]],
        "terms": sorted((reply["why"] or {}).get("terms") or {}, key=lambda term: -reply["why"]["terms"][term])[:8],
        "runner_up": _runner_up(reply),
    }


def parts(reply: dict[str, Any], quotes: Sequence[int]) -> list[dict[str, Any]]:
    """Neighbouring quotes of one passage become one paragraph or list; neighbouring rows of one table one table."""
    gathered: list[dict[str, Any]] = []
    for number in quotes:
        quote = reply["quotes"][number]
        passage = reply["passages"][quote["passage"]]
        last = gathered[-1] if gathered else None
        chip = quote["citation"] + 1
        if passage["table"]:
            guide = reply["citations"][quote["citation"]]["guide"]
            if not (last and last["kind"] == "table" and last["like"] == (guide, passage["table"]["header"])):
                last = {"kind": "table", "like": (guide, passage["table"]["header"]), "lang": quote["lang"]}
                last |= {"header": passage["table"]["header"], "rows": [], "chips": [], "passages": []}
                gathered.append(last)
            if quote["passage"] not in last["passages"]:
                last["passages"].append(quote["passage"])
                last["rows"] += _rows(passage["table"])
            if chip not in last["chips"]:
                last["chips"].append(chip)
            continue
        if not (last and last.get("passage") == quote["passage"]):
            kind = "list" if passage["kind"] in ("list", "steps", "timetable") else "prose"
            last = {"kind": kind, "passage": quote["passage"], "lang": quote["lang"], "items": [], "lead": None}
            gathered.append(last)
        gap = bool(last["items"]) and quote["span"][0] > last["end"] + 1
        if last["items"] and last["items"][-1]["chip"] == chip:
            last["items"][-1]["chip"] = None
        lines = quote["text"].split("\n")
        last["items"] += [{"text": line, "chip": None, "gap": False} for line in lines]
        last["items"][-len(lines)]["gap"] = gap
        last["items"][-1]["chip"] = chip
        last["end"] = quote["span"][1]
    for part in gathered:
        if part["kind"] == "list" and len(part["items"]) > 1 and part["items"][0]["text"].endswith(":"):
            part["lead"] = part["items"].pop(0)
    return gathered


def _rows(table: dict[str, Any]) -> list[list[dict[str, Any]]]:
    marked = {tuple(place) for place in table["marked"]}
    width = max([len(table["header"]), *(len(row) for row in table["rows"])])
    return [
        [
            {
                "text": row[column] if column < len(row) else "",
                "label": table["header"][column] if column < len(table["header"]) else "",
                "marked": (place, column) in marked,
            }
            for column in range(width)
        ]
        for place, row in enumerate(table["rows"])
    ]


def source_words(source: dict[str, Any], texts: Texts) -> str:
    """`Qoollege, 2026`: who says it and as of when."""
    return ", ".join(part for part in (source["publisher"] or source["title"], texts.date(source["date"])) if part)


def _cited(reply: dict[str, Any], texts: Texts) -> list[dict[str, Any]]:
    """The places that quotes point to, one a section and source, with the numbers of its citations."""
    places: dict[tuple[str, str, str], dict[str, Any]] = {}
    for number in sorted({quote["citation"] for quote in reply["quotes"]}):
        citation = reply["citations"][number]
        said = [source_words(source, texts) for source in citation["sources"]]
        if citation["reviewed"]:
            said.append(texts("chat.reviewed", date=texts.date(citation["reviewed"])))
        key = (citation["guide"], citation["section"], " · ".join(said))
        place = places.setdefault(key, {"title": citation["title"], "section": citation["section"], "numbers": []})
        place["said"] = key[2]
        place["numbers"].append(number + 1)
    return list(places.values())


def _who_says(reply: dict[str, Any], quote: int, texts: Texts) -> str:
    citation = reply["citations"][reply["quotes"][quote]["citation"]]
    said = [source_words(source, texts) for source in citation["sources"]]
    return " · ".join(said) or citation["title"]


def _runner_up(reply: dict[str, Any]) -> str | None:
    """The next best passage as `Guide: heading`, where the reply brings it along."""
    wanted = (reply["why"] or {}).get("runner_up")
    for passage in reply["passages"]:
        if passage["id"] == wanted:
            return " › ".join(passage["trail"]) or None
    return None
