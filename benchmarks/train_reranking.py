"""Fits the coefficients of the re-ranking and writes them, with where they come from, to a file.

    python benchmarks/train_reranking.py SETS [-o assistant/models/reranking.json] [--queries 2000]

SETS holds a folder a set, each with corpus.jsonl, queries.jsonl, qrels.tsv. Fitted on the half of each set's queries
whose id has an even CRC-32, and on the dev halves of the suites `answers` and `retrieval`; every figure that is
reported is of the other halves (benchmarks/retrieval_halves.py).
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from zlib import crc32

import numpy as np
from embedder_retrieval import judgements

sys.path.insert(0, str(Path(__file__).parents[1]))

from assistant.application import Assistant
from assistant.library.store import Store
from assistant.retrieval import fitting, reranking, thesaurus
from assistant.retrieval.candidates import candidates
from assistant.retrieval.fitting import Judged
from assistant.retrieval.query import Query, understand
from assistant.retrieval.scope import scope
from assistant.retrieval.strength import LEAST
from assistant.settings import load
from eval.library_retriever import open_retriever
from eval.matching import locate
from eval.records import Sample, Span
from eval.retrieval_bench import BenchDocument, BenchQuery
from eval.rows import read_rows
from eval.samples import load as load_suite

PUBLIC_WEIGHT, OWN_WEIGHT = 3.0, 1.0
"""What a public set counts beside a suite of ours, which has few questions."""


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("sets", type=Path)
    arguments.add_argument("-o", "--output", type=Path, default=Path("assistant/models") / reranking.FILE)
    arguments.add_argument("--queries", type=int, default=2000, help="most queries of a set")
    given = arguments.parse_args()
    folders = sorted(path for path in given.sets.iterdir() if path.is_dir())
    sets = [(PUBLIC_WEIGHT, list(of_set(folder, given.queries))) for folder in folders]
    sets += [(OWN_WEIGHT, list(of_suite(name))) for name in ("answers", "retrieval")]
    plain, paraphrased = fitting.fit(sets)
    origin = {
        "command": "python benchmarks/train_reranking.py SETS",
        "fitted_on": [*(f"{folder.name}, dev half" for folder in folders), "suites answers and retrieval, dev halves"],
        "questions": [len(judged) for _, judged in sets],
        "note": "Numbers only: no text of the sets is in them. Their licences: docs/decisions.md.",
    }
    table = {**origin, **reranking.as_table(plain, paraphrased)}
    given.output.write_text(json.dumps(table, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(table, ensure_ascii=False, indent=2))


def is_dev(query_id: str) -> bool:
    return crc32(query_id.encode()) % 2 == 0


def of_set(folder: Path, limit: int) -> Iterator[Judged]:
    """The dev half of a public set; an answer is any passage of a relevant document."""
    relevance = judgements(folder / "qrels.tsv")
    queries = [query for query in read_rows(folder / "queries.jsonl", BenchQuery) if query.id in relevance]
    with open_retriever(read_rows(folder / "corpus.jsonl", BenchDocument)) as retriever:
        for query in [query for query in queries if is_dev(query.id)][:limit]:
            relevant = {one for one, grade in relevance[query.id].items() if grade > 0}

            def answers(document_id: str, start: int, end: int, relevant: set[str] = relevant) -> bool:
                return not relevant.isdisjoint(retriever.bench_ids(document_id))

            yield judged(retriever.store, understand(query.text, as_of=date.today()), answers)


def of_suite(name: str) -> Iterator[Judged]:
    """The dev half of a suite over a corpus; an answer is a passage that holds a gold quote."""
    suite = load_suite(name)
    with tempfile.TemporaryDirectory() as home, Assistant.open(load({"home": home})) as assistant:
        assistant.ingest([suite.corpus])
        paths = {summary.path: summary.id for summary in assistant.documents()}
        for sample in suite.samples:
            if sample.gold and sample.split == "dev":
                gold = [(paths[str(suite.corpus / one.path)], one.quote) for one in sample.gold]
                places = [
                    Span(document, *span)
                    for document, quote in gold
                    for span in locate(quote, assistant.document(document).text)
                ]

                def answers(document_id: str, start: int, end: int, places: list[Span] = places) -> bool:
                    return any(Span(document_id, start, end).overlaps(place) for place in places)

                yield judged(assistant.store, question(sample), answers)


def question(sample: Sample) -> Query:
    return understand(sample.question, as_of=sample.as_of or date.today(), history=sample.history)


def judged(store: Store, query: Query, answers: Callable[[str, int, int], bool]) -> Judged:
    concepts = thesaurus.shipped().concepts(query.text)
    chosen = candidates(store, query, concepts, LEAST, *scope(store, query))
    passages = [found.passage for found in chosen.found]
    marks = np.array([answers(one.document_id, one.start, one.end) for one in passages], dtype=bool)
    return Judged(chosen.rows, chosen.mismatch, marks)


if __name__ == "__main__":
    main()
