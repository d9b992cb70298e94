"""Which tables of a page hold data rather than its layout, and their rows, a line each, cells joined by " | "."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from assistant.documents.readers.web_page.tree import BLOCKS, Element, Page, shown_within
from assistant.documents.readers.web_page.white_space import settled

_MOST_SPANNED = 1_000
_MOST_REPEATED = 1_000_000
"""Characters repeated for cells that span rows; beyond it such a cell stands once."""

_FEWEST_ROWS = 2
_FEWEST_CELLS = 2
_LAYOUT_SHARE = 0.6
"""A cell with this share of the text, in several blocks, is the column of a laid-out page."""
_LAYOUT_BLOCK_EDGES = 8
_LAYOUT_LINK_EDGES = 12


@dataclass(slots=True)
class _Cell:
    element: Element
    row: Element
    text: str = ""
    block_edges: int = 0
    link_edges: int = 0


@dataclass(slots=True)
class _Spans:
    """Cells of the rows above that reach into the next ones, by column: their text and how many rows are left."""

    open: dict[int, tuple[str, int]] = field(default_factory=dict)
    repeated: int = 0

    def take(self, column: int) -> str | None:
        """The text that stands in a column from above, if any."""
        if column not in self.open:
            return None
        text, left = self.open.pop(column)
        if left > 1:
            self.open[column] = (text, left - 1)
        self.repeated += len(text)
        return text if self.repeated <= _MOST_REPEATED else ""


def data_tables(page: Page) -> set[int]:
    """Identities of the tables that hold data."""
    with_tables = set()
    for element in reversed(page.elements):
        if element.parent is not None and (element.tag == "table" or id(element) in with_tables):
            with_tables.add(id(element.parent))
    return {
        id(element)
        for element in page.elements
        if element.tag == "table" and id(element) not in with_tables and not element.is_hidden and _holds_data(element)
    }


def rows(table: Element) -> Iterator[tuple[str, Element]]:
    """The rows of a table of data that hold any text, each with its element; what stands outside of cells too."""
    spans = _Spans()
    for row in _rows_of_cells(table):
        if row[0].row is table:  # text between the rows: a caption
            yield row[0].text, table
            continue
        texts = _with_spans(row, spans)
        if any(cell.text for cell in row):
            yield " | ".join(texts), row[0].row


def _with_spans(row: list[_Cell], spans: _Spans) -> list[str]:
    texts: list[str] = []
    column = 0
    for cell in row:
        while (above := spans.take(column)) is not None:
            texts.append(above)
            column += 1
        texts.append(cell.text)
        width, height = (_span(cell.element, name) for name in ("colspan", "rowspan"))
        if height > 1:
            spans.open[column] = (cell.text, height - 1)
            spans.open.update({column + more: ("", height - 1) for more in range(1, width)})
        column += width
    while (above := spans.take(column)) is not None:
        texts.append(above)
        column += 1
    while texts and not texts[-1]:
        texts.pop()
    return texts


def _span(cell: Element, name: str) -> int:
    value = cell.attributes.get(name, "").strip()
    return max(1, min(int(value), _MOST_SPANNED)) if value.isdecimal() and len(value) < 7 else 1


def _holds_data(table: Element) -> bool:
    found = [row for row in _rows_of_cells(table) if row[0].row is not table]
    cells = [cell for row in found for cell in row]
    several = sum(sum(bool(cell.text) for cell in row) >= _FEWEST_CELLS for row in found)
    letters = sum(len(cell.text) for cell in cells)
    is_drawn = table.attributes.get("border", "0").strip() not in ("0", "") or any(c.element.tag == "th" for c in cells)
    if several < (1 if is_drawn else _FEWEST_ROWS):
        return False
    return is_drawn or not any(
        cell.link_edges >= _LAYOUT_LINK_EDGES
        or (cell.block_edges >= _LAYOUT_BLOCK_EDGES and len(cell.text) > letters * _LAYOUT_SHARE)
        for cell in cells
    )


def _rows_of_cells(table: Element) -> Iterator[list[_Cell]]:
    """Cells row by row; text outside of any cell as a cell of the table itself."""
    row: list[_Cell] = []
    cell: _Cell | None = None
    parts: list[str] = []
    for element, text in shown_within(table):
        if text is not None:
            parts.append(text)
        elif element.tag in ("td", "th", "tr", "table", "caption"):
            said, parts = settled("".join(parts)), []
            if cell is not None:
                cell.text = said
            elif said:
                yield [_Cell(element, table, said)]
            if element.tag in ("td", "th"):
                cell = None if cell is not None and cell.element is element else _Cell(element, _row_of(element, table))
                row += [cell] if cell is not None else []
            else:
                cell = None
                if row:
                    yield row
                    row = []
        else:
            parts += [" "] if element.tag in BLOCKS or element.tag == "br" else []
            if cell is not None:
                cell.block_edges += element.tag in BLOCKS or element.tag == "br"
                cell.link_edges += element.tag == "a"


def _row_of(cell: Element, table: Element) -> Element:
    around = cell.parent
    while around is not None and around.tag != "tr" and around is not table:
        around = around.parent
    return around if around is not None and around is not table else cell
