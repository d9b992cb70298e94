"""A plan on the desk: no change of anybody's pages is lost, none is made behind somebody's back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assistant.desk.desk import Desk
from assistant.drafting.editing import FIELDS, Edit, cells
from assistant.drafting.records import Plan
from assistant.errors import ChangedMeanwhile, NotOnDesk
from assistant.export.plan_drafts import PlanDraft
from assistant.web.draft_desk import edits_of
from assistant.web.plan_desk import OpenedPlan, PlanDesk

OWNER = "wang"
LEADER, UNIT = "F1-M1.leader", "F1-M1.lead_unit"


@pytest.fixture
def desk(home: Path) -> Iterator[PlanDesk]:
    opened = Desk(home)
    yield PlanDesk(opened.drafts)
    opened.close()


@pytest.fixture
def page(desk: PlanDesk, plan: Callable[..., Plan]) -> OpenedPlan:
    return desk.keep(OWNER, PlanDraft(plan()), "整改方案", "feedback")


def to(opened: OpenedPlan, where: str, said: str) -> Edit:
    return Edit(where, opened.shown[where], said)


def test_a_plan_comes_back_from_the_desk_as_it_was_put_there(desk: PlanDesk, page: OpenedPlan) -> None:
    again = desk.open(OWNER, page.heading.id)
    assert again.shown == page.shown
    assert again.draft.plan.citations == page.draft.plan.citations
    assert [heading.title for heading in desk.headings(OWNER)] == ["整改方案"]


def test_nobody_else_has_it(desk: PlanDesk, page: OpenedPlan) -> None:
    assert desk.headings("li") == []
    for attempt in (desk.open, desk.delete):
        with pytest.raises(NotOnDesk):
            attempt("li", page.heading.id)
    with pytest.raises(NotOnDesk):
        desk.edit("li", page, [to(page, LEADER, "张某")])


def test_two_pages_on_one_plan_both_get_their_changes_in(desk: PlanDesk, page: OpenedPlan) -> None:
    other = desk.open(OWNER, page.heading.id)
    desk.edit(OWNER, page, [to(page, LEADER, "张某")])
    after = desk.edit(OWNER, other, [to(other, UNIT, "机关党委")])
    assert after.conflicts == ()
    assert (after.shown[LEADER], after.shown[UNIT]) == ("张某", "机关党委")


def test_a_cell_that_both_changed_is_shown_to_the_second(desk: PlanDesk, page: OpenedPlan) -> None:
    other = desk.open(OWNER, page.heading.id)
    desk.edit(OWNER, page, [to(page, LEADER, "张某")])
    after = desk.edit(OWNER, other, [to(other, LEADER, "李某")])
    (conflict,) = after.conflicts
    assert (conflict.now, conflict.edit.after, after.shown[LEADER]) == ("张某", "李某", "张某")
    mine = desk.edit(OWNER, after, [to(after, LEADER, conflict.edit.after)])
    assert (mine.conflicts, mine.shown[LEADER]) == ((), "李某")


def test_a_locked_row_is_changed_by_nobody(desk: PlanDesk, page: OpenedPlan) -> None:
    locked = desk.lock(OWNER, page, "F1-M1", is_locked=True)
    after = desk.edit(OWNER, locked, [to(locked, LEADER, "张某")])
    assert [edit.after for edit in after.locked_out] == ["张某"]
    assert after.shown == page.shown
    assert desk.remove_measure(OWNER, after, "F1-M1").shown == page.shown
    unlocked = desk.lock(OWNER, after, "F1-M1", is_locked=False)
    assert desk.edit(OWNER, unlocked, [to(unlocked, LEADER, "张某")]).shown[LEADER] == "张某"


def test_changes_are_taken_back_one_by_one(desk: PlanDesk, page: OpenedPlan) -> None:
    first = desk.edit(OWNER, page, [to(page, LEADER, "张某")])
    second = desk.add_measure(OWNER, first, "F1")
    assert "F1-M2.text" in second.shown
    back = desk.undo(OWNER, second)
    assert back.shown == first.shown
    begun = desk.undo(OWNER, back)
    assert begun.shown == page.shown
    assert desk.undo(OWNER, begun).heading == begun.heading


def test_another_pages_change_is_not_taken_back_with_ones_own(desk: PlanDesk, page: OpenedPlan) -> None:
    other = desk.open(OWNER, page.heading.id)
    mine = desk.edit(OWNER, page, [to(page, LEADER, "张某")])
    desk.edit(OWNER, other, [to(other, UNIT, "机关党委")])
    with pytest.raises(ChangedMeanwhile):
        desk.undo(OWNER, mine)
    assert desk.open(OWNER, page.heading.id).shown[UNIT] == "机关党委"


def test_what_changed_in_a_table_is_found_by_the_rows_ids_whatever_their_order(page: OpenedPlan) -> None:
    columns = [*FIELDS]
    shown = cells(page.draft.plan)
    row = ["F1-M1", *(shown[f"F1-M1.{name}"] for name in columns)]
    assert edits_of([row], columns, shown) == []
    row[2] = "张某"
    assert edits_of([["F9-M9", *row[1:]], row], columns, shown) == [to(page, LEADER, "张某")]
