"""The events of the plan editor, called as the page calls them, over a real desk."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import gradio as gr
import pytest

from assistant.desk.desk import Desk
from assistant.drafting.records import Measure, Plan
from assistant.errors import NotInLibrary
from assistant.library.evidence import Proof
from assistant.web.plan_desk import PlanDesk
from assistant.web.plan_editor import PlanEditor
from assistant.web.plan_parts import COLUMNS
from assistant.web.site import Site
from tests.assistant.web.conftest import as_sent

ZH: Any = SimpleNamespace(headers={"accept-language": "zh-CN"})
LEADER = 1 + COLUMNS.index("leader")


class Redrafter:
    """Drafts a row anew as it is told, and holds no document."""

    def __init__(self) -> None:
        self.says: Callable[[Measure], Measure] = lambda measure: measure

    def redraft(self, plan: Plan, finding_id: str) -> Any:
        planned = next(each for each in plan.findings if each.finding.id == finding_id)
        return replace(planned, measures=tuple(map(self.says, planned.measures))), plan.citations

    def evidence_of(self, citations: Any, feedback: Path | None, *, model: str | None) -> Proof:
        return Proof((), {})

    def document(self, document_id: str) -> Any:
        raise NotInLibrary("no_such_document", id=document_id)


@pytest.fixture
def redrafter() -> Redrafter:
    return Redrafter()


@pytest.fixture
def editor(redrafter: Redrafter, home: Path, tmp_path: Path, build: Any) -> Iterator[Any]:
    files = tmp_path / "page-files"
    files.mkdir()
    desk = Desk(home)

    def make() -> PlanEditor:
        with gr.Blocks(analytics_enabled=False):
            return PlanEditor(Site(redrafter, files, None), PlanDesk(desk.drafts), gr.State({}))  # type: ignore[arg-type]

    yield build(make)
    desk.close()


@pytest.fixture
def page(editor: Any, plan: Callable[..., Plan]) -> dict[Any, Any]:
    """What the page shows of a plan that was just drafted from an upload that is gone."""
    shown: dict[Any, Any] = editor.keep(plan(), Path("反馈.txt"), "整改方案", ZH)
    return shown


def rows(editor: Any, page: dict[Any, Any]) -> list[list[str]]:
    return [[*row] for row in page[editor.parts.table]["value"]["data"]]


def test_what_is_typed_into_the_table_is_kept_and_checked(editor: Any, page: dict[Any, Any]) -> None:
    table = rows(editor, page)
    table[0][LEADER] = "张某"
    after = editor.edit(page[editor.parts.opened], as_sent(table, page, editor), ZH)
    assert "张某" in after[editor.parts.text]
    assert after[editor.parts.undo]["interactive"]
    assert editor.parts.table not in after, "the table says it already"
    again = editor.open(page[editor.parts.opened].heading.id, ZH)
    assert rows(editor, again)[0][LEADER] == "张某"


def test_nothing_typed_is_nothing_saved(editor: Any, page: dict[Any, Any]) -> None:
    assert editor.parts.opened not in editor.edit(
        page[editor.parts.opened], as_sent(rows(editor, page), page, editor), ZH
    )


def test_two_pages_keep_both_changes_and_see_what_they_both_changed(editor: Any, page: dict[Any, Any]) -> None:
    other = editor.open(page[editor.parts.opened].heading.id, ZH)
    first, second = rows(editor, page), rows(editor, other)
    first[0][LEADER], second[0][LEADER] = "张某", "李某"
    editor.edit(page[editor.parts.opened], as_sent(first, page, editor), ZH)
    after = editor.edit(other[editor.parts.opened], as_sent(second, other, editor), ZH)
    assert "张某" in after[editor.parts.notice]
    assert "李某" in after[editor.parts.notice], "what was typed is not lost"
    assert rows(editor, after)[0][LEADER] == "张某"


def typed(row: int, column: int, before: str, said: str) -> Any:
    return SimpleNamespace(index=[row, column], previous_value=before, value=said)


def test_a_cell_typed_over_is_kept_only_if_the_desk_says_what_stood_there(editor: Any, page: dict[Any, Any]) -> None:
    other = editor.open(page[editor.parts.opened].heading.id, ZH)
    table, stood = rows(editor, page), rows(editor, page)[0][LEADER]
    editor.type(page[editor.parts.opened], as_sent(table, page, editor), typed(0, LEADER, stood, "张某"), ZH)
    table[0][LEADER] = "李某"
    after = editor.type(other[editor.parts.opened], as_sent(table, other, editor), typed(0, LEADER, stood, "李某"), ZH)
    assert rows(editor, after)[0][LEADER] == "张某"
    again = editor.edit(after[editor.parts.opened], as_sent(table, other, editor), ZH)
    assert editor.parts.opened not in again, "the browser says once more what it said of the table before"
    decided = editor.type(
        after[editor.parts.opened], as_sent(table, after, editor), typed(0, LEADER, "张某", "李某"), ZH
    )
    assert rows(editor, editor.open(page[editor.parts.opened].heading.id, ZH))[0][LEADER] == "李某"
    assert decided[editor.parts.opened].conflicts == ()


def test_another_pages_change_that_came_while_a_cell_was_written_is_not_written_over_unseen(
    editor: Any, page: dict[Any, Any]
) -> None:
    other = editor.open(page[editor.parts.opened].heading.id, ZH)
    table, stood = rows(editor, page), rows(editor, page)[0][LEADER]
    seen = json.dumps({"row": table[0][0], "column": LEADER, "text": stood})
    table[0][LEADER] = "张某"
    page = editor.edit(page[editor.parts.opened], as_sent(table, page, editor), ZH)
    other = editor.open(other[editor.parts.opened].heading.id, ZH)
    written = rows(editor, other)
    written[0][LEADER] = "李某"
    sent = as_sent(written, other, editor)
    for after in (
        editor.type(other[editor.parts.opened], sent, typed(0, LEADER, "张某", "李某"), ZH, seen),
        editor.edit(other[editor.parts.opened], sent, ZH, seen),
    ):
        assert "李某" in after[editor.parts.notice], "what was typed is not lost"
        assert rows(editor, after)[0][LEADER] == "张某"


@pytest.mark.parametrize("index", [[-1, 1], [99, 1], [0, 0], [0, 99], 3])
def test_a_cell_that_there_is_not_changes_nothing(editor: Any, page: dict[Any, Any], index: Any) -> None:
    event = SimpleNamespace(index=index, previous_value="", value="x")
    assert editor.parts.opened not in editor.type(
        page[editor.parts.opened], as_sent(rows(editor, page), page, editor), event, ZH
    )


def test_a_change_is_taken_back(editor: Any, page: dict[Any, Any]) -> None:
    table = rows(editor, page)
    table[0][LEADER] = "张某"
    after = editor.edit(page[editor.parts.opened], as_sent(table, page, editor), ZH)
    assert rows(editor, editor.undo(after[editor.parts.opened], ZH)) == rows(editor, page)


def test_a_row_drafted_anew_is_shown_before_it_is_taken(
    editor: Any, page: dict[Any, Any], redrafter: Redrafter
) -> None:
    redrafter.says = lambda measure: replace(measure, text="重新写的措施。")
    shown = editor.propose(page[editor.parts.opened], "F1-M1", ZH)
    assert "补学专题" in shown[editor.parts.difference]
    assert "重新写的措施" in shown[editor.parts.difference]
    left = editor.open(page[editor.parts.opened].heading.id, ZH)
    assert "重新写的措施" not in left[editor.parts.text]
    taken = editor.apply(page[editor.parts.opened], shown[editor.parts.proposed], ZH)
    assert "重新写的措施" in taken[editor.parts.text]


def test_a_row_drafted_anew_does_not_overwrite_what_somebody_typed_meanwhile(
    editor: Any, page: dict[Any, Any], redrafter: Redrafter
) -> None:
    redrafter.says = lambda measure: replace(measure, text="重新写的措施。")
    shown = editor.propose(page[editor.parts.opened], "F1-M1", ZH)
    table = rows(editor, page)
    table[0][1] = "人改的措施。"
    editor.edit(page[editor.parts.opened], as_sent(table, page, editor), ZH)
    after = editor.apply(page[editor.parts.opened], shown[editor.parts.proposed], ZH)
    assert "人改的措施" in after[editor.parts.text]
    assert rows(editor, after)[0][1] == "人改的措施。"


def test_a_locked_row_is_neither_typed_over_nor_drafted_anew_nor_deleted(editor: Any, page: dict[Any, Any]) -> None:
    locked = editor.lock(page[editor.parts.opened], "F1-M1", ZH)
    table = rows(editor, locked)
    table[0][LEADER] = "张某"
    after = editor.edit(locked[editor.parts.opened], as_sent(table, locked, editor), ZH)
    assert "张某" in after[editor.parts.notice]
    assert rows(editor, after) == rows(editor, page)
    for attempt in (editor.propose, editor.remove):
        assert "锁定" in attempt(after[editor.parts.opened], "F1-M1", ZH)[editor.parts.notice]
    assert locked[editor.parts.unlock]["visible"]


def test_rows_come_and_go(editor: Any, page: dict[Any, Any]) -> None:
    more = editor.add(page[editor.parts.opened], "F1-M1", ZH)
    assert [row[0] for row in rows(editor, more)] == ["F1-M1", "F1-M2"]
    less = editor.remove(more[editor.parts.opened], "F1-M2", ZH)
    assert rows(editor, less) == rows(editor, page)
    assert "重新打开" in editor.remove(more[editor.parts.opened], "F1-M2", ZH)[editor.parts.notice]


def test_without_a_row_the_page_says_to_choose_one(editor: Any, page: dict[Any, Any]) -> None:
    for attempt in (editor.add, editor.remove, editor.propose):
        assert "先" in attempt(page[editor.parts.opened], None, ZH)[editor.parts.notice]


def test_a_draft_whose_upload_is_gone_gives_every_file_but_the_evidence_pack(editor: Any, page: dict[Any, Any]) -> None:
    after = editor.make_files(page[editor.parts.opened], None, ZH)
    offered = {kind for kind, button in editor.parts.downloads._buttons.items() if after[button]["visible"]}
    assert offered == {"docx", "review", "xlsx", "md", "json"}
    assert "证据包" in after[editor.parts.notice]


def test_a_deleted_draft_is_gone_and_somebody_is_asked_before(editor: Any, page: dict[Any, Any]) -> None:
    heading = page[editor.parts.opened].heading
    asked = editor.ask_to_delete(page[editor.parts.opened], ZH)
    assert heading.title in asked[editor.parts.question]
    assert editor.open(heading.id, ZH)[editor.parts.opened].heading == heading
    after = editor.delete(page[editor.parts.opened], ZH)
    assert after[editor.parts.drafts]["choices"] == []
    assert "⚠" in editor.open(heading.id, ZH)[editor.parts.notice]


def test_what_was_proposed_or_read_of_one_plan_does_not_go_into_the_next(
    editor: Any, page: dict[Any, Any], redrafter: Redrafter
) -> None:
    redrafter.says = lambda measure: replace(measure, text="重新写的措施。")
    parts = editor.parts
    assert editor.propose(page[parts.opened], "F1-M1", ZH)[parts.proposed] is not None
    for shown in (editor.open(page[parts.opened].heading.id, ZH), editor.close()):
        assert shown[parts.proposed] is None
        assert (shown[parts.section]["value"], shown[parts.section_text], shown[parts.section_read]) == (None, "", "")
    assert editor.open(page[parts.opened].heading.id, ZH)[parts.section]["choices"]


def test_what_was_proposed_of_a_plan_that_is_open_no_more_is_dropped(
    editor: Any, page: dict[Any, Any], redrafter: Redrafter, plan: Callable[..., Plan]
) -> None:
    """Drafting anew takes a while, in which another plan may have been opened."""
    redrafter.says = lambda measure: replace(measure, text="重新写的措施。")
    parts = editor.parts
    proposed = editor.propose(page[parts.opened], "F1-M1", ZH)[parts.proposed]
    other = editor.keep(plan(), Path("另一份.txt"), "另一份方案", ZH)
    after = editor.apply(other[parts.opened], proposed, ZH)
    assert after[parts.proposed] is None
    assert parts.opened not in after


def test_a_row_stays_the_one_the_buttons_are_for_while_its_cells_are_written(editor: Any, page: dict[Any, Any]) -> None:
    table = rows(editor, page)
    table[0][LEADER] = "张某"
    after = editor.edit(page[editor.parts.opened], as_sent(table, page, editor), ZH)
    assert "value" not in after[editor.parts.row]
    assert editor.parts.lock not in after


def test_a_section_that_changed_since_it_was_read_is_not_overwritten(editor: Any, page: dict[Any, Any]) -> None:
    parts, where = editor.parts, "plan.received_on"
    read = editor.read_section(page[parts.opened], where)[parts.section_read]
    other = editor.open(page[parts.opened].heading.id, ZH)
    kept = editor.save_section(other[parts.opened], where, "2026-03-01", read, ZH)
    assert kept[parts.section_read] == "2026-03-01"
    table = rows(editor, page)
    table[0][LEADER] = "张某"
    mine = editor.edit(page[parts.opened], as_sent(table, page, editor), ZH)
    refused = editor.save_section(mine[parts.opened], where, "2026-04-01", read, ZH)
    said = refused[parts.notice].replace("&#45;", "-")
    assert "2026-03-01" in said
    assert "2026-04-01" in said, "what was typed is not lost"
    assert refused[parts.opened].shown[where] == "2026-03-01"
