"""Typos and texting: mended towards the vocabulary alone, never what is right, every correction told."""

from __future__ import annotations

import pytest

from bot.spelling import Speller, written_out

WORDS = """machine learning engineer salary scientist ambulance paramedic hospital medicine university python biology
registered nurse midwife ml ai degree school high wages surgery night anatomy 118000 4:00"""
VOCABULARY = dict.fromkeys(WORDS.split(), 5)


@pytest.fixture(scope="module")
def speller() -> Speller:
    return Speller(VOCABULARY)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("enginer", "engineer"),  # a letter dropped
        ("engineeer", "engineer"),  # doubled
        ("nusre", "nurse"),  # swapped
        ("hosptial", "hospital"),
        ("nurze", "nurse"),  # as it sounds
        ("paramedick", "paramedic"),
        ("biolgy", "biology"),
        ("medcine", "medicine"),
        ("anatommy", "anatomy"),
        ("Enginer", "engineer"),
        ("pyhton", "python"),
        ("machinelearning", "machine learning"),  # run together
        ("mlengineer", "ml engineer"),
        ("regis tered", "registered"),  # torn apart
        ("machine lear ning", "machine learning"),
    ],
)
def test_typos_are_mended_and_told(speller: Speller, typed: str, meant: str) -> None:
    mended, corrections = speller.mend(typed)
    assert mended == meant
    ((wrong, right),) = corrections
    assert typed.lower().endswith(wrong)
    assert meant.endswith(right)


@pytest.mark.parametrize(
    "text",
    [
        "2026",
        "118k",
        "$118,001",
        "40%",
        "4:01",
        "3-5",
        "python3",
        "k8s",
        "NASA",
        "BLS",
        "AP",
        "nurse",
        "nurses",
        "nurse's",
        "hospitals",
        "learned",
        "the volcano and the doctor",  # right English that no guide knows
        "nursery",
        "universe",
        "naïve",
        "看護師",
        "c++",
        "xyzzyplugh",
        "zz",
        "",
        "🙂",
    ],
)
def test_what_is_right_or_no_word_stays(speller: Speller, text: str) -> None:
    mended, corrections = speller.mend(text)
    assert corrections == ()
    assert mended.split() == text.lower().split()


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("what do u do", "what do you do"),
        ("hs", "high school"),
        ("im gonna b", "i am going to"),
        ("whats the wage", "what is the wage"),
        ("3 yrs", "3 years"),
        ("w/o school", "without school"),
        ("bc", "because"),
        ("U", "you"),
    ],
)
def test_texting_is_written_out_without_fuss(speller: Speller, typed: str, plain: str) -> None:
    mended, corrections = speller.mend(typed)
    assert plain in mended
    assert corrections == ()


def test_mending_goes_only_towards_the_vocabulary(speller: Speller) -> None:
    assert speller.mend("enginer")[0] == "engineer"
    assert Speller({"nurse": 1}).mend("enginer") == ("enginer", ())
    assert Speller({}).mend("enginer nurze") == ("enginer nurze", ())


def test_the_commoner_of_two_equally_near_words_wins() -> None:
    assert Speller({"wards": 1, "warts": 9}).mend("warxs")[0] == "warts"
    assert Speller({"wards": 9, "warts": 1}).mend("warxs")[0] == "wards"


def test_figures_of_the_vocabulary_are_no_aim() -> None:
    assert Speller({"118000": 9, "nurse": 1}).mend("118001 11800") == ("118001 11800", ())


def test_each_correction_is_told_once(speller: Speller) -> None:
    assert speller.mend("enginer or enginer, biolgy")[1] == (("enginer", "engineer"), ("biolgy", "biology"))


@pytest.mark.parametrize("text", ["how much does an enginer make?", "nusre salery in hs 118k", "machine lear ning"])
def test_mending_twice_changes_nothing_more(speller: Speller, text: str) -> None:
    once = speller.mend(text)[0]
    assert speller.mend(once) == (once, ())


def test_signs_around_words_stay(speller: Speller) -> None:
    assert speller.mend("Enginer, or nurze?")[0] == "engineer, or nurse?"


@pytest.mark.parametrize("text", ["a" * 1000, "ab " * 300, "enginerr" * 100, "é" * 500, "x-" * 500])
def test_long_words_cost_little(speller: Speller, text: str) -> None:
    import time

    started = time.perf_counter()
    speller.mend(text)
    assert time.perf_counter() - started < 1


@pytest.mark.parametrize(
    ("word", "like"), [("perfekt", True), ("perfact", True), ("nurse", False), ("per", False), ("volcano", False)]
)
def test_a_slip_of_other_words(speller: Speller, word: str, like: bool) -> None:
    assert speller.like(word, {"perfect", "great"}) is like


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("What do U do??", "what do you do??"),
        ("im gonna leave", "i am going to leave"),
        ("w/o skool", "without school"),
        ("<b>pay</b> 4 u", " pay  4 you"),
        ("pay in the US", "pay in the  usa "),
        ("enginer n nurze", "enginer and nurze"),  # typos are left
        ("", ""),
    ],
)
def test_written_out(text: str, plain: str) -> None:
    assert written_out(text) == plain


def test_names_are_not_written_out() -> None:
    assert written_out("RN rn u", {"rn"}) == "rn rn you"
    assert written_out("RN u") == "right now you"


@pytest.mark.parametrize("text", ["wat do u do, rn?", "the hospital w/o ML in the U.S.", "im an <i>engineer</i> bc"])
@pytest.mark.parametrize("keep", [(), ("rn",)])
def test_writing_out_is_what_mending_does_where_nothing_is_misspelt(text: str, keep: tuple[str, ...]) -> None:
    assert Speller(VOCABULARY, keep).mend(text) == (written_out(text, keep), ())


@pytest.mark.parametrize("text", ["wat do u do, rn?", "im gonna b l8", "w/o hs in the US"])
def test_writing_out_twice_changes_no_word(text: str) -> None:
    once = written_out(text)
    assert written_out(once).split() == once.split() != text.split()
