"""Whatever comes back, or does not: every metric has a number or none, never NaN, and its cases add up."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from xml.etree.ElementTree import fromstring

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eval.demands import Demand
from eval.gate import Outcome, decide
from eval.judge_bench import Judged, auroc, balanced_accuracy, f1_unsupported, share_right
from eval.ranking import METRICS
from eval.records import CaseResult, EvalRun, Gold, Response, Said, Sample
from eval.reports import html, json_report, junit, markdown
from eval.scorers import SCORERS
from tests.eval.builders import a_citation, a_response, a_run, a_sample, an_abstention, scored
from tests.eval.scorers.test_scores_on_any_input import cases

TEXTS = {
    "empty": "",
    "whitespace": " \n\t　",
    "emoji": "🈚️🀄️",
    "a hundred thousand characters": "三十日内报销会议费。" * 10_000,
}


def answered_with(text: str) -> CaseResult:
    """A case where question, gold, facts, sentence and quote are all that text."""
    sample = a_sample(question=text, expected_facts=(text,), gold=(Gold("a.md", text),), forbidden=(text,))
    return scored(sample, a_response(a_citation(quote=text), sentences=(Said(text, (1,)),)))


NO_CLAIM = scored(a_sample(), a_response(sentences=(), citations=()))
NO_CITATION = scored(a_sample(), a_response(sentences=(Said("党组织主要负责人。", ()),), citations=()))
ERROR = scored(a_sample(), "OSError: gone")

NEEDS_A_SENTENCE = {"alce_recall", "alce_precision", "figure_fidelity"}
NEEDS_A_CITATION = {"citation_precision", "citation_distinctness", "version_correctness"}


def check(run: EvalRun) -> None:
    """No NaN, a share or nothing, n right, and every report can be written and read."""
    for name, measured in run.metrics.items():
        values = (measured.value, measured.low, measured.high)
        assert all(value is None or (math.isfinite(value) and 0 <= value <= 1) for value in values), name
        assert (measured.value is None) == (measured.n == 0)
        assert measured.n + measured.unscored + measured.errors == len(run.results)
    decided = decide(run, {name: Demand(0.5) for name in SCORERS}, max_errors=1.0)
    plain = json.loads(json_report.render([(run, decided)]), parse_constant=_refuse)
    assert set(plain["suites"][0]["metrics"]) == set(SCORERS)
    fromstring(junit.render([(run, decided)]))
    assert html.render([(run, decided)])
    table = [line for line in markdown.render([(run, decided)]).split("\n") if line.startswith("| ")]
    assert not any("nan" in line for line in table)


def _refuse(constant: str) -> None:
    raise AssertionError(constant)


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_odd_texts_bring_neither_nan_nor_an_exception(text: str) -> None:
    check(a_run(answered_with(text)))


def test_an_answer_without_a_sentence_is_left_out_where_sentences_count() -> None:
    run = a_run(NO_CLAIM)
    check(run)
    assert {name for name in NEEDS_A_SENTENCE if run.metrics[name].n} == set()
    assert all(run.metrics[name].unscored == 1 for name in NEEDS_A_SENTENCE)


def test_an_answer_without_a_citation_is_left_out_where_citations_count_and_is_0_where_they_are_missed() -> None:
    run = a_run(NO_CITATION)
    check(run)
    assert {name for name in NEEDS_A_CITATION if run.metrics[name].n} == set()
    missed = ("citation_validity", "citation_recall", "citation_correctness", "alce_recall", "alce_precision")
    assert {run.metrics[name].value for name in missed} == {0.0}


def test_a_run_of_errors_alone_has_no_number_and_concludes_nothing() -> None:
    run = a_run(ERROR, ERROR, ERROR)
    check(run)
    assert {(one.value, one.low, one.high, one.n, one.unscored, one.errors) for one in run.metrics.values()} == {
        (None, None, None, 0, 0, 3)
    }
    assert decide(run, {}).outcome is Outcome.INCONCLUSIVE


def test_a_metric_whose_scoring_failed_counts_an_error_and_concludes_nothing() -> None:
    case = scored(a_sample(), a_response(a_citation()))
    broken = CaseResult(case.sample, case.response, {**case.scores, "alce_recall": _failed()})
    run = a_run(case, broken)
    check(run)
    assert (run.metrics["alce_recall"].n, run.metrics["alce_recall"].errors) == (1, 1)
    decided = decide(run, {"alce_recall": Demand(0.5)})
    assert (decided.outcome, decided.reasons[0].facts["metric"]) == (Outcome.INCONCLUSIVE, "alce_recall")
    assert decide(run, {"hit@5": Demand(0.5)}).outcome is Outcome.PASS


def _failed() -> object:
    from eval.records import failed

    return failed("judge_failed", error="down")


@settings(max_examples=60, deadline=None)
@given(st.lists(cases() | st.just("OSError: gone"), max_size=4))
def test_any_mixture_of_answers_and_errors_is_measured(drawn: Sequence[tuple[Response, Sample] | str]) -> None:
    check(a_run(*(ERROR if isinstance(one, str) else scored(one[1], one[0]) for one in drawn)))


def test_an_abstention_is_measured() -> None:
    check(a_run(scored(a_sample(answerable=False), an_abstention(gold=())), scored(a_sample(), an_abstention())))


documents = st.sampled_from([f"d{number}" for number in range(12)])


@given(
    st.lists(documents, unique=True, max_size=12),
    st.dictionaries(documents, st.integers(-1, 3)).filter(lambda grades: max(grades.values(), default=0) > 0),
)
def test_any_ranking_is_measured(ranked: list[str], relevance: dict[str, int]) -> None:
    for metric in METRICS.values():
        assert 0 <= metric(ranked, relevance) <= 1


shares = st.floats(0, 1)


@given(st.lists(st.builds(Judged, st.just("kind"), st.booleans(), st.booleans(), shares), max_size=8))
def test_any_judgements_are_measured(judged: list[Judged]) -> None:
    for metric in (auroc, balanced_accuracy, f1_unsupported, share_right):
        value = metric(judged)
        assert value is None or 0 <= value <= 1
