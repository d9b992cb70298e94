"""How far a rectification has come, as a word of a ledger → a state; the states of measures → that of their problem.

A word that is not understood is None and stays open: a state is never guessed, since totals and reports rest on it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum

from assistant.drafting.ledger_records import LedgerRow


class State(StrEnum):
    """整改状态."""

    NOT_STARTED = "未启动"
    UNDER_WAY = "推进中"
    UNFINISHED = "未完成"
    """As ledgers of others say it; ours say whether it was begun."""
    EXTENDED = "申请延期"
    STAGE_DONE = "阶段性完成"
    CONTINUING = "长期坚持"
    DONE = "已完成"


OFFERED = tuple(state for state in State if state is not State.UNFINISHED)
"""What the list of a status cell offers."""

IN_STAGES = frozenset({State.STAGE_DONE, State.CONTINUING})
OPEN = frozenset({State.NOT_STARTED, State.UNDER_WAY, State.UNFINISHED, State.EXTENDED})

_WORDS = (
    (State.NOT_STARTED, re.compile(r"(?:未|没有|尚未|还没)(?:启动|开始|开展|动工)|待启动")),
    (State.EXTENDED, re.compile(r"延期|延长期限")),
    (State.UNFINISHED, re.compile(r"(?:未|没有|尚未|还没|没)(?:全部|按期|如期)?(?:完成|整改|办结|销号|到位)")),
    (State.STAGE_DONE, re.compile(r"阶段性?完成|基本完成|部分完成|分阶段|阶段性")),
    (State.CONTINUING, re.compile(r"长期坚持|持续(?:推进|整改|坚持|深化)|常态化")),
    (State.UNDER_WAY, re.compile(r"推进中|整改中|进行中|办理中|实施中|正在|已启动|已开始|在办")),
)
"""Looked for anywhere in the cell, in this order: 未完成 holds 完成, and 已完成，长期坚持 is not done with."""

_DONE = re.compile(
    r"(?:(?:已经?|全部|均已|已全部)?(?:按期|如期)?(?:完成(?:整改|销号)?|整改(?:完成|到位|完毕)|办结|销号|完结)(?:并销号|销号)?"
    r"|√|✓|是)(?:[，,。；;：:](?P<rest>.*))?"
)
"""The beginning of the cell: 预计12月完成 and 完成80% are not done."""
_LEFT_OVER = re.compile(r"尚|还有|仍|未|剩余|待|没有")
"""What takes 完成 back: 已完成，尚有2户没有收回."""

_REMARK = re.compile(r"[（(][^（）()]*[）)]|\s|\d{4}年\d{1,2}月(?:\d{1,2}日)?|[。，,；;]+$")


def state_of(text: str) -> State | None:
    """The state that a cell names; None for an empty cell and for words that name none.

    >>> state_of("已完成（9月6日）"), state_of("已完成，长期坚持"), state_of("完成80%")
    (<State.DONE: '已完成'>, <State.CONTINUING: '长期坚持'>, None)
    """
    bare = _REMARK.sub("", text)
    found = next((state for state, words in _WORDS if words.search(bare)), None)
    done = _DONE.fullmatch(bare)
    return found or (State.DONE if done and not _LEFT_OVER.search(done["rest"] or "") else None)


def state_of_problem(states: Sequence[State | None]) -> State | None:
    """The state of a problem by those of its measures: as far as the one that is furthest back. None if one is unknown.

    >>> state_of_problem([State.DONE, State.NOT_STARTED])
    <State.UNDER_WAY: '推进中'>
    """
    if not states or None in states:
        return None
    known = {state for state in states if state is not None}
    if len(known) == 1:
        return known.pop()
    if State.EXTENDED in known:
        return State.EXTENDED
    if State.UNFINISHED in known:
        return State.UNFINISHED
    return State.UNDER_WAY if known & OPEN else State.STAGE_DONE


class Step(StrEnum):
    """The ladder of escalation (督办): each step is taken where the one before did not help.

    As counties use it in practice; no rule in force prescribes its steps.
    """

    ON_TIME = "按期推进"
    REMIND = "提醒"
    SUPERVISE = "督办"
    ADMONISH = "约谈告诫"
    ACCOUNT = "问责"


REMIND_DAYS = 10
"""How long before its date a measure is reminded of. No rule says how long."""

_TAKEN = (
    (Step.ACCOUNT, re.compile(r"问责|追责")),
    (Step.ADMONISH, re.compile(r"约谈|告诫")),
    (Step.SUPERVISE, re.compile(r"督查|督办|督促")),
    (Step.REMIND, re.compile(r"提醒")),
)
_LADDER = tuple(Step)


def next_step(row: LedgerRow, due: date | None, on: date) -> Step:
    """What a row wants next: a reminder before its date, and behind it the step after the one that was taken last.

    A row that is completed, holds on for good, or has no date is left alone.
    """
    state = state_of(row.status)
    if due is None or state in (State.DONE, State.CONTINUING):
        return Step.ON_TIME
    taken = next((step for step, words in _TAKEN if words.search(row.escalation)), Step.ON_TIME)
    if on <= due:
        soon = on >= due - timedelta(REMIND_DAYS)
        return Step.REMIND if soon and taken is Step.ON_TIME else Step.ON_TIME
    return _LADDER[min(max(_LADDER.index(taken), _LADDER.index(Step.REMIND)) + 1, len(_LADDER) - 1)]
