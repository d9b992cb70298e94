"""Our own system in several processes: a case in, what one of them made of it out.

Each process opens the library of the corpus for itself, to read it; the library was filled before. It is Python that
computes here, of which threads do one thing at a time; a system that waits for a server needs no more than those.
"""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from functools import cache
from multiprocessing import get_context, parent_process
from pathlib import Path

from assistant.application import Assistant
from assistant.library.workers import processors
from eval.kinds import KINDS
from eval.records import Case, Product, Suite
from eval.runner import Subject
from eval.shelf import Shelf, settings_at
from eval.subject import OverLibrary


class SpreadSubject:
    """Puts each case to whichever process is free. Threads may share it."""

    def __init__(self, ours: OverLibrary, processes: ProcessPoolExecutor, suite: Suite) -> None:
        """`ours` is the system in this process, which is asked nothing; its library is opened in the others too."""
        self.name = ours.name
        self.notes = ours.notes
        self._processes = processes
        self._where = (suite.kind, suite.corpus, ours.settings.home)

    def answer(self, case: Case) -> Product:
        """What a process made of it; what is raised there is raised here."""
        return self._processes.submit(_answer, *self._where, case).result()


@contextmanager
def worker_processes(jobs: int) -> Iterator[ProcessPoolExecutor]:
    """As many processes as `jobs` can keep busy on this machine, each begun when it is first needed."""
    count = min(jobs, processors())
    processes = ProcessPoolExecutor(count, mp_context=get_context("spawn"), initializer=_live_with_parent)
    try:
        yield processes
    finally:
        processes.shutdown(wait=True, cancel_futures=True)


def _live_with_parent() -> None:
    """Leave interrupts to the parent, which ends its workers in order; end at once where it was killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _answer(kind: str, corpus: Path, home: Path, case: Case) -> Product:
    return _subject(kind, corpus, home).answer(case)


@cache
def _subject(kind: str, corpus: Path, home: Path) -> Subject:
    return KINDS[kind].open(lambda folder: _shelf(folder, home), corpus)


@cache
def _shelf(corpus: Path, home: Path) -> Shelf:
    return Shelf(Assistant.open(settings_at(home)), corpus)
