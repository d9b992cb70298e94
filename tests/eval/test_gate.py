"""One rule for verdict, text and exit code."""

import pytest

from assistant.errors import UsageError
from eval.demands import Demand, demands_on
from eval.gate import Decision, Outcome, decide, passed, worst
from eval.records import CaseResult
from tests.eval.builders import a_citation, a_response, a_run, a_sample, an_abstention, scored

GOOD = a_response(a_citation())
BAD = a_response(a_citation(1, 900, quote="答非所问。"), retrieved=())


def results(good: int, bad: int = 0, errors: int = 0) -> list[CaseResult]:
    cases = [GOOD] * good + [BAD] * bad + ["OSError: gone"] * errors
    return [scored(a_sample(f"case-{at}"), case) for at, case in enumerate(cases)]


def decision(*cases: CaseResult, max_errors: float = 0.0, **thresholds: float) -> Decision:
    return decide(
        a_run(*cases),
        {name.replace("hit_at_5", "hit@5"): Demand(value) for name, value in thresholds.items()},
        max_errors=max_errors,
    )


def test_all_thresholds_met_passes_with_0() -> None:
    outcome = decision(*results(4), hit_at_5=1.0, citation_validity=1.0).outcome
    assert (outcome, outcome.exit_code) == (Outcome.PASS, 0)


def test_a_metric_below_its_threshold_fails_with_1_and_is_named_with_its_figures() -> None:
    failed = decision(*results(3, bad=1), hit_at_5=0.8)
    assert (failed.outcome, failed.outcome.exit_code) == (Outcome.FAIL, 1)
    assert all(part in failed.text for part in ("hit@5", "0.7500", "0.8", "n = 4"))


def test_a_metric_where_less_is_better_fails_above_its_threshold() -> None:
    cases = [scored(a_sample(f"{at}"), an_abstention() if at else GOOD) for at in range(2)]
    assert decision(*cases, over_refusal=0.4).outcome is Outcome.FAIL
    assert decision(*cases, over_refusal=0.5).outcome is Outcome.PASS


def test_the_gate_compares_the_figure_that_is_printed() -> None:
    two_thirds = results(2, bad=1)  # 0.666667, printed 0.6667
    assert decision(*two_thirds, hit_at_5=0.6667).outcome is Outcome.PASS
    assert decision(*two_thirds, hit_at_5=0.6668).outcome is Outcome.FAIL


def test_a_failed_must_pass_case_fails_whatever_the_averages() -> None:
    must = scored(a_sample("must", must_pass=True, expected_facts=("三十日",)), GOOD)
    failed = decision(*results(99), must, hit_at_5=0.9)
    assert failed.outcome is Outcome.FAIL
    assert "must" in failed.text
    assert "fact_recall" in failed.text


def test_nothing_scored_for_a_gated_metric_is_inconclusive() -> None:
    inconclusive = decision(*results(3), abstention_recall=0.8)
    assert (inconclusive.outcome, inconclusive.outcome.exit_code) == (Outcome.INCONCLUSIVE, 3)
    assert "abstention_recall" in inconclusive.text


def test_errors_are_inconclusive_and_never_read_as_a_low_score() -> None:
    assert decision(*results(0, errors=3), hit_at_5=0.9).outcome is Outcome.INCONCLUSIVE
    assert decision(*results(9, bad=9, errors=1), hit_at_5=0.9).outcome is Outcome.INCONCLUSIVE


def test_a_stated_share_of_errors_is_allowed() -> None:
    assert decision(*results(9, errors=1), hit_at_5=0.9, max_errors=0.1).outcome is Outcome.PASS
    assert decision(*results(8, errors=2), hit_at_5=0.9, max_errors=0.1).outcome is Outcome.INCONCLUSIVE


def test_a_must_pass_case_with_an_allowed_error_is_still_inconclusive() -> None:
    must = scored(a_sample("must", must_pass=True), "OSError: gone")
    assert decision(*results(99), must, max_errors=0.5).outcome is Outcome.INCONCLUSIVE


def test_no_case_selected_is_5() -> None:
    assert decision(hit_at_5=0.9).outcome.exit_code == 5


def test_a_threshold_on_an_unknown_metric_is_a_usage_error() -> None:
    with pytest.raises(UsageError, match="hit@6"):
        demands_on("s", {"hit@5": 0.9}, {}, {"hit@6": 0.9})


def test_a_threshold_given_is_stronger_than_the_suites() -> None:
    assert demands_on("s", {"hit@5": 0.9}, {}, {"hit@5": 0.5}) == {"hit@5": Demand(0.5)}


def test_of_several_suites_the_worst_decides() -> None:
    good, bad = decision(*results(1)), decision(*results(0, bad=1), hit_at_5=1.0)
    unclear, empty = decision(*results(1), abstention_recall=1.0), decision()
    assert worst([good, empty]) is Outcome.PASS
    assert worst([good, unclear]) is Outcome.INCONCLUSIVE
    assert worst([unclear, bad, good]) is Outcome.FAIL
    assert worst([empty, empty]) is Outcome.NOTHING_SELECTED


def test_a_case_passes_when_every_score_lets_it() -> None:
    assert passed(scored(a_sample(), GOOD)) is True
    assert passed(scored(a_sample(), BAD)) is False
    assert passed(scored(a_sample(), an_abstention())) is False
    assert passed(scored(a_sample(answerable=False), an_abstention(gold=()))) is True
    assert passed(scored(a_sample(), "OSError: gone")) is None


def test_one_superfluous_citation_does_not_fail_a_case() -> None:
    assert passed(scored(a_sample(), a_response(a_citation(), a_citation(2, 900, quote="另一句。")))) is True
