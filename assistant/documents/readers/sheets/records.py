"""Rows of a sheet → lines: a record a line, "序号：1；反馈问题：…；整改措施：…", with the titles above the header.

The header is found by its cells: the first row that fills most of the table's width with short labels. Where there is
none, cells are joined by " | "; a sheet of one column is its lines. Knows nothing of where the rows come from.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

_HEADER_WITHIN_ROWS = 12
_HEADER_FILLS = 0.6
"""Share of the table's usual width that a header fills: titles above it fill a cell or two."""
_LONGEST_LABEL = 40
_DEEPEST_HEADER = 4
_LONGEST_TITLE = 80
_WIDTH_ROWS = 200
"""Rows looked at for the usual width."""

_SENTENCE_END = re.compile(r"[。！？；!?;]")
_FIGURE = re.compile(r"[-+¥￥$（(]?\d[\d,.\s]*[%％)）]?|\d{4}[-/.年]\d{1,2}(?:[-/.月]\d{1,2}日?)?月?")
_STATEMENT = re.compile(r"[：:]")
_SPACES = re.compile(r"[^\S\u3000]+")
_HAN = "㐀-鿿、，。；：（）《》“”"
_BETWEEN_HAN = re.compile(rf"(?<=[{_HAN}])\s+(?=[{_HAN}])")
_BREAK_BETWEEN_HAN = re.compile(rf"(?<=[{_HAN}])[ \t]*+[\r\n]\s*+(?=[{_HAN}])")


@dataclass(frozen=True, slots=True)
class Row:
    """One row that holds anything. Columns are counted from 0."""

    number: int
    """As people count rows, from 1."""
    cells: Mapping[int, str]
    from_above: frozenset[int] = frozenset()
    """Columns whose text belongs to a merged cell that begins further up."""
    spans: Mapping[int, tuple[int, int]] = field(default_factory=dict)
    """Width and height of the merged cells that begin here."""


@dataclass(frozen=True, slots=True)
class RowLine:
    """The line of one row. `depth` is 0 for the title above a table, 1 for a heading inside it, None for others."""

    number: int
    text: str
    depth: int | None = None


@dataclass(frozen=True, slots=True)
class _Header:
    names: Mapping[int, str]
    rows: int

    def repeats(self, row: Row) -> bool:
        """Printed ledgers show the header again on every page."""
        return {column: _label(text) for column, text in row.cells.items()} == dict(self.names)


def lines_of_rows(rows: Iterable[Row]) -> Iterator[RowLine]:
    """The lines of a sheet's rows, in order; an empty row begins a new table, under the same header if it has none."""
    header: _Header | None = None
    is_first = True
    for region in _regions(rows):
        found = _header_of(region)
        if found is None:
            if header is not None and max(max(row.cells) for row in region) > max(header.names):
                header = None
            body = region
        else:
            at, header = found
            yield from _titles(region[:at], is_first)
            body = region[at + header.rows :]
        if found is None and header is None and is_first:
            titles = 1 if len(region) > 1 and _is_title(region[0]) else 0
            yield from _titles(region[:titles], is_first)
            body = region[titles:]
        yield from _body(body, header)
        is_first = False


def _regions(rows: Iterable[Row]) -> Iterator[list[Row]]:
    region: list[Row] = []
    for row in rows:
        if region and row.number > region[-1].number + 1:
            yield region
            region = []
        region.append(row)
    if region:
        yield region


def _header_of(region: Sequence[Row]) -> tuple[int, _Header] | None:
    """Which row of a region is its header, and what it says."""
    width = _usual_width(region)
    if width < 2:
        return None
    for at, row in enumerate(region[:_HEADER_WITHIN_ROWS]):
        covered = sum(row.spans.get(column, (1, 1))[0] for column in row.cells)
        if covered >= max(2, width * _HEADER_FILLS) and len(row.cells) > 1:
            if any(_STATEMENT.search(text) for text in row.cells.values()):
                continue  # 填报单位：…　填报日期：… above the header
            below = region[at + 1 :]
            return (at, _named(row, below)) if below and _are_labels(row.cells.values()) else None
    return None


