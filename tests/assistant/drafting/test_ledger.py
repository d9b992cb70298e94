"""A plan as the rows of its ledger, and back."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from assistant.drafting.dues import due_of
from assistant.drafting.ledger import origin_of, plan_with, rows_of_plan, title_of
from assistant.drafting.ledger_records import LedgerRow
from assistant.drafting.records import Plan
from assistant.errors import RejectedFile
from assistant.export.plans import plan_to_json


@pytest.fixture
def values(draft: Callable[..., Plan]) -> dict[str, Any]:
    """A plan as a file holds it."""
    plan = plan_to_json(draft(received=date(2024, 6, 13), regime="stated"))
    read: dict[str, Any] = json.loads(json.dumps(plan))
    return read


def test_each_measure_is_a_row_with_the_words_of_its_finding(values: dict[str, Any]) -> None:
    rows = rows_of_plan(values, "方案.json")
    measures = [
        (finding["verbatim"], measure)
        for group in values["groups"]
        for finding in group["findings"]
        for measure in finding["measures"]
    ]
    assert [(row.problem, row.id, row.measures) for row in rows if row.id.startswith("F")] == [
        (verbatim, measure["id"], measure["text"]) for verbatim, measure in measures
    ]
    assert [row.number for row in rows][:4] == ["1.1", "1.2", "2.1", "2.2"]
    assert rows[-1].number == "建议1.1"
    assert {row.status for row in rows} == {"未启动"}


def test_the_deadline_of_a_row_says_what_the_measure_says(values: dict[str, Any]) -> None:
    rows = {row.id: row for row in rows_of_plan(values, "方案.json")}
    assert due_of(rows["F1-M1"].due).immediate
    assert due_of(rows["F1-M2"].due).date == date(2024, 9, 13)
    assert due_of(rows["F1-M2"].due).continuing


def test_the_origin_is_the_inspection(values: dict[str, Any]) -> None:
    assert origin_of(values).name == "市委第三巡察组（2024年6月12日反馈）"
    assert title_of(values) == "市粮食局党组巡察反馈意见整改台账"
    values["inspection"]["inspected_by"] = None
    assert origin_of(values).name == "【待填：巡察组】（2024年6月12日反馈）"


def test_the_rows_of_several_plans_have_ids_of_their_own(values: dict[str, Any]) -> None:
    other = json.loads(json.dumps(values))
    other["groups"][0]["findings"][0]["verbatim"] = "另一个问题"
    ids = [row.id for plan in (values, other) for row in rows_of_plan(plan, "方案.json", among_several=True)]
    assert len(set(ids)) == len(ids)


def test_a_plan_with_its_own_rows_is_the_same_plan(values: dict[str, Any]) -> None:
    rows = rows_of_plan(values, "方案.json")
    again = plan_with(values, rows, rows)
    del again["ledger"]
    assert again == values


def test_what_people_wrote_into_the_ledger_is_in_the_plan(values: dict[str, Any]) -> None:
    rows = rows_of_plan(values, "方案.json")
    told = replace(rows[0], leader="王某某", co_units="财务科、人事科", due="立行立改，2024年7月1日前", status="已完成")
    added = LedgerRow(9, problem=rows[0].problem, measures="加一条", id="F1-M9", number="1.9", origin=rows[0].origin)
    plan = plan_with(values, [told, *rows[1:], added], rows)
    measures = plan["groups"][0]["findings"][0]["measures"]
    assert (measures[0]["leader"], measures[0]["co_units"]) == ("王某某", ["财务科", "人事科"])
    assert measures[0]["due"] == {"immediate": True, "date": "2024-07-01", "continuing": False, "stages": []}
    assert measures[-1]["text"] == "加一条"
    assert plan["ledger"]["F1-M1"]["status"] == "已完成"


def test_words_that_fit_into_no_field_of_a_plan_come_back_unchanged(values: dict[str, Any]) -> None:
    rows = rows_of_plan(values, "方案.json")
    odd = replace(rows[0], due="看情况再定", problem="改写了的问题", others=(("备注", "等批复"),))
    stray = LedgerRow(99, number="9", problem="别的问题", measures="别的措施", id="N-M1", origin="市审计局")
    written = [odd, *rows[1:], stray]
    read = rows_of_plan(json.loads(json.dumps(plan_with(values, written, rows))), "方案.json")
    assert {row.id: replace(row, row=0) for row in read} == {row.id: replace(row, row=0) for row in written}


@pytest.mark.parametrize("wrong", [[], {}, {"groups": 3}, {"groups": [{"findings": [{}]}], "suggestions": []}, "方案"])
def test_other_values_are_refused_by_name(wrong: Any) -> None:
    with pytest.raises(RejectedFile, match=r"方案\.json"):
        rows_of_plan(wrong, "方案.json")
