"""A page's tree → its lines as a reader sees them: paragraphs, headings, list items with numbers, rows of tables.

Knows nothing of which of them are content; for that, a line carries the element it stands in and how much of it leads
to other pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.documents.readers.web_page.lists import Numbering, labelled
from assistant.documents.readers.web_page.tables import data_tables, rows
from assistant.documents.readers.web_page.tree import BLOCKS, HEADINGS, Element, Page, shown_within
from assistant.documents.readers.web_page.white_space import settled

_FILE = re.compile(r"\.(?:docx?|xlsx?|pptx?|pdf|wps|et|ofd|txt|zip|rar|7z|jpe?g|png|tiff?)(?:[?#]|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """One line of text as shown, without white space around it."""

    text: str
    element: Element
    """The innermost block it stands in."""
    linked: int = 0
    """How many of its characters are links to other pages; attachments and places of this page do not count."""
    links: int = 0
    level: int = 0
    """Of the heading it is, 1 to 6; 0 for other lines."""
    is_row: bool = False


def lines_of(page: Page) -> list[Line]:
    """All that is shown of a page, in order, its form controls left out."""
    return list(_Layout(page).lines())


class _Layout:
    """Gathers the text between one block's edge and the next."""

    def __init__(self, page: Page) -> None:
        self.root = page.root
        self.tables = data_tables(page)
        self.numbering = Numbering()
        self.blocks = [page.root]
        self.parts: list[str] = []
        self.linked = self.links = 0
        self.link: Element | None = None
        self.label = ""

    def lines(self) -> Iterator[Line]:
        table: Element | None = None
        for element, text in shown_within(self.root):
            if table is not None:
                table = None if text is None and element is table else table
            elif text is not None:
                yield from self._text(text)
            elif id(element) in self.tables:
                yield from self._flush()
                yield from (Line(row, block, is_row=True) for row, block in rows(element))
                table = element
            elif element.tag in BLOCKS:
                yield from self._flush()
                self._edge(element)
            else:
                yield from self._inline(element)
        yield from self._flush()

    def _edge(self, element: Element) -> None:
        if self.blocks[-1] is element:
            if len(self.blocks) > 1:
                self.blocks.pop()
            return
        self.blocks.append(element)
        if element.tag == "li":
            self.label = self.numbering.label(element)

    def _inline(self, element: Element) -> Iterator[Line]:
        if element.tag == "a":
            self.link = None if self.link is element else element
            if self.link is not None and not _leads_away(element):
                self.link = None
            self.links += self.link is element
        elif element.tag == "br" and self.blocks[-1].tag in HEADINGS:
            self.parts.append("\n")  # a long title is broken for its looks
        elif element.tag in ("br", "hr"):
            yield from self._flush()

    def _text(self, text: str) -> Iterator[Line]:
        if self.link is not None:
            self.linked += len(text.strip())
        if self.blocks[-1].tag != "pre":
            self.parts.append(text)
            return
        first, *others = text.split("\n")
        self.parts.append(first)
        for other in others:
            yield from self._flush()
            self.parts.append(other)

    def _flush(self) -> Iterator[Line]:
        if not self.parts:
            return
        text = settled("".join(self.parts))
        self.parts.clear()
        if text:
            block = self.blocks[-1]
            level = next((int(element.tag[1]) for element in self.blocks[-4:] if element.tag in HEADINGS), 0)
            text, self.label = labelled(self.label, text), ""
            yield Line(text, block, min(self.linked, len(text)), self.links, level)
            self.linked = self.links = 0


def _leads_away(link: Element) -> bool:
    target = link.attributes.get("href")
    if target is None:
        return False
    target = target.strip()
    is_place_here = len(target) > 1 and target.startswith("#")
    return not is_place_here and not target.startswith("mailto:") and not _FILE.search(target)
