"""A suggestion is named in its measure by what it asks for, not repeated."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.drafting.asked_for import asked_for


@pytest.mark.parametrize(
    ("words", "thing"),
    [
        ("要建立改革任务月调度机制，对逾期任务逐项说明原因", "改革任务月调度机制"),
        ("对净源科技公司参股问题一查到底", "净源科技公司参股问题"),
        ("把保障群众用水作为首要责任", "保障群众用水"),
        ("严肃整治违规发放补贴问题", "违规发放补贴问题"),
        ("对2021年以来的维保合同全面起底", "2021年以来的维保合同"),
        ("集团党委要把储备粮安全作为第一位的任务", "储备粮安全"),
        ("对外预付的资金依法追收", "对外预付的资金依法追收"),
        ("切实加强党建", "切实加强党建"),
    ],
)
def test_the_thing_is_named_without_the_verb_that_asks_for_it(words: str, thing: str) -> None:
    assert asked_for(words) == thing


def test_a_line_break_of_the_page_is_none_of_the_thing() -> None:
    assert asked_for("健全采购监管、\n清收督办制度") == "采购监管、清收督办制度"


@given(st.text(alphabet="要对把建立健全制度，；。一查到底\n 采购", max_size=60))
def test_it_is_always_a_stretch_of_what_was_asked(words: str) -> None:
    assert asked_for(words) in re.sub(r"\s*\n\s*", "", words)
