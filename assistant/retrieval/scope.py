"""A query's filters → the documents that a search is limited to and those that it leaves out."""

from __future__ import annotations

from assistant.library.catalogue import Entry
from assistant.library.store import Store
from assistant.retrieval.query import Query


def scope(store: Store, query: Query) -> tuple[frozenset[str] | None, frozenset[str]]:
    """Document ids that both legs are limited to (None: all), and ids left out because they were not in force.

    Left out on a date: what was superseded by then and what did not exist yet. A document the user picked by hand
    is searched whatever its status.
    """
    if query.documents is not None:
        return query.documents, frozenset()
    return _within(store, query), store.catalogue.not_in_force(query.as_of)


def _within(store: Store, query: Query) -> frozenset[str] | None:
    if query.genres or query.levels:
        return frozenset(entry.id for entry in store.catalogue.entries() if _matches(entry, query))
    return None if query.collection is None else store.catalogue.in_collection(query.collection)


def _matches(entry: Entry, query: Query) -> bool:
    return (
        (query.collection is None or entry.collection == query.collection)
        and (not query.genres or entry.genre in query.genres)
        and (not query.levels or entry.version.level in query.levels)
    )
