"""The kind of answer that a question wants."""

from __future__ import annotations

import pytest

from assistant.composing.kinds import Asks, kind_of


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("第五轮和第六轮哪一轮反馈的问题多，各是多少？", Asks.HOW_MANY),
        ("什么情况下要调整出库？", Asks.LIST),
        ("会议是哪一天召开的？", Asks.WHEN),
        ("满意率最低的是哪个单位？", Asks.WHO),
        ("这个问题由哪家单位牵头整改？", Asks.WHO),
        ("设备是从哪家公司买的？", Asks.NAME),
        ("责任领导是哪位？", Asks.WHO),
        ("散会以后要做什么？", Asks.OTHER),
        ("逾期不还有什么后果？", Asks.OTHER),
        ("救助金通过什么方式发放？", Asks.HOW_TO),
        ("这样行么？", Asks.WHETHER),
        ("我们单位这几天正接受检查，这样允许吗？", Asks.WHETHER),
        ("三座桥各限重几吨？", Asks.HOW_MANY),
        ("什么时候之前要交齐？", Asks.HOW_LONG),
        ("受理范围逐项列一下", Asks.LIST),
        ("今天天气怎么样？", Asks.OTHER),
        ("怎么样办理借阅？", Asks.HOW_TO),
        ("经费由哪一级列入预算？", Asks.WHO),
    ],
)
def test_the_kind_is_that_of_the_answer(question: str, kind: Asks) -> None:
    assert kind_of(question) is kind
