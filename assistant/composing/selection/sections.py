"""提了哪几条整改建议 → the items of the section that is headed 整改建议: the headings or the numbered sentences one
level below it, all of them, in order.

Ranked sentences in, what is told out. A question that asks for more than the heading says is none of these.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from assistant.composing.asked import Asked, share
from assistant.composing.composer import Quote
from assistant.composing.ranking import Ranked
from assistant.composing.units import Source, style_of
from assistant.composing.wording import Told
from assistant.text.heading_paths import SEPARATOR, heading_paths
from assistant.text.numerals import to_int
from assistant.text.sentences import Span
from assistant.text.structure import outline
from assistant.text.terms import fold, index_terms

_LISTED = (
    re.compile(
        r"(?:哪些|哪[几一二三四五六七八九十]?[个条点项类种大]?(?:方面)?的?|什么)(?P<noun>[\u4e00-\u9fff]{2,8})(?=[？?。，,]|$)"
    ),
    re.compile(r"(?P<noun>[\u4e00-\u9fff]{2,8})(?:都|分别|主要)?(?:有|是|包括)(?:哪些|哪几[个条点项]|什么)(?=[？?]|$)"),
    re.compile(r"的(?P<noun>[\u4e00-\u9fff]{2,6})[？?]?$"),
)
_COLOURS = re.compile(r"^(?:整改|工作|主要|具体|突出|重点|有关)+(?=[\u4e00-\u9fff]{2})")
"""What tells one list of problems or measures from no other."""

_NUMBER = re.compile(r"[（(第]?([一二三四五六七八九十]{1,3}|\d{1,2})")
_LONGEST_HEADING = 16
_HALF = 0.5
"""Share of the pairs of what is asked for that the heading must have."""

_NO_MORE = 0.7
"""Share of the question that heading, title and letterhead must hold: who asks for more asks for one of the items."""

_FEWEST = 2
_MOST = 20


@dataclass(frozen=True, slots=True)
class _Entry:
    """A heading or a numbered sentence."""

    source: Source
    span: Span
    text: str
    path: tuple[str, ...]
    """The headings above it; a heading's own name last."""


def section_items(ranked: Ranked, document: Sequence[Source]) -> list[Told]:
    """The items of the section of a document (its evidence in order) that the question asks for by its heading."""
    noun = _noun(ranked.question.text)
    entries = sorted(_entries(document), key=lambda entry: entry.span.start)
    for heading in _headings(entries, noun):
        inside = [entry for entry in entries if heading in entry.path[: -1 if entry.path[-1:] == (heading,) else None]]
        around = fold(f"{document[0].head}\n{' '.join(inside[0].path) if inside else ''}")
        run = _run(inside)
        if len(run) >= _FEWEST and share(_of_things(ranked.asked), around) >= _NO_MORE:
            return [_told(entry) for entry in run[:_MOST]]
    return []


def _of_things(asked: Asked) -> Asked:
    """What is asked about, without what is done with it: 指出, 提出 and 反馈 say the same of a problem."""
    things = {word: weight for word, weight in asked.weights.items() if asked.question.stress.get(word, 1.0) >= 1}
    return replace(asked, weights=things or asked.weights)


def _noun(question: str) -> str:
    """建议 in 提了哪几条整改建议."""
    found = next((match["noun"] for way in _LISTED if (match := way.search(question))), "")
    return _COLOURS.sub("", found.rpartition("的")[2])


def _headings(entries: Sequence[_Entry], noun: str) -> list[str]:
    """The headings that name what is asked for, the one that names most of it first."""
    pairs = frozenset(term for term in index_terms(fold(noun)) if len(term) > 1)
    named = dict.fromkeys(name for entry in entries for name in entry.path if len(name) <= _LONGEST_HEADING)
    worth = {name: sum(pair in name for pair in pairs) / len(pairs) for name in named} if pairs else {}
    return sorted((name for name in worth if worth[name] > _HALF and noun[-2:] in name), key=lambda name: -worth[name])


def _entries(document: Sequence[Source]) -> Iterator[_Entry]:
    for source in document:
        passage = source.item.passage
        paths = heading_paths(passage.heading, passage.text)
        starts = frozenset(unit.span.start for unit in source.units)
        for unit in source.units:
            path = tuple(paths.at(unit.span.start - passage.start).split(SEPARATOR))
            yield _Entry(source, unit.span, unit.text, path)
        for heading in outline(passage.text):
            if passage.start + heading.start not in starts:
                path = tuple(paths.at(heading.start).split(SEPARATOR))
                span = Span(passage.start + heading.start, passage.start + heading.end)
                yield _Entry(source, span, source.text_of(span).strip(), path)


def _run(entries: Sequence[_Entry]) -> list[_Entry]:
    """The entries numbered in the style of the first that is numbered; empty where one of them is missing."""
    style = next((style for entry in entries if (style := style_of(entry.text))), None)
    numbered = [entry for entry in entries if style is not None and style_of(entry.text) == style]
    run = [pair[1] for pair in takewhile(lambda pair: _number(pair[1].text) == pair[0], enumerate(numbered, start=1))]
    return run if len(run) == len(numbered) else []


def _number(text: str) -> int | None:
    match = _NUMBER.match(text)
    return to_int(match[1]) if match else None


def _told(entry: _Entry) -> Told:
    text = entry.text.lstrip("#* ").rstrip("* ")
    return Told(text if text.endswith(("。", "；")) else f"{text}。", (Quote(entry.source.key, *entry.span),))
