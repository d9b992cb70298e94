"""Rows of ragas: what `EvaluationDataset.to_jsonl` and `EvaluationResult.to_pandas().to_json(orient="records")` write.

Fields since ragas 0.2: user_input, response, retrieved_contexts, reference, reference_contexts; before: question,
answer, contexts, ground_truth. Every other field that holds a number, or NaN or null, is a score.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from eval.exchange.records import Row, first, objects, share, texts, words

_NAMES = {
    "question": ("user_input", "question"),
    "response": ("response", "answer"),
    "retrieved": ("retrieved_contexts", "contexts"),
    "reference": ("reference", "ground_truth"),
    "reference_contexts": ("reference_contexts",),
}
_KNOWN = {name for names in _NAMES.values() for name in names}


def read(content: str) -> list[Row]:
    """The rows of a file. Raises ValueError where it is no such file, or a question is missing."""
    return [_row(one) for one in objects(content, "samples", "dataset")]


def _row(one: dict[str, Any]) -> Row:
    found = {field: first(one, *names) for field, names in _NAMES.items()}
    question = words(found["question"])
    if not question.strip():
        raise ValueError("user_input")
    return Row(
        question=question,
        response=None if found["response"] is None else words(found["response"]),
        retrieved=texts(found["retrieved"]),
        reference=words(found["reference"]),
        reference_contexts=texts(found["reference_contexts"]),
        scores={name: share(value) for name, value in one.items() if name not in _KNOWN and _is_score(value)},
    )


def _is_score(value: Any) -> bool:
    return value is None or (isinstance(value, int | float) and not isinstance(value, bool))


def write(rows: Sequence[Row]) -> str:
    """JSONL that `EvaluationDataset.from_jsonl` reads; fields without a value are left out."""
    return "".join(json.dumps(_plain(row), ensure_ascii=False) + "\n" for row in rows)


def _plain(row: Row) -> dict[str, Any]:
    plain = {
        "user_input": row.question,
        "response": row.response,
        "retrieved_contexts": list(row.retrieved),
        "reference": row.reference,
        "reference_contexts": list(row.reference_contexts),
    }
    return {name: value for name, value in plain.items() if value or name == "user_input"}
