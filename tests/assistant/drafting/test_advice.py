"""Pieces of advice in a region: items, paragraphs or sentences, without the headings above them."""

from __future__ import annotations

import pytest

from assistant.drafting.advice import advice_in
from assistant.drafting.regions import Region
from assistant.drafting.roles import Role

SHAPES = {
    "headings with items below": (
        "一、对巡察发现的问题\n（一）逐个核查。\n（二）分类化解。\n二、对审计发现的问题\n（一）依法追缴。",
        ["逐个核查。", "分类化解。", "依法追缴。"],
    ),
    "headings with words below, one without any": (
        "（一）关于贯彻决策部署\n提高提案质量。\n（二）关于群众身边的问题\n（三）关于组织建设\n组建党组织。",
        ["提高提案质量。", "组建党组织。"],
    ),
    "titles alone": ("（一）聚焦主责主业\n（二）围绕群众反映", ["聚焦主责主业", "围绕群众反映"]),
    "slogans with acts": (
        "坚守定位。取消套餐。\n堵塞漏洞。全面盘点。",
        ["坚守定位。取消套餐。", "堵塞漏洞。全面盘点。"],
    ),
    "sentences": ("清理账目；安装定位。公开收支。", ["清理账目", "安装定位。", "公开收支。"]),
}


@pytest.mark.parametrize(("text", "wanted"), SHAPES.values(), ids=SHAPES)
def test_each_piece_of_advice_is_read_without_its_heading(text: str, wanted: list[str]) -> None:
    region = Region(Role.SUGGESTIONS, 0, len(text))
    assert [span.of(text) for span in advice_in(text, region)] == wanted
