"""What is filled in once stands at every place that waits for it, and nowhere else."""

from __future__ import annotations

from datetime import date

from assistant.drafting.editing import Edit, cells, edited
from assistant.drafting.plan import draft_plan
from assistant.drafting.records import Plan
from tests.assistant.drafting.feedback_samples import LETTER, LIBRARY, document, search

PLAN = draft_plan(document(LETTER), search(LIBRARY), on=date(2024, 6, 20))
F2 = next(item for item in PLAN.findings if item.finding.id == "F2").measures


def after(plan: Plan, *changes: tuple[str, str], locked: tuple[str, ...] = ()) -> Plan:
    made = edited(plan, [Edit(where, cells(plan)[where], said) for where, said in changes], locked=locked)
    assert made.conflicts == ()
    return made.plan


def leaders(plan: Plan) -> list[str]:
    return [measure.leader for measure in plan.measures() if measure.id.startswith("F2")]


def test_the_leader_of_a_problem_is_said_once() -> None:
    filled = after(PLAN, ("F2-M1.leader", "张某"))
    assert leaders(filled) == ["张某"] * len(F2)
    assert [slot for slot in filled.slots if slot.where == "F1-M1.leader"]


def test_who_leads_one_measure_only_leads_no_other() -> None:
    filled = after(PLAN, ("F2-M2.leader", "李某"))
    assert leaders(filled) == [F2[0].leader, "李某", *(measure.leader for measure in F2[2:])]
    assert leaders(after(filled, ("F2-M1.leader", "张某")))[:3] == ["张某", "李某", "张某"][: len(F2)]


def test_two_answers_given_together_both_stand() -> None:
    filled = after(PLAN, ("F2-M1.leader", "张某"), ("F2-M2.leader", "李某"))
    assert leaders(filled)[:3] == ["张某", "李某", "张某"][: len(F2)]


def test_a_locked_measure_is_left_as_it_is() -> None:
    assert leaders(after(PLAN, ("F2-M1.leader", "张某"), locked=("F2-M2",)))[1] == F2[1].leader


def test_the_limit_of_the_plan_is_that_of_every_deadline_without_a_day_of_its_own() -> None:
    filled = after(PLAN, ("plan.deadline", "2024-09-20"))
    dues = {measure.due.immediate: measure.due.date for measure in filled.measures()}
    assert dues == {False: date(2024, 9, 20), True: None}


def test_the_day_of_one_measure_is_not_the_limit_of_the_plan() -> None:
    place = next(measure.id for measure in PLAN.measures() if not measure.due.immediate)
    filled = after(PLAN, (f"{place}.due", "2024年8月1日"))
    assert filled.deadline.limit is None
    assert [measure.id for measure in filled.measures() if measure.due.date] == [place]
