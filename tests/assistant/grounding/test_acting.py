from __future__ import annotations

import pytest

from assistant.grounding.acting import acts_of_others
from assistant.grounding.evidence import compare, source

RULES = (
    "巡察组应当在7日内告知是否受理，承办单位应当在办结后5日内书面反馈结果。"
    "市审计局对会议费使用情况进行审计；市机关事务管理局负责定点场所的服务质量考评。"
    "人员的表现由巡察组提出书面鉴定，送其所在单位和市委组织部。"
    "市委巡察办向市委巡察工作领导小组报告整改情况。"
)


def kinds(claim: str, held: str = RULES) -> set[str]:
    return {one.kind for one in acts_of_others(compare(claim, [source(held)]))}


GRANTS = (
    "补贴不足1000元的，由乡镇（街道）直接核发，按季报县民政局备案；1000元以上的，由县民政局核发。"
    "销号单经防汛领导小组审定。工作人员每年到挂点单位调研3次。"
    "对进度落后的施工单位，由总监理单位约谈其主要负责人。"
)


@pytest.mark.parametrize("claim", ["补贴不足1000元的，由县民政局直接核发。", "销号单经防汛领导小组办公室审定。"])
def test_the_part_of_one_who_is_named_farther_on_or_works_for_another_is_found(claim: str) -> None:
    assert kinds(claim, GRANTS) == {"actor of another"}


@pytest.mark.parametrize(
    "claim",
    [
        "补贴不足1000元的，由乡镇（街道）直接核发。",
        "销号单经领导小组审定。",
        "工作人员到挂点单位调研每年3次。",
        "进度落后的施工单位，其主要负责人由总监理单位约谈。",
    ],
)
def test_who_is_spoken_of_is_not_who_acts(claim: str) -> None:
    assert kinds(claim, GRANTS) == set()


@pytest.mark.parametrize(
    ("claim", "kind"),
    [
        ("市审计局负责定点场所的服务质量考评。", "actor of another"),
        ("市机关事务管理局对会议费使用情况进行审计。", "actor of another"),
        ("人员的表现由所在单位提出书面鉴定。", "actor of another"),
        ("市委巡察办向市委报告整改情况。", "actor left out"),
    ],
)
def test_the_act_of_another_is_found(claim: str, kind: str) -> None:
    assert kinds(claim) == {kind}


@pytest.mark.parametrize(
    "claim",
    [
        "市机关事务管理局负责定点场所的服务质量考评。",
        "会议费使用情况由市审计局进行审计。",
        "巡察组在7日内告知是否受理。",
        "市委巡察办向领导小组报告整改情况。",
        "书面鉴定送其所在单位和市委组织部。",
    ],
)
def test_whoever_acts_in_the_source_may_be_told_to_act(claim: str) -> None:
    assert kinds(claim) == set()


@pytest.mark.parametrize("claim", ["承办单位办结的信访件由巡察组抽查。", "调整承办单位，应当由巡察组通报。"])
def test_a_name_that_only_says_whose_or_whom_acts_not(claim: str) -> None:
    assert kinds(claim, "巡察组对承办单位办结的信访件抽查。调整承办单位，应当由巡察组通报。") == set()


def test_a_name_that_no_source_has_may_be_another_word_for_one() -> None:
    assert kinds("本单位负责定点场所的服务质量考评。") == set()
