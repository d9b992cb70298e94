"""Scanned PDF and pictures → text, through the optional package rapidocr (extra `ocr`), which carries its own models.

A page at a time is drawn, recognised and let go. What comes out is read like any other page of lines, and always with a
warning: recognition errs.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator, Sequence
from importlib.util import find_spec
from io import BytesIO
from pathlib import PurePath
from statistics import median
from typing import TYPE_CHECKING, Any

from assistant.documents.readers.items import Item, Pages
from assistant.documents.readers.page_layout.lines import Line, PageOfLines, ems, plain
from assistant.documents.readers.page_layout.reading import reading_of
from assistant.documents.readers.pdf.document import opened
from assistant.errors import RejectedFile

if TYPE_CHECKING:
    import numpy as np

    Picture = np.ndarray[Any, Any]
    """Rows, columns, and blue, green, red."""

Corners = Sequence[Sequence[float]]
Recogniser = Callable[["Picture"], Sequence[tuple[str, Corners]]]
"""A picture → its lines of text with their four corners."""

DOTS_PER_INCH = 200
_POINTS_PER_INCH = 72
_MOST_PIXELS = 40_000_000
"""Of one page: A3 at 300 dots per inch has 17 million."""
_BYTES_PER_PIXEL = 3
_SAME_SIZE = 0.18
_SAME_SIZE_OF_FEW = 0.4
"""Recognised boxes are inexact, those of few letters most: sizes that differ less from the usual are the usual one."""
_LETTERS_FOR_SIZE = 6
_PDF_HEAD_BYTES = 1024
_DESCENT = 0.15
"""Share of a box that lies below the base line."""


def is_available() -> bool:
    """Whether characters can be recognised here; imports nothing."""
    return find_spec("rapidocr") is not None and find_spec("onnxruntime") is not None


def read(data: bytes, name: str) -> Iterator[Item]:
    """The count of pages, then the recognised text of the file.

    Raises RejectedFile: file_no_text_layer where rapidocr is not installed; file_damaged, file_encrypted,
    file_too_many_parts, file_inflates; file_no_text where nothing was recognised.
    """
    if not is_available():
        raise RejectedFile("file_no_text_layer")
    is_pdf = b"%PDF-" in data[:_PDF_HEAD_BYTES]
    pictures = _pages_of_pdf(data) if is_pdf else _frames_of_picture(data)
    yield Pages(next(pictures))
    recognise = _recogniser()
    pages = [_page(number, picture, recognise) for number, picture in enumerate(pictures, 1)]
    reading = reading_of(pages, "pdf" if is_pdf else PurePath(name).suffix.lower().lstrip("."), ["text_recognised"])
    if not reading.text:
        raise RejectedFile("file_no_text")
    yield reading


def _recogniser() -> Recogniser:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the packages it loads: nothing that its user could mend
        from rapidocr import RapidOCR  # noqa: PLC0415 - optional, and takes a second

        engine = RapidOCR(params={"Global.log_level": "critical"})

    def recognise(picture: Picture) -> list[tuple[str, Corners]]:
        found = engine(picture)
        if found.txts is None or found.boxes is None:
            return []
        return [(text, box.tolist()) for text, box in zip(found.txts, found.boxes, strict=True)]

    return recognise


def _pages_of_pdf(data: bytes) -> Iterator[Any]:
    """The count of pages, then each page drawn."""
    import pypdfium2  # noqa: PLC0415 - heavy, and only the child process that reads needs it

    with opened(data) as document:
        yield len(document)
        for index in range(len(document)):
            try:
                page = document[index]
            except pypdfium2.PdfiumError as error:
                raise RejectedFile("file_damaged", why=f"page {index + 1}: {error}") from error
            width, height = page.get_size()
            scale = DOTS_PER_INCH / _POINTS_PER_INCH
            scale = min(scale, (_MOST_PIXELS / max(1.0, width * height)) ** 0.5)
            picture = page.render(scale=scale).to_numpy().copy()
            page.close()
            yield picture


def _frames_of_picture(data: bytes) -> Iterator[Any]:
    """The count of frames (a TIFF may hold many), then each one upright."""
    import numpy as np  # noqa: PLC0415 - as above
    from PIL import Image, ImageOps, ImageSequence  # noqa: PLC0415 - comes with rapidocr

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # sizes are judged here
            with Image.open(BytesIO(data)) as image:
                yield getattr(image, "n_frames", 1)
                for frame in ImageSequence.Iterator(image):
                    if frame.width * frame.height > _MOST_PIXELS:
                        raise _giant(frame.width * frame.height)
                    upright = ImageOps.exif_transpose(frame).convert("RGB")
                    yield np.ascontiguousarray(np.asarray(upright)[:, :, ::-1])
    except Image.DecompressionBombError as error:
        raise _giant(2 * (Image.MAX_IMAGE_PIXELS or 0)) from error  # so many at least
    except (OSError, SyntaxError, ValueError) as error:
        raise RejectedFile("file_damaged", why=str(error)) from error


def _giant(pixels: int) -> RejectedFile:
    size, limit = pixels * _BYTES_PER_PIXEL // 2**20, _MOST_PIXELS * _BYTES_PER_PIXEL // 2**20
    return RejectedFile("file_inflates", size=size, limit=limit)


def _page(number: int, picture: Picture, recognise: Recogniser) -> PageOfLines:
    scale = _POINTS_PER_INCH / DOTS_PER_INCH
    height, width = picture.shape[:2]
    lines = [_line(text, box, scale) for text, box in recognise(picture) if text.strip()]
    usual = median([line.size for line in lines] or [1.0])
    return PageOfLines(number, width * scale, height * scale, tuple(_settled(line, usual) for line in lines))


def _line(text: str, box: Corners, scale: float) -> Line:
    across, down = [corner[0] * scale for corner in box], [corner[1] * scale for corner in box]
    left, right, top, bottom = min(across), max(across), min(down), max(down)
    # The height of a box depends on the letters in it; the width of many letters is surer.
    size = (right - left) / ems(text) if ems(text) >= _LETTERS_FOR_SIZE else (bottom - top) * (1 - _DESCENT)
    return Line(plain(text.strip()), left, right, bottom - _DESCENT * (bottom - top), max(size, 1.0))


def _settled(line: Line, usual: float) -> Line:
    slack = _SAME_SIZE if ems(line.text) >= _LETTERS_FOR_SIZE else _SAME_SIZE_OF_FEW
    if abs(line.size - usual) > slack * usual:
        return line
    return Line(line.text, line.left, line.right, line.baseline, usual)
