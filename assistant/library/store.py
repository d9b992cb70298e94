"""The three stores of one home folder, opened as one: catalogue (truth), term index and vector index (caches)."""

from __future__ import annotations

import errno
import os
from collections.abc import Sequence
from pathlib import Path

from assistant.errors import LibraryUnavailable
from assistant.library.catalogue import Catalogue
from assistant.library.chroma_server import ChromaServer
from assistant.library.database import why_not_written
from assistant.library.embedder_source import EmbedderSource
from assistant.library.embedding import Encoder
from assistant.library.in_use import InUse
from assistant.library.served_vectors import ServedVectors
from assistant.library.terms_index import TermEntry, TermsIndex
from assistant.library.vectors import VectorIndex
from assistant.text.terms import index_terms

_SINGLE_CHARACTER = 0.2
"""A lone character stands in so many words that it says little beside a pair."""


class Store:
    """A library's folders and files. Reading needs nothing else; writing goes through `ingest` alone.

    ::

        home/catalogue.sqlite3   truth: documents, passages, vectors
        home/originals/          truth: the bytes as they came
        home/origins.jsonl       truth: where they came from; see `origins`
        home/terms/              cache: tantivy
        home/vectors/            cache: Chroma, a folder a generation
    """

    def __init__(
        self,
        home: Path,
        encoder: Encoder,
        *,
        source: EmbedderSource | None = None,
        originals: Path | None = None,
        server: ChromaServer | None = None,
    ) -> None:
        """Open a home, making it where it is missing; `originals` is another folder for them than its own.

        With a `server` the base of vectors is a collection on it, and no folder. `encoder` is the embedder that is
        wanted, and `source` where it comes from: without it no other one can be loaded, which a library may be in that
        is being switched.

        Raises LibraryUnavailable, and UsageError where the library is in another embedder and is not being switched.
        """
        self.home = home
        self.originals = originals or home / "originals"
        self.is_writable = _is_writable(home)
        self.catalogue = Catalogue(home / "catalogue.sqlite3", read_only=not self.is_writable)
        self.terms = TermsIndex(home / "terms", in_memory=not self.is_writable)
        self._server = server
        self.in_use = InUse(self.catalogue, lambda of: self.index_of(self.catalogue, of), encoder, source)
        if not self.is_writable:
            self.rebuild_terms()

    @property
    def encoder(self) -> Encoder:
        """The embedder that the library is in now. Raises UsageError where this process cannot load it."""
        return self.in_use.encoder

    @property
    def vectors(self) -> VectorIndex:
        """The index of the vectors that the library is in now."""
        return self.in_use.vectors

    def index_of(self, catalogue: Catalogue, fingerprint: str) -> VectorIndex:
        """An index of the vectors that a catalogue speaks of, which are those of an embedder."""
        folder = self.home / "vectors"
        if self._server is not None:
            return ServedVectors(folder, catalogue, fingerprint, self._server)
        return VectorIndex(folder, catalogue, fingerprint, exact=not self.is_writable)

    def rebuild_terms(self) -> None:
        """Write the term index anew from the catalogue. Who searches meanwhile finds the old one, if it is sound."""
        self.terms.rewrite(
            TermEntry(
                found.passage.id, found.passage.document_id, found.passage.text, found.title, found.passage.heading
            )
            for batch in self.catalogue.texts()
            for found in batch
        )

    def search_terms_in_memory(self) -> None:
        """Leave the term index on the disk alone, which is lost and cannot be written now."""
        self.terms = TermsIndex(self.home / "terms", in_memory=True)
        self.rebuild_terms()

    def word_weights(self, words: Sequence[str]) -> dict[str, float]:
        """Words → how much each says: the inverse document frequency of its rarest pair of characters."""
        pairs = {word: [term for term in index_terms(word) if len(term) > 1] for word in words}
        rarity = self.terms.rarity(sorted({*words, *(pair for listed in pairs.values() for pair in listed)}))
        return {
            word: max(rarity[pair] for pair in listed) if listed else _SINGLE_CHARACTER * rarity[word]
            for word, listed in pairs.items()
        }

    def close(self) -> None:
        self.in_use.close()
        if self._server is not None:
            self._server.close()
        self.catalogue.close()


def _is_writable(home: Path) -> bool:
    """Whether a library can be written there. Raises LibraryUnavailable where it can be neither written nor read."""
    if os.path.exists(home) and not home.is_dir():
        raise LibraryUnavailable("library_not_a_folder", path=home)
    catalogue = home / "catalogue.sqlite3"
    for path in (home, catalogue, *(home / name for name in ("originals", "terms", "vectors"))):
        if os.access(path, os.F_OK) and not os.access(path, os.R_OK | (os.X_OK if path.is_dir() else 0)):
            raise LibraryUnavailable("library_unreadable", path=path, why=os.strerror(errno.EACCES))
    why = why_not_written(catalogue)
    if why is not None and not os.path.isfile(catalogue):
        raise LibraryUnavailable("library_not_writable", path=home, why=why)
    return why is None
