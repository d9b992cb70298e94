from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.retrieval.follow_up import whole_question
from assistant.retrieval.query import understand

_CASES = [
    json.loads(line)
    for line in (Path(__file__).parents[2] / "cases" / "follow-ups.jsonl").read_text(encoding="utf-8").splitlines()
]


@pytest.mark.parametrize("case", _CASES, ids=lambda case: f"{case['kind']}: {case['question']}")
def test_what_is_searched_for_holds_the_new_topic_and_not_what_it_takes_the_place_of(
    case: Mapping[str, list[str]],
) -> None:
    query = understand(str(case["question"]), as_of=date(2026, 1, 1), history=case["history"])
    whole = query.rewritten or query.question
    assert [words for words in case["holds"] if words not in whole] == []
    assert [words for words in case["lacks"] if words in whole] == []


@pytest.mark.parametrize(
    ("history", "question", "whole"),
    [
        (["三类会议最多多少人参加？"], "那四类会议呢？", "四类会议最多多少人参加？"),
        (["第五轮巡察反馈了多少个问题？"], "那第六轮呢？", "第六轮巡察反馈了多少个问题？"),
        (["整改方案报给谁？"], "那时限呢？", "整改方案，时限是多久？"),
        (["《甲办法》第九条怎么规定？"], "第十条呢？", "《甲办法》第十条怎么规定？"),
        (["《甲办法》第九条怎么规定？"], "那10条呢？", "《甲办法》第10条怎么规定？"),
        (["《甲办法》第九条怎么规定？"], "第十条的内容", "《甲办法》第十条怎么规定？"),
        (["《甲办法》第九条怎么规定？"], "第二款呢？", "《甲办法》第九条第二款怎么规定？"),
        (["《甲办法》第九条第一款怎么规定？"], "第二款呢？", "《甲办法》第九条第二款怎么规定？"),
        (["《甲办法》第九条怎么规定？"], "它从什么时候起施行？", "《甲办法》从什么时候起施行？"),
        (["市委巡察的集中整改期是多长时间？"], "2022年的时候呢？", "2022年的时候，市委巡察的集中整改期是多长时间？"),
        (["市水务集团的整改完成率是多少？"], "那市教育局呢？", "市教育局的整改完成率是多少？"),
        (["青岭县县直单位的集中整改期是几个月？"], "那村（社区）呢？", "青岭县村（社区）的集中整改期是几个月？"),
        (["巡察档案可以借出吗？"], "谁批准？", "巡察档案借出，谁批准？"),
        (["《甲办法》第一条？", "第二条呢？"], "第三条呢？", "《甲办法》第三条？"),
        (["《甲办法》第一条？"], "那么紧接着的第二条又是怎么说的？", "《甲办法》第二条？"),
        (["首次报送的方案退回了几份？"], "主要什么毛病？", "首次报送的方案退回，主要什么毛病？"),
    ],
)
def test_a_follow_up_is_made_whole(history: list[str], question: str, whole: str) -> None:
    assert whole_question(question, history) == whole


@pytest.mark.parametrize(
    "question", ["会议费的标准是多少？", "哪些情形要约谈被巡察党组织主要负责人？", "第五轮移交了多少件线索？"]
)
def test_a_question_that_stands_by_itself_stays_as_it_is(question: str) -> None:
    assert whole_question(question, ["整改方案报给谁？"]) == question


def test_without_a_question_before_nothing_is_added() -> None:
    assert whole_question("那时限呢？", []) == "那时限呢？"


@given(st.text(max_size=40), st.lists(st.text(max_size=40), max_size=4))
def test_no_words_break_it_and_the_same_history_gives_the_same_words(question: str, history: list[str]) -> None:
    assert whole_question(question, history) == whole_question(question, history)
