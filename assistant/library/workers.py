"""Worker processes: tasks in, promises of what comes of them out. A worker that dies takes one file with it.

Each worker is served by a thread that hands it one task at a time, so that it is always known which file was being
read when a worker died.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import AbstractContextManager, suppress
from hashlib import sha256
from typing import BinaryIO, Protocol, Self, cast

from assistant.documents import children
from assistant.documents.reading import FileReader
from assistant.errors import RejectedFile
from assistant.library.file_work import FileWork, Manner, Task, work_on

_ALONE_BYTES = 256 * 1024
_WORTH_BYTES = 2 * 2**20
"""Workers take half a second to start: they begin after so many bytes were read here, if so many are still to come."""

_ORDERLY_S = 5.0


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Promise(Protocol):
    """What will have come of a file."""

    def is_there(self, patience_s: float = 0.0) -> bool:
        """Whether asking for it does not wait for another process, or not after so many seconds."""
        ...

    def result(self) -> FileWork: ...


class Crew(AbstractContextManager["Crew"], Protocol):
    """Does the work on files, somewhere; ends with the block."""

    def begin(self, task: Task, bytes_to_come: int) -> Promise:
        """Begin with a file; so many bytes of others will follow."""
        ...


class _Promised:
    def __init__(self, work: Callable[[], FileWork] | Future[FileWork]) -> None:
        self._work = work

    def is_there(self, patience_s: float = 0.0) -> bool:
        return not isinstance(self._work, Future) or bool(wait([self._work], patience_s).done)

    def result(self) -> FileWork:
        return self._work.result() if isinstance(self._work, Future) else self._work()


class Workforce:
    """Does the work on files: in this process while they are few, in several once that pays.

    Close it, or use it in a `with` block, to end the processes.
    """

    def __init__(self, manner: Manner, count: int) -> None:
        """`count` worker processes at most; with fewer than two everything is done here."""
        self._manner = manner
        self._count = count
        self._reader = FileReader()
        self._done_here = 0
        self._workers: _Workers | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End all processes, whatever they are doing."""
        self._reader.close()
        if self._workers is not None:
            self._workers.close()

    def begin(self, task: Task, bytes_to_come: int) -> Promise:
        """Begin with a file; work that is done here begins when it is asked for."""
        if self._workers is None and self._count > 1 and self._pays(bytes_to_come):
            self._workers = _Workers(self._manner, self._count)
        if self._workers is not None:
            return _Promised(self._workers.submit(task))
        self._done_here += len(task.data)
        return _Promised(lambda: work_on(task, self._reader, self._manner))

    def _pays(self, bytes_to_come: int) -> bool:
        return self._done_here >= _ALONE_BYTES and bytes_to_come >= _WORTH_BYTES


class _Workers:
    def __init__(self, manner: Manner, count: int) -> None:
        self._manner = manner
        self._threads = ThreadPoolExecutor(count, thread_name_prefix="worker")
        self._own = threading.local()
        self._lock = threading.Lock()
        self._running: set[subprocess.Popen[bytes]] = set()
        self._is_closed = False

    def submit(self, task: Task) -> Future[FileWork]:
        return self._threads.submit(self._work, task)

    def close(self) -> None:
        with self._lock:
            self._is_closed = True
            running = list(self._running)
        for child in running:
            child.terminate()
        for child in running:
            _end(child)
        self._threads.shutdown(wait=True, cancel_futures=True)

    def _work(self, task: Task) -> FileWork:
        """Run in a thread: the task to this thread's worker, and what it says."""
        try:
            child = self._child()
            pickle.dump(task, cast(BinaryIO, child.stdin), pickle.HIGHEST_PROTOCOL)
            cast(BinaryIO, child.stdin).flush()
            work: FileWork = pickle.load(cast(BinaryIO, child.stdout))  # noqa: S301 - our own process
        except (EOFError, OSError, pickle.UnpicklingError):
            self._discard()
            digest = sha256(task.data).hexdigest()
            return FileWork(
                error=RejectedFile("file_stopped_reader", path=task.path),
                kills={digest: task.kills.get(digest, 0) + 1},
            )
        return work

    def _child(self) -> subprocess.Popen[bytes]:
        child: subprocess.Popen[bytes] | None = getattr(self._own, "child", None)
        if child is None:
            with self._lock:
                if self._is_closed:
                    raise EOFError
                child = self._own.child = _started()
                self._running.add(child)
            pickle.dump(self._manner, cast(BinaryIO, child.stdin), pickle.HIGHEST_PROTOCOL)
        return child

    def _discard(self) -> None:
        child: subprocess.Popen[bytes] | None = getattr(self._own, "child", None)
        if child is not None:
            self._own.child = None
            with self._lock:
                self._running.discard(child)
            child.kill()
            _end(child)


def _started() -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "assistant.library.worker_process"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=children.surroundings(),
    )


def _end(child: subprocess.Popen[bytes]) -> None:
    try:
        child.wait(_ORDERLY_S)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
    for pipe in (child.stdin, child.stdout):
        with suppress(OSError):  # what it still held has nowhere to go
            cast(BinaryIO, pipe).close()
