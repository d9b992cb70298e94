"""The child that reads files: bytes on standard input, items on standard output, one file after another.

Run by `confinement` as `python -m assistant.documents.reader_process`. It limits itself before it looks at a byte:
memory, processor time, files it may write and open. What libraries print goes nowhere, since it may hold text of the
document.
"""

from __future__ import annotations

import gc
import os
import sys
from typing import Any, BinaryIO

from assistant.documents.formats import reader
from assistant.documents.frames import EndOfFramesError, receive, send, send_item
from assistant.documents.readers.items import Pages
from assistant.errors import RejectedFile

_LARGEST_WRITE_BYTES = 64 * 2**20
_OPEN_FILES = 128
_OBJECTS_BETWEEN_COLLECTIONS = 50_000
"""Instead of 700: readers make many records and hardly any cycles, and looking for those took 5 to 10 % of reading."""
_SPARE_SECONDS = 5.0
"""Processor time beyond the parent's patience: the limit here only matters where the parent is gone."""


def main() -> None:
    """Read files until standard input ends."""
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS)
    source, sink = _pipes()
    while True:
        try:
            order, data = receive(source)
        except EndOfFramesError:
            return
        _serve(order, data, sink)


def _serve(order: dict[str, Any], data: bytes, sink: BinaryIO) -> None:
    _limit(order["megabytes"], order["seconds"])
    try:
        for item in reader(order["reader"])(data, order["name"]):
            if isinstance(item, Pages):
                _limit(order["megabytes"], order["seconds"] + item.count * order["seconds_a_page"])
            send_item(sink, item)
        send(sink, {"is": "done"})
    except RejectedFile as error:
        facts = {name: fact if isinstance(fact, int) else str(fact) for name, fact in error.facts.items()}
        send(sink, {"is": "refused", "key": error.key, "facts": facts})
    except MemoryError:
        _refuse(sink, "file_too_much_memory", limit=order["megabytes"])
    except RecursionError:
        _refuse(sink, "file_damaged", why="nested too deeply")
    except Exception as error:
        _refuse(sink, "file_damaged", why=type(error).__name__)


def _refuse(sink: BinaryIO, key: str, **facts: object) -> None:
    send(sink, {"is": "refused", "key": key, "facts": facts})


def _pipes() -> tuple[BinaryIO, BinaryIO]:
    """Standard input, and standard output kept for frames alone; whatever else is printed is dropped."""
    sink = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    return sys.stdin.buffer, sink


def _limit(megabytes: int, seconds: float) -> None:
    """Bound this process; on systems without such limits the parent's clock and size bounds remain."""
    try:
        import resource  # noqa: PLC0415 - not on Windows
    except ImportError:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    spent = used.ru_utime + used.ru_stime
    _lower(resource.RLIMIT_CPU, int(spent + seconds + _SPARE_SECONDS) + 1)
    _lower(resource.RLIMIT_AS, megabytes * 2**20)
    _lower(resource.RLIMIT_FSIZE, _LARGEST_WRITE_BYTES)
    _lower(resource.RLIMIT_NOFILE, _OPEN_FILES)


def _lower(kind: int, limit: int) -> None:
    import resource  # noqa: PLC0415 - see above

    hard = resource.getrlimit(kind)[1]
    resource.setrlimit(kind, (limit if hard == resource.RLIM_INFINITY else min(limit, hard), hard))


if __name__ == "__main__":
    main()
