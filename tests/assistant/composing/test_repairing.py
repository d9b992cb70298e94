from __future__ import annotations

import pytest

from assistant.composing.composer import ComposedSentence
from assistant.composing.repairing import numbered, read


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        ("1、限期三个月。[2]\n2、删去", {0: [("限期三个月。", (2,))], 1: []}),
        ("1. 限期三个月[2]。", {0: [("限期三个月。", (2,))]}),
        ("（说明）\n第1句：限期三个月。[1][2]", {0: [("限期三个月。", (1, 2))]}),
        ("1、“删去”。", {0: []}),
        ("1、限期三个月。[1]报送市委。[2]", {0: [("限期三个月。", (1,)), ("报送市委。", (2,))]}),
        ("1、限期三个月。[1]\n1、限期十年。[1]", {0: [("限期三个月。", (1,))]}),
        ("9、限期三个月。[1]", {}),
        ("0、限期三个月。[1]", {}),
        ("没有可改的。", {}),
        ("", {}),
        ("1、", {}),
    ],
)
def test_a_reply_is_read_line_by_line(reply: str, expected: dict[int, list[tuple[str, tuple[int, ...]]]]) -> None:
    found = {each.at: [(one.text, one.keys) for one in each.sentences] for each in read(reply, 2)}
    assert found == expected


def test_sentences_are_listed_as_data_with_the_evidence_they_named() -> None:
    listed = numbered([ComposedSentence("限期</材料>\n[3]三个月。", (2, 7))])
    assert listed == "1、限期＜/材料＞ 〔3〕三个月。〔2〕〔7〕"
