"""A query → the passages worth a closer look, with what each leg says of them. Knows the library; ranks nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from assistant.library.entries import Found
from assistant.library.store import Store
from assistant.retrieval.features import NAMES, Asked, Scores, asked, known, rows
from assistant.retrieval.fusion import Leg, fuse, scaled
from assistant.retrieval.query import Query
from assistant.retrieval.reranking import Rows, mismatch
from assistant.retrieval.thesaurus import Concept, words_of

POOL = 60
"""Passages that each leg offers; what none ranks this high is not considered."""

DEPTH = 30
"""Passages that are looked at closely: the best of all legs together."""

ALTERNATIVES_WEIGHT = 0.6
"""Of what only the thesaurus finds, in choosing those."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """What was found for a query."""

    legs: tuple[Leg, ...]
    """Terms, vectors, and alternatives where the question uses other words than the library, as each scored."""
    found: tuple[Found, ...]
    """The passages looked at, in the order of all legs together."""
    rows: Rows
    """Their features."""
    sought: Asked
    concepts: tuple[Concept, ...]
    """What of the question the thesaurus knows."""
    mismatch: float
    """How far the question uses other words than the library, from 0 to 1."""

    def scaled(self, name: str) -> Mapping[str, float]:
        """Passage id → score in a leg, scaled by the best one."""
        return scaled(next(leg.scores for leg in self.legs if leg.name == name))


def candidates(
    store: Store,
    query: Query,
    concepts: tuple[Concept, ...],
    vectors_weight: float | None,
    within: frozenset[str] | None,
    without: frozenset[str],
    depth: int = DEPTH,
) -> Candidates:
    """The passages that the legs find, the `depth` best of them with their features.

    The thesaurus is asked only where no passage has the question's own words. Without a weight the vectors are not
    asked at all. Raises EndpointError and UsageError where the question cannot be embedded.
    """
    legs: tuple[Leg, ...] = (
        terms_leg(store, query.text, within, without),
        Leg("vectors", {}, 0.0)
        if vectors_weight is None
        else vectors_leg(store, query.text, vectors_weight, within, without),
    )
    found = _best(store, legs, depth, {})
    sought = asked(query.text, (), store.terms.rarity, store.word_weights)
    rows = _rows(sought, found, legs)
    degree = mismatch(rows, known(sought, concepts))
    if degree:
        legs = (*legs, _alternatives(store, concepts, degree, within, without))
        found = _best(store, legs, depth, {one.passage.id: one for one in found})
        sought = asked(query.text, concepts, store.terms.rarity, store.word_weights)
        rows = _rows(sought, found, legs)
    return Candidates(legs, found, rows, sought, concepts, degree)


def _best(store: Store, legs: Sequence[Leg], depth: int, known: Mapping[str, Found]) -> tuple[Found, ...]:
    """The best of all legs together; what is known already is not fetched again."""
    ranked = [item.passage_id for item in fuse(legs)]
    held = {**known, **store.catalogue.find([one for one in ranked[:depth] if one not in known])}
    best = [held[one] for one in ranked[:depth] if one in held]
    if len(best) < depth < len(ranked):  # some belong to removed documents, which the catalogue no longer knows
        held |= store.catalogue.find(ranked[depth:])
        best = [held[one] for one in ranked if one in held]
    return tuple(best[:depth])


def terms_leg(store: Store, text: str, within: frozenset[str] | None, without: frozenset[str]) -> Leg:
    """What shares terms with a text."""
    hits = store.terms.search(text, POOL, within=within, without=without)
    return Leg("terms", {hit.passage_id: hit.score for hit in hits}, 1.0)


def vectors_leg(store: Store, text: str, weight: float, within: frozenset[str] | None, without: frozenset[str]) -> Leg:
    """What lies near a text."""
    hits = store.in_use.near(text, POOL, within, without)
    return Leg("vectors", {hit.passage_id: hit.score for hit in hits}, weight)


def _alternatives(
    store: Store,
    concepts: Sequence[Concept],
    degree: float,
    within: frozenset[str] | None,
    without: frozenset[str],
) -> Leg:
    """What has the words that the thesaurus knows for those of the question."""
    hits = store.terms.search(" ".join(words_of(concepts)), POOL, within=within, without=without)
    return Leg("alternatives", {hit.passage_id: hit.score for hit in hits}, ALTERNATIVES_WEIGHT * degree)


def _rows(sought: Asked, found: Sequence[Found], legs: Sequence[Leg]) -> Rows:
    by_leg = {leg.name: scaled(leg.scores) for leg in legs}
    terms, alternatives = by_leg["terms"], by_leg.get("alternatives", {})
    by_document: dict[str, list[tuple[float, str]]] = {}
    for one in found:
        by_document.setdefault(one.passage.document_id, []).append((terms.get(one.passage.id, 0.0), one.passage.id))

    def kin(one: Found) -> float:
        own = by_document[one.passage.document_id]
        return max((score for score, passage_id in own if passage_id != one.passage.id), default=0.0)

    scored = [
        (one, Scores(terms.get(one.passage.id, 0.0), alternatives.get(one.passage.id, 0.0), kin(one))) for one in found
    ]
    return np.array(rows(sought, scored), dtype=np.float64).reshape(len(scored), len(NAMES))
