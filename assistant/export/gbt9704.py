"""The neutral record of an official document → a .docx to GB/T 9704-2012 (党政机关公文格式).

The function at the top is the diagram. It knows no plan, report or speech; what is open and what a check said comes in
as remarks. Two exports of the same are equal, byte for byte.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from assistant.export.bases import annex_of_bases
from assistant.export.document import Attachment, OfficialDocument
from assistant.export.word import letterhead, page
from assistant.export.word.blocks import attachment_elements, block_elements
from assistant.export.word.comments import Margin, Remark, commented
from assistant.export.word.embedded import Record, record_files, record_part, visible_text
from assistant.export.word.package import packed, word_part
from assistant.export.word.styles import font_table, styles_part
from assistant.export.word.text import keep_with_next
from assistant.export.word.xml import Element, element, name


def to_docx(
    document: OfficialDocument, *, on: date, remarks: Sequence[Remark] = (), record: Record | None = None
) -> bytes:
    """The .docx of a document; `on` is the day it says it was made.

    `remarks` are printed beside the text (审阅稿). `record` is what the document was made of, kept inside the file, so
    that it can be read back (`assistant.export.word.embedded`).
    """
    margin = Margin(remarks, on)
    body = body_elements(document, margin)
    footers = {kind: f"rIdFooter{number}" for number, kind in enumerate(page.FOOTERS, start=1)}
    root = element("document", element("body", *body, page.section(footers)))
    said = margin.part()
    parts = [
        word_part("styles.xml", "styles", styles_part(), "rIdStyles"),
        word_part("settings.xml", "settings", page.settings(), "rIdSettings"),
        word_part("fontTable.xml", "fontTable", font_table(), "rIdFonts"),
        *(
            word_part(f"footer{number}.xml", "footer", page.footer(kind), footers[kind])
            for number, kind in enumerate(page.FOOTERS, start=1)
        ),
        *([word_part("comments.xml", "comments", said, "rIdComments")] if said is not None else []),
        *([record_part(record, visible_text(root))] if record is not None else []),
    ]
    extra = record_files() if record is not None else {}
    return packed(root, parts, title=document.title, on=on, extra=extra)


def body_elements(document: OfficialDocument, margin: Margin) -> list[Element]:
    """Everything that is printed, top to bottom; what no block was about is remarked on at the title."""
    annexes = annexes_of(document)
    title = list(letterhead.title(document, margin))
    before = [*letterhead.head(document)]
    text = list(block_elements(document.blocks, margin))
    foot = list(letterhead.foot(document, annexes, margin))
    if foot:  # no page holds signer, date and names of annexes alone: text goes with them
        keep_with_next([*text[-1:], *foot[:-1]])
    after = [
        *text,
        *foot,
        *attachment_elements(annexes, margin),
        *(letterhead.imprint(document.letterhead) if document.letterhead else ()),
    ]
    remark_on(title[0], margin.rest())
    return [*before, *title, *after, *_closing(after)]


def annexes_of(document: OfficialDocument) -> tuple[Attachment, ...]:
    """The bases of a document, then its annexes."""
    bases = annex_of_bases(document)
    return (*((bases,) if bases else ()), *document.attachments)


def remark_on(paragraph: Element, comments: Sequence[int]) -> None:
    """Put comments on all of a paragraph."""
    runs = list(paragraph.iterchildren(name("r")))
    paragraph.extend(commented(runs, comments))


def _closing(after: Sequence[Element]) -> list[Element]:
    """A body must not end in a table; what closes it is too low to need a page of its own."""
    if not after or after[-1].tag != name("tbl"):
        return []
    return [element("p", element("pPr", element("spacing", before=0, after=0, line=20, lineRule="exact")))]
