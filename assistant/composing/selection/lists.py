"""哪些, 哪几项: the whole list, with its lead-in, in one piece where it stands in one, item by item where the items
are paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from assistant.composing.asked import share
from assistant.composing.ranking import Ranked
from assistant.composing.selection.headlines import headlines
from assistant.composing.selection.sections import section_items
from assistant.composing.selection.single import Chosen, single
from assistant.composing.units import Source, Unit
from assistant.composing.wording import Told, told_stretch, told_whole
from assistant.text.numerals import to_int
from assistant.text.sentences import Span
from assistant.text.terms import fold

_MOST_ITEMS = 14
_FEWEST_ITEMS = 2
_ONE_PIECE = 900
"""Characters of a list that is told as one sentence."""

_LOOK_AT = 6
"""Best sentences that are looked at for a list."""

_NEARLY = 0.72
"""Share of the best sentence's score that a sentence must have for its list to be told instead."""

_GAP = 3
"""Characters of line breaks between two passages that follow one another."""

_COUNT = re.compile(
    r"哪([二两三四五六七八九十])[个项条种类方张件步样点层]|([二两三四五六七八九十])[个项件条大](?!工作日|月)[\u4e00-\u9fff]"
)
_ONE_BY_ONE = re.compile(r"逐[项条一]|列一?下|列举|列出|几[道步]")
"""What asks for items that stand each on its own."""

_ALIKE = re.compile(r"(?P<each>有的|一[套份个部类种边])[^，。；]{2,24}[，；](?P=each)")
"""Clauses that begin alike are items: 有的…，有的…; 一套…，一套…."""

_NUMBER = re.compile(r"[（(第]?([一二三四五六七八九十]{1,3}|\d{1,2})")


def whole_list(ranked: Ranked) -> Chosen:
    """The list that the best sentence opens or belongs to; without one the sentence itself."""
    counted = _of_length(ranked)
    if counted:
        return Chosen(tuple(counted))
    by_heading = section_items(ranked, _kin(ranked, ranked.best.source))
    if by_heading:
        return Chosen(tuple(by_heading))
    best_score = ranked.candidates[0][0]
    for score, one in ranked.candidates[:_LOOK_AT]:
        if score < _NEARLY * best_score:
            break
        if _inline(one.unit) and not _ONE_BY_ONE.search(ranked.question.text):
            break
        found = _list_of(ranked, one.unit, one.source) or headlines(_kin(ranked, one.source), one.unit)
        if found:
            return Chosen(tuple(found))
    return single(ranked)


def _of_length(ranked: Ranked) -> list[Told]:
    """The list that has as many items as the question says, 哪五项; empty where it says nothing or none has."""
    match = _COUNT.search(ranked.question.text)
    wanted = to_int(match[1] or match[2]) if match else None
    if match is None or wanted is None:
        return []
    best = ranked.candidates[0][0]
    likely = [one for score, one in ranked.candidates if score >= _NEARLY * best and not one.unit.row]
    counted = re.compile(rf"{re.escape(match[1] or match[2])}[个项条种类方张件步大样点层]")
    best_local = likely[0].local if likely else 0.0
    telling = (one for one in likely if one.local >= best_local and counted.search(one.unit.text))
    announced = next((one for one in telling if _inside(one.unit) >= wanted), None)
    if announced is not None:
        return [told_whole(announced.unit, announced.source)]
    found = (_items_of(ranked, one.unit, one.source) for one in likely)
    run = next((run for run in found if len(run) == wanted), [])
    return [told_whole(unit, source) for source, unit in run]


def _items_of(ranked: Ranked, unit: Unit, source: Source) -> list[tuple[Source, Unit]]:
    """The items of the list that a sentence opens or belongs to, over passages."""
    lead = unit.lead if unit.lead is not None else unit.span
    items = [other for other in source.units if other.lead == lead]
    first = items[0] if items else unit
    return _run_of(ranked, first, source)


def _inline(unit: Unit) -> bool:
    """A list inside a sentence that is none of a list itself: 甲、乙、丙, or 其中甲10人，乙10人，丙8人."""
    if unit.lead is not None or unit.opens or unit.is_headline:
        return False
    several = unit.text.count("、") >= 2 or unit.text.count("；") >= 2 or unit.text.count("，") >= 4
    return several or _ALIKE.search(unit.text) is not None


def _inside(unit: Unit) -> int:
    """How many items a sentence may hold itself."""
    if not _inline(unit):
        return 0
    alike = _ALIKE.search(unit.text)
    return max(unit.text.count(mark) + 1 for mark in "、；") if alike is None else unit.text.count(alike["each"])


