"""Where each original came from, beside the originals: path, collection, what was stated, which documents of it.

With the originals it is all that a lost catalogue can be made of anew. One line a change, appended, each with its own
checksum: the last line about an original and a collection counts, a line that was torn or damaged does not.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from zlib import crc32

from assistant.library.entries import Origin

NAME = "origins.jsonl"


def append(home: Path, origins: Iterable[Origin]) -> None:
    """Write down how things are now; an origin without documents says that they are gone."""
    path = home / NAME
    lines = "".join(_line(origin) for origin in origins)
    if not lines:
        return
    with path.open("ab") as file:
        # A kill may have torn the last line; the next must not be glued to it.
        file.write((b"\n" if file.tell() else b"") + lines.encode())
        file.flush()
        os.fsync(file.fileno())


def rewrite(home: Path, origins: Iterable[Origin]) -> None:
    """Replace all lines, so that nothing is left of what was said before."""
    aside = home / f"{NAME}.part"
    with aside.open("wb") as file:
        file.write("".join(_line(origin) for origin in origins).encode())
        file.flush()
        os.fsync(file.fileno())
    aside.rename(home / NAME)


def read(home: Path) -> list[Origin]:
    """What is known, in the order it was first written. Empty where there is no such file."""
    try:
        lines = (home / NAME).read_bytes().splitlines()
    except OSError:
        return []
    known: dict[tuple[str, str], Origin] = {}
    for origin in filter(None, map(_origin, lines)):
        known[origin.original, origin.collection] = origin
    return [origin for origin in known.values() if origin.documents]


def _line(origin: Origin) -> str:
    said = json.dumps(asdict(origin), ensure_ascii=False)
    return f"{crc32(said.encode()):08x} {said}\n"


def _origin(line: bytes) -> Origin | None:
    checksum, _, said = line.partition(b" ")
    if checksum.decode("ascii", "replace") != f"{crc32(said):08x}":
        return None
    known = json.loads(said)
    return Origin(**{**known, "documents": tuple(known["documents"])})
