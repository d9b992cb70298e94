"""The characters of one page of a PDF: its text, and of each character the place and the look, asked of PDFium.

The text is fetched at once; all else is asked for where it is needed. It knows nothing of words and lines.
"""

from __future__ import annotations

import ctypes
import math
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from assistant.documents.readers.pdf.objects import Box, is_invisible

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

_HEAVY = re.compile(rb"bold|black|heavy|hei", re.IGNORECASE)
"""In names of fonts; SimHei and its like are what headings are set in."""

_FONT_NAME_BYTES = 64


class Characters:
    """The calls into one page. Its handles live as long as the page is open; a place is an index of `text`."""

    def __init__(self, page: PdfPage, box: Box) -> None:
        import pypdfium2.raw as pdfium  # noqa: PLC0415 - heavy, and only the child process that reads needs it

        self._pdfium = pdfium
        self._box = box
        self._open = page.get_textpage()  # held, since it closes when no one holds it
        self._page: Any = self._open.raw  # pypdfium2's wrapper doubles the price of a call
        self.text = self._fetched()
        self.turn = 0
        """Degrees by which the page is turned so that its text stands upright; set before places are asked for."""
        self._spans: dict[int, tuple[float, float]] = {}
        self._rectangle = pdfium.FS_RECTF()
        self._matrix = pdfium.FS_MATRIX()
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._colour = [ctypes.c_uint() for _ in range(4)]
        self._name = ctypes.create_string_buffer(_FONT_NAME_BYTES)
        self._flags = ctypes.c_int()

    def _fetched(self) -> str:
        """The text of the page with one place for each of PDFium's characters, halves of a pair counted apart."""
        count = max(0, self._pdfium.FPDFText_CountChars(self._page))
        buffer = (ctypes.c_ushort * (count + 1))()
        written = self._pdfium.FPDFText_GetText(self._page, 0, count, buffer) if count else 1
        text = bytes(memoryview(buffer)[: max(0, written - 1)]).decode("utf-16-le", errors="surrogatepass")
        if len(text) == count:
            return text
        return "".join(chr(self._pdfium.FPDFText_GetUnicode(self._page, index)) for index in range(count))

    def writing(self, place: int) -> tuple[float, int]:
        """Size in points and direction in degrees, counter-clockwise."""
        size = self._pdfium.FPDFText_GetFontSize(self._page, place)
        angle = 0
        if self._pdfium.FPDFText_GetMatrix(self._page, place, self._matrix):
            matrix = self._matrix
            size *= math.hypot(matrix.c, matrix.d)
            if matrix.b or matrix.a < 0:
                angle = round(math.degrees(math.atan2(matrix.b, matrix.a))) % 360
        return size or 1.0, angle

    def origin(self, place: int) -> tuple[float, float]:
        """Where it stands on the page as PDF counts, y growing upwards."""
        self._pdfium.FPDFText_GetCharOrigin(self._page, place, self._x, self._y)
        return self._x.value, self._y.value

    def is_shown(self, place: int) -> bool:
        """Whether it is drawn, and not only there to be searched."""
        return not is_invisible(self._page, place)

    def span(self, place: int) -> tuple[float, float]:
        """Left and right of a character, as the page is turned. Kept, since each is asked for twice."""
        span = self._spans.get(place)
        if span is None:
            span = self._spans[place] = self._measured(place)
        return span

    def _measured(self, place: int) -> tuple[float, float]:
        box = self._rectangle
        self._pdfium.FPDFText_GetLooseCharBox(self._page, place, box)
        if self.turn == 0:  # nearly always
            return box.left - self._box[0], box.right - self._box[0]
        first, second = self.turned(box.left, box.bottom)[0], self.turned(box.right, box.top)[0]
        return (first, second) if first <= second else (second, first)

    def turned(self, x: float, y: float) -> tuple[float, float]:
        """A place of the page with its text upright and y growing downwards."""
        left, bottom, right, top = self._box
        if self.turn == 90:
            return y - bottom, x - left
        if self.turn == 180:
            return right - x, y - bottom
        if self.turn == 270:
            return top - y, right - x
        return x - left, top - y

    def is_generated(self, place: int) -> bool:
        """Whether the file has no such character and PDFium put a blank or a line's end where one seems to be."""
        return bool(self._pdfium.FPDFText_IsGenerated(self._page, place) == 1)

    def colour(self, place: int) -> tuple[int, int, int, int]:
        """Red, green, blue and opacity, 0 to 255; black where the page does not say."""
        if not self._pdfium.FPDFText_GetFillColor(self._page, place, *self._colour):
            return (0, 0, 0, 255)
        red, green, blue, opacity = (part.value for part in self._colour)
        return red, green, blue, opacity

    def is_bold(self, place: int) -> bool:
        """Whether its font's name calls it heavy."""
        length = self._pdfium.FPDFText_GetFontInfo(self._page, place, self._name, _FONT_NAME_BYTES, self._flags)
        return 0 < length <= _FONT_NAME_BYTES and _is_heavy(self._name.value)

    def is_on_page(self, x: float, y: float) -> bool:
        """Whether an origin lies on the part of the page that is shown."""
        left, bottom, right, top = self._box
        return left <= x <= right and bottom <= y <= top


@lru_cache(maxsize=256)
def _is_heavy(font: bytes) -> bool:
    return _HEAVY.search(font) is not None
