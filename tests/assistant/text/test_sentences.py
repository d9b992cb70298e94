from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.text.sentences import clauses, sentences, statements

_STATED = Path(__file__).parents[2] / "cases" / "sentences" / "statements.txt"
STATED = [line for line in _STATED.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]

CASES = [
    ("“这是对的。”他说。第二句！", ["“这是对的。”他说。", "第二句！"]),
    ("他指出：“要抓好整改。”各单位要落实。", ["他指出：“要抓好整改。”", "各单位要落实。"]),
    ("（一）甲；（二）乙。", ["（一）甲；", "（二）乙。"]),
    ("一是抓落实；二是强监督；三是促整改。", ["一是抓落实；", "二是强监督；", "三是促整改。"]),
    ("增长12.5%，立案3件。会议（2024年。）召开", ["增长12.5%，立案3件。", "会议（2024年。）召开"]),
    ("第一行没有句号\n三、标题", ["第一行没有句号", "三、标题"]),
    ("没关的“引号。后面。", ["没关的“引号。", "后面。"]),
    ("真的吗？！是的。", ["真的吗？！", "是的。"]),
    ("共1,234件。", ["共1,234件。"]),
    ("**（四）配备干部。** 已有7户配齐。", ["**（四）配备干部。**", "已有7户配齐。"]),
    ("前一句。**后一句。**最后。", ["前一句。", "**后一句。**", "最后。"]),
    ("", []),
    ("  \n\u3000", []),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_sentences_end_where_a_reader_would_end_them(text: str, expected: list[str]) -> None:
    assert [span.of(text) for span in sentences(text)] == expected


def test_there_are_enough_cases_of_statements() -> None:
    assert len(STATED) == len(set(STATED)) >= 200


@pytest.mark.parametrize("case", STATED)
def test_a_text_is_cut_where_one_statement_ends(case: str) -> None:
    pieces = [piece.replace("⏎", "\n").strip() for piece in case.split("|")]
    text = case.replace("|", "").replace("⏎", "\n")
    assert [span.of(text) for span in statements(text)] == pieces


def test_clauses_are_cut_at_commas_but_not_inside_figures_or_brackets() -> None:
    text = "共1,234件，占（含前年，去年）一半；完毕。"
    assert [span.of(text) for span in clauses(text)] == ["共1,234件，", "占（含前年，去年）一半；", "完毕。"]


@given(st.text(alphabet="甲乙。！？；，“”（）《》一二、\n 1.a", max_size=80))
def test_no_character_but_white_space_is_lost_and_spans_never_overlap(text: str) -> None:
    for cut in (sentences, statements, clauses):
        spans = cut(text)
        assert "".join("".join(span.of(text).split()) for span in spans) == "".join(text.split())
        assert all(before.end <= after.start for before, after in itertools.pairwise(spans))


def test_many_open_brackets_take_no_longer_than_their_number() -> None:
    assert len(sentences("（" * 200_000)) == 1
