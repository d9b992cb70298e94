"""A query's filters → the documents that a search is limited to and those that it leaves out."""

from __future__ import annotations

from assistant.library.store import Store
from assistant.retrieval.query import Query


def scope(store: Store, query: Query) -> tuple[frozenset[str] | None, frozenset[str]]:
    """Document ids that both legs are limited to (None: all), and ids left out because they were not in force
    or may not be seen.

    Left out on a date: what was superseded by then and what did not exist yet. A document the user picked by hand
    is searched whatever its status. What may not be seen is left out always.
    """
    descriptions = store.catalogue.descriptions()
    if query.documents is not None:
        return query.documents - descriptions.hidden, frozenset()
    return (
        descriptions.matching(query.collection, query.genres, query.levels),
        descriptions.not_in_force(query.as_of) | descriptions.hidden,
    )
