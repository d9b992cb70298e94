"""Keeps PDFium from the fonts of this machine while text is read, so that a file reads alike everywhere.

Where a PDF brings no font along, PDFium looks for one here: with a large one it is slow, and without a Chinese one it
drops letters that stand alone. To know letters and their places, boxes will do. Pages that are drawn, for recognition,
do need real fonts.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from assistant.documents.readers.pdf.box_font import box_font

_BOXES = 1
"""The handle by which PDFium asks for our font."""
_NAME = b"Boxes\0"


@contextmanager
def without_system_fonts() -> Iterator[None]:
    """Within, PDFium sees the fonts inside a document, its own, and boxes for every other."""
    fonts = _fonts()
    fonts.are_hidden = True
    try:
        yield
    finally:
        fonts.are_hidden = False


@cache
def _fonts() -> Any:
    """The handler of fonts, put in place once a process: PDFium has none left where it is taken away again."""
    import pypdfium2  # noqa: PLC0415 - heavy, and only the child process that reads needs it

    class Fonts(pypdfium2.PdfSysfontBase):  # type: ignore[misc]
        are_hidden = False

        def MapFont(self, _: Any, *wanted: Any) -> Any:  # noqa: N802 - PDFium's names, here and below
            return _BOXES if self.are_hidden else self.default.MapFont(self.default, *wanted)

        def GetFont(self, _: Any, face: Any) -> Any:  # noqa: N802
            return None if self.are_hidden else self.default.GetFont(self.default, face)

        def GetFontData(self, _: Any, font: Any, table: int, buffer: Any, size: int) -> int:  # noqa: N802
            if font != _BOXES:
                return int(self.default.GetFontData(self.default, font, table, buffer, size))
            return _copied(box_font(), buffer, size) if table == 0 else 0  # the file as a whole

        def GetFaceName(self, _: Any, font: Any, buffer: Any, size: int) -> int:  # noqa: N802
            if font != _BOXES:
                return int(self.default.GetFaceName(self.default, font, buffer, size))
            return _copied(_NAME, buffer, size)

        def GetFontCharset(self, _: Any, font: Any) -> int:  # noqa: N802
            return 1 if font == _BOXES else int(self.default.GetFontCharset(self.default, font))

        def DeleteFont(self, _: Any, font: Any) -> None:  # noqa: N802
            if font != _BOXES:
                self.default.DeleteFont(self.default, font)

    fonts = Fonts()
    fonts.setup()
    return fonts


def _copied(data: bytes, buffer: Any, size: int) -> int:
    """PDFium asks for the length first, then with room for it."""
    if buffer and size >= len(data):
        ctypes.memmove(buffer, data, len(data))
    return len(data)
