"""Does every finding have what a reviewer looks for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from assistant.drafting.coverage import COLUMNS, State, coverage, total
from assistant.drafting.records import Due, Measure, Plan, PlannedFinding


def with_measures(plan: Plan, change: Callable[[Measure], Measure | None]) -> Plan:
    """The plan with every measure of F1 changed, or left out."""
    first = plan.groups[0].findings[0]
    measures = tuple(changed for measure in first.measures if (changed := change(measure)) is not None)
    group = replace(plan.groups[0], findings=(PlannedFinding(first.finding, measures), *plan.groups[0].findings[1:]))
    return replace(plan, groups=(group, *plan.groups[1:]))


def states(plan: Plan) -> dict[str, State]:
    """The states of F1."""
    return {name: cell.state for name, cell in coverage(plan)[0].cells.items()}


def test_a_fresh_plan_waits_for_owners_and_dates_and_holds_the_rest(draft: Callable[..., Plan]) -> None:
    assert states(draft()) == {
        "measure": State.HELD,
        "owner": State.OPEN,
        "date": State.OPEN,
        "completion_mark": State.HELD,
        "basis": State.HELD,
        "evidence": State.HELD,
    }


@pytest.mark.parametrize(
    ("changes", "column", "state"),
    [
        ({"leader": "张某", "lead_unit": "财务科"}, "owner", State.HELD),
        ({"leader": "张某"}, "owner", State.OPEN),
        ({"leader": "张某", "lead_unit": ""}, "owner", State.MISSING),
        ({"due": Due(date=date(2024, 9, 1))}, "date", State.HELD),
        ({"due": Due(continuing=True, stages=("9月底前完成一半",))}, "date", State.HELD),
        ({"due": Due(continuing=True)}, "date", State.MISSING),
        ({"completion_mark": " "}, "completion_mark", State.MISSING),
        ({"completion_mark": "完成【待填：数量】件"}, "completion_mark", State.OPEN),
        ({"evidence_required": ()}, "evidence", State.MISSING),
        ({"citations": (), "text": "改。"}, "basis", State.MISSING),
        ({"citations": (), "text": "改（依据：【待填：依据文件及条款】）。"}, "basis", State.OPEN),
    ],
)
def test_a_cell_says_what_is_there_open_or_missing(
    draft: Callable[..., Plan], changes: dict[str, Any], column: str, state: State
) -> None:
    plan = with_measures(draft(), lambda measure: replace(measure, **changes))
    assert states(plan)[column] is state


def test_the_feedback_itself_is_no_basis(draft: Callable[..., Plan]) -> None:
    assert {row.cells["basis"].state for row in coverage(draft(library=()))} == {State.OPEN}


def test_a_finding_without_measures_misses_everything(draft: Callable[..., Plan]) -> None:
    assert set(states(with_measures(draft(), lambda measure: None)).values()) == {State.MISSING}


def test_a_finding_that_the_plan_leaves_out_has_a_row(draft: Callable[..., Plan]) -> None:
    plan = replace(draft(), groups=())
    rows = coverage(plan)
    assert [row.id for row in rows] == ["F1", "F2"]
    assert all(total(rows, name).missing == 2 for name in COLUMNS)
