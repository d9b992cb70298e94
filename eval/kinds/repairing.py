"""Texts: repaired, their steps replayed, and repaired again. `cases/` holds lists of texts, a JSON file a list.

A row is {label, original, fixed?, note?}; without `fixed` nothing is wrong with the text. A file's name is a tag of its
rows. `files.json` names texts of the corpus in the place of words: {label, original_file, fixed_file}.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from assistant import resources
from assistant.text.repair import repair, replay
from eval.case_files import Place, Row, read_text, refusal, to_json
from eval.cases.repairs import DamagedText, RepairedText
from eval.kinds.kind import Kind, Line, ShelfOf, no_faults
from eval.records import Case
from eval.subject import program


class RepairSubject:
    """The repair of texts, with every stage that is on by default."""

    name = program()
    notes: tuple[str, ...] = ()

    def answer(self, case: Case) -> RepairedText:
        """Repair, replay, repair again."""
        assert isinstance(case, DamagedText)  # noqa: S101 - the kind of the suite says so
        begun = time.perf_counter()
        result = repair(case.original)
        elapsed_ms = round((time.perf_counter() - begun) * 1000, 1)
        return RepairedText(
            text=result.text,
            replayed=replay(case.original, result.steps),
            again=repair(result.text).text,
            model="",
            elapsed_ms=elapsed_ms,
        )


def _rows(folder: Path) -> list[Row]:
    return [row for file in sorted((folder / "cases").glob("*.json")) for row in _rows_of(file)]


def _rows_of(file: Path) -> Iterator[Row]:
    content = read_text(file)
    try:
        said = json.loads(content)
    except json.JSONDecodeError as error:
        raise refusal([Place(file, error.lineno).problem("-", "not_json", said=error.msg)]) from error
    if not isinstance(said, list):
        raise refusal([Place(file, 1).problem("-", "wrong_value", said="list")])
    lines = [content.count("\n", 0, found.start()) + 1 for found in re.finditer(r'"label"\s*:', content)]
    for at, values in enumerate(said):
        place = Place(file, lines[at] if at < len(lines) else 1)
        yield Row(place, to_json(_values(values, file.stem) if isinstance(values, dict) else values))


def _values(said: dict[str, Any], tag: str) -> dict[str, Any]:
    values = dict(said)
    for field in ("original", "fixed"):
        if f"{field}_file" in values:
            values[field] = read_text(resources.corpus() / str(values.pop(f"{field}_file")))
    label = values.pop("label", None)
    named = {} if label is None else {"id": f"{tag}: {label}", "question": label}
    return {**named, "fixed": values.get("original"), **values, "tags": [tag]}


def _open(shelf_of: ShelfOf, corpus: Path) -> RepairSubject:
    return RepairSubject()


def _came(repaired: RepairedText) -> list[Line]:
    return [Line(repaired.text)]


def _wanted(case: DamagedText, repaired: RepairedText | None) -> list[Line]:
    return [Line(case.fixed, "", repaired is not None and repaired.text == case.fixed)]


REPAIR = Kind("repair", DamagedText, RepairedText, _rows, no_faults, _open, _came, _wanted)
