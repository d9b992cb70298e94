from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.retrieval.siblings import office_in, replaced_by


@pytest.mark.parametrize(
    ("thing", "question", "replaced"),
    [
        ("取暖补贴", "退休职工住宿费怎么报？", "住宿费"),
        ("乡镇卫生院", "县医院有多少张床？", "县医院"),
        ("丙级", "甲级库房多久通风一次？", "甲级"),
        ("农村", "城镇低保多少钱？", "城镇"),
        ("特别重大", "较大事故谁来查？", "较大"),
        ("工程", "货物采购多少万以上要招标？", "货物"),
        ("镇长", "书记包抓几个村？", "书记"),
        ("土豆", "书记包抓几个村？", None),
        ("书记", "书记包抓几个村？", None),
    ],
)
def test_a_thing_takes_the_place_of_one_of_its_kind(thing: str, question: str, replaced: str | None) -> None:
    assert replaced_by(thing, question) == replaced


@pytest.mark.parametrize(
    ("question", "body"),
    [
        ("城东污水处理厂投资多少？", "城东污水处理厂"),
        ("市卫健委收了几封信？", "市卫健委"),
        ("县纪委立案了吗？", "县纪委"),
        ("县委书记讲了什么？", None),
        ("村级账目怎么公开？", None),
    ],
)
def test_a_question_begins_with_a_body_or_with_none(question: str, body: str | None) -> None:
    assert office_in(question) == body


@given(st.text(max_size=12), st.text(max_size=40))
def test_what_makes_way_stands_in_the_question(thing: str, question: str) -> None:
    replaced = replaced_by(thing, question)
    assert replaced is None or (replaced in question and replaced != thing)
