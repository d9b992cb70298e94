"""What an answer cites, and what other documents say instead → the sources side by side, never blended.

Two sources disagree where both state a figure, a share, a period or a date in the same unit and share no value of it.
Who is right is not decided here: instrument, level, date and standing are shown, and a person decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from assistant.records import Citation
from assistant.text.facts import facts

_STATED = ("figure", "percent", "period", "frequency")


def conflicts(
    cited: Sequence[Citation], rivals: Sequence[Citation], levels: Mapping[str, str | None]
) -> list[Mapping[str, object]]:
    """One entry for each citation that another source contradicts: `{unit, sources: [{title, level, …, value}, …]}`.

    `levels`: document id → central, provincial, municipal, county or unit, where it is known.
    """
    found: list[Mapping[str, object]] = []
    for one in cited:
        for unit, values in sorted(_stated(one.quote).items()):
            against = [rival for rival in rivals if _contradicts(one, values, rival, unit)]
            if against:
                sides = [_side(each, unit, levels.get(each.document_id)) for each in (one, *against)]
                found.append({"unit": unit, "sources": sides})
    return found


def _contradicts(one: Citation, values: frozenset[str], rival: Citation, unit: str) -> bool:
    theirs = _stated(rival.quote).get(unit)
    return theirs is not None and rival.document_id != one.document_id and not theirs & values


def _stated(text: str) -> dict[str, frozenset[str]]:
    """Unit → the values that a text states in it."""
    found: dict[str, set[str]] = {}
    for unit, value in _values(text):
        found.setdefault(unit, set()).add(value)
    return {unit: frozenset(values) for unit, values in found.items()}


def _values(text: str) -> Iterator[tuple[str, str]]:
    for fact in facts(text):
        if fact.kind in _STATED:
            yield re.sub(r"^[\d.]+", "", fact.value), fact.value


def _side(source: Citation, unit: str, level: str | None) -> Mapping[str, object]:
    return {
        "document_id": source.document_id,
        "title": source.title,
        "address": source.address,
        "level": level,
        "issued_on": source.issued_on.isoformat() if source.issued_on else None,
        "status": str(source.status),
        "values": sorted(_stated(source.quote)[unit]),
        "quote": source.quote,
        "start": source.start,
        "end": source.end,
    }
