"""What was asked and answered in one conversation, turn by turn. Knows neither HTML nor the library nor the desk.

A conversation is a tuple of turns, oldest first. Events of an answer in progress go in with `Turn.after`.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from assistant.composing.composer import Delta
from assistant.records import Answer

if TYPE_CHECKING:
    from assistant.answering import Stage

SHOWN_TURNS = 50
"""Turns that a page shows of a conversation: the latest ones; the desk keeps the others."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One question with what is known of its answer so far."""

    question: str
    key: str = field(default_factory=lambda: secrets.token_hex(16))
    """Names this answer to the browser; cannot be guessed from another."""
    stages: tuple[Stage, ...] = ()
    written: str = ""
    """Text as it was composed, before it was checked."""
    answer: Answer | None = None
    problem: str | None = None
    """Why there is no answer, in the user's language."""
    stopped: bool = False
    broken_off: bool = False
    """The server was ended before the answer was."""
    asked: Mapping[str, Any] = field(default_factory=dict)
    """What the question came with, as the desk keeps it."""
    unkept: str | None = None
    """Why the end of the answer is not on the desk yet, in the user's language."""

    @property
    def is_finished(self) -> bool:
        """Whether nothing more will come."""
        return self.answer is not None or self.problem is not None or self.stopped or self.broken_off

    def after(self, event: Stage | Delta | Answer) -> Turn:
        """The turn once this event has come."""
        if isinstance(event, Answer):
            return replace(self, answer=event)
        if isinstance(event, Delta):
            return replace(self, written=self.written + event.text)
        return replace(self, stages=(*self.stages, event))


Conversation = tuple[Turn, ...]


def answered(conversation: Conversation) -> Conversation:
    """The turns that have an answer."""
    return tuple(turn for turn in conversation if turn.answer is not None)


def questions(conversation: Iterable[Turn]) -> tuple[str, ...]:
    """The questions asked so far, oldest first."""
    return tuple(turn.question for turn in conversation)
