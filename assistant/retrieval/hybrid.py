"""Both legs of the search, fused and filtered → Evidence; and the same as a LangChain retriever."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document as LangChainDocument
from langchain_core.retrievers import BaseRetriever

from assistant.library.catalogue import Found
from assistant.library.store import Store
from assistant.records import Evidence
from assistant.retrieval.diversity import without_repeats
from assistant.retrieval.fusion import Leg, fuse
from assistant.retrieval.query import Query, understand
from assistant.text.numerals import to_int
from assistant.text.terms import fold

POOL = 60
"""Passages that each leg offers; what neither ranks this high is not considered."""

TERMS_WEIGHT = 1.0
VECTORS_WEIGHT = 0.1
"""Measured strength of the static embedder beside the term index (docs/decisions.md)."""

_SPARE = 3
"""Passages looked at for each one wanted, so that repetitions leave no gap."""

_SAME_ARTICLE = 1.0
_NAMED_TITLE = 0.5
"""Added to a fused score, which lies in [0, 1]: an article asked for by its number comes first."""


def search(store: Store, query: Query, k: int) -> list[Evidence]:
    """The `k` best passages for a query, best first."""
    within, without = scope(store, query)
    ranked = fuse(legs(store, query, within, without))
    found = store.catalogue.find([item.passage_id for item in ranked])
    scored = [
        (item.score + _addressed(query, found[item.passage_id]), item) for item in ranked if item.passage_id in found
    ]
    scored.sort(key=lambda pair: (-pair[0], pair[1].passage_id))
    scores = {item.passage_id: score for score, item in scored}
    best = [found[item.passage_id] for _, item in scored[: k * _SPARE]]
    return [_evidence(each, scores[each.passage.id], query.as_of) for each in without_repeats(best, query.as_of)[:k]]


def legs(
    store: Store, query: Query, within: frozenset[str] | None = None, without: frozenset[str] = frozenset()
) -> tuple[Leg, Leg]:
    """What each leg finds alone."""
    terms = store.terms.search(query.text, POOL, within=within, without=without)
    vector = store.encoder.encode_query(query.text)
    vectors = store.vectors.search(vector, POOL, within=within, without=without)
    return (
        Leg("terms", {hit.passage_id: hit.score for hit in terms}, TERMS_WEIGHT),
        Leg("vectors", {hit.passage_id: hit.score for hit in vectors}, VECTORS_WEIGHT),
    )


def scope(store: Store, query: Query) -> tuple[frozenset[str] | None, frozenset[str]]:
    """Document ids that a search is limited to (None: all), and ids left out because they were not in force.

    Left out on a date: what was superseded by then and what did not exist yet. A document the user picked by hand
    is searched whatever its status.
    """
    if query.documents is not None:
        return query.documents, frozenset()
    within = None if query.collection is None else store.catalogue.in_collection(query.collection)
    return within, store.catalogue.not_in_force(query.as_of)


def _addressed(query: Query, found: Found) -> float:
    """How much better a passage is because the question names its article or its document."""
    bonus = 0.0
    if query.titles and any(_same_title(title, found.title) for title in query.titles):
        bonus += _NAMED_TITLE
    if query.article is not None and _article_number(found.passage.article) == query.article:
        bonus += _SAME_ARTICLE if not query.titles or bonus else 0.0
    return bonus


def _same_title(asked: str, title: str) -> bool:
    return _bare(asked) in _bare(title) or _bare(title) in _bare(asked)


def _bare(title: str) -> str:
    return re.sub(r"[（(].*?[)）]|[《》\s]", "", fold(title))


def _article_number(label: str | None) -> int | None:
    match = re.fullmatch(r"第(.+?)条.*", label) if label else None
    return to_int(match[1]) if match else None


def _evidence(found: Found, score: float, as_of: date) -> Evidence:
    version = found.version
    return Evidence(
        passage=found.passage,
        title=found.title,
        path=found.path,
        status=version.status(as_of),
        score=round(score, 6),
        issued_on=version.issued_on or version.effective_from,
    )


class HybridRetriever(BaseRetriever):
    """The search as LangChain knows retrievers: `HybridRetriever(store=store, k=5).invoke("整改期限是多久")`.

    Each document's metadata holds what a citation needs: document_id, title, path, status, heading, article, start,
    end, original_start, original_end and score.
    """

    store: Any
    k: int = 8
    as_of: date | None = None
    collection: str | None = None

    def evidence(self, query: Query) -> list[Evidence]:
        """The same result as records."""
        return search(self.store, query, self.k)

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun
    ) -> list[LangChainDocument]:
        understood = understand(query, as_of=self.as_of or date.today(), collection=self.collection)
        return [_as_langchain(item) for item in self.evidence(understood)]


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
