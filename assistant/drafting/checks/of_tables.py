"""The tables of a plan that is text → the rows of its problems; a table may leave the problem to the words above it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile

from assistant.drafting.checks.draft import Row
from assistant.drafting.checks.labelled_lines import lines_in, trimmed
from assistant.drafting.checks.of_ledger import row_of
from assistant.drafting.checks.tables import tables, unescaped
from assistant.drafting.ledger_columns import with_cells
from assistant.drafting.ledger_records import LedgerRow
from assistant.drafting.ledger_table import Header, header_of, rows_under
from assistant.text.sentences import Span

_QUOTE = re.compile(r"^>\s?")
_COUNTS = re.compile(r"[/.%\s]*\d[\d/.%\s]*(?:[条项个]|待填\d+)?$")
"""A table that counts measures is no ledger."""
_OF_ALL_ROWS = frozenset(("leader", "lead_unit", "co_units", "due"))
_MOST_LINES = 24
"""Lines above a table that are looked at for its problem, which may have sub-points."""


def rows_in_tables(text: str, year: int | None) -> Iterator[Row]:
    """The rows of every table with a column for measures. A deadline without a year is of `year`."""
    for table in tables(text):
        cells = table.cells(text)
        header = header_of(cells)
        if header is None or "measures" not in header.fields:
            continue
        rows = [row for row in rows_under(header, cells) if not _COUNTS.match(row.measures)]
        above = {} if "problem" in header.fields else _said_above(text, table.start)
        above = {name: span for name, span in above.items() if name not in header.fields}
        spans = dict(table.rows)
        for row in rows:
            yield _table_row(text, row, header, spans[row.row], above, year)


def _table_row(
    text: str,
    row: LedgerRow,
    header: Header,
    spans: Mapping[int, Span],
    above: Mapping[str, Span],
    year: int | None,
) -> Row:
    places = {name: spans[column] for name, column in header.fields.items() if column in spans} | dict(above)
    cells = with_cells(row, {name: _quoted(span.of(text)) for name, span in above.items()})
    named = cells.number if re.fullmatch(r"[FA]\d+-M\d+", cells.number) else ""
    return row_of(cells, named or f"第{row.row}行", row.row, year, places)


def _said_above(text: str, start: int) -> dict[str, Span]:
    """What the lines above a table say for all its rows, by field: its problem, and who answers for it and by when."""
    lines = list(_lines_above(text, start))
    said: dict[str, Span] = {}
    while lines and (labels := _labels(text, lines[0])) and labels.keys() <= _OF_ALL_ROWS:
        said |= labels
        lines = lines[1:]
    problem = _problem(text, lines)
    return said if problem is None else {**said, "problem": problem}


def _problem(text: str, lines: Sequence[Span]) -> Span | None:
    """The lines quoted above a table, or labelled as the problem and all below the label; else the last line."""
    for line in lines:
        label = _labels(text, line).get("problem")
        if label is not None:
            return Span(label.start, lines[0].end)
    quoted = list(takewhile(lambda line: _QUOTE.match(line.of(text)), lines)) or list(lines[:1])
    if not quoted:
        return None
    mark = _QUOTE.match(quoted[-1].of(text))
    return trimmed(text, quoted[-1].start + (mark.end() if mark else 0), quoted[0].end)


def _lines_above(text: str, start: int) -> Iterator[Span]:
    """The nearest lines above that say anything, the nearest first, up to a table or a heading of Markdown."""
    end = start
    for _ in range(_MOST_LINES):
        while end > 0 and text[end - 1].isspace():
            end -= 1
        begin = text.rfind("\n", 0, end) + 1
        if end == 0 or text[begin] in "|#":
            return
        yield Span(begin, end)
        end = begin


def _labels(text: str, line: Span) -> dict[str, Span]:
    """The values of a line that begins with a label, by field."""
    begins = [
        (name, trimmed(text, line.start + label.end, line.start + end))
        for found in lines_in(line.of(text))
        if not found.head().of(line.of(text)).strip()
        for name, label, end in found.labels
    ]
    return {name: Span(value.start, _without_stops(text, value)) for name, value in begins}


def _without_stops(text: str, value: Span) -> int:
    end = value.end
    while end > value.start and text[end - 1] in "；;。，,":
        end -= 1
    return end


def _quoted(words: str) -> str:
    """Lines of a quotation without its marks."""
    return unescaped("\n".join(_QUOTE.sub("", line) for line in words.split("\n")))
