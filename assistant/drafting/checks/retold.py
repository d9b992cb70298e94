"""Reports and speeches against the feedback they answer: a figure that looks like one of its figures mistyped.

What was done has figures of its own, so only a slip is told: one digit of three changed, or the digits changed round,
in a figure that counts the same thing, while the draft has the figure of the feedback nowhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.drafting.checks.counters import figures_in
from assistant.drafting.checks.draft import Draft
from assistant.drafting.checks.restated import Count, are_changed_round, count_of, is_slip_of
from assistant.drafting.checks.rules import ACCURACY, ERROR, ORAL, REPORTS, Rule
from assistant.drafting.checks.words import pairs
from assistant.drafting.issue_records import Issue, Spot
from assistant.text.terms import fold

FIGURE_RETOLD = Rule("figure-unlike-feedback", ERROR, REPORTS | ORAL, ACCURACY)

RULES = (FIGURE_RETOLD,)

_NAMES_BEFORE, _NAMES_AFTER = 14, 10
"""Characters around a figure of the feedback that say what it counts."""
_SAID_BEFORE, _SAID_AFTER = 40, 12
"""Those around a figure of the draft, where the heading may be what says it."""
_FEWEST_SHARED = 2
"""Pairs of characters that both must have."""
_HAS_CHANGED = re.compile(r"同比|环比|[较比]|[增减升降]|提高|[由从]\D{0,8}$|[达至到]$")
"""A figure with these is a new one."""


_IS_DONE = re.compile(r"已|完成|合格|办结|整改|[收退追清查缴补封拆新]|达|共|开展|召开|组织|印发|处理|问责|谈话")


@dataclass(frozen=True, slots=True)
class _Stated:
    """A figure with what it counts."""

    count: Count
    start: int
    end: int
    shown: str
    around: frozenset[str]


def figures_retold_wrongly(draft: Draft) -> Iterator[Issue]:
    """85.3万元 of something of which the feedback says 83.5万元."""
    if draft.feedback is None or not draft.text:
        return
    told = list(_stated(draft.feedback.document.text, _NAMES_BEFORE, _NAMES_AFTER))
    own = list(_stated(draft.text, _SAID_BEFORE, _SAID_AFTER))
    known, repeated = ({one.count for one in figures} for figures in (told, own))
    missed = [one for one in told if one.count not in repeated]
    for one in own:
        meant = None if one.count in known else _meant(one, missed)
        if meant is not None and not _is_new(draft.text, one, meant):
            spot = Spot(start=one.start, end=one.end)
            yield FIGURE_RETOLD.at("", spot, figure=one.shown, told=meant.shown)


CHECKS = (figures_retold_wrongly,)


def _stated(text: str, before: int, after: int) -> Iterator[_Stated]:
    for fact in figures_in(text):
        count = count_of(fact)
        if count is not None:
            around = text[max(0, fact.start - before) : fact.start] + text[fact.end : fact.end + after]
            yield _Stated(count, fact.start, fact.end, "".join(text[fact.start : fact.end].split()), pairs(around))


def _meant(one: _Stated, missed: Sequence[_Stated]) -> _Stated | None:
    """The figure of the feedback that a figure was to repeat."""
    likely = [
        other
        for other in missed
        if one.count.unit == other.count.unit
        if is_slip_of(one.count, other.count) or are_changed_round(one.count.amount, other.count.amount)
        if len(one.around & other.around) >= _FEWEST_SHARED
    ]
    return max(likely, key=lambda other: len(one.around & other.around), default=None)


def _is_new(text: str, one: _Stated, meant: _Stated) -> bool:
    """Whether a figure tells what has become of it; one of two digits, whatever was done may come to by chance."""
    if _HAS_CHANGED.search(_clause_before(text, one.start)):
        return True
    after = re.split(r"[，,。；;\n]", fold(text[one.end : one.end + _SAID_BEFORE]))[0]
    told = f"{_clause_before(text, one.start)} {after}"
    return not is_slip_of(one.count, meant.count) and _IS_DONE.search(told) is not None


def _clause_before(text: str, position: int) -> str:
    return re.split(r"[，,。；;\n]", fold(text[max(0, position - _SAID_BEFORE) : position]))[-1]
