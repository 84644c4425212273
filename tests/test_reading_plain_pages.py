"""Plain text: whole pages of our own, and the seeds."""

from __future__ import annotations

from pathlib import Path

import pytest
from plain_pages import SEED_FILES, SEEDS, headings, outline, read, section

from bot.records import Block, Guide

# --- whole pages of our own ------------------------------------------------------------------------------------------


def sample(name: str) -> Guide:
    return read((Path(__file__).parent / "samples" / f"{name}.txt").read_text(encoding="utf-8"), name)


def test_nurse_in_poland():
    """A page with notices, menu, by-line, a run-together table of two columns in zł and questions as headings."""
    guide = sample("nurse_poland")
    assert guide.title == "How to Become a Nurse in Poland"
    assert outline(guide) == [
        "1 How to Become a Nurse in Poland: " + " ".join(["prose"] * 11) + " table",
        "2 What you would do: prose list",
        "2 What nurses earn: table prose prose",
        "2 The way into nursing: steps",
        "2 How long does it take to specialise?: prose",
        "2 Can I work abroad with a Polish degree?: prose",
        "2 Strengths and limits: list list prose prose prose",
    ]
    facts = guide.sections[0].blocks[-1]
    assert facts.lead == "At a glance"
    assert facts.rows[2] == ("Typical week", "37 h 55 min in shifts")
    duties = section(guide, "What you would do").blocks[1]
    assert duties.lead == "On most wards you will:"
    assert duties.sentences[2] == "Explain a treatment to patients and families — calmly, and as often as it takes"
    pay = section(guide, "What nurses earn").blocks[0]
    assert pay.header == ("Position", "Public hospital", "Private clinic")
    assert pay.rows == (
        ("Junior nurse", "6 500 – 7 400 zł", "7 000 – 8 500 zł"),
        ("Specialist nurse (5+ years)", "8 200 – 10 100 zł", "9 000 – 12 000 zł"),
        ("Ward manager", "10 500 – 13 000 zł", "—"),
    )
    assert section(guide, "The way into nursing").blocks[0].sentences[2] == (
        "Do 2,300 hours of practice. Most of them are on wards."
    )
    assert [block.lead for block in section(guide, "Strengths and limits").blocks[:2]] == ["Good sides", "Hard sides"]


def test_marine_electrician():
    """A page without blank lines: numbered eyebrows, tables of four columns and more, stamps together with speakers."""
    guide = sample("marine_electrician")
    assert guide.title == "Marine electrician in brief"
    assert outline(guide) == [
        "2 Marine electrician in brief: prose table",
        "2 What the trade pays: table prose",
        "2 What you need to bring: table",
        "2 Three ways to the trade: table",
        "2 A shift in dry dock: timetable",
        "2 Talking with a foreman: prose",
        "3 How did you come to ships, Tom?: prose prose prose",
        "3 What is dangerous about the work?: prose",
        "3 And what do you look for in an apprentice?: prose",
        "2 Questions we hear often: ".rstrip(": "),
        "3 Do I need to swim?: prose",
        "3 Is colour blindness a problem?: prose",
        "3 Can I move to offshore wind later?: prose",
    ]
    assert guide.sections[0].blocks[1].rows[2] == ("Weekly hours", "37–45, with call-outs")
    pay = section(guide, "What the trade pays").blocks[0]
    assert pay.header == ("Yard", "Apprentice (year 1)", "Newcomer", "Experienced", "Foreman")
    assert [row[1] for row in pay.rows] == ["£14,500", "£14,000", "£15,250"]
    assert pay.rows[2] == ("Solent", "£15,250", "£29,000 - £33,000", "£38,000 - £45,000", "£51k+")
    assert section(guide, "What you need to bring").blocks[0].rows[1] == ("Fault finding", "95%")
    assert section(guide, "Three ways to the trade").blocks[0].rows == (
        ("Apprenticeship with a yard", "70% choose", "From 16", "Paid"),
        ("College course", "20% choose", "From 17", "Free under 19"),
        ("Retraining from house electrics", "10% choose", "Any age", "Loan"),
    )
    assert section(guide, "A shift in dry dock").blocks[0].sentences[2] == "10:00 Tea"
    answer = section(guide, "What is dangerous about the work?")
    assert answer.trail == ("Interview", "Talking with a foreman", "Mia")
    assert answer.blocks[0].label == "01:13 Tom"
    assert answer.blocks[0].sentences[0] == "Voltage, heights and hurry."
    assert section(guide, "Do I need to swim?").trail == ("FAQ", "Questions we hear often")


