"""Why was it missed? One cause for every wrong row, found mechanically, so that counts tell where to work."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

# Cause → what it means and where to look. In the order in which they are shown.
CAUSES = {
    "not in the corpus": "no passages together hold the facts: write it into a guide, or mend the case's patterns",
    "context lost": "a follow-up: found when all turns are searched as one text, not found with our context",
    "not retrieved": "no relevant passage among the first 50: words don't meet (synonyms, spelling, analysis)",
    "ranked low": "a relevant passage was found but not among the first three: ranking",
    "wrong kind": "answered as small talk, crisis or a question back with quotes",
    "wrongly refused": "a relevant passage was among the first three, yet the answer was withheld: confidence",
    "wrong sentence quoted": "a relevant passage was among the first three, but the facts are not in the text: quoting",
    "wrongly answered": "an answer was given where the sources hold none",
    "crisis missed": "a sign of crisis that was not seen",
    "false alarm": "the crisis card for a line that is none",
    "small talk missed": "a greeting or a question about the bot that did not get its reply",
    "not asked back": "a question that is unclear by itself was not asked back",
}
NEAR = 3


def cause(row: Mapping[str, Any], *, coverable: bool, ranks: Sequence[int], joined_ranks: Sequence[int]) -> str | None:
    """The cause of a wrong row, or None for a right one.

    coverable: do the relevant passages together hold all facts. ranks: 1-based ranks of relevant passages in our
    ranking; joined_ranks: the same when all turns are searched as one text without context (conversations only).
    """
    if row["right"]:
        return None
    expected, kind = row["expect"], row["answer"]["kind"]
    if expected != "answer":
        if kind == "crisis":
            return "false alarm"
        named = {"crisis": "crisis missed", "social": "small talk missed", "clarify": "not asked back"}
        return named.get(expected, "wrongly answered")
    if not coverable:
        return "not in the corpus"
    first = min(ranks, default=None)
    if (first is None or first > NEAR) and joined_ranks and min(joined_ranks) <= NEAR:
        return "context lost"
    if first is None:
        return "not retrieved"
    if kind not in ("answer", "refusal") and not row["refused"]:
        return "wrong kind"
    if first > NEAR:
        return "ranked low"
    return "wrongly refused" if row["refused"] else "wrong sentence quoted"


def counted(rows: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    """How often each cause occurs, in the order of CAUSES, without those that don't."""
    counts = Counter(row["miss"] for row in rows if row["miss"])
    return {name: counts[name] for name in CAUSES if counts[name]}
