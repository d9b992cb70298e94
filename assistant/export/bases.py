"""The annex of bases (依据清单): what each [n] of a document stands for, in the words of the source.

An annex was chosen over endnotes: an office prints it, reads it beside the text and takes it off the final version
without touching the text.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant import messages
from assistant.export.document import Attachment, Cell, OfficialDocument, Table
from assistant.records import Citation

TITLE = "依据清单"


def annex_of_bases(document: OfficialDocument, language: str | None = None) -> Attachment | None:
    """The annex; None for a document that cites nothing."""
    if not document.citations:
        return None
    rules = [citation for citation in document.citations if citation.document_id != document.quoted]
    quoted = [citation for citation in document.citations if citation.document_id == document.quoted]
    rows = [_row(citation, language) for citation in rules]
    if quoted:
        rows.append(_quoted_row(quoted, is_alone=not rules))
    return Attachment(TITLE, (Table(("编号", "出处", "效力", "原文"), tuple(rows), (12, 58, 16, 70)),))


def _row(citation: Citation, language: str | None) -> tuple[Cell, ...]:
    """A rule with its words and whether it is in force."""
    status = messages.text(f"drafting.status_{citation.status.value}", language=language)
    title = Cell(f"《{citation.title.strip('《》')}》{citation.heading}")
    return Cell(f"[{citation.n}]"), title, Cell(status), Cell(citation.quote)


def _quoted_row(citations: Sequence[Citation], *, is_alone: bool) -> tuple[Cell, ...]:
    """All citations of what the text quotes in full: one row with the stretch that they are from."""
    start, end = min(one.start for one in citations), max(one.end for one in citations)
    return Cell("各号" if is_alone else "其余"), Cell(f"反馈原文第{start}—{end}字"), Cell("—"), Cell("见正文所引")
