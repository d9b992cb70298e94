"""The search: candidates of all legs, re-ranked, filtered, without repetitions → Evidence."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from assistant.errors import AssistantError, EndpointError, UsageError
from assistant.library.entries import Found
from assistant.library.store import Store
from assistant.records import Evidence
from assistant.retrieval import reranking, thesaurus
from assistant.retrieval.candidates import DEPTH, Candidates, candidates
from assistant.retrieval.diversity import varied
from assistant.retrieval.query import Query
from assistant.retrieval.reranking import Coefficients
from assistant.retrieval.scope import scope
from assistant.retrieval.strength import LEAST, strength
from assistant.retrieval.thesaurus import Thesaurus
from assistant.text.numerals import to_int
from assistant.text.terms import fold

_SPARE = 3
"""Passages looked at for each one wanted, so that repetitions leave no gap."""

_SAME_ARTICLE = 1.0
_NAMED_TITLE = 0.5
"""Added to a score, which mostly lies in [0, 2]: an article asked for by its number comes first."""

CrossEncode = Callable[[str, Sequence[str]], Sequence[float]]
"""A question and passages → how well each answers, from 0 to 1."""


@dataclass(frozen=True, slots=True)
class Ranker:
    """What ranks besides the library: everything of it ships with the program or is plugged in."""

    thesaurus: Thesaurus
    coefficients: Coefficients
    cross_encode: CrossEncode | None = None


@dataclass(frozen=True, slots=True)
class Ranked:
    """A passage with the parts of its score."""

    found: Found
    lexical: float
    vectors: float
    """The scaled score of the vectors, weighted."""
    addressed: float
    """For the article or the title that the question names."""
    cross: float | None = None

    @property
    def score(self) -> float:
        return (self.lexical + self.vectors if self.cross is None else self.cross) + self.addressed


@dataclass(frozen=True, slots=True)
class Search:
    """A query's result with all that led to it."""

    query: Query
    wanted: int
    """Passages searched for."""
    candidates: Candidates
    ranked: tuple[Ranked, ...]
    """The candidates, best first."""
    without_vectors: AssistantError | None = None
    """Why terms alone were searched for, where that is so."""

    @property
    def shown(self) -> tuple[Ranked, ...]:
        """Those that are not repetitions, as many as were wanted."""
        return self._best(self.wanted)

    def evidence(self, k: int | None = None) -> list[Evidence]:
        """The `k` best of those that are not repetitions, or all that were wanted, on the date of the query."""
        return [_evidence(one, self.query.as_of) for one in self._best(self.wanted if k is None else k)]

    def _best(self, k: int) -> tuple[Ranked, ...]:
        kept = {found.passage.id for found in varied([one.found for one in self.ranked[: k * _SPARE]], self.query, k)}
        return tuple(one for one in self.ranked if one.found.passage.id in kept)


def default_ranker() -> Ranker:
    """The shipped thesaurus and coefficients."""
    return Ranker(thesaurus.shipped(), reranking.shipped())


def search(store: Store, query: Query, k: int, ranker: Ranker | None = None) -> list[Evidence]:
    """The `k` best passages for a query, best first."""
    return searched(store, query, k, ranker).evidence()


def searched_anyhow(store: Store, query: Query, k: int, ranker: Ranker | None = None) -> Search:
    """As `searched`; by terms alone, and saying why, where the question cannot be embedded now."""
    try:
        return searched(store, query, k, ranker)
    except (EndpointError, UsageError) as error:
        return replace(searched(store, query, k, ranker, by_terms_alone=True), without_vectors=error)


def searched(
    store: Store, query: Query, k: int, ranker: Ranker | None = None, *, by_terms_alone: bool = False
) -> Search:
    """The `k` best passages for a query, with what they were chosen from and why.

    Raises EndpointError where the embedder's server fails, UsageError where the embedder cannot be loaded.
    """
    ranker = ranker or default_ranker()
    within, without = scope(store, query)
    weight = None if by_terms_alone else max(LEAST, strength(store).weight)
    concepts = ranker.thesaurus.concepts(query.text)
    chosen = candidates(store, query, concepts, weight, within, without, max(DEPTH, k))
    return Search(query, k, chosen, tuple(_ranked(query, chosen, ranker, weight or 0.0)))


def _ranked(query: Query, chosen: Candidates, ranker: Ranker, weight: float) -> list[Ranked]:
    lexical = ranker.coefficients.scores(chosen.rows, chosen.mismatch)
    near = chosen.scaled("vectors")
    ranked = [
        Ranked(found, float(score), weight * near.get(found.passage.id, 0.0), _addressed(query, found))
        for found, score in zip(chosen.found, lexical, strict=True)
    ]
    ranked.sort(key=lambda one: (-one.score, one.found.passage.id))
    return _judged(query, ranked, ranker.cross_encode) if ranker.cross_encode else ranked


def _judged(query: Query, ranked: list[Ranked], cross_encode: CrossEncode) -> list[Ranked]:
    """The same, ordered by what a cross-encoder says."""
    said = cross_encode(query.text, [f"{one.found.title}\n{one.found.passage.text}" for one in ranked])
    judged = [replace(one, cross=float(score)) for one, score in zip(ranked, said, strict=True)]
    return sorted(judged, key=lambda one: (-one.score, one.found.passage.id))


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


@lru_cache(maxsize=4096)
def _bare(title: str) -> str:
    return re.sub(r"[（(].*?[)）]|[《》\s]", "", fold(title))


def _article_number(label: str | None) -> int | None:
    match = re.fullmatch(r"第(.+?)条.*", label) if label else None
    return to_int(match[1]) if match else None


def _evidence(ranked: Ranked, as_of: date) -> Evidence:
    found, version = ranked.found, ranked.found.version
    return Evidence(
        passage=found.passage,
        title=found.title,
        path=found.path,
        status=version.status(as_of),
        score=round(ranked.score, 6),
        issued_on=version.issued_on or version.effective_from,
    )
