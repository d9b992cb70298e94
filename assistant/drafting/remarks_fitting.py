"""Units of a speech → those that are spoken in the time there is, in order, numbered and in paragraphs.

Length is what decides, rank by rank: what comes first is always spoken, the rest as long as there is time for it.
Nothing is stretched: where the material is too short, the speech is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from assistant.drafting.manuscript import Line
from assistant.drafting.remarks_skeleton import COUNT, SECTIONS
from assistant.text.numerals import to_chinese

SLOWEST, USUAL, FASTEST = 200, 225, 250
"""Characters a minute of a speech, as people who prepare them reckon."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence, or several that are spoken together or not at all."""

    section: int
    paragraph: int
    text: str
    rank: float
    is_counted: bool = False
    """It is a point of its section: 一是, 二是."""
    needs: int | None = None
    """The position of the unit that must be spoken before it makes sense."""
    citations: tuple[int, ...] = ()
    level: int = 0
    """Of a heading inside a section; 0 for what is spoken."""
    ends_paragraph: bool = False


@dataclass(frozen=True, slots=True)
class Fitted:
    """What is spoken."""

    lines: tuple[Line, ...]
    chosen: tuple[int, ...]
    """Positions of the units that are spoken."""


def fit(units: Sequence[Unit], titles: Sequence[str], minutes: float | None) -> Fitted:
    """The lines of a speech of so many minutes; everything where no time is set."""
    chosen = set(range(len(units))) if minutes is None else _choose(units, titles, minutes)
    chosen = {at for at in chosen if COUNT not in units[at].text or _points(units, chosen, units[at].section)}
    return Fitted(tuple(_lines(units, titles, chosen)), tuple(sorted(chosen)))


def _choose(units: Sequence[Unit], titles: Sequence[str], minutes: float) -> set[int]:
    """Rank by rank, until the usual pace is reached; never beyond the fastest."""
    chosen: set[int] = set()
    sections: set[int] = set()
    length = 0

    def take(at: int) -> None:
        nonlocal length
        length += _longer_by(units[at], titles, sections)
        chosen.add(at)
        sections.add(units[at].section)

    for at, unit in enumerate(units):
        if unit.rank == 0:
            take(at)
    for at in sorted(range(len(units)), key=lambda at: (units[at].rank, at)):
        if length >= USUAL * minutes:
            break
        unit = units[at]
        if at in chosen or (unit.needs is not None and unit.needs not in chosen):
            continue
        if length + _longer_by(unit, titles, sections) <= FASTEST * minutes:
            take(at)
    return chosen


def _longer_by(unit: Unit, titles: Sequence[str], sections: set[int]) -> int:
    """Characters that a unit adds: itself, 一是 before it, the heading of a section that it is the first of."""
    title = titles[unit.section]
    heading = len(title) + len("一、") if title and unit.section not in sections else 0
    return len("".join(unit.text.split())) + len("一是") * unit.is_counted + heading


def _lines(units: Sequence[Unit], titles: Sequence[str], chosen: Iterable[int]) -> Iterator[Line]:
    """Headings of the sections that say anything, numbered; sentences joined into paragraphs."""
    spoken = sorted(chosen)
    sections = list(dict.fromkeys(units[at].section for at in spoken if titles[units[at].section]))
    headed = 0
    paragraph: list[tuple[str, tuple[int, ...]]] = []
    place: tuple[int, int] | None = None
    for at in spoken:
        unit = units[at]
        begins_section = unit.section in sections[headed : headed + 1]
        if place != (unit.section, unit.paragraph) or begins_section or unit.level or unit.is_counted:
            yield from _paragraph(paragraph)
            paragraph = []
        if begins_section:
            headed += 1
            yield Line(f"{to_chinese(headed)}、{titles[unit.section]}", 1)
        text = _numbered(unit, at, units, spoken, len(sections))
        if unit.level:
            yield Line(text, unit.level)
        else:
            paragraph.append((text, unit.citations))
        place = None if unit.ends_paragraph else (unit.section, unit.paragraph)
    yield from _paragraph(paragraph)


def _numbered(unit: Unit, at: int, units: Sequence[Unit], spoken: Sequence[int], sections: int) -> str:
    text = unit.text.replace(SECTIONS, to_chinese(max(1, sections)))
    if COUNT in text:
        text = text.replace(COUNT, to_chinese(max(1, _points(units, spoken, unit.section))))
    if unit.is_counted:
        number = _points(units, [other for other in spoken if other <= at], unit.section)
        text = f"{to_chinese(number)}是{text}"
    return text


def _points(units: Sequence[Unit], chosen: Iterable[int], section: int) -> int:
    return sum(units[at].is_counted for at in chosen if units[at].section == section)


def _paragraph(sentences: Sequence[tuple[str, tuple[int, ...]]]) -> Iterator[Line]:
    """One line; where a sentence rests on sources it stands alone, so that its marks are its own."""
    plain: list[str] = []
    for text, citations in sentences:
        if citations:
            if plain:
                yield Line("".join(plain))
                plain = []
            yield Line(text, 0, citations)
        else:
            plain.append(text)
    if plain:
        yield Line("".join(plain))
