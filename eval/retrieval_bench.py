"""Bench of the retriever alone on a set of the BEIR kind: three files in, one table out.

`corpus.jsonl` {id, title?, text} · `queries.jsonl` {id, text} · `qrels.tsv` (header; query, document, relevance).
The retriever is whatever ranks document ids; how one is built of documents it is told.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from assistant.errors import UsageError
from eval.ranking import METRICS
from eval.rows import read_lines, read_rows

ARMS = ("terms", "vectors", "hybrid")
DEFAULT_ARM = "hybrid"
"""The arm that answers questions; the figures at the top of the table are its."""

_DEPTH = 10
"""Documents asked for a query: the deepest metric looks at ten."""


@dataclass(frozen=True, slots=True)
class BenchDocument:
    """A row of `corpus.jsonl`."""

    id: str
    text: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class BenchQuery:
    """A row of `queries.jsonl`."""

    id: str
    text: str


class Retriever(Protocol):
    """What is benched."""

    @property
    def refused(self) -> Sequence[str]:
        """Ids of the documents that it could not take in; a query that asks for one of them finds it nowhere."""
        ...

    def search(self, query: str, k: int, arm: str) -> Sequence[str]:
        """The ids of the `k` best documents, best first, each once; `arm` is terms, vectors or hybrid."""
        ...


Build = Callable[[Sequence[BenchDocument]], AbstractContextManager[Retriever]]


def bench(corpus: Path, queries: Path, qrels: Path, build: Build) -> dict[str, Any]:
    """Every metric for every arm, and what building and asking took.

    Only queries with a relevant document are asked: on others no metric is defined. Raises UsageError for a file that
    is not as described, and where no query is left.
    """
    documents = read_rows(corpus, BenchDocument)
    relevance = _judgements(qrels)
    asked = [query for query in read_rows(queries, BenchQuery) if query.id in relevance]
    if not asked:
        raise UsageError("evaluation.no_judged_query", queries=queries, qrels=qrels)
    begun = time.perf_counter()
    with build(documents) as retriever:
        build_s = time.perf_counter() - begun
        arms = {arm: _arm(retriever, arm, asked, relevance) for arm in ARMS}
        refused = len(retriever.refused)
    sizes = {"documents": len(documents), "refused": refused, "queries": len(asked)}
    return {**sizes, "build_s": round(build_s, 2), **arms[DEFAULT_ARM], "arms": arms}


def _arm(
    retriever: Retriever, arm: str, queries: Sequence[BenchQuery], relevance: Mapping[str, Mapping[str, int]]
) -> dict[str, float]:
    values: dict[str, list[float]] = {name: [] for name in METRICS}
    times_ms: list[float] = []
    for query in queries:
        begun = time.perf_counter()
        ranked = retriever.search(query.text, _DEPTH, arm)
        times_ms.append((time.perf_counter() - begun) * 1000)
        for name, metric in METRICS.items():
            values[name].append(metric(ranked, relevance[query.id]))
    measured = {name: round(float(np.mean(column)), 4) for name, column in values.items()}
    p50, p95 = np.percentile(times_ms, [50, 95])
    return {**measured, "query_ms_p50": round(float(p50), 2), "query_ms_p95": round(float(p95), 2)}


def _judgements(file: Path) -> dict[str, dict[str, int]]:
    """Query id → document id → relevance, for queries with a relevant document."""
    judged: dict[str, dict[str, int]] = {}
    for number, line in read_lines(file):
        if number == 1:
            continue  # the header
        try:
            query, document, grade = line.split("\t")
            judged.setdefault(query, {})[document] = int(grade)
        except ValueError as error:
            raise UsageError("evaluation.bad_row", path=file, line=number, field="-", why=error) from error
    return {query: grades for query, grades in judged.items() if max(grades.values()) > 0}
