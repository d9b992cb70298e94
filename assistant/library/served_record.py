"""What the catalogue notes of collections on Chroma servers: which are in use, which may exist, where any ever were.

A collection is noted before it is made and until it is known to be deleted, so that a killed writer leaves none behind
that nobody knows of.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace

from assistant.errors import LibraryUnavailable
from assistant.library.catalogue import Catalogue

_FACT = "served"


@dataclass(frozen=True, slots=True)
class Served:
    """A base generation that is a collection on a server."""

    url: str
    name: str
    collection: str
    """The server's own id of it; another collection of the same name has another."""
    last_number: int
    """Passages up to this number are in it; see `Catalogue.last_number`."""
    rows: int


@dataclass(frozen=True, slots=True)
class ServedRecord:
    """All that is noted."""

    in_use: Mapping[str, Served] = field(default_factory=dict)
    """By fingerprint of the embedder."""
    noted: tuple[tuple[str, str], ...] = ()
    """Address and name of every collection that may exist."""
    ever: tuple[str, ...] = ()
    """Addresses of all servers that ever held vectors of this library."""

    def stale(self, url: str | None = None) -> list[tuple[str, str]]:
        """Collections that may exist and are not in use, on all servers or on one."""
        used = {(base.url, base.name) for base in self.in_use.values()}
        return [each for each in self.noted if each not in used and url in (None, each[0])]

    def with_noted(self, url: str, name: str) -> ServedRecord:
        """With a collection that is about to be made."""
        ever = tuple(sorted({*self.ever, url}))
        return replace(self, noted=(*self.noted, (url, name)), ever=ever)

    def without(self, url: str, name: str) -> ServedRecord:
        """Without a collection that was deleted."""
        return replace(self, noted=tuple(each for each in self.noted if each != (url, name)))

    def using(self, fingerprint: str, base: Served | None) -> ServedRecord:
        """With this collection in use for an embedder, or with none."""
        others = {key: value for key, value in self.in_use.items() if key != fingerprint}
        return replace(self, in_use=others if base is None else {**others, fingerprint: base})


def read_served(catalogue: Catalogue) -> ServedRecord:
    """What is noted; nothing where no server was ever used."""
    text = catalogue.fact(_FACT)
    if text is None:
        return ServedRecord()
    try:
        said = json.loads(text)
        return ServedRecord(
            {key: Served(**base) for key, base in said["in_use"].items()},
            tuple((url, name) for url, name in said["noted"]),
            tuple(said["ever"]),
        )
    except (ValueError, TypeError, KeyError):  # of another release
        return ServedRecord()


def write_served(catalogue: Catalogue, record: ServedRecord) -> None:
    """Note it, in one transaction."""
    catalogue.set_fact(_FACT, json.dumps(asdict(record)))


def carry_over(old: Catalogue, new: Catalogue) -> None:
    """Let a catalogue that was made anew know which collections there are, none of which holds its passages."""
    try:
        record = read_served(old)
    except LibraryUnavailable:  # too damaged to be read
        return
    if record.ever:
        write_served(new, replace(record, in_use={}))
