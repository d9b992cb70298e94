from __future__ import annotations

import pytest

from assistant.grounding.evidence import compare, source, stands_whole
from assistant.text.phrasing import phrased

RULE = (
    "第四条　集中整改期为3个月。\n第五条　整改方案应当列明下列内容：\n（一）目标；\n（二）措施。\n"
    "第六条　会议费当月报销。"
)
OTHER = "水库大坝每年检查两次，发现渗漏的，立即处置。"


def quoted(claim: str, *texts: str) -> list[str]:
    """The windows that a claim is laid beside."""
    windows = compare(claim, [source(text) for text in texts]).windows
    found = [(window.source.text, window.phrased.tokens) for window in windows]
    return [text[min(t.start for t in own) : max(t.end for t in own)] for text, own in found]


def test_evidence_is_the_sentence_that_speaks_of_it() -> None:
    assert quoted("集中整改期为2个月。", OTHER, RULE) == ["第四条　集中整改期为3个月"]


def test_an_item_comes_with_what_introduces_its_list() -> None:
    (window,) = compare("整改方案应当列明措施。", [source(RULE)]).windows
    assert "列明" in "".join(window.phrased.keys)
    assert "措施" in "".join(window.phrased.keys)


def test_places_that_overlap_are_one() -> None:
    rule = (
        "第四条　集中整改期为3个月。\n第五条　方案报市委巡察办。\n第六条　会议费当月报销。\n第七条　水库每年检查两次。"
    )
    windows = compare("会议费当月报销，水库每年检查两次，集中整改期为3个月。", [source(rule)]).windows
    pieces = [piece for window in windows for piece in window.pieces]
    assert len(pieces) == len(set(pieces))


def test_of_two_places_that_overlap_none_is_lost() -> None:
    rows = "某局：反馈问题15。某局：已完成12。某局：阶段性完成2。某局：未完成1。某局：评估结果一般。"
    compared = compare("某局：反馈问题15，已完成12，阶段性完成2，未完成1。", [source(rows)])
    assert compared.covered > 0.99


def test_clauses_from_two_places_bring_two_windows() -> None:
    claim = "集中整改期为3个月，水库大坝每年检查两次。"
    compared = compare(claim, [source(RULE), source(OTHER)])
    assert compared.is_joined
    assert compared.covered > 0.9


@pytest.mark.parametrize(
    ("claim", "whole"),
    [("会议费当月报销。", False), ("立即处置", True), ("发现渗漏的", True), ("渗漏的", False), ("检查三次", False)],
)
def test_only_what_stands_between_marks_stands_whole(claim: str, whole: bool) -> None:
    assert (stands_whole(phrased(claim), [source(RULE), source(OTHER)]) is not None) is whole


def test_a_list_of_thousands_of_words_is_cut() -> None:
    assert len(source("甲乙丙，" * 1000).pieces) > 1
