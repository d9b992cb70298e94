from __future__ import annotations

import json

import pytest

from assistant.drafting.editing import Edit
from assistant.web.cells_seen import as_seen

COLUMNS = ("text", "leader")
LEADER = Edit("F1-M1.leader", "张某", "李某")


def seen(row: str = "F1-M1", column: int = 2, text: str = "【待填：责任领导】") -> str:
    return json.dumps({"row": row, "column": column, "text": text})


def test_a_change_is_made_on_what_its_writer_saw() -> None:
    assert as_seen([LEADER], COLUMNS, seen()) == [Edit("F1-M1.leader", "【待填：责任领导】", "李某")]


@pytest.mark.parametrize(
    "other", [seen(row="F1-M2"), seen(column=1), seen(column=0), seen(column=9), "", "null", "[]", "{", '{"row": 1}']
)
def test_what_was_seen_elsewhere_or_not_at_all_changes_nothing(other: str) -> None:
    assert as_seen([LEADER], COLUMNS, other) == [LEADER]


def test_spaces_that_the_page_shows_otherwise_are_no_other_text() -> None:
    edit = Edit("F1-M1.text", "一、学习\n二、检查 ", "三、整改")
    assert as_seen([edit], COLUMNS, seen(column=1, text="一、学习二、检查")) == [edit]


def test_the_only_column_of_a_table_has_no_name() -> None:
    edit = Edit("S1", "张某同志", "新")
    assert as_seen([edit], ("",), seen(row="S1", column=1, text="旧"))[0].before == "旧"
