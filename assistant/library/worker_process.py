"""A worker: files in on standard input, what came of them out on standard output, until the input ends.

Run by `workers` as `python -m assistant.library.worker_process`. It reads as this program does, so the readers that
touch a file's bytes run in a child of its own, with bounds. What libraries print goes nowhere, since it may hold text
of a document.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
from types import FrameType
from typing import BinaryIO

from assistant.documents.reading import FileReader
from assistant.library.file_work import Manner, Task, work_on


def main() -> None:
    """Take the manner, then task after task."""
    # Ctrl-C reaches every process of a terminal; when to stop is decided by the one that writes.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _leave)
    source, sink = sys.stdin.buffer, _sink()
    with FileReader() as reader:
        try:
            manner: Manner = pickle.load(source)  # noqa: S301 - from the parent alone
            while True:
                task: Task = pickle.load(source)  # noqa: S301
                pickle.dump(work_on(task, reader, manner), sink, pickle.HIGHEST_PROTOCOL)
                sink.flush()
        except (EOFError, BrokenPipeError):
            return


def _sink() -> BinaryIO:
    """Standard output, kept for results alone."""
    sink = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    return sink


def _leave(_signal: int, _frame: FrameType | None) -> None:
    """End in order, so that the reader's child ends too."""
    sys.exit(0)


if __name__ == "__main__":
    main()
