"""Turns of the page ↔ turns of the desk."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from assistant.answering import Stage
from assistant.desk.records import KeptTurn, Standing
from assistant.export.answers import answer_to_json
from assistant.web.answer_reading import answer_from_json
from assistant.web.conversation import Turn


def turn_of(kept: KeptTurn) -> Turn:
    """The turn as the page shows it. Raises KeyError, TypeError or ValueError where its answer is none."""
    turn = Turn(
        kept.question,
        kept.key,
        tuple(Stage(stage["name"], stage["facts"]) for stage in kept.stages),
        kept.written,
        problem=kept.problem,
        asked=kept.asked,
    )
    if kept.answer is not None:
        return replace(turn, answer=answer_from_json(kept.answer))
    return replace(turn, stopped=kept.standing is Standing.STOPPED, broken_off=kept.standing is Standing.BROKEN_OFF)


def stages_to_json(turn: Turn) -> list[dict[str, Any]]:
    """The steps of a turn as the desk keeps them."""
    return [{"name": stage.name, "facts": dict(stage.facts)} for stage in turn.stages]


def ending_of(turn: Turn) -> tuple[Standing, dict[str, Any] | None]:
    """How a finished turn ended, and its answer, as the desk keeps them."""
    if turn.answer is not None:
        return Standing.DONE, answer_to_json(turn.answer)
    return (Standing.STOPPED if turn.stopped else Standing.FAILED), None
