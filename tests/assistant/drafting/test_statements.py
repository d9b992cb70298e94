"""One sentence cut into the problems that it states side by side."""

from __future__ import annotations

import pytest

from assistant.drafting.statements import coordinate_statements, parts_of_sentence
from assistant.text.sentences import Span


@pytest.mark.parametrize(
    ("sentence", "parts"),
    [
        ("学习不深；账目混乱。", ["学习不深", "账目混乱。"]),
        ("有的村党组织存在政治学习不到位、集体账目不清等问题。", ["政治学习不到位", "集体账目不清"]),
        ("学习不深，决策不规范，账目混乱。", ["学习不深", "决策不规范", "账目混乱。"]),
        ("账目混乱；网点态度欠妥当；台账缺失。", ["账目混乱", "网点态度欠妥当", "台账缺失。"]),
        ("走访浮在面上；账目混乱；钥匙挂在门上。", ["走访浮在面上", "账目混乱", "钥匙挂在门上。"]),
        ("账目混乱。", ["账目混乱。"]),
        ("监管流于形式，人员没有登记。", ["监管流于形式，人员没有登记。"]),
        ("力量不足，没有专职人员，3年未组织培训。", ["力量不足，没有专职人员，3年未组织培训。"]),
    ],
    ids=[
        "semicolons",
        "a list of problems",
        "commas",
        "one in unknown words",
        "the last in unknown words",
        "one",
        "a problem and its fact",
        "a problem and figures",
    ],
)
def test_a_sentence_is_cut_where_it_states_several_problems(sentence: str, parts: list[str]) -> None:
    assert [part.of(sentence) for part in parts_of_sentence(sentence, Span(0, len(sentence)))] == parts


def test_a_sentence_that_counts_tells_facts_and_not_several_problems() -> None:
    for sentence in ("学习不深，2次没有研讨。", "学习不深，半年没有研讨，账目混乱。"):
        assert coordinate_statements(sentence, Span(0, len(sentence))) == []
