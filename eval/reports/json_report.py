"""The canonical report: everything about a run as JSON, sorted, the same bytes for the same run.

Why a score is what it is stands in it as key and facts, not as prose, so that it does not depend on the language.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from pydantic import TypeAdapter

from eval.baseline import Change
from eval.gate import Decision, GateRow, passed, worst
from eval.records import Case, CaseResult, EvalRun, Product, Response, Sample, Score
from eval.scorers import EVERY
from eval.selective import selective


def render(runs: Sequence[tuple[EvalRun, Decision]], times: bool = False) -> str:
    """The report as text, ended by a line break."""
    return json.dumps(to_plain(runs, times), ensure_ascii=False, indent=2, sort_keys=True, allow_nan=False) + "\n"


def to_plain(runs: Sequence[tuple[EvalRun, Decision]], times: bool = False) -> dict[str, Any]:
    """The report as plain data."""
    outcome = worst([decision for _, decision in runs])
    suites = [_suite(run, decision, times) for run, decision in runs]
    return {"outcome": outcome, "exit_code": outcome.exit_code, "suites": suites}


def _suite(run: EvalRun, decision: Decision, times: bool) -> dict[str, Any]:
    own = selective(run.results)
    return {
        "name": run.suite.name,
        "digest": run.suite.digest,
        "kind": run.suite.kind,
        "subject": run.subject,
        "seed": run.seed,
        "outcome": decision.outcome,
        "reasons": [{"key": reason.key, "facts": dict(reason.facts)} for reason in decision.reasons],
        "notes": list(run.notes),
        "n": len(run.results),
        "errors": run.errors,
        "metrics": {row.measured.metric: _metric(row, run) for row in decision.rows},
        "selective": None if own is None else asdict(own),
        "judge": None if run.judge is None else asdict(run.judge),
        "cases": [_case(result, times) for result in run.results],
    }


def _metric(row: GateRow, run: EvalRun) -> dict[str, Any]:
    measured = row.measured
    estimate = run.corrected.get(measured.metric)
    return {
        "value": measured.value,
        "low": measured.low,
        "high": measured.high,
        "n": measured.n,
        "unscored": measured.unscored,
        "errors": measured.errors,
        "higher_is_better": EVERY[measured.metric].higher_is_better,
        "threshold": row.threshold,
        "met": row.met,
        "max_drop": row.demand.max_drop,
        "min_cases": row.demand.min_cases,
        "has_dropped": row.has_dropped,
        "change": None if row.change is None else _change(row.change),
        "uses_judge": EVERY[measured.metric].uses_judge,
        "corrected": None if estimate is None else asdict(estimate),
    }


def _change(change: Change) -> dict[str, Any]:
    return {"before": change.before, "now": change.now, "low": change.low, "high": change.high, "n": change.n}


def _case(result: CaseResult, times: bool) -> dict[str, Any]:
    sample = result.sample
    asked = _question(sample, result.response, times) if isinstance(sample, Sample) else _other(result, times)
    return {
        "id": sample.id,
        "question": sample.question,
        "must_pass": sample.must_pass,
        "split": sample.split,
        "tags": list(sample.tags),
        "passed": passed(result),
        "error": result.error,
        "scores": {name: _score(score) for name, score in result.scores.items()},
        **asked,
    }


def _question(sample: Sample, response: Product | None, times: bool) -> dict[str, Any]:
    return {
        "answerable": sample.answerable,
        "expected_facts": list(sample.expected_facts),
        "gold": [{"path": gold.path, "quote": gold.quote} for gold in sample.gold],
        "answer": _answer(response, times) if isinstance(response, Response) else None,
    }


def _other(result: CaseResult, times: bool) -> dict[str, Any]:
    """Of what is no question: the case and what came of it, field for field; there is no answer."""
    product = None if result.response is None else _plain(result.response)
    if product is not None and not times:
        del product["elapsed_ms"]
    return {"answer": None, "case": _plain(result.sample), "product": product}


def _plain(record: Case | Product) -> dict[str, Any]:
    plain: dict[str, Any] = TypeAdapter(type(record)).dump_python(record, mode="json")
    return plain


def _answer(response: Response, times: bool) -> dict[str, Any]:
    answer: dict[str, Any] = {
        "abstained": response.abstained,
        "confidence": response.confidence,
        "model": response.model,
        "sentences": [{"text": said.text, "citations": list(said.citations)} for said in response.sentences],
        "citations": [
            {
                "n": cited.n,
                "path": cited.span.path,
                "start": cited.span.start,
                "end": cited.span.end,
                "quote": cited.quote,
            }
            for cited in response.citations
        ],
    }
    return {**answer, "elapsed_ms": response.elapsed_ms} if times else answer


def _score(score: Score) -> dict[str, Any]:
    return {"value": score.value, "weight": score.weight, "reason": score.reason, "facts": dict(score.facts)}
