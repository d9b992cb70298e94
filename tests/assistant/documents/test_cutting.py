"""Where a text is cut: nothing lost, nothing twice, headings with what they announce."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from assistant.documents.cutting import spans
from assistant.documents.marks import Marks, marks_of
from assistant.records import Document, Version
from assistant.text.newlines import unify_newlines

LINES = st.lists(
    st.sampled_from(
        [
            "一、甲乙",
            "（一）丙丁",
            "第一条　甲。",
            "第二条　乙；",
            "第三条　丙。",
            "整改到位。落实责任。",
            "问题如下：",
            "",
        ]
    ),
    max_size=12,
)


def marks(text: str) -> Marks:
    clean, offsets = unify_newlines(text)
    return marks_of(Document("d", "甲", "a.txt", "default", "other", Version(), clean, text, offsets))


def pieces(text: str, limit: int) -> list[str]:
    found = marks(text)
    return [span.of(found.text) for span in spans(found, len, limit)]


@given(LINES, st.integers(min_value=5, max_value=60))
def test_all_but_white_space_is_in_one_stretch_and_only_one(lines: list[str], limit: int) -> None:
    found = marks("\n".join(lines))
    cut = list(spans(found, len, limit))
    assert all(before.end <= after.start for before, after in itertools.pairwise(cut))
    assert "".join("".join(span.of(found.text).split()) for span in cut) == "".join(found.text.split())


def test_small_sections_under_one_heading_are_one_stretch_and_large_ones_are_not() -> None:
    assert pieces("（一）甲。\n（二）乙。", 60) == ["（一）甲。\n（二）乙。"]
    large = ["（一）" + "甲乙。" * 12, "（二）" + "丙丁。" * 12]
    assert pieces("\n".join(large), 60) == large


def test_a_section_does_not_take_along_one_that_stands_higher() -> None:
    sections = ["（一）整改\n逐条落实。", "二、监督\n按时报告。"]
    assert pieces("\n".join(sections), 60) == sections


def test_a_sentence_that_announces_something_stays_with_it() -> None:
    announced = "存在以下问题：\n一、" + "责任不实。" * 8
    assert pieces(announced, 60) == [announced]
