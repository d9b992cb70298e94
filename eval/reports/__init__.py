"""Runs and their verdicts → text in one of four forms; a file's suffix chooses. Reports decide nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import PurePath

from assistant.errors import UsageError
from eval.gate import Decision
from eval.records import EvalRun
from eval.reports import html, json_report, junit, markdown

Report = Callable[[Sequence[tuple[EvalRun, Decision]], bool], str]
"""(runs with their verdicts, whether to show times) → the text of a report."""

_BY_SUFFIX: Mapping[str, Report] = {
    ".json": json_report.render,
    ".xml": junit.render,
    ".md": markdown.render,
    ".html": html.render,
}


def for_file(name: str) -> Report:
    """The report that a file of that name is to hold. Raises UsageError for a suffix without one."""
    suffix = PurePath(name).suffix
    if suffix not in _BY_SUFFIX:
        raise UsageError("evaluation.unknown_report", path=name, known=", ".join(_BY_SUFFIX))
    return _BY_SUFFIX[suffix]
