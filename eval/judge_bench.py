"""Bench of a judge alone on labelled claims: how well does it tell supported from unsupported, and how fast?

Rows are {id, source, claim, label: supported | unsupported, kind}. The judge is told source and claim, never the rest.
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
from eval.rows import read_rows


@dataclass(frozen=True, slots=True)
class Claim:
    """A row of the file."""

    id: str
    source: str
    claim: str
    label: Literal["supported", "unsupported"]
    kind: str


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


def bench(file: Path, judge: Judge) -> dict[str, Any]:
    """Judge every claim of a file. Raises UsageError for a file that is not as described, or without rows.

    A figure that is not defined, since one of the labels is missing, is None.
    """
    claims = read_rows(file, Claim)
    if not claims:
        raise UsageError("evaluation.no_rows", path=file)
    begun = time.perf_counter()
    judged = [_judged(claim, judge) for claim in claims]
    elapsed_ms = (time.perf_counter() - begun) * 1000
    return {
        "rows": len(judged),
        "auroc": _rounded(auroc(judged)),
        "balanced_accuracy": _rounded(balanced_accuracy(judged)),
        "f1_unsupported": _rounded(f1_unsupported(judged)),
        "by_kind": _by_kind(judged),
        "ms_per_claim": round(elapsed_ms / len(judged), 3),
        "judge": judge.name,
    }


def auroc(judged: Sequence[Judged]) -> float | None:
    """Chance that a supported claim has a higher probability than an unsupported one; equal ones count half.

    Hanley & McNeil, Radiology 143(1), 1982. None where one label is missing.
    """
    supported = np.array([one.probability for one in judged if one.supported])
    unsupported = np.sort([one.probability for one in judged if not one.supported])
    if not len(supported) or not len(unsupported):
        return None
    below = np.searchsorted(unsupported, supported, side="left")
    not_above = np.searchsorted(unsupported, supported, side="right")
    return float((below + not_above).mean() / 2 / len(unsupported))


def balanced_accuracy(judged: Sequence[Judged]) -> float | None:
    """Mean of the shares judged right among supported and among unsupported claims. None where one label is missing."""
    shares = [_share_right([one for one in judged if one.supported is label]) for label in (True, False)]
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
    return {kind: {"rows": len(own), "right": _rounded(_share_right(own))} for kind, own in sorted(kinds.items())}


def _share_right(judged: Sequence[Judged]) -> float | None:
    return sum(one.is_right for one in judged) / len(judged) if judged else None


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
