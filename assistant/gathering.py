"""A query → the evidence for it: the article it names by its address, each edition that it compares, or what the search
finds; with what stands beside where a list or a table reaches over.

Knows the library and the search; composes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from assistant.composing.kinds import Asks, asks_for_extreme, kind_of
from assistant.composing.masthead import masthead
from assistant.composing.office_asked import office_asked
from assistant.composing.papers import paper_named
from assistant.composing.sides import sides
from assistant.library.store import Store
from assistant.records import Evidence
from assistant.retrieval.addressed import Addressed, addressed
from assistant.retrieval.editions import readings
from assistant.retrieval.neighbours import is_cut_table, with_beginnings, with_ends, with_neighbours
from assistant.retrieval.query import Query

_ABOUT_ITSELF = re.compile(r"施行|生效|实行|有效期|试行期|解释|废止|印发|发布|文号")
"""What a rule says of itself, in its last articles and below its title."""

_WHO_DID = re.compile(
    r"(?:谁|哪位).{0,8}(?:讲|主持|发言|记录|出席)|(?:讲话|主持|发言|出席|列席|记录)的?(?:人|者)?[是有](?:谁|哪)"
)
"""What the head of minutes says, or the line under the title of a speech."""

_LIST_REACH = 12
"""Passages before and after the best ones, where a list is asked for, or the most of all rows of a table."""


@dataclass(frozen=True, slots=True)
class Retrieved:
    """What was found for a question, and what of the search did not work as configured, in the user's language."""

    evidence: Sequence[Evidence]
    degraded: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Gathered:
    """The evidence for a question, edition by edition."""

    editions: tuple[tuple[Evidence, ...], ...]
    """Oldest first, or side by side; one for a question that compares nothing."""
    sides: tuple[str, ...] = ()
    """The question about each of two things that are compared."""
    degraded: tuple[str, ...] = ()
    no_such_article: Addressed | None = None
    """The rule named, where it lacks the article that is asked for."""
    no_previous: bool = False
    """The edition before is asked for, and the library holds none."""

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """All of it, in the order in which it is numbered."""
        return tuple(item for edition in self.editions for item in edition)

    @property
    def keys(self) -> tuple[tuple[int, ...], ...]:
        """The evidence numbers of each edition, where there are several."""
        if len(self.editions) < 2:
            return ()
        ends = [sum(map(len, self.editions[: at + 1])) for at in range(len(self.editions))]
        return tuple(
            tuple(range(end - len(edition) + 1, end + 1)) for end, edition in zip(ends, self.editions, strict=True)
        )


def gather(store: Store, query: Query, retrieve: Callable[[Query], Retrieved]) -> Gathered:
    """The evidence for a query."""
    found = None if query.compares or query.previous else addressed(store, query)
    if found is not None:
        return Gathered((found.evidence,), no_such_article=None if found.evidence else found)
    degraded: dict[str, None] = {}

    def evidence_for(asked: Query) -> list[Evidence]:
        retrieved = retrieve(asked)
        degraded.update(dict.fromkeys(retrieved.degraded))
        return [*retrieved.evidence]

    each = sides(query.text) if not query.compares else ()
    asked = [_of_paper(replace(query, text=side)) for side in each] or [query]
    found_for = [reading for one in asked for reading in readings(store, one, evidence_for)]
    editions = tuple(tuple(_reaching(store, query, evidence)) for evidence in found_for)
    no_previous = query.previous and not any(editions)
    return Gathered(editions, each, tuple(degraded), no_previous=no_previous)


def _of_paper(side: Query) -> Query:
    """One of two sides that names a paper, 台账上说, is told by papers of that kind."""
    paper = paper_named(side.text)
    return replace(side, genres=frozenset((paper,))) if paper and not side.genres else side


def mastheads(store: Store, evidence: Sequence[Evidence]) -> dict[str, str]:
    """Document id → the lines at its beginning that say whose paper it is; rules say so in their titles."""
    papers = dict.fromkeys(item.passage.document_id for item in evidence if item.passage.address is None)
    begins = {paper: store.catalogue.passages(paper, most=1) for paper in papers}
    return {paper: masthead(first[0].text) for paper, first in begins.items() if first}


def _reaching(store: Store, query: Query, evidence: Sequence[Evidence]) -> Sequence[Evidence]:
    if _ABOUT_ITSELF.search(query.text) or _WHO_DID.search(query.text) or office_asked(query.text):
        evidence = with_ends(store, evidence)
    if kind_of(query.text) is Asks.DEFINITION:
        return with_beginnings(store, evidence)
    if kind_of(query.text) is Asks.LIST or asks_for_extreme(query.text):
        return with_neighbours(store, evidence, _LIST_REACH)
    return with_neighbours(store, evidence, 1) if any(map(is_cut_table, evidence)) else evidence
