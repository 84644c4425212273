"""The shipped corpus: its size, sample records, sound by every check, all of the sources covered, in our own words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.checks import check_corpus
from bot.coverage import Result, measure, read_rows
from bot.passages import cut
from bot.reading import Corpus, read_corpus
from bot.records import Block, Passage
from bot.settings import SHIPPED_CORPUS, Settings

CAREERS = {
    "ml-engineer", "ai-engineer", "data-scientist", "nlp-engineer", "computer-vision-scientist", "rl-researcher",
    "mlops-engineer", "ai-research-scientist", "quant-ml-analyst", "healthcare-ml-specialist", "ai-director",
}  # fmt: skip
CROSS_CUTTING = {
    "careers-overview", "free-resources", "high-school-and-college", "is-it-for-me", "learning-roadmap",
    "market-and-outlook", "pay-by-level", "skills-checklist",
}  # fmt: skip


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return read_corpus([SHIPPED_CORPUS])


@pytest.fixture(scope="module")
def passages(corpus: Corpus) -> dict[str, Passage]:
    words = Settings().passage_words
    return {passage.id: passage for guide in corpus.guides.values() for passage in cut(guide, words)}


@pytest.fixture(scope="module")
def results(real_bot: Any) -> list[Result]:
    return measure(read_rows(SHIPPED_CORPUS / "coverage.yaml"), real_bot)


# Counts. A change of one of them is meant, or it is a loss.


def test_guides(corpus: Corpus) -> None:
    assert len(corpus.guides) == 19
    assert {career for guide in corpus.guides.values() for career in guide.careers} == CAREERS
    assert {guide.id for guide in corpus.guides.values() if not guide.careers} == CROSS_CUTTING


def test_sections_and_passages(corpus: Corpus, passages: dict[str, Passage]) -> None:
    assert sum(len(guide.sections) for guide in corpus.guides.values()) >= 240
    assert len(passages) >= 440
    assert {passage.kind for passage in passages.values()} == {"qa", "list", "row", "steps", "timetable"}


def test_faqs(corpus: Corpus) -> None:
    assert len(corpus.doors) >= 700
    assert sum(len(door.wordings) for door in corpus.doors) >= 3_500
    assert [door.question for door in corpus.doors if len(door.wordings) < 3] == []


def test_sources(corpus: Corpus) -> None:
    assert len(corpus.sources) == 15
    assert {"qoollege", "top-10-article", "jobcannon"} <= set(corpus.sources)


def test_lexicon() -> None:
    lexicon = yaml.safe_load((SHIPPED_CORPUS / "lexicon.yaml").read_text(encoding="utf-8"))
    assert set(lexicon["careers"]) == CAREERS
    assert all(len(entry["aliases"]) >= 15 for entry in lexicon["careers"].values())
    assert len(lexicon["synonyms"]) >= 80


def test_every_guide_says_where_from_and_when_to_read_it_again(corpus: Corpus) -> None:
    for guide in corpus.guides.values():
        assert guide.sources, guide.id
        assert date.fromisoformat(guide.reviewed) < date.fromisoformat(guide.review_by)
        assert (guide.licence, guide.lang) == ("CC-BY-4.0", "en")


# Sample records: (passage, the line that stands in it).

SAMPLES = [
    ("pay-by-level#how-much-do-ai-and-machine-learning-jobs-pay-in-2026-4",
     "Senior ML engineer · United Kingdom: £90,000 – £130,000"),
    ("pay-by-level#how-much-do-ai-and-machine-learning-jobs-pay-in-2026-7",
     "Head of AI / ML director · Remote: $220,000 – $400,000+"),
    ("machine-learning-engineer#what-is-a-typical-day-of-a-machine-learning-engineer-2",
     "2:30 — Deploy a model or update one, then monitor what it does"),
    ("machine-learning-engineer#which-skills-does-a-machine-learning-engineer-use-most-3",
     "Math and statistics · Use by entry-level machine learning engineers: 94/100"),
    ("high-school-and-college#which-education-routes-lead-into-machine-learning-4",
     "Bootcamp plus strong portfolio · Time: 3-12 mos"),
    ("skills-checklist#what-generative-ai-skills-do-i-need-in-2026-1",
     "Fine-tuning: LoRA, QLoRA, RLHF and instruction tuning"),
    ("market-and-outlook#how-many-ai-specialists-are-needed-1",
     "An estimated 1.4 million AI specialists are needed around the world (2026)."),
    ("learning-roadmap#months-3-4-how-do-i-learn-the-basics-of-machine-learning-2", "Begin to practice on Kaggle"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "line"), SAMPLES, ids=[line[:30] for _, line in SAMPLES])
def test_sample(passages: dict[str, Passage], name: str, line: str) -> None:
    assert line in passages[name].units()


def test_kinds_and_sources_of_samples(passages: dict[str, Passage]) -> None:
    row, _, day, *_ = (passages[name] for name, _ in SAMPLES)
    assert (row.kind, row.sources) == ("row", ("jobcannon",))
    assert row.table is not None
    assert row.table[0] == ("Role", "United States", "United Kingdom", "Remote")
    assert (day.kind, day.sources, len(day.units())) == ("timetable", ("qoollege",), 9)


def test_every_cell_of_the_salary_table(passages: dict[str, Passage]) -> None:
    start = "pay-by-level#how-much-do-ai-and-machine-learning-jobs-pay-in-2026-"
    cells = [unit for name, passage in passages.items() if name.startswith(start) and passage.kind == "row"
             for unit in passage.units()]  # fmt: skip
    assert len(cells) == 18
    assert all(
        re.fullmatch(r".+ · (United States|United Kingdom|Remote): [$£][\d,]+ – [$£][\d,]+\+?", cell) for cell in cells
    )


# Sound, covered, in our own words.


def test_no_check_finds_a_fault() -> None:
    assert [str(fault) for fault in check_corpus([], today=date(2026, 11, 21))] == []


def test_coverage_has_no_empty_row(results: list[Result]) -> None:
    assert len(results) >= 250
    assert {result.row.source for result in results} == {"qoollege", "top-10-article", "jobcannon"}
    assert [str(result) for result in results if result.problems or result.unfound] == []


def test_coverage_questions_are_answered_with_the_facts(results: list[Result]) -> None:
    unanswered = [str(result) for result in results if not result.sound]
    assert unanswered == []


def test_coverage_cites_the_source_it_names(results: list[Result], passages: dict[str, Passage]) -> None:
    wrong = [
        (result.row.section, name)
        for result in results
        for name in result.row.passages
        if result.row.source not in passages[name].sources
    ]
    assert wrong == []


SEEDS = Path(__file__).resolve().parents[2] / "shared" / "seeds"
RUN = 8
_WORD = re.compile(r"[$£]?\d[\d,.]*[k+%]?|[a-z]+(?:['’][a-z]+)?")
# Words that make a list into a sentence. A run with at most one of them is names, titles, tools or figures in a row.
_SMALL_WORDS = """
a an the and or but of in on at to for from by with as is are was were be been has have had do does did can
may must will would should that which who whom this these those they their them it its you your we our he she
not than then when while where what how if so such more most
"""
_SMALL = frozenset(_SMALL_WORDS.split())


def _words(text: str) -> list[str]:
    return [word.replace("’", "'").rstrip(".,") for word in _WORD.findall(text.lower())]


def _sentences(corpus: Corpus) -> Iterator[tuple[str, str]]:
    """(where, text) of everything that is written as running words; table cells are figures and are left out."""

    def of(block: Block) -> tuple[str, ...]:
        return ((block.lead,) if block.lead else ()) if block.kind == "table" else block.units()

    for guide in corpus.guides.values():
        for section in guide.sections:
            yield f"{guide.path}:{section.line}", section.heading
            for block in section.blocks:
                if block.kind == "prose":
                    yield f"{guide.path}:{block.line}", " ".join(block.units())
                else:
                    yield from ((f"{guide.path}:{block.line}", unit) for unit in of(block))
    for door in corpus.doors:
        yield from ((f"{door.file}:{door.line}", wording) for wording in (door.question, *door.wordings))


def test_no_run_of_eight_words_is_shared_with_the_sources(corpus: Corpus) -> None:
    """Facts and figures carry over, sentences don't. Left out by rule: table cells; titles in sources.yaml; and runs
    with fewer than two small words (of, and, the, is …), which are names, titles or lists of tools."""
    seeds = sorted(SEEDS.glob("0*.txt"))
    if not seeds:
        pytest.skip(f"the source documents are not at hand ({SEEDS})")
    runs = set()
    for seed in seeds:
        words = _words(seed.read_text(encoding="utf-8"))
        runs |= {tuple(words[place : place + RUN]) for place in range(len(words) - RUN + 1)}
    titles = [source.title for source in corpus.sources.values()]
    shared = []
    for where, text in _sentences(corpus):
        for title in titles:
            text = text.replace(title, " ")
        words = _words(text)
        for place in range(len(words) - RUN + 1):
            run = tuple(words[place : place + RUN])
            if run in runs and sum(word in _SMALL for word in run) > 1:
                shared.append(f"{where}: {' '.join(run)}")
    assert shared == []
