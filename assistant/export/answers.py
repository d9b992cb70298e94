"""Answers and documents as the JSON that the command line prints and the page and other programs read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from assistant.records import Answer, Change, Check, Citation, Document, Nearest, Passage, Version

if TYPE_CHECKING:
    from assistant.library.overview import DocumentSummary, OpenQuestion


def answer_to_json(answer: Answer) -> dict[str, Any]:
    """An answer as `ask --json` prints it."""
    return {
        "question": answer.question,
        "rewritten": answer.rewritten,
        "as_of": answer.as_of.isoformat(),
        "abstained": answer.abstained,
        "outcome": str(answer.outcome),
        "missing": list(answer.missing),
        "confidence": answer.confidence,
        "reason": answer.reason,
        "sentences": [
            {
                "text": sentence.text,
                "citations": list(sentence.citations),
                "verdict": str(sentence.verdict),
                "uncertain": sentence.uncertain,
                "basis": sentence.basis,
                "checks": [_check(one) for one in sentence.checks],
            }
            for sentence in answer.sentences
        ],
        "citations": [citation_to_json(citation) for citation in answer.citations],
        "conflicts": [dict(conflict) for conflict in answer.conflicts],
        "searched": {
            "documents": answer.searched.documents,
            "passages": answer.searched.passages,
            "terms": list(answer.searched.terms),
            "nearest": [_nearest(near) for near in answer.searched.nearest],
        },
        "degraded": list(answer.degraded),
        "model": answer.model,
        "usage": dict(answer.usage),
        "timings_ms": dict(answer.timings_ms),
    }


def summary_to_json(summary: DocumentSummary) -> dict[str, Any]:
    """One row of `library list --json`."""
    return {
        "id": summary.id,
        "title": summary.title,
        "path": summary.path,
        "member": summary.member,
        "collection": summary.collection,
        "genre": summary.genre,
        "status": str(summary.status),
        **_version(summary.version),
        "secrecy": summary.secrecy,
        "passages": summary.passages,
        "characters": summary.characters,
        "warnings": list(summary.warnings),
    }


def open_question_to_json(question: OpenQuestion) -> dict[str, Any]:
    """One row of `library review --json`."""
    documents = [summary_to_json(document) for document in question.documents]
    return {"kind": question.kind, "message": question.message, "documents": documents}


def document_to_json(document: Document, passages: Sequence[Passage]) -> dict[str, Any]:
    """A document with its text and passages, as `library show --json` prints it."""
    return {
        "id": document.id,
        "title": document.title,
        "path": document.path,
        "member": document.member,
        "collection": document.collection,
        "genre": document.genre,
        **_version(document.version),
        "secrecy": document.secrecy,
        "shown": {name: list(span) for name, span in document.shown.items()},
        "warnings": list(document.warnings),
        "text": document.text,
        "original_text": document.original_text,
        "repairs": [_change(change) for change in document.repair.repairs],
        "suggestions": [_change(change) for change in document.repair.suggestions],
        "doubts": [
            {"kind": doubt.kind, "start": doubt.start, "end": doubt.end, "excerpt": doubt.excerpt}
            for doubt in document.repair.doubts
        ],
        "passages": [
            {
                "id": passage.id,
                "start": passage.start,
                "end": passage.end,
                "original_start": passage.original_start,
                "original_end": passage.original_end,
                "heading": passage.heading,
                "article": passage.article,
                "address": passage.address,
                "references": list(passage.references),
                "page": passage.page,
                "text": passage.text,
            }
            for passage in passages
        ],
    }


def citation_to_json(citation: Citation) -> dict[str, Any]:
    """A citation as answers and plans print it."""
    return {
        "n": citation.n,
        "document_id": citation.document_id,
        "title": citation.title,
        "path": citation.path,
        "status": str(citation.status),
        "heading": citation.heading,
        "address": citation.address,
        "page": citation.page,
        "issued_on": citation.issued_on.isoformat() if citation.issued_on else None,
        "quote": citation.quote,
        "start": citation.start,
        "end": citation.end,
        "original_start": citation.original_start,
        "original_end": citation.original_end,
        "score": citation.score,
        "guesses": [_change(guess) for guess in citation.guesses],
    }


def _check(check: Check) -> dict[str, Any]:
    return {
        "kind": check.kind,
        "text": check.text,
        "start": check.start,
        "end": check.end,
        "checked": check.is_checked,
    }


def _change(change: Change) -> dict[str, Any]:
    return {
        "kind": change.kind,
        "start": change.start,
        "end": change.end,
        "original_start": change.original_start,
        "original_end": change.original_end,
        "before": change.before,
        "after": change.after,
        "confidence": change.confidence,
    }


def _nearest(near: Nearest) -> dict[str, Any]:
    return {
        "document_id": near.document_id,
        "title": near.title,
        "heading": near.heading,
        "quote": near.quote,
        "start": near.start,
        "end": near.end,
        "guesses": [_change(guess) for guess in near.guesses],
    }


def _version(version: Version) -> dict[str, Any]:
    dates = {
        "issued_on": version.issued_on,
        "effective_from": version.effective_from,
        "superseded_on": version.superseded_on,
    }
    return {
        "issuer": version.issuer,
        "document_number": version.document_number,
        "level": version.level,
        "supersedes": version.supersedes,
        **{name: value.isoformat() if value else None for name, value in dates.items()},
    }
