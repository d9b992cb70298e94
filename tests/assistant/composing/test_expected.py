"""Where a sentence holds the kind of thing that is asked for."""

from __future__ import annotations

import pytest

from assistant.composing.expected import has_unit, holds_kind, wanted_spans
from assistant.composing.questions import analyse


@pytest.mark.parametrize(
    ("question", "text", "is_there"),
    [
        ("雨量一共是多少毫米？", "当天的强降雨中，积水6个小时。", False),
        ("人行道一共修了多少米？", "维修合同3份，合计118万元。", False),
        ("人行道一共修了多少米？", "人行道修了1.2公里。", True),
        ("库房面积是多少平方米？", "库房120平方米，高3米。", True),
        ("库房有多少亩？", "库房长12米。", False),
        ("几个工作日内报会议情况？", "2025年2月28日前召开会议。", False),
        ("几个工作日内报会议情况？", "会后10个工作日内报会议情况。", True),
    ],
)
def test_a_measure_is_told_in_its_own_units_only(question: str, text: str, is_there: bool) -> None:
    assert bool(wanted_spans(analyse(question), text)) is is_there


def test_the_last_day_is_told_from_any_day() -> None:
    asked = analyse("借出去的钱什么时候前要收回？")
    assert has_unit(asked, "2024年3月31日前收回。")
    assert not has_unit(asked, "2018年借出。")


@pytest.mark.parametrize(
    ("question", "text", "is_there"),
    [
        ("水闸要在哪天前修好？", "2023年建成3座，用了5个月。", False),
        ("水闸要在哪天前修好？", "其余2座计划12月20日前修好。", True),
        ("水闸最迟什么时候修好？", "自收到通知之日起15日内修好。", True),
        ("水闸最迟什么时候修好？", "9月份日均开闸3次。", False),
        ("水闸最迟什么时候修好？", "8月底前全部修好。", True),
        ("阅览室开放时间是什么？", "阅览室在工作日开放。", True),
        ("阅览室开放时间是什么？", "阅览室面积120平方米。", False),
        ("什么时候登记？", "收到当日登记。", True),
        ("计划几栋？", "计划新建库房6栋。", True),
        ("检查组什么时候反馈的检查意见？", "请自收到意见之日起20个工作日内报送方案。", False),
        ("检查组什么时候反馈的检查意见？", "2025年3月12日，检查组反馈了意见。", True),
        ("方案什么时候报送？", "自收到意见之日起20个工作日内报送方案。", True),
        ("甲厂的利润总额是多少？", "名称：甲厂；利润总额（万元）：-120；人数（人）：80", True),
        ("甲厂的利润总额是多少？", "名称：甲厂；负责人：李某；地点：城南", False),
    ],
)
def test_the_last_day_is_no_year_and_no_span_of_time(question: str, text: str, is_there: bool) -> None:
    assert bool(wanted_spans(analyse(question), text)) is is_there


@pytest.mark.parametrize(
    ("text", "is_there"),
    [
        ("约谈3家企业，罚款共计18万元。", False),
        ("甲企业罚8万元，乙企业罚6万元，丙企业罚4万元。", True),
        ("对3家企业各罚6万元。", True),
    ],
)
def test_their_sum_is_not_what_each_paid(text: str, is_there: bool) -> None:
    assert bool(wanted_spans(analyse("3家企业各罚多少钱？"), text)) is is_there


@pytest.mark.parametrize(
    ("text", "is_there"),
    [
        ("抽调人员于3月9日到市委党校报到。", True),
        ("领导小组办公室设在机关党委。", True),
        ("到2025年底完成。", False),
        ("附件：登记表", False),
    ],
)
def test_where_wants_a_place(text: str, is_there: bool) -> None:
    assert bool(wanted_spans(analyse("到哪里报到？"), text)) is is_there


def test_a_part_asks_for_its_own_role() -> None:
    part = analyse("闲置厂房的责任领导是哪位，哪个部门牵头？", "责任领导是哪位")
    assert wanted_spans(part, "责任领导：局党组成员。")
    assert not wanted_spans(part, "牵头单位：财务科。")


@pytest.mark.parametrize(
    ("question", "text", "told"),
    [
        ("合作社去年的净利润是多少？", "营业收入为6亿美元，净利润为9000万美元。", ["6亿美元", "9000万美元"]),
        ("合作社去年的净利润是多少？", "净利润达到3.2亿，同比略增。", ["3.2亿"]),
        ("筹了多少资金？", "从境外筹得300万港元。", ["300万港元"]),
        ("值班员的体温是多少？", "体温36.9℃，脉搏80次。", ["36.9℃", "80次"]),
        ("血压是多少？", "血压118/76mmHg。", ["118/76mmHg"]),
        ("冷库一年的耗电量是多少？", "冷库一年耗电12,500 kWh，比上年少。", ["12,500 kWh"]),
        ("一年用了多少能源？", "用能8000吉瓦时。", ["8000吉瓦时"]),
        ("买了多少架无人机？", "买了12架无人机，一架已损坏。", ["12架"]),
        ("聘了几名专家？", "聘了两位专家。", ["两位"]),
        ("聘了几名专家？", "一位专家说，位置不错。", []),
        ("净利润是多少？", "编号为A3的项目见表2。", []),
    ],
)
def test_a_figure_is_one_in_whatever_unit_it_is_told(question: str, text: str, told: list[str]) -> None:
    assert [text[start:end] for start, end in wanted_spans(analyse(question), text)] == told


@pytest.mark.parametrize(
    ("text", "names_one"),
    [
        ("水库除险由蓝桥建设集团承建。", True),
        ("这次收购使公司的份额更大。", False),
        ("完成了对星河公司的收购。", True),
        ("据了解，公司已经开工。", False),
    ],
)
def test_a_company_is_named_where_its_name_stands(text: str, names_one: bool) -> None:
    assert holds_kind(analyse("水库除险是哪家公司承建的？"), text) is names_one
