"""How much the vectors of an embedder may weigh beside the terms, measured on the library itself.

No one has judged an office's own documents, so they judge themselves: a sentence is taken out of a passage and asks
for the rest of it among the others (the inverse cloze task; Lee, Chang & Toutanova, ACL 2019). The passage no longer
holds the sentence, so terms alone do not decide it. The weight is the one that ranks best beyond doubt: with an
embedder that adds nothing it is next to 0. The result is a fact of the catalogue, one for each fingerprint.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from assistant.errors import EndpointError, LibraryUnavailable
from assistant.library.catalogue import Catalogue
from assistant.library.catalogue_reading import OtherEmbedderError
from assistant.library.embedding import Encoder
from assistant.library.entries import Found
from assistant.library.lock import writing
from assistant.library.store import Store
from assistant.library.terms_index import TermEntry, TermsIndex
from assistant.retrieval.fusion import Leg, fuse
from assistant.text.sentences import sentences

WEIGHTS = (0.02, 0.05, 0.1, 0.2, 0.35, 0.6, 1.0, 2.0, 4.0, 8.0)
"""Weights that are tried; the terms weigh 1."""

_METHOD = 1
"""Raised when the way of measuring changes: what an earlier release measured is measured again then."""

_PROBES = 150
_PLACES, _IN_A_ROW = 30, 40
"""Passages that are ranked: stretches of neighbours from all over the library. Neighbours are hard to tell apart."""

_POOL = 60
_SHORTEST = 10
"""Characters of a sentence that can ask for anything."""

_FEWEST = 40
"""Probes below which nothing is measured."""

_SURE = 1.645
"""Standard errors by which a gain must be above 0: one in twenty chances of being none."""


@dataclass(frozen=True, slots=True)
class Strength:
    """What was measured of an embedder."""

    weight: float
    """Of the vectors, where the terms weigh 1."""
    terms: float
    """nDCG@10 of the probes by each leg alone, and by both at that weight."""
    vectors: float
    both: float
    probes: int
    passages: int
    """In the library when it was measured."""
    method: int = _METHOD


UNMEASURED = Strength(weight=0.05, terms=0.0, vectors=0.0, both=0.0, probes=0, passages=0)
"""Of a library that is too small to tell."""

LEAST = 0.001
"""What vectors weigh at the least: where the terms find nothing, they decide."""


def strength(store: Store) -> Strength:
    """What is known of the library's embedder."""
    said = store.catalogue.fact(_fact(store))
    known = Strength(**json.loads(said)) if said else UNMEASURED
    return known if known.method == _METHOD else UNMEASURED


def keep_measured(store: Store) -> Strength:
    """Measure and note it, where that was never done or the library is twice or half of what it was then.

    Where that cannot be done now, such as while another process writes, it is done after a later ingest.
    """
    known, passages = strength(store), store.catalogue.counts()[1]
    if not passages or known.passages / 2 < passages < known.passages * 2:
        return known
    try:
        measured = measure(store.catalogue, store.encoder)
        with writing(store.home):
            store.catalogue.set_fact(_fact(store), json.dumps(asdict(measured)))
    except (LibraryUnavailable, EndpointError, OtherEmbedderError):
        return known
    return measured


def measured_facts(catalogue: Catalogue, encoder: Encoder) -> dict[str, str]:
    """What a catalogue is to note of an embedder whose vectors it speaks of; nothing where its server fails."""
    try:
        return {_fact_of(encoder.fingerprint): json.dumps(asdict(measure(catalogue, encoder)))}
    except EndpointError:
        return {}


