"""A report or speech → Markdown, JSON, or the neutral record that a .docx is made of. It adds nothing of its own.

Words of documents are escaped, so that nothing in them becomes markup.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from assistant import messages
from assistant.drafting.manuscript import Line, Manuscript
from assistant.drafting.progress import Progress
from assistant.drafting.remarks import LONGEST_MINUTES, Remarks
from assistant.drafting.tally import ProblemRows, Standing, Tally
from assistant.export.answers import citation_to_json
from assistant.export.document import Block, Heading, OfficialDocument, Paragraph
from assistant.export.markdown import escaped
from assistant.records import Citation

DRAFT_MARK = "（草稿：待填处须填写并核实）"


def manuscript_to_document(manuscript: Manuscript) -> OfficialDocument:
    """The document, ready to be laid out; a draft mark stands on it while anything is open."""
    salutation, lines = _salutation(manuscript)
    return OfficialDocument(
        title=manuscript.title,
        blocks=tuple(map(_block, lines)),
        document_type=manuscript.document_type,
        byline=manuscript.byline,
        draft_mark=DRAFT_MARK if manuscript.slots else "",
        addressee=manuscript.addressee or salutation,
        signer=manuscript.signer,
        date=manuscript.signed_on or None,
        citations=manuscript.citations,
    )


def _salutation(manuscript: Manuscript) -> tuple[str, tuple[Line, ...]]:
    """同志们： begins at the edge of the text, as 主送机关 does; the rest are paragraphs."""
    first, *rest = manuscript.lines
    if manuscript.addressee or first.level or not first.text.endswith("："):
        return "", manuscript.lines
    return first.text.removesuffix("："), tuple(rest)


def manuscript_to_markdown(manuscript: Manuscript, *, language: str | None = None) -> str:
    """The document as Markdown, the bases that it cites behind it."""
    return "\n\n".join(_paragraphs(manuscript, language)) + "\n"


def manuscript_to_json(manuscript: Manuscript) -> dict[str, Any]:
    """Title, lines with their level and citations, what is cited, and what is open."""
    return {
        "title": manuscript.title,
        "document_type": manuscript.document_type,
        "byline": list(manuscript.byline),
        "addressee": manuscript.addressee,
        "lines": [
            {"level": line.level, "text": line.text, "citations": list(line.citations)} for line in manuscript.lines
        ],
        "signer": manuscript.signer,
        "signed_on": manuscript.signed_on,
        "characters": manuscript.characters,
        "citations": [citation_to_json(citation) for citation in manuscript.citations],
        "slots": [
            {"id": found.id, "kind": found.kind.value, "label": found.label, "where": found.where}
            for found in manuscript.slots
        ],
    }


def progress_to_json(progress: Progress, *, language: str | None = None) -> dict[str, Any]:
    """A report on rectification with its figures and what a person should look at."""
    return {
        "form": progress.form,
        "figures": {"problems": _tally(progress.of_problems), "measures": _tally(progress.of_measures)},
        "problems": [_problem(one) for one in progress.problems],
        **manuscript_to_json(progress.manuscript),
        "notices": [
            {
                "kind": found.kind,
                "where": found.where,
                "message": messages.text(f"progress.notice.{found.kind}", language=language),
            }
            for found in progress.notices
        ],
    }


def remarks_to_json(remarks: Remarks, *, language: str | None = None) -> dict[str, Any]:
    """A speech with the time it takes at 250 and at 200 characters a minute."""
    return {
        "kind": remarks.genre,
        "minutes": remarks.minutes,
        "takes_minutes": {"shortest": round(remarks.shortest, 2), "longest": round(remarks.longest, 2)},
        "agenda": list(remarks.agenda),
        **manuscript_to_json(remarks.manuscript),
        "notices": list(remarks_notes(remarks, language=language)),
    }


def remarks_notes(remarks: Remarks, *, language: str | None = None) -> Iterator[str]:
    """What a person should know of the length."""
    facts = {"minutes": remarks.minutes, "longest": f"{remarks.longest:.1f}", "shortest": f"{remarks.shortest:.1f}"}
    if remarks.is_too_short:
        yield messages.text("remarks.too_short", language=language, **facts)
    if remarks.is_too_long:
        yield messages.text("remarks.too_long", language=language, **facts)
    if remarks.minutes is not None and remarks.minutes > LONGEST_MINUTES:
        yield messages.text("remarks.beyond_an_hour", language=language, limit=LONGEST_MINUTES)


def _tally(counted: Tally) -> dict[str, Any]:
    return {
        "total": counted.total,
        "standings": {standing: counted.standings[standing] for standing in Standing},
        "percent": {standing: str(counted.share(standing)) for standing in Standing},
        "states": {str(state or Standing.UNKNOWN): count for state, count in counted.states.items()},
    }


def _problem(one: ProblemRows) -> dict[str, Any]:
    return {
        "number": one.number,
        "origin": one.origin,
        "verbatim": one.verbatim,
        "state": one.state,
        "standing": one.standing,
        "rows": [row.row for row in one.rows],
    }


def _block(line: Line) -> Block:
    return Heading(line.level, line.text) if line.level else Paragraph(line.text, line.citations)


def _paragraphs(manuscript: Manuscript, language: str | None) -> Iterator[str]:
    yield f"# {escaped(manuscript.title)}"
    if manuscript.slots:
        yield DRAFT_MARK
    yield from (escaped(text) for text in manuscript.byline)
    if manuscript.addressee:
        yield f"{escaped(manuscript.addressee)}："
    for line in manuscript.lines:
        marks = "".join(f"\\[{n}\\]" for n in line.citations)
        yield f"{'#' * (line.level + 1)} {escaped(line.text)}" if line.level else f"{escaped(line.text)}{marks}"
    yield from (escaped(text) for text in (manuscript.signer, manuscript.signed_on) if text)
    if manuscript.citations:
        yield f"## {messages.text('remarks.bases', language='zh')}"
        yield "\n".join(f"- {_basis(citation, manuscript.about, language)}" for citation in manuscript.citations)


def _basis(citation: Citation, about: str, language: str | None) -> str:
    """A rule with its words and whether it is in force; of what the document is about, only where it stands there."""
    if citation.document_id == about:
        return f"\\[{citation.n}\\] 反馈意见原文第 {citation.start}—{citation.end} 字：{escaped(citation.quote)}"
    title = f"《{escaped(citation.title.strip('《》'))}》{escaped(citation.heading)}"
    status = messages.text(f"drafting.status_{citation.status.value}", language=language)
    return f"\\[{citation.n}\\] {title}（{status}）：{escaped(citation.quote)}"
