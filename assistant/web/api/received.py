"""A file that is sent, kept in a folder of its own for as long as it is read."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

LARGEST_FILE = 50 * 2**20
"""Bytes."""
_STEM, _SUFFIX = 60, 10
"""Characters of a name that are kept: 210 bytes at most, which every file system takes."""


class TooLargeError(Exception):
    """A file is larger than is taken."""


@contextmanager
def received(file: BinaryIO, name: str | None, folder: Path) -> Iterator[Path]:
    """The path of the file below `folder`, gone afterwards. Raises TooLargeError."""
    own = Path(tempfile.mkdtemp(dir=folder))
    try:
        path = own / safe_name(name)
        with path.open("wb") as kept:
            taken = 0
            while piece := file.read(2**20):
                taken += len(piece)
                if taken > LARGEST_FILE:
                    raise TooLargeError
                kept.write(piece)
        yield path
    finally:
        shutil.rmtree(own, ignore_errors=True)


def safe_name(name: str | None) -> str:
    r"""The last part of a name, without what could lead elsewhere.

    >>> safe_name("../../etc/passwd"), safe_name("..\\..\\反馈意见.docx"), safe_name("...")
    ('passwd', '反馈意见.docx', 'file')
    """
    last = (name or "").replace("\\", "/").rsplit("/", 1)[-1]
    kept = "".join(each for each in last if each.isprintable() and each not in '<>:"|?*').strip(" .")
    stem, dot, suffix = kept.rpartition(".")
    return f"{stem[:_STEM]}{dot}{suffix[:_SUFFIX]}" if stem else kept[:_STEM] or "file"
