"""What was asked and answered in one browser session, turn by turn. Knows neither HTML nor the library.

A conversation is a tuple of turns, oldest first. Events of an answer in progress go in with `Turn.after`.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from assistant.composing.composer import Delta
from assistant.records import Answer

if TYPE_CHECKING:
    from assistant.answering import Stage

REMEMBERED_TURNS = 50
"""Turns kept of one session; older ones leave the page and the memory of the server."""


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

    @property
    def is_finished(self) -> bool:
        """Whether nothing more will come."""
        return self.answer is not None or self.problem is not None or self.stopped

    def after(self, event: Stage | Delta | Answer) -> Turn:
        """The turn once this event has come."""
        if isinstance(event, Answer):
            return replace(self, answer=event)
        if isinstance(event, Delta):
            return replace(self, written=self.written + event.text)
        return replace(self, stages=(*self.stages, event))


Conversation = tuple[Turn, ...]


def with_latest(conversation: Conversation, turn: Turn) -> Conversation:
    """The conversation with this turn last, in place of an earlier state of it."""
    earlier = tuple(known for known in conversation if known.key != turn.key)
    return (*earlier, turn)[-REMEMBERED_TURNS:]


def failed(conversation: Conversation, problem: str) -> Conversation:
    """The conversation after the answer in progress could not be finished."""
    if not conversation or conversation[-1].is_finished:
        return conversation
    return (*conversation[:-1], replace(conversation[-1], problem=problem))


def answered(conversation: Conversation) -> Conversation:
    """The turns that have an answer."""
    return tuple(turn for turn in conversation if turn.answer is not None)


def questions(conversation: Iterable[Turn]) -> tuple[str, ...]:
    """The questions asked so far, oldest first."""
    return tuple(turn.question for turn in conversation)
