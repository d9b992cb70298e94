"""One row of a ledger → what a report says of it, in the row's own words, with slots for what it does not say."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.drafting.dues import due_of
from assistant.drafting.ledger_records import LedgerRow
from assistant.drafting.shortening import on_one_line, shortened
from assistant.drafting.slots import slot
from assistant.drafting.states import state_of
from assistant.drafting.tally import Standing, standing_of
from assistant.text.sentences import clauses, sentences

_LONGEST_HEADLINE = 60
"""Characters of a problem in a heading; its first sentence where that is shorter."""
_SHORTEST_CALLED = 18
"""Characters by which a measure is called: a report that repeats the ledger is longer than reports are to be."""

_NUMBER = re.compile(r"^(?:\d+[.．]\d+|\d+[.．、]|[（(]\d+[）)])\s*(?!\d)")
_BASIS = re.compile(r"（依据：.*）$")
_AGAINST = re.compile(r"^(?:针对|对照)(?:“[^”]*”中?)+[，,]")
"""What a measure is against stands in the heading above it; what is done does not."""
_MARKS = "。；;，,：:、 \n"


def told_of(row: LedgerRow, evidence: str | None) -> str:
    """A measure in a line: what it is, how far it is, with what to show for it, and what is left.

    `evidence` is what there is to show, empty where there is nothing; None for readers who are not shown it.
    """
    state = state_of(row.status)
    standing = standing_of(state)
    result = _clause(row.progress or slot("整改结果"))
    shown = "" if evidence is None else f"（佐证材料：{_clause(evidence or slot('佐证材料'))}）"
    if standing is Standing.DONE:
        told = f"{state}。{result}{shown}"
    elif standing is Standing.STAGED:
        stages = "；".join(due_of(row.due).stages) or row.next_due or slot("具体内容")
        told = f"{state}。{result}{shown}。下一阶段：{_clause(stages)}"
    elif standing is Standing.OPEN:
        done = f"{_clause(row.progress)}。" if row.progress else ""
        reason, following = _clause(row.reason or slot("未完成原因")), _clause(row.next_due or slot("日期"))
        told = f"{state}。{done}未完成原因：{reason}。下步时限：{following}"
    else:
        told = f"{slot('整改状态')}。{result}"
    return f"{_called(row.measures)}：{told}。"


def are_untold(rows: Sequence[LedgerRow]) -> bool:
    """Whether several rows are all open, in one state, and say neither what was done nor why not, nor until when."""
    states = {state_of(row.status) for row in rows}
    is_silent = not any(row.progress or row.reason or row.next_due for row in rows)
    return len(rows) > 1 and len(states) == 1 and standing_of(*states) is Standing.OPEN and is_silent


def told_together(rows: Sequence[LedgerRow]) -> str:
    """Rows of which the ledger says nothing, in one paragraph, with the slots for what it does not say once."""
    called = "；".join(f"{number}.{_called(row.measures)}" for number, row in enumerate(rows, start=1))
    state = state_of(rows[0].status)
    return f"{called}。以上措施均{state}。未完成原因：{slot('未完成原因')}。下步时限：{slot('日期')}。"


def headline(verbatim: str) -> str:
    """The first sentence of a problem, or as much of it as fits into a heading.

    >>> headline("会议费管理不严。2023年有4次会议没有列入年度会议计划。")
    '会议费管理不严'
    """
    first = next((span.of(verbatim) for span in sentences(verbatim)), verbatim)
    return shortened(first.strip(_MARKS), _LONGEST_HEADLINE)


def quotable(words: str) -> str:
    """Words for quotation marks: marks inside them become the inner ones."""
    return words.replace("“", "‘").replace("”", "’")


def _called(measures: str) -> str:
    """A measure by its first clauses, without its number and basis, no clause cut; all of it stands in the ledger."""
    words = _AGAINST.sub("", on_one_line(_BASIS.sub("", _NUMBER.sub("", measures.strip()))))
    called = ""
    for span in clauses(words):
        called += span.of(words)
        if len(called) >= _SHORTEST_CALLED:
            break
    return _clause(called) or slot("具体内容")


def _clause(text: str) -> str:
    return on_one_line(text).rstrip("。；;：:，, ")
