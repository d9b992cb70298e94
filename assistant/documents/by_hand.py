"""What a person said of a document in the library, kept beside what a catalogue states of the same file.

It stands under one name of its own, by document of the file, so that reading the file again with another catalogue
loses none of it. What it says wins over the text and over the catalogue. Nothing is stored or read here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Self

from assistant.records import Change

NAME = "by_hand"
MARK_OTHERWISE = "secrecy_otherwise"
"""Name of the fact that says which 密级 a document has where its text states none."""
_CORRECTED, _DECLINED = "corrected", "declined"


@dataclass(frozen=True, slots=True)
class Settled:
    """A suggestion that a person accepted or declined: a stretch of the text as read, and what it became."""

    start: int
    end: int
    """In characters of the text as read."""
    before: str
    """What the repaired text said."""
    after: str
    by: str = ""
    """Name of the account; empty for the sole user."""
    on: str = ""
    """The day, as 2026-01-31."""

    @classmethod
    def of(cls, suggestion: Change, by: str, on: str) -> Self:
        """What is kept of a suggestion."""
        return cls(
            suggestion.original_start, suggestion.original_end, suggestion.before, suggestion.after, by=by, on=on
        )


@dataclass(frozen=True, slots=True)
class ByHand:
    """All that was said by hand of one document."""

    facts: Mapping[str, object]
    """As a catalogue states them; None for a fact of its version that the document does not have."""
    corrected: tuple[Settled, ...] = ()
    declined: tuple[Settled, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """What `said_by_hand` reads back."""
        settled = {_CORRECTED: self.corrected, _DECLINED: self.declined}
        return {**self.facts, **{name: [asdict(each) for each in rows] for name, rows in settled.items() if rows}}


def said_by_hand(stated: Mapping[str, object] | None, member: str) -> ByHand:
    """What was said of the document called `member` in its file."""
    said = _by_member(stated).get(member)
    known = dict(said) if isinstance(said, Mapping) else {}
    corrected, declined = _settled(known.pop(_CORRECTED, ())), _settled(known.pop(_DECLINED, ()))
    return ByHand(known, corrected, declined)


def with_hand(stated: Mapping[str, object] | None, member: str, said: ByHand) -> dict[str, object]:
    """The same with this said of one document, in place of what was said of it before."""
    return {**(stated or {}), NAME: {**_by_member(stated), member: said.to_json()}}


def carried_over(
    stated: Mapping[str, object] | None, before: Mapping[str, object] | None
) -> Mapping[str, object] | None:
    """What a catalogue states now, with what was said by hand of the same bytes before."""
    said = _by_member(before)
    return {**(stated or {}), NAME: dict(said)} if said else stated


def kept_secret(
    stated: Mapping[str, object] | None, before: Mapping[str, object] | None
) -> Mapping[str, object] | None:
    """The same where the file has other bytes now: of what was said by hand only 密级 still holds.

    A mark that a person set must not fall off because the file was saved once more; one that the new text states itself
    wins.
    """
    marks = {
        member: {MARK_OTHERWISE: said.get("secrecy") or said.get(MARK_OTHERWISE)}
        for member, said in _by_member(before).items()
        if isinstance(said, Mapping) and (said.get("secrecy") or said.get(MARK_OTHERWISE))
    }
    return {**(stated or {}), NAME: marks} if marks else stated


def names_stated(stated: Mapping[str, object], member: str) -> frozenset[str]:
    """The facts of a document of which a catalogue or a person said something."""
    return frozenset(stated) - {NAME} | frozenset(said_by_hand(stated, member).facts)


def _by_member(stated: Mapping[str, object] | None) -> Mapping[str, object]:
    said = (stated or {}).get(NAME)
    return said if isinstance(said, Mapping) else {}


def _settled(rows: object) -> tuple[Settled, ...]:
    """Rows as they were written; a catalogue file may say anything under our name, and what has no form is nothing."""
    if not isinstance(rows, Sequence) or isinstance(rows, str):
        return ()
    return tuple(Settled(**row) for row in rows if _has_form(row))


def _has_form(row: object) -> bool:
    return (
        isinstance(row, Mapping)
        and {"start", "end", "before", "after"} <= set(row) <= set(Settled.__slots__)
        and all(isinstance(row[name], int) for name in ("start", "end"))
        and all(isinstance(value, str) for name, value in row.items() if name not in ("start", "end"))
    )