def test_baker_in_germany():
    """A text file: hard-wrapped, headings underlined, a tab-separated table in €, steps, questions marked Q: and A:."""
    guide = sample("baker_germany")
    assert outline(guide) == [
        "1 Baker in Germany: prose",
        "2 Working hours: prose timetable",
        "2 Pay: table list",
        "2 How to become one: steps",
        "2 Questions and answers",
        "3 Do I need a school leaving certificate?: prose",
        "3 Can I study afterwards?: prose list",
        "3 Is flour allergy common?: prose",
    ]
    assert guide.sections[0].blocks[0].sentences[-1] == "In the U.S. there is nothing quite like it."
    day = section(guide, "Working hours").blocks[1]
    assert (day.lead, day.sentences[0]) == (
        "A day in a small bakery in Bremen:",
        "02:00 - 02:30 Light the oven, weigh flour",
    )
    pay = section(guide, "Pay").blocks[0]
    assert pay.header == ("Stage", "Lower end", "Upper end")
    assert pay.rows[2] == ("Master baker", "3.300 €", "4.600 €")
    assert section(guide, "Pay").blocks[1].lead == "What matters:"
    assert section(guide, "How to become one").blocks[0].sentences[0] == (
        "Take an internship of one or two weeks. Most bakeries are glad to be asked."
    )
    study = section(guide, "Can I study afterwards?").blocks
    assert (study[0].sentences, study[1].lead) == (("As a master you can.",), "There are courses such as:")


def test_pilot_in_india():
    """A dense page: label and figure on alternating lines, a table of pipes in ₹, a countdown, an interview."""
    guide = sample("pilot_india")
    assert outline(guide) == [
        "1 Airline Pilot in India: Training, Cost and Pay: prose prose prose",
        "2 QUICK FACTS: table",
        "2 Pay by rank: table prose",
        "2 Steps to the cockpit: steps",
        "2 An interview with a captain",
        "3 Captain Rao, when did you know you wanted to fly?: prose",
        "3 And was it as good as it looked?: prose prose prose",
        "2 Books and links: list prose prose prose",
    ]
    facts = section(guide, "QUICK FACTS").blocks[0]
    assert facts.rows[1] == ("Cost of training", "₹55,00,000 – ₹1,00,00,000")
    assert len(facts.rows) == 4
    pay = section(guide, "Pay by rank").blocks[0]
    assert (pay.header, pay.rows[2]) == (("Rank", "Monthly pay", "Flying hours"), ("Captain", "₹6–9 lakh", "3,000+"))
    assert section(guide, "Steps to the cockpit").blocks[0].sentences[0] == "10. Type rating on an A320 or a B737"
    assert section(guide, "And was it as good as it looked?").blocks[0].label == "Captain Rao"


# --- the seeds -------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def seeds() -> list[Guide]:
    if len(SEED_FILES) != 3:
        pytest.skip(f"the three seeds are not in {SEEDS}")
    return [read(path.read_text(encoding="utf-8"), path.stem) for path in SEED_FILES]


def table_of(guide: Guide, heading: str) -> Block:
    (table,) = [block for block in section(guide, heading).blocks if block.kind == "table"]
    return table


def test_seed_salaries(seeds):
    table = table_of(seeds[2], "AI/ML Career Salary Breakdown (2026)")
    assert table.header == ("Role", "United States", "United Kingdom", "Remote")
    assert [len(row) for row in table.rows] == [4] * 6
    assert table.rows[0] == (
        "Junior ML Engineer (0-2 years)",
        "$100,000 – $130,000",
        "£45,000 – £65,000",
        "$80,000 – $115,000",
    )
    assert table.rows[5][2] == "£120,000 – £200,000+"
    note = section(seeds[2], "AI/ML Career Salary Breakdown (2026)").blocks[1]
    assert (note.kind, note.line) == ("prose", 31)


def test_seed_timetable(seeds):
    (day,) = [
        block for block in section(seeds[0], "What professionals actually do").blocks if block.kind == "timetable"
    ]
    assert [line.split(" — ")[0] for line in day.sentences] == [
        "9:00",
        "9:30",
        "10:00",
        "12:00",
        "1:00",
        "2:30",
        "4:00",
        "5:30",
    ]
    assert day.sentences[5] == "2:30 — Deploy or update a model and monitor how it behaves"
    assert day.lead == "A representative day"


def test_seed_rows(seeds):
    guide = seeds[0]
    assert [row[0] for row in table_of(guide, "Career snapshot").rows] == [
        "Common titles",
        "Where they work",
        "Typical hours",
        "Top skills",
    ]
    assert table_of(guide, "Skills required").rows == (
        ("Logic & abstraction", "92/100"),
        ("Communication", "76/100"),
        ("Python coding", "90/100"),
        ("Math & statistics", "94/100"),
        ("Systems thinking", "88/100"),
    )
    assert table_of(guide, "Education and training map").rows == (
        ("4-year degree in CS or related field", "60% take", "4 yrs", "$$$"),
        ("Master's degree for advanced roles", "20% take", "1-2 yrs", "$$$"),
        ("Bootcamp plus strong portfolio", "10% take", "3-12 mos", "$$"),
        ("Self-taught with projects and online courses", "10% take", "Flexible", "$"),
    )
    assert table_of(guide, "The career pathway").rows == (
        ("Foundation", "High school"),
        ("2-4 years", "College / bootcamp"),
        ("1-2 summers", "Internship"),
        ("Yr 1-2", "Junior role"),
        ("Yr 3-6", "Mid-level"),
        ("Yr 7+", "Senior / specialist"),
    )
    sources = table_of(guide, "Research sources").rows
    assert len(sources) == 6
    assert sources[2] == ("JobZMall", "Job Outlook for Machine Learning Engineers | Future Trends", "Industry")


