"""The term index: tantivy behind four calls. Text becomes terms here; tantivy only counts them.

A cache of the catalogue: hits that the catalogue does not know are dropped by whoever asks, and a missing or damaged
index is rebuilt from it.
"""

from __future__ import annotations

import math
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.errors import LibraryUnavailable
from assistant.text.terms import index_terms, query_terms

if TYPE_CHECKING:
    import tantivy

LAYOUT = "1"
"""Version of the fields and terms; an index of another layout is rebuilt."""

_TITLE_WEIGHT = 0.6
_HEADING_WEIGHT = 0.4
"""What a term in the title or headings counts beside one in the text (1.0)."""

_WRITER_BYTES = 64 * 2**20


@dataclass(frozen=True, slots=True)
class TermEntry:
    """What is indexed of one passage."""

    passage_id: str
    document_id: str
    text: str
    title: str
    heading: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage with its score in one leg of the search; higher is better."""

    passage_id: str
    score: float


class TermsIndex:
    """The tantivy index in one folder, or in memory where the folder cannot be written, since tantivy locks to read."""

    def __init__(self, folder: Path, *, in_memory: bool = False) -> None:
        self.folder = folder
        self._in_memory = in_memory
        self._index: tantivy.Index | None = None

    def exists(self) -> bool:
        """Whether there is an index of this layout."""
        if self._in_memory:
            return self._index is not None
        return (self.folder / "meta.json").is_file() and _layout_of(self.folder) == LAYOUT

    def write(self, add: Iterable[TermEntry], remove_documents: Sequence[str] = ()) -> None:
        """Remove documents, add passages, commit. Nothing is visible before the commit."""
        import tantivy  # noqa: PLC0415

        index = self._open()
        try:
            writer = index.writer(heap_size=_WRITER_BYTES, num_threads=1)
            for document_id in remove_documents:
                writer.delete_documents_by_term("document", document_id)
            for entry in add:
                writer.add_document(tantivy.Document(**_fields(entry)))
            writer.commit()
            writer.wait_merging_threads()
        except (ValueError, OSError) as error:
            raise _translated(self.folder, error) from error
        index.reload()

    def search(
        self, question: str, limit: int, *, within: frozenset[str] | None = None, without: frozenset[str] = frozenset()
    ) -> list[Hit]:
        """Passages that share terms with a question, best first; ties by id. `within`, `without`: document ids."""
        terms = query_terms(question)
        if not terms or within == frozenset() or not self.exists():
            return []
        index = self._open()
        query = _query(index.schema, terms, within, without)
        searcher = index.searcher()
        hits = [Hit(searcher.doc(address)["id"][0], score) for score, address in searcher.search(query, limit).hits]
        return sorted(hits, key=lambda hit: (-hit.score, hit.passage_id))

    def rarity(self, terms: Sequence[str]) -> dict[str, float]:
        """Inverse document frequency of each term in the passages' text, as BM25 has it, scaled so that an unseen term
        has 1.
        """
        if not self.exists():
            return dict.fromkeys(terms, 1.0)
        searcher = self._open().searcher()
        passages = searcher.num_docs
        counts = {term: searcher.doc_freq("text", term) for term in terms}
        unseen = math.log(1 + (passages + 0.5) / 0.5)
        return {term: math.log(1 + (passages - count + 0.5) / (count + 0.5)) / unseen for term, count in counts.items()}

    def destroy(self) -> None:
        """Delete the folder; the next write begins anew."""
        self._index = None
        if not self._in_memory:
            shutil.rmtree(self.folder, ignore_errors=True)

    def _open(self) -> tantivy.Index:
        import tantivy  # noqa: PLC0415

        if self._index is None and self._in_memory:
            self._index = tantivy.Index(_schema())
        if self._index is None:
            if self.folder.exists() and not self.exists():
                shutil.rmtree(self.folder)
            try:
                self.folder.mkdir(parents=True, exist_ok=True)
                if not self.exists():
                    (self.folder / "layout").write_text(LAYOUT, encoding="ascii")
                self._index = tantivy.Index(_schema(), path=str(self.folder))
            except (ValueError, OSError) as error:
                raise _translated(self.folder, error) from error
        return self._index


def _layout_of(folder: Path) -> str:
    try:
        return (folder / "layout").read_text(encoding="ascii")
    except OSError:
        return ""


def _schema() -> tantivy.Schema:
    import tantivy  # noqa: PLC0415

    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("document", tokenizer_name="raw", index_option="basic")
    for name in ("text", "title", "heading"):
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="freq")
    return builder.build()


def _fields(entry: TermEntry) -> dict[str, Any]:
    return {
        "id": entry.passage_id,
        "document": entry.document_id,
        "text": " ".join(index_terms(entry.text)),
        "title": " ".join(index_terms(entry.title)),
        "heading": " ".join(index_terms(entry.heading)),
    }


def _query(
    schema: tantivy.Schema, terms: Sequence[str], within: frozenset[str] | None, without: frozenset[str]
) -> tantivy.Query:
    from tantivy import Occur, Query  # noqa: PLC0415

    parts = []
    for name, weight in (("text", 1.0), ("title", _TITLE_WEIGHT), ("heading", _HEADING_WEIGHT)):
        any_term = Query.boolean_query([(Occur.Should, Query.term_query(schema, name, term, "freq")) for term in terms])
        parts.append((Occur.Should, Query.boost_query(any_term, weight)))
    query = Query.boolean_query(parts)
    if within is not None:
        scope = Query.const_score_query(Query.term_set_query(schema, "document", sorted(within)), 0.0)
        query = Query.boolean_query([(Occur.Must, query), (Occur.Must, scope)])
    if without:
        gone = Query.term_set_query(schema, "document", sorted(without))
        query = Query.boolean_query([(Occur.Must, query), (Occur.MustNot, gone)])
    return query


def _translated(folder: Path, error: Exception) -> LibraryUnavailable:
    said = str(error)
    if "No space" in said:
        return LibraryUnavailable("disk_full", path=folder)
    if "LockBusy" in said or "Lockfile" in said:
        return LibraryUnavailable("library_busy", path=folder)
    if "ermission" in said or "Read-only" in said:
        return LibraryUnavailable("library_not_writable", path=folder, why=said)
    return LibraryUnavailable("library_damaged", path=folder, why=said)
