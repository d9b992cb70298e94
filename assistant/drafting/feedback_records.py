"""Nouns of what a feedback document says: its findings, suggestions and dates, verbatim and at their places.

`Findings` is what was read and is never changed by drafting. All `start, end` count characters of
`Findings.document.text`, and `text[start:end] == verbatim`, always.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from assistant.records import Document


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Words of the feedback document, unchanged: `text[start:end] == verbatim`."""

    verbatim: str
    start: int
    end: int

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Excerpt:
        return cls(text[start:end], start, end)


@dataclass(frozen=True, slots=True)
class Finding:
    """One problem that the inspection fed back (反馈问题)."""

    id: str
    """F1, F2, … in the order of the document."""
    excerpt: Excerpt
    headline: Excerpt
    """Its first sentence, or all of it where it is one sentence."""
    sub_points: tuple[Excerpt, ...] = ()

    @property
    def verbatim(self) -> str:
        return self.excerpt.verbatim

    @property
    def points(self) -> tuple[Excerpt, ...]:
        """What measures must answer one by one: the sub-points, or the finding itself where it has none."""
        return self.sub_points or (self.excerpt,)


@dataclass(frozen=True, slots=True)
class Group:
    """Findings under one heading of the feedback document. The title is empty where they stand under none."""

    title: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One piece of advice of the inspection (意见建议)."""

    id: str
    """A1, A2, … in the order of the document."""
    excerpt: Excerpt


@dataclass(frozen=True, slots=True)
class Inspection:
    """Who inspected, in which round, how, and when they fed back: each as far as the document says it."""

    inspected_by: Excerpt | None = None
    round: Excerpt | None = None
    kind: Excerpt | None = None
    """常规巡察, 专项巡察, 机动巡视, “回头看”."""
    feedback_on: date | None = None
    received_on: date | None = None


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something in the feedback document that a person should look at."""

    kind: str
    """What it is: a key under `[drafting]` of the messages, after doubt_."""
    excerpt: Excerpt


@dataclass(frozen=True, slots=True)
class Findings:
    """Everything a plan needs from a feedback document."""

    document: Document
    inspected_unit: Excerpt | None
    inspection: Inspection
    groups: tuple[Group, ...]
    suggestions: tuple[Suggestion, ...]
    deadlines: tuple[Excerpt, ...]
    """Sentences that say by when to plan, rectify or report."""
    redactions: tuple[Excerpt, ...]
    doubts: tuple[Doubt, ...]
    looks_like: str | None = None
    """For a document that is no feedback: what it seems to be instead, a key under `[errors.drafting]`
    after looks_like_."""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings, in the order of the document."""
        return tuple(finding for group in self.groups for finding in group.findings)
