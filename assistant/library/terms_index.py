"""The term index: tantivy behind four calls. Text becomes terms here; tantivy only counts them.

A cache of the catalogue: hits that the catalogue does not know are dropped by whoever asks, and a missing or damaged
index is rebuilt from it. What another process commits is seen by the next search.
"""

from __future__ import annotations

import math
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.errors import LibraryUnavailable
from assistant.library.database import is_full
from assistant.library.term_files import are_whole
from assistant.text.terms import index_terms, query_terms

if TYPE_CHECKING:
    import tantivy

_TEXT_FIELDS = ("text", "title", "heading")

LAYOUT = "1"
"""Version of the fields and terms; an index of another layout is rebuilt."""

_TITLE_WEIGHT = 0.6
_HEADING_WEIGHT = 0.4
"""What a term in the title or headings counts beside one in the text (1.0)."""

_LARGE = 1000
_EVERYWHERE = 0.25
"""Passages of a library from which, and share of them above which, a lone character is not searched for."""

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
        self._seen: tuple[int, int] | None = None
        """Which commit of whatever process was loaded last."""

    def exists(self) -> bool:
        """Whether there is an index of this layout."""
        if self._in_memory:
            return self._index is not None
        return (self.folder / "meta.json").is_file() and _layout_of(self.folder) == LAYOUT

    def is_sound(self) -> bool:
        """Whether there is an index of this layout in which every file is as it was written. Reads all of it."""
        if not self.exists():
            return False
        if self._in_memory:
            return True
        try:
            return are_whole(self.folder) and self.count() >= 0
        except LibraryUnavailable:
            return False

    def count(self) -> int:
        """How many passages it holds."""
        with _translated(self.folder):
            return int(self._current().searcher().num_docs) if self.exists() else 0

    def ids(self) -> list[str]:
        """Every passage it holds, in order of id."""
        with _translated(self.folder):
            from tantivy import Query  # noqa: PLC0415

            searcher = self._current().searcher()
            hits = searcher.search(Query.all_query(), max(1, searcher.num_docs)).hits
            return sorted(searcher.doc(address)["id"][0] for _, address in hits)

    def write(self, add: Iterable[TermEntry], remove_documents: Sequence[str] = ()) -> None:
        """Remove documents, add passages, commit. Nothing is visible before the commit."""
        self._commit(add, remove_documents, keep=True)

    def rewrite(self, entries: Iterable[TermEntry]) -> None:
        """Put these in the place of all there is, in one commit, so that nothing is left of what was there.

        Who searches meanwhile finds the old ones; only what is damaged is destroyed beforehand.
        """
        if not self.is_sound():
            self.destroy()
        self._commit(entries, (), keep=False)

    def _commit(self, add: Iterable[TermEntry], remove_documents: Sequence[str], *, keep: bool) -> None:
        import tantivy  # noqa: PLC0415

        with _translated(self.folder):
            index = self._current()
            writer = index.writer(heap_size=_WRITER_BYTES, num_threads=1)
            try:
                if not keep:
                    writer.delete_all_documents()
                for document_id in remove_documents:
                    writer.delete_documents_by_term("document", document_id)
                for entry in add:
                    writer.add_document(tantivy.Document(**_fields(entry)))
                writer.commit()
                if not keep:
                    writer.garbage_collect_files()
                writer.wait_merging_threads()
            finally:
                del writer  # an error holds this frame, and with it tantivy's lock
            index.reload()
            self._seen = None if self._in_memory else _commit_of(self.folder)

    def search(
        self, question: str, limit: int, *, within: frozenset[str] | None = None, without: frozenset[str] = frozenset()
    ) -> list[Hit]:
        """Passages that share terms with a question, best first; ties by id. `within`, `without`: document ids."""
        terms = query_terms(question)
        if not terms or within == frozenset() or not self.exists():
            return []
        with _translated(self.folder):
            index = self._current()
            searcher = index.searcher()
            query = _query(index.schema, _telling(searcher, terms), within, without)
            best = searcher.search(query, limit, count=False).hits
            hits = [Hit(searcher.doc(address)["id"][0], score) for score, address in best]
        return sorted(hits, key=lambda hit: (-hit.score, hit.passage_id))

    def rarity(self, terms: Sequence[str]) -> dict[str, float]:
        """Inverse document frequency of each term in the passages' text, as BM25 has it, scaled so that an unseen term
        has 1.
        """
        if not self.exists():
            return dict.fromkeys(terms, 1.0)
        with _translated(self.folder):
            searcher = self._current().searcher()
            passages = searcher.num_docs
            counts = {term: searcher.doc_freq("text", term) for term in terms}
        unseen = math.log(1 + (passages + 0.5) / 0.5)
        return {term: math.log(1 + (passages - count + 0.5) / (count + 0.5)) / unseen for term, count in counts.items()}

    def destroy(self) -> None:
        """Delete the folder; the next write begins anew."""
        self._index, self._seen = None, None
        if not self._in_memory:
            shutil.rmtree(self.folder, ignore_errors=True)

    def _current(self) -> tantivy.Index:
        """The index as the last commit left it, whichever process made it."""
        index = self._index or self._open()
        if not self._in_memory:
            seen = _commit_of(self.folder)
            if seen != self._seen:
                try:
                    index.reload()
                except ValueError as error:
                    if "Lockfile" in str(error):  # what cannot be written has got no commit either
                        return index
                    index = self._open()  # it was destroyed and written anew
                self._seen = seen
        self._index = index
        return index

    def _open(self) -> tantivy.Index:
        import tantivy  # noqa: PLC0415

        if self._in_memory:
            return tantivy.Index(_schema())
        if self.folder.exists() and not self.exists():
            shutil.rmtree(self.folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        if not self.exists():
            (self.folder / "layout").write_text(LAYOUT, encoding="ascii")
        self._seen = None
        return tantivy.Index(_schema(), path=str(self.folder))


def _commit_of(folder: Path) -> tuple[int, int]:
    """Tells one commit from another: tantivy replaces this file with each."""
    found = (folder / "meta.json").stat()
    return found.st_ino, found.st_mtime_ns


def _layout_of(folder: Path) -> str:
    try:
        return (folder / "layout").read_bytes().decode("ascii", "replace")
    except OSError:
        return ""


def _schema() -> tantivy.Schema:
    import tantivy  # noqa: PLC0415

    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("document", tokenizer_name="raw", index_option="basic")
    for name in _TEXT_FIELDS:
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="freq")
    return builder.build()


