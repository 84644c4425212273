"""A small made-up corpus: work in a hospital. Nothing in it is about the shipped careers."""

from __future__ import annotations

from pathlib import Path

from bot import Bot, Settings
from bot.index import Index, build
from bot.reading import read_corpus

NURSE = """---
id: nurse
title: Registered Nurse
careers: [nurse]
sources: [ministry]
reviewed: 2026-10-01
---

# Registered Nurse

## What does a nurse do?

A nurse looks after patients on a ward. Dr. Lind's ward has twelve beds.

A nurse's main tasks:

- Measuring blood pressure
- Giving medicine on time
- Dressing wounds
- Writing the ward report

## How much does a nurse earn?

A nurse earns 52,000 to 61,000 dollars a year on average, $52k to $61k (2026).

| Role | United States | United Kingdom |
|---|---|---|
| Junior nurse | $48,000 – $52,000 | £27,000 – £31,000 |
| Senior nurse | $70,000 – $84,000 | £41,000 – £47,000 |

## A nurse's day

- 6:45 — Handover from the night shift
- 8:00 — Breakfast round
- 12:30 — Lunch in the canteen
- 14:00 — Visitors arrive

## How many hours does a nurse work?

A nurse works 38 hours a week in three shifts.

## How do you become a nurse?

Nursing school takes three years. A nurse needs a diploma in nursing, but no university degree.

1. Pass biology at school
2. Apply to a nursing school
3. Pass the state exam
"""

PARAMEDIC = """---
id: paramedic
title: Paramedic
careers: [paramedic]
sources: [ministry]
---

# Paramedic

## What does a paramedic do?

A paramedic drives to accidents in an ambulance and treats injured people on the spot.

## How much does a paramedic earn?

In the United States, a paramedic earns $39,000 to $46,000 a year.
{source: union}

## How many hours does a paramedic work?

A paramedic works 48 hours a week, in shifts of 12 hours.

## How do you become a paramedic?

Paramedic training takes 18 months. A driving licence is needed.
"""

MIDWIFE = """---
id: midwife
title: Midwife
careers: [midwife]
sources: [union]
---

# Midwife

## What does a midwife do?

A midwife helps at births and visits young families at home.

## How much does a midwife earn?

A midwife in the United Kingdom earns £33,000 to £42,000 a year.

## How do you become a midwife?

A midwife studies midwifery at a university for four years.
"""

LEXICON = """
careers:
  nurse: {name: registered nurse, aliases: [nurse, rn, ward nurse, nursing]}
  paramedic: {name: paramedic, aliases: [ambulance driver, emt]}
  midwife: {name: midwife, aliases: [midwifery, birth helper]}
"""

SOURCES = """
ministry: {title: Health careers, publisher: Ministry of Health, url: "https://health.example/careers", date: "2026-03"}
union: {title: Pay survey, publisher: Hospital union, date: "2026", note: members only}
"""

FAQS = """
- question: Is a nurse allowed to give medicine?
  also: [can nurses hand out pills]
  passages: [nurse#what-does-a-nurse-do-2]
  quote: [Giving medicine on time]
- question: What does a paramedic need to drive?
  passages: [paramedic#how-do-you-become-a-paramedic-1]
- question: Do midwives wear a uniform?
  answer: A midwife wears a light blue tunic.
  source: union
"""

# Questions that these guides don't answer; not among FILES.
GAPS = """
- question: How many nurses quit each year?
  also: [nurse turnover, share of nurses who leave, u quit as a nurse rn]
  gap: how many nurses quit
- question: Do paramedics own a helicopter?
  also: [can paramedics fly]
  gap: helicopters
"""

FILES = {
    "nurse.md": NURSE,
    "paramedic.md": PARAMEDIC,
    "midwife.md": MIDWIFE,
    "lexicon.yaml": LEXICON,
    "sources.yaml": SOURCES,
    "faqs/hospital.yaml": FAQS,
}


def write(folder: Path, files: dict[str, str] | None = None) -> Path:
    """Write files below a folder (those of the hospital if none are given) and return the folder."""
    for name, text in (FILES if files is None else files).items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    return folder


def make_index(folder: Path, files: dict[str, str] | None = None, **settings: object) -> Index:
    """An index in memory of the files, written to the folder first."""
    made = Settings(**settings)
    return build(read_corpus([write(folder, files)]), made)


def make_bot(folder: Path, files: dict[str, str] | None = None, **settings: object) -> Bot:
    """A bot in memory over the files, written to the folder first."""
    return Bot.from_guides([write(folder, files)], Settings(**{"secret": "for tests only", **settings}))
