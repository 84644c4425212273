"""Plain text: tables whose cells stand one below the other, transcripts, marked questions."""

from __future__ import annotations

import pytest
from plain_pages import blocks, one_block, outline, read

from bot.reading.plain_glue import Words, split_amounts

# --- tables ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "cells"),
    [
        ("Senior£90,000 – £130,000$160,000 – $230,000+", ("Senior", "£90,000 – £130,000", "$160,000 – $230,000+")),
        ("Nurse (0-2 years)$60k-$70k€50k", ("Nurse (0-2 years)", "$60k-$70k", "€50k")),
        ("Junior nurse6 500 – 7 400 zł7 000 zł", ("Junior nurse", "6 500 – 7 400 zł", "7 000 zł")),
        ("Geselle28.000 – 34.000 €30.000 €", ("Geselle", "28.000 – 34.000 €", "30.000 €")),
        ("CaptainCHF 9’500 to CHF 11’000", ("Captain", "CHF 9’500 to CHF 11’000")),
        ("Lärare32 000–38 000 kr40 000 kr", ("Lärare", "32 000–38 000 kr", "40 000 kr")),
        ("Captain₹25,00,000 – ₹1,00,00,000₹6–9 lakh", ("Captain", "₹25,00,000 – ₹1,00,00,000", "₹6–9 lakh")),
        ("Clerk¥4,200,000¥5,000,000+", ("Clerk", "¥4,200,000", "¥5,000,000+")),
        ("Communication76/100", ("Communication", "76/100")),
        ("Heights60%", ("Heights", "60%")),
        ("Guide£12.50/hr£14 per hour", ("Guide", "£12.50/hr", "£14 per hour")),
        ("Band 5£29,970 – £36,483", ("Band 5", "£29,970 – £36,483")),
        ("Manager10 500 – 13 000 zł—", ("Manager", "10 500 – 13 000 zł", "—")),
        ("Trainee12,500–14,000", ("Trainee", "12,500–14,000")),
        ("Nurses care for 40 patients", ()),
        ("£12,000", ()),
        ("Class of 2026", ()),
    ],
)
def test_amounts_at_the_end_of_a_row(row, cells):
    assert split_amounts(row) == cells


@pytest.mark.parametrize(
    ("text", "header", "rows"),
    [
        (
            "RoleUnited StatesUnited KingdomRemote\nJunior$1,000 – $2,000£900$800+\nSenior$3,000£2,900$2,800+\n",
            ("Role", "United States", "United Kingdom", "Remote"),
            (("Junior", "$1,000 – $2,000", "£900", "$800+"), ("Senior", "$3,000", "£2,900", "$2,800+")),
        ),
        (
            "United StatesUnited Kingdom\nJunior$1,000£900\nSenior$3,000£2,900\n",
            ("", "United States", "United Kingdom"),
            (("Junior", "$1,000", "£900"), ("Senior", "$3,000", "£2,900")),
        ),
        ("- Logic92/100\n- Care76/100\n", (), (("Logic", "92/100"), ("Care", "76/100"))),
        (
            "- Degree in care60% take4 yrs$$$\n- On the job40% takeFlexible$\n",
            (),
            (("Degree in care", "60% take", "4 yrs", "$$$"), ("On the job", "40% take", "Flexible", "$")),
        ),
        (
            "- FoundationHigh school\n- 2-4 yearsCollege\n- Yr 1-2Junior role\n- Yr 7+Senior\n",
            (),
            (("Foundation", "High school"), ("2-4 years", "College"), ("Yr 1-2", "Junior role"), ("Yr 7+", "Senior")),
        ),
        (
            "- Care WeeklyNurse Pay in 2026News\n- CareZoneTop Jobs (2026)News\n- Ward Daily5 Tips for 2026Blog\n",
            (),
            (
                ("Care Weekly", "Nurse Pay in 2026", "News"),
                ("CareZone", "Top Jobs (2026)", "News"),
                ("Ward Daily", "5 Tips for 2026", "Blog"),
            ),
        ),
        ("Job\tPay\nNurse\t£29k\nCarer\t£22k\n", ("Job", "Pay"), (("Nurse", "£29k"), ("Carer", "£22k"))),
        ("Job\tPay\tHours\nNurse\t\t37\n", ("Job", "Pay", "Hours"), (("Nurse", "", "37"),)),
        ("| Job | Pay |\n|---|---|\n| Nurse | fair |\n", ("Job", "Pay"), (("Nurse", "fair"),)),
        ("Nurse   £29,000\nCarer    £22,000\n", (), (("Nurse", "£29,000"), ("Carer", "£22,000"))),
        (
            "Leeds £31,000\nHull £29,500\nYork £30,250\n",
            (),
            (("Leeds", "£31,000"), ("Hull", "£29,500"), ("York", "£30,250")),
        ),
        ("Hospitals 52%\nClinics 11\nSchools 4\n", (), (("Hospitals", "52%"), ("Clinics", "11"), ("Schools", "4"))),
        (
            "Training: 3 years\nLicence: from the chamber\nHours: 38 a week\n",
            (),
            (("Training", "3 years"), ("Licence", "from the chamber"), ("Hours", "38 a week")),
        ),
        (
            "- Common titles\n- Nurse, ward nurse\n- Typical hours\n- 38 / week\n- Where\n- hospitals, schools\n",
            (),
            (("Common titles", "Nurse, ward nurse"), ("Typical hours", "38 / week"), ("Where", "hospitals, schools")),
        ),
        (
            "Median pay\n£33,000 a year\nOpenings, all kinds\n12,500\nClass 1 medical\nvalid 12 months\n",
            (),
            (
                ("Median pay", "£33,000 a year"),
                ("Openings, all kinds", "12,500"),
                ("Class 1 medical", "valid 12 months"),
            ),
        ),
    ],
    ids=lambda value: value.splitlines()[0][:30] if isinstance(value, str) else "",
)
def test_tables(text, header, rows):
    block = one_block(text)
    assert (block.kind, block.header, block.rows) == ("table", header, rows)


