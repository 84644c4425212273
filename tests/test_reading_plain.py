"""Plain text as pasted from web pages: the parts of a page, lists, steps and timetables."""

from __future__ import annotations

import pytest
from plain_pages import blocks, headings, one_block, outline, read, section

from bot.reading.plain_headings import reads_as_heading
from bot.reading.plain_navigation import is_navigation

# --- the parts of a page ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Marine electrician\n\nThey wire ships.\n", "Marine electrician"),
        ("Skip to main content\n\nHow to become a baker\n\nBakers bake bread.\n", "How to become a baker"),
        ("Home\nCareers\nAbout us here\nJobs\nBaker\nBakers bake bread and cakes.\n", "Baker"),
        ("They wire ships, and that is all.\n", "Marine electrician 2"),
        ("", "Marine electrician 2"),
        (
            "A Career at Sea: 2026 Guide\n\nJD\nJane Doe\n|3 min read\n\nSailors sail the sea.\n",
            "A Career at Sea: 2026 Guide",
        ),
        ("# Baker\nBakers bake.\n", "Baker"),
        ("Baker\n=====\n\nBakers bake.\n", "Baker"),
    ],
)
def test_title(text, title):
    assert read(text, "marine-electrician_2").title == title


@pytest.mark.parametrize(
    ("line", "eyebrow", "heading"),
    [
        ("01 · SnapshotCareer snapshot", "Snapshot", "Career snapshot"),
        ("02 · Why it mattersWhy this career matters", "Why it matters", "Why this career matters"),
        ("3 • FAQFrequently asked questions", "FAQ", "Frequently asked questions"),
        ("04 | Trade-offsPros and cons", "Trade-offs", "Pros and cons"),
        ("12 · PayPay in the UK", "Pay", "Pay in the UK"),
    ],
)
def test_numbered_eyebrow_is_parted_from_its_heading(line, eyebrow, heading):
    page = f"{line}\nIt is well paid, they say.\n21 · DayWhat a day holds\nWork.\n22 · RouteThe way in\nSchool.\n"
    first = read(page).sections[0]
    assert (first.heading, first.trail, first.level) == (heading, (eyebrow,), 2)


@pytest.mark.parametrize("line", ["01 · GitHub", "02 · Working with GitHub and PyTorch", "03 · Pay"])
def test_a_heading_without_eyebrow_stays_whole(line):
    page = f"{line}\nIt is well paid.\n04 · Work\nWork.\n05 · Way in\nSchool.\n06 · Fit\nYou.\n07 · More\nLinks.\n"
    assert read(page).sections[0].heading == line.partition(" · ")[2]


@pytest.mark.parametrize(
    ("line", "is_heading"),
    [
        ("Machine Learning Engineer Building Production-Grade Intelligent Systems", True),
        ("What you need", True),
        ("WORK AND PAY", True),
        ("How much does a Nurse earn?", True),
        ("3D artist", True),
        ("💰 Pay and benefits", True),
        ("A nurse looks after patients.", False),
        ("and then some", False),
        ("This is a line of more than eight words in plain sentence case", False),
        ("Home › Careers › Nurse", False),
        ("March 23, 2026", False),
        ("|March 23, 2026|14 min read", False),
        ("By Ravi Menon", False),
        ("£45,000 – £65,000", False),
        ("Gas stations 29%", False),
        ("Skip to Main Content", False),
        ("Take the free test", False),
        ("“I would do it again”", False),
        ("mail@example.org", False),
    ],
)
def test_form_of_a_heading(line, is_heading):
    assert reads_as_heading(line) is is_heading


@pytest.mark.parametrize(
    ("line", "is_nav"),
    [
        ("Skip to content", True),
        ("We use cookies to improve your experience.", True),
        ("Bakers make bread, cookies and cakes.", False),
        ("Accept all", True),
        ("Read more", True),
        ("Find Your Career Fit", False),
        ("Take care of patients", False),
        ("Learn more about what nurses do in hospitals, schools and at home.", False),
    ],
)
def test_navigation(line, is_nav):
    assert is_navigation(line) is is_nav


def test_navigation_heads_nothing():
    guide = read("Nurse\n\nNurses nurse.\n\nTake the free test\n\nPay\n\nThey earn little.\n\nShare\n\nSubscribe now\n")
    assert outline(guide) == ["1 Nurse: prose prose", "2 Pay: prose prose prose"]


def test_a_heading_above_a_heading_is_its_parent_as_long_as_the_children_are_alike():
    page = (
        "Guide to Care Jobs\n\nIntro text here.\n\nJobs\n\nNurse\n\nThey nurse.\n\nCarer\n\nThey care.\n\n"
        "Skills\n\n- Calm\n- Care\n"
    )
    guide = read(page)
    assert headings(guide) == [(1, "Guide to Care Jobs"), (2, "Jobs"), (3, "Nurse"), (3, "Carer"), (2, "Skills")]
    assert section(guide, "Carer").trail == ("Jobs",)
    assert section(guide, "Skills").trail == ()


def test_question_headings_stand_below_the_heading_that_announces_them():
    page = (
        "Nurse\n\nText is here.\n\nCommon questions\n\nIs it hard?\n\nYes, it is.\n\n"
        "Is it safe?\n\nMostly.\n\nSources\n\n- One\n"
    )
    guide = read(page)
    assert headings(guide)[1:] == [(2, "Common questions"), (3, "Is it hard?"), (3, "Is it safe?"), (2, "Sources")]
    assert section(guide, "Is it safe?").trail == ("Common questions",)


