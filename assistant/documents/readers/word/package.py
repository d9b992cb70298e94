"""A .docx as bytes → its parts: the text, and what the text refers to. Parts are found by relation, not by name.

Whatever is no Word document, though its suffix says so, is refused here with the name of what it is.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.documents.readers.office_zip import LARGEST_PART_BYTES, SafeZip, open_office_zip, parse_xml
from assistant.documents.readers.word.xml import W
from assistant.errors import RejectedFile

if TYPE_CHECKING:
    from lxml.etree import _Element

_OTHER_PACKAGES = (
    ("xl/workbook.xml", "Excel (.xlsx)"),
    ("ppt/presentation.xml", "PowerPoint (.pptx)"),
    ("OFD.xml", "OFD (.ofd)"),
    ("content.xml", "OpenDocument"),
)
"""A part that only this kind of file has, and the name of the kind."""


@dataclass(frozen=True, slots=True)
class _Relation:
    kind: str
    """The last word of its type: styles, footnotes, header …"""
    target: str


class WordPackage:
    """The parts of one document."""

    def __init__(self, parts: SafeZip, name: str) -> None:
        self._parts = parts
        self._by_lower_name = {part.lower(): part for part in parts.names()}
        main = next((relation.target for relation in self._relations("") if relation.kind == "officeDocument"), "")
        self._main = main if self._part(main) else "word/document.xml"
        if self._part(self._main) is None:
            raise _no_word_document(parts, name)
        self._related = self._relations_by_id(self._main)

    def document(self, name: str) -> _Element:
        """The root of the text."""
        root = self._parts.xml(self._part(self._main) or self._main)
        if root.tag != f"{W}document":
            raise _no_word_document(self._parts, name)
        return root

    def only(self, kind: str, prepared: Callable[[bytes], bytes] = bytes) -> _Element | None:
        """The root of the one part of a kind, such as styles; None where the document has none.

        `prepared` cuts out of its bytes what need not be parsed.
        """
        part = next(iter(self._of_kind(kind)), None)
        return None if part is None else parse_xml(prepared(self._parts.read(part, LARGEST_PART_BYTES)), part)

    def all_bytes(self, kind: str) -> list[tuple[str, bytes]]:
        """Name and bytes of every part of a kind, such as header, in their order."""
        return [(part, self._parts.read(part)) for part in self._of_kind(kind)]

    def xml_by_id(self, relation_id: str) -> _Element | None:
        """The root of the part that the text refers to by this id, where it is inside the file."""
        part = self.part_by_id(relation_id)
        return None if part is None else self._parts.xml(part)

    def part_by_id(self, relation_id: str) -> str | None:
        """Name of the part that the text refers to by this id, where it is inside the file."""
        relation = self._related.get(relation_id)
        return None if relation is None else self._part(relation.target)

    def read(self, part: str) -> bytes:
        """A part's bytes, unpacked."""
        return self._parts.read(part)

    def _of_kind(self, kind: str) -> list[str]:
        targets = dict.fromkeys(relation.target for relation in self._related.values() if relation.kind == kind)
        return [part for target in targets if (part := self._part(target)) is not None]

    def _part(self, name: str) -> str | None:
        """Names of parts are told apart without regard to case."""
        return self._by_lower_name.get(name.lower())

    def _relations(self, source: str) -> list[_Relation]:
        return list(self._relations_by_id(source).values())

    def _relations_by_id(self, source: str) -> dict[str, _Relation]:
        folder, file = posixpath.split(source)
        part = self._part(posixpath.join(folder, "_rels", f"{file}.rels"))
        if part is None:
            return {}
        return {
            element.get("Id", ""): _Relation(
                element.get("Type", "").rpartition("/")[2],
                posixpath.normpath(posixpath.join("/", folder, element.get("Target", ""))).lstrip("/"),
            )
            for element in self._parts.xml(part)
            if element.get("TargetMode") != "External"
        }


def open_word_package(data: bytes, name: str) -> WordPackage:
    """The parts of a .docx or .docm. Raises RejectedFile where it is none, or as `open_office_zip` does."""
    return WordPackage(open_office_zip(data, name), name)


def _no_word_document(parts: SafeZip, name: str) -> RejectedFile:
    found = next((kind for part, kind in _OTHER_PACKAGES if part in parts), None)
    if found is None and any(part.startswith("word/") for part in parts.names()):
        return RejectedFile("file_damaged", why="word/document.xml")
    suffix = f".{name.rpartition('.')[2]}" if "." in name else ""
    return RejectedFile("file_suffix_wrong", found=found or "ZIP", suffix=suffix)
