"""Prints how often the passage that answers is among the first five, for questions in words the text does not use.

    python benchmarks/paraphrases.py [--suite retrieval] [--embedder static] [--missed]
    python benchmarks/paraphrases.py --suite paraphrase-held

Terms alone, vectors alone and the search that answers questions, on the half that may be looked at while tuning (dev)
and on the other (test). All three leave out what was not in force and what repeats another document. `hybrid, no
thesaurus` shows what the thesaurus adds.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))

from assistant.application import Assistant
from assistant.library.entries import Found
from assistant.retrieval import hybrid
from assistant.retrieval.candidates import candidates
from assistant.retrieval.diversity import varied
from assistant.retrieval.query import Query, understand
from assistant.retrieval.scope import scope
from assistant.retrieval.thesaurus import empty
from assistant.settings import load
from eval.matching import locate
from eval.records import Sample, Span
from eval.samples import load as load_suite

RESAMPLES = 2000
Search = Callable[[Query], Sequence[tuple[str, int, int]]]
"""A query → (document id, start, end) of each passage, best first."""


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--suite", default="retrieval")
    arguments.add_argument("--embedder", default="static")
    arguments.add_argument("--missed", action="store_true", help="list what the search missed of the dev half")
    given = arguments.parse_args()
    suite = load_suite(given.suite)
    with tempfile.TemporaryDirectory() as home, Assistant.open(load({"home": home, "embedder": given.embedder})) as own:
        own.ingest([suite.corpus])
        arms = searches(own)
        for split in ("dev", "test"):
            samples = [sample for sample in suite.samples if sample.split == split]
            if not samples:
                continue
            print(f"\n{split}: {len(samples)} questions      recall@5   recall@1   recall@5 less terms alone")
            ranks = {name: [rank(own, suite.corpus, sample, arm) for sample in samples] for name, arm in arms.items()}
            for name, found in ranks.items():
                report(name, found, ranks["terms alone"])
            if given.missed and split == "dev":
                print(*(s.question for s, at in zip(samples, ranks["hybrid"], strict=True) if at > 5), sep="\n")


def searches(own: Assistant) -> dict[str, Search]:
    store = own.store

    def leg(number: int) -> Search:
        def search(query: Query) -> Sequence[tuple[str, int, int]]:
            scores = candidates(store, query, (), 1.0, *scope(store, query)).legs[number].scores
            return spans(known(sorted(scores, key=lambda one: (-scores[one], one))), query)

        return search

    def known(ids: Sequence[str]) -> list[Found]:
        found = store.catalogue.find(ids)
        return [found[one] for one in ids if one in found]

    def spans(found: Sequence[Found], query: Query) -> Sequence[tuple[str, int, int]]:
        passages = (one.passage for one in varied(found, query, len(found)))
        return [(passage.document_id, passage.start, passage.end) for passage in passages]

    def whole(query: Query) -> Sequence[tuple[str, int, int]]:
        passages = (item.passage for item in hybrid.search(store, query, 10))
        return [(passage.document_id, passage.start, passage.end) for passage in passages]

    def without_thesaurus(query: Query) -> Sequence[tuple[str, int, int]]:
        passages = (item.passage for item in hybrid.search(store, query, 10, plain))
        return [(passage.document_id, passage.start, passage.end) for passage in passages]

    plain = replace(hybrid.default_ranker(), thesaurus=empty())
    arms = {"terms alone": leg(0), "vectors alone": leg(1)}
    return {**arms, "hybrid, no thesaurus": without_thesaurus, "hybrid": whole}


def rank(own: Assistant, corpus: Path, sample: Sample, search: Search) -> int:
    """Rank of the first passage that holds a gold quote, counted from 1; 1,000 where there is none."""
    gold = [(str(corpus / one.path), one.quote) for one in sample.gold]
    query = understand(sample.question, as_of=sample.as_of or date.today())
    for at, (document_id, start, end) in enumerate(search(query), start=1):
        document = own.document(document_id)
        places = [
            Span("", *span) for path, quote in gold if path == document.path for span in locate(quote, document.text)
        ]
        if any(Span("", start, end).overlaps(place) for place in places):
            return at
    return 1000


def report(name: str, ranks: Sequence[int], terms: Sequence[int]) -> None:
    hits = np.array(ranks) <= 5
    gain = hits.astype(float) - (np.array(terms) <= 5)
    drawn = np.random.default_rng(1).integers(len(gain), size=(RESAMPLES, len(gain)))
    low, high = np.quantile(gain[drawn].mean(axis=1), [0.025, 0.975])
    first = np.mean(np.array(ranks) == 1)
    print(f"  {name:24} {hits.mean():.3f}      {first:.3f}      {gain.mean():+.3f} [{low:+.3f}, {high:+.3f}]")


if __name__ == "__main__":
    main()
