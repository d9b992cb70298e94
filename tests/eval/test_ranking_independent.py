"""The ranking metrics equal those of ir-measures, which computes them with trec_eval, to 1e-9."""

from __future__ import annotations

import random

import pytest

from eval.ranking import METRICS

measures = pytest.importorskip("ir_measures", reason="ir-measures (the extra `bench`) is not installed")

NAMES = {"ndcg@10": "nDCG@10", "recall@5": "R@5", "mrr@10": "RR@10", "hit@5": "Success@5"}


def a_case(chance: random.Random) -> tuple[list[str], dict[str, int]]:
    """A ranking of up to 30 of 40 documents, and graded judgements with at least one relevant document."""
    documents = [f"d{number:02}" for number in range(40)]
    judged = chance.sample(documents, chance.randint(1, 25))
    relevance = {one: chance.choice((0, 0, 1, 1, 2, 3)) for one in judged}
    relevance[chance.choice(judged)] = chance.randint(1, 3)
    return chance.sample(documents, chance.randint(1, 30)), relevance


@pytest.mark.parametrize("name", METRICS)
def test_every_metric_equals_the_independent_one(name: str) -> None:
    chance = random.Random(name)
    cases = {f"q{number:03}": a_case(chance) for number in range(300)}
    judged = {query: relevance for query, (_, relevance) in cases.items()}
    run = {query: {one: -float(rank) for rank, one in enumerate(ranked)} for query, (ranked, _) in cases.items()}
    theirs = {one.query_id: one.value for one in measures.iter_calc([measures.parse_measure(NAMES[name])], judged, run)}
    ours = {query: METRICS[name](ranked, relevance) for query, (ranked, relevance) in cases.items()}
    assert ours == pytest.approx(theirs, abs=1e-9)
    assert len(set(ours.values())) > 1
