"""A report or speech and what people changed in its lines → the manuscript with the changes.

As in `editing`: a change says what the line read where it was made, and comes back as a conflict where it reads
something else by now. A line break in a line makes two of it; a line of nothing goes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from assistant.drafting.editing import Conflict, Edit, sorted_out
from assistant.drafting.manuscript import Line, Manuscript

TITLE, ADDRESSEE, SIGNER, SIGNED_ON = "title", "addressee", "signer", "signed_on"
_WHOLE = (TITLE, ADDRESSEE, SIGNER, SIGNED_ON)


def cells(manuscript: Manuscript) -> dict[str, str]:
    """Everything that can be changed, by its place, in the order in which it is printed."""
    lines = {f"L{number}": line.text for number, line in enumerate(manuscript.lines, start=1)}
    around = {name: str(getattr(manuscript, name)) for name in _WHOLE}
    return {
        name: text
        for name, text in {TITLE: around[TITLE], ADDRESSEE: around[ADDRESSEE], **lines, **around}.items()
        if text or name == TITLE
    }


def edited(manuscript: Manuscript, edits: Iterable[Edit]) -> tuple[Manuscript, tuple[Conflict, ...]]:
    """The manuscript with those edits that meet the words they were made on, and the others."""
    made, conflicts = sorted_out(cells(manuscript), edits)
    return (_written(manuscript, made) if made else manuscript), conflicts


def _written(manuscript: Manuscript, made: dict[str, str]) -> Manuscript:
    lines = tuple(
        part for number, line in enumerate(manuscript.lines, start=1) for part in _parts(line, made.get(f"L{number}"))
    )
    return replace(
        manuscript,
        lines=lines,
        title=made.get(TITLE, manuscript.title).strip(),
        addressee=made.get(ADDRESSEE, manuscript.addressee).strip(),
        signer=made.get(SIGNER, manuscript.signer).strip(),
        signed_on=made.get(SIGNED_ON, manuscript.signed_on).strip(),
    )


def _parts(line: Line, said: str | None) -> tuple[Line, ...]:
    """The lines that one line became; what it cites is cited by the first of them."""
    if said is None:
        return (line,)
    first, *rest = filter(None, map(str.strip, said.splitlines())) if said.strip() else ("",)
    if not first:
        return ()
    return replace(line, text=first), *(Line(text) for text in rest)
