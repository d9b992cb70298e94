"""Where a sentence holds the kind of thing that is asked for."""

from __future__ import annotations

import pytest

from assistant.composing.expected import has_unit, wanted_spans
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
