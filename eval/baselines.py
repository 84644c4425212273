"""Plain retrievers on the same passages and questions, so that our own figure never stands alone.

Each is a few lines: build from passages, rank passage numbers for a question. None refuses, none knows synonyms,
typos or context; for a conversation each gets all turns as one text, the better of the simple ways.
"""

from __future__ import annotations

import importlib.util
import re
import sqlite3
from collections.abc import Callable, Sequence
from functools import cache

import numpy as np

from bot.records import Passage
from eval.extras import need

Ranker = Callable[[str, int], list[tuple[int, float]]]
_WORD = re.compile(r"\w+")


def text_of(passage: Passage) -> str:
    """What each baseline indexes: title, headings and text."""
    return "\n".join((passage.guide_title, *passage.trail, passage.heading, passage.text))


def _top(scores: np.ndarray, k: int) -> list[tuple[int, float]]:
    """The k best numbers with a score above 0, best first; ties in order of the passages."""
    order = np.argsort(-scores, kind="stable")[:k]
    return [(int(place), float(scores[place])) for place in order if scores[place] > 0]


def split_words(text: str) -> list[str]:
    return text.lower().split()


@cache
def _stem(word: str) -> str:
    return _stemmer().stem(word)


@cache
def _stemmer():
    from nltk.stem import PorterStemmer

    return PorterStemmer()


def stems(text: str) -> list[str]:
    return [_stem(word) for word in _WORD.findall(text.lower())]


def rank_bm25(texts: Sequence[str], terms: Callable[[str], list[str]] = split_words) -> Ranker:
    """rank-bm25's BM25Okapi as its README shows it: lower case, split at spaces, default numbers."""
    from rank_bm25 import BM25Okapi

    engine = BM25Okapi([terms(text) or [""] for text in texts])
    return lambda question, k: _top(np.asarray(engine.get_scores(terms(question))), k)


def bm25_stems(texts: Sequence[str]) -> Ranker:
    """BM25 with Porter stems, k1 .9, b .4: the usual strong baseline (Anserini's numbers); idf as in Lucene."""
    counts: dict[str, dict[int, int]] = {}
    lengths = np.zeros(len(texts))
    for number, text in enumerate(texts):
        words = stems(text)
        lengths[number] = len(words)
        for word in words:
            row = counts.setdefault(word, {})
            row[number] = row.get(number, 0) + 1
    norm = 0.9 * (0.6 + 0.4 * lengths / max(lengths.mean(), 1.0))
    postings = {}
    for word, row in counts.items():
        numbers, tf = np.fromiter(row, int), np.fromiter(row.values(), float)
        idf = np.log(1 + (len(texts) - len(row) + 0.5) / (len(row) + 0.5))
        postings[word] = (numbers, idf * tf / (tf + norm[numbers]))

    def rank(question: str, k: int) -> list[tuple[int, float]]:
        scores = np.zeros(len(texts))
        for word in stems(question):
            if word in postings:
                numbers, weights = postings[word]
                scores[numbers] += weights
        return _top(scores, k)

    return rank


def bm25s(texts: Sequence[str]) -> Ranker:
    """bm25s with its own tokenizer and English stop words, default numbers (Lù 2024, https://arxiv.org/abs/2407.03618)."""
    package = need("bm25s")
    engine = package.BM25()
    engine.index(package.tokenize(list(texts), stopwords="en", show_progress=False), show_progress=False)

    def rank(question: str, k: int) -> list[tuple[int, float]]:
        words = package.tokenize([question], stopwords="en", show_progress=False, return_ids=False)[0]
        known = [word for word in words if word in engine.vocab_dict]
        return _top(np.asarray(engine.get_scores(known)), k) if known else []

    return rank


def tf_idf(texts: Sequence[str]) -> Ranker:
    """scikit-learn's TfidfVectorizer with English stop words and sublinear tf, cosine similarity."""
    need("sklearn")
    from sklearn.feature_extraction.text import TfidfVectorizer

    vectorizer = TfidfVectorizer(stop_words="english", sublinear_tf=True)
    matrix = vectorizer.fit_transform(texts)
    return lambda question, k: _top((matrix @ vectorizer.transform([question]).T).toarray().ravel(), k)


def sqlite_fts5(texts: Sequence[str]) -> Ranker:
    """SQLite's full-text search with its Porter tokenizer and bm25(): what a school's own site search would do."""
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE passages USING fts5(text, tokenize='porter unicode61')")
    database.executemany("INSERT INTO passages(rowid, text) VALUES (?, ?)", enumerate(texts))

    def rank(question: str, k: int) -> list[tuple[int, float]]:
        words = dict.fromkeys(_WORD.findall(question.lower()))
        if not words:
            return []
        match = " OR ".join(f'"{word}"' for word in words)
        sql = (
            "SELECT rowid, -bm25(passages) FROM passages WHERE passages MATCH ? ORDER BY bm25(passages), rowid LIMIT ?"
        )
        return [(int(row), float(score)) for row, score in database.execute(sql, (match, k))]

    return rank


def dense(texts: Sequence[str]) -> Ranker:
    """Sentence embeddings by a model in a folder of this machine (GUIDEPOST_EVAL_MODEL); nothing is fetched."""
    import os

    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(os.environ["GUIDEPOST_EVAL_MODEL"], local_files_only=True)
    matrix = model.encode(list(texts), normalize_embeddings=True)
    return lambda question, k: _top(matrix @ model.encode([question], normalize_embeddings=True)[0], k)


def hybrid(texts: Sequence[str]) -> Ranker:
    """BM25 with stems and dense, joined by reciprocal ranks, k = 60 (Cormack et al. 2009, SIGIR)."""
    parts = (bm25_stems(texts), dense(texts))

    def rank(question: str, k: int) -> list[tuple[int, float]]:
        scores = np.zeros(len(texts))
        for part in parts:
            for place, (number, _) in enumerate(part(question, 100), start=1):
                scores[number] += 1 / (60 + place)
        return _top(scores, k)

    return rank


BASELINES: dict[str, Callable[[Sequence[str]], Ranker]] = {
    "rank-bm25": rank_bm25,
    "BM25 with stems": bm25_stems,
    "bm25s": bm25s,
    "TF-IDF": tf_idf,
    "SQLite FTS5": sqlite_fts5,
    "dense": dense,
    "hybrid": hybrid,
}


def unavailable(name: str) -> str | None:
    """Why a baseline cannot run here, or None."""
    import os

    if name == "bm25s" and importlib.util.find_spec("bm25s") is None:
        return "bm25s is not installed"
    if name == "TF-IDF" and importlib.util.find_spec("sklearn") is None:
        return "scikit-learn is not installed"
    if name in ("dense", "hybrid"):
        if importlib.util.find_spec("sentence_transformers") is None:
            return "sentence-transformers is not installed"
        if not os.environ.get("GUIDEPOST_EVAL_MODEL"):
            return "GUIDEPOST_EVAL_MODEL names no model folder"
    return None
