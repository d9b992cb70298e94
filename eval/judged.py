"""The judge of an evaluation: which one, who asks it, and what has to be told of it beside the scores that use it."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from assistant import messages
from assistant.errors import UsageError
from assistant.grounding.judge import EmbeddedJudge, Judge
from assistant.settings import load
from eval.agreement import agreement
from eval.judge_bench import Claim, rows_of
from eval.judge_error import corrected_metrics, digest_of, error_of
from eval.judge_records import JudgeError, JudgeReport
from eval.judging import RememberingJudge
from eval.records import EvalRun
from eval.scorers import judged_by

LABELLED = "judge"
"""The shipped suite of labelled claims; of it the half that nothing was fitted on."""

_SEED = 20240701
"""Sent to a model so that a server that keeps to it answers alike."""


class Judging:
    """One judge for all suites of a command."""

    def __init__(self, judge: RememberingJudge, claims: Sequence[Claim], other: Judge | None = None) -> None:
        """`claims` are labelled; `other` is a judge to compare with."""
        self.scorers = judged_by(judge)
        self._judge = judge
        self._claims = claims
        self._other = other

    def told(self, run: EvalRun) -> EvalRun:
        """The run with how often its judge errs, and its metrics without that; as it is where none was asked."""
        asked = self._judge.take_questions()
        using = [
            name
            for name, scorer in self.scorers.items()
            if scorer.uses_judge and name in run.metrics and run.metrics[name].n
        ]
        if not using:
            return run
        beside = None if self._other is None else agreement(asked, self._other)
        report = JudgeReport(self._judge.name, digest_of(self._claims), self._error, beside)
        return replace(run, judge=report, corrected=corrected_metrics(run.results, using, self._error, run.seed))

    @cached_property
    def _error(self) -> JudgeError:
        error = error_of(self._judge, self._claims)
        self._judge.take_questions()
        return error


@contextmanager
def open_judging(kind: str, *, cache: Path | None = None, budget: int | None = None) -> Iterator[Judging]:
    """With the judge that ships with the program (`embedded`), or the model of the settings (`model`).

    Raises UsageError where the settings name no model, and for a cache or budget of the judge that needs none.
    """
    claims = rows_of(LABELLED, "test")
    if kind == "embedded" and (cache is not None or budget is not None):
        raise UsageError("evaluation.judge_needs_none")
    if kind == "embedded":
        yield Judging(RememberingJudge(EmbeddedJudge()), claims)
        return
    with _model_judge() as model:
        judge = RememberingJudge(model, file=cache, budget=budget)
        yield Judging(judge, claims, EmbeddedJudge())
        told = messages.text("evaluation.judge_used", judge=judge.name, asked=judge.asked, failures=judge.failures)
        sys.stderr.write(told + "\n")


@contextmanager
def _model_judge() -> Iterator[Judge]:
    from assistant.composing import prompts  # noqa: PLC0415 - a model's library is loaded for a model only
    from assistant.composing.endpoint import Endpoint, connect  # noqa: PLC0415
    from assistant.composing.exchange import Limits  # noqa: PLC0415
    from assistant.grounding.model_judge import ModelJudge  # noqa: PLC0415

    model = load({}).model
    if model.base_url is None or model.name is None:
        raise UsageError("model_half_set", missing="model.name" if model.name is None else "model.base_url")
    key = model.api_key.get_secret_value() if model.api_key else None
    fill = prompts.load("judge_claim").fill
    wording = fill({"claim": "", "sources": "", "fault": ""}).text
    name = f"{model.name} (prompt {sha256(wording.encode()).hexdigest()[:8]})"
    endpoint = Endpoint(model.base_url, model.name, key, extra_body={"seed": _SEED})
    connection = connect(endpoint, Limits(total_s=model.timeout_s))
    try:
        yield ModelJudge(connection.model, fill, name=name, timeout_s=model.timeout_s)
    finally:
        connection.close()
