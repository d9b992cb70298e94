"""A document as PDF with a text layer: real line breaks inside paragraphs, running heads, page numbers, columns.

The font is one that every PDF program brings along (STSong-Light), so no font file is needed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO

from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from tests.formats import Block

FONT = "STSong-Light"
pdfmetrics.registerFont(UnicodeCIDFont(FONT))  # one of those that every reader of PDF brings along
WIDTH, HEIGHT = 595.0, 842.0
MARGIN = 90.0
PITCH = 1.6

_SIZES = {"title": 22.0, "paragraph": 12.0, "table": 12.0}
_HEADING_SIZES = (18.0, 16.0, 14.0)
_UNIT = re.compile(r"[（《“(]*(?:[A-Za-z0-9.,%/:'-]+ ?|.)[，。、；：！？）》”,.;:!?)]*")
"""What a line is never broken inside of."""


@dataclass(frozen=True)
class PdfLook:
    """How the document is laid out."""

    columns: int = 1
    running_head: str = ""
    page_numbers: bool = True
    indent: float = 2.0
    """Of the first line of a paragraph, in letters."""
    column_gap: float = 24.0
    password: str = ""
    ruled_tables: bool = True
    row_by_row: bool = False
    """Lines of columns that stand side by side are written side by side, as some programs do."""


def write_pdf(blocks: Sequence[Block], look: PdfLook | None = None) -> bytes:
    return _Writer(look or PdfLook()).written(blocks)


def width_of(text: str, size: float) -> float:
    return float(pdfmetrics.stringWidth(text, FONT, size))


def wrapped(text: str, size: float, width: float, indent: float = 0.0) -> Iterator[str]:
    """The lines of a paragraph; the first one stands in by `indent`."""
    line, room = "", width - indent
    for unit in _UNIT.findall(text):
        if line and width_of(line + unit.rstrip(), size) > room:
            yield line.rstrip()
            line, room = "", width
        line += unit
    yield line.rstrip()


class _Writer:
    def __init__(self, look: PdfLook) -> None:
        self._look = look
        self._buffer = BytesIO()
        encrypt = StandardEncryption(look.password) if look.password else None
        self._canvas = Canvas(self._buffer, pagesize=(WIDTH, HEIGHT), encrypt=encrypt, invariant=True)
        self._column_width = (WIDTH - 2 * MARGIN - (look.columns - 1) * look.column_gap) / look.columns
        self._page = 0
        self._column = 0
        self._y = 0.0
        self._top = 0.0
        self._waiting: list[tuple[float, float, float, str]] = []
        self._begin_page()

    def written(self, blocks: Sequence[Block]) -> bytes:
        for block in blocks:
            getattr(self, f"_{block.kind}")(block)
        self._end_page()
        self._canvas.save()
        return self._buffer.getvalue()

    def _title(self, block: Block) -> None:
        size = _SIZES["title"]
        for line in wrapped(block.text, size, WIDTH - 2 * MARGIN - 2 * size):
            self._advance(size)
            self._draw((WIDTH - width_of(line, size)) / 2, size, line)
        self._y -= size
        self._top = self._y

    def _heading(self, block: Block) -> None:
        size = _HEADING_SIZES[min(block.level, len(_HEADING_SIZES)) - 1]
        self._flow(block.text, size, 0.0)

    def _paragraph(self, block: Block) -> None:
        self._flow(block.text, _SIZES["paragraph"], self._look.indent * _SIZES["paragraph"])

    def _flow(self, text: str, size: float, indent: float) -> None:
        for index, line in enumerate(wrapped(text, size, self._column_width, indent)):
            self._advance(size)
            self._draw(self._left + (0.0 if index else indent), size, line)

    def _table(self, block: Block) -> None:
        size = _SIZES["table"]
        width = self._column_width / max(len(row) for row in block.rows)
        for row in block.rows:
            cells = [list(wrapped(cell, size, width - size)) for cell in row]
            height = size * PITCH * max(len(lines) for lines in cells) + size * 0.5
            self._make_room(height)
            for number, lines in enumerate(cells):
                left = self._left + number * width
                if self._look.ruled_tables:
                    self._canvas.rect(left, self._y - height, width, height)
                for index, line in enumerate(lines):
                    self._draw(left + size / 2, size, line, self._y - size * PITCH * (index + 1))
            self._y -= height

    @property
    def _left(self) -> float:
        return MARGIN + self._column * (self._column_width + self._look.column_gap)

    def _advance(self, size: float) -> None:
        self._make_room(size * PITCH)
        self._y -= size * PITCH

    def _make_room(self, height: float) -> None:
        if self._y - height >= MARGIN:
            return
        if self._column + 1 < self._look.columns:
            self._column += 1
            self._y = self._top
            return
        self._end_page()
        self._begin_page()

    def _begin_page(self) -> None:
        self._page += 1
        self._column = 0
        self._y = self._top = HEIGHT - MARGIN
        if self._look.running_head:
            size = 9.0
            self._draw(
                (WIDTH - width_of(self._look.running_head, size)) / 2, size, self._look.running_head, HEIGHT - 50
            )

    def _end_page(self) -> None:
        if self._look.page_numbers:
            number = f"— {self._page} —"
            self._draw((WIDTH - width_of(number, 10)) / 2, 10, number, 50)
        if self._look.row_by_row:
            self._waiting.sort(key=lambda drawn: (-drawn[1], drawn[0]))
        for x, y, size, text in self._waiting:
            self._canvas.setFont(FONT, size)
            self._canvas.drawString(x, y, text)
        self._waiting.clear()
        self._canvas.showPage()

    def _draw(self, x: float, size: float, text: str, y: float | None = None) -> None:
        self._waiting.append((x, self._y if y is None else y, size, text))
