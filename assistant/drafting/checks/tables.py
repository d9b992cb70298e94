"""Tables inside a text, and their figures: columns against the row 合计, rows against their total.

Rows of tables are lines with bars, with Markdown's bars at both ends or without, as readers of Word files give them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from itertools import pairwise

from assistant.drafting.checks.counted import Contradiction
from assistant.text.sentences import Span
from assistant.text.terms import fold


@dataclass(frozen=True, slots=True)
class TextTable:
    """Neighbouring lines with bars: the number of each line in the text, from 1, and the place of each cell."""

    start: int
    end: int
    rows: tuple[tuple[int, Mapping[int, Span]], ...]

    def cells(self, text: str) -> list[tuple[int, dict[int, str]]]:
        """The cells with their words, Markdown's escapes undone."""
        return [
            (line, {column: unescaped(span.of(text)) for column, span in spans.items()}) for line, spans in self.rows
        ]


_RULER = re.compile(r"^[\s|:\-—]+$")
_ESCAPE = re.compile(r"\\([\\`*_\[\]<>|#~])")
_BAR = re.compile(r"(?<!\\)\|")
_FEWEST_CELLS = 2

_TOTAL_ROW = re.compile(r"^(?:合计|总计|共计|小计)$")
_TOTAL_COLUMN = re.compile(r"^(?:反馈)?问题(?:总?数|个数)?$|^(?:总数|合计|总计|小计|任务数|措施数|反馈问题数?)$")
_PART_COLUMN = re.compile(r"完成|推进|延期|办结|未|整改中|销号")
_SHARE_COLUMN = re.compile(r"率|占比|比例|%")


def tables(text: str) -> Iterator[TextTable]:
    """The tables of a text, in order."""
    found: list[tuple[int, Mapping[int, Span]]] = []
    begin = start = 0
    for number, line in enumerate(text.split("\n"), start=1):
        cells = _cells(line, start)
        if cells is not None:
            begin = begin if found else start
            found += [] if _RULER.match(line) else [(number, cells)]
        elif found:
            yield TextTable(begin, start, tuple(found))
            found = []
        start += len(line) + 1
    if found:
        yield TextTable(begin, len(text), tuple(found))


def without_tables(text: str) -> str:
    """The text with its tables blanked, every character in its place: cells beside one another are no sentence."""
    for table in tables(text):
        blank = re.sub(r"[^\n]", " ", text[table.start : table.end])
        text = text[: table.start] + blank + text[table.end :]
    return text


def unescaped(words: str) -> str:
    r"""Words of a cell as they read.

    >>> unescaped("甲\\|乙\\[1\\]")
    '甲|乙[1]'
    """
    return _ESCAPE.sub(r"\1", words)


def table_contradictions(text: str) -> Iterator[Contradiction]:
    """What does not add up in the tables of a text."""
    for table in tables(text):
        rows = table.cells(text)
        places = dict(table.rows)
        if len(rows) > _FEWEST_CELLS:
            yield from _of_columns(rows, places)
            yield from _of_rows(rows, places)


def _cells(line: str, start: int) -> dict[int, Span] | None:
    """The places of a line's cells; None for a line that is no row of a table."""
    bars = [match.start() for match in _BAR.finditer(line)]
    if not bars:
        return None
    stripped = line.strip()
    edges = [-1, *bars, len(line)]
    spans = [Span(first + 1, last) for first, last in pairwise(edges)]
    if stripped.startswith("|") and stripped.endswith("|") and len(bars) > 1:
        spans = spans[1:-1]
    if len(spans) < _FEWEST_CELLS:
        return None
    return {column: _trimmed(line, span, start) for column, span in enumerate(spans)}


def _trimmed(line: str, span: Span, start: int) -> Span:
    words = span.of(line)
    lead = len(words) - len(words.lstrip())
    return Span(start + span.start + lead, start + max(span.start + lead, span.start + len(words.rstrip())))


Places = Mapping[int, Mapping[int, Span]]


def _of_columns(rows: Sequence[tuple[int, Mapping[int, str]]], places: Places) -> Iterator[Contradiction]:
    header = rows[0][1]
    for at, (line, cells) in enumerate(rows):
        if at < _FEWEST_CELLS or not any(_TOTAL_ROW.match(_plain(text)) for text in cells.values()):
            continue
        above = [row for _, row in rows[1:at] if not any(_TOTAL_ROW.match(_plain(text)) for text in row.values())]
        for column, text in cells.items():
            parts = [_number(row.get(column, "")) for row in above]
            total = _number(text)
            if total is None or None in parts or _SHARE_COLUMN.search(header.get(column, "")) or len(parts) < 2:
                continue
            amounts = [part for part in parts if part is not None]
            if sum(amounts, Decimal(0)) != total:
                yield _contradiction("column", places[line][column], text, amounts)


def _of_rows(rows: Sequence[tuple[int, Mapping[int, str]]], places: Places) -> Iterator[Contradiction]:
    header = {column: _plain(text) for column, text in rows[0][1].items()}
    totals = [column for column, name in header.items() if _TOTAL_COLUMN.match(name)]
    parts = [column for column, name in header.items() if _PART_COLUMN.search(name) and not _SHARE_COLUMN.search(name)]
    if len(totals) != 1 or len(parts) < 2:
        return
    for line, cells in rows[1:]:
        total = _number(cells.get(totals[0], ""))
        numbers = [_number(cells.get(column, "")) for column in parts]
        if total is None or None in numbers:
            continue
        amounts = [number for number in numbers if number is not None]
        if sum(amounts, Decimal(0)) != total:
            yield _contradiction("line", places[line][totals[0]], cells[totals[0]], amounts)


def _contradiction(kind: str, place: Span, stated: str, amounts: Sequence[Decimal]) -> Contradiction:
    computed = f"{sum(amounts, Decimal(0)).normalize():f}"
    working = "+".join(f"{amount.normalize():f}" for amount in amounts)
    return Contradiction(kind, place.start, place.end, stated, computed, working)


def _number(text: str) -> Decimal | None:
    plain = re.sub(r"[,\s]|[个项条件名人次家户万亿]?元?$", "", fold(text))
    try:
        return Decimal(plain) if re.fullmatch(r"\d+(?:\.\d+)?", plain) else None
    except InvalidOperation:
        return None


def _plain(text: str) -> str:
    return re.sub(r"[\s*]", "", text)
