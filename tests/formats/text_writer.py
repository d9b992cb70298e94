"""Blocks → plain text in any encoding, Markdown, or a table between delimiters."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from io import StringIO

from tests.formats import Block


def lines_of(blocks: Sequence[Block]) -> list[str]:
    """A line a block, and a line a row of a table."""
    return [
        line
        for block in blocks
        for line in ([" | ".join(row) for row in block.rows] if block.kind == "table" else [block.text])
    ]


def write_text(blocks: Sequence[Block], encoding: str = "utf-8", line_end: str = "\n") -> bytes:
    return line_end.join(lines_of(blocks)).encode(encoding)


def write_markdown(blocks: Sequence[Block]) -> bytes:
    marks = {"title": "# ", "paragraph": "", "table": ""}
    return "\n\n".join(
        "\n".join(lines_of([block]))
        if block.kind == "table"
        else marks.get(block.kind, "#" * (block.level + 1) + " ") + block.text
        for block in blocks
    ).encode()


def write_delimited(
    rows: Sequence[Sequence[str]], delimiter: str = ",", encoding: str = "utf-8", line_end: str = "\r\n"
) -> bytes:
    file = StringIO(newline="")
    csv.writer(file, delimiter=delimiter, lineterminator=line_end).writerows(rows)
    return file.getvalue().encode(encoding)
