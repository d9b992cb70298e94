"""The lines of one page → columns in reading order, with rows of tables in their places.

A page is parted by an empty strip down its middle when the lines on both sides of it fill their halves as prose does;
what crosses the strip (a title, a table) parts the columns above it from those below. Cells of a table without rules
do not fill their halves: they stay in their rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from assistant.documents.readers.page_layout.lines import CELL_GAP, Line, PageOfLines, Row, is_label_alone
from assistant.documents.readers.page_layout.paragraphs import Column
from assistant.documents.readers.page_layout.tables import table_rows

_Item = Line | Row

_FEWEST_LINES = 4
"""In each column."""
_FILLED = 0.7
"""Share of its column that the middle line of prose fills."""
_NARROW = 0.62
_MOST_PAGES = 0.5
_FEW_CROSSING = 0.2
_STEPS = 200
"""Places across the page at which a strip is looked for."""
_MIDDLE = (0.25, 0.75)
_SAME_ROW = 0.5
"""Letters by which base lines of one row may differ."""
_SAME_SIZE = 0.07
_NEAR = 2.5
_OVERLAP = 0.3
_SAME_START = 1.0


def columns(pages: Sequence[PageOfLines]) -> list[Column]:
    """The columns of all pages from left to right, band after band."""
    strips = [strip for page in pages if (strip := _strip(page.lines)) is not None]
    usual = median(strips) if len(strips) > len(pages) * _MOST_PAGES else None
    return [column for page in pages for column in _columns_of(page, usual)]


def _columns_of(page: PageOfLines, usual: float | None) -> list[Column]:
    rows, lines = table_rows(page.lines, page.rules)
    found = _ordered([*lines, *rows], usual if usual is not None and _may_part(lines, usual) else None)
    asides = [Row(line.text, line.left, line.right, line.baseline, line.size) for line in page.asides]
    return [Column(page.number, page.width, tuple(_joined_rows(items)), place) for items, place in found] + (
        [Column(page.number, page.width, tuple(asides))] if asides else []
    )


_Found = tuple[list[_Item], tuple[int, ...]]


def _may_part(lines: Sequence[Line], strip: float) -> bool:
    """Whether a page with few lines stands in the columns that the other pages have."""
    crossing = sum(1 for line in lines if line.left < strip < line.right)
    return crossing <= _FEW_CROSSING * len(lines)


def _ordered(items: list[_Item], usual: float | None = None) -> list[_Found]:
    strip = _strip(items)
    strip = usual if strip is None else strip
    if strip is None:
        return [(items, ())] if items else []
    found: list[_Found] = []
    band: list[_Item] = []
    for item in sorted(items, key=lambda item: item.baseline):
        above = found[-1][0][-1] if found and not found[-1][1] and not band else None
        if not item.left < strip < item.right and not _ends_title(above, item):
            band.append(item)
            continue
        found += _halves(band, strip)
        band = []
        if not found or found[-1][1]:
            found.append(([], ()))
        found[-1][0].append(item)
    return found + _halves(band, strip)


def _ends_title(above: _Item | None, item: _Item) -> bool:
    """Whether an item is the short last line of what stands centred across the columns above it."""
    if above is None or abs(above.size - item.size) > _SAME_SIZE * item.size:
        return False
    is_near = item.baseline - above.baseline < _NEAR * item.size
    return is_near and abs(above.left + above.right - item.left - item.right) < 2 * item.size


def _halves(band: list[_Item], strip: float) -> list[_Found]:
    halves = [item for item in band if item.right <= strip], [item for item in band if item.left >= strip]
    return [(items, (side, *place)) for side, half in enumerate(halves) for items, place in _ordered(half)]


def _strip(items: Sequence[_Item]) -> float | None:
    """The middle of the widest strip that no narrow line crosses, where both sides read as prose."""
    lines = [item for item in items if isinstance(item, Line)]
    if len(lines) < 2 * _FEWEST_LINES:
        return None
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    narrow = [line for line in lines if line.right - line.left < _NARROW * (right - left)]
    if len(narrow) < 2 * _FEWEST_LINES or len(narrow) < 0.5 * len(lines):
        return None
    strip = _widest_gap(narrow, left, (right - left) / _STEPS)
    return strip if strip is not None and _reads_as_columns(narrow, strip) else None


def _widest_gap(lines: Sequence[Line], left: float, step: float) -> float | None:
    if step <= 0:
        return None
    covered = [False] * (_STEPS + 1)
    for line in lines:
        first, last = int((line.left - left) / step), int((line.right - left) / step)
        covered[first : last + 1] = [True] * (last + 1 - first)
    best: tuple[int, int] | None = None
    start: int | None = None
    for place in range(int(_STEPS * _MIDDLE[0]), int(_STEPS * _MIDDLE[1]) + 1):
        if covered[place]:
            start = None
            continue
        start = place if start is None else start
        if best is None or place - start > best[1] - best[0]:
            best = start, place
    return None if best is None else left + (best[0] + best[1] + 1) / 2 * step


def _reads_as_columns(lines: Sequence[Line], strip: float) -> bool:
    halves = [[line for line in lines if line.right <= strip], [line for line in lines if line.left >= strip]]
    if any(len(half) < _FEWEST_LINES for half in halves):
        return False
    spans = [(min(line.baseline for line in half), max(line.baseline for line in half)) for half in halves]
    shared = min(spans[0][1], spans[1][1]) - max(spans[0][0], spans[1][0])
    if shared < 0.5 * min(bottom - top for top, bottom in spans):
        return False
    return all(_is_filled(half) or _strip(half) is not None for half in halves)


def _is_filled(half: Sequence[Line]) -> bool:
    width = max(line.right for line in half) - min(line.left for line in half)
    return median(line.right - line.left for line in half) >= _FILLED * width > 0


def _joined_rows(items: list[_Item]) -> list[_Item]:
    """Items from top to bottom; those on one base line become one: cells where the rows around have cells as well."""
    rows = _grouped(items)
    joined: list[_Item] = []
    for index, row in enumerate(rows):
        if len(row) == 1:
            joined.append(row[0])
        else:
            joined.append(_one(row, [rows[near] for near in (index - 1, index + 1) if 0 <= near < len(rows)]))
    return joined


def _grouped(items: list[_Item]) -> list[list[_Item]]:
    rows: list[list[_Item]] = []
    for item in sorted(items, key=lambda item: (item.baseline, item.left)):
        last = rows[-1] if rows else None
        if last is not None and _share_row(last, item):
            last.append(item)
        else:
            rows.append([item])
    return [sorted(row, key=lambda item: item.left) if len(row) > 1 else row for row in rows]


def _share_row(row: list[_Item], item: _Item) -> bool:
    if abs(item.baseline - row[0].baseline) > _SAME_ROW * min(item.size, row[0].size):
        return False
    if isinstance(item, Row) or any(isinstance(other, Row) for other in row):
        return False
    slack = _OVERLAP * item.size
    return all(item.left >= other.right - slack or item.right <= other.left + slack for other in row)


def _one(row: list[_Item], around: list[list[_Item]]) -> _Item:
    first, last = row[0], row[-1]
    if _is_row_of_cells(row, around):
        return Row(CELL_GAP.join(item.text.strip() for item in row), first.left, last.right, first.baseline, first.size)
    text = " ".join(item.text.strip() for item in row)
    widest = max(row, key=lambda item: item.right - item.left)
    return Line(text, first.left, last.right, first.baseline, widest.size)


def _is_row_of_cells(row: list[_Item], around: list[list[_Item]]) -> bool:
    if is_label_alone(row[0].text) and len(row) == 2:
        return False
    starts = [item.left for item in row[1:]]
    return any(
        abs(start - item.left) < _SAME_START * item.size
        for other in around
        if len(other) > 1
        for item in other[1:]
        for start in starts
    )
