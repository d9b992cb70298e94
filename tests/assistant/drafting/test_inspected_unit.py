"""The unit that a feedback document is about, found where documents name it."""

from __future__ import annotations

import pytest

from assistant.drafting.inspected_unit import inspected_unit


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("县委第二巡察组巡察县粮食中心党组反馈会议纪要", "县粮食中心党组"),
        ("关于巡察工作的反馈\n\n市档案馆党组：\n正文", "市档案馆党组"),
        ("市委第二巡察组对市档案馆党组开展了常规巡察。", "市档案馆党组"),
        ("近日，市委第五巡察组向市水务集团党委反馈巡察情况。", "市水务集团党委"),
        ("巡察组向市水务集团党委主要负责人进行了反馈。", "市水务集团党委"),
        ("市图书馆党总支巡察反馈问题清单\n1.甲", "市图书馆党总支"),
        ("被巡察单位：市公共资源交易中心\n", "市公共资源交易中心"),
        ("问题清单\n（被巡察单位：市公共资源交易中心）\n", "市公共资源交易中心"),
        ("县水利局党组：\n现反馈如下。\n1.规划拖延。（责任单位：规划科）", "县水利局党组"),
        ("永宁区委、区政府：\n现反馈如下。", "永宁区委、区政府"),
        ("各乡镇党委、县财政局党组：\n现通报如下。", None),
        ("同志们：\n今天天气很好。", None),
    ],
)
def test_the_inspected_unit_is_found_where_documents_name_it(text: str, unit: str | None) -> None:
    found = inspected_unit(text)
    assert (found.verbatim if found else None) == unit
