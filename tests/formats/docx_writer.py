"""Blocks → a .docx as Word writes it: headings by style, tables as tables."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import TYPE_CHECKING

import docx

from tests.formats import Block

if TYPE_CHECKING:
    from docx.document import Document


def write_docx(blocks: Sequence[Block]) -> bytes:
    """The document as the bytes of a file."""
    document = docx.Document()
    for block in blocks:
        _add(document, block)
    if blocks and blocks[-1].kind == "table":
        document.add_paragraph()  # as Word always has it: a table cannot stand last
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _add(document: Document, block: Block) -> None:
    if block.kind == "table":
        table = document.add_table(rows=0, cols=len(block.rows[0]))
        for row in block.rows:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
    elif block.kind == "paragraph":
        document.add_paragraph(block.text)
    else:
        document.add_heading(block.text, level=0 if block.kind == "title" else block.level)
