from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from test_eval_fake_bot import FakeBot, passage

from bot.errors import CorpusError
from eval import datasets, public, trec
from eval.left_out import left_out_auroc
from eval.sections import SectionMap

SHARED = Path(__file__).resolve().parents[2] / "shared" / "evaldata"


def jsonl(path: Path, rows: list[dict]) -> None:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


def beir(folder: Path) -> Path:
    jsonl(
        folder / "corpus.jsonl",
        [{"_id": "d1", "title": "Pay", "text": "It pays well."}, {"id": "d2", "text": "Hours."}],
    )
    jsonl(folder / "queries.jsonl", [{"_id": "q1", "text": "pays"}, {"_id": "q2", "text": "unjudged"}])
    (folder / "qrels.tsv").write_text("query-id\tcorpus-id\tscore\nq1\td1\t1\nq1\td2\t0\n", encoding="utf-8")
    return folder


def build(guides):
    made = []
    for guide in guides:
        for number, section in enumerate(guide.sections):
            made.append(passage(f"s{number}", section.heading, section.blocks[0].sentences, guide=guide.id))
    return FakeBot(passages=tuple(made))


def test_reads_beir(tmp_path: Path):
    told = datasets.read_beir(beir(tmp_path))
    assert [document.id for document in told.documents] == ["d1", "d2"]
    assert told.questions == {"q1": "pays"}
    assert told.qrels == {"q1": {"d1": 1}}
    assert datasets.detect(tmp_path) == "beir"


def test_measures_beir_by_best_passage(tmp_path: Path):
    measured = public.measure_collection(datasets.read_beir(beir(tmp_path)), build)
    (row,) = measured["rows"]
    assert row["scores"]["first"] == 1.0
    assert row["ranking"][0] == "d1"
    assert measured["baselines"]["BM25 with stems"]["first"]["value"] == 1.0


@pytest.mark.parametrize(
    ("file", "text", "fault"),
    [
        ("qrels.tsv", "h\nq1 d1 1\n", r"qrels\.tsv:2: must be: query-id"),
        ("qrels.tsv", "h\nq9\td1\t1\n", "judges question 'q9'"),
        ("qrels.tsv", "h\nq1\td9\t1\n", "judges document 'd9'"),
        ("qrels.tsv", "h\n", "judges nothing"),
        ("corpus.jsonl", "{\n", r"corpus\.jsonl:1: is not a JSON object"),
        ("corpus.jsonl", '{"id": "d1"}\n', r"corpus\.jsonl:1: lacks text"),
        ("corpus.jsonl", "", "is empty"),
    ],
)
def test_faults_of_beir_have_file_and_line(tmp_path: Path, file: str, text: str, fault: str):
    beir(tmp_path)
    (tmp_path / file).write_text(text, encoding="utf-8")
    with pytest.raises(CorpusError, match=fault):
        datasets.read_beir(tmp_path)


def test_folder_without_data_says_what_was_looked_for(tmp_path: Path):
    with pytest.raises(CorpusError, match="holds no dataset"):
        datasets.detect(tmp_path)


def test_wikiqa_ranks_within_a_questions_candidates(tmp_path: Path):
    head = "QuestionID\tQuestion\tDocumentID\tDocumentTitle\tSentenceID\tSentence\tLabel\n"
    rows = ["Q1\twhat pays\tD1\tPay\tD1-0\tSomething else here.\t0", "Q1\twhat pays\tD1\tPay\tD1-1\tThis pays.\t1"]
    rows += ["Q2\tno answer\tD2\tOther\tD2-0\tThat pays what.\t0"]
    with gzip.open(tmp_path / "WikiQA-dev.tsv.gz", "wt", encoding="utf-8") as file:
        file.write(head + "\n".join(rows) + "\n")
    assert datasets.detect(tmp_path) == "wikiqa"
    told = datasets.read_wikiqa(tmp_path)
    assert list(told.questions) == ["Q1"]
    measured = public.measure_collection(told, build, within=True)
    assert measured["rows"][0]["ranking"] == ["D1-1", "D1-0"]
    assert measured["rows"][0]["scores"]["map"] == 1.0


def dialogue_folder(folder: Path) -> Path:
    sections = [
        ("ds#s0", "Pay", "A data scientist earns $118k to $191k per year. Bonuses come on top."),
        ("ds#s1", "Hours", "Work starts at 9:30. It ends at 18:00."),
    ]
    jsonl(folder / "sections.jsonl", [{"id": id_, "doc_id": "ds", "heading": h, "text": t} for id_, h, t in sections])
    history = [
        {"role": "user", "text": "scientist earns"},
        {"role": "agent", "text": "well"},
        {"role": "user", "text": "ok thanks"},
    ]
    first = {
        "id": "a_1",
        "dialogue": "a",
        "doc_id": "ds",
        "history": [],
        "question": "scientist earns",
        "gold_text": "A data scientist earns $118k to $191k per year.",
        "gold_sections": ["ds#s0"],
    }
    last = first | {
        "id": "a_4",
        "history": history,
        "question": "when does work start",
        "gold_text": "Work starts at 9:30.",
        "gold_sections": ["ds#s1"],
    }
    jsonl(folder / "turns.jsonl", [last, first])
    (folder / "guides").mkdir()
    return folder


