from __future__ import annotations

import pytest

from assistant.composing.answerability import SIGNALS, shipped
from assistant.composing.signals import NAMES


def test_the_shipped_coefficients_are_of_the_signals_that_are_computed() -> None:
    coefficients = shipped()
    assert set(coefficients.ranking) == set(NAMES)
    assert set(coefficients.answerability) == set(SIGNALS)
    assert 0 < coefficients.least < 1


def test_what_is_known_before_any_data_holds() -> None:
    coefficients = shipped()
    for signal in ("other_one", "other_day", "missing_nearby", "stranger", "undone"):
        assert coefficients.answerability[signal] <= 0
    for signal in ("clause", "piece", "rank"):
        assert coefficients.answerability[signal] >= 0


def test_more_of_the_question_is_never_less_sure() -> None:
    coefficients = shipped()

    def sure(held: float) -> float:
        return coefficients.probability([held if name in ("piece", "clause") else 0.0 for name in SIGNALS])

    assert sure(0.0) < sure(0.5) < sure(1.0)


@pytest.mark.parametrize("size", [1e6, -1e6])
def test_no_signal_overflows(size: float) -> None:
    assert 0 <= shipped().probability([size] * len(SIGNALS)) <= 1
