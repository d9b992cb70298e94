"""The search as a LangChain retriever, for chains that people build themselves. LangChain is imported with it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document as LangChainDocument
from langchain_core.retrievers import BaseRetriever

from assistant.records import Evidence
from assistant.retrieval.hybrid import search
from assistant.retrieval.query import understand


class HybridRetriever(BaseRetriever):
    """The search as LangChain knows retrievers: `HybridRetriever(store=store, k=5).invoke("整改期限是多久")`.

    Each document's metadata holds what a citation needs: document_id, title, path, status, heading, article, start,
    end, original_start, original_end and score.
    """

    store: Any
    k: int = 8
    as_of: date | None = None
    collection: str | None = None
    ranker: Any = None
    """A Ranker; without one the shipped thesaurus and coefficients rank."""

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun
    ) -> list[LangChainDocument]:
        understood = understand(query, as_of=self.as_of or date.today(), collection=self.collection)
        return [_as_langchain(item) for item in search(self.store, understood, self.k, self.ranker)]


def _as_langchain(item: Evidence) -> LangChainDocument:
    passage = item.passage
    metadata: Mapping[str, object] = {
        "document_id": passage.document_id,
        "title": item.title,
        "path": item.path,
        "status": str(item.status),
        "heading": passage.heading,
        "article": passage.article,
        "start": passage.start,
        "end": passage.end,
        "original_start": passage.original_start,
        "original_end": passage.original_end,
        "score": item.score,
    }
    return LangChainDocument(page_content=passage.text, metadata=dict(metadata), id=passage.id)
