"""Does each citation bring something? Compares the citations of an answer with one another."""

from __future__ import annotations

from collections.abc import Sequence

from eval.matching import fold
from eval.records import Cited, Response, Sample, Score, Scorer, unscored


def citation_distinctness(response: Response, sample: Sample) -> Score:
    """Share of an answer's citations that do not repeat an earlier one of it.

    One repeats another where it overlaps it (as in hit@5) or quotes the same words from elsewhere: a reader who opens
    it sees nothing new, and a precision over citations counts the same thing twice. Unscored: there is no citation.
    """
    if not response.citations:
        return unscored("no_citation")
    cited = response.citations
    repeated = sum(_repeats(one, cited[:at]) for at, one in enumerate(cited))
    facts = {"repeated": repeated, "citations": len(cited)}
    return Score(1 - repeated / len(cited), "citations_repeated" if repeated else "citations_distinct", facts)


def _repeats(one: Cited, earlier: Sequence[Cited]) -> bool:
    words = fold(one.quote)
    return any(one.span.overlaps(other.span) or (words and words == fold(other.quote)) for other in earlier)


SCORERS = (Scorer("citation_distinctness", citation_distinctness),)
