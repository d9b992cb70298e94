from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.retrieval.in_full import in_full


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("现行差旅办法12条", "现行差旅办法第12条"),
        ("采购规定的十五条说了啥", "采购规定的第十五条说了什么"),
        ("值班细则8条咋写的？", "值班细则第8条怎么写的？"),
        ("借阅要求，21年版和现行版有啥不同？", "借阅要求，2021年版和现行版有什么不同？"),
        ("19年的办法要几天？", "2019年的办法要几天？"),
        ("这笔账几时前结清？", "这笔账什么时候前结清？"),
        ("俺们打哪天起交？", "我们从哪天起交？"),
        ("一个礼拜开几回门？", "每周开几回门？"),
        ("站里一年要巡几次？", "站里每年要巡几次？"),
        ("礼拜几不开门？", "星期几不开门？"),
        ("办一张证要多大会儿？", "办一张证要多长时间？"),
        ("应于何日前报送？", "应于哪天前报送？"),
        ("签字权归属何人？", "签字权归属谁？"),
        ("结余总额为何？", "结余总额是什么？"),
        ("样品应当如何处置？", "样品应当如何处置？"),
        ("四组巡水利局，看了几个站？", "第四巡察组巡水利局，看了几个站？"),
    ],
)
def test_what_is_said_in_short_is_meant_in_full(said: str, meant: str) -> None:
    assert in_full(said) == meant


@pytest.mark.parametrize(
    "question",
    [
        "反馈意见22条，改了多少条？",
        "任职满一年的有几个？",
        "一年内要换几次？",
        "新建办法3个、规定22条，修订多少条？",
        "工龄满20年的怎么算？",
        "十几时开会？",
        "第四巡察组巡水利局",
        "三组村民分到多少钱？",
    ],
)
def test_a_number_that_counts_stays_one(question: str) -> None:
    assert in_full(question) == question


@given(st.text(alphabet="啥咋几时办法规定年版条组巡二十0123第，？ ", max_size=30))
def test_what_is_in_full_stays_as_it_is(question: str) -> None:
    assert in_full(in_full(question)) == in_full(question)
