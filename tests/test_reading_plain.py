"""Plain text as pasted from web pages: rule by rule, on pages of our own and on the seeds."""

from __future__ import annotations

import random
import re
import time
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.reading.plain import read_plain
from bot.reading.plain_glue import Words, split_amounts
from bot.reading.plain_headings import reads_as_heading
from bot.reading.plain_navigation import is_navigation
from bot.records import Block, Guide, Section

SAMPLES = sorted((Path(__file__).parent / "samples").glob("*.txt"))
SEEDS = Path(__file__).resolve().parents[2] / "shared" / "seeds"
SEED_FILES = sorted(SEEDS.glob("0*.txt"))


def read(text: str, guide_id: str = "page") -> Guide:
    return read_plain(text, guide_id=guide_id, path=f"{guide_id}.txt")


def blocks(text: str) -> list[Block]:
    return [block for section in read(text).sections for block in section.blocks]


def one_block(text: str) -> Block:
    (block,) = blocks(text)
    return block


def headings(guide: Guide) -> list[tuple[int, str]]:
    return [(section.level, section.heading) for section in guide.sections]


def outline(guide: Guide) -> list[str]:
    """Every heading with the kinds of its blocks: `2 Pay: table prose`."""
    return [
        f"{section.level} {section.heading}: {' '.join(block.kind for block in section.blocks)}".rstrip(": ")
        for section in guide.sections
    ]


def section(guide: Guide, heading: str) -> Section:
    (found,) = [section for section in guide.sections if section.heading == heading]
    return found


# --- nothing lost ----------------------------------------------------------------------------------------------------

_MARKS = re.compile(
    r"\A\s*(?:[•‣▪◦●✓✔✅→*+–—-]\s*)?"  # bullets
    r"(?:#+\s+|\(?\d{1,3}[.)]\s+|Step \d+\s*[:.)]\s*|\d{1,2}\s*[·•]\s*"  # numbers of items, steps, headings
    r"|[\[(]?(?:\d{1,2}:)?\d{1,2}:\d\d[\])]?"  # time stamps, which are labels in the guide
    r"|(?:Q|A|Question|Answer)\s?\d*[:.)]\s)?"
)


def words_of(text: str) -> Counter[str]:
    """The words, cut where a capital follows a small letter or goes before one: so a run-together `2 yearsCollege` and
    the cells `2 years`, `College` have the same words."""
    found: Counter[str] = Counter()
    for word in re.findall(r"\d|[^\W\d_]+", text):
        cut = "".join(
            " " + char if char.isupper() and (word[i - 1 : i].islower() or word[i + 1 : i + 2].islower()) else char
            for i, char in enumerate(word)
        )
        found.update(cut.split())
    return found


def written(guide: Guide) -> Counter[str]:
    """Every word of a guide, once: headings, blocks, what a trail has beyond the headings above (eyebrows, askers), and
    the title where no section bears it."""
    parts: list[str] = []
    if guide.title not in {section.heading for section in guide.sections}:
        parts.append(guide.title)
    above: list[Section] = []
    for section in guide.sections:
        while above and above[-1].level >= section.level:
            above.pop()
        inherited = (*above[-1].trail, above[-1].heading) if above else ()
        assert section.trail[: len(inherited)] == inherited
        parts += [section.heading, *section.trail[len(inherited) :]]
        if section.level > 1:
            above.append(section)
        for block in section.blocks:
            parts += [block.label, block.lead, *block.sentences, *block.header]
            parts += [cell for row in block.rows for cell in row]
    return sum((words_of(_MARKS.sub("", part, count=1)) for part in parts), Counter())


def lost(text: str, guide: Guide) -> Counter[str]:
    given = sum((words_of(_MARKS.sub("", line, count=1)) for line in text.splitlines()), Counter())
    return given - written(guide)


@pytest.mark.parametrize("path", [*SAMPLES, *SEED_FILES], ids=lambda path: path.stem)
def test_no_word_is_lost(path):
    text = path.read_text(encoding="utf-8")
    assert lost(text, read(text, path.stem)) == Counter()


def test_the_helper_notices_a_lost_word():
    assert lost("Nurse work\n\n- One\n- Two words\n", read("Nurse work\n\n- One\n- Two\n")) == Counter(["words"])


LINES = [line for path in SAMPLES for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("seed", range(60))
def test_no_word_is_lost_from_lines_in_any_order(seed):
    """Lines of all samples shuffled: whatever they are taken for, their letters must be somewhere."""
    chance = random.Random(seed)
    unmarked = [line for line in LINES if not re.match(r"\s*(?:[QA][:.]|Step|\[|Reporter|Captain)", line)]
    text = "\n".join(chance.choices(unmarked, k=chance.randint(1, 60)))
    guide = read(text)
    missing = {word: count for word, count in lost(text, guide).items() if not word.isdigit()}
    assert missing == {}, text


@settings(deadline=None)
@given(st.text(max_size=400))
def test_any_text_is_read(text):
    read(text)


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from([*LINES, "", "", "\t", "-", "1.", "===", "---", "|", "00:12", "Q:", "# ", "#"]), max_size=30
    )
)
def test_any_lines_are_read(lines):
    for section in read("\n".join(lines)).sections:
        assert section.heading
        for block in section.blocks:
            assert all(block.sentences if block.kind != "table" else block.rows)
            assert block.units()


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


# --- large input -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "word " * 400_000,
        "x" * 2_000_000,
        "fooBar" * 300_000,
        "1,000 " * 300_000,
        "- " * 1_000_000,
        "[" * 2_000_000,
        "- GitHub models2 x\n" * 15_000,
        "Short line\n" * 15_000,
        "Colon line:\n" * 15_000,
        "Nurse£10,000 – £20,000$5\n" * 15_000,
        "  " + "  indented line\n" * 15_000,
        "00:12Hello there.\n" * 15_000,
        "01 · SnapshotCareer snapshot\n" * 10_000,
        "a b c\t" * 200_000,
        "| " * 500_000,
    ],
    ids=lambda text: text[:14].strip(),
)
def test_large_input_takes_linear_time(text):
    """Far beyond any guide. Quadratic work would take minutes; the bound is generous for slow machines."""
    start = time.process_time()
    read(text)
    assert time.process_time() - start < 30
