"""What two parallel statements say of two, told of the other."""

from __future__ import annotations

import pytest

from assistant.grounding.crossed import crossed
from assistant.grounding.evidence import compare, source

_DUTIES = "办公室主任负直接责任，分管副局长负主要领导责任，局长负第一责任人责任。"
_ITEMS = "清退超标准列支的会议费。完成时限：2023年3月10日。\n\n修订会议费报销制度。完成时限：2023年5月20日。\n"
_EXTREMES = "办结率最高的是城东分局，为96.4%；最低的是城西分局，为71.8%，低于80%的标准。"


@pytest.mark.parametrize(
    ("claim", "text", "kind"),
    [
        ("办公室主任负主要领导责任。", _DUTIES, "crossed"),
        ("会议费报销制度应于2023年3月10日前修订。", _ITEMS, "crossed"),
        ("办结率最低的是城东分局，为71.8%。", _EXTREMES, "crossed"),
        ("办公室主任负直接责任。", _DUTIES, None),
        ("分管副局长负主要领导责任，办公室主任负直接责任。", _DUTIES, None),
        ("会议费报销制度应于2023年5月20日前修订。", _ITEMS, None),
        ("办结率最低的是城西分局，为71.8%。", _EXTREMES, None),
    ],
)
def test_the_end_of_a_parallel_statement_is_noticed(claim: str, text: str, kind: str | None) -> None:
    found = crossed(compare(claim, [source(text)]))
    assert [one.kind for one in found] == ([kind] if kind else [])


def test_the_number_of_a_line_is_no_figure_of_it() -> None:
    lines = "1.1 对外墙渗水的12栋楼逐栋维修，5月底前完成。\n1.2 对电梯停运的7栋楼逐栋维修，8月底前完成。\n"
    assert crossed(compare("1.3 对电梯停运的7栋楼逐栋维修，8月底前完成。", [source(lines)])) == []
    assert crossed(compare("对电梯停运的7栋楼逐栋维修，5月底前完成。", [source(lines)]))


def test_words_of_no_source_cross_nothing() -> None:
    assert crossed(compare("明天下雨。", [source(_DUTIES)])) == []
