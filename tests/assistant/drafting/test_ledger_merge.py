"""What people did to a ledger, and what is left of it after a merge: everything."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.drafting.ledger_columns import TITLES
from assistant.drafting.ledger_merge import Merged, merge
from assistant.drafting.ledger_reading import kept_ledger
from assistant.drafting.ledger_records import LedgerRow
from tests.assistant.drafting.ledger_samples import FEES, HALL, ROWS, base_sheet, changed, kept, row, sheet


def merged(
    edited: Sequence[LedgerRow], ours: Sequence[LedgerRow] = ROWS, *, without: Sequence[str] = (), **renamed: str
) -> Merged:
    ledger = kept(edited, without=without, **renamed)
    return merge(ours, ledger.table, ledger.base)


def cells(rows: Sequence[LedgerRow]) -> list[tuple[str, ...]]:
    return [tuple(getattr(one, field) for field in TITLES) for one in rows]


def kinds(result: Merged) -> list[tuple[str, bool]]:
    return [(found.kind, found.needs_decision) for found in result.differences]


def test_a_ledger_that_nobody_touched_gives_no_difference() -> None:
    result = merged(ROWS)
    assert cells(result.rows) == cells(ROWS)
    assert result.differences == ()


def test_what_people_wrote_stays() -> None:
    edited = changed(ROWS, {"F1-M1": {"leader": "王某某", "status": "已完成", "progress": "3个窗口已公示"}})
    result = merged(edited)
    assert cells(result.rows) == cells(edited)
    assert result.differences == ()


def test_what_the_plan_changed_since_is_taken_over() -> None:
    ours = changed(ROWS, {"F1-M2": {"measures": "改写后的措施"}})
    assert merged(ROWS, ours).rows[1].measures == "改写后的措施"


def test_where_both_changed_a_cell_theirs_stays_and_ours_is_named() -> None:
    edited = changed(ROWS, {"F1-M1": {"lead_unit": "财务科"}})
    ours = changed(ROWS, {"F1-M1": {"lead_unit": "办公室"}})
    result = merged(edited, ours)
    assert result.rows[0].lead_unit == "财务科"
    (found,) = result.conflicts
    assert (found.kind, found.where) == ("both_changed", "F1-M1 牵头单位")
    assert found.facts == {"theirs": "财务科", "ours": "办公室", "base": "【待填：牵头单位】"}


def test_both_making_the_same_change_is_no_conflict() -> None:
    both = changed(ROWS, {"F1-M1": {"lead_unit": "财务科"}})
    assert merged(both, both).differences == ()


def test_an_added_row_is_kept_under_its_problem() -> None:
    added = LedgerRow(9, problem=HALL, measures="自己加的措施", status="推进中")
    result = merged([ROWS[0], added, *ROWS[1:]])
    own = result.rows[1]
    assert (own.measures, own.id, own.origin) == ("自己加的措施", "F1-M3", ROWS[0].origin)
    assert kinds(result) == [("row_added", False)]


def test_an_added_row_of_no_known_problem_wants_a_decision() -> None:
    result = merged([*ROWS, LedgerRow(9, problem="审计指出的另一个问题", measures="另一条措施")])
    assert result.rows[-1].problem == "审计指出的另一个问题"
    assert kinds(result) == [("row_of_no_problem", True)]


def test_moved_rows_keep_their_new_order() -> None:
    result = merged([ROWS[2], ROWS[0], ROWS[3], ROWS[1]])
    assert [one.id for one in result.rows] == ["F2-M3", "F1-M1", "F2-M4", "F1-M2"]
    assert kinds(result) == [("rows_moved", False)]


def test_sorting_the_sheet_without_the_hidden_ids_mixes_nothing_up() -> None:
    """People select the visible columns and sort; the ids stay where they were."""
    shuffled = [replace(words, id=place.id) for words, place in zip(reversed(ROWS), ROWS, strict=True)]
    result = merged(shuffled)
    assert {one.measures: one.id for one in result.rows} == {one.measures: one.id for one in ROWS}


def test_a_wrong_date_stays_as_written_and_is_named() -> None:
    edited = changed(ROWS, {"F1-M1": {"due": "2024年6月31日"}, "F1-M2": {"due": "尽快"}})
    result = merged(edited)
    assert [one.due for one in result.rows[:2]] == ["2024年6月31日", "尽快"]
    assert [(found.kind, found.where) for found in result.conflicts] == [
        ("date_impossible", "F1-M1 完成时限"),
        ("due_unclear", "F1-M2 完成时限"),
    ]


def test_the_same_date_in_another_form_is_no_change() -> None:
    ours = changed(ROWS, {"F1-M1": {"due": "2024年7月1日"}})
    assert merged(changed(ROWS, {"F1-M1": {"due": "2024/6/8"}}), ours).differences == ()


def test_a_deleted_column_is_named_and_its_words_come_from_the_plan() -> None:
    result = merged(ROWS, without=("evidence",))
    assert [one.evidence for one in result.rows] == [one.evidence for one in ROWS]
    (found,) = result.conflicts
    assert (found.kind, found.facts) == ("column_missing", {"column": "佐证材料"})


def test_the_column_of_ids_may_be_deleted() -> None:
    result = merged(changed(ROWS, {"F1-M1": {"status": "已完成"}}), without=("id",))
    assert [one.id for one in result.rows] == [one.id for one in ROWS]
    assert kinds(result) == [("ids_missing", False)]


def test_the_columns_of_problems_and_of_ids_may_both_be_deleted() -> None:
    result = merged(ROWS, without=("id", "problem"))
    assert cells(result.rows) == cells(ROWS)
    assert kinds(result) == [("column_missing", True), ("ids_missing", False)]


def test_without_ids_a_measure_that_was_reworded_a_little_is_known_again() -> None:
    edited = changed(ROWS, {"F1-M1": {"measures": "第1条措施的全部文字"}})
    result = merged(edited, without=("id",))
    assert result.rows[0].id == "F1-M1"
    assert result.conflicts == ()


def test_a_renamed_column_is_known_by_its_meaning_or_by_what_it_says() -> None:
    result = merged(ROWS, lead_unit="责任部门", completion_mark="怎么算办好")
    assert cells(result.rows) == cells(ROWS)
    assert [found.facts["understood"] for found in result.differences] == ["牵头单位", "完成标志"]


def test_a_deleted_row_is_put_back_and_named_while_the_plan_has_it() -> None:
    result = merged([ROWS[0], *ROWS[2:]])
    assert [one.id for one in result.rows] == [one.id for one in ROWS]
    assert kinds(result) == [("row_deleted", True)]


def test_a_measure_that_the_plan_dropped_stays_in_the_ledger_and_is_named() -> None:
    result = merged(ROWS, ROWS[1:])
    assert len(result.rows) == len(ROWS)
    assert kinds(result) == [("row_gone_from_plan", True)]


def test_a_measure_that_the_plan_gained_comes_in_beside_its_problem() -> None:
    ours = [*ROWS, replace(row(3), id="F1-M3")]
    result = merged(ROWS, ours)
    assert [one.id for one in result.rows] == ["F1-M1", "F1-M2", "F1-M3", "F2-M3", "F2-M4"]
    assert kinds(result) == [("row_new_in_plan", False)]


def test_a_copied_row_becomes_a_measure_of_its_own() -> None:
    copy = replace(ROWS[0], measures="照着抄的一条，改了内容")
    result = merged([ROWS[0], copy, *ROWS[1:]])
    assert [one.id for one in result.rows][:2] == ["F1-M1", "F1-M3"]
    assert kinds(result) == [("id_repeated", False)]


def test_lines_that_are_no_rows_are_named() -> None:
    whole = sheet(ROWS)
    noted = replace(whole, rows=(*whole.rows, (9, {0: "合计", 2: "4条"}), (11, {0: "填表人：某某"})))
    ledger = kept_ledger([noted, base_sheet()], "台账.xlsx")
    (found,) = merge(ROWS, ledger.table, ledger.base).differences
    assert (found.kind, found.facts["lines"]) == ("lines_left", "合计 4条；填表人：某某")


def test_a_reworded_finding_is_named() -> None:
    edited = changed(ROWS, {"F2-M3": {"problem": "培训费管理有不足"}})
    result = merged(edited)
    assert result.rows[2].problem == "培训费管理有不足"
    (found,) = result.conflicts
    assert (found.kind, found.facts["ours"]) == ("problem_reworded", FEES)


def test_an_emptied_cell_and_an_unknown_state_are_named() -> None:
    edited = changed(ROWS, {"F1-M1": {"completion_mark": ""}, "F1-M2": {"status": "差不多"}})
    assert [found.kind for found in merged(edited).conflicts] == ["cell_emptied", "status_unclear"]


def test_columns_of_the_offices_own_are_kept() -> None:
    noted = [replace(ROWS[0], others=(("备注", "等财政批复"),)), *ROWS[1:]]
    ledger = kept(ROWS)
    table = replace(ledger.table, rows=tuple(replace(one, sheet="整改台账") for one in noted))
    assert merge(ROWS, table, ledger.base).rows[0].others == (("备注", "等财政批复"),)


def test_a_ledger_without_its_export_counts_every_difference_as_theirs() -> None:
    ledger = kept(changed(ROWS, {"F1-M1": {"leader": "李某某"}}), base=None)
    result = merge(ROWS, ledger.table, ledger.base)
    assert result.rows[0].leader == "李某某"
    assert kinds(result) == [("base_unknown", False)]


edits = st.lists(
    st.tuples(
        st.sampled_from([one.id for one in ROWS]),
        st.sampled_from(["leader", "lead_unit", "measures", "completion_mark", "status", "progress", "due"]),
        st.text(alphabet="甲乙丙丁戊己庚辛1234", min_size=1, max_size=12),
    ),
    max_size=6,
)


@settings(deadline=None)
@given(edits, edits, st.permutations(ROWS), st.sets(st.integers(0, 3), max_size=2))
def test_no_word_of_anybody_is_lost(
    theirs: list[tuple[str, str, str]],
    plans: list[tuple[str, str, str]],
    order: Sequence[LedgerRow],
    deleted: set[int],
) -> None:
    """Whatever both sides do: every cell of theirs is in the result, every cell of ours is there or named."""
    edited = list(order)
    for identity, name, words in theirs:
        edited = changed(edited, {identity: {name: words}})
    edited = [one for at, one in enumerate(edited) if at not in deleted] or [ROWS[0]]
    ours = list(ROWS)
    for identity, name, words in plans:
        ours = changed(ours, {identity: {name: words}})
    result = merged(edited, ours)
    told = "\n".join([*map(str, cells(result.rows)), *(str(found.facts) for found in result.differences)])
    exported = {text for one in cells(ROWS) for text in one}
    for text in {text for one in (*cells(edited), *cells(ours)) for text in one} - exported:
        assert text in told
    assert len(result.rows) >= len(ROWS)
