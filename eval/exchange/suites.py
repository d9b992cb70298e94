"""Rows of another harness → a suite of ours in a folder, with the answers that came with them.

The folder holds `suite.yaml`, `cases.jsonl`, the texts under `documents/`, `answers.jsonl` where rows were answered (to
be scored with `eval run FOLDER --subject "command:cat FOLDER/answers.jsonl"`), and `their-scores.jsonl` where they were
scored.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from assistant.text.sentences import sentences
from eval.exchange.records import Row

DOCUMENTS = "documents"
ANSWERS = "answers.jsonl"
SCORES = "their-scores.jsonl"


@dataclass(frozen=True, slots=True)
class Imported:
    """How many rows became cases."""

    cases: int
    left_out: int
    """Rows without a text that holds the answer: nothing could be compared with where it stands."""
    answers: int


def files_of(rows: Sequence[Row], name: str, form: str) -> tuple[dict[str, str], Imported]:
    """The files of the suite, path → text, and how much they hold."""
    kept = [row for row in rows if row.reference_contexts]
    paths = _paths(kept)
    cases = [(f"{form}-{number:04d}", row) for number, row in enumerate(kept, start=1)]
    answers = [_answer(case, row, paths) for case, row in cases if row.response is not None]
    scores = [{"id": case, "scores": dict(row.scores)} for case, row in cases if row.scores]
    files = {
        "suite.yaml": _head(name, form),
        "cases.jsonl": _lines(_case(case, row, paths) for case, row in cases),
        **{f"{DOCUMENTS}/{path}": f"{text}\n" for text, path in paths.items()},
        **({ANSWERS: _lines(answers)} if answers else {}),
        **({SCORES: _lines(scores)} if scores else {}),
    }
    return files, Imported(len(kept), len(rows) - len(kept), len(answers))


def _paths(rows: Iterable[Row]) -> dict[str, str]:
    """Each text, once, and the document it becomes."""
    every = dict.fromkeys(text for row in rows for text in (*row.reference_contexts, *row.retrieved))
    return {text: f"context-{number:04d}.txt" for number, text in enumerate(every, start=1)}


def _head(name: str, form: str) -> str:
    head = {
        "name": name,
        "purpose": f"Cases imported from {form}",
        "owner": "imported",
        "corpus": DOCUMENTS,
        "language": "zh",
        "thresholds": {},
    }
    return yaml.safe_dump(head, allow_unicode=True, sort_keys=False)


def _case(case: str, row: Row, paths: Mapping[str, str]) -> dict[str, Any]:
    gold = [{"path": paths[text], "quote": text} for text in row.reference_contexts]
    return {"id": case, "question": row.question, "answerable": True, "gold": gold, "tags": ["imported"]}


def _answer(case: str, row: Row, paths: Mapping[str, str]) -> dict[str, Any]:
    """An answer without citations: these harnesses know none."""
    response = row.response or ""
    said = [{"text": response[start:end], "citations": []} for start, end in sentences(response)]
    retrieved = [{"path": paths[text], "quote": text} for text in row.retrieved]
    return {"id": case, "sentences": said, "citations": [], "retrieved": retrieved}


def _lines(rows: Iterable[dict[str, Any]]) -> str:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def rows_of(report: Mapping[str, Any]) -> Iterator[Row]:
    """The cases of a JSON report of ours that brought an answer. Raises KeyError or TypeError where it is none."""
    for suite in report["suites"]:
        for case in suite["cases"]:
            answer = case["answer"]
            if answer is not None:
                yield Row(
                    question=case["question"],
                    response="".join(said["text"] for said in answer["sentences"]),
                    retrieved=tuple(cited["quote"] for cited in answer["citations"]),
                    reference="；".join(case["expected_facts"]),
                    reference_contexts=tuple(gold["quote"] for gold in case["gold"]),
                )
