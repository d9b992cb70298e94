"""A question about other editions than the one in force → the same question put to each of them.

Knows which documents of the library are editions of one rule, and since when each was in force.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from assistant.documents.rule_titles import rule_stem
from assistant.library.store import Store
from assistant.records import Evidence
from assistant.retrieval.query import Query

Retrieve = Callable[[Query], list[Evidence]]


def readings(store: Store, query: Query, retrieve: Retrieve) -> list[list[Evidence]]:
    """The evidence for each edition that a question is about, oldest first; one list for any other question.

    The rule is the first in the evidence that the library holds several editions of. Where there is none, a question
    for the edition before finds nothing, and a comparison is a question like any other.
    """
    if not query.previous and not query.compares:
        return [retrieve(query)]
    found = retrieve(query)
    editions = next((held for item in found if len(held := _editions(store, item.passage.document_id)) > 1), [])
    if not editions:
        return [[]] if query.previous else [found]
    return [retrieve(replace(query, documents=frozenset((document,)))) for document in _meant(editions, query)]


def _editions(store: Store, document_id: str) -> list[tuple[date, str]]:
    """The editions of a document's rule with the day each began, oldest first."""
    documents = store.catalogue.descriptions().documents
    stem = rule_stem(documents[document_id].title)
    alike = (
        (about.version.effective_from or about.version.issued_on, identity)
        for identity, about in documents.items()
        if rule_stem(about.title) == stem and about.genre == documents[document_id].genre
    )
    return sorted((begins, identity) for begins, identity in alike if begins is not None)


def _meant(editions: Sequence[tuple[date, str]], query: Query) -> list[str]:
    """The editions that a question is about, oldest first."""
    chosen = {_in_force(editions, day) for day in query.editions}
    current = _in_force(editions, query.as_of)
    before = max(0, current - 1)
    if len(chosen) < 2:
        chosen = {before} if query.previous else {before, current}
    return [editions[at][1] for at in sorted(chosen)]


def _in_force(editions: Sequence[tuple[date, str]], day: date) -> int:
    """The place of the edition in force on a day; the first where none was yet."""
    begun = [at for at, (begins, _) in enumerate(editions) if begins <= day]
    return begun[-1] if begun else 0