def measure(catalogue: Catalogue, encoder: Encoder) -> Strength:
    """The weight at which vectors help the terms most, beyond doubt; next to 0 where they do not.

    Raises EndpointError, and OtherEmbedderError where the vectors are not the encoder's.
    """
    passages = catalogue.counts()[1]
    sample = _Sample.of(catalogue, encoder)
    asked = sample.probes()
    if len(asked) < _FEWEST:
        return replace(UNMEASURED, probes=len(asked), passages=passages)
    ranked = list(_ranked(sample, asked, encoder))
    alone = np.array([_gain(_order([legs[0]]), target) for legs, target in ranked])
    vectors = np.array([_gain(_order([legs[1]]), target) for legs, target in ranked])
    best, weight, surest = alone, LEAST, 0.0
    for tried in WEIGHTS:
        both = np.array([_gain(_order(_weighed(legs, tried)), target) for legs, target in ranked])
        gain = both - alone
        sure = float(gain.mean() - _SURE * gain.std(ddof=1) / np.sqrt(len(gain)))
        if sure > surest:
            best, weight, surest = both, tried, sure
    return Strength(
        weight=weight,
        terms=round(float(alone.mean()), 4),
        vectors=round(float(vectors.mean()), 4),
        both=round(float(best.mean()), 4),
        probes=len(asked),
        passages=passages,
    )


def _fact(store: Store) -> str:
    return _fact_of(store.vectors.fingerprint)


def _fact_of(fingerprint: str) -> str:
    return f"strength:{fingerprint}"


@dataclass(frozen=True, slots=True)
class _Probe:
    passage_id: str
    sentence: str
    rest: str


@dataclass(frozen=True, slots=True)
class _Sample:
    """Passages from all over a library, with their vectors."""

    found: Mapping[str, Found]
    vectors: Mapping[str, NDArray[np.float32]]

    @classmethod
    def of(cls, catalogue: Catalogue, encoder: Encoder) -> _Sample:
        step = max(1, catalogue.last_number() // _PLACES)
        vectors: dict[str, NDArray[np.float32]] = {}
        for place in range(_PLACES):
            for ids, _, rows, _ in catalogue.vectors(
                after=place * step, batch=min(step, _IN_A_ROW), of=encoder.fingerprint
            ):
                vectors.update(zip(ids, rows, strict=True))
                break
        return cls(catalogue.find(list(vectors)), vectors)

    def probes(self) -> list[_Probe]:
        """A sentence of each of some passages, and what is left of the passage without it. The same every time."""
        by_chance = sorted(self.found, key=lambda one: crc32(one.encode()))
        probes = (probe for one in by_chance if (probe := _probe(self.found[one])))
        return [probe for probe, _ in zip(probes, range(_PROBES), strict=False)]


def _probe(found: Found) -> _Probe | None:
    text = found.passage.text
    spans = [span for span in sentences(text) if span.end - span.start >= _SHORTEST]
    if len(spans) < 3:
        return None
    # Not the first one, which may be a heading or name the article.
    span = spans[1 + crc32(found.passage.id.encode()) % (len(spans) - 1)]
    return _Probe(found.passage.id, text[span.start : span.end], text[: span.start] + text[span.end :])


def _ranked(sample: _Sample, asked: Sequence[_Probe], encoder: Encoder) -> Iterator[tuple[list[Leg], str]]:
    """Both legs' answers to each probe, and the passage that it asks for."""
    rest = {probe.passage_id: probe.rest for probe in asked}
    index = TermsIndex(Path(), in_memory=True)
    index.write(
        TermEntry(one, found.passage.document_id, rest.get(one, found.passage.text), found.title, found.passage.heading)
        for one, found in sample.found.items()
    )
    ids = sorted(sample.found)
    vectors = dict(sample.vectors) | dict(zip(rest, encoder.encode_documents(list(rest.values())), strict=True))
    matrix = np.stack([vectors[one] for one in ids])
    for probe in asked:
        terms = index.search(probe.sentence, _POOL)
        near = matrix @ encoder.encode_query(probe.sentence)
        best = np.argsort(-near, kind="stable")[:_POOL]
        yield (
            [
                Leg("terms", {hit.passage_id: hit.score for hit in terms}, 1.0),
                Leg("vectors", {ids[at]: float(near[at]) for at in best}, 1.0),
            ],
            probe.passage_id,
        )


def _weighed(legs: Sequence[Leg], vectors: float) -> list[Leg]:
    return [legs[0], Leg(legs[1].name, legs[1].scores, vectors)]


def _order(legs: Sequence[Leg]) -> list[str]:
    return [item.passage_id for item in fuse(legs)[:10]]


def _gain(order: Sequence[str], target: str) -> float:
    """nDCG@10 where one passage is right."""
    return float(1 / np.log2(order.index(target) + 2)) if target in order else 0.0
