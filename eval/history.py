"""Runs over time in one JSONL file: a line a run, appended; read back for the trends of a report."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

from pydantic import TypeAdapter

from eval.gate import Decision
from eval.records import EvalRun, Past
from eval.rows import read_rows
from eval.writing import append_line

_PAST = TypeAdapter(Past)


def read(path: Path) -> list[Past]:
    """The runs of a file, oldest first; none where there is no file yet.

    Raises UsageError that names the line where the file is no history.
    """
    return read_rows(path, Past) if path.exists() else []


def past_of(run: EvalRun, decision: Decision, at: datetime) -> Past:
    """What the history keeps of a run."""
    metrics = {name: one.value for name, one in run.metrics.items()}
    return Past(run.suite.name, run.suite.digest, run.subject, decision.outcome, at.isoformat("T", "seconds"), metrics)


def append(path: Path, one: Past) -> None:
    """Add a run. Raises UsageError where the file cannot be written."""
    line = json.dumps(_PAST.dump_python(one, mode="json"), ensure_ascii=False, sort_keys=True, allow_nan=False)
    append_line(path, line)
