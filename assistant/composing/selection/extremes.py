"""哪个单位的问题最多 → the rows of a table that have the most, or the least, in the column that is asked about.

Ranked sentences in, rows out: all of those that tie, none where the table is not there as a whole, where no column is
the one that is asked about, or where a sentence says itself which is the most.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from assistant.composing.asked import share
from assistant.composing.kinds import EXTREME, MOST
from assistant.composing.ranking import Ranked
from assistant.composing.units import Source, Unit
from assistant.composing.wording import Told, columns_of, row_name, told_row
from assistant.text.terms import fold, index_terms

_FIGURE = re.compile(r"约?(-?\d[\d,]*(?:\.\d+)?)[%％\u4e00-\u9fff]{0,3}")
_NO_ROW = re.compile(r"合计|总计|小计|平均|共计|累计")
_LINE = 3
"""Characters of a line break between two rows; the line of dashes under a header is longer."""

_FEWEST = 3
"""Rows of a table of which one is the most."""

_HALF = 0.5
_LOOK_AT = 3


def extreme_rows(ranked: Ranked) -> list[Told]:
    """The rows with the most, or the least, of what a question asks about; empty where that cannot be reckoned."""
    match = EXTREME.search(ranked.question.text)
    if match is None or not ranked.candidates:
        return []
    degree = match["told"] or match["first"]
    if any(f"最{degree}" in one.unit.text and not one.unit.row for _, one in ranked.candidates[:_LOOK_AT]):
        return []
    for rows in _tables(ranked).values():
        column = _column(ranked, rows) if _is_whole(ranked, rows) else None
        if column is None:
            continue
        figures = [None if _is_sum(unit) else _figure(columns_of(unit)[1][column]) for _, unit in rows]
        told = [figure for figure in figures if figure is not None]
        if len(told) < _FEWEST:
            continue
        edge = max(told) if degree in MOST else min(told)
        return [
            told_row(ranked.asked, unit, source)
            for (source, unit), figure in zip(rows, figures, strict=True)
            if figure == edge
        ]
    return []


def _is_sum(unit: Unit) -> bool:
    return _NO_ROW.search(row_name(*columns_of(unit))) is not None


def _tables(ranked: Ranked) -> Mapping[tuple[str, int], list[tuple[Source, Unit]]]:
    """The rows of each table of the evidence in their order, that of the best row first."""
    best = {one.unit.span: at for at, (_, one) in enumerate(ranked.candidates)}
    found: dict[tuple[str, int], dict[int, tuple[Source, Unit]]] = {}
    for source in ranked.sources:
        for unit in source.units:
            if unit.row and unit.lead is not None:
                table = found.setdefault((source.item.passage.document_id, unit.lead.start), {})
                table.setdefault(unit.span.start, (source, unit))
    tables = {key: [table[start] for start in sorted(table)] for key, table in found.items()}
    return dict(sorted(tables.items(), key=lambda pair: min(best.get(unit.span, len(best)) for _, unit in pair[1])))


def _is_whole(ranked: Ranked, rows: Sequence[tuple[Source, Unit]]) -> bool:
    """Whether no row of a table is missing: none between two others, none in a passage that was not found."""
    if len(rows) < _FEWEST or any(two.span.start - one.span.end > _LINE for (_, one), (_, two) in pairwise(rows)):
        return False
    source, last = rows[-1]
    passage = source.item.passage
    if passage.text[last.span.end - passage.start :].strip():
        return True
    behind = (
        other.item.passage.start - passage.end
        for other in ranked.sources
        if other.item.passage.document_id == passage.document_id
    )
    return any(0 <= gap <= _LINE for gap in behind)


def _column(ranked: Ranked, rows: Sequence[tuple[Source, Unit]]) -> int | None:
    """The one column of figures whose name the question has, in a table about what it asks."""
    source, first = rows[0]
    names = columns_of(first)[0]
    if any(len(columns_of(unit)[1]) != len(names) for _, unit in rows):
        return None
    if share(ranked.asked, fold(f"{source.head}\n{first.lead_text}\n{first.before}")) < _HALF:
        return None
    shares = {at: _said(ranked.question.text, name) for at, name in enumerate(names) if _holds_figures(rows, at)}
    best = max(shares.values(), default=0.0)
    named = [at for at, value in shares.items() if value == best]
    return named[0] if best > _HALF and len(named) == 1 else None


def _said(question: str, name: str) -> float:
    """Share of the pairs of characters of a column's name that a question has."""
    pairs = [term for term in index_terms(fold(name)) if len(term) > 1]
    return sum(pair in fold(question) for pair in pairs) / len(pairs) if pairs else 0.0


def _holds_figures(rows: Sequence[tuple[Source, Unit]], at: int) -> bool:
    return sum(_figure(columns_of(unit)[1][at]) is not None for _, unit in rows) >= _FEWEST


def _figure(cell: str) -> float | None:
    match = _FIGURE.fullmatch(cell.strip())
    return float(match[1].replace(",", "")) if match else None
