"""The systems that the suites of one command are put to: opened when first needed, shared, and closed together."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

from assistant.errors import UsageError
from eval.kinds import KINDS
from eval.records import Suite
from eval.runner import Subject
from eval.shelf import open_shelves
from eval.subjects import OURS, opener
from eval.subjects.remembering import RememberingSubject


class OpenedSubjects:
    """Suites of one kind over one corpus share a system; those over one corpus share its library."""

    def __init__(self, opened: ExitStack, said: str | None) -> None:
        """`said` is what `--subject` says, if anything. What is opened is closed with `opened`."""
        self._opened = opened
        self._other = None if said in (None, OURS) else opener(str(said))
        self._shelf_of = opened.enter_context(open_shelves())
        self._subjects: dict[tuple[str, Path], Subject] = {}

    def of(self, suite: Suite) -> Subject:
        """The system for a suite. Raises UsageError where another one is to be tested, which only answers questions."""
        key = (suite.kind, suite.corpus)
        if key not in self._subjects:
            self._subjects[key] = RememberingSubject(self._open(suite))
        return self._subjects[key]

    def _open(self, suite: Suite) -> Subject:
        if self._other is None:
            return KINDS[suite.kind].open(self._shelf_of, suite.corpus)
        if suite.kind != "ask":
            raise UsageError("evaluation.subject_answers_only", suite=suite.name)
        return self._opened.enter_context(self._other(suite.corpus))
