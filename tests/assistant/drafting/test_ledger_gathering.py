"""Several plans and ledgers in one: merged, joined, and the same problem from two inspections side by side."""

from __future__ import annotations

from dataclasses import replace

from assistant.drafting.ledger_gathering import gather
from tests.assistant.drafting.ledger_samples import HALL, ROWS, changed, kept, row

AUDIT = "市审计局（2024年4月2日反馈）"
ALIKE = "服务大厅收费不公示，2023年有3个窗口没有公示收费的标准。"


def test_two_people_who_kept_copies_of_one_ledger_both_count() -> None:
    one = kept(changed(ROWS, {"F1-M1": {"status": "已完成"}}))
    other = kept(changed(ROWS, {"F2-M3": {"status": "推进中"}, "F1-M2": {"leader": "李某某"}}))
    result = gather(ROWS, [one, other])
    assert [found.status for found in result.rows] == ["已完成", "未启动", "推进中", "未启动"]
    assert result.rows[1].leader == "李某某"
    assert result.conflicts == ()


def test_two_people_who_wrote_different_words_into_one_cell_are_named() -> None:
    one = kept(changed(ROWS, {"F1-M1": {"progress": "已公示2个窗口"}}))
    other = kept(changed(ROWS, {"F1-M1": {"progress": "已公示3个窗口"}}))
    (found,) = gather(ROWS, [one, other]).conflicts
    assert found.kind == "both_changed"
    assert {found.facts["theirs"], found.facts["ours"]} == {"已公示2个窗口", "已公示3个窗口"}


def test_a_ledger_of_another_inspection_is_joined_and_not_merged() -> None:
    other = [row(1, "档案室没有消防设施，4年没有检查过一次。", origin=AUDIT)]
    result = gather(ROWS, [kept(other, base=None)])
    assert [found.measures for found in result.rows] == [*(found.measures for found in ROWS), other[0].measures]
    assert len({found.id for found in result.rows}) == len(result.rows)
    assert result.conflicts == ()


def test_the_same_problem_from_two_inspections_is_shown_with_what_differs() -> None:
    other = [row(1, ALIKE, origin=AUDIT, due="2024年9月30日", leader="赵某某", id="F9-M1")]
    mine = changed(ROWS, {"F1-M1": {"leader": "王某某"}, "F1-M2": {"leader": "王某某"}})
    found = gather([*mine, *other], []).conflicts
    assert [one.kind for one in found] == ["same_problem", "same_problem_differs", "same_problem_differs"]
    assert found[0].facts == {"one": ROWS[0].origin, "other": AUDIT, "problem": HALL}
    assert [one.facts["column"] for one in found[1:]] == ["责任领导", "完成时限"]


def test_different_problems_of_two_inspections_are_left_alone() -> None:
    other = [replace(found, origin=AUDIT, problem="下属企业8名人员没有签订劳动合同。") for found in ROWS[:1]]
    assert gather([*ROWS, *other], []).conflicts == ()
