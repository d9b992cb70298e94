"""A passage of a rule → what it lays down, one thing after the other: sentences, and items with their lead-in.

Text in, provisions out, each with the span that can be quoted. It does not know what a provision is on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.text.sentences import Span, sentences
from assistant.text.terms import fold

_SHORTEST_QUOTE = 10
_LONGEST_QUOTE = 160
"""Characters of a basis: less says nothing, more is not read."""

_ITEM = re.compile(r"[(（][一二三四五六七八九十]{1,3}[)）]|\d{1,2}[.．、]|[①-⑳]")
_LEADS_IN = re.compile(r"[:：]\s*$")


@dataclass(frozen=True, slots=True)
class Provision:
    """`text[span]` of a passage, which can be quoted, and all that it lays down."""

    span: Span
    words: str
    """Folded. Of an item with its lead-in: 有下列情形之一的，责令改正：（一）计划外召开会议的."""


def provisions(text: str) -> Iterator[Provision]:
    r"""The provisions of a passage in order; a short list is one as a whole, too, for a fact may touch several items.

    >>> [one.words for one in provisions("不得列支下列费用：\n（一）宴请和烟酒支出；\n（二）纪念品支出。")]
    ['不得列支下列费用:(一)宴请和烟酒支出;', '不得列支下列费用:\n(一)宴请和烟酒支出;\n(二)纪念品支出。']
    """
    lead: Span | None = None
    items: list[Span] = []
    for span in [*sentences(text), Span(len(text), len(text))]:
        if lead is not None and _ITEM.match(span.of(text)):
            items.append(span)
            yield from _quotable(text, span, lead)
            continue
        if lead is not None and items:
            yield from _whole_list(text, lead, items)
        lead, items = (span, []) if _LEADS_IN.search(span.of(text)) else (None, [])
        if lead is None:
            yield from _quotable(text, span)


def _quotable(text: str, span: Span, lead: Span | None = None) -> Iterator[Provision]:
    if _SHORTEST_QUOTE <= span.end - span.start <= _LONGEST_QUOTE:
        yield Provision(span, fold(f"{lead.of(text) if lead else ''}{span.of(text)}").strip())


def _whole_list(text: str, lead: Span, items: Sequence[Span]) -> Iterator[Provision]:
    whole = Span(lead.start, items[-1].end)
    if len(items) > 1 and whole.end - whole.start <= _LONGEST_QUOTE:
        yield Provision(whole, fold(whole.of(text)))
