"""A .docx or .docm → its text with places and headings, and the whole documents that stand in it.

Read are paragraphs, tables, text boxes and notes, with automatic numbers as text. Page headers and footers, comments,
hidden and deleted text are left out, and the reading says so. Text in pictures and charts is not seen.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from assistant.documents.readers.items import Enclosed, Item, Reading
from assistant.documents.readers.office_zip import parse_xml
from assistant.documents.readers.word.blocks import BlockReader, Line
from assistant.documents.readers.word.notes import Notes
from assistant.documents.readers.word.numbering import Numbering
from assistant.documents.readers.word.package import WordPackage, open_word_package
from assistant.documents.readers.word.paragraphs import ParagraphReader
from assistant.documents.readers.word.styles import Styles, without_table_styles
from assistant.documents.readers.word.text import TextReader
from assistant.documents.readers.word.xml import TEXT, VML
from assistant.errors import RejectedFile
from assistant.records import Place, StyledHeading

if TYPE_CHECKING:
    from lxml.etree import _Element

_PAGE_NUMBER = re.compile(r"[\W\d_第页共]*|page[\W\d]*(?:of[\W\d]*)?", re.IGNORECASE)
"""What a footer with nothing but page numbers says: — 1 —, 第1页 共3页, Page 1 of 3."""


def read(data: bytes, name: str) -> Iterator[Item]:
    """The document, and before it any whole document that stands in it.

    Raises RejectedFile where it is none, is protected, damaged or over the bounds, or holds no text.
    """
    package = open_word_package(data, name)
    styles = Styles(package.only("styles", without_table_styles))
    reader = TextReader(package, styles, Notes(package))
    blocks = BlockReader(reader, ParagraphReader(reader, styles, Numbering(package.only("numbering"), styles)))
    reading = _composed(blocks.lines(package.document(name)))
    warnings = reader.warnings | _warnings_of_headers(package)
    enclosed = list(_enclosed(package, blocks.enclosed))
    yield from enclosed
    if reading.text:
        yield Reading(
            reading.text, "docx", places=reading.places, headings=reading.headings, warnings=tuple(sorted(warnings))
        )
    elif not enclosed:
        raise RejectedFile("file_no_text")


def _composed(lines: Iterable[Line]) -> Reading:
    """The lines as one text, with a place where a paragraph begins and the headings that its styles mark."""
    texts: list[str] = []
    places: list[Place] = []
    headings: list[StyledHeading] = []
    start = 0
    for line in lines:
        text = _trimmed(line.text)
        if not text:
            continue
        if not places or places[-1].number < line.paragraph:
            places.append(Place(start, "paragraph", line.paragraph))
        if line.heading is not None:
            headings.append(_styled_heading(line, text, start))
        texts.append(text)
        start += len(text) + 1
    return Reading("\n".join(texts), "docx", places=tuple(places), headings=tuple(headings))


def _trimmed(text: str) -> str:
    """Without blank lines and without spaces at the ends of lines; indents stay."""
    if "\n" not in text:
        return text.rstrip()
    return "\n".join(line.rstrip() for line in text.split("\n") if line.strip())


def _styled_heading(line: Line, text: str, start: int) -> StyledHeading:
    indent = len(text) - len(text.lstrip())
    length = len(_trimmed(line.text[: line.heading_length]))
    return StyledHeading(start + indent, start + length, line.heading or 0)


def _warnings_of_headers(package: WordPackage) -> set[str]:
    parts = [part for kind in ("header", "footer") for part in package.all_bytes(kind)]
    says_something = any(_has_words(parse_xml(data, part)) for part, data in parts)
    return {"headers_left_out"} if says_something else set()


def _has_words(part: _Element) -> bool:
    """Whether a header or footer says more than the number of the page; a watermark counts."""
    words = "".join(element.text or "" for element in part.iter(TEXT))
    drawn = any(element.get("string") for element in part.iter(f"{VML}textpath"))
    return drawn or _PAGE_NUMBER.fullmatch(words) is None


def _enclosed(package: WordPackage, relations: Iterable[str]) -> Iterator[Enclosed]:
    for relation in relations:
        part = package.part_by_id(relation)
        if part is not None:
            yield Enclosed(part, package.read(part))
