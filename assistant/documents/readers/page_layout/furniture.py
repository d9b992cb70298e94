"""Pages → the same pages without what stands on every page: running heads and feet, page numbers, watermarks.

Only rows at the top and at the bottom are looked at, from the outside inwards, and only what comes again, or counts the
pages, is taken away. Cells of a table are left alone, and so is what is larger than the text: a form repeats its title.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from assistant.documents.readers.page_layout.lines import Line, PageOfLines, body_size
from assistant.documents.readers.page_layout.tables import lines_outside_tables

_EDGE_ROWS = 3
"""Rows at the top and at the bottom that may be furniture."""
_FEWEST_PAGES = 3
_SHARE = 0.3
"""Of the pages that a head stands on; left and right pages may have heads of their own, chapters too."""
_LARGER = 1.1
_SAME_ROW = 0.5
_STANDS_OFF = 1.25
"""Usual distances of lines between furniture and text; less is a line of a text that repeats itself."""
_WIDEST_STEP = 3.0
"""Letters: lines further apart are no lines of one text, however few there are."""
_SMALLER = 0.92
_HEIGHT_STEPS = 60
"""A head stands at the same height everywhere, to this part of the page."""

_DIGITS = re.compile(r"\d+")
_DECORATION = r"[\s\-–—―－·.・~～|]*"
_NUMBER = re.compile(
    rf"{_DECORATION}(?:第\s*(\d{{1,4}})\s*页(?:\s*[,，/／]?\s*共\s*\d{{1,4}}\s*页)?|(\d{{1,4}})\s*[/／]\s*\d{{1,4}}"
    rf"|(?:[Pp]age|[Pp]\.?)\s*(\d{{1,4}})(?:\s*(?:of|/)\s*\d{{1,4}})?|(\d{{1,4}}))\s*页?{_DECORATION}"
)
_UNMISTAKABLE = re.compile(r"[-–—―－·~～]\s*\d{1,4}\s*[-–—―－·~～]|第\s*\d{1,4}\s*页|\d{1,4}\s*[/／]\s*\d{1,4}|[Pp]age")
"""A page number even where there is one page only."""

_EdgeRows = tuple[list[list[Line]], list[list[Line]]]
"""The first rows of a page from the top, and its last rows from the bottom."""


def without_furniture(pages: Sequence[PageOfLines]) -> tuple[list[PageOfLines], bool]:
    """The pages without running heads, feet and page numbers, and whether there were any."""
    all_edges = [_edge_rows(page) for page in pages]
    is_repeated = _repeated(pages, all_edges)
    is_counted = _counting_with_pages(all_edges)
    kept: list[PageOfLines] = []
    for index, (page, edges) in enumerate(zip(pages, all_edges, strict=True)):
        outer = (line for rows in edges for row in rows for line in row)
        candidates = {line for line in outer if is_repeated(page, line) or is_counted(index, line)}
        gone = set(_peeled(page, edges, candidates)) if candidates else set()
        lines = tuple(line for line in page.lines if line not in gone) if gone else page.lines
        asides = tuple(aside for aside in page.asides if not is_repeated(page, aside))
        kept.append(replace(page, lines=lines, asides=asides))
    if not any(page.lines for page in kept):
        return list(pages), False  # nothing but what comes again: then that is the text
    return kept, kept != list(pages)


def _peeled(page: PageOfLines, edges: _EdgeRows, candidates: set[Line]) -> Iterator[Line]:
    """Furniture from the outside inwards, up to the first row that is none; it must stand off from what is kept."""
    usual, body = _usual_step(page.lines), body_size(page.lines)
    for rows in edges:
        taken: list[Line] = []
        for row in rows:
            here = [line for line in row if line in candidates]
            taken += here
            if len(here) < len(row):
                break
        if not taken:
            continue
        kept = [line for line in page.lines if line not in taken]
        for line in reversed(taken):  # the innermost first: what stays holds what is outside of it
            if _stands_off(line, kept, usual, body):
                yield line
            else:
                kept.append(line)


def _stands_off(line: Line, kept: Sequence[Line], usual: float, body: float) -> bool:
    """Whether the nearest line above or below is further away than lines of one text are, or this one is smaller."""
    near = [other for other in kept if other.left < line.right and line.left < other.right]
    nearest = min(near, key=lambda other: abs(other.baseline - line.baseline), default=None)
    if nearest is None or line.size < _SMALLER * body:
        return True
    room = usual * max(1.0, nearest.size / line.size)  # a heading keeps its distance
    return abs(nearest.baseline - line.baseline) > _STANDS_OFF * room


def _usual_step(lines: Sequence[Line]) -> float:
    """From one line to the next that begins at the same place: in two columns lines of both alternate."""
    ordered = sorted(lines, key=lambda line: (round(line.left), line.baseline))
    steps = [
        below.baseline - above.baseline for above, below in pairwise(ordered) if round(above.left) == round(below.left)
    ]
    return min(median(steps or [0.0]), _WIDEST_STEP * body_size(lines))


def _rows(page: PageOfLines) -> list[list[Line]]:
    """Lines outside tables, those of one height together, from top to bottom."""
    rows: list[list[Line]] = []
    for line in sorted(lines_outside_tables(page), key=lambda line: line.baseline):
        if rows and line.baseline - rows[-1][0].baseline <= _SAME_ROW * line.size:
            rows[-1].append(line)
        else:
            rows.append([line])
    return rows


def _edge_rows(page: PageOfLines) -> _EdgeRows:
    """The first rows, and the last rows from the bottom upwards."""
    rows = _rows(page)
    return rows[:_EDGE_ROWS], rows[: -_EDGE_ROWS - 1 : -1]


def _repeated(pages: Sequence[PageOfLines], all_edges: Sequence[_EdgeRows]) -> Callable[[PageOfLines, Line], bool]:
    """Whether a line stands at the same height with the same words, figures aside, on many pages."""
    usual = body_size(line for page in pages for line in page.lines)
    fewest = max(_FEWEST_PAGES, _SHARE * len(pages))
    counts: Counter[tuple[str, int]] = Counter()
    for page, edges in zip(pages, all_edges, strict=True):
        outer = {line for rows in edges for row in rows for line in row}
        counts.update({_standing(page, line) for line in (*outer, *page.asides)})

    def is_repeated(page: PageOfLines, line: Line) -> bool:
        small = line.size <= usual * _LARGER or line in page.asides
        return small and counts[_standing(page, line)] >= fewest

    return is_repeated


def _standing(page: PageOfLines, line: Line) -> tuple[str, int]:
    return _DIGITS.sub("#", "".join(line.text.split())), round(line.baseline / page.height * _HEIGHT_STEPS)


def _counting_with_pages(all_edges: Sequence[_EdgeRows]) -> Callable[[int, Line], bool]:
    """Whether a line is a number that counts with the pages, or says itself that it is a page's number."""
    offsets: Counter[int] = Counter()
    for index, edges in enumerate(all_edges):
        outermost = [line for rows in edges for line in (rows[0] if rows else ())]
        numbers = {_page_number(line.text) for line in outermost} - {None}
        offsets.update(number - index for number in numbers if number is not None)

    def is_counted(index: int, line: Line) -> bool:
        number = _page_number(line.text)
        return number is not None and (offsets[number - index] > 1 or _UNMISTAKABLE.search(line.text) is not None)

    return is_counted


def _page_number(text: str) -> int | None:
    found = _NUMBER.fullmatch(text.strip())
    return None if found is None else int(next(group for group in found.groups() if group))
