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
from assistant.library.rows import stated_to_json


@dataclass(frozen=True, slots=True)
class KnownFiles:
    """The files of one collection. `original` is the name under which the bytes of a file are kept."""

    catalogue: Catalogue
    collection: str

    def stated(self, candidate: Candidate, original: str) -> Mapping[str, object] | None:
        """What a catalogue says of a file, with what people said by hand of the documents in the library."""
        kept = self.catalogue.kept(original, self.collection)
        if kept is not None:
            return carried_over(candidate.stated, json.loads(kept.stated))
        stated = candidate.stated
        for identity in self.catalogue.at_path(str(candidate.path), self.collection):
            stated = kept_secret(stated, json.loads(self.catalogue.pending_of(identity).stated))
        return stated

    def unchanged(self, candidate: Candidate, original: str) -> tuple[str, ...] | None:
        """Ids of the documents of a file where all of them are here and nothing else is said of them; else None."""
        kept = self.catalogue.kept(original, self.collection)
        if kept is None or not kept.is_whole:
            return None
        says_the_same = kept.path != str(candidate.path) or kept.stated == stated_to_json(candidate.stated)
        return kept.documents if says_the_same else None

    def to_be_written(self, candidate: Candidate, data: bytes, original: str, work: FileWork) -> ReadFile:
        """Which documents of a file are new, which are known and now said to be something else, which they replace."""
        kept = self.catalogue.kept(original, self.collection)
        there = frozenset(kept.documents) if kept else frozenset()
        stated = stated_to_json(candidate.stated)
        parts = len(work.documents) + len(work.refused)
        cut = [(Pending(each.document, original, parts, stated, each.sketch), each.passages) for each in work.documents]
        fresh = tuple(item for item in cut if item[0].document.id not in there)
        restated = tuple(item for item in cut if item[0].document.id in there) if kept and kept.stated != stated else ()
        earlier = self.catalogue.at_path(str(candidate.path), self.collection)
        replaced = tuple(identity for identity in earlier if identity not in there)
        return ReadFile(fresh, restated, replaced, data, original, work.embedded)
