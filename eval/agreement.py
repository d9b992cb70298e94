"""Two judges asked the same → how far they agree beyond chance, and where they do not."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.grounding.judge import Judge
from assistant.records import Verdict
from eval.judge_records import Agreement, Disagreement
from eval.judging import Asked
from eval.metrics import DIGITS


def agreement(asked: Sequence[Asked], other: Judge) -> Agreement:
    """Ask `other` what another judge was asked. Disagreements are sorted by claim."""
    pairs = [
        (one.is_supported, other.judge(one.claim, one.sources).verdict is Verdict.SUPPORTED, one.claim) for one in asked
    ]
    differing = sorted({(claim, ours) for ours, theirs, claim in pairs if ours is not theirs})
    return Agreement(
        other=other.name,
        n=len(pairs),
        kappa=kappa([(ours, theirs) for ours, theirs, _ in pairs]),
        disagreements=tuple(Disagreement(claim, ours) for claim, ours in differing),
    )


def kappa(pairs: Sequence[tuple[object, object]]) -> float | None:
    """Cohen's κ: (agreement - agreement by chance) ÷ (1 - agreement by chance).

    Cohen, Educational and Psychological Measurement 20(1), 1960. None where chance alone would agree always: nothing
    was rated, or both raters say the same one thing of everything.

    >>> kappa([(True, True), (True, False), (False, False), (False, False)])
    0.5
    """
    if not pairs:
        return None
    n = len(pairs)
    labels = {label for pair in pairs for label in pair}
    observed = sum(one == other for one, other in pairs) / n
    chance = sum(
        (sum(one == label for one, _ in pairs) / n) * (sum(other == label for _, other in pairs) / n)
        for label in labels
    )
    return None if chance >= 1 else round((observed - chance) / (1 - chance), DIGITS)
