from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.retrieval.leaning import leans, place_in


@pytest.mark.parametrize(
    "question",
    [
        "剩下的怎么弄",
        "里头报废了几台",
        "都退给学生了吗",
        "移交给谁",
        "带了哪些部门",
        "少发了谁来补",
        "现场答疑留了多长时间",
        "金额多少",
        "第三项是谁讲",
        "该局什么时候报的方案",
        "发现了哪些问题",
        "后来反馈了几个问题",
    ],
)
def test_a_question_that_names_nothing_of_its_own_leans(question: str) -> None:
    assert leans(question)


@pytest.mark.parametrize(
    "question",
    [
        "公务用车的购置标准是什么",
        "还款计划由谁审批",
        "里程补贴怎么算",
        "能源公司欠了多少税",
        "再生资源公司欠了多少税",
        "最高人民法院的司法解释怎么适用",
        "结果运用由哪个科室负责",
        "市审计局2024年审计了几个项目",
        "巡察发现了哪些问题",
        "本轮巡察反馈了什么问题",
        "审计指出了几个问题",
    ],
)
def test_a_question_that_says_what_it_is_about_does_not(question: str) -> None:
    assert not leans(question)


@pytest.mark.parametrize(
    ("question", "place"),
    [("那第二款呢", "第二款"), ("再把第二十条的内容也告诉我", "第二十条"), ("第六条的奖金谁发", ""), ("那时限呢", "")],
)
def test_a_place_alone_is_told_from_a_question_about_one(question: str, place: str) -> None:
    assert place_in(question) == place


@given(st.text(max_size=40))
def test_no_words_break_it(question: str) -> None:
    assert leans(question) in (True, False)
