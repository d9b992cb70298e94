"""What is to be counted or measured, and in which unit."""

from __future__ import annotations

import pytest

from assistant.composing.measured import compounds_in, counted_in, nouns_of, unit_of


@pytest.mark.parametrize(
    ("question", "unit"),
    [
        ("反馈了多少个问题？", "个"),
        ("谈话的人数不少于代表总数的多少？", "%"),
        ("每个巡察组的人数是多少？", "人"),
        ("谈话的人数至少要占多大比例？", "%"),
        ("惠民资金总额是多少？", "元"),
        ("三类会议最多几天？", "天"),
        ("整改得怎么样？", None),
        ("雨量是多少毫米？", "毫米"),
        ("一共修了多少米？", "米"),
    ],
)
def test_the_unit_is_that_of_the_figure_asked_for(question: str, unit: str | None) -> None:
    assert unit_of(question) == unit


def test_the_thing_counted_is_told_from_the_people_and_the_days() -> None:
    assert nouns_of("集中整改期是多长时间？") == ("整改期",)
    assert counted_in("派出几个巡察组？") == "巡察组"
    assert counted_in("抽调几个人参加？") is None
    assert counted_in("在多少个工作日内报送？") is None


def test_a_measured_thing_and_its_charge_are_named() -> None:
    assert nouns_of("档案库房的面积有多大？") == ("面积",)
    assert compounds_in("培训费的标准是多少？") == ("培训费",)


def test_what_is_done_by_a_day_is_not_what_is_measured() -> None:
    assert nouns_of("财政几号前要交表？") == ()
    assert nouns_of("公示期是几天？") == ("公示期",)
