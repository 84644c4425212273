"""Words → concepts: phrases, gaps, which match wins, faulty files, careers without a lexicon."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.annotations import analyse
from bot.careers import abbreviations, careers_from_headings
from bot.errors import CorpusError
from bot.lexicon import GAP_LENGTH, Lexicon, Match, Phrases, load_lexicon
from bot.reading.markdown import read_markdown
from bot.records import Guide


def phrases(table: dict[str, str]) -> Phrases:
    made = Phrases()
    for phrase, concept in table.items():
        made.add(phrase, concept)
    return made


def concepts(table: dict[str, str], text: str) -> list[str]:
    return analyse(text, phrases(table)).concepts()


TABLE = {
    "nurse": "c:nurse",
    "ward nurse": "c:ward-nurse",
    "night shift": "t:hours",
    "shift": "t:change",
    "how much ~ earn": "t:pay",
    "medic": "s:doctor",
    "army medic": "c:army-medic",
    "uk": "p:uk",
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the Nurses", ["c:nurse"]),
        ("a ward nurse", ["c:ward-nurse"]),  # the longer one of a kind wins
        ("a nurse on the ward", ["c:nurse"]),
        ("night shifts", ["t:hours"]),
        ("a shift at night", ["t:change"]),
        ("nurse on night shift in the UK", ["c:nurse", "t:hours", "p:uk"]),
        ("nurse or ward-nurse", ["c:nurse", "c:ward-nurse"]),
        ("a medic", ["s:doctor"]),
        ("an army medic", ["c:army-medic"]),  # a synonym gives way to what it is part of
        ("a nursery", []),
        ("", []),
    ],
)
def test_phrases(text: str, expected: list[str]) -> None:
    assert concepts(TABLE, text) == expected


@pytest.mark.parametrize("between", range(GAP_LENGTH + 3))
def test_a_gap_spans_a_few_words(between: int) -> None:
    text = f"how much {'really ' * between}earn"
    assert (concepts(TABLE, text) == ["t:pay"]) is (between <= GAP_LENGTH)


def test_a_gap_covers_only_its_own_words() -> None:
    (pay, nurse) = sorted(
        analyse("how much does a nurse earn", phrases(TABLE)).matches, key=lambda m: m.concept[0] == "c"
    )
    assert pay == Match("t:pay", 0, 6, (0, 1, 5))
    assert nurse == Match("c:nurse", 4, 5, (4,))


def test_canonical_puts_concepts_in_place_of_the_words_they_cover() -> None:
    found = analyse("how much does a ward nurse earn in London", phrases(TABLE)).canonical()
    assert found == {"t:pay": 1.0, "c:ward-nurse": 1.0, "london": 1.0}


@pytest.mark.parametrize("phrase", ["", "~", "~ earn", "?!"])
def test_phrases_that_match_nothing_are_left_out(phrase: str) -> None:
    made = phrases({phrase: "t:x"})
    assert made.find(["earn"]) == []


def lexicon_file(folder: Path, text: str) -> Path:
    file = folder / "lexicon.yaml"
    file.write_text(text, "utf-8")
    return file


def test_a_corpus_adds_to_the_general_lexicon(tmp_path: Path) -> None:
    general = load_lexicon(None, [])
    file = lexicon_file(
        tmp_path,
        "careers:\n  nurse: {name: Registered Nurse, aliases: [rn]}\n"
        "topics:\n  pay: {name: money matters, words: [moolahness]}\n"
        "  wards: {name: wards, words: [ward], headings: [the wards], asks: list}\n"
        "places:\n  oslo: {name: Oslo, words: [oslo], in: norway}\n"
        "  poland: {name: Poland, words: [poland], currency: zł}\n"
        "synonyms:\n  - {words: [gurney, stretcher], weight: 0.3}\n",
    )  # fmt: skip
    own = load_lexicon(file, [])
    assert own.name("c:nurse") == "Registered Nurse"
    assert own.name("t:pay") == "money matters"
    assert own.asks("t:pay") == general.asks("t:pay")  # what is not named stays
    assert own.asks("t:wards") == "list"
    assert own.within("p:oslo") == "p:norway"
    assert own.paid_in("£20 or 90 zł") == ["p:uk", "p:poland"]
    assert own.paid_in("20 shillings") == []
    assert own.weights["s:gurney"] == 0.3
    assert analyse("registered nurse or RN", own.questions).concepts("c") == ["c:nurse", "c:nurse"]
    assert analyse("moolahness", own.questions).concepts("t") == ["t:pay"]
    assert analyse("salary", own.questions).concepts("t") == analyse("salary", general.questions).concepts("t")
    assert analyse("stretcher", own.questions).concepts("s") == ["s:gurney"]
    # Words are for questions, headings for guides.
    assert "t:wards" in analyse("ward", own.questions).concepts("t")
    assert "t:wards" not in analyse("ward", own.documents).concepts("t")
    assert "t:wards" in analyse("the wards", own.documents).concepts("t")


def test_names_of_unknown_concepts_are_readable() -> None:
    assert Lexicon().name("c:ward-nurse") == "ward nurse"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("- a list", "maps `careers`"),
        ("carers: {}", "unknown part 'carers'"),
        ("careers: [nurse]", "must map ids to entries"),
        ("careers: {nurse: rn}", "must map fields to values"),
        ("careers: {nurse: {aliases: [rn]}}", "has no name"),
        ("careers: {nurse: {name: Nurse, alias: [rn]}}", "unknown field alias"),
        ("topics: {pay: {aliases: [x]}}", "unknown field aliases"),
        ("synonyms: [{words: [one]}]", "two or more"),
        ("synonyms: [one, two]", "two or more"),
        ("careers: {a: b: c}", "not valid YAML"),
    ],
)
def test_faults_name_the_file(tmp_path: Path, text: str, problem: str) -> None:
    with pytest.raises(CorpusError, match=r"lexicon\.yaml") as caught:
        load_lexicon(lexicon_file(tmp_path, text), [])
    assert any(problem in fault.problem for fault in caught.value.faults)


def test_all_faults_of_a_lexicon_at_once(tmp_path: Path) -> None:
    with pytest.raises(CorpusError) as caught:
        load_lexicon(lexicon_file(tmp_path, "careers: {a: {}, b: {name: B, x: 1}}\nnonsense: 1\n"), [])
    assert len(caught.value.faults) == 3


def guide(text: str) -> Guide:
    return read_markdown(text, guide_id="g", path="g.md")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("# The Marine Electrician\n\nText.", ["marine electrician"]),
        ("# T\n\n## What does a Pastry Chef do?\n\nText.", ["pastry chef"]),
        (
            "# T\n\n| Role | Pay |\n|--|--|\n| Senior Dental Nurse | 1 |\n| Junior Dental Nurse | 2 |\n",
            ["dental nurse"],
        ),
        ("# Pay in 2026\n\nText.", []),
        ("# Paramedic\n\n## EMT or paramedic?\n\nText.", ["paramedic"]),
        ("# How to become a Barber\n\nText.", ["barber"]),
        ("# Our nurses\n\n## Nurse\n\nText.", []),
        ("# Physiotherapist (Physical Therapist)\n\n## The Physical Therapist\n\nText.", ["physiotherapist"]),
    ],
)
def test_careers_without_a_lexicon(text: str, names: list[str]) -> None:
    assert [entry.name for entry in careers_from_headings([guide(text)])] == names


@pytest.mark.parametrize(
    ("asked", "career"),
    [
        ("what do nurses earn", "registered-nurse"),
        ("how do i become a physio", "physiotherapist"),
        ("is a physical therapist a doctor", "physiotherapist"),
        ("what does an assistant do", None),  # there are two of them
        ("new veterinary assistant pay", "veterinary-assistant"),
    ],
)
def test_short_names_of_careers_with_a_guide(asked: str, career: str | None) -> None:
    texts = {
        "nurse-guide": "# Registered Nurse\n\nText.",
        "physio": "# Physiotherapist (Physical Therapist)\n\nText.",
        "vet": "# Veterinary Assistant\n\n| Who | Pay |\n|--|--|\n| New Veterinary Assistant | 1 |\n",
        "lab": "# Laboratory Assistant\n\nText.",
    }
    guides = [read_markdown(text, guide_id=name, path=f"{name}.md") for name, text in texts.items()]
    found = analyse(asked, load_lexicon(None, guides).questions).concepts("c")
    assert found == ([f"c:{career}"] if career else [])


def test_no_short_names_where_guides_are_about_other_things() -> None:
    titles = ["Young Driver", "Number plates", "Parking"]
    guides = [read_markdown(f"# {title}\n\nText.", guide_id=title[:3], path="g.md") for title in titles]
    (driver,) = careers_from_headings(guides)
    assert driver.phrases == ("young driver",)


def test_a_lexicon_with_careers_is_not_added_to(tmp_path: Path) -> None:
    guides = [guide("# The Marine Electrician\n\nText.")]
    assert load_lexicon(None, guides).concepts("c") == ["c:marine-electrician"]
    own = lexicon_file(tmp_path, "careers: {nurse: {name: nurse}}")
    assert load_lexicon(own, guides).concepts("c") == ["c:nurse"]


@pytest.mark.parametrize(
    ("name", "short"),
    [("machine learning engineer", ["ml engineer", "mle"]), ("marine electrician", []), ("nurse", [])],
)
def test_abbreviations(name: str, short: list[str]) -> None:
    assert abbreviations(name) == short


def test_an_abbreviation_finds_its_career() -> None:
    lexicon = load_lexicon(None, [guide("# Heart Lung Nurse\n\nText.")])
    assert analyse("what does an HL nurse do", lexicon.questions).concepts("c") == ["c:heart-lung-nurse"]


NURSES = """
careers:
  ward-nurse: {name: ward nurse, aliases: [night nurse]}
  dental-nurse: {name: dental nurse, aliases: [teeth helper, nurse of the mouth]}
  porter: {name: ward porter}
  counter: {name: disease counter, aliases: [financial nurse]}
