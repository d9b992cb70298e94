"""The rules and plans of the sample corpus as a library that needs no index: passages found by shared words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path

from assistant import resources
from assistant.documents.chunking import passages
from assistant.documents.preparing import prepare
from assistant.drafting.bases import Retrieve
from assistant.records import Document, Evidence
from assistant.text.terms import fold, index_terms


@cache
def documents() -> dict[str, Document]:
    """The rules and the earlier plans of the corpus, by id."""
    paths = [path for folder in ("regulations", "plans") for path in sorted((resources.corpus() / folder).iterdir())]
    read = [prepare(path) for path in paths]
    return {document.id: document for document in read}


def feedback_files() -> list[Path]:
    return sorted((resources.corpus() / "feedback").iterdir())


def retrieve_on(day: date) -> Retrieve:
    """A search over the corpus, with the status of each rule on a day."""
    held = [
        Evidence(passage, document.title, document.path, document.version.status(day), 1.0)
        for document in documents().values()
        for passage in passages(document, len, 300)
    ]
    terms = [frozenset(index_terms(item.title + item.passage.text)) for item in held]

    def search(query: str, k: int) -> Sequence[Evidence]:
        wanted = frozenset(index_terms(fold(query)))
        ranked = sorted(range(len(held)), key=lambda at: (-len(wanted & terms[at]), held[at].passage.id))
        return [held[at] for at in ranked[:k]]

    return search
