"""Words of a status cell, the state of a problem, and the ladder of escalation."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.drafting.states import OFFERED, State, Step, next_step, state_of, state_of_problem
from tests.assistant.drafting.ledger_samples import row


@pytest.mark.parametrize(
    ("written", "state"),
    [
        ("已完成", State.DONE),
        ("完成", State.DONE),
        ("已完成（6月3日通过验收）", State.DONE),
        ("已办结，退款到账", State.DONE),
        ("整改到位", State.DONE),
        ("已销号", State.DONE),
        ("未完成", State.UNFINISHED),
        ("没有整改到位", State.UNFINISHED),
        ("尚未启动", State.NOT_STARTED),
        ("正在推进", State.UNDER_WAY),
        ("整改中", State.UNDER_WAY),
        ("阶段性完成", State.STAGE_DONE),
        ("基本完成", State.STAGE_DONE),
        ("已完成，长期坚持", State.CONTINUING),
        ("申请延期", State.EXTENDED),
        ("完成80%", None),
        ("预计12月完成", None),
        ("已完成，尚有2户没有退费", None),
        ("快了", None),
        ("否", None),
        ("", None),
    ],
)
def test_a_status_is_read_as_it_is_meant_or_not_at_all(written: str, state: State | None) -> None:
    assert state_of(written) is state


def test_what_the_list_offers_is_understood() -> None:
    assert [state_of(state) for state in OFFERED] == list(OFFERED)


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        ([State.DONE, State.DONE], State.DONE),
        ([State.DONE, State.CONTINUING], State.STAGE_DONE),
        ([State.DONE, State.NOT_STARTED], State.UNDER_WAY),
        ([State.NOT_STARTED, State.NOT_STARTED], State.NOT_STARTED),
        ([State.DONE, State.EXTENDED], State.EXTENDED),
        ([State.DONE, None], None),
        ([], None),
    ],
)
def test_a_problem_is_as_far_as_its_slowest_measure(states: list[State | None], expected: State | None) -> None:
    assert state_of_problem(states) is expected


@given(st.lists(st.sampled_from([*State, None]), min_size=1))
def test_a_problem_is_done_only_when_everything_is(states: list[State | None]) -> None:
    assert (state_of_problem(states) is State.DONE) == all(state is State.DONE for state in states)


@pytest.mark.parametrize(
    ("on", "escalation", "status", "step"),
    [
        ("2024-05-01", "", "推进中", Step.ON_TIME),
        ("2024-06-01", "", "推进中", Step.REMIND),
        ("2024-06-01", "5月30日提醒", "推进中", Step.ON_TIME),
        ("2024-06-09", "", "推进中", Step.SUPERVISE),
        ("2024-06-09", "已提醒", "推进中", Step.SUPERVISE),
        ("2024-06-20", "6月10日督办", "推进中", Step.ADMONISH),
        ("2024-07-20", "约谈主要负责人", "推进中", Step.ACCOUNT),
        ("2024-08-20", "已问责", "推进中", Step.ACCOUNT),
        ("2024-06-09", "", "已完成", Step.ON_TIME),
        ("2024-06-09", "", "长期坚持", Step.ON_TIME),
    ],
)
def test_each_step_is_taken_where_the_one_before_did_not_help(
    on: str, escalation: str, status: str, step: Step
) -> None:
    overdue = replace(row(1), status=status, escalation=escalation)
    assert next_step(overdue, date(2024, 6, 8), date.fromisoformat(on)) is step


def test_a_row_without_a_date_is_left_alone() -> None:
    assert next_step(row(1), None, date(2030, 1, 1)) is Step.ON_TIME
