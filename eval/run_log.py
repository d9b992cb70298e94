"""The append-only record of a run: a header, then a line a case that came back, each safe on disk before the next.

A run that was killed goes on from it and asks again at most the cases that were under way. It holds responses, not
scores: a scorer may change between the two.
"""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Any

from pydantic import TypeAdapter, ValidationError

from assistant.errors import UsageError
from eval.records import Response


class RunLog:
    """One run's file. Threads may append."""

    def __init__(self, path: Path, key: str, *, resume: bool) -> None:
        """Begin a log at `path`, or with `resume` go on with the one there.

        `key` names suite and system. Raises UsageError where the log at `path` is of another, or cannot be written.
        """
        self.path = path
        self._writing = threading.Lock()
        self.done: dict[str, Response] = {}
        """Case id → what came back in the run that is resumed."""
        if resume and path.is_file():
            self.done = dict(self._responses(key))
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._begin(key)
        except OSError as error:
            raise UsageError("evaluation.file_unwritable", path=path, why=error.strerror) from error

    def __enter__(self) -> RunLog:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._file.close()

    def append(self, case: str, response: Response) -> None:
        """Put a case on disk."""
        self._write({"case": case, "response": _responses().dump_python(response, mode="json")})

    def _begin(self, key: str) -> None:
        """Write header and known cases anew, aside and renamed: what was torn at the end is gone, the rest is kept."""
        aside = self.path.with_name(self.path.name + ".new")
        self._file = aside.open("w", encoding="utf-8")
        self._write({"run": key})
        for case, response in self.done.items():
            self.append(case, response)
        aside.replace(self.path)

    def _write(self, row: dict[str, Any]) -> None:
        with self._writing:
            self._file.write(json.dumps(row, ensure_ascii=False, sort_keys=True) + "\n")
            self._file.flush()
            os.fsync(self._file.fileno())

    def _responses(self, key: str) -> Iterator[tuple[str, Response]]:
        lines = self.path.read_text(encoding="utf-8", errors="replace").split("\n")
        if _row(lines[0]) != {"run": key}:
            raise UsageError("evaluation.log_of_another_run", path=self.path)
        for line in lines[1:]:
            row = _row(line)
            try:
                yield row["case"], _responses().validate_python(row["response"])
            except (KeyError, ValidationError):
                continue  # torn by the kill that ended the run: the case is asked again


def _row(line: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except json.JSONDecodeError:
        return {}
    return row if isinstance(row, dict) else {}


@cache
def _responses() -> TypeAdapter[Response]:
    return TypeAdapter(Response)
