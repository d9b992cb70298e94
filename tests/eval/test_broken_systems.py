"""Our own system, broken on purpose in ten ways: each time the gate fails and names the metric that tells why.

The gate is the committed one, the questions are those of the `answers` suite, put to the real system over the sample
corpus; what is broken is what it answers, or what it was given to answer from. The baseline is the unbroken system.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from assistant.application import Assistant
from assistant.settings import Settings
from eval import demands
from eval.__main__ import GATES
from eval.baseline import Baseline, baseline_of
from eval.gate import Decision, Outcome, decide
from eval.metrics import measure
from eval.records import CaseResult, Cited, EvalRun, Response, Said, Sample, Span, Suite
from eval.reports import markdown
from eval.samples import load
from eval.scorers import SCORERS
from eval.shelf import Shelf, path_within
from eval.subject import LibrarySubject

LOST = "regulations/xuncha-zhenggai-banfa-2024.md"


@dataclass(frozen=True)
class System:
    """The unbroken system: its answers by case, and what it answers from."""

    suite: Suite
    subject: LibrarySubject
    home: Path
    texts: Mapping[str, str]
    answers: Mapping[str, Response]


@pytest.fixture(scope="module")
def system(sample_home: Path) -> Iterator[System]:
    suite = load("answers")
    with Assistant(Settings(home=sample_home)) as assistant:
        subject = LibrarySubject(Shelf(assistant, suite.corpus))
        paths = {
            one.id: path_within(Path(one.path).relative_to(suite.corpus).as_posix(), one.member)
            for one in assistant.documents()
        }
        texts = {path: assistant.document(identity).text for identity, path in paths.items()}
        answers = {sample.id: subject.answer(sample) for sample in suite.samples}
        yield System(suite, subject, sample_home, texts, answers)


def run_of(suite: Suite, answers: Mapping[str, Response]) -> EvalRun:
    results = tuple(
        CaseResult(one, answers[one.id], {name: each.score(answers[one.id], one) for name, each in SCORERS.items()})
        for one in suite.samples
    )
    return EvalRun(suite, "ours", 1, results, measure(results, SCORERS.values(), 1))


@pytest.fixture(scope="module")
def baseline(system: System) -> Baseline:
    return baseline_of(run_of(system.suite, system.answers))


def judged(system: System, baseline: Baseline, answers: Mapping[str, Response]) -> tuple[EvalRun, Decision]:
    run = run_of(system.suite, answers)
    asked = demands.demands_on(system.suite.name, {}, demands.read(GATES), {})
    return run, decide(run, asked, baseline=baseline)


Break = Callable[[System], Mapping[str, Response]]


def each(change: Callable[[System, Response, Sample], Response]) -> Break:
    """A break that changes every answer by itself."""
    return lambda system: {one.id: change(system, system.answers[one.id], one) for one in system.suite.samples}


def drop_citations(system: System, answer: Response, sample: Sample) -> Response:
    return replace(answer, citations=(), sentences=tuple(Said(said.text, ()) for said in answer.sentences))


def shift_offsets(system: System, answer: Response, sample: Sample) -> Response:
    def shifted(cited: Cited) -> Cited:
        span = Span(cited.span.path, cited.span.start + 7, cited.span.end + 7)
        return replace(cited, span=span, source=system.texts[span.path][span.start : span.end])

    return replace(answer, citations=tuple(map(shifted, answer.citations)))


def swap_figures(system: System, answer: Response, sample: Sample) -> Response:
    def swapped(said: Said) -> Said:
        return Said(re.sub(r"\d+", lambda figure: str(int(figure[0]) + 1), said.text), said.citations)

    return replace(answer, sentences=tuple(map(swapped, answer.sentences)))


def always_answer(system: System, answer: Response, sample: Sample) -> Response:
    if not answer.abstained or not answer.retrieved:
        return answer
    best = answer.retrieved[0]
    quote = system.texts[best.path][best.start : best.end]
    said = Said(quote, (1,))
    return replace(answer, abstained=False, sentences=(said,), citations=(Cited(1, best, quote, quote),))


def always_abstain(system: System, answer: Response, sample: Sample) -> Response:
    return replace(answer, abstained=True, sentences=(), citations=())


def ignore_versions(system: System, answer: Response, sample: Sample) -> Response:
    """Answers of the day, whatever day is asked for."""
    today = load("retrieval").samples[0].as_of
    return system.subject.answer(replace(sample, as_of=today)) if sample.as_of != today else answer


def lose_a_document(system: System) -> Mapping[str, Response]:
    """From a library that no longer holds the rule most asked about."""
    robbed = system.home.with_name("robbed")
    shutil.rmtree(robbed, ignore_errors=True)
    shutil.copytree(system.home, robbed)
    with Assistant(Settings(home=robbed)) as assistant:
        (lost,) = [one.id for one in assistant.documents() if one.path.endswith(LOST)]
        assistant.remove(lost)
        subject = LibrarySubject(Shelf(assistant, system.suite.corpus))
        return {sample.id: subject.answer(sample) for sample in system.suite.samples}


def cite_duplicates(system: System, answer: Response, sample: Sample) -> Response:
    more = {cited.n: cited.n + 100 for cited in answer.citations}
    copies = tuple(replace(cited, n=more[cited.n]) for cited in answer.citations)
    twice = (Said(said.text, (*said.citations, *(more[n] for n in said.citations))) for said in answer.sentences)
    return replace(answer, citations=(*answer.citations, *copies), sentences=tuple(twice))


def truncate(system: System, answer: Response, sample: Sample) -> Response:
    cut = (Said(said.text[: len(said.text) // 2], said.citations) for said in answer.sentences)
    return replace(answer, sentences=tuple(cut))


def answer_the_previous_question(system: System) -> Mapping[str, Response]:
    samples = system.suite.samples
    before = [samples[-1], *samples[:-1]]
    return {
        one.id: replace(
            system.answers[previous.id],
            gold=system.answers[one.id].gold,
            other_editions=system.answers[one.id].other_editions,
        )
        for one, previous in zip(samples, before, strict=True)
    }


WAYS: dict[str, tuple[Break, set[str]]] = {
    "drop citations": (each(drop_citations), {"citation_validity", "alce_recall"}),
    "shift offsets": (each(shift_offsets), {"citation_validity"}),
    "swap figures": (each(swap_figures), {"figure_fidelity", "alce_recall"}),
    "always answer": (each(always_answer), {"abstention_recall", "abstention_f1"}),
    "always abstain": (each(always_abstain), {"over_refusal", "fact_recall"}),
    "ignore versions": (each(ignore_versions), {"version_correctness"}),
    "lose a document": (lose_a_document, {"hit@5"}),
    "cite duplicates": (each(cite_duplicates), {"citation_distinctness"}),
    "truncate": (each(truncate), {"fact_recall"}),
    "answer the previous question": (answer_the_previous_question, {"fact_recall", "citation_correctness"}),
}
"""Way → how, and the metrics that have to be named."""


@pytest.mark.parametrize("way", WAYS)
def test_a_broken_system_fails_and_the_report_names_the_metric_that_tells_why(
    system: System, baseline: Baseline, way: str
) -> None:
    break_it, expected = WAYS[way]
    run, decision = judged(system, baseline, break_it(system))
    named = {reason.facts["metric"] for reason in decision.reasons if reason.key == "dropped"}
    assert decision.outcome is Outcome.FAIL
    assert expected <= named
    verdict = markdown.render([(run, decision)]).split("\n| ")[0]
    assert all(metric in verdict.replace("\\", "") for metric in expected)


def test_the_unbroken_system_shows_no_drop(system: System, baseline: Baseline) -> None:
    _, decision = judged(system, baseline, system.answers)
    assert [reason for reason in decision.reasons if reason.key == "dropped"] == []
