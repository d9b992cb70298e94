"""One region of problems → its findings: from its numbered items, else from its paragraphs, sentences or clauses.

The document's own structure decides: a numbered problem is a finding, numbers above it are groups, lists inside it are
its sub-points. Without structure the prose is cut at ； and at sentences. It knows nothing of advice or dates.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import Enum, auto

from assistant.drafting.defects import problem_clauses, states_problem
from assistant.drafting.found_in_paragraphs import found_in_paragraphs
from assistant.drafting.found_in_prose import Found, are_paragraphs_of_groups, found_in_prose
from assistant.drafting.items import Item, items
from assistant.drafting.label_styles import Style
from assistant.drafting.regions import Region
from assistant.drafting.statements import coordinate_statements
from assistant.drafting.titles import is_subject_heading, is_subject_only
from assistant.text.sentences import Span, sentences
from assistant.text.terms import fold


class _Level(Enum):
    """What an item of a region of problems is."""

    FINDING = auto()
    GROUP = auto()
    """It stands above findings that are numbered, or told in prose."""
    GROUP_OF_PARAGRAPHS = auto()
    """It stands above findings of which each is a paragraph."""


def found_in(text: str, region: Region) -> Iterator[Found]:
    """The findings of one region, from its items or else from its prose."""
    forest = items(text, region.start, region.end)
    top = (region.title,) if region.title else ()
    if not forest:
        yield from found_in_prose(text, region.start, region.end, top, are_announced=bool(top))
    told = found_in_paragraphs(text, region.start, region.end, forest, top)
    yield from told
    forest = () if told else forest
    for item, level in zip(forest, _levels(text, forest), strict=True):
        yield from _from_item(text, item, top if level is _Level.FINDING else (), level)


def found_in_cell(text: str, cell: Span, path: tuple[str, ...]) -> Found:
    """The finding of one cell of a table; lists inside it are its sub-points."""
    points = tuple(words for item in items(text, *cell) if (words := item.words(text)).end > words.start)
    return Found(cell, points, path)


def _from_item(text: str, item: Item, path: tuple[str, ...], level: _Level) -> Iterator[Found]:
    if level is not _Level.FINDING:
        yield from _from_group(text, item, path, of_paragraphs=level is _Level.GROUP_OF_PARAGRAPHS)
        return
    span = item.words(text)
    if span.end > span.start and not _is_empty_heading(span.of(text)):
        yield Found(span, _sub_points(text, item, span), _own_group(text, item, path))


def _from_group(text: str, item: Item, path: tuple[str, ...], *, of_paragraphs: bool) -> Iterator[Found]:
    title = _title(text, item)
    inner = (*path, title.of(text).strip("。：:；;*_】〕] ")) if title.end > title.start else path
    fewest = 1 if is_subject_heading(title.of(text)) else 2
    told = found_in_paragraphs(text, title.end, item.end, item.children, inner, fewest=fewest)
    yield from told
    children = () if told else item.children
    for child, level in zip(children, _levels(text, children), strict=True):
        yield from _from_item(text, child, inner, level)
    if not item.children:
        yield from found_in_prose(text, _past_colon(text, title.end), item.end, inner, of_paragraphs=of_paragraphs)


def _levels(text: str, sisters: Sequence[Item]) -> list[_Level]:
    """What the items of a list are, told from all of them. Where most state a problem in words we know, the others do
    in words we do not, but for those that number problems themselves or head a subject.
    """
    if _stand_above_paragraphs(text, sisters):
        return [_Level.GROUP_OF_PARAGRAPHS] * len(sisters)
    titles = [_title(text, item).of(text) for item in sisters]
    are_problems = 2 * sum(map(states_problem, titles)) > len(sisters)
    groups = [
        _is_group(text, item)
        and (not are_problems or _numbers_problems(item) or item.label.style is Style.LINE or is_subject_heading(title))
        for item, title in zip(sisters, titles, strict=True)
    ]
    return [_Level.GROUP if is_group else _Level.FINDING for is_group in groups]


def _stand_above_paragraphs(text: str, sisters: Sequence[Item]) -> bool:
    """Whether headings on lines of their own have problems in the paragraphs below."""
    if len(sisters) < 2 or any(item.children or item.label.style > Style.HAN_BRACKETED for item in sisters):
        return False
    lines = [[line for line in item.words(text).of(text).split("\n") if line.strip()] or [""] for item in sisters]
    return are_paragraphs_of_groups([line[0] for line in lines], [line[1:] for line in lines])


def _numbers_problems(item: Item) -> bool:
    return any(not child.label.divides for child in item.children)


def _is_group(text: str, item: Item) -> bool:
    """Whether an item stands above findings: numbered problems below it, or a mere subject with a list or prose."""
    if _numbers_problems(item) or item.label.style is Style.PART:
        return True
    own, title = item.own(text), _title(text, item)
    if item.children:
        return item.label.style is Style.LINE or is_subject_only(title.of(text))
    is_high = item.label.style <= Style.HAN_BRACKETED
    return is_high and is_subject_only(title.of(text)) and states_problem(text[title.end : own.end])


def _is_empty_heading(words: str) -> bool:
    """Whether a form's heading stands there with nothing under it, or with 无。"""
    title, _, below = words.partition("\n")
    said = fold(below).strip(" \u3000。\n")
    return is_subject_heading(title) and said in ("", "无", "没有", "未发现", "略", "暂无", "/")


def _title(text: str, item: Item) -> Span:
    """The first sentence or line of an item's own words, up to a colon."""
    own = item.own(text)
    first = next(iter(sentences(own.of(text))), Span(0, 0))
    end = own.start + first.end
    colon = min((at for mark in "：:" if (at := text.find(mark, own.start, end)) >= 0), default=end)
    return Span(own.start, colon)


def _past_colon(text: str, at: int) -> int:
    return at + 1 if text[at : at + 1] in ("：", ":") else at


def _own_group(text: str, item: Item, path: tuple[str, ...]) -> tuple[str, ...]:
    """一、甲不够，乙不实；二、… in one line of news: each item is a group of the feedback and its only finding."""
    if path or not _is_aspect_of_news(item):
        return path
    pieces = problem_clauses(text, *item.words(text))
    return (pieces[0].of(text).strip("，,；;。 "),) if len(pieces) > 1 else path


def _sub_points(text: str, item: Item, span: Span) -> tuple[Span, ...]:
    """What the document itself sets off: its lists, and the statements of an aspect of news, 一、甲不够，乙不实.

    Clauses that nothing marks are no points, however many of them say what is wrong.
    """
    if item.children:
        return tuple(words for child in item.children if (words := child.words(text)).end > words.start)
    return tuple(coordinate_statements(text, span)) if _is_aspect_of_news(item) else ()


def _is_aspect_of_news(item: Item) -> bool:
    return item.label.style is Style.HAN and item.label.inside
