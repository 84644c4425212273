"""nDCG, recall, reciprocal rank and average precision, case by case, computed by ir-measures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from eval.extras import need

# Our names → ir-measures' names. Grades 1 and 2 both count as relevant for the measures without grades.
MEASURES = {"ndcg@10": "nDCG@10", "recall@5": "R@5", "recall@10": "R@10", "rr": "RR@10", "ap": "AP@50"}


def ranking_scores(
    qrels: Mapping[str, Mapping[str, int]], run: Mapping[str, Sequence[str]], measures: Mapping[str, str] = MEASURES
) -> dict[str, dict[str, float]]:
    """Scores of each question of `qrels`, by measure name.

    qrels: question → document → grade. run: question → documents, best first. A question without relevant documents, or
    without a ranking, scores 0 and stays in: an unanswered question never drops out of a mean.
    """
    ir_measures = need("ir_measures")
    parsed = {name: ir_measures.parse_measure(told) for name, told in measures.items()}
    scores = {question: dict.fromkeys(measures, 0.0) for question in qrels}
    judged = [
        ir_measures.Qrel(question, document, grade)
        for question, grades in qrels.items()
        for document, grade in grades.items()
        if grade > 0
    ]
    ranked = [
        ir_measures.ScoredDoc(question, document, float(-place))
        for question, documents in run.items()
        if question in qrels
        for place, document in enumerate(documents)
    ]
    if not judged or not ranked:
        return scores
    names = {measure: name for name, measure in parsed.items()}
    for metric in ir_measures.iter_calc(list(parsed.values()), judged, ranked):
        if metric.query_id in scores:
            scores[metric.query_id][names[metric.measure]] = float(metric.value)
    return scores
