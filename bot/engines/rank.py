"""The embedded engine on rank-bm25, with its traps settled here.

- An empty corpus divides by zero: handled before the library sees it.
- Okapi's idf is negative for terms in more than half of the documents: replaced by Lucene's, which is never negative
  (Robertson and Zaragoza 2009, The Probabilistic Relevance Framework, section 3.4.1, plus 1 inside the logarithm).
- A query looks at every document: the library's own figures are turned into posting lists once.
- Documents are token lists: weighted terms are taken instead, so that fields can count differently (BM25F by weights).
"""

from __future__ import annotations

import json
import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from rank_bm25 import BM25Okapi


class _WeightedOkapi(BM25Okapi):
    """BM25Okapi over documents given as terms with weights."""

    def _initialize(self, corpus: Sequence[Mapping[str, float]]) -> dict[str, int]:
        documents_with: dict[str, int] = defaultdict(int)
        total = 0.0
        for document in corpus:
            length = sum(document.values())
            self.doc_len.append(length)
            self.doc_freqs.append(document)
            total += length
            for term in document:
                documents_with[term] += 1
            self.corpus_size += 1
        self.avgdl = total / self.corpus_size or 1.0
        return documents_with

    def _calc_idf(self, nd: dict[str, int]) -> None:
        self.idf = {term: math.log(1 + (self.corpus_size - n + 0.5) / (n + 0.5)) for term, n in nd.items()}


class RankEngine:
    """BM25 by rank-bm25's figures over posting lists of numpy arrays."""

    def __init__(self, *, k1: float, b: float) -> None:
        self.k1, self.b = k1, b
        self._clear()

    def _clear(self) -> None:
        self.size = 0
        self._terms: dict[str, int] = {}
        self._starts = np.zeros(1, np.int64)
        self._documents = np.zeros(0, np.int32)
        self._parts = np.zeros(0, np.float32)

    def index(self, documents: Sequence[Mapping[str, float]]) -> None:
        self._clear()
        if not documents:
            return
        self.size = len(documents)
        okapi = _WeightedOkapi(documents, k1=self.k1, b=self.b)
        postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for number, (document, length) in enumerate(zip(okapi.doc_freqs, okapi.doc_len, strict=True)):
            norm = self.k1 * (1 - self.b + self.b * length / okapi.avgdl)
            for term, weight in document.items():
                part = okapi.idf[term] * weight * (self.k1 + 1) / (weight + norm)
                postings[term].append((number, part))
        self._terms = {term: place for place, term in enumerate(sorted(postings))}
        self._starts = np.cumsum([0, *(len(postings[term]) for term in self._terms)]).astype(np.int64)
        flat = [pair for term in self._terms for pair in postings[term]]
        self._documents = np.array([number for number, _ in flat], np.int32)
        self._parts = np.array([part for _, part in flat], np.float32)

    def scores(self, query: Mapping[str, float]) -> np.ndarray:
        total = np.zeros(self.size)
        for term, weight in query.items():
            place = self._terms.get(term)
            if place is not None and weight:
                span = slice(self._starts[place], self._starts[place + 1])
                total[self._documents[span]] += weight * self._parts[span]
        return total

    def idf(self, term: str) -> float:
        place = self._terms.get(term)
        n = 0 if place is None else self._starts[place + 1] - self._starts[place]
        return math.log(1 + (self.size - n + 0.5) / (n + 0.5)) if self.size else 0.0

    def document_frequency(self, term: str) -> int:
        place = self._terms.get(term)
        return 0 if place is None else int(self._starts[place + 1] - self._starts[place])

    def save(self, folder: Path) -> None:
        (folder / "terms.json").write_text(json.dumps([self.size, *self._terms], ensure_ascii=False), "utf-8")
        np.savez(folder / "postings.npz", starts=self._starts, documents=self._documents, parts=self._parts)

    def load(self, folder: Path) -> None:
        self.size, *terms = json.loads((folder / "terms.json").read_text("utf-8"))
        self._terms = {term: place for place, term in enumerate(terms)}
        try:
            with (folder / "postings.npz").open("rb") as file, np.load(file, allow_pickle=False) as arrays:
                self._starts, self._documents, self._parts = arrays["starts"], arrays["documents"], arrays["parts"]
        except BadZipFile as error:
            raise ValueError("postings.npz is damaged") from error

    def close(self) -> None:
        """Nothing is held open."""