def test_short_line_on_top_of_a_list_leads_it_where_stronger_headings_exist():
    guide = read("01 · Fit\nPros\n- Pay\n- Calm\nCons\n- Nights\n02 · Pay\nIt is good.\n")
    assert outline(guide) == ["2 Fit: list list", "2 Pay: prose"]
    assert [block.lead for block in guide.sections[0].blocks] == ["Pros", "Cons"]


def test_short_line_on_top_of_a_list_is_a_heading_where_nothing_stronger_exists():
    guide = read("Nurse\nNurses nurse people.\nDuties\n- Care\n- Write\nPay\nIt is fair.\n")
    assert outline(guide) == ["1 Nurse: prose", "2 Duties: list", "2 Pay: prose"]


# --- lists, steps, timetables ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("mark", ["-", "*", "•", "·", "‣", "–", "✓", "✅", "+", "▪", "●", "→", "o\t"])
@pytest.mark.parametrize("indent", ["", "  ", "\t"])
def test_bullets(mark, indent):
    block = one_block(f"{indent}{mark} Calm under stress\n{indent}{mark} A driving licence\n")
    assert (block.kind, block.sentences) == ("list", ("Calm under stress", "A driving licence"))


@pytest.mark.parametrize(
    "items",
    [
        "1. One\n2. Two\n",
        "1) One\n2) Two\n",
        "(1) One\n(2) Two\n",
        "Step 1: One\nStep 2: Two\n",
        "1.\nOne\n2.\nTwo\n",
        "a) One\nb) Two\n",
    ],
)
def test_steps(items):
    block = one_block(items)
    assert (block.kind, block.sentences) == ("steps", ("One", "Two"))


@pytest.mark.parametrize(
    ("text", "lead", "items"),
    [
        ("You need:\n- Calm\n- Care\n", "You need:", ("Calm", "Care")),
        ("You need:\n\n• Calm\n\n• Care\n", "You need:", ("Calm", "Care")),
        ("You need:\n  Calm\n  Care\n", "You need:", ("Calm", "Care")),
        ("You need:\ncalm\ncare\n", "You need:", ("calm", "care")),
        ("- Calm\n  in storms\n- Care\n", "", ("Calm in storms", "Care")),
        ("•\nCalm\n•\nCare\n", "", ("Calm", "Care")),
        ("- Python — NumPy, Pandas\n- SQL — queries\n", "", ("Python — NumPy, Pandas", "SQL — queries")),
        ("- “Calm” – he’s got it\n- 5 000 zł\n", "", ("“Calm” – he’s got it", "5 000 zł")),
    ],
)
def test_lists_keep_lead_and_words(text, lead, items):
    block = one_block(text)
    assert (block.kind, block.lead, block.sentences) == ("list", lead, items)


def test_a_lead_at_the_end_of_a_paragraph_is_parted_from_it():
    prose, led = blocks("Work is hard. You need two things:\n\n- Calm\n- Care\n")
    assert prose.sentences == ("Work is hard.",)
    assert (led.lead, led.line, led.units()) == ("You need two things:", 1, ("You need two things:", "Calm", "Care"))


def test_numbers_that_do_not_count_from_one_stay():
    assert one_block("3. Leeds\n2. York\n1. Hull\n").sentences == ("3. Leeds", "2. York", "1. Hull")


def test_numbered_headings_keep_their_number():
    guide = read(
        "Top Jobs in Care\n\nAll of them are needed.\n\n1. Nurse\n\nNurses nurse people.\n\n2. Carer\n\nCarers care.\n"
    )
    assert headings(guide) == [(1, "Top Jobs in Care"), (2, "1. Nurse"), (2, "2. Carer")]


@pytest.mark.parametrize(
    "text",
    [
        "- 9:00 — Meeting\n- 10:30 — Visits\n",
        "09:00 - 10:00  Meeting\n10:30 - 12:00  Visits\n",
        "7 am: Meeting\n12 noon: Visits\n",
        "9:00 Meeting\n9:30 Visits\n1:00 Lunch\n",
        "• 7.30 a.m. Meeting\n• Noon Visits\n",
    ],
)
def test_timetables(text):
    block = one_block(text)
    assert block.kind == "timetable"
    assert [line.strip("-• ").replace("  ", " ") for line in text.splitlines()] == list(block.sentences)


def test_wrapped_paragraphs_are_joined():
    page = (
        "Bakers make bread, rolls and cakes, by hand and with machines. The\n"
        "trade is learned in three years, most of them in the bakery and one\n"
        "day a week in school. It is hard.\n\n- An item that is long enough to be\n  wrapped, too\n- Another\n"
    )
    prose, items = blocks(page)
    assert prose.sentences[1] == (
        "The trade is learned in three years, most of them in the bakery and one day a week in school."
    )
    assert items.sentences == ("An item that is long enough to be wrapped, too", "Another")


def test_no_break_spaces_and_quotes_stay_in_prose():
    assert one_block("She earns 5\xa0000\xa0zł — “fair”, she says. He   doesn’t.\n").sentences == (
        "She earns 5\xa0000\xa0zł — “fair”, she says.",
        "He doesn’t.",
    )


def test_line_numbers():
    guide = read("\n\nNurse\n\nText is here.\n\nDuties\n\nYou need:\n- One\n- Two\n\nPay\n\nA\tB\nC\t2\n")
    found = {section.heading: (section.line, [block.line for block in section.blocks]) for section in guide.sections}
    assert found == {"Nurse": (3, [5]), "Duties": (7, [9]), "Pay": (13, [15])}
