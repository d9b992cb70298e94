from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.application import Assistant

Write = Callable[[str, str], Path]

RULE = """甲市会议管理办法
第一条　为了节约会议费，制定本办法。
第二条　会议费不得列支下列费用：
（一）烟酒；
（二）礼品；
（三）旅游。
第三条　三类会议的综合定额为每人每天450元，会期不得超过1天。
第四条　会议审批由办公室负责，主要负责人是第一责任人。
第五条　本办法自2024年5月1日起施行。
"""


@pytest.fixture
def asked(assistant: Assistant, write: Write) -> Callable[[str], str]:
    assistant.ingest([write("办法.txt", RULE)])
    return lambda question: assistant.ask(question).text


def test_a_figure_is_answered_with_the_sentence_that_holds_it(asked: Callable[[str], str]) -> None:
    assert "450元" in asked("三类会议的综合定额是每人每天多少元？")


def test_a_date_is_answered_with_the_sentence_that_holds_it(asked: Callable[[str], str]) -> None:
    assert "2024年5月1日" in asked("会议管理办法从什么时候开始施行？")


def test_a_list_is_told_whole(asked: Callable[[str], str]) -> None:
    answer = asked("会议费不得列支哪些费用？")
    assert all(item in answer for item in ("烟酒", "礼品", "旅游"))


def test_an_article_is_told_whole(asked: Callable[[str], str]) -> None:
    answer = asked("《甲市会议管理办法》第二条怎么规定的？")
    assert "烟酒" in answer
    assert "旅游" in answer
    assert "450元" not in answer


def test_an_article_that_is_not_there_is_not_made_up(asked: Callable[[str], str]) -> None:
    assert asked("《甲市会议管理办法》第三十条怎么规定的？") == ""


@pytest.mark.parametrize("question", ["差旅费住宿标准是每天多少元？", "一号桥的造价是多少？", "今天天气怎么样？"])
def test_what_the_material_does_not_say_is_not_answered(asked: Callable[[str], str], question: str) -> None:
    assert asked(question) == ""


def test_a_redacted_figure_is_told_as_redacted(assistant: Assistant, write: Write) -> None:
    assistant.ingest(
        [write("讲话.txt", "在全市会议上的讲话\n今年以来，全市共处置问题线索 X 件、立案 X 件。去年开会12次。")]
    )
    answer = assistant.ask("全市今年处置问题线索多少件？")
    assert all(sentence.uncertain for sentence in answer.sentences)
    assert not any(mark.isdigit() for sentence in answer.sentences for mark in sentence.text)


def test_a_sentence_about_another_year_is_no_answer(assistant: Assistant, write: Write) -> None:
    assistant.ingest([write("报告.txt", "燃气检查报告\n2023年检查餐饮场所412家。")])
    assert assistant.ask("2024年检查餐饮场所多少家？").abstained
    assert "412家" in assistant.ask("2023年检查餐饮场所多少家？").text


def test_the_same_question_is_always_answered_alike(sample: Assistant) -> None:
    first, second = (sample.ask("整改方案要在多少个工作日内报送？") for _ in range(2))
    assert (first.sentences, first.citations) == (second.sentences, second.citations)
