"""What a library costs as it grows, and what settings of its parts do: the tables of docs/performance.md.

    python benchmarks/growth.py sizes FOLDER 10000 100000 500000
    python benchmarks/growth.py long FOLDER 40 1000 6000
    python benchmarks/growth.py vectors FOLDER 40000
    python benchmarks/growth.py terms FOLDER 40000

Passages are made of the sentences of the folder's documents, about 430 characters each, and never kept.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

import numpy as np

from assistant.application import Assistant
from assistant.library.embedding import load_encoder
from assistant.library.generations import client_of
from assistant.library.store import Store
from assistant.library.terms_index import TermEntry, TermsIndex
from assistant.settings import Settings
from assistant.text.terms import index_terms
from benchmarks.ingest_speed import PASSAGE_CHARACTERS, QUESTIONS, turn
from benchmarks.synthetic_library import fill, made_up, sentences_of

CHROMA: tuple[dict[str, int], ...] = (
    {},
    {"batch_size": 5000},
    {"ef_construction": 50},
    {"ef_construction": 50, "max_neighbors": 12},
    {"ef_construction": 32, "ef_search": 200},
)
"""Beside space = cosine, and sync_threshold = all rows."""

TANTIVY = ((2000, 64), (5000, 64), (20_000, 64), (5000, 256))
"""Passages a commit, megabytes of the writer."""


def sizes(folder: Path, counts: list[int]) -> None:
    print("| passages | built in | passages/s | in the base | open | first answer | p50 | p95 | memory to ask | disk |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |")
    for count in counts:
        with tempfile.TemporaryDirectory() as work:
            home, questions = Path(work) / "home", Path(work) / "questions.txt"
            chance = random.Random(1)
            known = list(made_up(sentences_of(folder), min(count, 20_000), length=PASSAGE_CHARACTERS))
            picked = (chance.choice(known)[:40].replace("\n", " ") for _ in range(QUESTIONS))
            questions.write_text("\n".join(picked), encoding="utf-8")
            built = turn("fill", str(home), str(folder), str(count))
            asked = turn("ask", str(home), str(questions))
            disk = " + ".join(f"{name} {megabytes(home / part)}" for name, part in PARTS.items())
            print(
                f"| {count:,} | {built['seconds']:.0f} s | {count / built['seconds']:,.0f} | {built['base']:,}"
                f" | {asked['opened']:.2f} s | {asked['first']:.2f} s | {asked['p50']:.1f} ms | {asked['p95']:.1f} ms"
                f" | {asked['peak_mb']:.0f} MB | {disk} MB |",
                flush=True,
            )


PARTS = {"catalogue": "catalogue.sqlite3", "terms": "terms", "vectors": "vectors", "originals": "originals"}


def long(folder: Path, count: int) -> None:
    """Questions to a library of one document of so many passages: for a fact, and for a list, which reads on in it."""
    sources = sentences_of(folder)
    subjects = [sentence[:12] for sentence in random.Random(1).sample(sources, 20)]
    with tempfile.TemporaryDirectory() as work:
        store = Store(Path(work), load_encoder("static"))
        fill(store, made_up(sources, count, length=PASSAGE_CHARACTERS), a_document=count)
        store.close()
        with Assistant(Settings(home=Path(work))) as assistant:
            for kind, form in (("fact", "{}由谁负责？"), ("list", "{}包括哪些内容？")):
                took = []
                for subject in subjects:
                    begun = time.process_time()
                    assistant.ask(form.format(subject))
                    took.append((time.process_time() - begun) * 1000)
                middle, most = np.percentile(took[5:], [50, 95])  # the first ones warm the caches
                print(f"{count:6,} passages, {kind}: p50 {middle:7.1f} ms   p95 {most:7.1f} ms", flush=True)


def megabytes(path: Path) -> str:
    files = [path] if path.is_file() else path.rglob("*")
    return f"{sum(file.stat().st_size for file in files if file.is_file()) / 1e6:.0f}"


def vectors(folder: Path, count: int) -> None:
    """Chroma's settings, and searching exactly without it."""
    texts = list(made_up(sentences_of(folder), count, length=PASSAGE_CHARACTERS))
    held = load_encoder("static").encode_documents(texts)
    chance = np.random.default_rng(0)
    asked = held[chance.choice(count, 200, replace=False)] + 0.02 * chance.standard_normal((200, held.shape[1]))
    asked = asked.astype(np.float32)
    truth = [set(np.argsort(-(held @ one))[:10].tolist()) for one in asked]
    print("| settings | built in | processor | recall@10 | a question | disk |")
    print("| --- | --- | --- | --- | --- | --- |")
    for settings in CHROMA:
        with tempfile.TemporaryDirectory() as work:
            client = client_of(Path(work))
            wall, cpu = time.perf_counter(), time.process_time()
            collection = filled(client, settings, held)
            wall, cpu = time.perf_counter() - wall, time.process_time() - cpu

            def found(one: Any, collection: Any = collection) -> set[int]:
                near = collection.query(query_embeddings=one[None], n_results=10, include=["distances"])
                return {int(name) for name in near["ids"][0]}

            recall, milliseconds = asked_of(found, asked, truth)
            client.close()
            named = ", ".join(f"{name} {value}" for name, value in settings.items()) or "Chroma's own"
            print(
                f"| {named} | {wall:.1f} s | {cpu:.1f} s | {recall:.3f} | {milliseconds:.1f} ms"
                f" | {megabytes(Path(work))} MB |",
                flush=True,
            )

    def exactly(one: Any) -> set[int]:
        scores = held @ one
        least = np.partition(scores, count - 10)[count - 10]
        return set(np.flatnonzero(scores >= least).tolist())

    recall, milliseconds = asked_of(exactly, asked, truth)
    print(f"| exact, no index | 0 s | 0 s | {recall:.3f} | {milliseconds:.1f} ms | 0 MB |")


