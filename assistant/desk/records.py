"""Nouns of the desk: conversations with their turns, drafts with their versions. Facts only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Standing(StrEnum):
    """How far an answer has come."""

    MAKING = "making"
    DONE = "done"
    STOPPED = "stopped"
    """By its owner."""
    FAILED = "failed"
    BROKEN_OFF = "broken_off"
    """Its maker was ended before the answer was. Derived, never stored."""


@dataclass(frozen=True, slots=True)
class KeptTurn:
    """One question, with what is known of its answer."""

    key: str
    """Names the answer; cannot be guessed from another."""
    question: str
    asked: Mapping[str, Any]
    """What the question came with, as JSON."""
    asked_at: str
    standing: Standing
    stages: Sequence[Any] = ()
    """The steps so far, as JSON."""
    written: str = ""
    """Text as it was composed, before it was checked."""
    answer: Mapping[str, Any] | None = None
    """As `ask --json` prints it."""
    problem: str | None = None
    """Why there is no answer, in the language of whoever asked."""


@dataclass(frozen=True, slots=True)
class ConversationHeading:
    """A conversation in the list of its owner."""

    id: str
    title: str
    changed_at: str
    version: int
    """Counts questions asked, asked anew and taken back: a page with another number is out of date."""
    turns: int
    is_making: bool
    """Whether an answer is being written right now."""
    is_seen: bool
    """Whether a page has shown it since its last answer ended."""


@dataclass(frozen=True, slots=True)
class KeptConversation:
    """A conversation with all its turns, oldest first."""

    id: str
    title: str
    changed_at: str
    version: int
    turns: tuple[KeptTurn, ...]


class DraftKind(StrEnum):
    """What is drafted."""

    PLAN = "plan"
    PROGRESS = "progress"
    REMARKS = "remarks"


@dataclass(frozen=True, slots=True)
class DraftHeading:
    """A draft in the list of its owner."""

    id: str
    kind: DraftKind
    title: str
    source: str
    """What it was drafted from: a document's id, or the name of a file."""
    version: int
    saved_at: str
    saved_by: str
    """Which of the owner's pages saved it, in words."""


@dataclass(frozen=True, slots=True)
class Draft:
    """One version of a draft: the latest, or an earlier one that was asked for."""

    heading: DraftHeading
    state: Mapping[str, Any] = field(default_factory=dict)
    """As JSON; what it holds is the drafting form's own business."""


class DraftFate(StrEnum):
    """What becomes of drafts that quote a purged document."""

    MASK = "mask"
    """Its words go, the rest stays."""
    DELETE = "delete"
