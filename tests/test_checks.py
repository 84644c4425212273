"""Each rule of bot.checks: what it must find, at which line, and what it must leave alone."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.checks import RULES, check_corpus

TODAY = date(2026, 11, 21)
SOURCES = "one:\n  title: A report\ntwo:\n  title: Another report\n"
LEXICON = "careers:\n  baker: {name: baker, aliases: [bread maker]}\n  potter: {name: potter, aliases: [clay artist]}\n"
FRONT = "---\nid: baker\ntitle: Baker\ncareers: [baker]\nsources: [one]\nreview_by: 2027-01-01\n---\n# Baker\n\n"
BODY = "## What does a baker do?\n\nA baker makes bread early in the morning.\n"
FAQ = "- question: When do bakers start?\n  also: [bakery hours]\n  passages: [baker#what-does-a-baker-do-1]\n"
LONG = "## How long does a baker learn?\n\n"
TWO = LONG + "A baker learns three years. {source: one}\n\nA baker learns two years. {source: two}\n"
DISPUTE = """- about: years of learning
  passages: [baker#how-long-does-a-baker-learn-1, baker#how-long-does-a-baker-learn-2]
  quote: [A baker learns three, A baker learns two]
"""


def write(folder: Path, **files: str) -> Path:
    """A corpus folder; `guide`, `faq`, `sources`, `lexicon` replace the sound defaults, "" leaves the file out."""
    texts = {"guide": FRONT + BODY, "faq": FAQ, "sources": SOURCES, "lexicon": LEXICON} | files
    names = {
        "guide": "guides/baker.md",
        "faq": "faqs/bakers.yaml",
        "sources": "sources.yaml",
        "lexicon": "lexicon.yaml",
    }
    for key, text in texts.items():
        path = folder / names.get(key, key.replace("__", "/"))
        path.parent.mkdir(parents=True, exist_ok=True)
        if text:
            path.write_text(text, encoding="utf-8")
    return folder


def found(folder: Path) -> list[str]:
    return [str(fault) for fault in check_corpus([folder], today=TODAY)]


def guide(body: str, front: str = FRONT) -> dict[str, str]:
    return {"guide": front + BODY + "\n" + body}


def test_a_sound_corpus_has_no_faults(tmp_path: Path) -> None:
    assert found(write(tmp_path)) == []


# (what is wrong, files that replace the sound ones, where it is found, words of the message)
FAULTY = [
    ("unknown field", {"guide": FRONT.replace("review_by", "reviewby") + BODY}, "guides/baker.md:6:", "'reviewby'"),
    ("no date", {"guide": FRONT.replace("2027-01-01", "next spring") + BODY}, "guides/baker.md:6:", "not a date"),
    ("review passed", {"guide": FRONT.replace("2027-01-01", "2026-11-20") + BODY}, "guides/baker.md:6:", "has passed"),
    ("unknown career", {"guide": FRONT.replace("[baker]", "[baker, smith]") + BODY}, "guides/baker.md:4:", "'smith'"),
    (
        "heading twice",
        guide("## What does a baker do?\n\nA baker also makes cakes in the afternoon.\n"),
        "guides/baker.md:14:",
        "stands already in line 10",
    ),
    ("empty section", guide("## What do bakers earn?\n"), "guides/baker.md:14:", "is empty"),
    ("dead link, guide", guide("Bakers know [millers](miller) well.\n"), "guides/baker.md:14:", "no guide 'miller'"),
    (
        "dead link, heading",
        guide("## Where do bakers work?\n\nBakers work in bakeries and more stands\n[here](baker#how-much).\n"),
        "guides/baker.md:17:",
        "no heading 'how-much'",
    ),
    ("dead link, own heading", guide("Bakers like [early hours](#early).\n"), "guides/baker.md:14:", "'early'"),
    ("source id twice", {"sources": SOURCES + "one: {title: The same}\n"}, "sources.yaml:5:", "already in line 1"),
    ("career id twice", {"lexicon": LEXICON + "  baker: {name: b}\n"}, "lexicon.yaml:4:", "already in line 2"),
    ("front matter twice", {"guide": FRONT.replace("title:", "id: b\ntitle:") + BODY},
     "guides/baker.md:3:", "already in line 2"),
    ("no source", {"guide": FRONT.replace("sources: [one]\n", "") + BODY}, "guides/baker.md:11:", "no source"),
    (
        "which source",
        {"guide": FRONT.replace("[one]", "[one, two]") + BODY},
        "guides/baker.md:12:",
        "which of the guide's 2 sources",
    ),
    ("unknown source, guide", {"guide": FRONT.replace("[one]", "[none]") + BODY}, "guides/baker.md:5:", "'none'"),
    (
        "unknown source, section",
        guide("## Where do bakers work?\n{source: nowhere}\n\nBakers work in bakeries of every size.\n"),
        "guides/baker.md:15:",
        "'nowhere'",
    ),
    (
        "unknown source, block",
        guide("Bakers need good hands for kneading. {source: nobody}\n"),
        "guides/baker.md:14:",
        "'nobody'",
    ),
    ("source of a FAQ answer", {"faq": "- question: Is flour dusty?\n  also: [dust]\n  answer: Flour is dusty.\n"},
     "faqs/bakers.yaml:3:", "no source"),
    (
        "money without time",
        guide("Bakers work hard.\n\nA baker earns $30,000 in the United States.\n"),
        "guides/baker.md:16:",
        "money without a year",
    ),
    (
        "money in a table without time",
        guide("## What do bakers earn?\n\n| Role | Germany |\n|---|---|\n| Baker | €30,000 |\n"),
        "guides/baker.md:18:",
        "money without a year",
    ),
    (
        "a yearly bonus is no rate of pay",
        guide("The $30,000 of a baker counts the yearly bonus.\n"),
        "guides/baker.md:14:",
        "money without a year",
    ),
    ("no currency", guide("A baker earns 30,000 per year.\n"), "guides/baker.md:14:", "without a currency"),
    ("bare number", guide("The patience of a baker is rated 76.\n"), "guides/baker.md:14:", "number without a unit"),
    (
        "bare pronoun",
        guide("Bakers sleep early. They get up at three.\n"),
        "guides/baker.md:14:",
        "“They”",
    ),
    ("bare pronoun, this", guide("This makes a baker tired.\n"), "guides/baker.md:14:", "“This”"),
    ("bare pronoun in a list", guide("A baker's oven:\n\n- It is hot.\n- Ovens of bakers are big.\n"),
     "guides/baker.md:16:", "“It”"),
    (
        "said twice",
        guide("A baker makes bread early in the morning.\n"),
        "guides/baker.md:14:",
        "stands already in line 12",
    ),
    ("alias of two careers", {"lexicon": LEXICON.replace("clay artist", "bread makers")}, "lexicon.yaml:3:", "baker"),
    ("alias twice", {"lexicon": LEXICON.replace("[clay artist]", "[clay artist, Clay Artist]")}, "lexicon.yaml:3:",
     "stands twice"),
    ("no wordings", {"faq": FAQ.replace("  also: [bakery hours]\n", "")}, "faqs/bakers.yaml:1:", "no other wordings"),
    ("its own wording only", {"faq": FAQ.replace("bakery hours", "when do bakers start?")}, "faqs/bakers.yaml:1:",
     "no other wordings"),
    (
        "wording of two FAQs",
        {"faq": FAQ + FAQ.replace("When do bakers start?", "What is it like?")},
        "faqs/bakers.yaml:5:",
        "'bakery hours' stands already in faqs/bakers.yaml, line 2",
    ),
    (
        "wording of an FAQ and of a gap",
        {"faq": FAQ + "- question: What do ovens cost?\n  also: [Bakery hours?]\n  gap: the price of ovens\n"},
        "faqs/bakers.yaml:5:",
        "'Bakery hours?' stands already in faqs/bakers.yaml, line 2",
    ),
    ("a gap that is answered", {"faq": FAQ + "  gap: bakery hours\n"}, "faqs/bakers.yaml:1:", "is a gap, so"),
    ("dead passage", {"faq": FAQ.replace("do-1", "do-9")}, "faqs/bakers.yaml:3:", "no passage 'baker#"),
    ("dead quote", {"faq": FAQ + "  quote: [A potter makes]\n"}, "faqs/bakers.yaml:4:", "begins with 'A potter"),
    ("quote without passage", {"faq": FAQ + "  quote: [A baker makes, more]\n"}, "faqs/bakers.yaml:4:", "no passage"),
    ("dead passage of a dispute", guide(TWO) | {"disagreements.yaml": DISPUTE.replace("learn-2", "learn-7")},
     "disagreements.yaml:1:", "no passage 'baker#how-long-does-a-baker-learn-7'"),
    ("dead line of a dispute", guide(TWO) | {"disagreements.yaml": DISPUTE.replace("learns two", "learns ten")},
     "disagreements.yaml:1:", "begins with 'A baker learns ten'"),
    ("a dispute with one side", guide(TWO.replace("two}", "one}")) | {"disagreements.yaml": DISPUTE},
     "disagreements.yaml:1:", "'years of learning' are of one source"),
    ("broken dispute", {"disagreements.yaml": DISPUTE.replace("quote", "qote")}, "disagreements.yaml:1:", "`quote`"),
    ("a dispute twice", guide(TWO) | {"disagreements.yaml": DISPUTE + "  about: years\n"},
     "disagreements.yaml:4:", "stands already in line 1"),
    # Reading's own faults are among them.
    ("one id twice", {"guides__other.md": "---\nid: baker\nsources: [one]\n---\n# Other\n\nText of it.\n"},
     "guides/other.md:1:", "already taken"),
    ("broken YAML", {"guide": "---\ntitle: [a\n---\n# A\n"}, "guides/baker.md:", "not valid YAML"),
    ("broken FAQ", {"faq": FAQ.replace("question", "qestion")}, "faqs/bakers.yaml:1:", "no `question`"),
    ("broken replies", {"replies.yaml": "greeting: 7\n"}, "replies.yaml: ", "needs a text"),
    ("broken lexicon", {"lexicon": "careers: [baker]\n"}, "lexicon.yaml: ", "must map ids"),
]  # fmt: skip


@pytest.mark.parametrize(("files", "where", "message"), [case[1:] for case in FAULTY], ids=[case[0] for case in FAULTY])
def test_finds(tmp_path: Path, files: dict[str, str], where: str, message: str) -> None:
    faults = found(write(tmp_path, **files))
    assert any(fault.startswith(where) and message in fault for fault in faults), faults


# What must not be called a fault.
SOUND = {
    "front matter with every field": {
        "guide": FRONT.replace("id: baker", "id: baker\nreviewed: 2026-01-01\nlanguage: en\nlicence: CC-BY-4.0") + BODY
    },
    "review date today": {"guide": FRONT.replace("2027-01-01", "2026-11-21") + BODY},
    "a career by its name": {"guide": FRONT.replace("careers: [baker]", "careers: [Baker]") + BODY},
    "one heading under two parents": guide(
        "## In town\n\n### Pay of bakers\n\nTown bakers earn more.\n\n"
        "## On land\n\n### Pay of bakers\n\nLand bakers earn less.\n"
    ),
    "a heading of subsections": guide("## Places\n\n### In cities\n\nCity bakers are many.\n"),
    "links that lead somewhere": guide(
        "Bakers: [here](baker), [there](baker#what-does-a-baker-do), [up](#what-does-a-baker-do), [web](https://example.org).\n"
    ),
    "a source for the section": {
        "guide": FRONT.replace("[one]", "[one, two]") + BODY.replace("do?\n", "do?\n{source: one}\n")
    },
    "money per year": guide("A baker in Germany earns €30,000 per year.\n"),
    "money per hour": guide("A baker in Germany earns €14 an hour.\n"),
    "money with its year": guide("A baker in Germany earns €30,000 (2026).\n"),
    "money whose heading says the year": guide(
        "## What did bakers earn in 2026?\n\n| Role | Germany |\n|---|---|\n| Master baker | €40,000 |\n"
    ),
    "money whose lead-in says the time": guide("Yearly pay of bakers:\n\n- Germany: €30,000\n- France: €28,000\n"),
    "dollar signs for cost": guide("A course for bakers is cheap ($), school is dear ($$$).\n"),
    "numbers that say what they count": guide(
        "A baker starts in year 1. Patience of bakers is rated 76/100. Bakers bake until 2030.\n"
        "About 30,000 people are paid bakers.\n"
    ),
    "an it that stands for nothing": guide(
        "It is hard to get up early as a baker. It takes years to become a baker.\n"
    ),
    "this with its noun": guide("This work of bakers is hard. That bread of bakers is good.\n"),
    "a pronoun inside": guide("Bakers sleep early, because they get up at three.\n"),
    "an FAQ that answers itself": {
        "faq": "- question: Is flour dusty?\n  also: [flour dust]\n  answer: Flour of bakers is dusty.\n  source: one\n"
    },
    "a file of gaps": {
        "faqs__gaps.yaml": "- question: What do ovens cost?\n  also: [oven prices]\n  gap: the price of ovens\n"
    },
    "gaps and nothing else": {
        "faq": "- question: What do ovens cost?\n  also: [oven prices]\n  gap: the price of ovens\n"
        "- question: Where is flour grown?\n  also: [flour fields]\n  gap: where flour comes from\n"
    },
    "a dispute with two sides": guide(TWO) | {"disagreements.yaml": DISPUTE},
    "a quote that begins a line": {"faq": FAQ + "  quote: [A baker makes bread]\n"},
    "an alias twice in topics": {"lexicon": LEXICON + "topics:\n  a: {words: [oven]}\n  b: {words: [oven]}\n"},
    "replies of its own": {
        "replies.yaml": "greeting: {text: Welcome to the bakers!}\n",
        "replies.es.yaml": "greeting: {text: ¡Bienvenidos!}\n",
    },
    "a README": {"README.md": "# How to\n\nThey say [nothing](nowhere).\n"},
    "a folder of one's own, without sources and lexicon": {
        "guide": FRONT.replace("[baker]", "[smith]").replace("[one]", "[none]") + BODY,
        "sources": "",
        "lexicon": "",
    },
    "pasted text keeps its words": {
        "old.txt": "Cooks\n\nThey earn $900 there. This is hard. Cooks work in kitchens all day long.\n",
        "sources": "",
    },
}


@pytest.mark.parametrize("files", SOUND.values(), ids=SOUND)
def test_leaves_alone(tmp_path: Path, files: dict[str, str]) -> None:
    assert found(write(tmp_path, **files)) == []


def test_everything_at_once_sorted_by_place(tmp_path: Path) -> None:
    body = "They bake. A baker earns $9 there.\n\n[Go](nowhere).\n"
    faults = found(write(tmp_path, **guide(body), faq=FAQ.replace("do-1", "do-2"), sources=SOURCES + "one: {}\n"))
    assert [fault.split(": ")[0] for fault in faults] == [
        "faqs/bakers.yaml:3",
        "guides/baker.md:14",
        "guides/baker.md:14",
        "guides/baker.md:16",
        "sources.yaml",
        "sources.yaml:5",
    ]


def test_a_guide_that_cannot_be_read_makes_no_link_dead(tmp_path: Path) -> None:
    files = guide("Bakers know [millers](miller#pay).\n") | {"guides__miller.md": "---\ntitle: [a\n---\n# M\n"}
    faq = FAQ + "- question: And millers?\n  also: [mill]\n  passages: [miller#pay-1]\n"
    assert [fault.split(":")[0] for fault in found(write(tmp_path, **files, faq=faq))] == ["guides/miller.md"]


def test_a_passage_that_nobody_could_find(tmp_path: Path) -> None:
    """Twenty sections that ask and answer the same: ten of them come first, whatever is asked."""
    same = "".join(f"## Part {letter}\n\n### Bread\n\nBread bread bread.\n\n" for letter in "ABCDEFGHIJKLMNOPQRST")
    faults = found(write(tmp_path, guide=FRONT + same, faq=""))
    assert len([fault for fault in faults if "nobody could find" in fault]) == 10, faults


def test_faults_of_paths_are_reported(tmp_path: Path) -> None:
    assert [str(fault) for fault in check_corpus([tmp_path / "none"])] == [
        f"{tmp_path / 'none'}: no such file or folder"
    ]


def test_every_rule_says_why() -> None:
    assert all(rule.__doc__ and len(rule.__doc__) > 40 for rule in RULES)
