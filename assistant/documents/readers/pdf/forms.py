"""What is laid over a PDF page: values filled into a form, which belong to the text, and notes, which do not.

In comes an open page, out go the values with their boxes and whether there are notes.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from assistant.documents.readers.page_layout.lines import Line, Rule, plain
from assistant.documents.readers.pdf.objects import Box

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

_MOST_ANNOTATIONS = 5000
_LONGEST_VALUE_BYTES = 200_000
_USUAL_SIZE = 12.0
"""Points, on a page without other text."""


def fields_and_comments(page: PdfPage) -> tuple[list[tuple[Box, str]], bool]:
    """Each value filled in, with the box it stands in; and whether anyone wrote notes on the page."""
    import pypdfium2.raw as pdfium  # noqa: PLC0415 - heavy, and only the child process that reads needs it

    notes = {
        pdfium.FPDF_ANNOT_TEXT,
        pdfium.FPDF_ANNOT_FREETEXT,
        pdfium.FPDF_ANNOT_HIGHLIGHT,
        pdfium.FPDF_ANNOT_UNDERLINE,
        pdfium.FPDF_ANNOT_SQUIGGLY,
        pdfium.FPDF_ANNOT_STRIKEOUT,
        pdfium.FPDF_ANNOT_STAMP,
        pdfium.FPDF_ANNOT_CARET,
    }
    fields: list[tuple[Box, str]] = []
    has_comments = False
    for index in range(min(pdfium.FPDFPage_GetAnnotCount(page), _MOST_ANNOTATIONS)):
        annotation = pdfium.FPDFPage_GetAnnot(page, index)
        if not annotation:
            continue
        kind = pdfium.FPDFAnnot_GetSubtype(annotation)
        if kind == pdfium.FPDF_ANNOT_WIDGET and page.formenv:
            value = _value(pdfium, page, annotation)
            if value.strip():
                fields.append((_box(pdfium, annotation), value))
        elif kind in notes and _words(pdfium.FPDFAnnot_GetStringValue, annotation, b"Contents").strip():
            has_comments = True
        pdfium.FPDFPage_CloseAnnot(annotation)
    return fields, has_comments


def lines_of_field(place: Rule, value: str, size: float | None) -> Iterator[Line]:
    """The lines of a value in its place, in the size of the text around: its own is seldom stated."""
    texts = [text for text in re.split(r"[\r\n]+", value) if text.strip()]
    size = min(place.bottom - place.top, size or _USUAL_SIZE) or 1.0
    for index, text in enumerate(texts):
        baseline = place.bottom - 0.2 * size if len(texts) == 1 else place.top + size * (1 + 1.2 * index)
        yield Line(plain(text), place.left, place.right, baseline, size)


def _value(pdfium: Any, page: PdfPage, annotation: Any) -> str:
    kind = pdfium.FPDFAnnot_GetFormFieldType(page.formenv, annotation)
    written = {pdfium.FPDF_FORMFIELD_TEXTFIELD, pdfium.FPDF_FORMFIELD_COMBOBOX, pdfium.FPDF_FORMFIELD_LISTBOX}
    if kind not in written:
        return ""
    return _words(pdfium.FPDFAnnot_GetFormFieldValue, page.formenv, annotation)


def _words(call: Any, *arguments: Any) -> str:
    """PDFium tells the length in bytes first, UTF-16 with a closing zero."""
    length = call(*arguments, None, 0)
    if not 2 < length <= _LONGEST_VALUE_BYTES:
        return ""
    buffer = (ctypes.c_ushort * (length // 2))()
    call(*arguments, buffer, length)
    return bytes(memoryview(buffer)).decode("utf-16-le", errors="replace").rstrip("\0")


def _box(pdfium: Any, annotation: Any) -> Box:
    rectangle = pdfium.FS_RECTF()
    if not pdfium.FPDFAnnot_GetRect(annotation, rectangle):
        return (0.0, 0.0, 0.0, 0.0)
    return (rectangle.left, rectangle.bottom, rectangle.right, rectangle.top)
