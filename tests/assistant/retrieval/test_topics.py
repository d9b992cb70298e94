from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.retrieval.topics import bearer, entity, matter, topic


@pytest.mark.parametrize(
    ("question", "about"),
    [
        ("借调人员最长借多久？", "借调人员"),
        ("危桥有几座？", "危桥"),
        ("受处分的有几名干部？", "受处分的干部"),
        ("县里是否对砂场的事立案了？", "县里对砂场的事立案"),
        ("图书馆装修完成了吗？", "图书馆装修完成"),
        ("欠款还有几笔没收回？一共多少钱？", "欠款没收回"),
        ("入库人员要工作几年以上？", "入库人员要工作"),
        ("多少？", "多少"),
    ],
)
def test_a_topic_does_not_ask(question: str, about: str) -> None:
    assert topic(question) == about


def test_a_matter_is_the_thing_without_what_is_done_to_it() -> None:
    assert matter("城投公司3200万元借款收回多少？") == "城投公司3200万元借款"
    assert matter("退了没有？") == "退"


def test_who_has_an_attribute_is_told_without_it() -> None:
    assert bearer("园林局整改完成率是多少？") == "园林局整改"


@pytest.mark.parametrize(
    ("question", "called", "named"),
    [
        ("《甲办法》第五条怎么规定？", "", "《甲办法》"),
        ("临山水泥厂2024年资产总额是多少？", "", "临山水泥厂2024年"),
        ("临山水泥厂2024年资产总额是多少？", "局", None),
        ("会期几天？", "", None),
    ],
)
def test_a_pronoun_stands_for_a_rule_or_a_body(question: str, called: str, named: str | None) -> None:
    assert entity(question, called) == named


@given(st.text(max_size=40))
def test_no_words_break_it(question: str) -> None:
    assert isinstance(topic(question) + matter(question) + bearer(question), str)
