"""Items of a reader ↔ frames on a pipe: one line of JSON, then the bytes that it announces.

Places and headings go as rows of values, and text as UTF-16, which is how Python holds Chinese: a tenth of the time of
UTF-8.

JSON and plain bytes only: what comes from a process that has read a hostile file is never unpickled.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from itertools import starmap
from operator import attrgetter
from typing import Any, BinaryIO

from assistant.documents.readers.items import Enclosed, Item, Pages, Reading
from assistant.records import Place, StyledHeading

_ENCODING, _TEXT_ERRORS = "utf-16-le", "surrogatepass"
"""A lone surrogate in a document must arrive as it was read."""

_place_row = attrgetter("start", "kind", "number", "name")
_heading_row = attrgetter("start", "end", "level")


class EndOfFramesError(Exception):
    """The other side is gone."""


def send(pipe: BinaryIO, head: Mapping[str, object], body: bytes = b"") -> None:
    """Write one frame. Raises OSError where the other side is gone."""
    pipe.write(json.dumps({**head, "bytes": len(body)}).encode("ascii") + b"\n")
    pipe.write(body)
    pipe.flush()


def receive(pipe: BinaryIO) -> tuple[dict[str, Any], bytes]:
    """Read one frame: what it says and its bytes. Raises EndOfFramesError."""
    line = pipe.readline()
    if not line.endswith(b"\n"):
        raise EndOfFramesError
    head: dict[str, Any] = json.loads(line)
    body = pipe.read(head["bytes"])
    if len(body) < head["bytes"]:
        raise EndOfFramesError
    return head, body


def send_item(pipe: BinaryIO, item: Item) -> None:
    """Write one item of a reader."""
    if isinstance(item, Pages):
        send(pipe, {"is": "pages", "count": item.count})
    elif isinstance(item, Enclosed):
        send(pipe, {"is": "enclosed", "name": item.name}, item.data)
    else:
        head = {
            "is": "reading",
            "format": item.format,
            "encoding": item.encoding,
            "places": [*map(_place_row, item.places)],
            "headings": [*map(_heading_row, item.headings)],
            "stated_title": item.stated_title,
            "warnings": item.warnings,
        }
        send(pipe, head, item.text.encode(_ENCODING, _TEXT_ERRORS))


def item(head: Mapping[str, Any], body: bytes) -> Item:
    """The item that a frame holds. Raises ValueError for any other frame."""
    if head["is"] == "pages":
        return Pages(head["count"])
    if head["is"] == "enclosed":
        return Enclosed(head["name"], body)
    if head["is"] != "reading":
        raise ValueError(f"a frame of kind {head['is']!r} is no item")
    return Reading(
        text=body.decode(_ENCODING, _TEXT_ERRORS),
        format=head["format"],
        encoding=head["encoding"],
        places=tuple(starmap(Place, head["places"])),
        headings=tuple(starmap(StyledHeading, head["headings"])),
        stated_title=head["stated_title"],
        warnings=tuple(head["warnings"]),
    )