def filled(client: Any, settings: Mapping[str, int], held: Any) -> Any:
    """A collection of vectors (rows, dimension), 40 a document, flushed once with the last row."""
    hnsw: Any = {"space": "cosine", "sync_threshold": len(held), "batch_size": 100, **settings}
    collection = client.create_collection("passages", embedding_function=None, configuration={"hnsw": hnsw})
    for start in range(0, len(held), 5000):
        rows = range(start, min(start + 5000, len(held)))
        metadatas: Any = [{"document": str(row // 40)} for row in rows]
        collection.add(ids=[str(row) for row in rows], embeddings=held[rows.start : rows.stop], metadatas=metadatas)
    return collection


def asked_of(found: Callable[[Any], set[int]], asked: Any, truth: list[set[int]]) -> tuple[float, float]:
    times, shares = [], []
    for one, near in zip(asked, truth, strict=True):
        started = time.perf_counter()
        shares.append(len(found(one) & near) / len(near))
        times.append((time.perf_counter() - started) * 1e3)
    return statistics.fmean(shares), statistics.median(times)


def terms(folder: Path, count: int) -> None:
    """Tantivy's settings, by writing through our own index."""
    from assistant.library import terms_index

    texts = list(made_up(sentences_of(folder), count, length=PASSAGE_CHARACTERS))
    entries = [TermEntry(f"p{at:07}", f"d{at // 40:06}", text, "", "") for at, text in enumerate(texts)]
    started = time.process_time()
    for text in texts:
        index_terms(text)
    print(f"making the terms alone: {time.process_time() - started:.1f} s of processor\n")
    print("| passages a commit | writer | built in | processor | files | disk |")
    print("| --- | --- | --- | --- | --- | --- |")
    for batch, writer in TANTIVY:
        with tempfile.TemporaryDirectory() as work:
            terms_index._WRITER_BYTES = writer * 2**20
            index = TermsIndex(Path(work) / "terms")
            wall, cpu = time.perf_counter(), time.process_time()
            for start in range(0, count, batch):
                index.write(entries[start : start + batch])
            wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
            files = len(list((Path(work) / "terms").iterdir()))
            print(
                f"| {batch:,} | {writer} MB | {wall:.1f} s | {cpu:.1f} s | {files} | {megabytes(Path(work))} MB |",
                flush=True,
            )


EACH = {"long": long, "vectors": vectors, "terms": terms}
"""What is measured for each number of passages by itself."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["sizes", *EACH])
    parser.add_argument("folder", type=Path)
    parser.add_argument("passages", type=int, nargs="+")
    options = parser.parse_args()
    if options.what == "sizes":
        sizes(options.folder, options.passages)
    else:
        for count in options.passages:
            EACH[options.what](options.folder, count)


if __name__ == "__main__":
    main()
