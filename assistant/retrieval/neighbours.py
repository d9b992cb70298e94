"""Passages found → what stands beside them in their documents, where an answer may reach over: the rest of a list, the
header of a table that was cut.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.library.store import Store
from assistant.records import Evidence, Passage

_OF_THE_BEST = 4
"""Passages whose neighbours are fetched."""

_OF_AN_ARTICLE = 2
"""Passages that the rest of a very long article may fill."""

_LAST = 3
"""Passages at the end of a rule that say who explains it and from when on it is in force."""

_FIRST = 6
"""Passages at the beginning of a rule that say what it is for, whom it binds, and what its terms mean."""

_BESIDE = 0.5
"""Score of a neighbour, of that of the passage it stands beside."""


def with_neighbours(store: Store, evidence: Sequence[Evidence], reach: int) -> list[Evidence]:
    """The evidence, and behind it the passages up to `reach` places before and after the best of it; fewer beside an
    article, which is whole but for the longest.
    """
    held = {item.passage.id for item in evidence}
    added: dict[str, Evidence] = {}
    for item in evidence[:_OF_THE_BEST]:
        for beside in _beside(store, item, reach if item.passage.article is None else min(reach, _OF_AN_ARTICLE)):
            if beside.passage.id not in held:
                added.setdefault(beside.passage.id, beside)
    return [*evidence, *added.values()]


def with_ends(store: Store, evidence: Sequence[Evidence]) -> list[Evidence]:
    """The evidence, and behind it the first and the last passages of the documents that the best of it is from."""
    held = {item.passage.id for item in evidence}
    documents = {item.passage.document_id: item for item in reversed(evidence[:_OF_THE_BEST])}
    added = [
        replace(item, passage=passage, score=_BESIDE * item.score)
        for item in list(documents.values())[::-1]
        for passage in _ends(store.catalogue.passages(item.passage.document_id))
        if passage.id not in held
    ]
    return [*evidence, *added]


def with_beginnings(store: Store, evidence: Sequence[Evidence]) -> list[Evidence]:
    """The evidence, and behind it the first passages of the documents that the best of it is from: rules say there
    what their terms mean.
    """
    held = {item.passage.id for item in evidence}
    documents = {item.passage.document_id: item for item in reversed(evidence[:_OF_THE_BEST])}
    added = [
        replace(item, passage=passage, score=_BESIDE * item.score)
        for item in list(documents.values())[::-1]
        for passage in store.catalogue.passages(item.passage.document_id, most=_FIRST)
        if passage.id not in held
    ]
    return [*evidence, *added]


def _ends(passages: Sequence[Passage]) -> list[Passage]:
    return [*passages[:1], *passages[1:][-_LAST:]]


def _beside(store: Store, item: Evidence, reach: int) -> Iterator[Evidence]:
    for passage in store.catalogue.beside(item.passage, reach):
        yield replace(item, passage=passage, score=_BESIDE * item.score)


def is_cut_table(item: Evidence) -> bool:
    """Whether a passage begins inside a table."""
    first = item.passage.text.lstrip().partition("\n")[0]
    return first.count("|") >= 2 and any(mark.isdigit() for mark in first)
