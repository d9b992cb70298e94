"""Bench of a judge alone on labelled claims: how well does it tell supported from unsupported, and how fast?

Rows are {id, source, claim, label: supported | unsupported, kind, split?, writer?}. The judge is told source and claim,
never the rest.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np

from assistant.errors import UsageError
from assistant.grounding.judge import Judge
from assistant.records import Verdict
from eval.records import Split
from eval.rows import read_rows
from eval.samples import SUITES

FILE = "claims.jsonl"
"""What a suite of claims holds in the place of cases."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A row of the file."""

    id: str
    source: str
    claim: str
    label: Literal["supported", "unsupported"]
    kind: str
    split: Split | None = None
    writer: str = ""
    """Whose claim it is, where several people wrote a file."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A claim with what the judge made of it."""

    kind: str
    supported: bool
    """By its label."""
    judged_supported: bool
    probability: float

    @property
    def is_right(self) -> bool:
        return self.judged_supported == self.supported


def rows_of(claims: str, split: Split | None = None) -> list[Claim]:
    """The claims of a file, or of a shipped suite of claims by its name; of one half where `split` says so.

    Raises UsageError for a file that is not as described, or without rows of that half.
    """
    shipped = SUITES / claims / FILE
    file = shipped if shipped.is_file() else Path(claims)
    rows = [row for row in read_rows(file, Claim) if split is None or row.split == split]
    if not rows:
        raise UsageError("evaluation.no_rows", path=file)
    return rows


def bench(claims: Sequence[Claim], judge: Judge) -> dict[str, Any]:
    """Judge every claim.

    A figure that is not defined, since one of the labels is missing, is None. Times are of the processor, not of the
    clock on the wall.
    """
    judge.judge("整改已经完成。", ["整改没有完成。"])  # what is loaded once is not the time of a claim
    judged: list[Judged] = []
    times: list[float] = []
    for claim in claims:
        begun = time.thread_time()
        judged.append(_judged(claim, judge))
        times.append((time.thread_time() - begun) * 1000)
    return {
        "rows": len(judged),
        "auroc": _rounded(auroc(judged)),
        "balanced_accuracy": _rounded(balanced_accuracy(judged)),
        "f1_unsupported": _rounded(f1_unsupported(judged)),
        "by_kind": _by_kind(judged),
        "ms_per_claim": round(sum(times) / len(times), 3),
        "ms_p95": round(float(np.percentile(times, 95)), 3),
        "judge": judge.name,
    }


def auroc(judged: Sequence[Judged]) -> float | None:
    """Chance that a supported claim has a higher probability than an unsupported one; equal ones count half.

    Hanley & McNeil, Radiology 143(1), 1982. None where one label is missing.
    """
    return auroc_of(
        [one.probability for one in judged if one.supported], [one.probability for one in judged if not one.supported]
    )


def auroc_of(positive: Sequence[float], negative: Sequence[float]) -> float | None:
    """Chance that one of `positive` is above one of `negative`; equal ones count half. None where either is empty."""
    if not positive or not negative:
        return None
    ordered = np.sort(negative)
    below = np.searchsorted(ordered, positive, side="left")
    not_above = np.searchsorted(ordered, positive, side="right")
    return float((below + not_above).mean() / 2 / len(ordered))


def balanced_accuracy(judged: Sequence[Judged]) -> float | None:
    """Mean of the shares judged right among supported and among unsupported claims. None where one label is missing."""
    shares = [share_right([one for one in judged if one.supported is label]) for label in (True, False)]
    present = [share for share in shares if share is not None]
    return sum(present) / 2 if len(present) == 2 else None


def f1_unsupported(judged: Sequence[Judged]) -> float | None:
    """2·TP ÷ (2·TP + FP + FN) of finding the unsupported claims. None where there is none and none was found."""
    found = sum(not one.supported and not one.judged_supported for one in judged)
    wrong = sum(not one.is_right for one in judged)
    return 2 * found / (2 * found + wrong) if found + wrong else None


def _judged(claim: Claim, judge: Judge) -> Judged:
    judgement = judge.judge(claim.claim, [claim.source])
    said = judgement.verdict is Verdict.SUPPORTED
    return Judged(claim.kind, claim.label == "supported", said, judgement.probability)


def _by_kind(judged: Sequence[Judged]) -> dict[str, dict[str, float | int | None]]:
    """Rows and share judged right, by kind of claim."""
    kinds: dict[str, list[Judged]] = {}
    for one in judged:
        kinds.setdefault(one.kind, []).append(one)
    return {kind: {"rows": len(own), "right": _rounded(share_right(own))} for kind, own in sorted(kinds.items())}


def share_right(judged: Sequence[Judged]) -> float | None:
    """Share judged right; None of none."""
    return sum(one.is_right for one in judged) / len(judged) if judged else None


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
