"""What a rule is: its name, how much it weighs, which kinds of draft it is for, and what it rests on.

Only a clause of an instrument makes a rule a 规定; everything else is said to be usual practice (实务通常).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from assistant.drafting.checks.draft import Draft, Kind, Row
from assistant.drafting.issue_records import NOWHERE, Issue, Severity, Spot

ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO

WITH_ROWS = frozenset({Kind.PLAN, Kind.LEDGER})
EVERY = frozenset(Kind)
REPORTS = frozenset({Kind.PROGRESS})
ORAL = frozenset({Kind.REMARKS})

# What rules rest on. Articles are named where their text was read.
ACCURACY = "《党政机关公文处理工作条例》（中办发〔2012〕14号）第二十条"
"""Names, places, times, figures and quotations are looked at before a document goes out."""
BASIS = "《党政机关公文处理工作条例》（中办发〔2012〕14号）第十九条、第二十条"
REPORTING = "《党政机关公文处理工作条例》（中办发〔2012〕14号）第十五条"
BURDEN = "《整治形式主义为基层减负若干规定》（2024年）"
OPINION = "《关于加强巡视整改和成果运用的意见》（2022年）"
FORMALISM = "《中国共产党纪律处分条例》（2023年）第一百三十二条"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. Its name is quoted by people and never changes; its texts are `checks.<id>` and `advice.<id>`."""

    id: str
    severity: Severity
    """The gravest that it can be; a finding may weigh less."""
    kinds: frozenset[Kind]
    clause: str = ""
    """The clause behind it; empty where practice asks for it."""
    form: str = ""
    """Which of the sham forms of implementation or rectification it shows (不落实, 文件整改, …)."""

    def at(self, where: str, spot: Spot = NOWHERE, *, severity: Severity | None = None, **facts: object) -> Issue:
        """A finding at a place that is given in words."""
        return Issue(self.id, severity or self.severity, where, facts, spot)

    def on(self, row: Row, name: str = "", *, severity: Severity | None = None, **facts: object) -> Issue:
        """A finding about a row as a whole; `name` is the cell that shows it."""
        return Issue(self.id, severity or self.severity, row.where(), facts, row.spot(name))

    def within(self, row: Row, name: str, *, severity: Severity | None = None, **facts: object) -> Issue:
        """A finding about something inside one cell of a row."""
        return Issue(self.id, severity or self.severity, row.where(name), facts, row.spot(name))


Check = Callable[[Draft], Iterator[Issue]]
