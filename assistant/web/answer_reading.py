"""The JSON of an answer, as the command line prints it → the answer, the same as it was written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from assistant.records import Answer, Change, Check, Citation, Nearest, Searched, Sentence, Status, Verdict

Said = Mapping[str, Any]


def answer_from_json(said: Said) -> Answer:
    """The answer that was written. Raises KeyError, TypeError or ValueError for what is none."""
    return Answer(
        question=said["question"],
        as_of=date.fromisoformat(said["as_of"]),
        abstained=said["abstained"],
        reason=said["reason"],
        sentences=tuple(map(_sentence, said["sentences"])),
        citations=tuple(map(_citation, said["citations"])),
        searched=_searched(said["searched"]),
        model=said["model"],
        conflicts=tuple(said["conflicts"]),
        degraded=tuple(said["degraded"]),
        usage=said["usage"],
        timings_ms=said["timings_ms"],
        rewritten=said["rewritten"],
        missing=tuple(said["missing"]),
        confidence=said["confidence"],
    )


def _sentence(said: Said) -> Sentence:
    checks = (Check(one["kind"], one["text"], one["start"], one["end"], one["checked"]) for one in said["checks"])
    return Sentence(
        text=said["text"],
        citations=tuple(said["citations"]),
        verdict=Verdict(said["verdict"]),
        uncertain=said["uncertain"],
        basis=said["basis"],
        checks=tuple(checks),
    )


def _citation(said: Said) -> Citation:
    issued_on = said["issued_on"]
    return Citation(
        **{**said, "status": Status(said["status"]), "guesses": _changes(said["guesses"])}
        | {"issued_on": None if issued_on is None else date.fromisoformat(issued_on)}
    )


def _searched(said: Said) -> Searched:
    nearest = (Nearest(**{**near, "guesses": _changes(near["guesses"])}) for near in said["nearest"])
    return Searched(said["documents"], said["passages"], tuple(said["terms"]), tuple(nearest))


def _changes(said: Iterable[Said]) -> tuple[Change, ...]:
    return tuple(Change(**each) for each in said)
