"""Nouns about a judge: how often it errs, what that makes of a metric, and where it differs from another judge."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rate:
    """A share with its count and 95 % interval."""

    value: float
    low: float
    high: float
    n: int


@dataclass(frozen=True, slots=True)
class JudgeError:
    """How a judge did on labelled claims."""

    sensitivity: Rate | None
    """Of the supported claims, the share that it found supported; None without any."""
    specificity: Rate | None
    """Of the unsupported claims, the share that it found unsupported; None without any."""
    failures: int = 0
    """Claims on which it did not answer; they are in neither share."""


@dataclass(frozen=True, slots=True)
class Corrected:
    """What a metric would be if the judge did not err, as estimated, with its 95 % interval."""

    value: float
    low: float
    high: float
    is_cut: bool = False
    """The estimate lay outside [0, 1]: on the run's sentences the judge errs otherwise than on the claims."""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A sentence of the run on which two judges differ."""

    claim: str
    is_supported: bool
    """By the judge of the run; the other one says the opposite."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """Two judges on the same sentences."""

    other: str
    n: int
    kappa: float | None
    """Chance-corrected agreement; None where either judge says the same of everything."""
    disagreements: tuple[Disagreement, ...]


@dataclass(frozen=True, slots=True)
class JudgeReport:
    """What has to be known of the judge beside every score that uses it."""

    name: str
    claims: str
    """Digest of the labelled claims."""
    error: JudgeError
    agreement: Agreement | None = None
    """With the judge that ships with the program, where another one judged."""
