"""Where an answer is given, are its figures the right ones? Compares figures with those expected; reads no quotes."""

from __future__ import annotations

from eval.figures import figures
from eval.matching import says
from eval.records import Response, Sample, Score, Scorer, unscored


def figure_accuracy(response: Response, sample: Sample) -> Score:
    """Share of the expected facts with a figure that the answer's sentences say, as in fact_recall.

    A wrong figure is worse than none: unlike fact_recall it is asked only where something was answered. Unscored: the
    system abstained, or no expected fact holds a figure.
    """
    if response.abstained:
        return unscored("abstained")
    expected = [fact for fact in sample.expected_facts if figures(fact)]
    if not expected:
        return unscored("no_expected_figure")
    missing = [fact for fact in expected if not says(response.text, fact)]
    if not missing:
        return Score(1.0, "figures_right", {"figures": len(expected)})
    return Score(1 - len(missing) / len(expected), "figures_wrong", {"missing": "；".join(missing)})


SCORERS = (Scorer("figure_accuracy", figure_accuracy),)
