"""The body of a Word document → its lines in reading order: numbered paragraphs, rows of tables, boxes, notes.

A paragraph is a line, or several where it has line breaks of its own; a row of a table is a line. A text box stands
where its paragraph is: before its text where it hangs before it, else behind; a note always behind.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from assistant.documents.readers.word.equations import equation_text
from assistant.documents.readers.word.notes import Note
from assistant.documents.readers.word.paragraphs import Paragraph, ParagraphReader
from assistant.documents.readers.word.text import Box, TextReader
from assistant.documents.readers.word.xml import (
    ALTERNATES,
    DELETED,
    MOVED_FROM,
    PARAGRAPH,
    TABLE,
    M,
    R,
    W,
    child_of,
    chosen_branch,
    has_text,
    switch_of,
    value,
)

if TYPE_CHECKING:
    from lxml.etree import _Element

_BLOCKS = (PARAGRAPH, TABLE, f"{M}oMathPara", f"{M}oMath")
_ROW = f"{W}tr"
_CELL = f"{W}tc"
_CELL_PROPERTIES = f"{W}tcPr"
_MERGES = (f"{W}vMerge", f"{W}hMerge")
"""Merging downwards and, in older files, to the right; a cell goes on unless it says that it starts anew."""
_DELETED_CELL = f"{W}cellDel"
_CELL_CHANGES = (*_MERGES, _DELETED_CELL)
_BETWEEN_CELLS = " | "


@dataclass(slots=True)
class Line:
    """A paragraph, a row, or a line of a box or note. Not frozen: making it would take nearly four times as long."""

    text: str
    paragraph: int
    """Number of the paragraph of the body that it is, begins with or hangs on."""
    heading: int | None = None
    heading_length: int = 0
    """Characters of the text that are the heading: a paragraph may run on behind one."""
    is_apart: bool = False
    """Whether it cannot be a part of a table's row: a note, a row of a table in a cell."""


