"""A file that is sent, kept in a folder of its own for as long as it is read."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

LARGEST_FILE = 50 * 2**20
"""Bytes."""
_LONGEST_NAME, _LONGEST_SUFFIX = 200, 20
"""Bytes of a name that every file system takes."""


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
    r"""The last part of a name, without what could lead elsewhere. One that is cut still differs from its like.

    >>> safe_name("../../etc/passwd"), safe_name("..\\..\\反馈意见.docx"), safe_name("...")
    ('passwd', '反馈意见.docx', 'file')
    """
    last = (name or "").replace("\\", "/").rsplit("/", 1)[-1]
    kept = "".join(each for each in last if each.isprintable() and each not in '<>:"|?*').strip(" .")
    if len(kept.encode()) <= _LONGEST_NAME:
        return kept or "file"
    stem, dot, suffix = kept.rpartition(".")
    end = f"~{sha256(kept.encode()).hexdigest()[:8]}{dot}{_cut(suffix, _LONGEST_SUFFIX)}"
    return f"{_cut(stem or kept, _LONGEST_NAME - len(end.encode()))}{end}"


def _cut(text: str, most: int) -> str:
    """As many characters of a text as so many bytes hold."""
    return text.encode()[:most].decode(errors="ignore")
