"""Lines in reading order → paragraphs: what belongs together although the page broke it, and what does not.

A paragraph ends where its line is short although the next word would have fitted, and begins where a line is indented,
carries a label, is centred, stands in another size or stands off. It runs on over columns and pages. Where the lines
come from it does not know.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from assistant.documents.readers.page_layout.lines import (
    Line,
    Row,
    body_size,
    ems,
    ends_sentence,
    first_unit,
    has_label,
    joint,
)


@dataclass(frozen=True, slots=True)
class Column:
    """Lines and rows in reading order, and the page that they stand on."""

    page: int
    width: float
    """Of the page."""
    items: tuple[Line | Row, ...]
    place: tuple[int, ...] = ()
    """Empty where it has the page for itself; else which of the columns side by side it is, from the left."""


@dataclass(frozen=True, slots=True)
class Edges:
    """Where the lines of a column begin and end when they are full."""

    left: float
    right: float

    def indent(self, line: Line) -> float:
        """In letters."""
        return (line.left - self.left) / line.size

    def centres(self, line: Line | Row, usual: float) -> bool:
        """`usual` is the size of the text: what is larger is a title, and may nearly fill the line."""
        before, behind = line.left - self.left, self.right - line.right
        least = _TITLE_CENTRED_FROM if line.size > usual * _LARGER else _CENTRED_FROM
        return before > least * line.size and abs(before - behind) < line.size + 0.1 * before

    def has_room_behind(self, line: Line, text: str) -> bool:
        """Whether the beginning of `text` would still have fitted on the line."""
        return line.right + (ems(first_unit(text)) + _SLACK) * line.size < self.right


@dataclass(slots=True)
class Paragraph:
    """Grows by lines; `pages` says which page begins at which character of `text`."""

    text: str
    pages: list[tuple[int, int]]
    size: float
    bold: bool
    centred: bool
    letterhead: bool = False
    is_row: bool = False
    is_moved: bool = False
    """A note at the foot of a page, behind the paragraph that runs on over it."""

    def add(self, line: Line, page: int, centred: bool) -> None:
        head, tail = joint(self.text, line.text)
        if page != self.pages[-1][1]:
            self.pages.append((len(head), page))
        self.text = head + tail
        self.bold = self.bold and line.bold
        self.centred = self.centred or centred  # the first line of a title may fill its column


_SLACK = 0.6
"""Letters by which a full line may stay short of the edge: hanging marks, rounding, justified type."""

_CENTRED_FROM = 2.2
"""Letters: a line that stands in less far is indented, not centred."""

_TITLE_CENTRED_FROM = 0.5
_INDENT = 0.8
_SAME_SIZE = 0.07
_SAME_EDGE = 0.5
_HANGS = 4.0
"""Letters by which lines may stand in below the label of their item."""
_LARGER = 1.1
_STANDS_OFF = 1.45
"""Distance from the line above, in usual distances, from which on a line begins a paragraph."""

_WIDEST_STEP = 3.0
"""Letters: lines further apart are no lines of one text, however few there are."""

_FEWEST_FOR_EDGES = 8
"""Lines that a column needs before its own edges are believed."""

_NOTE_SIZE = 0.92
_NOTE_MARK = re.compile(r"[①-⑳*※]|[\[〔［(（]?\d{1,2}[\]〕］)）]?|注")


def paragraphs(columns: Sequence[Column]) -> list[Paragraph]:
    """The paragraphs of a whole document, also those that run on in the next column or on the next page.

    Notes at the foot of a page come behind the paragraph that runs on over it.
    """
    usual = body_size(item for column in columns for item in column.items)
    edges = _Edges(columns)
    found: list[Paragraph] = []
    waiting: list[Paragraph] = []
    before: _Placed | None = None
    for column in columns:
        body, notes = _parted(column.items, usual)
        edge = edges.of(column)
        for item, gap in zip(body, _gaps(body), strict=True):
            if isinstance(item, Line) and gap <= _STANDS_OFF and _continues(before, item, edge, usual):
                found[-1].add(item, column.page, edge.centres(item, usual))
                for note in waiting:
                    note.is_moved = True
            else:
                found += waiting
                waiting = []
                found.append(_begun(item, column.page, edge.centres(item, usual)))
            before = _Placed(item, edge) if isinstance(item, Line) else None
        if notes:
            waiting += paragraphs([Column(column.page, column.width, notes, column.place)])
    return found + waiting


def _begun(item: Line | Row, page: int, centred: bool) -> Paragraph:
    begun = Paragraph(item.text.strip(), [(0, page)], item.size, False, centred, is_row=isinstance(item, Row))
    if isinstance(item, Line):
        begun.bold, begun.letterhead = item.bold, item.letterhead
    return begun


@dataclass(frozen=True, slots=True)
class _Placed:
    """A line and the edges of the column that it stands in."""

    line: Line
    edges: Edges


def _continues(before: _Placed | None, item: Line, edge: Edges, usual: float) -> bool:
    """Whether a line goes on with the paragraph of the line before it."""
    if before is None or abs(before.line.size - item.size) > _SAME_SIZE * item.size:
        return False
    is_title = item.size > usual * _LARGER
    if edge.centres(item, usual) and (before.edges.centres(before.line, usual) or is_title):
        # A title over several lines; centred lines of the text's own size are lines for themselves.
        return is_title and not has_label(item.text) and not item.text.startswith(("（", "("))
    if before.line.text.endswith("-") or not before.edges.has_room_behind(before.line, item.text):
        return _goes_on_at_its_edge(before, item, edge)
    return False


def _goes_on_at_its_edge(before: _Placed, item: Line, edge: Edges) -> bool:
    """Whether a line behind a full one stands where the lines of one paragraph stand."""
    unfinished = not ends_sentence(before.line.text)
    indent, indent_before = edge.indent(item), before.edges.indent(before.line)
    if indent > _INDENT:
        in_line = abs(indent - indent_before) < _SAME_EDGE
        hangs = has_label(before.line.text) and 0 < indent - indent_before < _HANGS
        return unfinished and not has_label(item.text) and (in_line or hangs)
    return unfinished or not has_label(item.text)


def _gaps(items: Sequence[Line | Row]) -> list[float]:
    """Distance of each item from the one above, in usual distances for its size; 1 where nothing stands above it."""
    steps = [(below.baseline - above.baseline) / below.size for above, below in pairwise(items)]
    usual = min(median([step for step in steps if step > 0] or [0.0]), _WIDEST_STEP)
    return [1.0, *(step / usual if usual > 0 and step > 0 else 1.0 for step in steps)] if items else []


def _parted(items: tuple[Line | Row, ...], usual: float) -> tuple[tuple[Line | Row, ...], tuple[Line | Row, ...]]:
    """The text of a column and the notes at its foot: smaller lines at the end, the first of them with a mark."""
    start = len(items)
    while start and isinstance(items[start - 1], Line) and items[start - 1].size < usual * _NOTE_SIZE:
        start -= 1
    if start in (0, len(items)) or not _NOTE_MARK.match(items[start].text.lstrip()):
        return items, ()
    return items[:start], items[start:]


class _Edges:
    """Edges of all columns: a column with few lines takes those of its like on the other pages."""

    def __init__(self, columns: Sequence[Column]) -> None:
        like: dict[tuple[int, tuple[int, ...], int], list[Line]] = defaultdict(list)
        for column in columns:
            kind, lines = self._kind(column), _lines(column)
            like[kind] += lines
            if column.place:  # what stands across the page, over columns, is as wide as they are together
                like[kind[0], (), kind[2]] += lines
        examples = {self._kind(column): column for column in reversed(columns)}
        self._shared = {kind: _edges(lines, examples.get(kind)) for kind, lines in like.items() if lines}
        self._own: dict[int, Edges] = {}

    def of(self, column: Column) -> Edges:
        known = self._own.get(id(column))
        if known is None:
            lines = _lines(column)
            own = _edges(lines, column) if len(lines) >= _FEWEST_FOR_EDGES else None
            known = self._own[id(column)] = own or self._shared.get(self._kind(column)) or Edges(0.0, column.width)
        return known

    @staticmethod
    def _kind(column: Column) -> tuple[int, tuple[int, ...], int]:
        # Left and right pages of a book have margins of their own.
        return round(column.width), column.place, column.page % 2


def _lines(column: Column) -> list[Line]:
    return [item for item in column.items if isinstance(item, Line)]


def _edges(lines: Sequence[Line], column: Column | None) -> Edges:
    """The outermost places that at least two lines share, so that one stray line does not move the edge."""
    slack = median(line.size for line in lines)
    left = _shared_extreme(sorted(line.left for line in lines), slack)
    right = -_shared_extreme(sorted(-line.right for line in lines), slack)
    longest = [line for line in lines if line.right > right - slack]
    if column is not None and not column.place and sum(ends_sentence(line.text) for line in longest) > len(longest) / 2:
        # Lines that are full end anywhere in a sentence; where most end with one, none is full: margins are alike.
        right = max(right, column.width - left)
    return Edges(left, right)


def _shared_extreme(places: list[float], slack: float) -> float:
    for place, following in pairwise(places):
        if following - place < slack:
            return place
    return places[0]
