"""What is drawn on a PDF page besides text: pictures, rules, filled areas, and whether any text is drawn invisibly.

In comes an open page of pypdfium2, out go plain records in the page's own places (y grows upwards). It reads no text.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

Box = tuple[float, float, float, float]
"""Left, bottom, right, top."""

_DEEPEST_FORM = 5
_MOST_SEGMENTS = 20_000
"""Of all paths of a page: maps and drawings have millions, tables do not."""
_THIN = 3.0
"""Points: a filled box that thin is a rule."""
_INVISIBLE = 3
_CLIP_ONLY = 7


@dataclass(slots=True)
class Drawn:
    """Everything on a page that matters to reading it."""

    pictures: list[Box] = field(default_factory=list)
    has_invisible_text: bool = False
    paths: list[tuple[Any, Any]] = field(default_factory=list)
    """Handles of paths and of their matrices: alive only as long as the page is."""

    def covers(self, page: Box) -> bool:
        """Whether pictures fill most of a page, as those of scans do."""
        width, height = page[2] - page[0], page[3] - page[1]
        shown = sum(max(0.0, right - left) * max(0.0, top - bottom) for left, bottom, right, top in self.pictures)
        return shown > 0.5 * width * height


def drawn_on(page: PdfPage) -> Drawn:
    """All objects of a page, those inside forms too."""
    import pypdfium2.raw as pdfium  # noqa: PLC0415 - heavy, and only the child process that reads needs it

    drawn = Drawn()
    text, render_mode = pdfium.FPDF_PAGEOBJ_TEXT, pdfium.FPDFTextObj_GetTextRenderMode
    for kind, handle, matrix in _objects(
        pdfium, pdfium.FPDFPage_CountObjects(page), page.raw, pdfium.FPDFPage_GetObject, None, 0
    ):
        if kind == text:
            if not drawn.has_invisible_text and render_mode(handle) in (_INVISIBLE, _CLIP_ONLY):
                drawn.has_invisible_text = True
        elif kind == pdfium.FPDF_PAGEOBJ_PATH:
            drawn.paths.append((handle, matrix))
        elif kind in (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_SHADING):
            drawn.pictures.append(_bounds(pdfium, handle, matrix))
    return drawn


def is_invisible(text_page: Any, index: int) -> bool:
    """Whether a character is drawn without being shown."""
    import pypdfium2.raw as pdfium  # noqa: PLC0415 - see above

    handle = pdfium.FPDFText_GetTextObject(text_page, index)
    return bool(handle) and pdfium.FPDFTextObj_GetTextRenderMode(handle) in (_INVISIBLE, _CLIP_ONLY)


def areas_of(drawn: Drawn) -> list[Box]:
    """Boxes of all paths and pictures."""
    import pypdfium2.raw as pdfium  # noqa: PLC0415 - see above

    return [*drawn.pictures, *(_bounds(pdfium, handle, matrix) for handle, matrix in drawn.paths)]


def rules_of(drawn: Drawn) -> list[Box]:
    """Straight lines along the page: drawn as lines, as thin boxes, or as the sides of outlined boxes."""
    import pypdfium2.raw as pdfium  # noqa: PLC0415 - see above

    rules: list[Box] = []
    segments = 0
    for handle, matrix in drawn.paths:
        left, bottom, right, top = box = _bounds(pdfium, handle, matrix)
        if right - left <= _THIN or top - bottom <= _THIN:
            rules.append(box)
            continue
        segments += max(0, pdfium.FPDFPath_CountSegments(handle))
        if segments > _MOST_SEGMENTS:
            break
        rules += _sides(pdfium, handle, matrix)
    return rules


def _objects(pdfium: Any, count: int, owner: Any, get: Any, outer: Any, depth: int) -> Iterator[tuple[int, Any, Any]]:
    """Type, handle and matrix of each object."""
    type_of, form = pdfium.FPDFPageObj_GetType, pdfium.FPDF_PAGEOBJ_FORM
    for index in range(count):
        handle = get(owner, index)
        if not handle:
            continue
        kind = type_of(handle)
        if kind != form:
            yield kind, handle, outer
        elif depth < _DEEPEST_FORM:
            matrix = _combined(_matrix(pdfium, handle), outer)
            inner = pdfium.FPDFFormObj_CountObjects(handle)
            yield from _objects(pdfium, inner, handle, pdfium.FPDFFormObj_GetObject, matrix, depth + 1)


Matrix = tuple[float, float, float, float, float, float]


def _matrix(pdfium: Any, handle: Any) -> Matrix:
    found = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(handle, found):
        return (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    return (found.a, found.b, found.c, found.d, found.e, found.f)


def _combined(inner: Matrix, outer: Matrix | None) -> Matrix:
    if outer is None:
        return inner
    a, b, c, d, e, f = inner
    g, h, i, j, k, m = outer
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def _moved(x: float, y: float, matrix: Matrix | None) -> tuple[float, float]:
    if matrix is None:
        return x, y
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _bounds(pdfium: Any, handle: Any, matrix: Matrix | None) -> Box:
    sides = [ctypes.c_float() for _ in range(4)]
    if not pdfium.FPDFPageObj_GetBounds(handle, *sides):
        return (0.0, 0.0, 0.0, 0.0)
    left, bottom, right, top = (side.value for side in sides)
    return _box([_moved(left, bottom, matrix), _moved(right, top, matrix)])


def _box(points: list[tuple[float, float]]) -> Box:
    across, up = [x for x, _ in points], [y for _, y in points]
    return (min(across), min(up), max(across), max(up))


def _sides(pdfium: Any, handle: Any, outer: Matrix | None) -> Iterator[Box]:
    """The straight stretches of a path of which each point stands where the last one ended."""
    matrix = _combined(_matrix(pdfium, handle), outer)
    x, y = ctypes.c_float(), ctypes.c_float()
    begun = last = (0.0, 0.0)
    for index in range(pdfium.FPDFPath_CountSegments(handle)):
        segment = pdfium.FPDFPath_GetPathSegment(handle, index)
        if not segment or not pdfium.FPDFPathSegment_GetPoint(segment, x, y):
            continue
        point = _moved(x.value, y.value, matrix)
        if pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_MOVETO:
            begun = point
        else:
            yield from _straight(last, point)
        last = point
        if pdfium.FPDFPathSegment_GetClose(segment):
            yield from _straight(last, begun)
            last = begun


def _straight(start: tuple[float, float], end: tuple[float, float]) -> Iterator[Box]:
    box = _box([start, end])
    if box[2] - box[0] <= _THIN or box[3] - box[1] <= _THIN:
        yield box
