"""Measures how the size of passages, and an overlap between them, bear on retrieval: one table a set.

    python benchmarks/passage_size.py SET_FOLDER… [--sizes 160,240,320] [--overlaps 0,0.2] [--queries 300]

A set folder holds corpus.jsonl, queries.jsonl and qrels.tsv. The library itself cuts without overlap; here each
passage is made to reach back over whole sentences of the one before it. Beside the ranking of documents stands what
eight passages cost a model: their tokens.
"""

from __future__ import annotations

import argparse
import dataclasses
import itertools
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from assistant.application import Assistant
from assistant.documents.chunking import passages
from assistant.documents.cutting import CountTokens
from assistant.library import file_work
from assistant.records import Document, Passage
from assistant.settings import Settings
from assistant.text.sentences import sentences
from eval.library_retriever import LibraryRetriever
from eval.ranking import METRICS
from eval.retrieval_bench import BenchDocument, BenchQuery, _judgements
from eval.rows import read_rows

Cut = Callable[[Document, CountTokens, int], list[Passage]]


def overlapping(share: float) -> Cut:
    """The library's passages, each begun earlier by whole sentences of up to `share` of the limit."""

    def cut(document: Document, count_tokens: CountTokens, max_tokens: int) -> list[Passage]:
        found = passages(document, count_tokens, max_tokens)
        return found[:1] + [
            _reaching_back(document, before, passage, count_tokens, int(share * max_tokens))
            for before, passage in itertools.pairwise(found)
        ]

    return cut


def _reaching_back(
    document: Document, before: Passage, passage: Passage, count_tokens: CountTokens, most: int
) -> Passage:
    start = passage.start
    for sentence in reversed(sentences(before.text)):
        earlier = before.start + sentence.start
        if count_tokens(document.text[earlier : passage.start]) > most:
            break
        start = earlier
    text = document.text[start : passage.end]
    original, _ = document.offsets.span_to_original(start, passage.end)
    return dataclasses.replace(passage, start=start, original_start=original, text=text)


def measured(folder: Path, tokens: int, cut: Cut, queries: int) -> dict[str, float]:
    documents = read_rows(folder / "corpus.jsonl", BenchDocument)
    relevance = _judgements(folder / "qrels.tsv")
    asked = [query for query in read_rows(folder / "queries.jsonl", BenchQuery) if query.id in relevance]
    asked = asked[:: max(1, len(asked) // queries)]
    file_work.passages = cut
    with tempfile.TemporaryDirectory() as name:
        texts = Path(name) / "texts"
        texts.mkdir()
        files = {}
        for at, document in enumerate(documents):
            path = texts / f"{at:06}.txt"
            path.write_text("\n".join(part for part in (document.title, document.text) if part), encoding="utf-8")
            files[path] = document.id
        with Assistant(Settings(home=Path(name) / "home", passage_tokens=tokens, workers=1)) as assistant:
            retriever = LibraryRetriever(assistant, files)
            ranked = [retriever.search(query.text, 10, "hybrid") for query in asked]
            cost = [
                sum(assistant.counter.count(item.passage.text) for item in assistant.retrieve(query.text, k=8))
                for query in asked[:50]
            ]
            stored = assistant.store.catalogue.counts()[1]
    values: dict[str, Any] = {
        metric: sum(of(found, relevance[query.id]) for found, query in zip(ranked, asked, strict=True)) / len(asked)
        for metric, of in METRICS.items()
    }
    return {**values, "passages": stored, "tokens of 8": sum(cost) / len(cost)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--sizes", default="120,200,320,480,720")
    parser.add_argument("--overlaps", default="0,0.2")
    parser.add_argument("--queries", type=int, default=300)
    options = parser.parse_args()
    for folder in options.folders:
        print(f"\n{folder.name}\n| tokens | overlap | ndcg@10 | recall@5 | hit@5 | passages | tokens of 8 |")
        print("| --- | --- | --- | --- | --- | --- | --- |")
        for size, share in itertools.product(options.sizes.split(","), options.overlaps.split(",")):
            cut = passages if float(share) == 0 else overlapping(float(share))
            row = measured(folder, int(size), cut, options.queries)
            figures = " | ".join(f"{row[name]:.3f}" for name in ("ndcg@10", "recall@5", "hit@5"))
            print(f"| {size} | {share} | {figures} | {row['passages']} | {row['tokens of 8']:.0f} |", flush=True)


if __name__ == "__main__":
    main()
