"""Stage: traditional forms → simplified ones, where a converter made them.

Acts by itself only on a page whose glosses prove the converter; genuine text from Taiwan or Hong Kong stays as it is.
"""

from __future__ import annotations

from assistant.text.repair.records import Edit, Page
from assistant.text.repair.twins import simplified


def find(page: Page) -> list[Edit]:
    """An edit for each stretch of traditional forms."""
    if page.switches.script == "never" or not (page.glossed or page.switches.script == "always"):
        return []
    edits: list[Edit] = []
    position = 0
    for line in page.text.splitlines(keepends=True):
        edits += _differences(line, simplified(line), position)
        position += len(line)
    return edits


def _differences(old: str, new: str, offset: int) -> list[Edit]:
    if old == new:
        return []
    edits: list[Edit] = []
    start = None
    for at, (before, after) in enumerate(zip(old + "\n", new + "\n", strict=True)):
        if before != after and start is None:
            start = at
        elif before == after and start is not None:
            edits.append(Edit(offset + start, offset + at, new[start:at], 0.99))
            start = None
    return edits
