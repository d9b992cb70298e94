"""A judge that is asked the same thing once: verdicts kept for the run, or in a file from run to run, within a budget.

What judges is given; of it only the name is known, which is part of every key.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import ClassVar

from pydantic import ConfigDict, TypeAdapter, ValidationError

from assistant.errors import AssistantError
from assistant.grounding.judge import Judge, Judgement
from assistant.records import Verdict
from eval.rows import read_lines
from eval.writing import append_line


@dataclass(frozen=True, slots=True)
class Kept:
    """A line of the file: what the judge named in the key said."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    key: str
    verdict: Verdict
    probability: float


_KEPT = TypeAdapter(Kept)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that the judge was asked, and its answer."""

    claim: str
    sources: tuple[str, ...]
    is_supported: bool


class BudgetSpent(AssistantError):  # noqa: N818 - named for what happened
    """The judge may not be asked any more in this run."""


class RememberingJudge:
    """Asks `judge` what it was not asked before, at most `budget` times. Threads may share it."""

    def __init__(self, judge: Judge, *, file: Path | None = None, budget: int | None = None) -> None:
        """`file` (JSONL, appended) keeps verdicts from run to run; a torn last line is left aside.

        Raises UsageError where the file cannot be read.
        """
        self.name = judge.name
        self.asked = 0
        """How often the judge was asked anew."""
        self.failures = 0
        """How often it did not answer as it should."""
        self._judge = judge
        self._file = file
        self._budget = budget
        self._lock = threading.Lock()
        self._known = {one.key: one for one in _kept(file)}
        self._questions: dict[str, Asked] = {}

    def take_questions(self) -> list[Asked]:
        """What was asked and answered, anew or remembered, since this was called last; each once, sorted."""
        taken = [self._questions[key] for key in sorted(self._questions)]
        self._questions.clear()
        return taken

    def judge(self, claim: str, sources: Sequence[str]) -> Judgement:
        """The judgement; of a remembered one only verdict and probability.

        Raises BudgetSpent, and what the judge raises.
        """
        key = key_of(self.name, claim, sources)
        with self._lock:
            known = self._known.get(key)
            if known is not None:
                self._note(key, claim, sources, known.verdict)
                return Judgement(known.verdict, known.probability)
            self._spend()
        try:
            judgement = self._judge.judge(claim, sources)
        except AssistantError:
            with self._lock:
                self.failures += 1
            raise
        self._keep(Kept(key, judgement.verdict, judgement.probability))
        self._note(key, claim, sources, judgement.verdict)
        return judgement

    def _note(self, key: str, claim: str, sources: Sequence[str], verdict: Verdict) -> None:
        self._questions[key] = Asked(claim, tuple(sources), verdict is Verdict.SUPPORTED)

    def _spend(self) -> None:
        if self._budget is not None and self.asked >= self._budget:
            raise BudgetSpent("evaluation.budget_spent", budget=self._budget)
        self.asked += 1

    def _keep(self, one: Kept) -> None:
        with self._lock:
            self._known[one.key] = one
            if self._file is not None:
                append_line(self._file, json.dumps(_KEPT.dump_python(one, mode="json"), sort_keys=True))


def key_of(judge: str, claim: str, sources: Sequence[str]) -> str:
    """Of a question to a judge; no text can be read from it."""
    return sha256(json.dumps([judge, claim, list(sources)], ensure_ascii=True).encode()).hexdigest()


def _kept(file: Path | None) -> list[Kept]:
    if file is None or not file.is_file():
        return []
    kept = []
    for _, line in read_lines(file):
        try:
            kept.append(_KEPT.validate_json(line))
        except ValidationError:
            continue  # torn by the kill that ended a run: the judge is asked again
    return kept