class BlockReader:
    """Reads a body once, from top to bottom, since lists, notes and paragraphs are counted on the way."""

    def __init__(self, text: TextReader, paragraphs: ParagraphReader) -> None:
        self.enclosed: list[str] = []
        """Relations to whole documents that stand in the text."""
        self._text = text
        self._paragraphs = paragraphs
        self._paragraph = 0
        self._depth_aside = 0
        self._notes: deque[Note] = deque()

    def lines(self, container: _Element) -> Iterator[Line]:
        """The lines of a body, a cell, a box or a note."""
        whole: Paragraph | None = None
        for block in self._blocks(container):
            tag = block.tag
            if tag == PARAGRAPH:
                self._count(1)
                whole = self._paragraphs.read(block, whole)
                if whole.runs_on:
                    continue
            if whole is not None:
                yield from self._shown(whole)
                whole = None
            if tag == TABLE:
                yield from self._table(block)
            elif tag != PARAGRAPH:
                yield Line(equation_text(block), self._paragraph)
        if whole is not None:
            yield from self._shown(whole)

    def _blocks(self, container: _Element) -> Iterator[_Element]:
        """Paragraphs, tables and equations on their own, looked for through all that merely wraps them."""
        for child in container:
            tag = child.tag
            if tag in _BLOCKS:
                yield child
            elif tag in (DELETED, MOVED_FROM):
                self._leave_out(child)
            elif tag == ALTERNATES:
                branch = chosen_branch(child)
                yield from () if branch is None else self._blocks(branch)
            elif tag == f"{W}altChunk":
                self.enclosed.append(child.get(f"{R}id", ""))
            elif len(child):
                yield from self._blocks(child)

    def _count(self, paragraphs: int) -> None:
        if not self._depth_aside:
            self._paragraph += paragraphs

    def _leave_out(self, change: _Element) -> None:
        self._text.leave_out_change(change)
        self._count_all(change)

    def _count_all(self, element: _Element) -> None:
        self._count(sum(1 for _ in element.iter(PARAGRAPH)))

    def _shown(self, whole: Paragraph) -> Iterable[Line]:
        if whole.boxes or whole.notes or self._notes:
            return self._shown_with_asides(whole)
        return self._own_line(whole)

    def _own_line(self, whole: Paragraph) -> tuple[Line, ...]:
        text = whole.text + whole.loose
        return (Line(text, self._paragraph, whole.heading, whole.heading_length),) if text.strip() else ()

    def _shown_with_asides(self, whole: Paragraph) -> Iterator[Line]:
        for box in whole.boxes:
            if box.is_first:
                yield from self._box(box)
        yield from self._own_line(whole)
        for box in whole.boxes:
            if not box.is_first:
                yield from self._box(box)
        self._notes.extend(whole.notes)
        while self._notes and not self._depth_aside:  # those met in a box or in a note wait for its end
            yield from self._note(self._notes.popleft())

    def _box(self, box: Box) -> Iterator[Line]:
        if isinstance(box.content, tuple):
            yield from (Line(text, self._paragraph) for text in box.content)
        else:
            yield from self._aside(box.content)

    def _note(self, note: Note) -> Iterator[Line]:
        mark = note.mark
        for line in self._aside(note.body):
            yield replace(line, text=f"{mark}{line.text.lstrip()}", heading=None, is_apart=True)
            mark = ""

    def _aside(self, container: _Element) -> Iterator[Line]:
        """Lines that belong to the paragraph they hang on: Word does not count them with those of the body."""
        self._depth_aside += 1
        with self._text.aside():
            lines = list(self.lines(container))
        self._depth_aside -= 1
        return iter(lines)

    def _table(self, table: _Element) -> Iterator[Line]:
        for row in _within(table, _ROW):
            properties = child_of(row, f"{W}trPr")
            if child_of(properties, DELETED) is not None:
                self._leave_out(row)
            elif switch_of(properties, f"{W}hidden"):
                self._leave_out_hidden(row)
            else:
                yield from self._row(row)

    def _leave_out_hidden(self, row: _Element) -> None:
        if has_text(row):
            self._text.warnings.add("hidden_text_left_out")
        self._count_all(row)

    def _row(self, row: _Element) -> Iterator[Line]:
        """One line, its cells parted by bars; a row of a single cell is laid out like a page and read like one."""
        first = self._paragraph + (0 if self._depth_aside else 1)
        cells = list(_within(row, _CELL))
        if len(cells) == 1:
            yield from self._cell(cells[0])
            return
        texts: list[str] = []
        apart: list[Line] = []
        for cell in cells:
            words: list[str] = []
            for line in self._cell(cell):
                if line.is_apart:
                    apart.append(line)
                else:
                    words += line.text.split()
            texts.append(" ".join(words))
        if any(texts):
            yield Line(_BETWEEN_CELLS.join(texts).rstrip(), first, is_apart=True)
        yield from apart

    def _cell(self, cell: _Element) -> Iterable[Line]:
        """The lines of a cell; none of one that goes on from the cell above or before it, whose text stands there."""
        properties = child_of(cell, _CELL_PROPERTIES)
        changes = () if properties is None else [child for child in properties if child.tag in _CELL_CHANGES]
        if any(child.tag in _MERGES and value(child) != "restart" for child in changes):
            self._count_all(cell)
        elif any(child.tag == _DELETED_CELL for child in changes):
            self._leave_out(cell)
        else:
            return self.lines(cell)
        return ()


def _within(container: _Element, tag: str) -> Iterator[_Element]:
    """Rows of a table, cells of a row, looked for through what wraps them (w:sdt, w:ins), not in tables inside."""
    for child in container:
        if child.tag == tag:
            yield child
        elif child.tag not in (TABLE, PARAGRAPH, f"{W}trPr", f"{W}tblPr") and len(child):
            yield from _within(child, tag)
