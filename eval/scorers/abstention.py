"""Does the system abstain where it should, and only there? Looks at that one bit of the answer.

A case whose figure is hidden in the source (`forbidden_digits`) is left out where the system abstains: that is as right
as to answer that it is hidden.
"""

from __future__ import annotations

from eval.records import Response, Sample, Score, Scorer, unscored


def abstention_recall(response: Response, sample: Sample) -> Score:
    """Of the samples without an answer in the corpus, the share on which the system abstains."""
    if sample.answerable:
        return unscored("answerable")
    return _abstained_rightly() if response.abstained else _answered_wrongly()


def abstention_precision(response: Response, sample: Sample) -> Score:
    """Of the samples on which the system abstains, the share without an answer in the corpus."""
    if not response.abstained:
        return unscored("not_abstained")
    if sample.forbidden_digits:
        return unscored("figure_hidden")
    return _refused() if sample.answerable else _abstained_rightly()


def abstention_f1(response: Response, sample: Sample) -> Score:
    """Harmonic mean of abstention precision and recall: 2·TP ÷ (2·TP + FP + FN).

    As a weighted mean over cases: a true abstention counts 1 with weight 2, a false or missing one 0 with weight 1.
    """
    if response.abstained and sample.forbidden_digits:
        return unscored("figure_hidden")
    if response.abstained:
        return _refused() if sample.answerable else Score(1.0, "abstained_rightly", weight=2.0)
    return unscored("answered_answerable") if sample.answerable else _answered_wrongly()


def over_refusal(response: Response, sample: Sample) -> Score:
    """Of the samples with an answer in the corpus, the share on which the system abstains. Less is better."""
    if not sample.answerable:
        return unscored("unanswerable")
    if response.abstained and sample.forbidden_digits:
        return unscored("figure_hidden")
    return Score(1.0, "refused") if response.abstained else Score(0.0, "not_refused")


def _abstained_rightly() -> Score:
    return Score(1.0, "abstained_rightly")


def _answered_wrongly() -> Score:
    return Score(0.0, "answered_unanswerable")


def _refused() -> Score:
    return Score(0.0, "refused")


SCORERS = (
    Scorer("abstention_recall", abstention_recall, case_needs="all"),
    Scorer("abstention_precision", abstention_precision),
    Scorer("abstention_f1", abstention_f1),
    Scorer("over_refusal", over_refusal, higher_is_better=False, case_needs="all"),
)
