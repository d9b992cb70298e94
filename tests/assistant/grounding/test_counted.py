from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.grounding.counted import counted
from assistant.grounding.evidence import compare, source
from assistant.grounding.figures import figures
from assistant.text.phrasing import phrased
from assistant.text.wording import Token

REPORT = (
    "没有完成的19个问题，真正有客观困难的只有4个，其余15个都能改。新院区支付工程款800万元，剩余2320万元按照协议分期支付。"
    "53个新配备的岗位中，35岁以下的14名，有基层经历的31名。低保户不少于走访户数的三分之一，走访户数不少于常住户数的5%。"
)


def found(claim: str, held: str = REPORT) -> list[tuple[str, str, str]]:
    differences = counted(compare(claim, [source(held)])).differences
    return [(one.kind, words(claim, one.claimed), words(held, one.held)) for one in differences]


def words(text: str, tokens: Sequence[Token]) -> str:
    return text[tokens[0].start : tokens[-1].end] if tokens else ""


MORE = (
    "甲类、乙类仓库由消防队验收，每年检查2类。审批环节由9个减到4个，平均用时缩短。"
    "抽检不合格率低于6%的，责令整改。小组人数不超过7人。社区汇总核对后，于每年5月20日前报街道。"
    "三级、四级医师由医院聘任。"
)


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        ("审批环节由4个增加到9个。", ("figure of another", "4个", "4个")),
        ("抽检不合格率不高于6%的，责令整改。", ("bound of figure", "不高于", "低于")),
        ("成立不少于7人的小组。", ("bound of figure", "不少于", "不超过")),
    ],
)
def test_ends_of_a_change_and_contrary_bounds_are_found(claim: str, expected: tuple[str, str, str]) -> None:
    assert expected in found(claim, MORE)


@pytest.mark.parametrize(
    "claim",
    [
        "审批环节减到4个。",
        "三级医师由医院聘任。",
        "社区汇总台账后，于每年5月20日前报街道。",
        "小组最多7人。",
    ],
)
def test_figures_told_together_and_dates_keep_what_they_count(claim: str) -> None:
    assert found(claim, MORE) == []


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        ("真正有客观困难的有15个。", ("figure of another", "15个", "4个")),
        ("新院区支付工程款2320万元。", ("figure of another", "2320万元", "800万元")),
        ("35岁以下的有31名。", ("figure of another", "31名", "14名")),
        ("低保户不少于常住户数的三分之一。", ("figure of another", "三分之一", "5%")),
        ("走访户数不超过常住户数的5%。", ("bound of figure", "不超过", "不少于")),
    ],
)
def test_a_figure_of_something_else_is_found(claim: str, expected: tuple[str, str, str]) -> None:
    assert found(claim) == [expected]


@pytest.mark.parametrize(
    "claim",
    [
        "真正有客观困难的有4个。",
        "还有15个都能改，真正有客观困难的4个。",
        "新院区支付了800万元工程款。",
        "新配备的岗位中，有基层经历的31名。",
        "走访户数至少为常住户数的百分之五。",
    ],
)
def test_a_figure_may_be_told_in_another_order_and_way(claim: str) -> None:
    assert found(claim) == []


def test_how_often_something_is_done_is_a_figure() -> None:
    assert found("每年组织1次督查。", "每半年组织1次督查。") == [("figure of another", "每年", "每半年")]


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        ("自巡察结束之日起20个工作日内反馈意见。", [("other start", "20个工作日", "20个工作日")]),
        ("巡察结束后20个工作日内反馈意见。", [("other start", "20个工作日", "20个工作日")]),
        ("听取汇报后20个工作日内反馈意见。", []),
        ("20个工作日内反馈意见。", []),
    ],
)
def test_a_period_that_runs_from_something_else_is_found(claim: str, expected: list[tuple[str, str, str]]) -> None:
    assert found(claim, "巡察组应当自听取汇报之日起20个工作日内，反馈意见。") == expected


def test_what_is_numbered_counts_nothing() -> None:
    assert [figure.keys for figure in figures(phrased("第五轮巡察24个单位"))] == [("#24", "个")]


def test_a_date_is_one_figure() -> None:
    assert [figure.keys for figure in figures(phrased("于2025年2月28日前召开"))] == [
        ("#2025", "年", "#2", "月", "#28", "日")
    ]


@given(st.text(alphabet="三十4个5日年%，。的不少于至多第其余", max_size=40), st.text(max_size=40))
def test_any_two_texts_can_be_compared(claim: str, held: str) -> None:
    for one in counted(compare(claim + "限", [source(held + "限")])).differences:
        assert one.claimed or one.held


ROUNDED = "五轮巡察了61个党组织，占应巡察党组织的63.5%。市委巡察办在进驻15日前提出用人需求。"


@pytest.mark.parametrize(
    ("claim", "is_settled"),
    [
        ("占应巡察党组织的六成以上。", True),
        ("占应巡察党组织的接近65%。", True),
        ("占应巡察党组织的九成以上。", False),
        ("占应巡察党组织的不到六成。", False),
    ],
)
def test_a_rounded_figure_follows_from_the_exact_one(claim: str, is_settled: bool) -> None:
    found = counted(compare(claim, [source(ROUNDED)]))
    assert any(token.kind == "number" for token in found.settled) is is_settled


def test_fifteen_days_ahead_are_not_within_fifteen_days() -> None:
    found = counted(compare("市委巡察办在进驻后15日内提出用人需求。", [source(ROUNDED)]))
    assert [one.kind for one in found.differences] == ["bound of figure"]
