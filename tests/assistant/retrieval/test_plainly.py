from __future__ import annotations

from datetime import date

import pytest

from assistant.retrieval.plainly import plainly
from assistant.retrieval.query import understand


@pytest.mark.parametrize(
    ("asked", "plain"),
    [
        ("您好，想确认一下，《甲办法》从哪天起施行？谢谢！", "《甲办法》从哪天起施行？"),
        ("请问甲类会议最多开几天？", "甲类会议最多开几天？"),
        ("林地出租一亩一年多少钱？", "林地出租每亩每年多少钱？"),
        ("夜班补助一人一天多少？", "夜班补助每人每天多少？"),
        ("第一年补多少钱？", "第一年补多少钱？"),
        ("请教：哪家的分数最高？谢谢。", "哪家的分数最高？"),
        ("敬请告知：样品存放几天？请予指教。", "样品存放几天？"),
        ("复核归哪个科？多谢指点。", "复核归哪个科？"),
        ("麻烦帮我查一下，去年清退了多少户？", "去年清退了多少户？"),
        ("我在写一份汇报材料，请问清退工作由谁牵头？", "清退工作由谁牵头？"),
        ("去年一共清退了多少户，能查到吗？", "去年一共清退了多少户"),
        ("能否请您把受理范围列一下，方便我们核对。", "受理范围列一下。"),
        ("好的，谢谢。那第八条呢？", "那第八条呢？"),
        ("我们局正在起草采购制度，请问询价要几家？", "询价要几家？"),
        ("我想引用准确，补贴发到几月了？", "补贴发到几月了？"),
        ("在看市供水公司的整改报告，想核对一个细节：漏损率降了多少？", "市供水公司的整改报告，漏损率降了多少？"),
        ("我想摘录一下具体追究了多少人，可以告诉我吗？", "具体追究了多少人"),
        ("为避免走样，烦请提供第六条的原文。", "第六条的原文。"),
        ("报告里说了哪几条教训，请您帮我查一下，我们好引以为戒。", "报告里说了哪几条教训"),
        ("台账要放哪些附件，便于我们照着准备。", "台账要放哪些附件。"),
    ],
)
def test_what_only_addresses_the_one_who_answers_is_not_searched_for(asked: str, plain: str) -> None:
    assert plainly(asked) == plain


@pytest.mark.parametrize(
    "asked",
    [
        "请假3天由谁批准？",
        "请示应当由谁签发？",
        "确认不了的线索怎么办？",
        "超过三个月再报，可以吗？",
        "我们单位收到反馈意见，几天内要报方案？",
        "谢谢",
        "准备金不足的怎么处理？",
        "做好整改工作的第一责任人是谁？",
        "整理档案的费用谁出？",
        "在学习期间，工资谁发？",
        "需要整理的材料，由谁审？",
        "我单位准备采购一批电脑，要不要招标？",
        "有位同志借调到期没回来，怎么处理？",
    ],
)
def test_what_is_said_of_the_matter_stays(asked: str) -> None:
    assert plainly(asked) == asked


def test_courtesy_is_no_follow_up() -> None:
    asked = understand("请问甲类会议最多开几天？", as_of=date(2026, 1, 1), history=["乙类会议呢？"])
    assert asked.rewritten is None
    assert asked.question.startswith("请问")
