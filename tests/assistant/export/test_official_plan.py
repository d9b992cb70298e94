"""A plan as an official document: what stands in it, and what in its final version."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.drafting.records import Plan
from assistant.drafting.slots import slots_in
from assistant.export.document import Heading, OfficialDocument, Paragraph, Table
from assistant.export.official_measures import told_measures, told_once
from assistant.export.official_plan import official_plan
from assistant.export.plan_docx import plan_to_docx
from assistant.export.review import remarks
from tests.assistant.drafting.feedback_samples import LETTER
from tests.assistant.export.layout import Layout
from tests.assistant.export.samples import plan_of


@pytest.fixture(scope="module")
def plan() -> Plan:
    return plan_of()


def headings(document: OfficialDocument, level: int) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Heading) and block.level == level]


def test_the_sections_of_a_plan_stand_in_order(plan: Plan) -> None:
    assert headings(official_plan(plan), 1) == [
        "一、总体要求",
        "二、组织领导",
        "三、整改任务",
        "四、意见建议的采纳",
        "五、实施步骤",
        "六、工作要求",
    ]


def test_findings_stand_under_their_groups_numbered_and_verbatim(plan: Plan) -> None:
    document = official_plan(plan)
    assert headings(document, 2) == ["（一）落实全面从严治党责任方面"]
    assert headings(document, 3)[:2] == ["1.会议费管理不严（F1）", "2.储备粮轮换监管缺位（F2）"]
    quoted = [block.text for block in document.blocks if isinstance(block, Paragraph) and block.quoted]
    assert quoted[:2] == [item.finding.verbatim for item in plan.findings]


def test_every_measure_stands_in_the_text_with_its_owner_below(plan: Plan) -> None:
    document = official_plan(plan)
    texts = [block.text for block in document.blocks if isinstance(block, Paragraph)]
    results = [*cells_of(document), *(text for text in texts if text.startswith("完成时限："))]
    for measure in plan.measures():
        assert measure.text in texts
        assert any(measure.completion_mark in told for told in results)
        assert any("、".join(measure.evidence_required) in told for told in results)


def test_a_single_measure_is_not_counted(plan: Plan) -> None:
    measures = plan.findings[0].measures
    alone, *_ = told_measures(measures[:1], plan)
    first, second, *_ = told_measures((measures[0], replace(measures[0], id="F1-M2")), plan)
    leads = [block.lead for block in (alone, first, second) if isinstance(block, Paragraph)]
    assert leads == ["整改措施：", "整改措施：（1）", "（2）"]


def test_measures_with_one_deadline_and_result_need_no_table(plan: Plan) -> None:
    first = plan.findings[0]
    alike = tuple(replace(first.measures[0], id=measure.id, text=measure.text) for measure in first.measures)
    told = list(told_measures(alike, plan))
    assert not any(isinstance(block, Table) for block in told)
    assert sum("完成标志：" in block.text for block in told if isinstance(block, Paragraph)) == 1


def test_who_answers_for_a_problem_is_named_once_where_it_is_the_same(plan: Plan) -> None:
    assert [text.count("责任领导：") for text in owner_lines(plan)] == [1, 1, 1]
    first = plan.findings[0]
    own = replace(first, measures=(replace(first.measures[0], leader="张三"), *first.measures[1:]))
    differing = replace(plan, groups=(replace(plan.groups[0], findings=(own, *plan.findings[1:])),))
    assert len(owner_lines(differing)) == 2
    assert told_once(differing) < told_once(plan)
    cells = "".join(cells_of(official_plan(differing)))
    assert cells.count("责任领导：") == len(first.measures)
    assert "责任领导：张三" in cells


def owner_lines(plan: Plan) -> list[str]:
    blocks = official_plan(plan).blocks
    return [block.text for block in blocks if isinstance(block, Paragraph) and block.lead == "责任分工："]


def cells_of(document: OfficialDocument) -> list[str]:
    return [cell.text for block in document.blocks if isinstance(block, Table) for row in block.rows for cell in row]


def test_every_open_slot_of_the_register_is_in_the_document(plan: Plan) -> None:
    document = replace(official_plan(plan), attachments=())
    shown: list[str] = slots_in(document.title)
    for block in document.blocks:
        if isinstance(block, Table):
            shown += [label for row in block.rows for cell in row for label in slots_in(cell.text)]
        else:
            shown += slots_in(block.text)
    assert sorted(shown) == sorted(slot.label for slot in plan.slots if slot.where not in told_once(plan))


def test_a_draft_says_so_and_lists_what_is_open(plan: Plan) -> None:
    document = official_plan(plan)
    assert "草稿" in document.draft_mark
    assert [annex.title for annex in document.attachments] == ["整改要素覆盖表", "定稿前须处理的事项"]


def test_the_final_version_has_no_draft_mark_and_no_aids(plan: Plan) -> None:
    document = official_plan(plan, final=True)
    assert document.draft_mark == ""
    assert [annex.title for annex in document.attachments] == ["整改要素覆盖表"]


def test_the_secrecy_of_the_feedback_is_that_of_the_plan(plan: Plan) -> None:
    secret = replace(plan, source=replace(plan.source, document=replace(plan.source.document, secrecy="秘密★1年")))
    assert Layout(plan_to_docx(secret)).paragraphs[0] == ("GwMark", "秘密★1年")


def test_a_plan_carries_no_letterhead(plan: Plan) -> None:
    assert not official_plan(plan).carries_letterhead


def test_more_groups_and_findings_than_fingers_are_numbered() -> None:
    findings = "\n".join(f"{number}.第{number}类会议费管理不严。" for number in range(1, 131))
    text = LETTER.replace(LETTER[LETTER.index("1.会议费") : LETTER.index("二、意见建议")], f"{findings}\n")
    assert headings(official_plan(plan_of(text)), 3)[129].startswith("130.")


def test_the_review_copy_has_a_remark_for_each_slot_and_each_check(plan: Plan) -> None:
    comments = Layout(plan_to_docx(plan, review=True)).comments
    printed = len(plan.slots) - sum(slot.where in told_once(plan) for slot in plan.slots)
    assert len(comments) == printed + len(plan.checks) == len(list(remarks(plan)))
    at_slots = [anchor for anchor, _ in comments if slots_in(anchor) and anchor.startswith("【待填")]
    assert len(at_slots) == printed


def test_remarks_are_in_the_language_of_the_reader(plan: Plan) -> None:
    assert "The office fills it in" in next(remarks(plan, "en")).text.replace("the office", "The office")


def test_two_exports_of_one_plan_are_equal(plan: Plan) -> None:
    assert plan_to_docx(plan, review=True) == plan_to_docx(plan_of(), review=True)
