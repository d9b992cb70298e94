from __future__ import annotations

import pytest

from assistant.grounding.cases import other_cases, weakened_cases
from assistant.grounding.evidence import compare, source

RULES = (
    "同一事项重复反映的，合并登记；重复3次以上的，由副组长直接办理。\n"
    "未经审批借调的，对借入单位通报批评；超过批准期限不返回的，停发工作补助。\n"
    "作弊秤占2%以上的，约谈主办单位；占5%以上的，取消评选资格。"
)


def has_other_case(claim: str) -> bool:
    return bool(other_cases(compare(claim, [source(RULES)])))


@pytest.mark.parametrize(
    "claim",
    [
        "同一事项重复反映的，由副组长直接办理。",
        "未经审批借调的，停发工作补助。",
        "超过批准期限不返回的，对借入单位通报批评。",
        "作弊秤占2%以上的，取消评选资格。",
    ],
)
def test_what_follows_in_another_case_is_found(claim: str) -> None:
    assert has_other_case(claim)


@pytest.mark.parametrize(
    "claim",
    [
        "同一事项重复反映的，合并登记。",
        "重复三次以上的，由副组长直接办理。",
        "未经审批借调的，通报批评借入单位。",
        "由副组长直接办理。",
    ],
)
def test_a_case_with_what_follows_in_it_is_its_own(claim: str) -> None:
    assert not has_other_case(claim)


WEAKENED = "连续2年检查不合格的，对书记予以调整。集体资产超过2000万元的，工作时间不少于20个工作日。"


@pytest.mark.parametrize(
    ("claim", "kind"),
    [
        ("检查不合格的，对书记予以调整。", "case weakened"),
        ("工作时间不少于20个工作日。", "case left out"),
    ],
)
def test_a_case_told_in_part_or_not_at_all_is_found(claim: str, kind: str) -> None:
    assert {one.kind for one in weakened_cases(compare(claim, [source(WEAKENED)]))} == {kind}


@pytest.mark.parametrize(
    "claim", ["连续两年检查不合格的，对书记予以调整。", "资产在两千万元以上时，要干满20个工作日。"]
)
def test_a_case_in_other_words_is_not_left_out(claim: str) -> None:
    assert weakened_cases(compare(claim, [source(WEAKENED)])) == []