def test_doc2dial_replays_the_students_turns_in_order(tmp_path: Path):
    told = datasets.read_doc2dial(dialogue_folder(tmp_path))
    (dialogue,) = told.dialogues
    assert dialogue.turns == ("scientist earns", "ok thanks", "when does work start")
    assert [(turn.id, turn.place) for turn in dialogue.scored] == [("a_1", 0), ("a_4", 2)]
    bot = FakeBot()
    measured = public.measure_dialogues(told, bot, build)
    assert bot.asked == [
        ("scientist earns", None),
        ("ok thanks", "scientist earns"),
        ("when does work start", "ok thanks"),
    ]
    assert [(row["id"], row["kind"], row["scores"]["hit@1"]) for row in measured["rows"]] == [
        ("a_1", "first turn", 1.0),
        ("a_4", "follow-up", 1.0),
    ]
    assert measured["rows"][0]["scores"]["quote-f1"] == 1.0


def test_sections_count_once_and_by_words():
    sections = {"ds": [("one", "Pay", "It is — well paid, indeed."), ("two", "Hours", "Nine to five.")]}
    made = (
        passage("a", "Pay", ("Well paid.",)),
        passage("b", "Pay", ("indeed",)),
        passage("c", "Hours", ("Nine to six",)),
    )
    mapped = SectionMap(sections, made)
    assert mapped.ranked([one.id for one in made]) == ["one", "two"]
    assert SectionMap(sections, [passage("d", "X", ("nothing of it",))]).ranked(["ds#d-1"]) == ["none:ds#d-1"]


def test_out_of_scope_questions_ought_to_be_refused(tmp_path: Path):
    (tmp_path / "out_of_scope.json").write_text(json.dumps({"far": ["zzz", "scientist"]}), encoding="utf-8")
    assert datasets.detect(tmp_path) == "out-of-scope"
    measured = public.measure_out_of_scope(datasets.read_out_of_scope(tmp_path), FakeBot())
    assert [row["scores"]["refusal"] for row in measured["rows"]] == [1.0, 0.0]


def test_leaving_guides_out_keeps_versions_of_a_page_together():
    documents = [datasets.Document(f"d{n}", f"title{n // 2}", f"word{chr(97 + n // 2) * 3} pays.") for n in range(8)]
    seen = []

    def watching(guides):
        guides = list(guides)
        seen.append({guide.title for guide in guides})
        return build(guides)

    questions = [(f"word{chr(97 + n // 2) * 3}", {f"d{n}"}) for n in range(8)]
    told = left_out_auroc([document.guide() for document in documents], questions, watching)
    assert seen[0] & seen[1] == set()
    assert len(seen[0] | seen[1]) == 4
    assert told["value"] == 1.0


def test_trec_files_round_trip(tmp_path: Path):
    qrels = {"q1": {"a": 2, "b": 1}, "q2": {"c": 1}}
    rankings = {"q1": ["b", "a", "c"], "q2": ["c"]}
    (tmp_path / "qrels").write_text(trec.format_qrels(qrels), encoding="utf-8")
    (tmp_path / "run").write_text(trec.format_run(rankings), encoding="utf-8")
    assert trec.read_qrels(tmp_path / "qrels") == qrels
    assert trec.read_run(tmp_path / "run") == rankings
    assert trec.format_run(rankings).splitlines()[0] == "q1 Q0 b 1 3 guidepost"


def test_trec_files_are_read_by_ir_measures(tmp_path: Path):
    ir_measures = pytest.importorskip("ir_measures")
    (tmp_path / "qrels").write_text(trec.format_qrels({"q": {"a": 2}}), encoding="utf-8")
    (tmp_path / "run").write_text(trec.format_run({"q": ["b", "a"]}), encoding="utf-8")
    told = ir_measures.calc_aggregate(
        [ir_measures.RR],
        ir_measures.read_trec_qrels(str(tmp_path / "qrels")),
        ir_measures.read_trec_run(str(tmp_path / "run")),
    )
    assert told[ir_measures.RR] == 0.5


@pytest.mark.parametrize(("text", "line"), [("q 0 a\n", 1), ("q 0 a 1\nq 0 b x\n", 2), ("", 0)])
def test_faults_of_trec_files_have_lines(tmp_path: Path, text: str, line: int):
    (tmp_path / "qrels").write_text(text, encoding="utf-8")
    with pytest.raises(CorpusError) as caught:
        trec.read_qrels(tmp_path / "qrels")
    assert caught.value.faults[0].line == line


@pytest.mark.public_data
@pytest.mark.skipif(not SHARED.is_dir(), reason=f"the public evaluation data is not at {SHARED}")
@pytest.mark.parametrize(("name", "count"), [("scifact", 300), ("stackfaq", 1250)])
def test_public_collections_load(name: str, count: int):
    assert len(datasets.read_beir(SHARED / name).questions) == count


@pytest.mark.public_data
@pytest.mark.skipif(not SHARED.is_dir(), reason=f"the public evaluation data is not at {SHARED}")
def test_public_dialogues_load():
    told = datasets.read_doc2dial(SHARED / "doc2dial")
    assert sum(len(dialogue.scored) for dialogue in told.dialogues) == 2229
    for dialogue in told.dialogues:
        assert all(dialogue.turns[turn.place] == turn.question for turn in dialogue.scored)
