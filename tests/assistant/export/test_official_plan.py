"""A plan as an official document: what stands in it, and what in its final version."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.drafting.records import Measure, Metric, Plan, PlannedFinding
from assistant.drafting.slots import slots_in
from assistant.export.document import Heading, OfficialDocument, Paragraph, Table
from assistant.export.official_measures import told_measures
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


def test_every_measure_stands_in_a_table_with_what_shows_that_it_is_done(plan: Plan) -> None:
    cells = cells_of(official_plan(plan))
    for measure in plan.measures():
        assert any(measure.text in cell for cell in cells)
        assert any(measure.completion_mark in cell for cell in cells)
        assert any("、".join(measure.evidence_required) in cell for cell in cells)


def test_measures_are_counted_where_there_are_several(plan: Plan) -> None:
    measures = plan.findings[0].measures
    [alone], [several] = (list(told_measures(some, plan)) for some in (measures[:1], measures[:2]))
    assert alone.rows[0][0].text == measures[0].text
    assert [row[0].text[:3] for row in several.rows] == ["（1）", "（2）"]


def test_who_answers_for_a_problem_is_named_once_where_it_is_the_same(plan: Plan) -> None:
    assert [text.count("责任领导：") for text in owner_lines(plan)] == [1, 1]
    first = plan.findings[0]
    own = replace(first, measures=(replace(first.measures[0], leader="张三"), *first.measures[1:]))
    differing = replace(plan, groups=(replace(plan.groups[0], findings=(own, *plan.findings[1:])),))
    assert len(owner_lines(differing)) == 1
    of_first = [cell for cell in cells_of(official_plan(differing)) if cell.startswith("责任领导：")]
    assert "责任领导：张三" in of_first[0].splitlines()


def test_stages_that_the_whole_plan_shares_are_told_once(plan: Plan) -> None:
    lasting = [measure for measure in plan.measures() if measure.due.stages]
    assert len({measure.due.stages for measure in lasting}) == 1
    assert len(lasting) > 1
    assert shown(official_plan(plan)).count(lasting[0].due.stages[0]) == 1
    own = replace(lasting[0], due=replace(lasting[0].due, stages=("六月底前建成",)))
    assert "阶段目标：六月底前建成" in shown(official_plan(_with_measure(plan, own)))


def test_a_metric_is_told_where_it_says_more_than_the_mark(plan: Plan) -> None:
    first = plan.findings[0].measures[0]
    counted = replace(first, metric=Metric("每月会议", "12次", "6次"))
    assert "每月会议：12次→6次" in shown(official_plan(_with_measure(plan, counted)))
    refers = replace(first, metric=Metric("每月会议", "12次", "全部达到完成标志"))
    assert "每月会议" not in shown(official_plan(_with_measure(plan, refers)))


def test_a_suggestion_stands_beside_its_measures_even_where_it_has_none(plan: Plan) -> None:
    advice = plan.suggestions[0].suggestion
    bare = replace(plan, suggestions=(replace(plan.suggestions[0], measures=()),))
    for each in (plan, bare):
        assert any(" ".join(advice.excerpt.verbatim.split()) in cell for cell in cells_of(official_plan(each)))


def _with_measure(plan: Plan, measure: Measure) -> Plan:
    def item(of: PlannedFinding) -> PlannedFinding:
        return replace(of, measures=tuple(measure if one.id == measure.id else one for one in of.measures))

    groups = tuple(replace(group, findings=tuple(map(item, group.findings))) for group in plan.groups)
    return replace(plan, groups=groups)


def shown(document: OfficialDocument) -> str:
    texts = [block.text for block in document.blocks if isinstance(block, Paragraph)]
    return "\n".join((*texts, *cells_of(document)))


def owner_lines(plan: Plan) -> list[str]:
    tables = [block for block in official_plan(plan).blocks if isinstance(block, Table)]
    return [table.above.text for table in tables if table.above is not None]


def cells_of(document: OfficialDocument) -> list[str]:
    return [cell.text for block in document.blocks if isinstance(block, Table) for cell in block.cells()]


def test_every_open_slot_of_the_register_is_in_the_document(plan: Plan) -> None:
    document = replace(official_plan(plan), attachments=())
    told = slots_in(f"{document.title}\n{shown(document)}")
    labels = [slot.label for slot in plan.slots]
    assert set(told) == set(labels)
    assert all(told.count(label) >= labels.count(label) for label in labels)


def test_a_draft_says_so_and_lists_what_is_open(plan: Plan) -> None:
    document = official_plan(plan)
    assert "草稿" in document.draft_mark
    assert [annex.title for annex in document.attachments] == ["定稿前须处理的事项"]
    sections = [block.text for block in document.attachments[0].blocks if isinstance(block, Heading)]
    assert sections[:2] == ["一、整改要素覆盖表", "二、待填事项"]


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
    assert len(comments) == len(plan.slots) + len(plan.checks) == len(list(remarks(plan)))
    at_slots = [anchor for anchor, _ in comments if slots_in(anchor) and anchor.startswith("【待填")]
    assert len(at_slots) == len(plan.slots)


def test_remarks_are_in_the_language_of_the_reader(plan: Plan) -> None:
    assert "The office fills it in" in next(remarks(plan, "en")).text.replace("the office", "The office")


def test_two_exports_of_one_plan_are_equal(plan: Plan) -> None:
    assert plan_to_docx(plan, review=True) == plan_to_docx(plan_of(), review=True)
