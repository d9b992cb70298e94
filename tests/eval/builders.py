"""Records with sensible defaults, and a subject that answers from a table: what these tests are made of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from eval.metrics import measure
from eval.records import CaseResult, Cited, EvalRun, Gold, Response, Said, Sample, Score, Span, Suite
from eval.scorers import SCORERS

DOCUMENT = "regulations/measures.md"
QUOTE = "党组织主要负责人是整改第一责任人。"


def a_sample(case: str = "who", **fields: Any) -> Sample:
    """An answerable sample whose gold is `QUOTE` at characters 100 to 117."""
    given = {"question": "谁是第一责任人？", "answerable": True, "gold": (Gold(DOCUMENT, QUOTE),), **fields}
    if not given["answerable"]:
        given["gold"] = ()
    return Sample(id=case, **given)


def a_citation(n: int = 1, start: int = 100, *, quote: str = QUOTE, path: str = DOCUMENT, **fields: Any) -> Cited:
    """A citation of `quote` at `start`, in order unless `source` says otherwise."""
    return Cited(n, Span(path, start, start + len(quote)), quote, fields.get("source", quote))


def a_response(*citations: Cited, **fields: Any) -> Response:
    """An answer that says what it quotes, a sentence a citation; found and gold where `QUOTE` is."""
    at_gold = Span(DOCUMENT, 100, 100 + len(QUOTE))
    given = {
        "abstained": False,
        "sentences": tuple(Said(citation.quote, (citation.n,)) for citation in citations),
        "citations": citations,
        "retrieved": (at_gold,),
        "gold": ((at_gold,),),
        "model": "fake",
        "elapsed_ms": 1.5,
        **fields,
    }
    return Response(**given)


def an_abstention(**fields: Any) -> Response:
    return a_response(abstained=True, **fields)


def a_suite(*samples: Sample, thresholds: Mapping[str, float] | None = None) -> Suite:
    return Suite("small", "to test", "tests", Path("corpus"), "zh", thresholds or {}, samples, "0123456789abcdef")


def scored(sample: Sample, response: Response | str) -> CaseResult:
    """A case with its scores; a string is the error that came instead of a response."""
    if isinstance(response, str):
        return CaseResult(sample, None, {}, response)
    scores: Mapping[str, Score] = {name: scorer.score(response, sample) for name, scorer in SCORERS.items()}
    return CaseResult(sample, response, scores)


def a_run(*results: CaseResult, thresholds: Mapping[str, float] | None = None) -> EvalRun:
    suite = a_suite(*(result.sample for result in results), thresholds=thresholds)
    return EvalRun(suite, "fake", 1, results, measure(results, SCORERS.values(), 1))


class TableSubject:
    """Answers each sample from a table, or by a function; counts what it was asked."""

    name = "table"
    notes = ()

    def __init__(self, answers: Mapping[str, Response] | Callable[[Sample], Response]) -> None:
        self._answers = answers
        self.asked: list[str] = []

    def answer(self, sample: Sample) -> Response:
        self.asked.append(sample.id)
        return self._answers(sample) if callable(self._answers) else self._answers[sample.id]
