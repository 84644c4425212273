"""Plain text: no word is ever lost, and a large input takes no longer than it must."""

from __future__ import annotations

import random
import re
import time
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from plain_pages import SAMPLES, SEED_FILES, read

from bot.records import Guide, Section

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
