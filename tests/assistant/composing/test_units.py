from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from assistant.composing.units import Unit, sources
from assistant.records import Evidence, Passage, Status


def evidence(*texts: str) -> list[Evidence]:
    """Passages that follow one another in one document."""
    made, start = [], 0
    for at, text in enumerate(texts):
        passage = Passage(f"p{at}", "d", start, start + len(text), start, start + len(text), text, "")
        made.append(Evidence(passage, "题", "题.txt", Status.CURRENT, 1.0))
        start += len(text) + 1
    return made


def units(*texts: str) -> list[Unit]:
    return [unit for source in sources(evidence(*texts)) for unit in source.units]


def leads(found: Sequence[Unit]) -> list[str]:
    return [unit.lead_text for unit in found]


def test_an_item_knows_what_opens_its_list() -> None:
    assert leads(units("应当列明下列内容：\n（一）目标；\n（二）措施。\n另一段。")) == [
        "",
        *["应当列明下列内容："] * 2,
        "",
    ]


def test_a_list_that_does_not_go_on_counting_is_another() -> None:
    assert leads(units("要求如下：\n（一）快；\n（三）好。")) == ["", "要求如下：", ""]


def test_a_row_knows_the_header_of_its_table() -> None:
    found = units("| 单位 | 问题 |\n| --- | --- |\n| 甲局 | 12 |\n| 乙局 | 9 |")
    assert [(unit.text, unit.lead_text) for unit in found] == [
        ("| 甲局 | 12 |", "| 单位 | 问题 |"),
        ("| 乙局 | 9 |", "| 单位 | 问题 |"),
    ]


def test_a_table_that_is_cut_between_passages_keeps_its_header() -> None:
    found = units("| 单位 | 问题 |\n| 甲局 | 12 |", "| 乙局 | 9 |")
    assert (found[-1].lead_text, found[-1].lead_key) == ("| 单位 | 问题 |", 1)


def test_a_form_that_is_cut_between_passages_keeps_its_problem() -> None:
    (found,) = (
        unit for unit in units("问题1：甲。\n牵头单位：一科。\n问题2：乙。", "牵头单位：二科。") if "二科" in unit.text
    )
    assert "乙" in found.block
    assert "甲" not in found.block


def test_a_sentence_that_leans_knows_the_one_before() -> None:
    assert [unit.before for unit in units("排查17座。其中6座没有改造。")] == ["", "排查17座。"]


@given(st.text(alphabet="甲乙一二（）。；：|\n 1", max_size=120))
def test_every_unit_is_what_stands_at_its_place(text: str) -> None:
    (source,) = sources(evidence(text))
    assert all(unit.text == source.text_of(unit.span) for unit in source.units)


def test_a_row_of_sentences_is_told_sentence_by_sentence() -> None:
    found = units("| 问题 | 责任 |\n| --- | --- |\n| 收费不规范。多收41万元。 | 馆长负直接责任，局长负领导责任 |")
    assert [unit.text for unit in found] == ["收费不规范。", "多收41万元。", "馆长负直接责任，局长负领导责任"]
    assert all("收费不规范" in unit.block for unit in found)
    assert not any(unit.row for unit in found)


def test_a_line_of_a_form_belongs_to_the_heading_over_it() -> None:
    found = units("（三）采购监管存在漏洞\n牵头单位：一科。\n（四）责任追究宽松软\n牵头单位：二科。")
    assert [(unit.text, unit.block) for unit in found] == [
        ("牵头单位：一科。", "（三）采购监管存在漏洞"),
        ("牵头单位：二科。", "（四）责任追究宽松软"),
    ]
    assert ["采购" in unit.head for unit in found] == [True, False]


SHEET = "企业名称：公交集团；利润总额（万元）：-9720；职工人数：4510\n" + (
    "企业名称：产投集团；利润总额（万元）：11250；职工人数：310"
)


def test_a_row_of_a_workbook_is_one_thing_told_and_leans_on_no_other_row() -> None:
    found = units(SHEET)
    assert [(unit.text, unit.row, unit.block) for unit in found] == [(line, True, "") for line in SHEET.split("\n")]


def test_a_row_that_a_passage_begins_amid_does_not_say_what_it_is_about() -> None:
    cut = units("甲。", "利润总额（万元）：-9720；职工人数：4510；备注：无\n" + SHEET)[1:]
    assert [unit.row for unit in cut] == [False, True, True]


def test_sentences_in_a_cell_of_a_workbook_lean_on_their_row() -> None:
    row = "序号：8；反馈问题：队伍薄弱。在岗83人。整改目标：配齐；牵头单位：人事科"
    found = units(row)
    assert [unit.text for unit in found] == [
        "序号：8；", "反馈问题：队伍薄弱。", "在岗83人。", "整改目标：配齐；", "牵头单位：人事科",
    ]  # fmt: skip
    assert all(row in unit.block for unit in found)


def test_the_question_of_a_paper_of_answers_is_no_answer_but_says_what_its_answer_is_about() -> None:
    found = units("问：住宿费标准是多少？\n答：每人每天380元。超出的自理。\n问：谁审批？\n答：科室负责人。")
    assert [unit.text for unit in found] == ["答：每人每天380元。", "超出的自理。", "答：科室负责人。"]
    assert ["住宿费" in unit.block for unit in found] == [True, True, False]


def test_a_cell_of_sentences_leans_on_what_its_row_is_called() -> None:
    row = "| 1 | 东岭水厂 | 水质检测不及时，三个月没有报告，消毒设备损坏半年没有修复。 | 检测46批次，1批次浊度超标。 |"
    found = units(f"| 序号 | 单位 | 问题 | 进展 |\n| --- | --- | --- | --- |\n{row}")
    told = [unit for unit in found if "浊度" in unit.text]
    assert [("东岭水厂" in unit.names, "消毒设备" in unit.names) for unit in told] == [(True, False)]
