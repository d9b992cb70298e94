"""A report or speech and what people changed in its lines → the manuscript with the changes.

As in `editing`: a change says what the line read where it was made, and comes back as a conflict where it reads
something else by now. A line break in a line makes two of it; a line of nothing goes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from assistant.drafting.editing import Conflict, Edit, number_among, sorted_out
from assistant.drafting.manuscript import Line, Manuscript
from assistant.records import Citation

TITLE, ADDRESSEE, SIGNER, SIGNED_ON = "标题", "主送机关", "署名", "成文日期"
_WHOLE = {TITLE: "title", ADDRESSEE: "addressee", SIGNER: "signer", SIGNED_ON: "signed_on"}
"""The parts around the lines, called in both languages as the trade calls them → the field of the manuscript."""


def cells(manuscript: Manuscript) -> dict[str, str]:
    """Everything that can be changed, by its place, in the order in which it is printed."""
    lines = {f"L{number}": line.text for number, line in enumerate(manuscript.lines, start=1)}
    around = {name: str(getattr(manuscript, field)) for name, field in _WHOLE.items()}
    return {
        name: text
        for name, text in {TITLE: around[TITLE], ADDRESSEE: around[ADDRESSEE], **lines, **around}.items()
        if text or name == TITLE
    }


def edited(manuscript: Manuscript, edits: Iterable[Edit]) -> tuple[Manuscript, tuple[Conflict, ...]]:
    """The manuscript with those edits that meet the words they were made on, and the others."""
    made, conflicts = sorted_out(cells(manuscript), edits)
    return (_written(manuscript, made) if made else manuscript), conflicts


def locked(manuscript: Manuscript) -> frozenset[str]:
    """The places of the lines that are locked."""
    return frozenset(f"L{number}" for number, line in enumerate(manuscript.lines, start=1) if line.is_locked)


def with_lock(manuscript: Manuscript, place: str, said: str, *, is_locked: bool) -> Manuscript:
    """The manuscript with a line locked, or unlocked. Raises KeyError where the line does not say so any more."""
    return _with_line(manuscript, place, said, lambda line: replace(line, is_locked=is_locked))


def with_drafted(
    manuscript: Manuscript, place: str, said: str, line: Line, citations: Sequence[Citation]
) -> Manuscript:
    """The manuscript with a line that was drafted anew in place of one. Raises KeyError as `with_lock` does.

    `citations` are what the line numbers its sources by; those that the manuscript lacks are numbered on.
    """
    known = [*manuscript.citations]
    numbers = tuple(number_among(known, each) for each in citations if each.n in line.citations)
    anew = replace(line, citations=numbers)
    return replace(_with_line(manuscript, place, said, lambda _: anew), citations=tuple(known))


def counterpart(manuscript: Manuscript, place: str, anew: Manuscript) -> Line | None:
    """The line of a manuscript drafted anew that stands where a line of this one does; None where there is none.

    Lines that read the same hold both together; between them lines are counted.
    """
    ours, theirs = ([(line.level, line.text) for line in each.lines] for each in (manuscript, anew))
    at = int(place.removeprefix("L")) - 1
    for kind, start, stop, from_, to in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        if start <= at < stop and kind in ("equal", "replace") and from_ + at - start < to:
            return anew.lines[from_ + at - start]
    return None


def _with_line(manuscript: Manuscript, place: str, said: str, change: Callable[[Line], Line]) -> Manuscript:
    if cells(manuscript).get(place) != said or not place.startswith("L"):
        raise KeyError(place)
    lines = [change(line) if f"L{number}" == place else line for number, line in enumerate(manuscript.lines, start=1)]
    return replace(manuscript, lines=tuple(lines))


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
