"""Is the edition cited the one that the question is about? Looks at paths of documents; reads no text."""

from __future__ import annotations

from eval.records import Response, Sample, Score, Scorer, unscored


def version_correctness(response: Response, sample: Sample) -> Score:
    """Of an answer's citations of the rule asked about, in any edition, the share that are of the right edition.

    The right edition is the document that holds the gold; where a case has gold in several editions, as comparisons
    have, all of these are right. Unscored: the rule has no other edition in the corpus, or no edition of it is cited.
    """
    right = {gold.path for gold in sample.gold}
    wrong = set(response.other_editions) - right
    if not wrong:
        return unscored("one_edition")
    cited = [citation.span.path for citation in response.citations if citation.span.path in right | wrong]
    if not cited:
        return unscored("edition_not_cited")
    strayed = sorted(set(cited) & wrong)
    if not strayed:
        return Score(1.0, "edition_right", {"citations": len(cited)})
    share = sum(path in right for path in cited) / len(cited)
    return Score(share, "edition_wrong", {"paths": ", ".join(strayed)})


SCORERS = (Scorer("version_correctness", version_correctness),)
