"""Drafts: checked by the program's rules. `cases/` holds rows.yaml, texts.yaml and plans.yaml, `rule: {found, silent}`.

What stands under `found` the rule must find, under `silent` it must not; clean.yaml holds drafts with nothing wrong.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from assistant.drafting.checks import RULES, check_draft
from eval.case_files import Place, Row, to_json, yaml_items
from eval.cases.checks import CheckedDraft, CheckReport, SpokenRule
from eval.kinds.checked_drafts import draft
from eval.kinds.kind import Kind, Line, ShelfOf
from eval.records import Case
from eval.subject import program

SOURCES = ("rows", "texts", "plans")
"""The files of cases, by what kind of draft they change."""


class CheckSubject:
    """The checks of drafts."""

    name = program()
    notes: tuple[str, ...] = ()

    def answer(self, case: Case) -> CheckReport:
        """Read the draft as a file of its kind is read, and check it."""
        assert isinstance(case, CheckedDraft)  # noqa: S101 - the kind of the suite says so
        begun = time.perf_counter()
        issues = check_draft(draft(case.said, case.of))
        elapsed_ms = round((time.perf_counter() - begun) * 1000, 1)
        spoken = tuple(SpokenRule(issue.rule, issue.severity.value) for issue in issues)
        return CheckReport(issues=spoken, model="", elapsed_ms=elapsed_ms)


def rows(folder: Path) -> list[Row]:
    """Every case of a suite's folder."""
    found = [row for source in SOURCES for row in _rows_of(folder / "cases" / f"{source}.yaml", source)]
    return [*found, *_clean(folder / "cases" / "clean.yaml")]


def _rows_of(file: Path, source: str) -> Iterator[Row]:
    for (rule, side), number, place, said in _numbered(file):
        case = {"id": f"{source}-{rule}-{side}-{number}", "question": f"{rule}: {side}", "rule": rule}
        yield Row(place, to_json({**case, "side": side, "of": source, "said": said, "tags": [source, rule]}))


def _clean(file: Path) -> Iterator[Row]:
    for (source, side), number, place, said in _numbered(file):
        case = {"id": f"clean-{source}-{number}", "question": f"{source}: {side}"}
        yield Row(place, to_json({**case, "side": side, "of": source, "said": said, "tags": [source, "clean"]}))


def _numbered(file: Path) -> Iterator[tuple[tuple[str, str], int, Place, Any]]:
    """Name and side of an item, its number among those, where it stands, and what it says."""
    counts: Counter[tuple[str, str]] = Counter()
    for named, place, said in yaml_items(file):
        counts[named] += 1
        yield named, counts[named], place, said


def _faults(place: Place, case: CheckedDraft, corpus: Path) -> Iterator[str]:
    if case.rule and case.rule not in RULES:
        yield place.problem("rule", "unknown_rule", rule=case.rule)


def _open(shelf_of: ShelfOf, corpus: Path) -> CheckSubject:
    return CheckSubject()


def _came(report: CheckReport) -> list[Line]:
    return [Line(f"{one.severity}: {one.rule}") for one in report.issues]


def _wanted(case: CheckedDraft, report: CheckReport | None) -> list[Line]:
    spoken: set[Any] = set() if report is None else {one.rule for one in report.issues}
    return [Line(case.rule, case.side, (case.rule in spoken) == (case.side == "found"))] if case.rule else []


CHECK = Kind("check", CheckedDraft, CheckReport, rows, _faults, _open, _came, _wanted)
