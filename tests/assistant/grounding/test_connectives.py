from __future__ import annotations

import pytest

from assistant.grounding.connectives import connectives
from assistant.grounding.evidence import compare, source

RULES = (
    "参加巡察3轮以上并表现突出的，优先考虑。推荐人员应当具有乡镇或者窗口工作经历。工作人员不得收受礼品或者礼金。\n"
    "有下列情形之一的，应当退回：\n（一）遗漏反馈问题的；\n（二）责任领导为集体的。"
)


def kinds(claim: str) -> set[str]:
    return {one.kind for one in connectives(compare(claim, [source(RULES)]))}


def test_done_alone_is_another_thing_than_done_jointly() -> None:
    held = [source("退耕面积由县林业局会同乡镇核定。")]
    assert [one.kind for one in connectives(compare("退耕面积由县林业局单独核定。", held))] == ["other connective"]
    assert connectives(compare("退耕面积由县林业局会同乡镇核定。", held)) == []


def test_cases_of_a_list_are_not_asked_together() -> None:
    held = "（一）上年亏损超过300万元的；\n（二）连续两年没有分红的；"
    claim = "上年亏损超过300万元，并且连续两年没有分红的"
    assert [one.kind for one in connectives(compare(claim, [source(held)]))] == ["other connective"]


@pytest.mark.parametrize(
    "claim",
    [
        "参加巡察3轮以上或者表现突出的，优先考虑。",
        "推荐人员应当具有乡镇和窗口工作经历。",
        "遗漏反馈问题，并且责任领导为集体的，应当退回。",
    ],
)
def test_a_connecting_word_in_the_place_of_its_contrary_is_found(claim: str) -> None:
    assert kinds(claim) == {"other connective"}


@pytest.mark.parametrize(
    "claim",
    [
        "参加巡察三轮以上并且表现突出的，优先考虑。",
        "推荐人员应当具有乡镇或窗口工作经历。",
        "工作人员不得收受礼品和礼金。",
        "遗漏反馈问题或者责任领导为集体的，应当退回。",
    ],
)
def test_what_asks_for_the_same_may_be_joined_otherwise(claim: str) -> None:
    assert kinds(claim) == set()
