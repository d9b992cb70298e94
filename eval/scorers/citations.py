"""Do the citations exist, and are they the right ones? Compares spans and texts; judges no meaning."""

from __future__ import annotations

from collections import Counter

from eval.matching import says
from eval.records import Cited, Response, Sample, Score, Scorer, unscored


def citation_validity(response: Response, sample: Sample) -> Score:
    """Share of an answer's sentences and citations that are in order; 1 only if all are.

    A sentence is in order if it names at least one citation and each number it names exists. A citation is in order
    if its number is its own, its quote is not blank, and its quote is what the document holds at its offsets,
    character by character. Unscored: the answer has no sentence and no citation.
    """
    total = len(response.sentences) + len(response.citations)
    if not total:
        return unscored("nothing_said")
    numbers = Counter(citation.n for citation in response.citations)
    uncited = sum(not said.citations or any(n not in numbers for n in said.citations) for said in response.sentences)
    broken = sum(not _is_in_order(citation, numbers) for citation in response.citations)
    if not uncited and not broken:
        return Score(1.0, "citations_valid", {"citations": len(response.citations)})
    return Score((total - uncited - broken) / total, "citations_broken", {"uncited": uncited, "broken": broken})


def _is_in_order(citation: Cited, numbers: Counter[int]) -> bool:
    return numbers[citation.n] == 1 and bool(citation.quote.strip()) and citation.quote == citation.source


def citation_precision(response: Response, sample: Sample) -> Score:
    """Share of an answer's citations that are right: they overlap a gold span, or their quote says an expected fact.

    The second way in is for a fact that stands in more places than the suite lists. Overlap as in hit@5; whether a
    quote says a fact as in fact_recall. Unscored: the sample has no gold, or the answer no citation.
    """
    if not sample.gold:
        return unscored("no_gold")
    if not response.citations:
        return unscored("no_citation")
    right = sum(_is_right(citation, response, sample) for citation in response.citations)
    total = len(response.citations)
    return Score(right / total, "citations_right", {"right": right, "citations": total})


def _is_right(citation: Cited, response: Response, sample: Sample) -> bool:
    gold = (span for places in response.gold for span in places)
    return any(citation.span.overlaps(span) for span in gold) or any(
        says(citation.quote, fact) for fact in sample.expected_facts
    )


def citation_recall(response: Response, sample: Sample) -> Score:
    """Share of the sample's gold quotes that some citation overlaps. An answer that abstains cites none of them: 0.

    Where each gold quote alone says every expected fact, one of them is enough for 1. Overlap as in hit@5; a quote that
    stands in several places of its document is cited by citing any of them. Unscored: the sample has no gold, or the
    system abstained on a figure that is hidden in the source.
    """
    if not sample.gold:
        return unscored("no_gold")
    if response.abstained and sample.forbidden_digits:
        return unscored("figure_hidden")
    missed = [
        gold.path
        for gold, places in zip(sample.gold, response.gold, strict=True)
        if not any(citation.span.overlaps(span) for citation in response.citations for span in places)
    ]
    if not missed or (len(missed) < len(sample.gold) and _any_will_do(sample)):
        return Score(1.0, "gold_cited")
    facts = {"missed": len(missed), "gold": len(sample.gold), "paths": ", ".join(dict.fromkeys(missed))}
    return Score(1 - len(missed) / len(sample.gold), "gold_not_cited", facts)


def _any_will_do(sample: Sample) -> bool:
    return all(says(gold.quote, fact) for gold in sample.gold for fact in sample.expected_facts)


def citation_correctness(response: Response, sample: Sample) -> Score:
    """Harmonic mean of a case's citation precision and recall: 2·P·R ÷ (P + R), 0 where either is 0.

    F1 an answer, then the mean over answers, as LongBench-Cite (arXiv 2409.02897) has it. Where nothing was cited the
    recall, 0, stands for both. Unscored: the recall is.
    """
    recall, precision = citation_recall(response, sample), citation_precision(response, sample)
    if recall.value is None:
        return recall
    if not recall.value:
        return recall
    if not precision.value:
        return precision
    value = 2 * precision.value * recall.value / (precision.value + recall.value)
    return Score(value, "citations_balanced", {"precision": f"{precision.value:.2f}", "recall": f"{recall.value:.2f}"})


SCORERS = (
    Scorer("citation_validity", citation_validity, case_needs="all"),
    Scorer("citation_precision", citation_precision, case_needs="some"),
    Scorer("citation_recall", citation_recall),
    Scorer("citation_correctness", citation_correctness),
)
