"""The tables of a plan that is text → the rows of its problems; a table may leave the problem to the words above it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from assistant.drafting.checks.draft import Row
from assistant.drafting.checks.labelled_lines import trimmed
from assistant.drafting.checks.of_ledger import row_of
from assistant.drafting.checks.tables import tables, unescaped
from assistant.drafting.ledger_records import LedgerRow
from assistant.drafting.ledger_table import Header, header_of, rows_under
from assistant.text.sentences import Span

_QUOTE = re.compile(r"^>\s?")
_COUNTS = re.compile(r"[\d/.%\s]+(?:[条项个]|待填\d+)?$")
"""A table that counts measures is no ledger."""


def rows_in_tables(text: str, year: int | None) -> Iterator[Row]:
    """The rows of every table with a column for measures. A deadline without a year is of `year`."""
    for table in tables(text):
        cells = table.cells(text)
        header = header_of(cells)
        if header is None or "measures" not in header.fields:
            continue
        rows = [row for row in rows_under(header, cells) if not _COUNTS.match(row.measures)]
        above = None if "problem" in header.fields else _problem_above(text, table.start)
        spans = dict(table.rows)
        for row in rows:
            yield _table_row(text, row, header, spans[row.row], above, year)


def _table_row(
    text: str, row: LedgerRow, header: Header, spans: Mapping[int, Span], above: Span | None, year: int | None
) -> Row:
    places = {name: spans[column] for name, column in header.fields.items() if column in spans}
    cells = row if above is None else replace(row, problem=_quoted(above.of(text)))
    if above is not None:
        places["problem"] = above
    named = cells.number if re.fullmatch(r"[FA]\d+-M\d+", cells.number) else ""
    return row_of(cells, named or f"第{row.row}行", row.row, year, places)


def _problem_above(text: str, start: int) -> Span | None:
    """The words that a table without a column for problems answers: the lines quoted above it, else the last line."""
    lines: list[Span] = []
    end = start
    while end > 0:
        begin = text.rfind("\n", 0, end - 1) + 1
        line = text[begin : end - 1]
        if line.strip():
            is_quote = _QUOTE.match(line) is not None
            if lines and not (is_quote and _QUOTE.match(lines[-1].of(text))):
                break
            lines.append(Span(begin, end - 1))
        elif lines:
            break
        end = begin
    if not lines:
        return None
    first = _QUOTE.match(lines[-1].of(text))
    return trimmed(text, lines[-1].start + (first.end() if first else 0), lines[0].end)


def _quoted(words: str) -> str:
    """Lines of a quotation without its marks."""
    return unescaped("\n".join(_QUOTE.sub("", line) for line in words.split("\n")))
