"""What the documents of a library are to one another: editions of a rule, near-duplicates, and what is in doubt.

Each document's sketch is made once, when it is read, and kept in the catalogue; comparing needs no text.
"""

from __future__ import annotations

import json
from base64 import b85decode, b85encode
from datetime import date
from typing import Any

from assistant.documents import duplicates
from assistant.documents.duplicates import signature, text_digest
from assistant.documents.editions import Edition
from assistant.documents.repeals import Repeal, repeals
from assistant.documents.versions import derive
from assistant.library.catalogue import Catalogue
from assistant.library.entries import Sketched
from assistant.records import Document, Version
from assistant.text.sentences import Span


def sketch_of(document: Document) -> bytes:
    """What comparing a document with others needs, for the catalogue: 1.5 kB and its repeal sentences."""
    return json.dumps(
        {
            "digest": text_digest(document.text),
            "signature": b85encode(signature(document.text)).decode("ascii"),
            "repeals": [
                [each.title, each.number, each.span.start, each.span.end, each.dated and each.dated.isoformat()]
                for each in repeals(document.text)
            ],
        },
        ensure_ascii=False,
    ).encode()


def find_kin(catalogue: Catalogue) -> None:
    """Compare all documents and write down what follows. Call it under the writer's lock."""
    known = [_known(catalogue, row) for row in catalogue.sketches()]
    derivation = derive(edition for edition, _ in known)
    derived = {
        each.id: Version(supersedes=each.supersedes, superseded_on=each.superseded_on) for each in derivation.derived
    }
    twins = {member: group.ids[0] for group in duplicates.groups(sketch for _, sketch in known) for member in group.ids}
    doubts = [
        {"kind": doubt.kind, "documents": list(doubt.ids), "facts": dict(doubt.facts)} for doubt in derivation.doubts
    ]
    catalogue.set_kin(derived, twins, doubts)


def _known(catalogue: Catalogue, row: Sketched) -> tuple[Edition, duplicates.Sketch]:
    """A row as the two comparisons want it; a document of an earlier release gets its sketch now."""
    sketch: dict[str, Any] = json.loads(row.sketch or sketch_of(catalogue.document(row.id)))
    marks = b85decode(sketch["signature"])
    edition = Edition(
        row.id, row.title, row.genre, row.version, sketch["digest"], marks,
        tuple(
            Repeal(title, number, Span(start, end), dated and date.fromisoformat(dated))
            for title, number, start, end, dated in sketch["repeals"]
        ),
        row.stated,
    )  # fmt: skip
    return edition, duplicates.Sketch(row.id, sketch["digest"], marks, row.genre == "regulation")
