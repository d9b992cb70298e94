"""Lines between drawn rules → rows of a table, a row a line, its cells in order.

What stands inside four rules is a cell; a cell's lines are joined as a paragraph's are. A cell that reaches over
several rows belongs to the row in which it begins. It knows nothing of tables without rules.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.documents.readers.page_layout.lines import CELL_GAP, Line, PageOfLines, Row, Rule, joint

_TOLERANCE = 2.0
"""How far apart rules may lie that are meant to be one."""

_FEWEST_UPRIGHT = 2
_MOST_RULES = 4000
"""A drawing with more is no table, and to search it would take long."""


@dataclass(frozen=True, slots=True)
class _Cell:
    left: float
    top: float
    right: float
    bottom: float


def table_rows(lines: Sequence[Line], rules: Sequence[Rule]) -> tuple[list[Row], list[Line]]:
    """The rows of all tables on a page, and the lines that stand in none."""
    grid = _Grid(rules)
    if not grid.is_table:
        return [], list(lines)
    cells: dict[_Cell, list[Line]] = defaultdict(list)
    outside: list[Line] = []
    for line in lines:
        cell = grid.around(line)
        if cell is None:
            outside.append(line)
        else:
            cells[cell].append(line)
    rows: list[Row] = []
    for row in _rows(cells):
        if len(row) > 1:
            rows.append(_row(row, cells))
        else:  # a frame round a paragraph or a page, or a row that one cell fills: read as other lines are
            outside += cells[row[0]]
    return rows, outside


def lines_outside_tables(page: PageOfLines) -> list[Line]:
    """Lines that stand in no cell."""
    return table_rows(page.lines, page.rules)[1]


def _rows(cells: Iterable[_Cell]) -> list[list[_Cell]]:
    rows: list[list[_Cell]] = []
    for cell in sorted(cells, key=lambda cell: (cell.top, cell.left)):
        if rows and cell.top - rows[-1][0].top <= _TOLERANCE:
            rows[-1].append(cell)
        else:
            rows.append([cell])
    return [sorted(row, key=lambda cell: cell.left) for row in rows]


def _row(row: list[_Cell], cells: dict[_Cell, list[Line]]) -> Row:
    lines = [line for cell in row for line in cells[cell]]
    return Row(
        CELL_GAP.join(_text(cells[cell]) for cell in row),
        row[0].left,
        row[-1].right,
        min(line.baseline for line in lines),
        lines[0].size,
    )


def _text(lines: Iterable[Line]) -> str:
    text = ""
    for line in sorted(lines, key=lambda line: (round(line.baseline / line.size * 2), line.left)):
        text = "".join(joint(text, line.text))
    return text


class _Grid:
    """Rules sorted for finding those next to a place."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        usable = rules if len(rules) <= _MOST_RULES else ()
        self._upright = sorted((rule for rule in usable if rule.is_upright), key=lambda rule: rule.left)
        self._across = sorted((rule for rule in usable if not rule.is_upright), key=lambda rule: rule.top)
        self._upright_places = [rule.left for rule in self._upright]
        self._across_places = [rule.top for rule in self._across]

    @property
    def is_table(self) -> bool:
        return len(self._upright) >= _FEWEST_UPRIGHT and len(self._across) >= _FEWEST_UPRIGHT

    def around(self, line: Line) -> _Cell | None:
        """The nearest rules on the four sides of a line's middle."""
        x, y = (line.left + line.right) / 2, line.baseline - line.size * 0.35
        here = bisect_left(self._upright_places, x)
        there = bisect_left(self._across_places, y)
        if here in (0, len(self._upright)) or there in (0, len(self._across)):
            return None  # beside the outermost rules, as the text around tables is
        left = next((rule for rule in reversed(self._upright[:here]) if _spans_height(rule, y)), None)
        right = next((rule for rule in self._upright[here:] if _spans_height(rule, y)), None)
        top = next((rule for rule in reversed(self._across[:there]) if _spans_width(rule, x)), None)
        bottom = next((rule for rule in self._across[there:] if _spans_width(rule, x)), None)
        if left is None or right is None or top is None or bottom is None:
            return None
        return _Cell(_place(left.left), _place(top.top), _place(right.left), _place(bottom.top))


def _spans_height(rule: Rule, y: float) -> bool:
    return rule.top - _TOLERANCE <= y <= rule.bottom + _TOLERANCE


def _spans_width(rule: Rule, x: float) -> bool:
    return rule.left - _TOLERANCE <= x <= rule.right + _TOLERANCE


def _place(value: float) -> float:
    """Two strokes that are meant to be one edge give the same place."""
    return round(value / _TOLERANCE) * _TOLERANCE