@pytest.mark.parametrize(
    "text",
    [
        "- PyTorch\n- TensorFlow\n- GitHub\n- LangChain\n",
        "- PyTorch basics\n- TensorFlow models\n- GitHub workflows\n",
        "- iPhone repair\n- YouTube channels\n",
        "- Deploy with MLflow\n- Search LinkedIn\n- Read NeurIPS papers\n",
        "- Calm\n- Care, above all\n- Patience\n- Strength\n- Order\n- Humour\n",
        "- London — £40,000\n- Leeds — £35,000\n- York — £33,000\n",
        f"- Growth: by a third since 2020, {'as every hospital says, ' * 3}\n- Pay: fair\n- Risk: low\n".replace(
            ", \n", "\n"
        ),
        "- About 300 jobs\n- Nearly 40% are new\n",
    ],
)
def test_plain_lists_do_not_become_tables(text):
    block = one_block(text)
    assert (block.kind, block.sentences) == ("list", tuple(line[2:] for line in text.splitlines()))


def test_a_note_after_a_table_stays_prose_where_it_is():
    table, note, after = blocks(
        "Junior$1,000£900\nSenior$3,000£2,900\nNote: before tax.\nAll of it is a guess, though.\n"
    )
    assert (table.kind, note.kind, note.sentences, note.line) == ("table", "prose", ("Note: before tax.",), 3)
    assert after.kind == "prose"


def test_names_with_capitals_inside_are_known_by_recurring():
    assert Words.of(["We use PyTorch daily.", "Learn PyTorch"]).glue("PyTorch basics") == []
    assert Words.of(["Learn PyTorch"]).glue("PyTorch basics") != []
    headers = ["RoleUnited StatesUnited Kingdom", "LevelUnited StatesUnited Kingdom"]
    assert Words.of(headers).split_header(headers[0], 3) == ("Role", "United States", "United Kingdom")


# --- turns -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "lines",
    [
        "00:00Welcome all.\n00:19What is it like?\n00:46It is hard. Is it good? Yes.\n01:10I see.\n",
        "[00:00] Welcome all.\n[00:19] What is it like?\n[00:46] It is hard. Is it good? Yes.\n[01:10] I see.\n",
        "0:00 Welcome all.\n0:19 What is it like?\n0:46 It is hard. Is it good? Yes.\n1:10 I see.\n",
        "0:00\nWelcome all.\n0:19\nWhat is it like?\n0:46\nIt is hard. Is it good? Yes.\n1:10\nI see.\n",
    ],
)
def test_transcripts(lines):
    guide = read(f"A Nurse Speaks Out\n\n{lines}")
    opening, question = guide.sections
    assert [(block.label[-4:], block.sentences) for block in opening.blocks] == [("0:00", ("Welcome all.",))]
    assert (question.heading, question.level, question.trail) == ("What is it like?", 2, ())
    assert [(block.label[-4:], block.sentences) for block in question.blocks] == [
        ("0:46", ("It is hard.", "Is it good?", "Yes.")),
        ("1:10", ("I see.",)),
    ]


def test_a_stamp_that_stands_beside_nothing_stays():
    assert [block.sentences for block in blocks("[00:05]\n[00:10] Hello.\n[00:20]\n- One\n- Two\n[00:30]\n")] == [
        ("[00:05]",),
        ("Hello.",),
        ("[00:20]",),
        ("One", "Two"),
        ("[00:30]",),
    ]


def test_speakers():
    guide = read(
        "Interview\nAnna: How did you start?\nBen Nowak: By chance. I was 16.\nAnna: A long way.\n"
        "Ben Nowak: Who would not go it?\nAnna: And today?\nBen Nowak: I teach.\n"
    )
    assert outline(guide) == ["1 Interview", "2 How did you start?: prose prose prose", "2 And today?: prose"]
    first = guide.sections[1]
    assert [block.label for block in first.blocks] == ["Ben Nowak", "Anna", "Ben Nowak"]
    assert first.trail == ("Anna",)


def test_recurring_labels_of_figures_are_no_speakers():
    page = "Nurse\n\nPay: £30,000\nHours: 38\nSchool: 3 years\n\nCarer\n\nPay: £22,000\nHours: 40\nSchool: none\n"
    assert outline(read(page)) == ["1 Nurse: table", "2 Carer: table"]


@pytest.mark.parametrize("marks", [("Q:", "A:"), ("Q.", "A."), ("Question:", "Answer:"), ("Q1:", "A1:")])
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_marked_questions(marks, gap):
    q, a = marks
    guide = read(f"Nurse\n\nText is here.\n\n{q} Is it hard?{gap}{a} It is.\n\n{q} Pay, please{gap}{a} Fair.\nVery.\n")
    assert outline(guide) == ["1 Nurse: prose", "2 Is it hard?: prose", "2 Pay, please: prose prose"]
    assert guide.sections[1].blocks[0].sentences == ("It is.",)