def _list_of(ranked: Ranked, unit: Unit, source: Source) -> list[Told]:
    if unit.row:
        return []
    lead = unit.lead if unit.lead is not None else unit.span
    items = [other for other in source.units if other.lead == lead]
    over_passages = _paragraphs(ranked, items[0] if items else unit, source)
    if len(items) < max(_FEWEST_ITEMS, len(over_passages)):
        return over_passages
    further = [told_whole(other, one) for one, other in _continued(ranked, items[-1], source)]
    span = Span(lead.start, items[-1].span.end)
    between = [other for other in source.units if span.start < other.span.start < span.end and other not in items]
    if not between and span.end - span.start <= _ONE_PIECE:
        return [told_stretch(source, span), *further]
    return [*(told_whole(other, source) for other in items), *further][:_MOST_ITEMS]


def _continued(ranked: Ranked, last: Unit, source: Source) -> list[tuple[Source, Unit]]:
    """The items with which the next passages of the document go on with a list."""
    number = _number(last.text)
    if last.span != source.units[-1].span or number is None:
        return []
    found: list[tuple[Source, Unit]] = []
    begin = source.item.passage.end
    for one in _kin(ranked, source):
        if not 0 <= one.item.passage.start - begin <= _GAP:
            continue
        run = _run_from(one.units, last.style, number + len(found) + 1)
        found += [(one, other) for other in run]
        if len(run) < len(one.units):
            break
        begin = one.item.passage.end
    return found


def _run_from(units: Sequence[Unit], style: str | None, first: int) -> list[Unit]:
    """The units at the beginning that are numbered on in one style."""
    numbered = enumerate(units, start=first)
    return [unit for _, unit in takewhile(lambda pair: _is_number(pair[1], style, pair[0]), numbered)]


def _is_number(unit: Unit, style: str | None, number: int) -> bool:
    return unit.style == style and _number(unit.text) == number


def _paragraphs(ranked: Ranked, unit: Unit, source: Source) -> list[Told]:
    """The headlines 一要…。 二要…。 of paragraphs."""
    run = _run_of(ranked, unit, source)
    if len(run) < _FEWEST_ITEMS or not _is_about(ranked, run):
        return []
    return [told_whole(other, one) for one, other in run[:_MOST_ITEMS]]


def _run_of(ranked: Ranked, unit: Unit, source: Source) -> list[tuple[Source, Unit]]:
    """The run of items that holds a sentence, over several passages of one document, counted from one."""
    wanted = unit.style or _style_after(unit, source)
    if wanted is None:
        return []
    styled = [(one, other) for one in _kin(ranked, source) for other in one.units if other.style == wanted]
    return _run_through(_distinct(styled), unit)


def _kin(ranked: Ranked, source: Source) -> list[Source]:
    """The evidence of the same document, in its order."""
    document = source.item.passage.document_id
    alike = (one for one in ranked.sources if one.item.passage.document_id == document)
    return sorted(alike, key=lambda one: (one.item.passage.start, one.key))


def _style_after(unit: Unit, source: Source) -> str | None:
    """The style of the item behind a sentence that announces several."""
    at = next((at for at, other in enumerate(source.units) if other.span == unit.span), len(source.units))
    following = source.units[at + 1 : at + 2]
    return following[0].style if following and _number(following[0].text) == 1 else None


def _distinct(styled: Sequence[tuple[Source, Unit]]) -> list[tuple[Source, Unit]]:
    """Passages may overlap: each place once."""
    return list({unit.span: (source, unit) for source, unit in styled}.values())


def _run_through(styled: Sequence[tuple[Source, Unit]], unit: Unit) -> list[tuple[Source, Unit]]:
    """The run 1, 2, 3, … that holds a unit, or begins next behind it."""
    runs: list[list[tuple[Source, Unit]]] = []
    for pair in styled:
        number = _number(pair[1].text)
        if number == 1 or not runs:
            runs.append([pair])
        elif number == len(runs[-1]) + 1:
            runs[-1].append(pair)
    holding = [run for run in runs if any(other.span == unit.span for _, other in run)]
    behind = [run for run in runs if run[0][1].span.start >= unit.span.end]
    return (holding or behind or [[]])[0]


def _is_about(ranked: Ranked, run: Sequence[tuple[Source, Unit]]) -> bool:
    """Whether a run of headlines is what is asked, by its heading and its items together."""
    source = run[0][0]
    text = source.head + "".join(fold(unit.text) for _, unit in run)
    return share(ranked.asked, text + source.around) >= 0.5


def _number(text: str) -> int | None:
    match = _NUMBER.match(text)
    return to_int(match[1]) if match else None
