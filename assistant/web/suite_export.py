"""Cases that people made out of answers → a suite of the evaluation, with the library's texts as its corpus, in a zip.

Unpacked, `assistant eval run FOLDER` runs it. Cases, documents in, bytes out; what is not complete stays behind.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

import yaml

from assistant.export.word.package import zipped
from assistant.records import Document
from assistant.web.answer_feedback import Case, Span
from assistant.web.downloads import as_file_name

NAME = "feedback"
_VERSION = ("issuer", "document_number", "level", "issued_on", "effective_from", "superseded_on", "supersedes")


def suite_zip(cases: Sequence[Case], documents: Iterable[Document], language: str) -> tuple[bytes, int]:
    """The zip, and how many cases are in it. A case whose documents are gone from the library stays behind."""
    held = {document.id: document for document in documents}
    paths = {identity: _path(n, document) for n, (identity, document) in enumerate(held.items(), start=1)}
    rows = [
        _row(case, held, paths) for case in cases if case.is_complete and all(s.document_id in held for s in case.gold)
    ]
    files = {
        f"{NAME}/suite.yaml": _yaml(_head(language)),
        f"{NAME}/cases.jsonl": "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows).encode(),
        f"{NAME}/corpus/catalogue.yaml": _yaml([_entry(document, paths[key]) for key, document in held.items()]),
        **{f"{NAME}/corpus/{paths[key]}": document.text.encode() for key, document in held.items()},
    }
    return zipped(files), len(rows)


def _head(language: str) -> dict[str, object]:
    return {
        "name": NAME,
        "purpose": "Whether answers that people complained of or praised on the page are right",
        "owner": "page",
        "corpus": "corpus",
        "language": language,
        "thresholds": {},
    }


def _row(case: Case, held: dict[str, Document], paths: dict[str, str]) -> dict[str, object]:
    """A row of `cases.jsonl`; the words of the gold come from the library, as its corpus has them."""
    return {
        "id": case.id,
        "question": case.question,
        "answerable": case.answerable,
        "as_of": case.as_of,
        "history": list(case.history),
        "expected_facts": list(case.facts),
        "gold": [{"path": paths[span.document_id], "quote": _words(span, held)} for span in case.gold],
        "tags": [case.said],
    }


def _words(span: Span, held: dict[str, Document]) -> str:
    return held[span.document_id].text[span.start : span.end]


def _entry(document: Document, path: str) -> dict[str, object]:
    """What the library knows of a document, as a catalogue says it."""
    known = {name: getattr(document.version, name) for name in _VERSION}
    stated = {name: value for name, value in known.items() if value is not None}
    return {"path": path, "title": document.title, "genre": document.genre, **stated}


def _path(number: int, document: Document) -> str:
    return f"{number:04}-{as_file_name(document.title) or Path(document.path).stem[:20]}.txt"


def _yaml(value: object) -> bytes:
    return yaml.safe_dump(value, allow_unicode=True, sort_keys=False).encode()