def test_seed_sections(seeds):
    guide = seeds[0]
    assert [(part.trail, part.heading) for part in guide.sections if part.level == 2] == [
        (("Snapshot",), "Career snapshot"),
        (("Why it matters",), "Why this career matters"),
        (("A real day",), "What professionals actually do"),
        (("Pathway",), "The career pathway"),
        (("Skills",), "Skills required"),
        (("Education map",), "Education and training map"),
        (("Market",), "Job market and salary outlook"),
        (("Outlook",), "Future outlook"),
        (("Fit",), "Student fit profile"),
        (("Trade-offs",), "Pros, cons, and misconceptions"),
        (("High school",), "High school action plan"),
        (("College",), "College and application strategy"),
        (("Transcript",), "Audio guide transcript"),
        (("FAQ",), "Frequently asked questions"),
        (("Sources",), "Research sources"),
    ]
    leads = [block.lead for block in section(guide, "Pros, cons, and misconceptions").blocks]
    assert leads == ["Pros", "Cons", "Myths"]


def test_seed_transcript(seeds):
    guide = seeds[0]
    asked = [part for part in guide.sections if part.trail == ("Transcript", "Audio guide transcript")]
    assert len(asked) == 12
    assert all(part.level == 3 and part.heading.count("?") == 1 and part.blocks for part in asked)
    assert all(block.label for part in asked for block in part.blocks)
    work = section(guide, "So what does the work actually look like?")
    assert (work.line, work.blocks[0].label, work.blocks[0].line) == (84, "00:46", 85)
    assert work.blocks[0].sentences[0].startswith("In many cases, these professionals sit")
    last = asked[-1].blocks[-1]
    assert (last.label, last.sentences[0][:13]) == ("09:27", "And remember,")


def test_seed_questions(seeds):
    asked = [part for part in seeds[0].sections if part.trail == ("FAQ", "Frequently asked questions")]
    assert len(asked) == 7
    assert all(part.heading.endswith("?") and part.level == 3 for part in asked)
    assert [len(part.blocks) for part in asked] == [1] * 7
    pay = section(seeds[0], "How much does a Machine Learning Engineer / AI Specialist earn?")
    assert "$118k and $191k" in pay.blocks[0].sentences[0]


def test_seed_article(seeds):
    guide = seeds[1]
    assert guide.title == "Top 10 Exciting Machine Learning Careers"
    assert [part.level for part in guide.sections] == [1] + [2] * 10
    engineer = section(guide, "Machine Learning Engineer Building Production-Grade Intelligent Systems")
    assert (engineer.line, [block.line for block in engineer.blocks]) == (7, [9, 11])
    assert guide.sections[-1].heading == "Conclusion"


def test_seed_roadmap(seeds):
    guide = seeds[2]
    assert guide.title == "AI and Machine Learning Career Path: 2026 Complete Roadmap"
    assert headings(guide) == [
        (1, "AI and Machine Learning Career Path: 2026 Complete Roadmap"),
        (2, "The AI/ML Job Market in 2026"),
        (2, "AI/ML Career Salary Breakdown (2026)"),
        (2, "AI/ML Career Paths"),
        (3, "Machine Learning Engineer"),
        (3, "AI Engineer (GenAI / LLM Specialist)"),
        (3, "Data Scientist (ML-focused)"),
        (3, "AI Research Scientist"),
        (3, "MLOps Engineer"),
        (2, "Essential Skills Checklist"),
        (3, "Mathematics Foundation"),
        (3, "Programming and Tools"),
        (3, "Machine Learning Core"),
        (3, "2026-Specific Skills (Generative AI Era)"),
        (2, "Month-by-Month Learning Roadmap"),
        (2, "Top Free Resources for AI/ML"),
        (2, "Is an AI/ML Career Right for Your Personality?"),
        (2, "Find Your AI Career Fit"),
        (2, "References"),
        (2, "Take the Next Step"),
    ]
    months = section(guide, "Month-by-Month Learning Roadmap").blocks[0]
    assert (months.kind, len(months.sentences)) == ("steps", 5)
    assert months.sentences[2].startswith("Months 5-7: Deep learning. Complete fast.ai's")
    counts = {
        part.heading: len(part.blocks[0].sentences)
        for part in guide.sections
        if part.trail == ("Essential Skills Checklist",)
    }
    assert list(counts.values()) == [4, 5, 5, 6]
    market = section(guide, "The AI/ML Job Market in 2026").blocks[1]
    assert (market.kind, market.lead, len(market.sentences)) == ("list", "Key market data:", 5)
    tools = section(guide, "Programming and Tools").blocks[0]
    assert tools.sentences[0] == "Python — NumPy, Pandas, Matplotlib, Scikit-learn (core ecosystem)"
