"""What goes neither into the findings nor into the advice is named for the person."""

from __future__ import annotations

from assistant.drafting.findings import read_findings
from tests.assistant.drafting.feedback_samples import document

LETTER = """县委第三巡察组关于巡察县粮站党支部的反馈意见
县粮站党支部：
现反馈如下：
一、主要问题
（一）账目混乱。3笔没有入账。
原因：没有会计。
责任：会计负直接责任。
（二）公车失管。2辆没有定位。
原因：监管不严。
责任：站长负直接责任。
二、意见建议
（一）清理账目。
（二）安装定位。
"""


def doubts(text: str) -> list[tuple[str, str]]:
    return [(doubt.kind, doubt.excerpt.verbatim) for doubt in read_findings(document(text)).doubts]


def test_each_field_beside_the_problems_is_named_once() -> None:
    assert doubts(LETTER) == [("field_apart", "原因：没有会计。"), ("field_apart", "责任：会计负直接责任。")]


def test_what_the_unit_is_told_to_do_outside_the_advice_is_named() -> None:
    text = f"{LETTER}\n请于9月30日前报送整改方案。支部要切实履行整改主体责任。\n\n县委第三巡察组\n2024年6月3日\n"
    assert ("requirements_apart", "支部要切实履行整改主体责任。") in doubts(text)


def test_a_problem_told_behind_the_end_of_the_matter_is_named() -> None:
    text = f"{LETTER}\n请于9月30日前报送整改方案。上述问题的产生是因为制度意识淡薄。\n\n县委第三巡察组\n2024年6月3日\n"
    assert ("uncovered", "上述问题的产生是因为制度意识淡薄。") in doubts(text)


def test_what_follows_the_last_piece_of_advice_is_named() -> None:
    text = f"{LETTER}党支部书记要履行第一责任人责任。\n\n县委第三巡察组\n2024年6月3日\n"
    assert ("requirements_apart", "党支部书记要履行第一责任人责任。") in doubts(text)
