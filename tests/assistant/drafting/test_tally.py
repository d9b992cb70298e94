"""Totals that add up, whatever the ledger says."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.drafting.states import State
from assistant.drafting.tally import Standing, problems_of, tally
from tests.assistant.drafting.ledger_samples import FEES, HALL, ROWS, row


@pytest.mark.parametrize(
    ("done", "staged", "left", "share"),
    [(19, 0, 6, "76.00"), (688, 4, 5, "98.71"), (453, 0, 18, "96.18"), (1, 0, 7, "12.50"), (1, 0, 799, "0.13")],
)
def test_shares_are_those_of_published_bulletins(done: int, staged: int, left: int, share: str) -> None:
    counted = tally([State.DONE] * done + [State.STAGE_DONE] * staged + [State.EXTENDED] * left)
    assert counted.total == done + staged + left
    assert counted.share(Standing.DONE) == Decimal(share)


@given(st.lists(st.sampled_from([*State, None])))
def test_classes_always_sum_up_to_the_total(states: list[State | None]) -> None:
    counted = tally(states)
    assert sum(counted.standings.values()) == sum(counted.states.values()) == counted.total == len(states)
    assert sum(counted.share(standing) for standing in Standing) <= Decimal("100.02")


def test_rows_of_a_problem_belong_together_wherever_they_stand() -> None:
    problems = problems_of([ROWS[0], ROWS[2], ROWS[1], ROWS[3]])
    assert [(one.number, one.verbatim, len(one.rows)) for one in problems] == [(1, HALL, 2), (2, FEES, 2)]


def test_suggestions_are_no_problems() -> None:
    advice = replace(row(1, "加强窗口管理。"), id="A1-M1", number="建议1.1")
    assert [one.is_advice for one in problems_of([advice, *ROWS])] == [False, False, True]


def test_the_same_words_from_two_inspections_are_two_problems() -> None:
    assert len(problems_of([ROWS[0], row(2, HALL, origin="市审计局")])) == 2
