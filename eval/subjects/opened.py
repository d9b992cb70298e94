"""The systems that the suites of one command are put to: opened when first needed, shared, and closed together."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

from assistant.errors import UsageError
from eval.kinds import KINDS
from eval.records import Suite
from eval.runner import Subject
from eval.shelf import open_shelves
from eval.subject import OverLibrary
from eval.subjects import OURS, opener
from eval.subjects.remembering import RememberingSubject
from eval.subjects.spread import SpreadSubject, worker_processes


class OpenedSubjects:
    """Suites of one kind over one corpus share a system; those over one corpus share its library."""

    def __init__(self, opened: ExitStack, said: str | None, jobs: int = 1) -> None:
        """`said` is what `--subject` says, if anything, `jobs` how many cases will be under way at once.

        What is opened is closed with `opened`.
        """
        self._opened = opened
        self._other = None if said in (None, OURS) else opener(str(said))
        self._shelf_of = opened.enter_context(open_shelves())
        self._processes = opened.enter_context(worker_processes(jobs)) if jobs > 1 else None
        self._subjects: dict[tuple[str, Path], Subject] = {}

    def of(self, suite: Suite) -> Subject:
        """The system for a suite. Raises UsageError where another one is to be tested, which only answers questions."""
        key = (suite.kind, suite.corpus)
        if key not in self._subjects:
            self._subjects[key] = RememberingSubject(self._open(suite))
        return self._subjects[key]

    def _open(self, suite: Suite) -> Subject:
        if self._other is None:
            return self._spread(KINDS[suite.kind].open(self._shelf_of, suite.corpus), suite)
        if suite.kind != "ask":
            raise UsageError("evaluation.subject_answers_only", suite=suite.name)
        return self._opened.enter_context(self._other(suite.corpus))

    def _spread(self, ours: Subject, suite: Suite) -> Subject:
        """The same in several processes, where it has much to compute: over a library, and asking no chat model."""
        if self._processes is None or not isinstance(ours, OverLibrary) or ours.settings.model.name is not None:
            return ours
        return SpreadSubject(ours, self._processes, suite)
