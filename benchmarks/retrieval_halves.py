"""Prints terms alone, vectors alone and the whole search on the halves of public sets that nothing was fitted on.

    python benchmarks/retrieval_halves.py SETS [--queries 1000] [--sets rageval-zh]

Twice: with the embedder that ships, and with one whose vectors are drawn by chance, which the search must see through.
The last column is what the whole search has more than the better of its legs, with the ends of its 95 % interval.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from zlib import crc32

import numpy as np
from embedder_retrieval import judgements
from safetensors.numpy import save_file

sys.path.insert(0, str(Path(__file__).parents[1]))

from assistant.library.embedding import shipped_folder
from assistant.library.static_embedder import StaticEmbedder
from assistant.retrieval.strength import strength
from eval.library_retriever import LibraryRetriever, open_retriever
from eval.ranking import ndcg_at_10, recall_at_5
from eval.retrieval_bench import ARMS, BenchDocument, BenchQuery
from eval.rows import read_rows

RESAMPLES = 2000
DEPTH = 10


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("folder", type=Path, metavar="SETS")
    arguments.add_argument("--queries", type=int, default=1000, help="most queries of a set")
    arguments.add_argument("--sets", nargs="*", help="only these")
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as chance:
        draw(Path(chance) / "chance")
        for folder in sorted(path for path in given.folder.iterdir() if path.is_dir()):
            if not given.sets or folder.name in given.sets:
                for embedder in ("static", str(Path(chance) / "chance")):
                    compare(folder, embedder, given.queries)


def draw(folder: Path) -> None:
    """A copy of the shipped embedder with weights drawn by chance."""
    shutil.copytree(shipped_folder(), folder)
    size = StaticEmbedder(folder)
    weights = np.random.default_rng(1).normal(size=(size.pieces, size.dimension)).astype(np.float16)
    save_file({"embedding.weight": weights}, folder / "model.safetensors")


def compare(folder: Path, embedder: str, limit: int) -> None:
    relevance = judgements(folder / "qrels.tsv")
    queries = [query for query in read_rows(folder / "queries.jsonl", BenchQuery) if query.id in relevance]
    queries = [query for query in queries if crc32(query.id.encode()) % 2][:limit]
    with open_retriever(read_rows(folder / "corpus.jsonl", BenchDocument), embedder=embedder) as retriever:
        print(f"\n{folder.name}, {Path(embedder).name}: {len(queries)} queries; {strength(retriever.store)}")
        ndcg = {arm: one_arm(retriever, arm, queries, relevance) for arm in ARMS}
    better = max(("terms", "vectors"), key=lambda arm: float(ndcg[arm].mean()))
    gain = ndcg["hybrid"] - ndcg[better]
    drawn = np.random.default_rng(1).integers(len(gain), size=(RESAMPLES, len(gain)))
    low, high = np.quantile(gain[drawn].mean(axis=1), [0.025, 0.975])
    print(f"  hybrid less {better}: {gain.mean():+.4f} [{low:+.4f}, {high:+.4f}]")


def one_arm(
    retriever: LibraryRetriever, arm: str, queries: Sequence[BenchQuery], relevance: Mapping[str, Mapping[str, int]]
) -> np.ndarray:
    ndcg, recall, times = [], [], []
    for query in queries:
        begun = time.perf_counter()
        ranked = retriever.search(query.text, DEPTH, arm)
        times.append((time.perf_counter() - begun) * 1000)
        ndcg.append(ndcg_at_10(ranked, relevance[query.id]))
        recall.append(recall_at_5(ranked, relevance[query.id]))
    p50, p95 = np.percentile(times, [50, 95])
    print(f"  {arm:8} nDCG@10 {np.mean(ndcg):.4f}  recall@5 {np.mean(recall):.4f}  p50 {p50:.1f} ms  p95 {p95:.1f} ms")
    return np.array(ndcg)


if __name__ == "__main__":
    main()
