"""What is written for a plan, said aloud."""

from __future__ import annotations

import pytest

from assistant.drafting.speaking import heading_of_review, spoken_measure


@pytest.mark.parametrize(
    ("measure", "headline", "spoken"),
    [
        (
            "针对“27项任务有8项未完成”，把剩余任务逐项排定",
            "改革推进迟缓",
            "解决改革推进迟缓的问题：针对这件事，把剩余任务逐项排定",
        ),
        ("对“甲未办”、“乙未办”逐件列出", "办公用房超标问题", "解决办公用房超标的问题：对这些事逐件列出"),
        (
            "对“‘三重一大’没有论证”涉及的事项逐件回查",
            "“三重一大”决策不规范",
            "解决“三重一大”决策不规范的问题：对这件事涉及的事项逐件回查",
        ),
        ("停止“补记”中只留痕的做法", "党建不实", "停止“补记”中只留痕的做法"),
        ("对“甲”逐件列出", "很长的一句话" * 6, "对“甲”逐件列出"),
        ("对“甲”逐件列出", "", "对“甲”逐件列出"),
    ],
)
def test_a_point_is_called_by_its_headline_and_quotes_nothing(measure: str, headline: str, spoken: str) -> None:
    assert spoken_measure(measure, headline) == spoken


@pytest.mark.parametrize(
    ("title", "heading"),
    [("落实决策部署", "对照落实决策部署方面"), ("履行职责不够到位", "履行职责不够到位"), ("存在短板", "存在短板")],
)
def test_a_title_that_states_a_problem_stays_as_it_is(title: str, heading: str) -> None:
    assert heading_of_review(title) == heading