"""


@pytest.fixture
def nurses(tmp_path: Path) -> Lexicon:
    return load_lexicon(lexicon_file(tmp_path, NURSES), [])


@pytest.mark.parametrize(
    ("text", "careers"),
    [
        ("the dental one", ["c:dental-nurse"]),
        ("Night people", ["c:ward-nurse"]),
        ("the night guys", ["c:ward-nurse"]),
        ("the teeth side", ["c:dental-nurse"]),
        ("the ward one", []),  # two careers have the word
        ("the nurse one", []),  # a word for occupations
        ("the helper one and of people", ["c:dental-nurse"]),  # "of" is in one name only, and says nothing
        ("dental", []),  # nothing stands behind it
        ("one dental", []),
        ("the dental pain", []),
    ],
)
def test_a_telling_word_stands_for_its_career(nurses: Lexicon, text: str, careers: list[str]) -> None:
    assert analyse(text, nurses.questions).concepts("c") == careers


def test_telling_words_are_no_words_of_guides(nurses: Lexicon) -> None:
    assert analyse("the dental one", nurses.documents).concepts("c") == []


@pytest.mark.parametrize(("text", "career"), [("the disease one", "c:counter"), ("financial people", "c:counter")])
def test_a_telling_word_with_a_stem_of_a_stem(nurses: Lexicon, text: str, career: str) -> None:
    assert analyse(text, nurses.questions).concepts("c") == [career]


def test_the_vocabulary_holds_words_and_no_stems(nurses: Lexicon) -> None:
    assert {"disease", "financial"} <= nurses.questions.vocabulary
    assert {"diseas", "financi"}.isdisjoint(nurses.questions.vocabulary)
