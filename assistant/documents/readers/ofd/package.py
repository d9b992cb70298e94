"""OFD (GB/T 33190—2016, a zip of XML): bytes in, the text of each document inside out, with its pages.

Finds its way from OFD.xml over Document.xml to the pages and their templates; what stands on a page is for `ofd_page`.
Text in pictures and the words of annotations are not read.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from assistant.documents.readers.items import Item, Pages, Reading
from assistant.documents.readers.ofd.page import Content, attribute, child, children, content_of, descendants
from assistant.documents.readers.office_zip import SafeZip, open_office_zip
from assistant.documents.readers.page_layout.reading import reading_of
from assistant.errors import RejectedFile

if TYPE_CHECKING:
    from lxml.etree import _Element

MOST_PAGES = 2000
_ROOT = "OFD.xml"
_ENCRYPTIONS = "Encryptions.xml"
"""In which GM/T 0099 lists the parts that are encrypted."""


def read(data: bytes, name: str) -> Iterator[Item]:
    """The count of all pages, then the text of one document after another.

    Raises RejectedFile: as `open_office_zip`; file_damaged where a part is missing, file_encrypted,
    file_too_many_parts, file_no_text.
    """
    package = _Package(open_office_zip(data, name))
    documents = [package.document(body) for body in children(package.part(_ROOT), "DocBody")]
    count = sum(len(document.pages) for document in documents)
    if count > MOST_PAGES:
        raise RejectedFile("file_too_many_parts", count=count, limit=MOST_PAGES)
    yield Pages(count)
    readings = [package.reading(document) for document in documents]
    if not any(reading.text for reading in readings):
        raise RejectedFile("file_no_text")
    yield from (reading for reading in readings if reading.text)


@dataclass(frozen=True, slots=True)
class _Document:
    """Where the parts of one document lie in the package."""

    title: str
    root: str
    box: str
    """Left, top, width and height of pages that do not state their own."""
    pages: tuple[str, ...]
    templates: dict[str, str]
    bold_fonts: frozenset[str]
    annotations: tuple[str, ...] = field(default=())


class _Package:
    def __init__(self, members: SafeZip) -> None:
        self._members = members
        self._names = {name.lower(): name for name in members.names()}

    def part(self, name: str) -> _Element:
        """The root of a part; programs disagree about upper and lower case in its name."""
        known = self._names.get(name.lower())
        if known is None:
            if any(posixpath.basename(other) == _ENCRYPTIONS.lower() for other in self._names):
                raise RejectedFile("file_encrypted")
            raise RejectedFile("file_damaged", why=f"{name} ?")
        return self._members.xml(known)

    def document(self, body: _Element) -> _Document:
        root = _below("", _text(body, "DocRoot"))
        document = self.part(root)
        common = child(document, "CommonData")
        pages = [attribute(page, "BaseLoc") for page in children(child(document, "Pages"), "Page")]
        resources = [_below(root, place.text or "") for place in descendants(common, "PublicRes", "DocumentRes")]
        return _Document(
            title=_text(child(body, "DocInfo"), "Title"),
            root=root,
            box=_text(child(common, "PageArea"), "PhysicalBox"),
            pages=tuple(_below(root, page) for page in pages),
            templates={
                attribute(template, "ID"): _below(root, attribute(template, "BaseLoc"))
                for template in children(common, "TemplatePage")
            },
            bold_fonts=frozenset(font for resource in resources for font in self._bold_fonts(resource)),
            annotations=tuple(_below(root, place.text or "") for place in children(document, "Annotations")),
        )

    def reading(self, document: _Document) -> Reading:
        """The text of a document; empty where nothing is written on its pages."""
        templates: dict[str, Content] = {}
        contents = [self._content(document, name, number, templates) for number, name in enumerate(document.pages, 1)]
        written = [content.page for content in contents if content.page.lines]
        without_text = any(content.has_pictures and not content.page.lines for content in contents)
        noticed = {
            "hidden_text_left_out": any(content.has_hidden_text for content in contents),
            "comments_left_out": any(self._has_comments(name) for name in document.annotations),
            "pages_without_text": without_text and bool(written),
        }
        reading = reading_of(written, "ofd", [key for key, is_so in noticed.items() if is_so])
        return replace(reading, stated_title=document.title.strip())

    def _content(self, document: _Document, name: str, number: int, templates: dict[str, Content]) -> Content:
        page = self.part(name)
        content = content_of(page, number, document.box, document.bold_fonts)
        for used in children(page, "Template"):
            place = document.templates.get(attribute(used, "TemplateID"))
            if place is None:
                continue
            if place not in templates:
                templates[place] = content_of(self.part(place), 0, document.box, document.bold_fonts)
            content = content.over(templates[place])
        return content

    def _bold_fonts(self, resource: str) -> Iterator[str]:
        if resource.lower() not in self._names:
            return
        for font in descendants(self.part(resource), "Font"):
            heavy = ("bold", "black", "hei", "黑")
            names = (attribute(font, "FontName") + attribute(font, "FamilyName")).lower()
            if attribute(font, "Bold") == "true" or any(word in names for word in heavy):
                yield attribute(font, "ID")

    def _has_comments(self, name: str) -> bool:
        """Whether someone wrote words over the pages; seals and links have none."""
        if name.lower() not in self._names:
            return False
        listed = [_below(name, place.text or "") for place in descendants(self.part(name), "FileLoc")]
        parts = [self.part(place) for place in listed if place.lower() in self._names]
        return any((words.text or "").strip() for part in parts for words in descendants(part, "TextCode", "Remark"))


def _below(base: str, place: str) -> str:
    """A place as it is written in a part → its name in the package."""
    place = place.strip().replace("\\", "/")
    if place.startswith("/"):
        return posixpath.normpath(place).lstrip("/")
    return posixpath.normpath(posixpath.join(posixpath.dirname(base), place))


def _text(element: _Element | None, name: str) -> str:
    found = child(element, name)
    return "" if found is None else "".join(str(words) for words in found.itertext()).strip()
