"""A library as somebody sees it whose reach does not cover all of it. For reading; writing knows no reach.

What is hidden does not exist here: not in lists and counts, not in a search, and an id of it is as unknown as one that
was made up. How rare a word is (the inverse document frequency of `terms`) is counted over the whole library all the
same, and a rule that a hidden edition replaced is still said to be out of force: that it is, is the law.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from assistant.errors import NotInLibrary
from assistant.library.catalogue import Catalogue
from assistant.library.descriptions import Description, Descriptions
from assistant.library.entries import Entry
from assistant.library.reach import Reach
from assistant.library.store import Store
from assistant.records import Document, Passage, Version


def within(store: Store, reach: Reach) -> Store:
    """The same open library, seen through a reach. It is closed with the one that it came from."""
    seen = copy.copy(store)
    seen.catalogue = SeenCatalogue(store.catalogue, reach)
    return seen


class SeenCatalogue(Catalogue):
    """A catalogue that holds what a reach covers, and nothing else."""

    def __init__(self, whole: Catalogue, reach: Reach) -> None:
        self.path = whole.path
        self._database = whole._database
        self._whole = whole
        self._reach = reach
        self._descriptions = Descriptions((0, -1), {})

    def descriptions(self) -> Descriptions:
        """What is known of the documents that may be seen."""
        whole = self._whole.descriptions()
        seen = self._descriptions
        if seen.revision != whole.revision:
            seen = self._descriptions = _covered(whole, self._reach)
        return seen

    def entries(self) -> list[Entry]:
        """The documents that may be seen, ordered by collection, path and place in their file."""
        known = self.descriptions().documents
        return [replace(entry, version=known[entry.id].version) for entry in self._whole.entries() if entry.id in known]

    def document(self, document_id: str) -> Document:
        """One document that may be seen. Raises NotInLibrary, for a hidden one as for a missing one."""
        about = self._seen(document_id)
        return replace(self._whole.document(document_id), version=about.version)

    def passages(self, document_id: str, most: int = -1) -> list[Passage]:
        """A document's passages in order; none of a hidden one, as of a missing one."""
        return self._whole.passages(document_id, most) if document_id in self.descriptions().documents else []

    def doubts(self) -> list[dict[str, Any]]:
        """What a person should look at, as far as it is about documents that may all be seen."""
        known = self.descriptions().documents
        return [doubt for doubt in self._whole.doubts() if all(each in known for each in doubt["documents"])]

    def _seen(self, document_id: str) -> Description:
        about = self.descriptions().documents.get(document_id)
        if about is None:
            raise NotInLibrary("no_such_document", id=document_id)
        return about


def _covered(whole: Descriptions, reach: Reach) -> Descriptions:
    seen = {identity: one for identity, one in whole.documents.items() if reach.covers(one.collection, one.secrecy)}
    hidden = whole.documents.keys() - seen.keys()
    named = _names(whole.documents[identity] for identity in hidden)
    return Descriptions(whole.revision, _without(named, seen), frozenset(hidden))


def _names(documents: Iterable[Description]) -> frozenset[str]:
    """What hidden documents are called, in the words that another edition's `supersedes` may call them by."""
    said = {name for one in documents for name in (one.title, one.version.document_number) if name}
    return frozenset(said)


def _without(names: frozenset[str], documents: Mapping[str, Description]) -> dict[str, Description]:
    """The documents, none of which calls an edition before it by one of these names."""
    return {
        identity: replace(one, version=_silent(one.version))
        if any(name in (one.version.supersedes or "") for name in names)
        else one
        for identity, one in documents.items()
    }


def _silent(version: Version) -> Version:
    """The version without the name of the edition before it."""
    return replace(version, supersedes=None)
