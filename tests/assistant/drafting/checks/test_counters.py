"""Figures that checks compare: things counted in any counter, and never the number of an item."""

from __future__ import annotations

import pytest

from assistant.drafting.checks.counters import figures_in


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("4座水库、12盏路灯、30株树", ["4座", "12盏", "30株"]),
        ("购书1.2万册", ["12000册"]),
        ("1.3起案件办结", ["3起"]),
        ("1.1万亩机井通电", ["11000亩"]),
        ("追回1.5万元", ["15000元"]),
        ("2024年1卷入纠纷，间隔3天", ["2024", "3日"]),
        ("会议3例会，座谈2座谈", []),
    ],
)
def test_things_are_counted_and_items_are_not(text: str, values: list[str]) -> None:
    assert [fact.value for fact in figures_in(text)] == values
    for fact in figures_in(text):
        assert 0 <= fact.start < fact.end <= len(text)
