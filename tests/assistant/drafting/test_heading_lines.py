"""Lines that head something without a number."""

from __future__ import annotations

import pytest

from assistant.drafting.heading_lines import heading_of_line
from assistant.drafting.label_styles import Style


@pytest.mark.parametrize(
    ("line", "style", "words"),
    [
        ("## 主要问题", Style.LINE, "主要问题"),
        ("**管党治党**", Style.LINE, "管党治党**"),
        ("【党的领导方面】", Style.LINE, "党的领导方面】"),
        ("聚焦群众身边不正之风", Style.LINE, "聚焦群众身边不正之风"),
        ("【为民服务】库存轮椅46辆闲置。", Style.RUN_IN, "库存轮椅46辆闲置。"),
        ("**发包随意。**19个没有招标。", Style.RUN_IN, "**发包随意。**19个没有招标。"),
    ],
)
def test_a_line_is_known_for_a_heading_by_its_looks(line: str, style: Style, words: str) -> None:
    label = heading_of_line(line, 0, len(line))
    assert label is not None
    assert (label.style, line[label.body :]) == (style, words)


@pytest.mark.parametrize("line", ["【整改建议】清理账目。", "账目混乱。", "县粮站党支部："])
def test_other_lines_head_nothing(line: str) -> None:
    assert heading_of_line(line, 0, len(line)) is None
