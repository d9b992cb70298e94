"""What looks like a label of an item, and what only looks like one at first sight."""

from __future__ import annotations

import pytest

from assistant.drafting.label_styles import Style
from assistant.drafting.labels import looking_like_labels

LABELLED = [
    ("第一章　巡察发现的问题", Style.PART, 1),
    ("第二节　内部治理", Style.SECTION, 2),
    ("Ⅱ. 意见建议", Style.ROMAN, 2),
    ("一. 主要问题", Style.HAN, 1),
    ("【问题三】租金收缴不力", Style.NAMED, 3),
    ("问题一　办公用房管理不严", Style.NAMED, 1),
    ("第四个问题，结算不透明", Style.NAMED, 4),
    ("1.2023年先实施后签合同", Style.ARABIC, 1),
    ("2.3 仍有发生", Style.DECIMAL, 3),
    ("2-3 账目混乱", Style.DECIMAL, 3),
    ("第二个缺失，是队伍交流没有做", Style.NAMED, 2),
    ("XC-02　账目混乱", Style.ARABIC, 2),
    ("（编号：XC2024-07）账目混乱", Style.ARABIC, 7),
    ("问题3", Style.NAMED, 3),
    ("第2条，农家书屋没有登记", Style.ORDINAL, 2),
    ("1.2.1 物业维修资金使用混乱", Style.DECIMAL_BELOW, 1),
    ("3，村务公开栏没换过", Style.ARABIC, 3),
    ("B. 支付随意", Style.LETTER, 2),
    ("a) 没有凭证", Style.SMALL_LETTER, 1),
    ("首先是账目不清", Style.SPOKEN, 1),
    ("再就是评定不公道", Style.SPOKEN, None),
    ("- [ ] 合同全部经法务审核", Style.BULLET, None),
    ("【党的领导方面】", Style.LINE, None),
    ("**小微工程发包随意。**19个由镇领导直接指定", Style.RUN_IN, None),
]


@pytest.mark.parametrize(("line", "style", "number"), LABELLED)
def test_a_label_at_the_start_of_a_line_is_known_by_its_style_and_number(
    line: str, style: Style, number: int | None
) -> None:
    label = looking_like_labels(line, 0, len(line))[0]
    assert (label.style, label.number, label.begins_line) == (style, number, True)


@pytest.mark.parametrize("line", ["12.5万元没有入账", "2024年没有换届", "A股投资亏损", "Wi-Fi设备闲置"])
def test_a_figure_or_a_word_of_latin_letters_is_no_sure_label(line: str) -> None:
    assert not [label for label in looking_like_labels(line, 0, len(line)) if label.is_sure]


def test_the_words_begin_behind_the_box_of_a_list_of_tasks() -> None:
    line = "- [x] 补办审批"
    assert line[looking_like_labels(line, 0, len(line))[0].body :] == "补办审批"
