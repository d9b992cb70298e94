"""A figure that measures something else is seen, and one that measures what is asked is not accused."""

from __future__ import annotations

import pytest

from assistant.composing.focus import (
    bounds_otherwise,
    counts_another,
    measures_another,
    names_no_one,
    pieces,
    rated_otherwise,
)
from assistant.composing.questions import analyse
from assistant.composing.units import Unit
from assistant.text.sentences import Span


def unit(text: str, *, lead: str = "", before: str = "", row: bool = False) -> Unit:
    return Unit(1, Span(0, len(text)), text, lead_text=lead, before=before, row=row)


@pytest.mark.parametrize(
    ("question", "text", "is_another"),
    [
        ("甲县有多少个乡镇？", "同一乡镇内有3个以上村存在同类问题的，发出建议书。", True),
        ("反馈了多少个问题？", "第五轮反馈问题208个。", False),
        ("反馈了多少个问题？", "发现6个管理方面的问题。", False),
        ("同类问题超过多少件要报告？", "对同类问题超过20件的领域作出报告。", False),
        ("每轮派出几个巡察组？", "每轮巡察10个党组织。", True),
    ],
)
def test_a_figure_that_counts_something_else_is_no_answer(question: str, text: str, is_another: bool) -> None:
    assert counts_another(analyse(question), unit(text)) is is_another


@pytest.mark.parametrize(
    ("question", "text", "is_other"),
    [
        ("一份方案最多列多少项措施？", "每个事例至少对应1项整改措施。", True),
        ("一份方案最多列多少项措施？", "整改措施不超过20项。", False),
        ("测评至少要多少人参加？", "参加测评的不超过30人。", True),
        ("测评至少要多少人参加？", "参加测评的不少于30人。", False),
        ("测评有多少人参加？", "参加测评的不超过30人。", False),
    ],
)
def test_a_bound_of_the_other_direction_is_no_answer(question: str, text: str, is_other: bool) -> None:
    assert bounds_otherwise(analyse(question), unit(text)) is is_other


@pytest.mark.parametrize(
    ("question", "found", "is_other"),
    [
        ("领导小组每月要召开几次会议？", unit("先后召开调度会6次。"), True),
        ("领导小组每月要召开几次会议？", unit("每月至少调度2次。"), False),
        ("会议费每人每天多少元？", unit("| 一类 | 520 |", before="标准如下（单位：元/人·天）：", row=True), False),
        ("每年培训多少人次？", unit("举办培训4期，培训386人次。"), True),
        ("每年培训多少人次？", unit("年度培训不少于386人次。"), False),
    ],
)
def test_a_figure_by_no_month_is_none_a_month(question: str, found: Unit, is_other: bool) -> None:
    assert rated_otherwise(analyse(question), found) is is_other


@pytest.mark.parametrize(
    ("question", "text", "is_empty"),
    [
        ("第七轮巡察的10个党组织是哪些单位？", "每轮巡察10个党组织，全年巡察20个。", True),
        ("谁批准借出？", "确需借出的，经办公室主任批准。", False),
        ("审核要会同哪些单位？", "会同市纪委监委机关、市委组织部提出审核意见。", False),
    ],
)
def test_a_sentence_that_names_nobody_does_not_say_who(question: str, text: str, is_empty: bool) -> None:
    assert names_no_one(analyse(question), unit(text)) is is_empty


def test_a_row_of_charges_does_not_tell_how_many_people_come() -> None:
    row = unit("| 一类会议 | 300 | 130 |", lead="| 类别 | 住宿费 | 伙食费 |", row=True)
    assert measures_another(analyse("一类会议最多多少人参加？"), row)
    assert not measures_another(analyse("一类会议的住宿费是多少元？"), row)


def test_a_figure_is_read_with_its_own_part_of_the_sentence() -> None:
    found = pieces(analyse("改造花了多少钱？"), unit("2家敬老院没有改造；救灾物资价值37.2万元，没有查明。"))
    assert found == ["救灾物资价值37.2万元，没有查明。"]


@pytest.mark.parametrize(
    ("question", "text", "names_none"),
    [
        ("第二轮对哪些单位开展巡察？", "这一轮对10个单位党组织开展巡察。", True),
        ("第二轮对哪些单位开展巡察？", "这一轮对市水利局、市体育局开展巡察。", False),
        ("由哪个单位统筹？", "交叉巡察由市委巡察办统筹。", False),
        ("谁对意见进行复核？", "另行委托1名同类别人员复核。", False),
        ("由哪几位领导分片负责？", "欠费企业由3名副主任分片包干。", False),
    ],
)
def test_a_number_of_offices_names_none_of_them(question: str, text: str, names_none: bool) -> None:
    assert names_no_one(analyse(question), unit(text)) is names_none
