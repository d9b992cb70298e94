"""How high the rows of a sheet must be for their wrapped texts, for programs that do not measure them on opening.

Excel does; LibreOffice shows such a row one line high. The height is written as one that was measured, not set by
hand, so that a row still grows when somebody writes more into it.
"""

from __future__ import annotations

import math
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_LINE_POINTS = 15.0
"""One line of 11 points."""
_MOST_POINTS = 409.0
"""What a row may be high in Excel."""
_PADDING = 1.5
"""Width of a cell that is not written on, in digits."""


def fit_heights(sheet: Worksheet, first: int, usual_width: float) -> None:
    """Give every row from the first on the height of its highest cell; columns without a width have the usual one."""
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 - heavy
    from openpyxl.worksheet.dimensions import RowDimension  # noqa: PLC0415

    class Measured(RowDimension):
        """A row whose height is stored, but not held to."""

        @property
        def customHeight(self) -> bool:  # noqa: N802 - a name of the format
            return False

    widths = {letter: held.width for letter, held in sheet.column_dimensions.items() if not held.hidden}
    for cells in sheet.iter_rows(first):
        lines = [
            lines_of(cell.value, widths.get(get_column_letter(cell.column), usual_width))
            for cell in cells
            if isinstance(cell.value, str) and cell.column is not None
        ]
        row = cells[0].row
        if row is not None and max(lines, default=1) > 1:
            height = min(_MOST_POINTS, max(lines) * _LINE_POINTS)
            sheet.row_dimensions[row] = Measured(sheet, index=row, ht=height)


def lines_of(text: str, width: float) -> int:
    r"""Lines that a text takes in a column; Chinese characters are two digits wide.

    >>> lines_of("整改措施", 10), lines_of("整改措施", 6), lines_of("一\n二", 20)
    (1, 2, 2)
    """
    usable = max(2.0, width - _PADDING)
    return sum(max(1, math.ceil(_digits(line) / usable)) for line in text.split("\n"))


def _digits(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WFA" else 1 for character in line)
