"""What a library holds already of a file's bytes and path: what is new of it, and what was said of it before.

Reads the catalogue and writes nothing. How a file is read is not known here.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from assistant.documents.by_hand import carried_over, kept_secret
from assistant.library.candidates import Candidate
from assistant.library.catalogue import Catalogue
from assistant.library.commit import ReadFile
from assistant.library.entries import Pending
from assistant.library.file_work import FileWork
from assistant.library.reach import WHOLE, Reach
from assistant.library.rows import stated_to_json


@dataclass(frozen=True, slots=True)
class KnownFiles:
    """The files of one collection. `original` is the name under which the bytes of a file are kept."""

    catalogue: Catalogue
    collection: str
    reach: Reach = WHOLE
    """Of whoever adds: what is kept from him stays as it is, and says nothing of what he adds."""

    def stated(self, candidate: Candidate, original: str) -> Mapping[str, object] | None:
        """What a catalogue says of a file, with what people said by hand of the documents in the library."""
        kept = self.catalogue.kept(original, self.collection)
        if kept is not None:
            return carried_over(candidate.stated, json.loads(kept.stated))
        stated = candidate.stated
        for identity in self._earlier(candidate):
            stated = kept_secret(stated, json.loads(self.catalogue.pending_of(identity).stated))
        return stated

    def unchanged(self, candidate: Candidate, original: str) -> tuple[str, ...] | None:
        """Ids of the documents of a file where all of them are here and nothing else is said of them; else None."""
        kept = self.catalogue.kept(original, self.collection)
        if kept is None or not kept.is_whole or not set(self._earlier(candidate)) <= set(kept.documents):
            return None
        says_the_same = kept.path != candidate.source or kept.stated == stated_to_json(candidate.stated)
        return kept.documents if says_the_same else None

    def to_be_written(self, candidate: Candidate, data: bytes, original: str, work: FileWork) -> ReadFile:
        """Which documents of a file are new, which are known and now said to be something else, which they replace."""
        kept = self.catalogue.kept(original, self.collection)
        there = frozenset(kept.documents) if kept else frozenset()
        stated = stated_to_json(candidate.stated)
        parts = len(work.documents) + len(work.refused)
        cut = [(Pending(each.document, original, parts, stated, each.sketch), each.passages) for each in work.documents]
        fresh = tuple(item for item in cut if item[0].document.id not in there)
        is_restated = kept is not None and kept.path == candidate.source and kept.stated != stated
        restated = tuple(item for item in cut if item[0].document.id in there) if is_restated else ()
        replaced = tuple(identity for identity in self._earlier(candidate) if identity not in there)
        return ReadFile(fresh, restated, replaced, data, original, work.embedded)

    def _earlier(self, candidate: Candidate) -> list[str]:
        """Ids of the documents that came of the file as it was before, as far as they may be seen."""
        earlier = self.catalogue.at_path(candidate.source, self.collection)
        if self.reach.is_whole or not earlier:
            return earlier
        known = self.catalogue.descriptions().documents
        return [each for each in earlier if self.reach.covers(self.collection, known[each].secrecy)]
