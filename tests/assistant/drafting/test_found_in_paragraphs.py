"""Paragraphs with lists inside them are a finding each, with the line above that states it."""

from __future__ import annotations

from assistant.drafting.found_in_paragraphs import found_in_paragraphs
from assistant.drafting.items import items


def told(text: str, *path: str) -> list[tuple[str, int]]:
    found = found_in_paragraphs(text, 0, len(text), items(text, 0, len(text)), path)
    return [(one.span.of(text), len(one.sub_points)) for one in found]


def test_a_line_that_states_a_problem_begins_the_paragraph_that_shows_it() -> None:
    text = "“重审批轻监管”突出\n具体表现为：①甲；②乙。\n“重罚款轻教育”突出\n具体表现为：①丙；②丁。\n"
    first, second = text.strip().split("\n“重罚")
    assert told(text) == [(first, 2), (f"“重罚{second}", 2)]


def test_paragraphs_of_news_are_aspects_whose_items_are_the_findings() -> None:
    assert told("台账混乱。①甲；②乙。\n举报拖延。①丙；②丁。\n") == []


def test_a_mere_lead_in_states_nothing() -> None:
    assert told("主要表现在：①甲；②乙。\n具体表现为：①丙；②丁。\n", "财务管理") == []
