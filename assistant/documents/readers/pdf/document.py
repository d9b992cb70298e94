"""PDF with a text layer: bytes in, its text with pages and headings out. Pictures of text are for `scanned`.

Reads page by page; nothing of a page but its lines is kept when the next one is opened.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.documents.readers.items import Item, Pages, Reading
from assistant.documents.readers.page_layout.reading import reading_of
from assistant.documents.readers.pdf.bombs import refuse_bombs
from assistant.documents.readers.pdf.fonts import without_system_fonts
from assistant.documents.readers.pdf.page import ReadPage, read_page
from assistant.errors import RejectedFile

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

MOST_PAGES = 2000

_ERROR_PASSWORD = 4
_ERROR_SECURITY = 5
"""A way of protection that PDFium does not know."""

_SHORTEST_TITLE = 4
_TITLE_WITHIN = 500
"""Characters."""

_FEW_CHARACTERS = 30
"""On a page that is a picture: what scanning programs stamp on it (扫描全能王 创建), no text layer."""


def read(data: bytes, name: str) -> Iterator[Item]:
    """The count of pages, then the text of the whole document.

    Raises RejectedFile: file_damaged, file_encrypted, file_too_many_parts, file_no_text_layer, file_no_text.
    """
    with opened(data) as document:
        yield Pages(len(document))
        with without_system_fonts():
            pages = [_page(document, index) for index in range(len(document))]
        title = document.get_metadata_value("Title")
    yield _reading(pages, title)


@contextmanager
def opened(data: bytes) -> Iterator[PdfDocument]:
    """A PDF of a bearable number of pages. Raises RejectedFile."""
    import pypdfium2  # noqa: PLC0415 - heavy, and only the child process that reads needs it

    if data.find(b"%%EOF", max(0, data.rfind(b"endobj"))) < 0:
        # PDFium would mend it, and silently lose the pages behind the cut.
        raise RejectedFile("file_damaged", why="%%EOF ?")
    refuse_bombs(data)
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if error.err_code in (_ERROR_PASSWORD, _ERROR_SECURITY):
            raise RejectedFile("file_encrypted") from error
        raise RejectedFile("file_damaged", why=str(error)) from error
    try:
        document.init_forms()
        count = len(document)
        if count > MOST_PAGES:
            raise RejectedFile("file_too_many_parts", count=count, limit=MOST_PAGES)
        if count < 1:
            raise RejectedFile("file_damaged", why="0 pages")
        yield document
    finally:
        document.close()


def _page(document: PdfDocument, index: int) -> ReadPage:
    import pypdfium2  # noqa: PLC0415 - see above

    try:
        return read_page(document, index)
    except pypdfium2.PdfiumError as error:
        raise RejectedFile("file_damaged", why=f"page {index + 1}: {error}") from error


def _reading(pages: Sequence[ReadPage], title: str) -> Reading:
    texts = [page.lines for page in pages if not _is_without_text(page)]
    without_text = len(pages) - len(texts)
    noticed = {
        "hidden_text_left_out": any(page.has_hidden_text for page in pages),
        "comments_left_out": any(page.has_comments for page in pages),
        "text_recognised": any(page.has_recognised_text for page in pages),
        "pages_without_text": without_text > 0,
    }
    reading = reading_of(texts, "pdf", [key for key, is_so in noticed.items() if is_so])
    if not reading.text.strip():
        raise RejectedFile("file_no_text_layer" if without_text else "file_no_text")
    return replace(reading, stated_title=title.strip() if _says(reading.text, title) else "")


def _says(text: str, title: str) -> bool:
    """Whether the text begins with the title that programs wrote down: often it is a file's name, or another text's."""
    wanted = "".join(title.split())
    return len(wanted) >= _SHORTEST_TITLE and wanted in "".join(text[:_TITLE_WITHIN].split())


def _is_without_text(page: ReadPage) -> bool:
    if not page.has_pictures:
        return False
    characters = sum(len(line.text) for line in page.lines.lines)
    return characters == 0 or (page.is_picture and characters <= _FEW_CHARACTERS)
