from __future__ import annotations

import pytest

from assistant.grounding.differences import differences
from assistant.grounding.evidence import compare, source

RULES = (
    "不得将二类会议拆分或者改变名称，按照三类会议报批。执法人员不得接受礼品，不得指定购买某一品牌的秤。"
    "目录不载明信访人信息。隐患春节前必须全部清零。内部场所不能满足的，到定点场所召开。"
)


def modalities(claim: str) -> set[str]:
    found = differences(compare(claim, [source(RULES)]))
    return {one.kind for one in found if one.kind == "modality" and one.degree == 1.0}


def test_a_duty_that_is_left_out_with_all_it_rules_is_no_other_duty() -> None:
    held = "值班期间一般不得换班。确需换班的，由值班长同意。"
    found = differences(compare("值班期间确需换班的，由值班长同意。", [source(held)]))
    assert "modality" not in {one.kind for one in found}


@pytest.mark.parametrize(
    "claim",
    [
        "二类会议可以改变名称，按照三类会议报批。",
        "目录应当载明信访人信息。",
        "隐患春节前争取全部清零。",
        "执法人员可以接受礼品。",
    ],
)
def test_another_duty_is_found(claim: str) -> None:
    assert modalities(claim) == {"modality"}


@pytest.mark.parametrize(
    "claim",
    [
        "不准将二类会议改变名称。",
        "执法人员不得指定购买某一品牌的秤。",
        "隐患春节前要全部清零。",
        "内部场所满足不了，到定点场所召开。",
    ],
)
def test_the_same_duty_in_other_words_is_none(claim: str) -> None:
    assert modalities(claim) == set()
