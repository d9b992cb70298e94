"""Paragraphs without numbers that hold lists inside them → their findings: 甲停在纸上。①…；②…。, each with its points.

Text, a span and its items in, findings before they have numbers out. A list inside a line belongs to the statement that
its line begins with. It knows nothing of regions, headings or advice.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.drafting.defects import states_problem
from assistant.drafting.found_in_prose import Found, is_title
from assistant.drafting.items import Item, trimmed
from assistant.drafting.titles import is_subject_only
from assistant.text.sentences import Span

_LINE = re.compile(r"[^\n]+")
_SHOWN_BY = re.compile(r"[，,]?(?:具体|主要|突出)*(?:表现|体现)[为在是]?[：:]\s*$")


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
    if not forest or any(item.label.begins_line or not item.label.divides for item in forest):
        return ()
    paragraphs = _with_titles(
        text, [trimmed(text, *match.span()) for match in _LINE.finditer(text, start, end) if match[0].strip()]
    )
    if not path and not any("\n" in paragraph.of(text) for paragraph in paragraphs):
        return ()
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


def _with_titles(text: str, lines: Sequence[Span]) -> list[Span]:
    """Paragraphs, each with the short line right above it that states what it shows."""
    whole: list[Span] = []
    for line in lines:
        above = whole[-1] if whole else None
        if above and is_title(text, above) and states_problem(above.of(text)) and not is_title(text, line):
            whole[-1] = Span(above.start, line.end)
        else:
            whole.append(line)
    return whole


def _says_something(words: str) -> bool:
    """Whether the words before a list state what it shows: neither nothing, nor a subject, nor mere 主要表现在："""
    said = _SHOWN_BY.sub("", words).strip(" \u3000*_\n")
    return bool(said) and not said.endswith((":", "：", ",", "，")) and not is_subject_only(said)
