from __future__ import annotations

import pytest

from assistant.drafting.defects import problem_clauses, states_problem


@pytest.mark.parametrize(
    "text",
    [
        "局党组负主体责任，分管负责人负主要领导责任。",
        "违反该规定第十九条。",
        "持续深化国企改革，提升品牌价值",
        "不断取得新成效",
        "纠治不正之风",
        "着眼未来发展",
        "巡察未发现需要反馈的问题。",
        "初心不仅来自对群众的感情，更来自理论",
        "巡视期间没有发现其他突出问题",
    ],
)
def test_what_only_looks_like_a_problem_states_none(text: str) -> None:
    assert not states_problem(text)


def test_what_others_failed_to_find_is_a_problem() -> None:
    assert states_problem("补助被扣留，乡村建办未发现")


def test_a_sentence_is_cut_into_its_problem_statements() -> None:
    text = "供水保障有短板，计划更新186公里，实际更新不足121公里，违反《供水办法》第三条，水质检测不及时"
    pieces = [piece.of(text) for piece in problem_clauses(text, 0, len(text))]
    assert pieces == [
        "供水保障有短板，",
        "计划更新186公里，实际更新不足121公里，违反《供水办法》第三条，",
        "水质检测不及时",
    ]
