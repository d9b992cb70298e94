"""Text with delimiters (.csv, .tsv) → a record a line with the names of its columns, as a spreadsheet's.

The delimiter is the one that cuts most lines into the same number of fields, two at least; a text that none cuts so is
prose that happens to hold commas, and is given line by line as it is.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import StringIO
from pathlib import PurePath

from assistant.documents.readers.items import Item, Reading
from assistant.documents.readers.plain import decoded_text, losses
from assistant.documents.readers.sheets.records import Row, lines_of_rows
from assistant.errors import RejectedFile
from assistant.records import Place, StyledHeading
from assistant.text.decoding import Decoded

MOST_CELLS = 400_000
"""Fields of a file; rows behind them are not read."""

_DELIMITERS = ",\t;|，"
_PROBE_CHARACTERS = 200_000
_PROBE_ROWS = 500
_EVEN_SHARE = 0.7
"""Share of rows with the usual number of fields; prose between commas never comes near it by chance."""
_SENTENCE_MARKS = frozenset("。！？")
_MOST_SENTENCES = 0.5
"""Share of rows that end a sentence outside of the last field: prose whose sentences have one comma each."""
_MOST_LINES_A_FIELD = 200
"""A field with more lines is a quotation mark that was never closed."""


def read(data: bytes, name: str) -> Iterator[Item]:
    """The text of a table in a text file.

    Raises RejectedFile: no text, of no known encoding, or empty.
    """
    decoded = decoded_text(data)
    if not decoded.text.strip():
        raise RejectedFile("file_empty")
    suffix = PurePath(name).suffix.lower()
    delimiter = delimiter_of(decoded.text, preferred="\t" if suffix == ".tsv" else ",")
    form = "tsv" if delimiter == "\t" and suffix == ".tsv" else "csv"
    if delimiter is None:
        lines = [line.strip() for line in decoded.text.splitlines() if line.strip()]
        yield Reading("\n".join(lines), form, decoded.encoding, warnings=losses(decoded))
    else:
        yield _table(decoded, delimiter, form)


def delimiter_of(text: str, *, preferred: str = ",") -> str | None:
    r"""The delimiter of a text; None where it is no table.

    >>> delimiter_of("序号,问题\n1,会议多\n2,文件长"), delimiter_of("他说,会多。\n文也长,要减,要并。\n再说。")
    (',', None)
    """
    told = _told(text)
    if told:
        return told
    probe = text[:_PROBE_CHARACTERS]
    order = preferred + _DELIMITERS.replace(preferred, "")
    shares = {delimiter: _evenness(_rows(probe, delimiter, _PROBE_ROWS)) for delimiter in order if delimiter in probe}
    best = max(shares, key=lambda delimiter: shares[delimiter], default=None)
    return best if best is not None and shares[best] >= _EVEN_SHARE else None


def _told(text: str) -> str:
    """What a first line "sep=;" says: Excel writes it."""
    return text[4] if text[:4].lower() == "sep=" and text[5:6] in ("\r", "\n") else ""


def _evenness(rows: Sequence[Sequence[str]]) -> float:
    """Share of the rows that have the usual number of fields, 0 where that is one or where the rows are sentences."""
    rows = [row for row in rows if any(field.strip() for field in row)]
    widths = Counter(map(len, rows))
    if not widths:
        return 0
    usual = max(widths, key=lambda width: (widths[width], width))
    sentences = sum(row[-1].strip()[-1:] in _SENTENCE_MARKS and len(row) <= 3 for row in rows)
    if usual < 2 or sentences > len(rows) * _MOST_SENTENCES:
        return 0
    if len(rows) == 1 and any(set(field) & _SENTENCE_MARKS for field in rows[0]):
        return 0
    return widths[usual] / widths.total()


def _rows(text: str, delimiter: str, most: int | None = None) -> list[list[str]]:
    """The fields of each row; where a quotation mark is never closed, quotation marks are taken as text."""
    with _fields_of_up_to(len(text)):
        return _rows_by_csv(text, delimiter, most)


@contextmanager
def _fields_of_up_to(characters: int) -> Iterator[None]:
    """The limit is one for the whole process: it is put back."""
    before = csv.field_size_limit(characters + 1)
    try:
        yield
    finally:
        csv.field_size_limit(before)


def _rows_by_csv(text: str, delimiter: str, most: int | None) -> list[list[str]]:
    for quoting in (csv.QUOTE_MINIMAL, csv.QUOTE_NONE):
        rows: list[list[str]] = []
        for row in csv.reader(StringIO(text, newline=""), delimiter=delimiter, quoting=quoting):
            rows.append(row)
            if most is not None and len(rows) >= most:
                break
        if quoting == csv.QUOTE_NONE or not any(
            field.count("\n") > _MOST_LINES_A_FIELD for row in rows for field in row
        ):
            break
    return rows


def _table(decoded: Decoded, delimiter: str, form: str) -> Reading:
    places: list[Place] = []
    headings: list[StyledHeading] = []
    lines: list[str] = []
    rows, is_cut = numbered(decoded.text, delimiter)
    start = 0
    for line in lines_of_rows(rows):
        places.append(Place(start, "row", line.number))
        if line.depth is not None:
            headings.append(StyledHeading(start, start + len(line.text), line.depth))
        lines.append(line.text)
        start += len(line.text) + 1
    warnings = losses(decoded) + (("rows_beyond_limit",) if is_cut else ())
    return Reading("\n".join(lines), form, decoded.encoding, tuple(places), tuple(headings), warnings=warnings)


def numbered(text: str, delimiter: str) -> tuple[list[Row], bool]:
    """Rows that hold anything with their numbers, and whether some were left out."""
    rows: list[Row] = []
    cells = 0
    for number, fields in enumerate(_rows(text, delimiter), 1):
        held = {column: field for column, field in enumerate(fields) if field.strip()}
        cells += len(held)
        if cells > MOST_CELLS:
            return rows, True
        if held and not (number == 1 and _told(text)):
            rows.append(Row(number, held))
    return rows, False
