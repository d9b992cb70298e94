"""What a system's confidence is worth, by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.records import CaseResult
from eval.selective import Selective, aurc, selective
from tests.eval.builders import a_citation, a_response, a_sample, an_abstention, scored


def case(confidence: float | None, *, answerable: bool = True, abstains: bool = False) -> CaseResult:
    sample = a_sample(f"{confidence} {answerable} {abstains}", answerable=answerable)
    gold = a_response().gold if answerable else ()
    response = an_abstention(gold=gold) if abstains else a_response(a_citation(), gold=gold)
    return scored(sample, replace(response, confidence=confidence))


def test_without_a_confidence_nothing_is_told() -> None:
    assert selective([case(None), scored(a_sample(), "OSError: gone")]) is None


def test_auroc_and_area_are_those_computed_by_hand() -> None:
    results = [
        case(0.9),
        case(0.8, answerable=False),
        case(0.7),
        case(0.2, answerable=False, abstains=True),
        case(0.1, abstains=True),
        case(None),
    ]
    # pairs able above unable: .9 beats both, .7 beats .2, .1 none: 3 of 6; answers: right, wrong, right
    assert selective(results) == Selective(0.5, pytest.approx((0 + 1 / 2 + 1 / 3) / 3, abs=1e-6), 5, 3)


def test_answers_of_equal_confidence_count_the_same_in_any_order() -> None:
    assert aurc([(0.5, True), (0.5, False)]) == aurc([(0.5, False), (0.5, True)]) == 0.5
    assert aurc([]) is None


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=8))
def test_the_area_is_a_share_and_at_most_that_of_the_worst_order(answers: list[tuple[float, bool]]) -> None:
    area = aurc(answers)
    worst = aurc([(float(wrong), wrong) for _, wrong in answers])
    assert area is not None
    assert worst is not None
    assert 0 <= area <= worst + 1e-6
