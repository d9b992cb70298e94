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
        ("拍几张带回去行不行？", Asks.WHETHER),
        ("能在农户家里住几晚不？", Asks.WHETHER),
        ("拿旧单子抵账算不算？", Asks.WHETHER),
        ("能查到具体几人吗？", Asks.HOW_MANY),
        ("水务局检查发现的主要问题", Asks.LIST),
        ("讲话里说的三种表现", Asks.LIST),
        ("结余总额是什么？", Asks.HOW_MANY),
        ("窗口由哪两家设？", Asks.WHO),
        ("我们单位这几天正接受检查，这样允许吗？", Asks.WHETHER),
        ("三座桥各限重几吨？", Asks.HOW_MANY),
        ("什么时候之前要交齐？", Asks.HOW_LONG),
        ("受理范围逐项列一下", Asks.LIST),
        ("今天天气怎么样？", Asks.OTHER),
        ("怎么样办理借阅？", Asks.HOW_TO),
        ("经费由哪一级列入预算？", Asks.WHO),
        ("这家水厂哪家会同哪家管？", Asks.WHO),
        ("由哪几位领导包片？", Asks.WHO),
        ("牵头部门哪个", Asks.WHO),
        ("那位副局长尊姓大名？", Asks.NAME),
        ("执照去哪儿办？", Asks.WHERE),
        ("阅览室的开放时间？", Asks.WHEN),
        ("值班电话几点到几点？", Asks.WHEN),
        ("坦承了几方面不足？", Asks.LIST),
        ("要查的是哪三样？", Asks.LIST),
        ("欠费的收回数？", Asks.HOW_MANY),
    ],
)
def test_the_kind_is_that_of_the_answer(question: str, kind: Asks) -> None:
    assert kind_of(question) is kind
