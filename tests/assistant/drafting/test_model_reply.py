"""What a model writes around and instead of the object it was asked for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.drafting.model_reply import Words, read_reply

GOOD = '{"goal": "把欠款收回。", "measures": [{"number": 1, "text": "逐户核对欠款。[2][3]"}]}'


@pytest.mark.parametrize("around", ["{}", "```json\n{}\n```", "好的，以下是结果：\n{}\n请审阅。"])
def test_the_object_is_found_whatever_stands_around_it(around: str) -> None:
    reply = read_reply(around.replace("{}", GOOD))
    assert reply is not None
    assert reply.goal == Words("把欠款收回。")
    assert reply.measures == {1: Words("逐户核对欠款。", (2, 3))}


@pytest.mark.parametrize(
    "written",
    [
        "",
        "没有 JSON",
        "{",
        "{}",
        "[]",
        '{"measures": 3}',
        '{"measures": [{"number": 0, "text": "零"}]}',
        '{"measures": [{"number": "一", "text": "甲"}]}',
        '{"measures": [{"text": "没有序号"}]}',
        '{"goal": null, "measures": []}',
        GOOD[:-20],
        '{"a":' * 100_000,
        '{"measures": ' + "[" * 100_000 + "}",
    ],
    ids=lambda written: written[:20],
)
def test_what_is_no_such_object_is_none(written: str) -> None:
    assert read_reply(written) is None


def test_of_two_measures_with_one_number_the_first_counts() -> None:
    reply = read_reply('{"measures": [{"number": 1, "text": "甲。"}, {"number": 1, "text": "乙。"}]}')
    assert reply is not None
    assert reply.measures == {1: Words("甲。")}


@given(st.text(max_size=200))
def test_any_text_is_read(written: str) -> None:
    read_reply(written)
    read_reply("{" + written + "}")