def _fields(entry: TermEntry) -> dict[str, Any]:
    return {
        "id": entry.passage_id,
        "document": entry.document_id,
        "text": " ".join(index_terms(entry.text)),
        "title": _repeated(entry.title),
        "heading": _repeated(entry.heading),
    }


@lru_cache(maxsize=256)
def _repeated(text: str) -> str:
    """The terms of a title or heading, which many passages in a row have in common."""
    return " ".join(index_terms(text))


def _telling(searcher: tantivy.Searcher, terms: Sequence[str]) -> list[str]:
    """Without the lone characters that are everywhere, if more is left of a question.

    They say next to nothing beside pairs, and in a large library most of the time went to them.
    """
    most = _EVERYWHERE * searcher.num_docs
    if searcher.num_docs < _LARGE or all(len(term) == 1 for term in terms):
        return list(terms)
    return [term for term in terms if len(term) > 1 or searcher.doc_freq("text", term) <= most]


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


@contextmanager
def _translated(folder: Path) -> Iterator[None]:
    """The complaints of tantivy and of the system → ours, once."""
    try:
        yield
    except (ValueError, OSError) as error:
        raise _ours(folder, error) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # what Rust calls it is no Exception
            raise
        raise LibraryUnavailable("library_damaged", path=folder, why="panic") from error


def _ours(folder: Path, error: Exception) -> LibraryUnavailable:
    said = str(error)
    if "No space" in said or ("io::Error" in said and is_full(folder)):
        return LibraryUnavailable("disk_full", path=folder)
    if "LockBusy" in said or "Lockfile" in said:
        return LibraryUnavailable("library_busy", path=folder)
    if "ermission" in said or "Read-only" in said:
        return LibraryUnavailable("library_not_writable", path=folder, why=said)
    return LibraryUnavailable("library_damaged", path=folder, why=said)
