"""An Assistant's search as the retrieval bench wants it: documents in, ranked document ids out, for each leg.

Knows where the two legs of the search are reached; measures nothing.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from assistant import messages
from assistant.application import Assistant
from assistant.records import Passage
from assistant.retrieval import hybrid
from assistant.retrieval.candidates import DEPTH, POOL
from assistant.retrieval.query import understand
from assistant.settings import load
from eval.retrieval_bench import DEFAULT_ARM, BenchDocument


class LibraryRetriever:
    """The search over a library of the bench's documents."""

    def __init__(self, assistant: Assistant, files: Mapping[Path, str]) -> None:
        """Take in the files, each a document of the bench: path → its id there."""
        self.store = assistant.store
        self._bench_ids: dict[str, list[str]] = {}
        reports = {
            Path(report.path): report for report in assistant.ingest(sorted({path.parent for path in files})).files
        }
        taken_in = {path: reports[path].document_ids for path in files if reports[path].document_ids}
        for path, documents in taken_in.items():
            for document in documents:
                self._bench_ids.setdefault(document, []).append(files[path])
        self.refused = [bench_id for path, bench_id in files.items() if path not in taken_in]

    def bench_ids(self, document_id: str) -> Sequence[str]:
        """What the bench calls a document of the library."""
        return self._bench_ids[document_id]

    def search(self, query: str, k: int, arm: str) -> Sequence[str]:
        """The `k` best documents of the bench; those of equal text stand side by side."""
        documents = dict.fromkeys(passage.document_id for passage in self._passages(query, arm))
        return [one for document in documents for one in self._bench_ids[document]][:k]

    def _passages(self, query: str, arm: str) -> Iterator[Passage]:
        """The passages that one leg, or the search as questions use it, finds; best first."""
        if arm == DEFAULT_ARM:
            understood = understand(query, as_of=date.today())
            yield from (item.passage for item in hybrid.search(self.store, understood, DEPTH))
            return
        if arm == "terms":
            hits = self.store.terms.search(query, POOL)
        else:
            hits = self.store.vectors.search(self.store.encoder.encode_query(query), POOL)
        found = self.store.catalogue.find([hit.passage_id for hit in hits])
        yield from (found[hit.passage_id].passage for hit in hits if hit.passage_id in found)


@contextmanager
def open_retriever(documents: Sequence[BenchDocument], *, embedder: str | None = None) -> Iterator[LibraryRetriever]:
    """A library of the documents in a temporary home, taken in as files are; with the user's embedder or another."""
    with tempfile.TemporaryDirectory(prefix="assistant-eval-") as folder:
        files = _write(documents, Path(folder) / "documents")
        settings = load({"home": Path(folder) / "home", "language": messages.current_language(), "embedder": embedder})
        with Assistant.open(settings) as assistant:
            yield LibraryRetriever(assistant, files)


def _write(documents: Sequence[BenchDocument], folder: Path) -> dict[Path, str]:
    """A text file for each document: path → id."""
    folder.mkdir()
    files: dict[Path, str] = {}
    for number, document in enumerate(documents):
        path = folder / f"{number:06d}.txt"
        path.write_text("\n".join(part for part in (document.title, document.text) if part), encoding="utf-8")
        files[path] = document.id
    return files
