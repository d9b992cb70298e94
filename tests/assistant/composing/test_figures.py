"""What is done and measured beside a figure."""

from __future__ import annotations

import pytest

from assistant.composing.asked import asked
from assistant.composing.expected import holds_kind
from assistant.composing.figures import apart, near, undone
from assistant.composing.questions import analyse
from assistant.composing.units import Unit
from assistant.text.sentences import Span


def unit(text: str) -> Unit:
    return Unit(1, Span(0, len(text)), text)


@pytest.mark.parametrize(
    ("question", "text", "is_undone"),
    [
        ("限时办结从哪天开始实行？", "从2024年1月8日起，3个工作日办结。", 0.0),
        ("限时办结从哪天开始实行？", "2024年1月8日办结12件。", 1.0),
        ("新办法从哪天起施行？", "本办法自2025年4月1日起施行。", 0.0),
        ("新办法从哪天起施行？", "合同信息应当自发生之日起10日内录入。", 1.0),
    ],
)
def test_since_a_day_says_that_something_began(question: str, text: str, is_undone: float) -> None:
    sought = asked(analyse(question), dict.fromkeys(analyse(question).words, 0.5), {})
    assert undone(sought, unit(text), "") == is_undone


@pytest.mark.parametrize(
    ("text", "is_undone"),
    [
        ("任期审计由乡镇人民政府组织。", 0.0),
        ("市审计局负责组织任期审计。", 0.0),
        ("市审计局统一组织任期审计。", 0.0),
        ("集体经济组织理事长任期内至少审计1次。", 1.0),
    ],
)
def test_who_organises_is_no_organisation(text: str, is_undone: float) -> None:
    question = analyse("任期审计由谁组织？")
    assert undone(asked(question, dict.fromkeys(question.words, 0.5), {}), unit(text), "") == is_undone


@pytest.mark.parametrize(
    ("text", "is_undone"),
    [
        ("出借资金3笔共34万元，没有收回。", 1.0),
        ("出借的34万元，收回26万元，8万元没有收回。", 0.0),
        ("34万元尚未全部收回。", 1.0),
    ],
)
def test_what_is_said_not_to_be_done_is_not_done(text: str, is_undone: float) -> None:
    question = analyse("出借的资金收回来多少了？")
    assert undone(asked(question, dict.fromkeys(question.words, 0.5), {}), unit(text), "") == is_undone


@pytest.mark.parametrize("text", ["电子档案保存不少于15年。", "保存年限为15年。"])
def test_a_term_need_not_be_called_one(text: str) -> None:
    question = analyse("档案的保存年限是多少？")
    assert apart(asked(question, dict.fromkeys(question.words, 0.5), {}), unit(text)) == 0


@pytest.mark.parametrize(
    ("question", "text", "holds"),
    [
        ("收到后多久登记？", "信访件应当在收到当日登记。", True),
        ("多久以后可以重新申请？", "对价格执行情况每季度抽查。", False),
        ("多久抽查一次？", "对价格执行情况每季度抽查。", True),
        ("救助金通过什么方式发放？", "救助金通过社会保障卡发放。", True),
        ("救助金通过什么方式发放？", "救助金可以提高。", False),
    ],
)
def test_what_answers_is_of_the_kind_that_is_asked(question: str, text: str, holds: bool) -> None:
    assert holds_kind(analyse(question), text) is holds


@pytest.mark.parametrize(
    "text",
    [
        "能源消耗为8000吨。",
        "能源消耗达到了8000吨。",
        "能源消耗降至8000吨。",
        "能源消耗由9000吨减少到8000吨。",
        "能源消耗约8000吨。",
    ],
)
def test_what_is_measured_stands_beside_its_figure_however_that_is_reached(text: str) -> None:
    assert near(analyse("能源消耗量是多少？"), unit(text)) >= 0.5
