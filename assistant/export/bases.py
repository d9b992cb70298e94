"""The annex of bases (依据清单): what each [n] of a document stands for, in the words of the source.

An annex was chosen over endnotes: an office prints it, reads it beside the text and takes it off the final version
without touching the text.
"""

from __future__ import annotations

from assistant import messages
from assistant.export.document import Attachment, Cell, OfficialDocument, Table
from assistant.records import Citation

TITLE = "依据清单"


def annex_of_bases(document: OfficialDocument, language: str | None = None) -> Attachment | None:
    """The annex; None for a document that cites nothing."""
    if not document.citations:
        return None
    rows = tuple(_row(citation, document, language) for citation in document.citations)
    return Attachment(TITLE, (Table(("编号", "出处", "效力", "原文"), rows, (12, 58, 16, 70)),))


def _row(citation: Citation, document: OfficialDocument, language: str | None) -> tuple[Cell, ...]:
    """A rule with its words and whether it is in force; what the text quotes in full only with its place."""
    number = Cell(f"[{citation.n}]")
    if citation.document_id == document.quoted:
        return number, Cell(f"反馈原文第{citation.start}—{citation.end}字"), Cell("—"), Cell("见正文所引")
    status = messages.text(f"drafting.status_{citation.status.value}", language=language)
    return number, Cell(f"《{citation.title.strip('《》')}》{citation.heading}"), Cell(status), Cell(citation.quote)
