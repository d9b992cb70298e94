"""The compressed streams of a PDF → an error where one swells beyond measure, before PDFium unpacks it as a whole.

Pictures are passed over: to read the text of a page they are not unpacked. It knows nothing of what the streams mean.
"""

from __future__ import annotations

import re
import zlib

from assistant.documents.readers.office_zip import HIGHEST_RATIO, LARGEST_PART_BYTES, RATIO_COUNTS_FROM_BYTES
from assistant.errors import RejectedFile

_STREAM = re.compile(rb"stream\r?\n")
_HEAD_BYTES = 400
"""Before a stream, that say what it holds."""
_STEP_BYTES = 2**20
_MOST_INFLATED_BY = 1032
"""Bytes that deflate can make of one byte at most."""


def refuse_bombs(data: bytes) -> None:
    """Raise RejectedFile where a stream inflates to more than an XML part of an office file may, or too easily."""
    for found in _STREAM.finditer(data):
        start = found.end()
        head = data[max(0, found.start() - _HEAD_BYTES) : found.start()].rpartition(b" obj")[2]
        if b"/Fl" not in head or b"/Image" in head:
            continue
        packed = min(len(data), max(start, data.find(b"endstream", start))) - start
        if packed * _MOST_INFLATED_BY <= RATIO_COUNTS_FROM_BYTES:
            continue  # as most pages do, so that they are not inflated twice
        inflated = _inflated(data, start, packed)
        if inflated > LARGEST_PART_BYTES:
            raise RejectedFile("file_inflates", size=inflated // 2**20, limit=LARGEST_PART_BYTES // 2**20)
        ratio = inflated // max(1, packed)
        if inflated > RATIO_COUNTS_FROM_BYTES and ratio > HIGHEST_RATIO:
            raise RejectedFile("file_squeezed", part="stream", ratio=ratio, limit=HIGHEST_RATIO)


def _inflated(data: bytes, start: int, packed: int) -> int:
    """Bytes that a stream inflates to, counted no further than is needed to refuse it."""
    inflating = zlib.decompressobj()
    total = 0
    rest = data[start : start + packed]
    try:
        while rest and not inflating.eof and total <= LARGEST_PART_BYTES:
            total += len(inflating.decompress(rest, _STEP_BYTES))
            rest = inflating.unconsumed_tail
    except zlib.error:
        pass  # PDFium reads what it can of a damaged stream, as this does
    return total
