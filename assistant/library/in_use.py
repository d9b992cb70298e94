"""The embedder that a library is in and the index of its vectors, which change together when some process switches.

Comes in: the embedder that the settings name, where from, and a catalogue, which says at any moment what the library is
in. Goes out: the nearest passages to a text. Who is open while another process switches follows by itself; it does not
know how a switch is made.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass

from assistant.errors import UsageError
from assistant.library.catalogue import Catalogue
from assistant.library.catalogue_reading import OtherEmbedderError
from assistant.library.coming import target_of
from assistant.library.embedder_source import EmbedderSource
from assistant.library.embedding import Encoder
from assistant.library.terms_index import Hit
from assistant.library.vectors import VectorIndex

_ATTEMPTS = 3
"""A library may be switched while a question is searched for; twice within one question is no more than a thought."""


@dataclass(frozen=True, slots=True)
class _Pair:
    fingerprint: str
    vectors: VectorIndex
    encoder: Encoder | None
    """None until it is needed."""


class InUse:
    """Embedder and vectors of a library as they are now. Threads may share it."""

    def __init__(
        self,
        catalogue: Catalogue,
        index_of: Callable[[str], VectorIndex],
        wanted: Encoder,
        source: EmbedderSource | None,
    ) -> None:
        """`index_of` opens the vectors of a fingerprint; without a `source` no other embedder can be loaded.

        Raises UsageError where the library is in another embedder and no switch to the wanted one has begun.
        """
        self._catalogue = catalogue
        self._index_of = index_of
        self._wanted = wanted
        self._source = source
        self._lock = threading.RLock()
        self._pair = _Pair(wanted.fingerprint, index_of(wanted.fingerprint), wanted)
        if self.is_other and not self.is_awaited:
            stored, named = self.names
            raise UsageError("embedder_changed", stored=stored, wanted=named)

    @property
    def vectors(self) -> VectorIndex:
        """The index of the vectors that the library is in."""
        return self._now().vectors

    @property
    def encoder(self) -> Encoder:
        """The embedder that the library is in. Raises UsageError where this process cannot load it."""
        return self._loaded(self._now())

    @property
    def described(self) -> str | None:
        """The embedder as a catalogue describes it; None where nobody said where it comes from."""
        if self._now().fingerprint == self._wanted.fingerprint and self._source is not None:
            return self._source.described
        return self._catalogue.fact("embedder_source")

    @property
    def is_other(self) -> bool:
        """Whether the library is in another embedder than the settings name."""
        return self._now().fingerprint != self._wanted.fingerprint

    @property
    def is_awaited(self) -> bool:
        """Whether the library is being switched to the wanted embedder and is not in it yet."""
        coming = target_of(self._catalogue)
        return self.is_other and coming is not None and coming.fingerprint == self._wanted.fingerprint

    @property
    def names(self) -> tuple[str, str]:
        """The embedder that the library is in, and the one that the settings name; told apart where they are alike."""
        stored = self._catalogue.fact("embedder") or self._wanted.name
        if stored != self._wanted.name or not self.is_other:
            return stored, self._wanted.name
        return f"{stored} {self._now().fingerprint[:8]}", f"{stored} {self._wanted.fingerprint[:8]}"

    def near(self, text: str, limit: int, within: frozenset[str] | None, without: frozenset[str]) -> list[Hit]:
        """The nearest passages to a text; see `VectorIndex.search`.

        Raises EndpointError where the embedder's server fails, UsageError where this process cannot load the embedder.
        """
        for left in reversed(range(_ATTEMPTS)):
            now = self._now()
            vector = self._loaded(now).encode_query(text)
            try:
                return now.vectors.search(vector, limit, within=within, without=without)
            except OtherEmbedderError:
                if not left:
                    raise
        raise AssertionError("the last attempt returns or raises")

    def close(self) -> None:
        self._pair.vectors.close()

    def _now(self) -> _Pair:
        """The pair that the catalogue names; an empty library is in whatever is wanted."""
        stored = self._catalogue.fact("fingerprint")
        if stored is None or stored == self._pair.fingerprint:
            return self._pair
        with self._lock:
            if stored != self._pair.fingerprint and self._catalogue.counts()[1]:
                before = self._pair
                encoder = self._wanted if stored == self._wanted.fingerprint else None
                self._pair = _Pair(stored, self._index_of(stored), encoder)
                before.vectors.close()
            return self._pair

    def _loaded(self, pair: _Pair) -> Encoder:
        if pair.encoder is not None:
            return pair.encoder
        with self._lock:
            if self._pair.fingerprint == pair.fingerprint and self._pair.encoder is not None:
                return self._pair.encoder  # another thread has loaded it
            encoder = self._recalled(pair.fingerprint)
            if self._pair.fingerprint == pair.fingerprint:
                self._pair = _Pair(pair.fingerprint, pair.vectors, encoder)
            return encoder

    def _recalled(self, fingerprint: str) -> Encoder:
        stored, wanted = self.names
        if self._source is None:
            raise UsageError("embedder_changed", stored=stored, wanted=wanted)
        try:
            return self._source.recall(self._catalogue.fact("embedder_source"), fingerprint)
        except UsageError as error:
            raise UsageError("embedder_not_recalled", stored=stored, wanted=wanted, why=error) from error
