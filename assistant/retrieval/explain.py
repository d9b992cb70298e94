"""Why a passage ranked where it did: the terms it shares, what each leg said of it, its features. For people and JSON.

Takes a finished search; decides nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from assistant.retrieval.features import NAMES
from assistant.retrieval.hybrid import Ranked, Search
from assistant.text.terms import fold

_DIGITS = 4


def explain(search: Search) -> dict[str, Any]:
    """The search as data: `query` says what was looked for, `passages` why each that is shown ranks where it does."""
    ranks = {leg.name: _ranks(leg.scores) for leg in search.candidates.legs}
    numbers = {found.passage.id: at for at, found in enumerate(search.candidates.found)}
    order = {one.found.passage.id: at for at, one in enumerate(search.ranked, start=1)}
    return {
        "query": {
            "terms": list(search.candidates.sought.terms),
            "thesaurus": {one.word: list(one.alternatives) for one in search.candidates.concepts},
            "mismatch": round(search.candidates.mismatch, _DIGITS),
            "weights": {leg.name: round(leg.weight, _DIGITS) for leg in search.candidates.legs},
        },
        "passages": [
            {
                "rank": at,
                "rank_before_repetitions": order[one.found.passage.id],
                "passage_id": one.found.passage.id,
                "title": one.found.title,
                "start": one.found.passage.start,
                "end": one.found.passage.end,
                "score": round(one.score, _DIGITS),
                "parts": _parts(one),
                "terms": list(_held(search, one)),
                "thesaurus": _known(search, one),
                "legs": {
                    leg.name: {
                        "rank": ranks[leg.name][one.found.passage.id],
                        "score": round(leg.scores[one.found.passage.id], _DIGITS),
                    }
                    for leg in search.candidates.legs
                    if one.found.passage.id in leg.scores
                },
                "features": _features(search.candidates.rows[numbers[one.found.passage.id]]),
            }
            for at, one in enumerate(search.shown, start=1)
        ],
    }


def _parts(ranked: Ranked) -> dict[str, float]:
    """What the score is the sum of; with a cross-encoder its score stands for the first two."""
    parts = {"lexical": ranked.lexical, "vectors": ranked.vectors, "addressed": ranked.addressed}
    if ranked.cross is not None:
        parts["cross_encoder"] = ranked.cross
    return {name: round(value, _DIGITS) for name, value in parts.items()}


def _held(search: Search, ranked: Ranked) -> Iterator[str]:
    """The question's terms in title, headings and text, those that say most first."""
    text = _whole(ranked)
    weights = search.candidates.sought.terms
    return (term for term in sorted(weights, key=lambda one: (-weights[one], one)) if term in text)


def _known(search: Search, ranked: Ranked) -> dict[str, list[str]]:
    """Words of the question → the words of the passage that the thesaurus took for them."""
    text = _whole(ranked)
    held = {one.word: [word for word in one.alternatives if word in text] for one in search.candidates.concepts}
    return {word: found for word, found in held.items() if found}


def _whole(ranked: Ranked) -> str:
    found = ranked.found
    return fold(f"{found.title}\n{found.passage.heading}\n{found.passage.text}")


def _features(row: Sequence[float]) -> dict[str, float]:
    return {name: round(float(value), _DIGITS) for name, value in zip(NAMES, row, strict=True)}


def _ranks(scores: Mapping[str, float]) -> dict[str, int]:
    ordered = sorted(scores, key=lambda one: (-scores[one], one))
    return {passage_id: rank for rank, passage_id in enumerate(ordered, start=1)}
