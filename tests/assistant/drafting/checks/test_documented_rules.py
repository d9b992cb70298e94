"""docs/checks.md lists every rule as the registry has it.

Where it differs, this test's message is the table to put there.
"""

from __future__ import annotations

import re
from pathlib import Path

from assistant import messages
from assistant.drafting.checks import FAMILIES
from assistant.drafting.checks.draft import Kind
from assistant.drafting.checks.rules import Rule
from assistant.export.findings import basis_text

DOCUMENT = Path(__file__).parents[4] / "docs" / "checks.md"
_SEVERITY = {"error": "错误", "warning": "警告", "info": "提示"}
_KINDS = {Kind.PLAN: "方案", Kind.LEDGER: "台账", Kind.REMARKS: "讲话", Kind.PROGRESS: "报告"}


def row(rule: Rule) -> str:
    key = rule.id.replace("-", "_")
    said, advised = (_plain(messages.catalogue("zh")[f"{section}.{key}"]) for section in ("checks", "advice"))
    kinds = "、".join(name for kind, name in _KINDS.items() if kind in rule.kinds)
    severity = _SEVERITY[rule.severity.value]
    form = rule.form or "—"
    return f"| `{rule.id}` | {severity} | {kinds} | {said} | {advised} | {basis_text(rule.id, 'zh')} | {form} |"


def table() -> str:
    head = "| 规则 | 程度 | 查什么文件 | 查出什么 | 怎么办 | 依据 | 表现 |\n|" + " --- |" * 7
    return "\n".join((head, *(row(rule) for family in FAMILIES for rule in family.RULES)))


def _plain(text: str) -> str:
    return re.sub(r"\{\w+(?::[^}]*)?\}", "……", text).replace("|", "\\|")


def test_the_guide_lists_the_rules_as_they_are() -> None:
    assert table() in DOCUMENT.read_text(encoding="utf-8"), table()
