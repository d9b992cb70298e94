"""What is known of every document but its text, held in memory as of one revision of the catalogue.

SQLite reaches what lies behind a document's text only by walking over all of it, so that a search would spend more time
on titles and dates than on passages.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from assistant.records import Version


@dataclass(frozen=True, slots=True)
class Description:
    """A document as far as choosing and citing it goes."""

    title: str
    path: str
    collection: str
    genre: str
    version: Version
    twins: str | None
    """Shared by documents that are near-duplicates of one another; None for a document without any."""
    secrecy: str | None = None
    """密级 as the document states it."""
    passages: int = 0
    """How many it has."""


class Descriptions:
    """All ready documents that may be seen, by id, as of a revision."""

    def __init__(
        self,
        revision: tuple[int, int],
        documents: Mapping[str, Description],
        hidden: frozenset[str] = frozenset(),
    ) -> None:
        """`hidden` are the ids of those that may not be seen."""
        self.revision = revision
        self.documents = documents
        self.hidden = hidden
        self._out_of_force: tuple[date, frozenset[str]] = (date.min, frozenset())
        """Of the date that was asked for last."""

    def not_in_force(self, as_of: date) -> frozenset[str]:
        """Documents that were superseded by a date or did not exist yet."""
        asked, found = self._out_of_force
        if asked != as_of:
            found = frozenset(
                identity for identity, one in self.documents.items() if _is_out_of_force(one.version, as_of)
            )
            self._out_of_force = as_of, found
        return found

    def matching(
        self, collection: str | None, genres: Collection[str] = (), levels: Collection[str] = ()
    ) -> frozenset[str] | None:
        """Documents of a collection, of genres and of levels; None where all are meant."""
        if collection is None and not genres and not levels:
            return None
        return frozenset(
            identity
            for identity, one in self.documents.items()
            if (collection is None or one.collection == collection)
            and (not genres or one.genre in genres)
            and (not levels or one.version.level in levels)
        )


def _is_out_of_force(version: Version, as_of: date) -> bool:
    begins = version.effective_from or version.issued_on
    return (version.superseded_on is not None and version.superseded_on <= as_of) or (
        begins is not None and begins > as_of
    )
