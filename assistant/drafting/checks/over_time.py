"""What a ledger says of a row from one reporting period to the next: put off again, standing still, open once more.

Periods are the office's own columns (7月进展, 第三季度), or what one cell tells in turn (7月：…；8月：…). A single
ledger is read: what an earlier file said is not known here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.drafting.checks.draft import Draft, Row
from assistant.drafting.checks.rules import WARNING, WITH_ROWS, Rule
from assistant.drafting.checks.words import bare
from assistant.drafting.issue_records import Issue
from assistant.drafting.states import State, state_of
from assistant.text.terms import fold

EXTENDED = Rule("extended-again", WARNING, WITH_ROWS, form="拖延式整改")
UNCHANGED = Rule("status-unchanged", WARNING, WITH_ROWS, form="慢落实")
REOPENED = Rule("reopened", WARNING, WITH_ROWS, form="半截式整改")

RULES = (EXTENDED, UNCHANGED, REOPENED)

_AGAIN = re.compile(
    r"再次延期|二次延期|第[二三四2-4]次(?:申请|提出)?延[期长]|再延期|两次延期|多次延期|又延期|延期[^。；;\n]{0,30}(?:再|又)(?:次)?延"
)
_MOST_UNCHANGED = 3
"""Reporting periods with the same words from which on a row stands still; no rule says how many."""

_PERIOD = (
    r"(?:\d{4}年)?(?:\d{1,2}月(?:\d{1,2}日|[上中下]旬|份|底|末)?|第?[一二三四1-4]季度|[上下]半年|"
    r"第(?:\d{1,2}|[一二三四五六七八九十]{1,2})(?:周|旬|期|次(?:调度|填报|报告)?)|[本上](?:期|月|季度|周))"
)
_PERIOD_COLUMN = re.compile(rf"{_PERIOD}[^。；]{{0,8}}")
_IN_CELL = re.compile(rf"(?:^|(?<=[。；;，,\n\s]))(?P<period>{_PERIOD})(?:进展|情况|状态)?[：:](?P<told>[^；;\n]*)")
_STANDS_STILL = re.compile(
    r"(?:连续|已)[^，。；\n]{0,4}个?(?:月|季度|期|周)[^，。；\n]{0,4}(?:无|没有|未见|未有)(?:实质性?)?(?:进展|变化)|"
    r"(?:较|同|与|比)上(?:一?期|个?月|个?季度|周|次)[^，。；\n]{0,6}(?:无|没有)(?:任何|实质性?)?(?:进展|变化)"
)
_SAME_AGAIN = re.compile(r"同(?:上|前|上期|上月)|(?:无|没有)(?:新|实质性?|明显)?(?:进展|变化)|与?上[期月]相同")

_REOPENED = re.compile(
    r"(?:销号|办结|整改完成|完成整改|验收)[^。；\n]{0,16}(?:反弹|复发|回潮|(?:又|再次|再度|重新)(?:出现|发生|发现|开))|"
    r"重新(?:挂账|打开|开账|启动整改|列入整改)|恢复挂账|(?:退回|打回|责令)(?:重新整改|重改|返工重办)|(?:撤销|取消)(?:了)?销号|"
    r"销号(?:被|后)?(?:撤销|取消|退回)|问题(?:又|再次|出现)?(?:反弹|复发)"
)
_NOT_SO = re.compile(r"未|没有|无|防止|避免|杜绝|严防|不得|谨防")
_SUPPOSED = re.compile(r"如[果遇有]?|若|一旦|凡|倘")
"""In front of the words: nothing came back, in their clause; or in their sentence, only what would be done then."""


def extended(draft: Draft) -> Iterator[Issue]:
    """Put off more than once (拖延式整改)."""
    for row in draft.rows():
        told = "\n".join((row.cells.due, row.cells.status, row.cells.reason, row.cells.progress, row.cells.next_due))
        again = _AGAIN.search(told)
        if again or told.count("延期至") > 1:
            yield EXTENDED.on(row, "due", words=again[0] if again else "延期至")


def unchanged(draft: Draft) -> Iterator[Issue]:
    """An open row that says the same period after period, or says itself that nothing moves (慢落实)."""
    for row in draft.rows():
        if state_of(row.cells.status) in (State.DONE, State.CONTINUING):
            continue
        said = _STANDS_STILL.search(fold(_told(row)))
        if said:
            yield UNCHANGED.on(row, "progress", words=said[0])
            continue
        last = _periods(row)[-_MOST_UNCHANGED:]
        if len(last) == _MOST_UNCHANGED and _are_alike(last):
            yield UNCHANGED.on(row, "progress", words="；".join(last))


def reopened(draft: Draft) -> Iterator[Issue]:
    """Closed, and open again (半截式整改)."""
    for row in draft.rows():
        words = _reopening(fold(_told(row))) or _fallen_back([*_periods(row), row.cells.status])
        if words:
            yield REOPENED.on(row, "status", words=words)


CHECKS = (extended, unchanged, reopened)


def _told(row: Row) -> str:
    """Everything that the ledger says of how far a row has come."""
    cells = row.cells
    own = (text for name, text in cells.others if _PERIOD_COLUMN.fullmatch(fold(name)) or "备注" in name)
    return "\n".join((cells.status, cells.progress, cells.reason, cells.escalation, *own))


def _periods(row: Row) -> list[str]:
    """What was said in each period, in order: by the office's columns, else by the cells that tell several."""
    columns = [text for name, text in row.cells.others if text and _PERIOD_COLUMN.fullmatch(fold(name))]
    if len(columns) > 1:
        return columns
    for cell in (row.cells.progress, row.cells.status):
        told = [found["told"].strip() for found in _IN_CELL.finditer(fold(cell))]
        if len(told) > 1:
            return told
    return []


def _are_alike(told: Sequence[str]) -> bool:
    if any(state_of(words) in (State.DONE, State.CONTINUING, State.STAGE_DONE) for words in told):
        return False
    first = bare(told[0])
    return bool(first) and all(bare(words) == first or _SAME_AGAIN.search(fold(words)) for words in told[1:])


def _reopening(told: str) -> str:
    for found in _REOPENED.finditer(told):
        sentence = re.split(r"[。；;\n]", told[: found.start()])[-1]
        clause = re.split(r"[，,]", sentence)[-1]
        if not _NOT_SO.search(clause + found[0]) and not _SUPPOSED.search(sentence):
            return found[0]
    return ""


def _fallen_back(told: Sequence[str]) -> str:
    """The words that take 已完成 of an earlier period back; empty where none do."""
    was_done = False
    for words in told:
        state = state_of(words)
        if was_done and state in (State.NOT_STARTED, State.UNDER_WAY, State.UNFINISHED, State.EXTENDED):
            return words
        was_done = was_done or state is State.DONE
    return ""
