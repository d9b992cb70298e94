"""Who answers for a problem, as far as the finding says it."""

from __future__ import annotations

import pytest

from assistant.drafting.answerable import leader_named, unit_named


@pytest.mark.parametrize(
    ("said", "unit"),
    [
        ("会议费超支。办公室负直接责任。", "办公室"),
        ("设备停用（供水股负直接责任）。", "供水股"),
        ("课时费拖欠。德育处负直接责任。", "德育处"),
        ("购销不严。财务部、资产管理部负直接责任。", ""),
        ("购销不严。购销部主要负责人负直接责任。", ""),
        ("账目不清。财务科负直接责任。库存不清。仓储科负直接责任。", ""),
        ("购销不严。", ""),
    ],
)
def test_the_one_unit_held_directly_responsible_is_named_and_neither_persons_nor_several(said: str, unit: str) -> None:
    assert unit_named(said) == unit


@pytest.mark.parametrize(
    ("said", "leader"),
    [
        ("采购超标。分管财务工作的负责人负主要领导责任，财务科负直接责任。", "分管财务工作的负责人"),
        ("播出差错。分管采编的副主任负主要领导责任。", "分管采编的副主任"),
        ("学习走过场。局党组负主体责任，局党组书记负第一责任人责任。", "局党组书记"),
        ("以案促改不够。机关纪委书记负主要领导责任。", "机关纪委书记"),
        ("办件超期。分管负责人负主要领导责任。", ""),
        ("办件超期。分管副局长负主要领导责任。", ""),
        ("办件超期。局党组书记负第一责任人责任，分管副局长负主要领导责任。", ""),
        ("公章外借。时任主任负主要领导责任。", ""),
        ("账外设账。会计主管和财务科长负主要领导责任。", ""),
        ("补贴错发。分管民政的副镇长负主要领导责任；名单虚报。分管农业的副镇长负主要领导责任。", ""),
        ("补贴错发。镇党委负主体责任。", ""),
    ],
)
def test_a_leader_is_taken_from_the_feedback_where_it_singles_one_out(said: str, leader: str) -> None:
    assert leader_named(said) == leader
