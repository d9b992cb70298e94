"""Prints how an embedder ranks whole documents: alone, and fused with the term index at several weights.

    python benchmarks/embedder_retrieval.py SETS [--embedder static] [--weights 0.2 0.35 0.5 1] [--queries 2000]

SETS holds a folder a set, each with corpus.jsonl, queries.jsonl, qrels.tsv. Documents are embedded whole: the figures
are the embedder's and not the chunking's; `assistant eval retrieval` measures the product.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))

from assistant.library.embedding import Encoder, load_encoder
from assistant.library.terms_index import TermEntry, TermsIndex
from assistant.retrieval.fusion import Leg, fuse
from eval.ranking import ndcg_at_10, recall_at_5

POOL = 60


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("sets", type=Path)
    arguments.add_argument("--embedder", default="static")
    arguments.add_argument("--weights", type=float, nargs="*", default=[0.2, 0.35, 0.5, 1.0])
    arguments.add_argument("--queries", type=int, default=2000, help="first queries of each set")
    given = arguments.parse_args()
    encoder = load_encoder(given.embedder)
    print(f"{encoder.name}, {encoder.dimension} dimensions, {encoder.fingerprint[:12]}")
    for folder in sorted(path for path in given.sets.iterdir() if path.is_dir()):
        compare(folder, encoder, given.weights, given.queries)


def compare(folder: Path, encoder: Encoder, weights: Sequence[float], limit: int) -> None:
    documents = rows(folder / "corpus.jsonl")
    relevance = judgements(folder / "qrels.tsv")
    queries = [query for query in rows(folder / "queries.jsonl") if query["id"] in relevance][:limit]
    began = time.perf_counter()
    matrix = encoder.encode_documents([whole(document) for document in documents])
    took = time.perf_counter() - began
    print(f"\n{folder.name}: {len(documents)} documents ({len(documents) / took:.0f}/s), {len(queries)} queries")
    with tempfile.TemporaryDirectory() as home:
        terms = TermsIndex(Path(home) / "terms")
        terms.write(TermEntry(item["id"], item["id"], item["text"], item.get("title", ""), "") for item in documents)
        legs = {query["id"]: both_legs(query["text"], terms, encoder, matrix, documents) for query in queries}
    report("terms", {key: ordered(leg) for key, (leg, _) in legs.items()}, relevance)
    report("vectors", {key: ordered(leg) for key, (_, leg) in legs.items()}, relevance)
    for weight in weights:
        fused = {
            key: [item.passage_id for item in fuse([Leg("terms", first, 1.0), Leg("vectors", second, weight)])]
            for key, (first, second) in legs.items()
        }
        report(f"both, vectors weigh {weight}", fused, relevance)


def both_legs(
    question: str, terms: TermsIndex, encoder: Encoder, matrix: np.ndarray, documents: Sequence[Mapping[str, Any]]
) -> tuple[dict[str, float], dict[str, float]]:
    cosines = matrix @ encoder.encode_query(question)
    best = np.argsort(-cosines, kind="stable")[:POOL]
    return (
        {hit.passage_id: hit.score for hit in terms.search(question, POOL)},
        {documents[at]["id"]: float(cosines[at]) for at in best},
    )


def ordered(scores: Mapping[str, float]) -> list[str]:
    return sorted(scores, key=lambda key: (-scores[key], key))


def report(name: str, ranked: Mapping[str, Sequence[str]], relevance: Mapping[str, Mapping[str, int]]) -> None:
    ndcg = np.mean([ndcg_at_10(ids, relevance[key]) for key, ids in ranked.items()])
    recall = np.mean([recall_at_5(ids, relevance[key]) for key, ids in ranked.items()])
    print(f"  {name:28} nDCG@10 {ndcg:.3f}  recall@5 {recall:.3f}")


def whole(document: Mapping[str, Any]) -> str:
    title = document.get("title", "")
    return document["text"] if document["text"].startswith(title) else f"{title}\n{document['text']}"


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def judgements(path: Path) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for query, document, grade in list(csv.reader(file, delimiter="\t"))[1:]:
            found.setdefault(query, {})[document] = int(grade)
    return found


if __name__ == "__main__":
    main()