def _usual_width(region: Sequence[Row]) -> int:
    widths = Counter(len(row.cells) for row in region[:_WIDTH_ROWS])
    return max(widths, key=lambda width: (widths[width] * width, width))


def _are_labels(texts: Iterable[str]) -> bool:
    labels = [_label(text) for text in texts]
    return len({*labels}) == len(labels) and not any(
        len(label) > _LONGEST_LABEL or _SENTENCE_END.search(label) or _FIGURE.fullmatch(label) for label in labels
    )


def _named(row: Row, below: Sequence[Row]) -> _Header:
    """The names of the columns; a header of several levels says 整改责任／牵头单位."""
    heights = [row.spans.get(column, (1, 1))[1] for column in row.cells]
    has_groups = any(row.spans.get(column, (1, 1))[0] > 1 for column in row.cells)
    deep = min(_DEEPEST_HEADER, max(*heights, 2 if has_groups else 1))
    levels = [row, *below[: deep - 1]]
    if len(below) < deep or not all(_are_labels(level.cells.values()) for level in levels[1:]):
        levels = [row]
    names: dict[int, str] = {}
    for level in levels:
        for column, text in level.cells.items():
            for reached in range(column, column + level.spans.get(column, (1, 1))[0]):
                above, label = names.get(reached, ""), _label(text)
                names[reached] = label if above in ("", label) else f"{above}／{label}"
    return _Header(names, len(levels))


def _titles(rows: Sequence[Row], is_first: bool) -> Iterator[RowLine]:
    """What stands above a header; the first line of a sheet is its title."""
    for position, row in enumerate(rows):
        is_title = is_first and position == 0 and _is_title(row)
        yield RowLine(row.number, _joined(row), 0 if is_title else None)


def _is_title(row: Row) -> bool:
    text = _joined(row)
    return len(row.cells) == 1 and len(text) <= _LONGEST_TITLE and not _SENTENCE_END.search(text)


def _body(rows: Sequence[Row], header: _Header | None) -> Iterator[RowLine]:
    for row in rows:
        own = [column for column in row.cells if column not in row.from_above]
        if header is None:
            yield RowLine(row.number, _joined(row))
        elif len(own) == 1 and len(row.cells) == 1 and _stands_alone(row, own[0], header):
            is_heading = row.spans.get(own[0], (1, 1))[0] > 1 and _is_title(row)
            yield RowLine(row.number, _joined(row), 1 if is_heading else None)
        elif own and not header.repeats(row):
            yield RowLine(row.number, _record(row, header))


def _stands_alone(row: Row, column: int, header: _Header) -> bool:
    """A heading of a group, or a note below the table, and not a record with one field."""
    return len(header.names) > 2 and (column == min(header.names) or row.spans.get(column, (1, 1))[0] > 1)


def _record(row: Row, header: _Header) -> str:
    record = ""
    for column in sorted(row.cells):
        name, text = header.names.get(column, ""), tidy(row.cells[column])
        mark = "" if not record or record[-1] in "。；！？" else "；"
        record += f"{mark}{name}：{text}" if name else f"{mark}{text}"
    return record


def _joined(row: Row) -> str:
    return " | ".join(tidy(row.cells[column]) for column in sorted(row.cells))


def _label(text: str) -> str:
    """A name of a column: 序　号 is spread for its looks."""
    return _BETWEEN_HAN.sub("", tidy(text)).rstrip("：:")


def tidy(text: str) -> str:
    """A cell's text in one line: its own line breaks vanish between Chinese characters and are spaces elsewhere."""
    return _SPACES.sub(" ", _BREAK_BETWEEN_HAN.sub("", text)).strip()
