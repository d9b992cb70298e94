"""A question about two things is put to each, and one that only speaks of two is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.composing.sides import sides


@pytest.mark.parametrize(
    ("question", "each"),
    [
        ("三轮参评多少家 四轮参评多少", ("三轮参评多少家？", "四轮参评多少家？")),
        (
            "第一巡察组巡水利、第二巡察组巡体育，各走访多少户？",
            ("第一巡察组巡水利，走访多少户？", "第二巡察组巡体育，走访多少户？"),
        ),
        (
            "体育场欠费：反馈时未收数、整改报告收回数？",
            ("体育场欠费反馈时未收数？", "体育场欠费整改报告收回数？"),
        ),
        (
            "市水利局整改方案要求6月底前修好多少座水闸，后来报告里说修好多少座？",
            ("市水利局整改方案要求6月底前修好多少座水闸？", "市水利局修好水闸，后来报告里说修好多少座？"),
        ),
        ("台账更新时间，局长讲话和通知的要求一样吗？", ("台账更新时间，局长讲话？", "台账更新时间，通知？")),
        ("水务公司和燃气公司哪家的亏损额更大？", ("水务公司的亏损额是多少？", "燃气公司的亏损额是多少？")),
        ("持证的占比，培训前跟培训后各是多少？", ("持证的占比，培训前多少？", "持证的占比，培训后多少？")),
        ("考核里得分最高与最低的站各是哪个？", ("考核里得分最高的站各是哪个？", "考核里得分最低的站各是哪个？")),
        ("补贴里甲型跟乙型，发钱的标准有什么两样？", ("补贴里甲型，发钱的标准？", "补贴里乙型，发钱的标准？")),
        ("方案的要求和落实情况怎么样？", ()),
        ("第三轮反馈了多少个问题，整改了多少个？", ()),
    ],
)
def test_two_rounds_two_teams_two_papers_are_asked_one_by_one(question: str, each: tuple[str, ...]) -> None:
    assert sides(question) == each


@given(st.text(alphabet="第三四轮组各多少，、？和台账报告讲话通知说要求6月前 ", max_size=40))
def test_any_question_has_no_side_or_two(question: str) -> None:
    assert len(sides(question)) in (0, 2)
