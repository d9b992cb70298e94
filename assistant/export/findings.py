"""What a check of a file found, as the JSON of `assistant check --json` and as lines for people."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from assistant import messages
from assistant.drafting.checks import RULES
from assistant.drafting.checks.checked import Checked
from assistant.drafting.checks.draft import Kind
from assistant.drafting.issue_records import Issue, Spot


def checked_to_json(checked: Checked, *, language: str | None = None) -> dict[str, Any]:
    """Everything that was found as plain values, in the language given, else in the one in use."""
    return {
        "kind": checked.draft.kind.value,
        "as_of": checked.draft.on.isoformat(),
        "findings": [_finding(issue, language) for issue in checked.issues],
    }


def lines_of(checked: Checked, *, language: str | None = None) -> Iterator[str]:
    """A line for each thing found: how grave, where, what, what to do, and what it rests on."""
    for issue in checked.issues:
        yield messages.text(
            "checking.line",
            language=language,
            severity=messages.text(f"drafting.severity_{issue.severity.value}", language=language),
            where=_place(issue, checked.draft.kind, language),
            message=_message(issue, language),
            advice=_advice(issue, language),
            basis=basis_text(issue.rule, language),
            rule=issue.rule,
        )


def basis_text(rule: str, language: str | None = None) -> str:
    """What a rule rests on: a clause, or usual practice."""
    clause = RULES[rule].clause
    if clause:
        return messages.text("checking.basis_rule", language=language, clause=clause)
    return messages.text("checking.basis_practice", language=language)


def _finding(issue: Issue, language: str | None) -> dict[str, Any]:
    form = RULES[issue.rule].form
    return {
        "rule": issue.rule,
        "severity": issue.severity.value,
        "basis": basis_text(issue.rule, language),
        **({"form": form} if form else {}),
        "where": _where(issue),
        "message": _message(issue, language),
        "advice": _advice(issue, language),
    }


def _where(issue: Issue) -> dict[str, Any]:
    """The place as far as it is known; a plan's own names for places (F1-M1.text) under `id`."""
    spot = issue.spot
    told = {"row": spot.row, "column": spot.column, "start": spot.start, "end": spot.end, "id": issue.where or None}
    return {name: value for name, value in told.items() if value is not None}


def _message(issue: Issue, language: str | None) -> str:
    said = messages.text(f"checks.{_key(issue)}", language=language, **issue.facts)
    form = RULES[issue.rule].form
    return messages.text("checking.statement", language=language, message=said, form=form) if form else said


def _advice(issue: Issue, language: str | None) -> str:
    return messages.text(f"advice.{_key(issue)}", language=language, **issue.facts)


def _key(issue: Issue) -> str:
    return issue.rule.replace("-", "_")


def _place(issue: Issue, kind: Kind, language: str | None) -> str:
    """The place in words: row and column of a table, number of a measure, or characters of a text."""
    spot = issue.spot
    parts = [issue.where] if issue.where and not issue.where.startswith("第") else []
    if spot.row is not None:
        key = "checking.in_row" if kind is Kind.LEDGER else "checking.in_measure"
        parts.append(messages.text(key, language=language, row=spot.row))
    parts += [messages.text("checking.in_column", language=language, column=spot.column)] if spot.column else []
    parts += _characters(spot, language)
    return " ".join(parts) or messages.text("checking.anywhere", language=language)


def _characters(spot: Spot, language: str | None) -> list[str]:
    if spot.row is not None or spot.start is None:
        return []
    return [messages.text("checking.at_characters", language=language, start=spot.start + 1)]
