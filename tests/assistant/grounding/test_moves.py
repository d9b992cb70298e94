from __future__ import annotations

import pytest

from assistant.grounding.evidence import compare, source

RULES = (
    "仅有会议纪要、文件或者照片，没有实际成效的，不予销号。"
    "已开工的16个项目在5月底前全部完工，未开工的9个项目在3月20日前全部开工。"
    "对渗漏的小区，由原施工单位在2月底前免费维修到位，局质量监督站逐户验收。"
)


def moved(claim: str) -> list[str]:
    compared = compare(claim, [source(RULES)])
    tokens = compared.claim.tokens
    return [claim[tokens[run.left].start : tokens[run.left_end - 1].end] for run in compared.moved]


@pytest.mark.parametrize(
    "claim",
    [
        "没有实际成效、仅有会议纪要、文件或者照片的，不予销号。",
        "未开工的9个项目在3月20日前全部开工，已开工的16个项目在5月底前全部完工。",
    ],
)
def test_what_is_told_in_another_order_is_in_the_source(claim: str) -> None:
    compared = compare(claim, [source(RULES)])
    assert moved(claim)
    assert compared.covered > 0.95


def test_a_name_in_the_place_of_another_is_not_moved() -> None:
    assert moved("对渗漏的小区，由局质量监督站在2月底前免费维修到位。") == []


def test_what_stands_in_its_order_is_not_moved() -> None:
    assert moved("仅有会议纪要，没有实际成效的，不予销号。") == []
