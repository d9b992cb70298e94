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
        ("麻烦帮我查一下，去年清退了多少户？", "去年清退了多少户？"),
        ("我在写一份汇报材料，请问清退工作由谁牵头？", "清退工作由谁牵头？"),
        ("去年一共清退了多少户，能查到吗？", "去年一共清退了多少户"),
        ("能否请您把受理范围列一下，方便我们核对。", "受理范围列一下"),
        ("好的，谢谢。那第八条呢？", "那第八条呢？"),
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
    ],
)
def test_what_is_said_of_the_matter_stays(asked: str) -> None:
    assert plainly(asked) == asked


def test_courtesy_is_no_follow_up() -> None:
    asked = understand("请问甲类会议最多开几天？", as_of=date(2026, 1, 1), history=["乙类会议呢？"])
    assert asked.rewritten is None
    assert asked.question.startswith("请问")
