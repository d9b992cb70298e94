"""A library in one embedder → the same library in another, while questions are answered with the one before.

Passages are encoded a batch at a time into vectors beside those in use, and each batch is kept at once: a switch that
was killed goes on where it was. The writer's lock is taken for each batch, not for the whole switch, since encoding
takes hours without a graphics card and documents must be able to come in meanwhile; they are encoded like the others.
When none is missing, a base is built where they are many, and one transaction makes them the vectors in use.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import LibraryUnavailable
from assistant.library.catalogue import Catalogue
from assistant.library.chroma_server import ChromaServer
from assistant.library.coming import ComingCatalogue, Target
from assistant.library.commit import embedded
from assistant.library.embedder_source import EmbedderSource
from assistant.library.embedding import Encoder
from assistant.library.fault_points import reach
from assistant.library.interruption import Interruption, interruptible
from assistant.library.lock import switching, writing
from assistant.library.recovery import clear_vectors_left_behind, recover
from assistant.library.standing import SwitchStanding
from assistant.library.store import Store

BATCH_PASSAGES = 128
"""Passages that are encoded and kept at once: what a kill may cost, half a minute of a small model on a processor."""

Measure = Callable[[Catalogue, Encoder], Mapping[str, str]]
"""What is to be noted of an embedder with the switch, given a catalogue with its vectors."""


@dataclass(frozen=True, slots=True)
class Switched:
    """What was done."""

    before: str
    """Name of the embedder before; the same as `now` where the library was in the wanted one already."""
    now: str
    passages: int
    reused: int
    """Passages that an earlier call had encoded before it was cut short."""
    is_cleared: bool
    """Whether nothing is left of the vectors before; else whoever next opens the library gives back their space."""


def switch(
    home: Path,
    source: EmbedderSource,
    measure: Measure,
    watch: Callable[[SwitchStanding], None] | None = None,
    server: ChromaServer | None = None,
) -> Switched:
    """Put a library into the embedder of `source`; where it is in that one, give up whatever switch was begun.

    Interrupted or killed at any time, it is in the embedder before, and the next call goes on. Raises UsageError where
    the embedder cannot be loaded, EndpointError where its server fails, and LibraryUnavailable where the library cannot
    be written or another process switches it.
    """
    wanted = source.load()
    target = Target(wanted.fingerprint, wanted.name, source.described)
    with switching(home), interruptible() as interruption, ExitStack() as opened:
        with _turn(home, interruption):
            coming = ComingCatalogue(home / "catalogue.sqlite3")
            opened.callback(coming.close)
            is_in_it = coming.fact("fingerprint") in (None, target.fingerprint) or not coming.counts()[1]
            reused = 0 if is_in_it else coming.begin(target)
            reach("switch.begun")
            store = Store(home, wanted, source=source, server=server)
            opened.callback(store.close)
            recover(store)
            if is_in_it:
                return _given_up(store, coming)
        run = _Run(store, coming, wanted, target, measure, interruption, watch)
        while not run.is_finished:
            run.encode_missing()
            run.measure()
            with _turn(home, interruption):
                run.finish()
        return Switched(run.before, wanted.name, run.passages, reused, run.is_cleared)


class _Run:
    """One call of `switch`: what was encoded so far."""

    def __init__(
        self,
        store: Store,
        coming: ComingCatalogue,
        wanted: Encoder,
        target: Target,
        measure: Measure,
        interruption: Interruption,
        watch: Callable[[SwitchStanding], None] | None,
    ) -> None:
        self.before = store.in_use.names[0]
        self.passages = 0
        self.is_finished = False
        self.is_cleared = False
        self._store = store
        self._coming = coming
        self._wanted = wanted
        self._target = target
        self._measure = measure
        self._measured: Mapping[str, str] | None = None
        self._interruption = interruption
        self._watch = watch
        self._began = time.monotonic()
        self._encoded = 0

    def encode_missing(self) -> None:
        """Encode what has no vector yet; only to keep a batch needs the lock."""
        self._tell()
        last = 0
        while passages := self._coming.missing(last, BATCH_PASSAGES):
            self._interruption.check()
            texts = [embedded(each.title, each.heading, each.text) for each in passages]
            vectors = self._wanted.encode_documents(texts)
            with _turn(self._store.home, self._interruption):
                self._coming.add(passages, vectors)
            reach("switch.encoded")
            last = passages[-1].number
            self._encoded += len(passages)
            self._tell()

    def measure(self) -> None:
        """Measure the embedder by its vectors; once, whatever still comes in. It takes seconds and needs no lock."""
        if self._measured is None:
            self._measured = self._measure(self._coming, self._wanted)
            reach("switch.measured")

    def finish(self) -> None:
        """Make the coming vectors those in use, unless some document has come in. Call it under the writer's lock."""
        recover(self._store)
        if self._coming.missing(0, 1):
            return
        self._tell(is_indexing=True)
        index = self._store.index_of(self._coming, self._target.fingerprint)
        try:
            if index.needs_base():
                index.build_base()
        finally:
            index.close()
        self.passages = self._coming.count()
        self._coming.complete(self._target, self._measured or {})
        reach("switch.completed")
        self.is_cleared = clear_vectors_left_behind(self._store)
        self.is_finished = True

    def _tell(self, *, is_indexing: bool = False) -> None:
        if self._watch is not None:
            done, of = self._coming.count(), self._store.catalogue.counts()[1]
            seconds = time.monotonic() - self._began
            self._watch(SwitchStanding(is_indexing, done, of, self._encoded, seconds))


def _given_up(store: Store, coming: ComingCatalogue) -> Switched:
    """Nothing is to be done but to forget a switch to another embedder. Call it under the writer's lock."""
    is_cleared = clear_vectors_left_behind(store) if coming.give_up() else True
    name = store.encoder.name
    return Switched(name, name, store.catalogue.counts()[1], 0, is_cleared)


_TURN_S = 1.0


@contextmanager
def _turn(home: Path, interruption: Interruption) -> Iterator[None]:
    """The writer's lock, waited for as long as another process has it: an ingest may take an hour."""
    with ExitStack() as held:
        while True:
            interruption.check()
            try:
                held.enter_context(writing(home, wait_s=_TURN_S))
                break
            except LibraryUnavailable as error:
                if error.key != "library_locked":
                    raise
        yield
