"""Are the files of a tantivy index as they were written? Each ends with a checksum, which tantivy does not compare."""

from __future__ import annotations

import json
import struct
from collections.abc import Iterator
from pathlib import Path
from zlib import crc32

_MAGIC = 1337
_PARTS = ("fast", "fieldnorm", "idx", "pos", "store", "term")
_ATTEMPTS = 3
"""Another process may commit while we look, and the files of the commit before it go away."""


def are_whole(folder: Path) -> bool:
    """Whether every file that the last commit names is there and unchanged."""
    for attempt in range(_ATTEMPTS):
        commit = _read(folder / "meta.json")
        try:
            names = list(_names(json.loads(commit)))
        except (ValueError, KeyError, TypeError, AttributeError):
            return False
        if all(_is_whole(_read(folder / name)) for name in names):
            return True
        if attempt and _read(folder / "meta.json") == commit:
            return False
    return False


def removed_rows(folder: Path) -> int:
    """How many removed rows still lie in the segments of the last commit."""
    commit = json.loads(_read(folder / "meta.json") or b'{"segments": []}')
    return sum((segment.get("deletes") or {}).get("num_deleted_docs", 0) for segment in commit["segments"])


def _names(commit: dict[str, list[dict[str, object]]]) -> Iterator[str]:
    for segment in commit["segments"]:
        name = str(segment["segment_id"]).replace("-", "")
        yield from (f"{name}.{part}" for part in _PARTS)
        deletes = segment.get("deletes")
        if isinstance(deletes, dict):
            yield f"{name}.{deletes['opstamp']}.del"


def _is_whole(data: bytes) -> bool:
    """Body, footer as JSON with the body's CRC-32, length of the footer, magic number."""
    if len(data) < 8:
        return False
    length, magic = struct.unpack("<II", data[-8:])
    if magic != _MAGIC or length > len(data) - 8:
        return False
    try:
        return bool(json.loads(data[-8 - length : -8])["crc"] == crc32(memoryview(data)[: -8 - length]))
    except (ValueError, KeyError, TypeError):
        return False


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""
