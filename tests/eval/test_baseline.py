"""A run beside the last accepted one: what changed, by how much, and whether chance explains it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from assistant.errors import UsageError
from eval.baseline import Baseline, baseline_of, change, read, to_text
from eval.demands import Demand
from eval.gate import Outcome, decide
from eval.records import CaseResult, EvalRun, Score
from tests.eval.builders import a_citation, a_response, a_run, a_sample, an_abstention, scored

MAX_DROP = {"hit@5": Demand(max_drop=0.02)}


def a_run_with(hits: Sequence[float], metric: str = "hit@5") -> EvalRun:
    """A run of as many cases, each with this score in a metric and in no other."""
    found = a_response(a_citation())
    cases = [
        CaseResult(a_sample(f"case-{at}"), found, {metric: Score(value, "gold_found", {"rank": 1})})
        for at, value in enumerate(hits)
    ]
    whole = a_run(scored(a_sample(), found))
    measured = replace(whole.metrics[metric], n=len(hits), value=sum(hits) / len(hits))
    return replace(whole, results=tuple(cases), metrics={metric: measured})


def outcome(before: Sequence[float], now: Sequence[float]) -> Outcome:
    return decide(a_run_with(now), MAX_DROP, baseline=baseline_of(a_run_with(before))).outcome


def test_a_file_is_read_back_as_it_was_written(tmp_path: Path) -> None:
    run = a_run(scored(a_sample("a"), a_response(a_citation())), scored(a_sample("b"), an_abstention()))
    path = tmp_path / "baseline.json"
    path.write_text(to_text(run), encoding="utf-8")
    assert read(path, run.suite) == baseline_of(run)
    assert to_text(run) == to_text(replace(run, results=run.results[::-1])), "the order of cases is no part of it"


def test_a_case_with_an_error_is_not_accepted_as_a_measure() -> None:
    run = a_run(scored(a_sample("a"), a_response(a_citation())), scored(a_sample("b"), "OSError: gone"))
    assert list(baseline_of(run).cases) == ["a"]


@pytest.mark.parametrize("damage", ["{", "[]", '{"suite": "small"}', '{"suite": 1, "digest": 2, "cases": []}'])
def test_a_file_that_is_no_baseline_is_named(tmp_path: Path, damage: str) -> None:
    path = tmp_path / "baseline.json"
    path.write_text(damage, encoding="utf-8")
    with pytest.raises(UsageError, match=r"baseline\.json"):
        read(path, a_run(scored(a_sample(), a_response())).suite)


def test_a_baseline_of_another_version_of_the_suite_is_refused(tmp_path: Path) -> None:
    run = a_run(scored(a_sample(), a_response(a_citation())))
    path = tmp_path / "baseline.json"
    path.write_text(json.dumps({**json.loads(to_text(run)), "digest": "other"}), encoding="utf-8")
    with pytest.raises(UsageError, match="small"):
        read(path, run.suite)


def test_the_same_run_has_not_changed() -> None:
    run = a_run_with([1.0, 0.0, 1.0])
    found = change(run, baseline_of(run), "hit@5")
    assert found is not None
    assert (found.difference, found.low, found.high, found.n) == (0.0, 0.0, 0.0, 3)


def test_only_cases_that_both_scored_are_compared() -> None:
    before = baseline_of(a_run_with([1.0, 1.0]))
    found = change(a_run_with([1.0, 0.0, 0.0]), before, "hit@5")
    assert found is not None
    assert (found.before, found.now, found.n) == (1.0, 0.5, 2)
    assert change(a_run_with([1.0]), Baseline("small", "", "", {}), "hit@5") is None


def test_weights_count_in_both_runs() -> None:
    heavy = Score(1.0, "gold_found", {"rank": 1}, weight=3.0)
    before = a_run_with([1.0, 0.0])
    cases = list(before.results)
    cases[0] = replace(cases[0], scores={"hit@5": heavy})
    found = change(replace(before, results=tuple(cases)), baseline_of(before), "hit@5")
    assert found is not None
    assert (found.before, found.now) == (0.5, 0.75)


def test_a_large_drop_fails_and_says_what_it_was() -> None:
    decision = decide(a_run_with([0.0] * 20 + [1.0] * 180), MAX_DROP, baseline=baseline_of(a_run_with([1.0] * 200)))
    assert decision.outcome is Outcome.FAIL
    assert all(part in decision.text for part in ("hit@5", "1.0000", "0.9000", "n = 200"))


def test_one_case_in_forty_is_no_drop() -> None:
    assert outcome([1.0] * 40, [0.0] + [1.0] * 39) is Outcome.PASS


def test_a_small_drop_passes_however_certain() -> None:
    assert outcome([1.0] * 1000, [0.0] * 15 + [1.0] * 985) is Outcome.PASS


def test_getting_better_passes() -> None:
    assert outcome([0.0] * 20 + [1.0] * 180, [1.0] * 200) is Outcome.PASS


def test_where_less_is_better_a_rise_is_the_drop() -> None:
    demands = {"over_refusal": Demand(max_drop=0.02)}
    low, high = a_run_with([0.0] * 200, "over_refusal"), a_run_with([1.0] * 20 + [0.0] * 180, "over_refusal")
    assert decide(high, demands, baseline=baseline_of(low)).outcome is Outcome.FAIL
    assert decide(low, demands, baseline=baseline_of(high)).outcome is Outcome.PASS


def test_too_few_cases_conclude_nothing() -> None:
    decision = decide(a_run_with([1.0] * 9), {"hit@5": Demand(worst=0.5, min_cases=10)})
    assert (decision.outcome, decision.outcome.exit_code) == (Outcome.INCONCLUSIVE, 3)
    assert "9" in decision.text


def rate_of_failures(drop: float, *, churn: float, runs: int, cases: int = 400) -> float:
    """Share of simulated runs that fail: of the cases `churn` flip at random, half each way, and `drop` go down."""
    chance = np.random.default_rng(7)
    failures = 0
    for _ in range(runs):
        before = (chance.random(cases) < 0.9).astype(float)
        flipped = chance.random(cases)
        now = before.copy()
        good, bad = before == 1, before == 0
        now[good & (flipped < churn / 2 + drop / 0.9)] = 0
        now[bad & (flipped < churn / 2 * 9)] = 1
        failures += outcome(list(before), list(now)) is Outcome.FAIL
    return failures / runs


def test_chance_alone_seldom_fails_and_a_drop_of_five_points_nearly_always_does() -> None:
    assert rate_of_failures(0.0, churn=0.05, runs=100) <= 0.05
    assert rate_of_failures(0.05, churn=0.05, runs=100) >= 0.9
