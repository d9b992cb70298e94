"""A file with a table → the cells of its sheets, read in the same bounded child process as every other file.

It knows cells, not what a column means.
"""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from assistant.documents import legacy_office
from assistant.documents.confinement import Confinement
from assistant.documents.formats import check_signature, suffix_of
from assistant.documents.readers.items import Reading
from assistant.documents.reading import bytes_of_any
from assistant.errors import RejectedFile

_AS_THEY_ARE = (".xlsx", ".xlsm", ".csv")
SUFFIXES = (*_AS_THEY_ARE, *legacy_office.SHEET_SUFFIXES)
"""The last ones are converted by LibreOffice, where it is installed."""


@dataclass(frozen=True, slots=True)
class SheetCells:
    """The rows of one sheet that hold anything: number from 1, and its cells by column from 0.

    The text of a merged cell stands in every row that it covers.
    """

    name: str
    rows: tuple[tuple[int, dict[int, str]], ...]
    is_hidden: bool = False


def read_sheets(path: Path) -> tuple[SheetCells, ...]:
    """The cells of every sheet of a workbook, or of a .csv file; older workbooks go through LibreOffice first.

    Raises RejectedFile: missing, empty, too large, of another format, damaged, protected, too slow, or no table; an
    older workbook where LibreOffice is missing.
    """
    if suffix_of(path.name) not in SUFFIXES:
        suffix = suffix_of(path.name) or "-"
        raise RejectedFile("file_unknown_format", path=path, suffix=suffix, known=" ".join(SUFFIXES))
    data = bytes_of_any(path)
    try:
        if not data:
            raise RejectedFile("file_empty")
        name = path.name
        if suffix_of(name) in legacy_office.SHEET_SUFFIXES:
            data, name = legacy_office.convert(data, suffix_of(name)), f"{path.stem}.xlsx"
        check_signature(name, data)
        with closing(Confinement()) as child:
            readings = [item for item in child.read("sheets.cells", name, data) if isinstance(item, Reading)]
    except RejectedFile as error:
        raise RejectedFile(error.key, **{**error.facts, "path": path}) from error
    return tuple(_sheet(listed) for listed in json.loads(readings[0].text))


def _sheet(listed: dict[str, object]) -> SheetCells:
    rows = listed["rows"]
    if not isinstance(rows, list):
        raise TypeError("the rows of a sheet come as a list")
    return SheetCells(
        str(listed["name"]),
        tuple((int(number), {int(column): str(text) for column, text in cells.items()}) for number, cells in rows),
        bool(listed["is_hidden"]),
    )
