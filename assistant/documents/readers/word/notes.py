"""Footnotes and endnotes → their marks where the text refers to them, and their bodies to be put behind that paragraph.

Notes are numbered in the order in which the text refers to them, footnotes and endnotes apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.documents.readers.word.package import WordPackage
from assistant.documents.readers.word.xml import W

if TYPE_CHECKING:
    from lxml.etree import _Element


@dataclass(frozen=True, slots=True)
class Note:
    """A note that the text has referred to."""

    mark: str
    body: _Element


class Notes:
    """The notes of a document. Their parts are opened when the first reference is met."""

    def __init__(self, package: WordPackage) -> None:
        self._package = package
        self._bodies: dict[str, dict[str, _Element]] = {}
        self._marks: dict[tuple[str, str], str] = {}
        self._counts: dict[str, int] = {}

    def footnote(self, note_id: str) -> tuple[str, Note | None]:
        """The mark of a footnote, and the note itself at the first reference to it."""
        return self._refer("footnotes", f"{W}footnote", note_id, "注")

    def endnote(self, note_id: str) -> tuple[str, Note | None]:
        """The mark of an endnote, and the note itself at the first reference to it."""
        return self._refer("endnotes", f"{W}endnote", note_id, "尾注")

    def _refer(self, kind: str, tag: str, note_id: str, word: str) -> tuple[str, Note | None]:
        known = self._marks.get((kind, note_id))
        if known is not None:
            return known, None
        body = self._bodies_of(kind, tag).get(note_id)
        if body is None:
            return "", None  # a reference to nothing shows nothing worth a mark
        self._counts[kind] = self._counts.get(kind, 0) + 1
        mark = f"［{word}{self._counts[kind]}］"
        self._marks[kind, note_id] = mark
        return mark, Note(mark, body)

    def _bodies_of(self, kind: str, tag: str) -> dict[str, _Element]:
        if kind not in self._bodies:
            root = self._package.only(kind)
            found = [] if root is None else root.findall(tag)
            # Lines between text and notes are kept as notes of a type of their own.
            self._bodies[kind] = {
                note.get(f"{W}id", ""): note for note in found if note.get(f"{W}type", "normal") == "normal"
            }
        return self._bodies[kind]
