"""The blocks of the neutral record → paragraphs and tables of Word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise, zip_longest

from assistant.export.document import Attachment, Block, Cell, Heading, Paragraph, Table
from assistant.export.word.comments import Margin, commented
from assistant.export.word.measures import TEXT_WIDTH
from assistant.export.word.text import blank, lead, paragraph, run, words
from assistant.export.word.titles import balanced
from assistant.export.word.xml import Element, element

_PADDING = {"top": 30, "left": 70, "bottom": 30, "right": 70}
"""Twips between the lines of a table and its words."""
_LONG = 400
"""Characters of a cell whose row may be divided: it could be higher than a page."""


def block_elements(blocks: Sequence[Block], margin: Margin) -> Iterator[Element]:
    """The blocks in order. Two tables in a row are held apart, or Word makes one of them."""
    after_table = False
    for block in blocks:
        if isinstance(block, Table):
            if block.above is not None:
                yield from _paragraphs_of(block.above, margin, "GwTableLead")
            elif after_table:
                yield blank()
            yield _table(block, margin)
        elif isinstance(block, Heading):
            yield _heading(block, margin)
        else:
            yield from _paragraphs(block, margin)
        after_table = isinstance(block, Table)


def attachment_elements(attachments: Sequence[Attachment], margin: Margin) -> Iterator[Element]:
    """Each annex on a page of its own: 附件 at the top left, its title on the third line (7.3.7)."""
    for number, attachment in enumerate(attachments, start=1):
        label = f"附件{number}" if len(attachments) > 1 else "附件"
        yield paragraph("GwAnnexLabel", [run(label)])
        yield blank()
        yield paragraph("GwTitle", [run(balanced(attachment.title))])
        yield blank()
        yield from block_elements(attachment.blocks, margin)


def _heading(heading: Heading, margin: Margin) -> Element:
    content = list(words(heading.text, margin, heading.place))
    return paragraph(f"Heading{heading.level}", commented(content, margin.of_block(heading.place)))


def _paragraphs(block: Paragraph, margin: Margin) -> Iterator[Element]:
    style = "GwQuote" if block.quoted else "GwBody"
    lines = [line.strip() for line in block.text.splitlines() if line.strip()] or [""]
    for number, line in enumerate(lines, start=1):
        begins = [lead(block.lead)] if block.lead and number == 1 else []
        citations = block.citations if number == len(lines) else ()
        content = [*begins, *words(line, margin, block.place, citations)]
        yield paragraph(style, commented(content, margin.of_block(block.place)) if number == 1 else content)


def _table(table: Table, margin: Margin) -> Element:
    widths = _widths(table)
    return element(
        "tbl",
        element(
            "tblPr",
            element("tblW", w=sum(widths), type="dxa"),
            element("jc", val="center"),
            _borders(),
            element("tblLayout", type="fixed"),
            element("tblCellMar", *(element(side, w=width, type="dxa") for side, width in _PADDING.items())),
        ),
        element("tblGrid", *(element("gridCol", w=width) for width in widths)),
        _header(table.header, widths),
        *(
            _row(row, following, widths, margin)
            for row, following in zip_longest(table.rows, table.rows[1:], fillvalue=())
        ),
    )


def _widths(table: Table) -> list[int]:
    """The columns in twips. Their sum is the width of the text to the twip: WPS drops tables whose grid disagrees."""
    shares = sum(table.widths)
    edges = [round(TEXT_WIDTH * sum(table.widths[:count]) / shares) for count in range(len(table.widths) + 1)]
    return [right - left for left, right in pairwise(edges)]


def _header(names: Sequence[str], widths: Sequence[int]) -> Element:
    """The row that is printed again at the top of every page."""
    cells = (_cell([paragraph("GwTableHead", [run(name)])], width) for name, width in zip(names, widths, strict=True))
    return element("tr", element("trPr", element("cantSplit"), element("tblHeader")), *cells)


def _row(row: Sequence[Cell], following: Sequence[Cell], widths: Sequence[int], margin: Margin) -> Element:
    """A row; one that is not too high for a page is not divided between two."""
    is_whole = all(len(cell.text) < _LONG for cell in row)
    reached = [below.goes_on for below in following] or [False] * len(row)
    return element(
        "tr",
        element("trPr", element("cantSplit")) if is_whole else None,
        *(
            _cell(_paragraphs_of(cell, margin), width, _merged(cell, is_reached))
            for cell, is_reached, width in zip(row, reached, widths, strict=True)
        ),
    )


def _merged(cell: Cell, reaches_on: bool) -> Element | None:
    if cell.goes_on:
        return element("vMerge")
    return element("vMerge", val="restart") if reaches_on else None


def _cell(content: Sequence[Element], width: int, merged: Element | None = None) -> Element:
    properties = (element("tcW", w=width, type="dxa"), merged, element("vAlign", val="center"))
    return element("tc", element("tcPr", *(one for one in properties if one is not None)), *content)


def _paragraphs_of(cell: Cell, margin: Margin, style: str = "GwTable") -> list[Element]:
    lines = [] if cell.goes_on else [line.strip() for line in cell.text.splitlines() if line.strip()]
    told = [
        list(words(line, margin, cell.place, cell.citations if lines and line is lines[-1] else ()))
        for line in lines or [""]
    ]
    told[0] = commented(told[0], margin.of_block(cell.place))
    return [paragraph(style, content) for content in told]


def _borders() -> Element:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    return element("tblBorders", *(element(side, val="single", sz=4, space=0, color="auto") for side in sides))
