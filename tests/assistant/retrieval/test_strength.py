"""How much vectors may weigh is measured on the library itself: chance weighs next to nothing, sight much."""

from __future__ import annotations

import random
from pathlib import Path
from zlib import crc32

import numpy as np
import pytest
from numpy.typing import NDArray

from assistant import resources
from assistant.application import Assistant
from assistant.errors import EndpointError
from assistant.library.file_work import Manner
from assistant.library.ingest import ingest
from assistant.library.store import Store
from assistant.retrieval.strength import LEAST, UNMEASURED, keep_measured, measure, strength
from assistant.text.repair import Switches

Vectors = NDArray[np.float32]


class Chance:
    """An embedder whose vectors say nothing."""

    name, dimension, fingerprint = "chance", 64, "c" * 64

    def encode_documents(self, texts: list[str]) -> Vectors:
        return np.stack([self.encode_query(text) for text in texts])

    def encode_query(self, text: str) -> Vectors:
        vector = np.random.default_rng(crc32(text.encode())).normal(size=self.dimension).astype(np.float32)
        return vector / np.float32(np.linalg.norm(vector))


class Sight(Chance):
    """An embedder that knows which passage each text of the library is from."""

    name, fingerprint = "sight", "5" * 64

    def __init__(self, passages: list[str]) -> None:
        self._passages = passages

    def encode_query(self, text: str) -> Vectors:
        # What is left of a passage without a sentence has that passage's beginning or end.
        ends = (text[:12], text[-12:])
        homes = (one for one in self._passages if text in one or one[:12] == ends[0] or one[-12:] == ends[1])
        return super().encode_query(next(homes, text))


def library_of(home: Path, encoder: Chance) -> Store:
    """A library of the sample corpus whose vectors are an embedder's."""
    store = Store(home, encoder)
    manner = Manner("sample", None, 320, Switches(), workers=1)
    ingest(store, [resources.corpus() / "regulations", resources.corpus() / "speeches"], manner)
    return store


@pytest.fixture
def library(assistant: Assistant) -> Assistant:
    assistant.load_sample_corpus()
    return assistant


def test_vectors_of_chance_weigh_next_to_nothing(home: Path) -> None:
    store = library_of(home, Chance())
    measured = measure(store.catalogue, store.encoder)
    assert measured.weight == LEAST
    assert measured.both == measured.terms


def test_vectors_that_know_the_passage_weigh_more_than_terms(home: Path, tmp_path: Path) -> None:
    by_chance = library_of(tmp_path / "chance", Chance())
    passages = [found.passage.text for batch in by_chance.catalogue.texts() for found in batch]
    store = library_of(home, Sight(passages))
    measured = measure(store.catalogue, store.encoder)
    assert measured.vectors > measured.terms
    assert measured.weight >= 1.0
    assert measured.both >= measured.vectors - 0.02


def test_it_is_measured_when_documents_come_and_kept_for_the_embedder(library: Assistant) -> None:
    kept = strength(library.store)
    assert kept.probes >= 40
    assert kept.passages == library.store.catalogue.counts()[1]
    assert measure(library.store.catalogue, library.store.encoder) == kept, "the same library, the same figures"
    assert keep_measured(library.store) is not None
    fact = f"strength:{library.store.encoder.fingerprint}"
    assert library.store.catalogue.fact(fact) is not None


def test_a_library_too_small_to_tell_is_not_measured(assistant: Assistant, tmp_path: Path) -> None:
    (tmp_path / "甲.txt").write_text("甲\n河道清淤由水务局负责。", encoding="utf-8")
    assistant.ingest([tmp_path / "甲.txt"])
    assert strength(assistant.store).weight == UNMEASURED.weight


def test_a_measurement_that_fails_leaves_the_ingest_as_it_is(
    library: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(texts: list[str]) -> Vectors:
        raise EndpointError("endpoint_cut", url="http://127.0.0.1:1/v1")

    before = strength(library.store)
    library.store.catalogue.set_fact(f"strength:{library.store.encoder.fingerprint}", "")
    monkeypatch.setattr(library.store.encoder, "encode_documents", broken)
    assert keep_measured(library.store) == UNMEASURED
    assert before != UNMEASURED


def test_where_terms_find_nothing_vectors_decide(assistant: Assistant, tmp_path: Path) -> None:
    rows = ["河道清淤由水务局负责。", "食堂七点开门。", "行道树由园林处养护。"]
    random.Random(1).shuffle(rows)
    for number, row in enumerate(rows):
        (tmp_path / f"{number}.txt").write_text(f"{number}\n{row}", encoding="utf-8")
    assistant.ingest([tmp_path])
    assert len(assistant.retrieve("船舶", k=3)) == 3
