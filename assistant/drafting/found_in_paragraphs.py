"""Paragraphs without numbers that hold lists inside them → their findings: 甲停在纸上。①…；②…。, each with its points.

Text, a span and its items in, findings before they have numbers out. A list inside a line belongs to the statement that
its line begins with. It knows nothing of regions, headings or advice.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.drafting.found_in_prose import Found
from assistant.drafting.items import Item, trimmed
from assistant.drafting.titles import is_subject_only

_LINE = re.compile(r"[^\n]+")


def found_in_paragraphs(
    text: str, start: int, end: int, forest: Sequence[Item], path: tuple[str, ...], *, fewest: int = 2
) -> tuple[Found, ...]:
    r"""A finding a paragraph; none where an item begins a line, or where few paragraphs say more than what they list.

    `fewest` paragraphs must begin with a statement of their own; a single one may lead in to its list. Under no heading
    at all, as in news, such paragraphs are the aspects of the feedback and their items its findings.

    >>> from assistant.drafting.items import items
    >>> text = "台账一稿多用。①甲；②乙。\n举报石沉大海。①丙；②丁。"
    >>> found = found_in_paragraphs(text, 0, len(text), items(text, 0, len(text)), ("财务管理",))
    >>> [len(one.sub_points) for one in found]
    [2, 2]
    """
    if not path or not forest or any(item.label.begins_line or not item.label.divides for item in forest):
        return ()
    paragraphs = [trimmed(text, *match.span()) for match in _LINE.finditer(text, start, end) if match[0].strip()]
    listed = [[item for item in forest if line.start <= item.label.start < line.end] for line in paragraphs]
    stated = [
        bool(own) and _says_something(text[line.start : own[0].label.start])
        for line, own in zip(paragraphs, listed, strict=True)
    ]
    if sum(stated) < fewest or any(own and not says for own, says in zip(listed, stated, strict=True)):
        return ()
    first = stated.index(True)
    return tuple(
        Found(line, tuple(item.words(text) for item in own), path)
        for line, own in zip(paragraphs[first:], listed[first:], strict=True)
    )


def _says_something(words: str) -> bool:
    """Whether the words before a list state what it shows: neither nothing, nor a subject, nor mere 主要表现在："""
    said = words.strip(" \u3000*_")
    return bool(said) and not said.endswith((":", "：", ",", "，")) and not is_subject_only(said)
