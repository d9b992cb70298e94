"""The headings of a passage tell nothing; its sentences do."""

from __future__ import annotations

from assistant.composing.spans import told_spans
from assistant.records import Evidence, Passage, Status


def test_a_heading_is_not_told() -> None:
    text = "一、总体要求\n整改期为3个月。逾期的，通报。"
    passage = Passage("p", "d", 5, 5 + len(text), 5, 5 + len(text), text, "")
    item = Evidence(passage, "题", "题.txt", Status.CURRENT, 1.0)
    assert [text[span.start - 5 : span.end - 5] for span in told_spans(item)] == ["整改期为3个月。", "逾期的，通报。"]
