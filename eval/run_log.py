"""The append-only record of a run: a header, then a line a case that came back, each safe on disk before the next.

A run that was killed goes on from it and asks again at most the cases that were under way. It holds responses, not
scores: a scorer may change between the two.
"""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from assistant.errors import UsageError
from eval.records import Product, Response


class RunLog:
    """One run's file. Threads may append."""

    def __init__(
        self, path: Path, key: str, *, resume: bool, product: type[Product] = Response, cases: int = 0
    ) -> None:
        """Begin a log at `path`, or with `resume` go on with the one there.

        `key` names suite and system, `product` is what cases of the suite's kind bring back, `cases` how many the run
        is to have, for whoever watches it. Raises UsageError where the log at `path` is of another, or cannot be
        written.
        """
        self.path = path
        self._writing = threading.Lock()
        self._products = _products(product)
        self._cases = cases
        self.done: dict[str, Product] = {}
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

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def append(self, case: str, response: Product) -> None:
        """Put a case on disk."""
        self._write({"case": case, "response": self._products.dump_python(response, mode="json")})

    def _begin(self, key: str) -> None:
        """Write header and known cases anew, aside and renamed: what was torn at the end is gone, the rest is kept."""
        aside = self.path.with_name(self.path.name + ".new")
        self._file = aside.open("w", encoding="utf-8")
        self._write({"run": key, "cases": self._cases})
        for case, response in self.done.items():
            self.append(case, response)
        aside.replace(self.path)

    def _write(self, row: dict[str, Any]) -> None:
        with self._writing:
            self._file.write(json.dumps(row, ensure_ascii=False, sort_keys=True) + "\n")
            self._file.flush()
            os.fsync(self._file.fileno())

    def _responses(self, key: str) -> Iterator[tuple[str, Product]]:
        lines = self.path.read_text(encoding="utf-8", errors="replace").split("\n")
        if _row(lines[0]).get("run") != key:
            raise UsageError("evaluation.log_of_another_run", path=self.path)
        for line in lines[1:]:
            row = _row(line)
            try:
                yield row["case"], self._products.validate_python(row["response"])
            except (KeyError, ValidationError):
                continue  # torn by the kill that ended the run: the case is asked again


def _row(line: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except json.JSONDecodeError:
        return {}
    return row if isinstance(row, dict) else {}


def _products(product: type[Product]) -> TypeAdapter[Product]:
    return TypeAdapter(product)
