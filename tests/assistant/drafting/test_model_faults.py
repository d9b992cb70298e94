"""What a model may write for a measure, and what must not stand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.drafting.model_faults import Known, objection

STATED = "会议费管理不严。2023年有4次会议没有列入年度会议计划，市财政局多次提醒仍未改正，由李明副局长分管。"
RULE = "《市级机关会议费管理办法》第四条\n没有列入年度会议计划的会议，不得安排会议费，每半年通报一次。"
KNOWN = Known(STATED, (RULE,))

FINE = [
    "针对会议费管理不严，对没有列入年度会议计划的4次会议逐次核实，查明原因，责任人作出说明，核实结果当面核验。",
    "对照《市级机关会议费管理办法》第四条，逐次核对会议是否已列入年度会议计划，未列入的不再支付会议费，结果公开。",
    "会同市财政局核对会议费支出，没有列入年度会议计划的逐笔说明，每半年通报核对结果，直至不再发生。",
    "举一反三，在【待填：排查范围】排查会议费管理，发现一件、改正一件，改正结果由责任领导当面核验。",
    "由责任领导牵头，各支部配合，对会议费管理逐项核对，差错当场改正，改正情况由下属单位互相核验。",
]

WRONG = [
    ("会议费管理不严的，追回5万元，逐笔核对到账并当面核验结果。", "figure"),
    ("会议费管理不严的，三个月内逐次核对，核对结果当面核验。", "figure"),
    ("会议费管理不严的，年底前逐次核对，核对结果当面核验到位。", "figure"),
    ("会议费管理不严的，近期逐次核对，核对结果由支部当面核验到位。", "figure"),
    ("会议费管理不严的，压减百分之二十，逐次核对，结果当面核验。", "figure"),
    ("会议费管理不严的，由王芳同志逐次核对，核对结果当面核验到位。", "name"),
    ("会议费管理不严的，请市审计局逐次核对，核对结果当面核验到位。", "name"),
    ("会议费管理不严的，按《预算法》逐次核对，核对结果当面核验。", "name"),
    ("会议费管理不严的，牵头单位：办公室，逐次核对，结果当面核验。", "name"),
    ("会议费管理不严的，逐次核对，已经整改到位，结果当面核验完毕。", "claim"),
    ("会议费管理不严的问题不属实，保持现有做法，继续加强自我管理。", "claim"),
    ("会议费管理不严的，逐次核对，详情见<a href='x'>这里</a>并核验。", "order"),
    ("会议费管理不严的，逐次核对，核对\u200b结果当面核验并公开结果。", "order"),
    ("会议费管理不严的，逐次核对，\n核对结果当面核验并公开结果。", "order"),
    ("会議費 must be checked again and again by the office staff.", "language"),
    ("对图书馆开放时间逐日核对，不足的补足，结果向读者公开。", "matter"),
    ("针对会议费管理不严，召开专题会议研究部署，印发文件学习。", "empty"),
]


@pytest.mark.parametrize("text", FINE)
def test_words_that_stand_in_the_sources_may_stand_in_a_measure(text: str) -> None:
    assert objection(text, KNOWN) is None


@pytest.mark.parametrize(("text", "reason"), WRONG)
def test_words_that_no_source_holds_must_not(text: str, reason: str) -> None:
    found = objection(text, KNOWN)
    assert found is not None
    assert found.reason == reason


def test_a_goal_need_not_quote_the_finding_but_invents_nothing() -> None:
    assert objection("年度会议计划之外不再安排会议，支出全部合规。", KNOWN, is_goal=True) is None
    assert objection("会议费支出下降三成，年度会议计划之外不再安排会议5次。", KNOWN, is_goal=True) is not None


@given(st.text(max_size=120))
def test_any_text_is_judged(text: str) -> None:
    objection(text, KNOWN)
    objection(text, Known(""), is_goal=True)
