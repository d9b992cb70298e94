"""What is known of a document among the others, and what may follow from that: the nouns of comparing editions.

Nothing here compares; see `versions`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from assistant.documents.duplicates import folded
from assistant.documents.repeals import Repeal
from assistant.records import Version


@dataclass(frozen=True, slots=True)
class Edition:
    """What is kept of a document to place it among the editions of its rule."""

    id: str
    title: str
    genre: str
    version: Version
    digest: str
    """`duplicates.text_digest` of its text."""
    signature: bytes
    """`duplicates.signature` of its text."""
    repeals: tuple[Repeal, ...] = ()
    """`repeals` of its text."""
    stated: frozenset[str] = frozenset()
    """Fields of `version` that a catalogue, a sidecar or a person set. The other derived ones are derived anew."""

    @property
    def begins(self) -> date | None:
        """The day its status counts from, as in `Version.status`."""
        return self.version.effective_from or self.version.issued_on

    @property
    def label(self) -> str:
        """Title（number, or date where there is none）."""
        mark = self.version.document_number or (self.begins.isoformat() if self.begins else "")
        return f"{self.title}（{mark}）" if mark else self.title


class Succession(NamedTuple):
    """One document in the place of another, from a day on where that is known."""

    earlier: Edition
    later: Edition
    on: date | None


@dataclass(frozen=True, slots=True)
class Doubt:
    """What a person should decide."""

    kind: str
    """date_missing, same_date, dates_differ, different_body, same_body, other_issuer, draft, trial_after_formal,
    repeal_unclear, repeal_by_lower_level or stated_differs."""
    ids: tuple[str, ...]
    facts: Mapping[str, str] = field(default_factory=dict)
    """Why: titles, dates, numbers."""

    @classmethod
    def about(cls, kind: str, editions: Iterable[Edition], **why: str) -> Doubt:
        """One about these documents, each named once, in order of their ids."""
        return cls(kind, tuple(sorted({edition.id for edition in editions})), why)


def number_key(number: str | None) -> str:
    """A document number however it is bracketed; orders go with and without the name of the state."""
    return folded(number or "").removeprefix("中华人民共和国").replace("令第", "令")
