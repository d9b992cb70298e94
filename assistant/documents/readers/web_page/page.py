"""A saved web page (.html, .htm, .mht, .mhtml) → its main content as lines, with its title and headings.

Bytes in, one Reading out. The way: decode by content, take the markup apart, lay out what is shown as lines, find the
title, choose the lines of the content. All of it is ours and linear: lxml loses text on long nodes and deep nesting
without a word, and html.parser is quadratic on broken tags (docs/decisions.md).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from email import message_from_bytes
from email.message import Message

from assistant.documents.readers.items import Item, Reading
from assistant.documents.readers.plain import losses, named_by_magic, refuse_holes
from assistant.documents.readers.web_page.encoding import decoded_page
from assistant.documents.readers.web_page.lines import Line, lines_of
from assistant.documents.readers.web_page.main import main_lines
from assistant.documents.readers.web_page.title import title_of
from assistant.documents.readers.web_page.tree import Element, Page, hides_text, page_of
from assistant.errors import RejectedFile
from assistant.records import StyledHeading
from assistant.text.decoding import looks_binary

LARGEST_PAGE_BYTES = 20 * 2**20

_PICTURE_FROM = 100
"""Pixels of width from which a picture may hold text; icons are smaller."""

_ARCHIVE_STARTS = (b"from:", b"mime-version:", b"subject:", b"date:", b"content-type:", b"snapshot-content-location:")


def read(data: bytes, name: str) -> Iterator[Item]:
    """The main content of a page.

    Raises RejectedFile: too large, no text, too many elements, of no known encoding, or nothing to be seen in it.
    """
    if len(data) > LARGEST_PAGE_BYTES:
        raise RejectedFile("file_too_large", size=len(data) // 2**20, limit=LARGEST_PAGE_BYTES // 2**20)
    declared = ""
    if data[:64].lstrip().lower().startswith(_ARCHIVE_STARTS):
        data, declared = _page_of_archive(data)
    yield reading_of(data, declared)


def reading_of(data: bytes, declared: str = "") -> Reading:
    """The main content of a page in bytes; `declared` is its encoding as said outside of it. Raises as `read`."""
    if data.startswith(b"%PDF-") or looks_binary(data):
        raise RejectedFile("file_not_text", found=named_by_magic(data))
    decoded, is_declared_wrong = decoded_page(data, declared)
    refuse_holes(decoded)
    page = page_of(decoded.text)
    lines = lines_of(page)
    if not lines:
        raise RejectedFile("file_no_text")
    stated_title, title = title_of(page, lines)
    chosen = main_lines(page, lines, title)
    warnings = _warnings(page, lines, chosen, is_declared_wrong) + losses(decoded)
    kept = [lines[number] for number in chosen]
    headings = _headings(kept, lines[title] if title is not None else None)
    text = "\n".join(line.text for line in kept)
    return Reading(text, "html", decoded.encoding, (), headings, stated_title, warnings)


def shown_text(data: bytes, declared: str = "") -> str:
    """All that is shown of a page, a line each: of a mail's body nothing is navigation."""
    return "\n".join(line.text for line in lines_of(page_of(decoded_page(data, declared)[0].text)))


def _page_of_archive(data: bytes) -> tuple[bytes, str]:
    """The first page of a saved page with its parts (MHTML, RFC 2557), and its declared encoding."""
    try:
        parts = list(message_from_bytes(data).walk())
    except RecursionError as error:
        raise RejectedFile("file_damaged", why="MHTML") from error
    pages: list[Message] = [part for part in parts if part.get_content_type() == "text/html"]
    if not pages:
        raise RejectedFile("file_no_text")
    content = pages[0].get_payload(decode=True)
    return (content if isinstance(content, bytes) else b""), pages[0].get_content_charset() or ""


def _headings(lines: Sequence[Line], title: Line | None) -> tuple[StyledHeading, ...]:
    """The title has level 0; h1 to h6 the levels below it, h2 the highest where h1 is the title."""
    above = title.level if title is not None and title in lines else 0
    found: list[StyledHeading] = []
    start = 0
    for line in lines:
        end = start + len(line.text)
        if line is title:
            found.append(StyledHeading(start, end, 0))
        elif line.level:
            found.append(StyledHeading(start, end, max(1, line.level - above)))
        start = end + 1
    return tuple(found)


def _warnings(page: Page, lines: Sequence[Line], chosen: Sequence[int], is_declared_wrong: bool) -> tuple[str, ...]:
    left_out = len(chosen) < len(lines) or any(element.is_control and _holds_text(element) for element in page.elements)
    noticed = {
        "encoding_declared_wrong": is_declared_wrong,
        "page_furniture_left_out": left_out,
        "hidden_text_left_out": hides_text(page),
        "pictures_left_out": _shows_pictures(page, lines, chosen),
    }
    return tuple(key for key, is_so in noticed.items() if is_so)


def _holds_text(element: Element) -> bool:
    return any(isinstance(child, str) and child.strip() for child in element.children)


def _shows_pictures(page: Page, lines: Sequence[Line], chosen: Sequence[int]) -> bool:
    """Whether a picture stands between the first line of the content and what follows its last."""
    order = {id(element): number for number, element in enumerate(page.elements)}
    following = chosen[-1] + 1
    end = order[id(lines[following].element)] if following < len(lines) else len(order)
    return any(
        element.tag == "img" and not element.is_hidden and _width(element) >= _PICTURE_FROM
        for element in page.elements[order[id(lines[chosen[0]].element)] : end]
    )


def _width(picture: Element) -> int:
    width = picture.attributes.get("width", "").removesuffix("px").strip()
    return int(width) if width.isdecimal() and len(width) < 7 else _PICTURE_FROM
