"""Does the answer say what it should? Compares strings; a paraphrase that says it in other words does not count."""

from __future__ import annotations

from eval.matching import says
from eval.records import Response, Sample, Score, Scorer, unscored


def fact_recall(response: Response, sample: Sample) -> Score:
    """Share of the sample's expected facts that the answer's sentences say. An answer that abstains says none: 0.

    Blanks, width, case and the notation of numbers do not count (30日 = 三十日); a number counts only as a whole.
    Unscored: the sample expects no fact.
    """
    expected = sample.expected_facts
    if not expected:
        return unscored("no_expected_fact")
    missing = [fact for fact in expected if not says(response.text, fact)]
    if not missing:
        return Score(1.0, "facts_said", {"facts": len(expected)})
    return Score(1 - len(missing) / len(expected), "facts_missing", {"missing": "；".join(missing)})


SCORERS = (Scorer("fact_recall", fact_recall, case_needs="all"),)
