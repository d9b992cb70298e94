"""What people change in a plan stands, and nobody's change is lost to another's."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.drafting.editing import FIELDS, Edit, cells, edited, with_measure, without_measure
from assistant.drafting.plan import draft_plan
from assistant.drafting.records import Plan
from assistant.errors import UsageError
from tests.assistant.drafting.feedback_samples import LETTER, LIBRARY, document, search

PLAN = draft_plan(document(LETTER), search(LIBRARY), on=date(2024, 6, 20))
FIRST = "F1-M1"


def changed(plan: Plan, where: str, after: str) -> Edit:
    return Edit(where, cells(plan)[where], after)


@pytest.mark.parametrize(
    ("field", "said", "reads"),
    [
        ("text", "修订制度。", "修订制度。"),
        ("leader", " 张某 ", "张某"),
        ("co_units", "财务科，人事科、纪检组", "财务科、人事科、纪检组"),
        ("due", "立行立改，2024年8月10日前", "立行立改，2024年8月10日"),
        ("due", "近期", "近期"),
        ("due", "长期坚持", "长期坚持"),
        (
            "due",
            "2024年12月31日（分阶段：6月底前建制度；12月底前验收）",
            "2024年12月31日（分阶段：6月底前建制度；12月底前验收）",
        ),
        ("target", "12", "12"),
        ("evidence_required", "会议纪要\n签到表", "会议纪要、签到表"),
    ],
)
def test_a_cell_reads_as_it_was_written(field: str, said: str, reads: str) -> None:
    where = f"{FIRST}.{field}"
    after = edited(PLAN, [changed(PLAN, where, said)])
    assert after.conflicts == ()
    now = cells(after.plan)
    assert now[where] == reads
    filled = {f"F1-M2.{field}"} if field == "leader" else set()
    assert {place for place, text in now.items() if text != cells(PLAN)[place]} == {where, *filled}


def test_slots_and_checks_follow_the_words() -> None:
    assert any(slot.where == f"{FIRST}.leader" for slot in PLAN.slots)
    after = edited(PLAN, [changed(PLAN, f"{FIRST}.leader", "张某"), changed(PLAN, f"{FIRST}.due", "近期")]).plan
    assert not any(slot.where == f"{FIRST}.leader" for slot in after.slots)
    assert [issue.where for issue in after.checks if issue.rule == "relative-due"] == [FIRST]


def test_two_people_who_change_different_cells_both_stand() -> None:
    hers, his = changed(PLAN, f"{FIRST}.leader", "张某"), changed(PLAN, f"{FIRST}.target", "12")
    after = edited(edited(PLAN, [hers]).plan, [his])
    assert after.conflicts == ()
    assert cells(after.plan)[hers.where] == "张某"
    assert cells(after.plan)[his.where] == "12"


def test_a_cell_that_somebody_changed_meanwhile_is_not_overwritten() -> None:
    hers, his = changed(PLAN, f"{FIRST}.leader", "张某"), changed(PLAN, f"{FIRST}.leader", "李某")
    after = edited(edited(PLAN, [hers]).plan, [his])
    (conflict,) = after.conflicts
    assert (conflict.edit, conflict.now) == (his, "张某")
    assert cells(after.plan)[hers.where] == "张某"


def test_a_change_of_a_row_that_is_gone_comes_back() -> None:
    edit = changed(PLAN, f"{FIRST}.leader", "张某")
    (conflict,) = edited(without_measure(PLAN, FIRST), [edit]).conflicts
    assert conflict.now is None


def test_the_same_change_twice_is_made_once() -> None:
    edit = changed(PLAN, f"{FIRST}.leader", "张某")
    once = edited(PLAN, [edit])
    assert edited(once.plan, [edit]) == once


def test_a_section_around_the_tasks_is_changed_by_its_number() -> None:
    where = "outline.1"
    after = edited(PLAN, [changed(PLAN, where, "第一段。\n\n第二段。")]).plan
    assert after.outline[0].paragraphs == ("第一段。", "第二段。")
    assert after.outline[1:] == PLAN.outline[1:]


def test_a_day_of_the_plan_is_filled_in_and_one_that_is_none_refused() -> None:
    after = edited(PLAN, [Edit("plan.received_on", "", "2024年6月3日"), Edit("plan.deadline", "", "2024-12-31")]).plan
    assert (after.received_on, after.deadline.limit) == (date(2024, 6, 3), date(2024, 12, 31))
    assert not any(slot.where in ("plan.received_on", "plan.deadline.limit") for slot in after.slots)
    assert edited(after, [Edit("plan.received_on", "2024-06-03", "")]).plan.received_on is None
    for wrong in ("2024年2月30日", "下个月"):
        with pytest.raises(UsageError):
            edited(PLAN, [Edit("plan.received_on", "", wrong)])


def test_a_measure_is_added_open_and_taken_out_again() -> None:
    count = len(PLAN.findings[0].measures)
    more = with_measure(PLAN, "F1")
    added = more.findings[0].measures[-1]
    assert added.id == f"F1-M{count + 1}"
    places = [place for slot in more.slots for place in slot.places if place.startswith(f"{added.id}.")]
    assert {place.partition(".")[2] for place in places} >= {
        "leader",
        "due.date",
    }
    assert cells(without_measure(more, added.id)) == cells(PLAN)
    for unknown in ("F1-M99", "F99-M1"):
        with pytest.raises(KeyError):
            without_measure(PLAN, unknown)


@given(
    st.lists(
        st.tuples(st.sampled_from(sorted(cells(PLAN))), st.text("甲乙、。2024年月日 \n【】", max_size=12)), max_size=6
    )
)
def test_whatever_is_typed_nothing_changes_but_what_waits_for_the_same_answer(typed: list[tuple[str, str]]) -> None:
    before = cells(PLAN)
    after = edited(PLAN, [Edit(where, before[where], said) for where, said in typed if not where.startswith("plan")])
    now = cells(after.plan)
    assert now.keys() == before.keys()
    places = {where for where, _ in typed}
    waiting = {_cell(other) for slot in PLAN.slots if _cell(slot.where) in places for other in slot.others}
    assert {where for where in now if now[where] != before[where]} <= places | waiting
    assert all(conflict.edit.where in now for conflict in after.conflicts)


def _cell(place: str) -> str:
    return place.removesuffix(".date")


def test_every_field_of_a_ledger_can_be_changed() -> None:
    assert set(FIELDS) == {where.partition(".")[2] for where in cells(PLAN) if where.startswith("F1-M1.")}
