"""Feedback documents in many shapes with the findings a person reads in them, and how well ours agree.

A case file gives `text` and what it says; `damaged` texts are repaired first, as every file is when it is read. Words
agree when they are the same but for white space of a damaged text and the stop at the end. Where the heading of a
finding may be read as its first words (一、资金管理不规范 / 问题表现：…), the case names it, and both readings count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from assistant.drafting.feedback_records import Findings
from assistant.drafting.findings import read_findings
from assistant.records import Document
from assistant.text.repair import repair
from eval.samples import SUITES
from tests.assistant.drafting.feedback_samples import document

SHAPES = SUITES / "drafting" / "cases"

_FIELD_NAMES = re.compile(r"问题表现[：:]|事实[：:]")


def case_files() -> list[Path]:
    """Every case that says what is to be read, by name."""
    return [path for path in sorted(SHAPES.glob("*.yaml")) if "findings" in load(path)]


@dataclass(slots=True)
class Tally:
    """Agreement over several cases."""

    wanted: int = 0
    found: int = 0
    agreed: int = 0
    misses: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        return self.agreed / self.wanted if self.wanted else 1.0

    @property
    def precision(self) -> float:
        return self.agreed / self.found if self.found else 1.0

    def add(self, name: str, wanted: Sequence[frozenset[str]], found: Sequence[str]) -> None:
        """Count what agrees in order: each thing found answers at most one thing wanted."""
        rows = _longest_in_order(wanted, found)
        self.wanted, self.found, self.agreed = (
            self.wanted + len(wanted),
            self.found + len(found),
            self.agreed + len(rows),
        )
        kept, given = {row[0] for row in rows}, {row[1] for row in rows}
        self.misses += [f"{name}: missed {min(one)}" for at, one in enumerate(wanted) if at not in kept]
        self.misses += [f"{name}: too much {one}" for at, one in enumerate(found) if at not in given]


def load(path: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return loaded


def as_read(case: dict[str, Any]) -> Document:
    """The document of a case as it is read from a file: repaired where it came damaged."""
    text = str(case["text"])
    return document(repair(text).text if case.get("damaged") else text)


def read(case: dict[str, Any]) -> Findings:
    return read_findings(as_read(case))


@dataclass(frozen=True, slots=True)
class Scores:
    """How the readings of some cases agree with what a person reads."""

    findings: Tally
    sub_points: Tally
    suggestions: Tally
    deadlines: Tally
    heads: Tally
    """Unit, body, kind and date."""


def scores(paths: Sequence[Path]) -> Scores:
    told = Scores(Tally(), Tally(), Tally(), Tally(), Tally())
    for path in paths:
        case = load(path)
        found = read(case)
        plain = _plain if not case.get("ignore_spaces") else _without_spaces
        told.findings.add(
            path.stem,
            [_readings(one, plain) for one in case["findings"]],
            [plain(one.verbatim) for one in found.findings],
        )
        told.sub_points.add(
            path.stem,
            [frozenset({plain(point)}) for one in case["findings"] for point in one.get("sub_points", ())],
            [plain(point.verbatim) for one in found.findings for point in one.sub_points],
        )
        told.suggestions.add(
            path.stem,
            [frozenset({plain(one)}) for one in case["suggestions"]],
            [plain(one.excerpt.verbatim) for one in found.suggestions],
        )
        told.deadlines.add(
            path.stem,
            [frozenset({plain(one)}) for one in case["deadlines"]],
            [plain(one.verbatim) for one in found.deadlines],
        )
        wanted, said = zip(*_heads(case, found), strict=True)
        told.heads.add(path.stem, [frozenset({str(one)}) for one in wanted], [str(one) for one in said])
    return told


def _heads(case: dict[str, Any], found: Findings) -> Iterator[tuple[object, object]]:
    body, kind = found.inspection.inspected_by, found.inspection.kind
    said = {
        "unit": found.inspected_unit and found.inspected_unit.verbatim,
        "inspected_by": body and body.verbatim,
        "kind": kind and kind.verbatim,
        "feedback_on": found.inspection.feedback_on,
    }
    yield from ((f"{name} {case[name]}", f"{name} {value}") for name, value in said.items() if name in case)


def _readings(wanted: dict[str, Any], plain: Any) -> frozenset[str]:
    words = plain(wanted["verbatim"])
    heading = wanted.get("heading")
    return frozenset({words, plain(f"{heading}{words}")}) if heading else frozenset({words})


def _plain(words: str) -> str:
    """White space between lines and marks of bold print apart, the same words."""
    return re.sub(r"\s*\n\s*|\*\*", "", _FIELD_NAMES.sub("", words)).strip("。；;，,、 ")


def _without_spaces(words: str) -> str:
    return re.sub(r"\s+", "", _plain(words))


def _longest_in_order(wanted: Sequence[frozenset[str]], found: Sequence[str]) -> list[tuple[int, int]]:
    """The longest run of pairs that agree in the same order (longest common subsequence)."""
    best = [[0] * (len(found) + 1) for _ in range(len(wanted) + 1)]
    for i in range(len(wanted) - 1, -1, -1):
        for j in range(len(found) - 1, -1, -1):
            best[i][j] = best[i + 1][j + 1] + 1 if found[j] in wanted[i] else max(best[i + 1][j], best[i][j + 1])
    pairs, i, j = [], 0, 0
    while i < len(wanted) and j < len(found):
        if found[j] in wanted[i]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i + 1][j] >= best[i][j + 1]:
            i += 1
        else:
            j += 1
    return pairs
