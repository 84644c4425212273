"""Plain text: what copying leaves behind: lines broken anywhere, dotted leaders, names with a colon, rows of links."""

from __future__ import annotations

import pytest
from plain_pages import blocks, headings, one_block, outline, read, section

from bot.reading.plain_navigation import is_furniture, is_navigation

PAGE = """Lakeside School | Home | Staff | Parents
You are here: Home > Careers > Health > Optician
MENU
Search our site...
Share   Tweet   Print

Optician

Last updated by the office on 4/2/2025    2 min read

Opticians make and fit glasses after a doctor has tested the eyes. They
grind lenses, bend
frames and repair what is
broken.

What you do
- measure the dist-
ance of the eyes
* help customers to find a frame that
fits
PAY
first year ....... $31,000
after five ....... $42,000
shop owners  $65,000

Hours: shops open from ten to seven, so evenings are short. Saturdays count as a work-
day

Is it boring?    Not to most. Every face is new.

Related
Contact us | Privacy policy | Cookies
(c) 2025 Lakeside School. All rights reserved.
"""


def test_an_untidy_page():
    guide = read(PAGE)
    assert guide.title == "Optician"
    assert headings(guide) == [
        (1, "Optician"),
        (2, "What you do"),
        (2, "PAY"),
        (2, "Hours"),
        (2, "Is it boring?"),
    ]
    assert guide.sections[0].blocks[-1].sentences == (
        "Opticians make and fit glasses after a doctor has tested the eyes.",
        "They grind lenses, bend frames and repair what is broken.",
    )
    assert section(guide, "What you do").blocks[0].sentences == (
        "measure the distance of the eyes",
        "help customers to find a frame that fits",
    )
    assert section(guide, "PAY").blocks[0].rows == (
        ("first year", "$31,000"),
        ("after five", "$42,000"),
        ("shop owners", "$65,000"),
    )
    assert section(guide, "Hours").blocks[0].sentences[0] == "shops open from ten to seven, so evenings are short."
    assert section(guide, "Is it boring?").blocks[0].sentences == ("Not to most.", "Every face is new.")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("The course is long and it is taught at two schools of the\ntown and costs a lot.", "of the town and costs"),
        ("Most of those who begin at the school work only part-\ntime, too.", "only part-time, too"),
        ("They help with the reading lists and also with home-\nwork, too.", "with homework, too"),
        ("Everybody who works here has passed the exami-\nnation before.", "the examination before"),
        ("Some of the courses that we give here are short-\nand long-term ones.", "short- and long-term"),
    ],
)
def test_lines_broken_anywhere_are_joined(text, sentence):
    assert sentence in one_block(text).sentences[0]


@pytest.mark.parametrize(
    "text",
    ["calm\ncare\n", "Nurses are needed in all of the hospitals.\nso they say\n", "They\ncare\n"],
)
def test_lines_that_may_be_whole_stay(text):
    assert len(blocks(text)) == 2


@pytest.mark.parametrize("leader", ["........", " ....... ", " . . . . . ", " ... ", " …… ", " ______ ", "......... "])
def test_dotted_leaders_make_columns(leader):
    block = one_block(f"Helper{leader}$17\nOwner of a shop{leader}$24\n")
    assert (block.kind, block.rows) == ("table", (("Helper", "$17"), ("Owner of a shop", "$24")))


@pytest.mark.parametrize("text", ["Well... it depends on the school.", "It is hard ... but fair, they say."])
def test_an_ellipsis_stays(text):
    assert " ".join(one_block(text).sentences) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Pay:\nHelper .... $17\nOwner .... $24\n", ["2 Pay: table"]),
        ("Dangers:\nburns\nfumes\n", ["2 Dangers: list"]),
        ("WHAT YOU NEED:\n- calm\n- care\n", ["2 WHAT YOU NEED: list"]),
        ("You need:\n- calm\n- care\n", []),
        ("Training: the course takes nine months in all and is free.\n", ["2 Training: prose"]),
        ("Note: the course takes nine months in all and is free.\n", []),
        ("Training: nine months\n", []),
        (
            "Cost: it is free for all who live in town.\n\nThe others pay a fee, which is low.\n",
            [],
        ),
    ],
)
def test_names_with_a_colon(text, expected):
    assert outline(read(f"Jobs\n\nAll of them matter.\n\n{text}"))[1:] == expected


def test_questions_below_each_other_head_their_answers():
    guide = read("Jobs\n\nFAQ\nDo they read all day?\nNo. They talk to people.\nIs it dull?\nNot to me, she says.\n")
    assert [text for _, text in headings(guide)][-2:] == ["Do they read all day?", "Is it dull?"]


@pytest.mark.parametrize(
    ("line", "is_nav", "furniture"),
    [
        ("Home > Trades > Metal > Welder", True, True),
        ("Lakeside College / Health / Careers / Nurse", True, False),
        ("Junior > Senior > Lead", True, False),
        ("Contact us | Privacy policy | Cookies", True, True),
        ("Lakeside | Home | Staff | Parents", True, True),
        ("Share Tweet Print", True, True),
        ("« Previous | Next »", True, True),
        ("(c) 2024 Lakeside. All rights reserved", True, True),
        ("Search our site...", True, True),
        ("Posted on May 3, 2024 by Admin | 5 minute read", False, True),
        ("Take the free test", True, False),
        ("By working nights you earn more.", False, False),
        ("Click the mouse twice to start the saw.", True, False),
        ("Coding · Math · Statistics", False, False),
        ("Nurse | $40,000 | 3 years", False, False),
        ("Back | neck pain", False, False),
        ("Print | 20 | 30", False, False),
        ("Welders join metal with heat", False, False),
    ],
)
def test_what_belongs_to_the_page_around(line, is_nav, furniture):
    assert (is_navigation(line), is_furniture(line)) == (is_nav, furniture)


@pytest.mark.parametrize("notice", ["", "Share this page\n"])
def test_names_of_other_pages_at_the_end_are_a_list(notice):
    links = f"{notice}Related jobs\nPorter\nCook\nContact us | Privacy policy\n(c) 2024 Lakeside\n"
    last = read(f"Nurse\n\nThey nurse.\n\nBad points\n- Nights\n\n{links}").sections[-1]
    assert last.heading == "Related jobs"
    assert [block.sentences for block in last.blocks] == [
        ("Porter", "Cook"),
        ("Contact us | Privacy policy",),
        ("(c) 2024 Lakeside",),
    ]
