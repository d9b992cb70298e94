"""Rows of deepeval: what `EvaluationDataset.save_as(file_type="json")` writes, and the test run that it stores as JSON.

Fields: input, actual_output, expected_output, retrieval_context, context; a stored test run has them under `testCases`
in camel case, with the scores as `metricsData: [{name, score}]`.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from eval.exchange.records import Row, first, objects, share, texts, words


def read(content: str) -> list[Row]:
    """The rows of a file. Raises ValueError where it is no such file, or an input is missing."""
    return [_row(one) for one in objects(content, "testCases", "test_cases", "goldens")]


def _row(one: dict[str, Any]) -> Row:
    question = words(one.get("input"))
    if not question.strip():
        raise ValueError("input")
    response = first(one, "actual_output", "actualOutput")
    return Row(
        question=question,
        response=None if response is None else words(response),
        retrieved=texts(first(one, "retrieval_context", "retrievalContext")),
        reference=words(first(one, "expected_output", "expectedOutput")),
        reference_contexts=texts(one.get("context")),
        scores=_scores(first(one, "metricsData", "metrics_data")),
    )


def _scores(metrics: Any) -> dict[str, float | None]:
    listed = metrics if isinstance(metrics, list) else []
    return {str(one["name"]): share(one.get("score")) for one in listed if isinstance(one, dict) and "name" in one}


def write(rows: Sequence[Row]) -> str:
    """JSON that `EvaluationDataset.add_test_cases_from_json_file` reads with deepeval's own field names as keys."""
    return json.dumps([_plain(row) for row in rows], ensure_ascii=False, indent=2) + "\n"


def _plain(row: Row) -> dict[str, Any]:
    return {
        "input": row.question,
        "actual_output": row.response or "",
        "expected_output": row.reference or None,
        "retrieval_context": list(row.retrieved) or None,
        "context": list(row.reference_contexts) or None,
    }
