from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.text.newlines import unify_newlines
from assistant.text.offsets import OffsetMap


@given(st.text(alphabet="甲乙\r\n\x0c\u2028\x00\x07a ", max_size=60))
def test_only_line_ends_and_control_characters_change_and_the_map_leads_back(text: str) -> None:
    clean, offsets = unify_newlines(text)
    assert not set(clean) & set("\r\x0c\u2028\x00\x07")
    for position, mark in enumerate(clean):
        start, end = offsets.span_to_original(position, position + 1)
        assert text[start:end] == mark or mark == "\n"


def test_clean_text_is_left_alone() -> None:
    clean, offsets = unify_newlines("第一条\n整改。")
    assert clean == "第一条\n整改。"
    assert offsets == OffsetMap.identity(len(clean))
