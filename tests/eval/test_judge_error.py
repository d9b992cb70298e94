"""How often a judge errs, and what a metric would be without that: by hand, and by simulation."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import EndpointError
from assistant.grounding.judge import Judgement
from assistant.records import Verdict
from eval.judge_bench import Claim
from eval.judge_error import corrected, corrected_metrics, digest_of, error_of, wilson
from eval.judge_records import JudgeError, Rate
from eval.records import CaseResult, Score
from tests.eval.builders import a_citation, a_response, a_sample


def rate(value: float, n: int = 1000) -> Rate:
    return Rate(value, 0.0, 1.0, n)


def cases(*shares: float, judged: float = 1.0, sentences: int = 10) -> list[CaseResult]:
    facts = {"judged": judged * sentences, "sentences": sentences}
    score = [Score(share, "sentences_supported", facts) for share in shares]
    return [CaseResult(a_sample(f"{at}"), a_response(a_citation()), {"m": one}) for at, one in enumerate(score)]


class LetterJudge:
    """Finds supported what begins with y, and fails on what begins with !."""

    name = "letter"

    def judge(self, claim: str, sources: Sequence[str]) -> Judgement:
        if claim.startswith("!"):
            raise EndpointError("judge_unanswered", model="m", reason="timeout")
        said = claim.startswith("y")
        return Judgement(Verdict.SUPPORTED if said else Verdict.NOT_FOUND, float(said))


def claims(*told: tuple[str, str]) -> list[Claim]:
    return [Claim(str(at), "s", text, label, "k") for at, (text, label) in enumerate(told)]  # type: ignore[arg-type]


def test_errors_are_counted_by_label_and_failures_apart() -> None:
    labelled = claims(
        ("y", "supported"), ("y", "supported"), ("n", "supported"), ("n", "unsupported"), ("!", "unsupported")
    )
    error = error_of(LetterJudge(), labelled)
    assert error.sensitivity is not None
    assert error.specificity is not None
    assert (error.sensitivity.value, error.sensitivity.n) == (pytest.approx(2 / 3, abs=1e-6), 3)
    assert (error.specificity.value, error.specificity.n, error.failures) == (1.0, 1, 1)


def test_without_a_label_its_share_is_not_known_and_nothing_is_corrected() -> None:
    error = error_of(LetterJudge(), claims(("y", "supported")))
    assert error.specificity is None
    assert corrected(cases(0.5, 0.5), "m", error, 1) is None


def test_the_interval_of_a_share_is_wilsons() -> None:
    assert wilson(0, 10) == (0.0, pytest.approx(0.27753, abs=1e-5))
    assert wilson(5, 10) == (pytest.approx(0.23659, abs=1e-5), pytest.approx(0.76341, abs=1e-5))


BY_HAND = [
    # p, j, Se, Sp: (p - j·(1 - Sp)) / (Se + Sp - 1)
    (0.60, 1.0, 0.9, 0.8, (0.60 - 0.2) / 0.7),
    (0.80, 1.0, 1.0, 1.0, 0.80),
    (0.10, 1.0, 0.9, 0.8, 0.0),
    (0.95, 1.0, 0.8, 0.9, 1.0),
    (0.40, 0.5, 0.9, 0.8, (0.40 - 0.1) / 0.7),
    (0.00, 0.0, 0.9, 0.8, 0.0),
]


@pytest.mark.parametrize(("p", "judged", "se", "sp", "expected"), BY_HAND)
def test_the_estimate_is_that_computed_by_hand(p: float, judged: float, se: float, sp: float, expected: float) -> None:
    one = corrected(cases(p, p, p, judged=judged), "m", JudgeError(rate(se), rate(sp)), 1)
    assert one is not None
    assert one.value == pytest.approx(expected, abs=1e-6)
    assert one.is_cut is not (0 <= (p - judged * (1 - sp)) / (se + sp - 1) <= 1)
    assert 0 <= one.low <= one.high <= 1


def test_a_judge_that_tells_nothing_corrects_nothing() -> None:
    assert corrected(cases(0.5, 0.5), "m", JudgeError(rate(0.5), rate(0.5)), 1) is None


def test_a_metric_that_is_no_share_of_judged_sentences_is_not_corrected() -> None:
    case = CaseResult(a_sample(), a_response(), {"m": Score(0.5, "citations_needed", {"needed": 1, "citations": 2})})
    assert corrected_metrics([case], ["m"], JudgeError(rate(0.9), rate(0.9)), 1) == {}


def test_the_order_of_cases_changes_nothing() -> None:
    some = cases(0.1, 0.9, 0.4, 0.7)
    error = JudgeError(rate(0.9, 40), rate(0.8, 40))
    assert corrected(some, "m", error, 1) == corrected(some[::-1], "m", error, 1)


@given(
    st.lists(st.floats(0, 1), min_size=1, max_size=5),
    st.floats(0, 1),
    st.floats(0, 1),
    st.integers(1, 50),
)
def test_whatever_the_shares_the_estimate_is_a_share_or_nothing(
    shares: list[float], se: float, sp: float, n: int
) -> None:
    one = corrected(cases(*shares), "m", JudgeError(rate(se, n), rate(sp, n)), 1)
    assert one is None or 0 <= one.low <= one.high <= 1


def test_the_interval_covers_the_truth_about_as_often_as_it_says() -> None:
    chance = random.Random(5)
    truth, se, sp, covered, trials = 0.7, 0.9, 0.85, 0, 120
    for trial in range(trials):
        observed = [
            sum(chance.random() < (se if chance.random() < truth else 1 - sp) for _ in range(4)) / 4 for _ in range(100)
        ]
        right = [sum(chance.random() < share for _ in range(80)) / 80 for share in (se, sp)]
        one = corrected(cases(*observed), "m", JudgeError(rate(right[0], 80), rate(right[1], 80)), trial)
        assert one is not None
        covered += one.low <= truth <= one.high
    assert covered / trials >= 0.90


def test_the_digest_is_of_claims_and_labels_in_any_order() -> None:
    some = claims(("y", "supported"), ("n", "unsupported"))
    assert digest_of(some) == digest_of(some[::-1])
    assert digest_of(some) != digest_of(claims(("y", "supported"), ("n", "supported")))
