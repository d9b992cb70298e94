"""The embedded answers over a library of rageval-zh: citation precision and recall, abstention AUROC.

    python benchmarks/rageval_answers.py DATA [--queries 600]

Of documents with an odd CRC-32, on which nothing was fitted (benchmarks/train_answerability.py). The set says which
paragraphs answer, so a citation counts as right where it stands in one of them, and recall is the share of them that
are cited; questions for a summary are left out, what remains asks for a fact. Questions without an answer are made by
taking out of what was found, for every second question, the whole document that answers, else its paragraphs.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import numpy as np
from embedder_retrieval import judgements

sys.path.insert(0, str(Path(__file__).parents[1]))

from train_answerability import auroc, is_fitted, without_answer

from assistant.composing.composer import ComposedSentence, Finished, Request
from assistant.composing.extractive import ExtractiveComposer
from assistant.records import Evidence
from assistant.retrieval.hybrid import search
from assistant.retrieval.query import understand
from eval.library_retriever import LibraryRetriever, open_retriever
from eval.retrieval_bench import BenchDocument, BenchQuery
from eval.rows import read_rows

_SUMMARY = re.compile(r"总结|概括|如何通过|是如何|分析")
"""What asks for a summary or an analysis rather than a fact."""

_WIDE, _DEEP = 8, 40


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("data", type=Path)
    arguments.add_argument("--queries", type=int, default=600)
    given = arguments.parse_args()
    folder = given.data / "retrieval/rageval-zh"
    relevance = judgements(folder / "qrels.tsv")
    held = [
        query
        for query in read_rows(folder / "queries.jsonl", BenchQuery)
        if query.id in relevance and not is_fitted(next(iter(relevance[query.id])))
    ]
    facts = [query for query in held if not _SUMMARY.search(query.text)][: given.queries]
    with open_retriever(read_rows(folder / "corpus.jsonl", BenchDocument)) as retriever:
        rows = [measured(retriever, query.text, set(relevance[query.id])) for query in facts]
    print(json.dumps(summary(rows), ensure_ascii=False, indent=2))


def measured(retriever: LibraryRetriever, text: str, relevant: set[str]) -> dict[str, float | None]:
    """Precision and recall of one question's citations, and how sure the composer is with and without an answer."""
    composer = ExtractiveComposer(retriever.store.word_weights)
    found = search(retriever.store, understand(text, as_of=date.today()), _DEEP)
    cited, sure = _answered(composer, text, found[:_WIDE])
    ids = [set(retriever.bench_ids(document)) for document in cited]
    hit = relevant & set().union(*ids)
    others = without_answer(found, retriever.bench_ids, relevant, text)
    return {
        "precision": sum(bool(one & relevant) for one in ids) / len(ids) if ids else None,
        "recall": len(hit) / len(relevant),
        "any": float(bool(hit)),
        "retrieved": float(
            any(relevant & set(retriever.bench_ids(item.passage.document_id)) for item in found[:_WIDE])
        ),
        "answered": float(bool(ids)),
        "sure": sure,
        "sure_without": _answered(composer, text, others)[1] if others else 0.0,
    }


def _answered(composer: ExtractiveComposer, text: str, evidence: Sequence[Evidence]) -> tuple[list[str], float]:
    """The documents cited, one a citation, and the probability of an answer."""
    cited, sure = [], 0.0
    for item in composer.compose(Request(text, tuple(evidence), date.today())):
        if isinstance(item, ComposedSentence):
            cited += [evidence[quote.key - 1].passage.document_id for quote in item.quotes]
        elif isinstance(item, Finished):
            sure = item.confidence or 0.0
    return cited, sure


def summary(rows: Sequence[dict[str, float | None]]) -> dict[str, float]:
    """Means over the questions. Precision over those that were answered; recall over all."""

    def mean(name: str) -> float:
        values = [row[name] for row in rows if row[name] is not None]
        return round(float(np.mean(np.array(values, dtype=np.float64))), 4)

    sure = np.array([*(row["sure"] for row in rows), *(row["sure_without"] for row in rows)], dtype=np.float64)
    wanted = np.array([*(row["retrieved"] for row in rows), *(0.0 for _ in rows)], dtype=np.float64)
    return {
        "questions": len(rows),
        **{f"citation_{name}": mean(name) for name in ("precision", "recall")},
        "any_right": mean("any"),
        "answer_retrieved": mean("retrieved"),
        "answered": mean("answered"),
        "abstention_auroc": round(auroc(sure, wanted), 4),
    }


if __name__ == "__main__":
    main()
