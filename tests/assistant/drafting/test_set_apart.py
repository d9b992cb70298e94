"""Fields such as 原因： and 建议： under each problem, and what stays when they are taken out."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.drafting.findings import read_findings
from assistant.drafting.set_apart import set_apart
from tests.assistant.drafting.feedback_samples import document

THREE_PARTS = """市委巡察组反馈意见
（一）账目混乱。
事实：3笔收入没有入账。
原因：没有会计。
建议：清理账目。
（二）公车使用混乱。
事实：2辆公车没有定位。
原因：监管不严。
建议：全部安装定位。
"""


def test_cause_and_advice_are_no_part_of_the_problem() -> None:
    found = read_findings(document(THREE_PARTS))
    assert [finding.verbatim for finding in found.findings] == [
        "账目混乱。\n事实：3笔收入没有入账。",
        "公车使用混乱。\n事实：2辆公车没有定位。",
    ]
    assert [suggestion.excerpt.verbatim for suggestion in found.suggestions] == ["清理账目。", "全部安装定位。"]


def test_what_kind_of_problem_it_is_and_who_answers_are_no_part_of_it() -> None:
    text = "".join(
        f"问题{number}：{name}\n问题表现：{fact}\n问题性质：违反制度。\n责任认定：经理负直接责任。\n"
        for number, name, fact in ((1, "账目混乱", "3笔收入没有入账。"), (2, "公车失管", "2辆公车没有定位。"))
    )
    assert "违反制度" not in set_apart(text).rest
    assert "经理" not in set_apart(text).rest
    assert "3笔收入没有入账。" in set_apart(text).rest


def test_what_a_form_says_besides_the_problem_is_no_part_of_it_and_is_listed() -> None:
    text = (
        "市委巡察组反馈意见\n问题1\n账目混乱。3笔没有入账。\n涉及金额：36万元\n整改时限：2024年10月31日前\n"
        "问题2\n公车失管。2辆没有定位。\n涉及金额：2万元\n整改时限：立行立改\n"
    )
    found = read_findings(document(text))
    assert [finding.verbatim for finding in found.findings] == ["账目混乱。3笔没有入账。", "公车失管。2辆没有定位。"]
    assert [doubt.excerpt.verbatim for doubt in found.doubts if doubt.kind == "field_apart"] == [
        "涉及金额：36万元",
        "整改时限：2024年10月31日前",
    ]


def test_units_that_are_named_again_with_problems_are_no_data_of_a_form() -> None:
    text = "河口村：账目混乱\n大桥村：公示缺失\n河口村：票据丢失\n大桥村：会议没有记录\n"
    assert set_apart(text).unused == ()


def test_one_advice_for_the_whole_document_is_no_field() -> None:
    assert set_apart("问题：账目混乱。\n建议：\n一是清理账目。").rest == "问题：账目混乱。\n建议：\n一是清理账目。"


@given(st.text(alphabet="建议：原因序号|\t\n。问题不严1", max_size=120))
def test_every_place_stays_where_it_was(text: str) -> None:
    apart = set_apart(text)
    assert len(apart.rest) == len(text)
    assert all(kept in (" ", was) for kept, was in zip(apart.rest, text, strict=True))
    assert all(text[cell.span.start : cell.span.end].strip() for cell in apart.problems)


def test_a_page_number_is_no_part_of_the_problem_above_it() -> None:
    text = "反馈意见\n（一）文化设施闲置，19个挪作他用。\n\n— 1 —\n\n（二）执法车辆外出没有登记。\n第 2 页 共 2 页"
    found = read_findings(document(text))
    assert [finding.verbatim for finding in found.findings] == [
        "文化设施闲置，19个挪作他用。",
        "执法车辆外出没有登记。",
    ]


def test_a_paragraph_of_advice_behind_each_problem_parts_the_problems() -> None:
    apart = set_apart("账目混乱。3笔没有入账。\n建议尽快清理账目。\n车辆失管。2辆没有定位。\n我们建议全部安装定位。")
    assert apart.rest.split() == ["账目混乱。3笔没有入账。", "车辆失管。2辆没有定位。"]
    assert len(apart.advice) == 2


def test_paragraphs_of_advice_that_follow_one_another_are_no_fields() -> None:
    assert set_apart("账目混乱。\n建议清理账目。\n建议安装定位。").advice == ()


def test_one_field_of_advice_and_one_of_demands_speak_of_the_whole_document() -> None:
    text = "（一）账目混乱。\n整改建议：清理。\n整改要求：请于3月前报送方案。"
    assert set_apart(text).rest == text


def test_who_answers_by_when_on_a_line_of_its_own_is_no_part_of_the_problem() -> None:
    for first, second in (
        ("（责任人：张某；时限：1个月）", "（责任人：李某）"),
        ("——责任部门：资产部", "——责任部门：船舶部"),
    ):
        found = read_findings(document(f"市委巡察组反馈意见\n1.账目混乱。\n{first}\n2.公车混乱。\n{second}\n"))
        assert [finding.verbatim for finding in found.findings] == ["账目混乱。", "公车混乱。"]


def test_marks_in_brackets_part_problem_and_advice_of_a_paragraph() -> None:
    text = (
        "市委巡察组反馈意见\n一、【问题】账目混乱。\n【建议】清理账目。\n二、【问题】公车混乱。\n【建议】安装定位。\n"
    )
    found = read_findings(document(text))
    assert [finding.verbatim for finding in found.findings] == ["账目混乱。", "公车混乱。"]
    assert [one.excerpt.verbatim for one in found.suggestions] == ["清理账目。", "安装定位。"]


def test_the_running_head_of_a_page_is_no_part_of_the_problem_before_it() -> None:
    text = "市委巡察组反馈\n一、主要问题\n1.账目混乱。\n- 1 -\n市委巡察组反馈\n2.公车混乱。\n- 2 -\n市委巡察组反馈\n"
    assert [finding.verbatim for finding in read_findings(document(text)).findings] == ["账目混乱。", "公车混乱。"]


def test_a_line_across_the_page_is_no_part_of_the_problem_above_it() -> None:
    assert "-" not in set_apart("账目混乱。\n----------\n公车失管。\n＊＊＊＊\n").rest
