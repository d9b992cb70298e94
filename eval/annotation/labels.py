"""The sentences of a run's report → items to label; labels in an append-only file → agreement, and claims for a judge.

It knows no page.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any, ClassVar, Literal, get_args

from pydantic import ConfigDict, TypeAdapter

from eval.agreement import kappa
from eval.matching import locate
from eval.rows import read_rows
from eval.writing import append_line

Mark = Literal["supported", "unsupported", "unsure"]
MARKS: tuple[Mark, ...] = get_args(Mark)


@dataclass(frozen=True, slots=True)
class Item:
    """A sentence of an answer with the quotes that it cites."""

    id: str
    """Suite, case and number of the sentence."""
    question: str
    claim: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Label:
    """What a person says of an item."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    item: str
    annotator: str
    mark: Mark
    span: str = ""
    """Words of a source that show it; empty where none do."""


_LABEL = TypeAdapter(Label)


def items_of(report: Mapping[str, Any]) -> Iterator[Item]:
    """The sentences of a JSON report that cite something. Raises KeyError or TypeError where it is no report."""
    for suite in report["suites"]:
        for case in suite["cases"]:
            if case["answer"]:
                yield from _items_of_case(f"{suite['name']}/{case['id']}", case["question"], case["answer"])


def _items_of_case(name: str, question: str, answer: Mapping[str, Any]) -> Iterator[Item]:
    quotes = {cited["n"]: cited["quote"] for cited in answer["citations"]}
    for number, said in enumerate(answer["sentences"], start=1):
        sources = tuple(quotes[n] for n in said["citations"] if n in quotes)
        if sources:
            yield Item(f"{name}/{number}", question, said["text"], sources)


class LabelFile:
    """Labels in a file; of an annotator's several labels for an item the last one counts."""

    def __init__(self, path: Path) -> None:
        """Raises UsageError that names the line where the file holds anything else."""
        self.path = path
        self._labels = {(one.item, one.annotator): one for one in read_rows(path, Label)} if path.is_file() else {}

    def label(self, item: str, annotator: str) -> Label | None:
        return self._labels.get((item, annotator))

    @property
    def labels(self) -> list[Label]:
        """Each annotator's last label for each item, sorted."""
        return [self._labels[key] for key in sorted(self._labels)]

    def add(self, label: Label) -> None:
        """Put a label on disk. Raises UsageError where the file cannot be written."""
        append_line(self.path, json.dumps(_LABEL.dump_python(label), ensure_ascii=False, sort_keys=True))
        self._labels[label.item, label.annotator] = label


def problem_of(item: Item, label: Label) -> str | None:
    """Why a label cannot be kept, as a key under `evaluation.annotate`; None where it can."""
    if not label.annotator.strip():
        return "no_name"
    if label.mark == "supported" and not label.span.strip():
        return "no_span"
    if label.span.strip() and not any(locate(label.span, source) for source in item.sources):
        return "span_elsewhere"
    return None


@dataclass(frozen=True, slots=True)
class Agreed:
    """Two annotators on the items that both labelled."""

    annotators: tuple[str, str]
    n: int
    kappa: float | None
    """Cohen's κ over the three marks."""


def agreements(labels: Sequence[Label]) -> list[Agreed]:
    """Every pair of annotators who labelled a common item."""
    marks: dict[str, dict[str, Mark]] = {}
    for one in labels:
        marks.setdefault(one.annotator, {})[one.item] = one.mark
    found = []
    for first, second in combinations(sorted(marks), 2):
        common = sorted(marks[first].keys() & marks[second].keys())
        if common:
            pairs = [(marks[first][item], marks[second][item]) for item in common]
            found.append(Agreed((first, second), len(common), kappa(pairs)))
    return found


def claims_of(items: Sequence[Item], labels: Sequence[Label]) -> list[dict[str, str]]:
    """Rows for the bench of a judge: items that at least two people labelled, all alike, and nobody as unsure."""
    by_item: dict[str, list[Label]] = {}
    for one in labels:
        by_item.setdefault(one.item, []).append(one)
    rows = []
    for item in items:
        marks = [one.mark for one in by_item.get(item.id, [])]
        if len(marks) > 1 and len(set(marks)) == 1 and marks[0] != "unsure":
            source = "\n\n".join(item.sources)
            told = {"id": item.id, "source": source, "claim": item.claim, "label": marks[0], "kind": "annotated"}
            rows.append({**told, "split": "test"})
    return rows
