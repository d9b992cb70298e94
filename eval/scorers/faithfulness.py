"""Does the answer say more than its sources? Checks by strings and figures, without a judge of meaning."""

from __future__ import annotations

from eval.figures import figures
from eval.matching import says
from eval.records import Response, Said, Sample, Score, Scorer, unscored


def figure_fidelity(response: Response, sample: Sample) -> Score:
    """Share of the figures in an answer's sentences that occur in the quotes which the same sentence cites.

    A figure is compared by value in one notation (二万元 = 20,000元, 百分之五 = 5%), without its unit. Each
    counts once a sentence. Unscored: no sentence holds a figure.
    """
    told = [(figure, said) for said in response.sentences for figure in sorted(figures(said.text))]
    if not told:
        return unscored("no_figure")
    quotes = response.quotes
    invented = [figure for figure, said in told if figure not in _cited_figures(said, quotes)]
    if not invented:
        return Score(1.0, "figures_cited", {"figures": len(told)})
    return Score(1 - len(invented) / len(told), "figures_invented", {"figures": ", ".join(invented)})


def _cited_figures(said: Said, quotes: dict[int, str]) -> frozenset[str]:
    return frozenset().union(*(figures(quotes[n]) for n in said.citations if n in quotes))


def forbidden_free(response: Response, sample: Sample) -> Score:
    """1 if the answer's sentences hold nothing that the sample forbids, else 0.

    Forbidden are the words under `forbidden`, found as in fact_recall, and with `forbidden_digits` every figure that
    the question itself does not hold. Unscored: the sample forbids nothing.
    """
    if not sample.forbidden and not sample.forbidden_digits:
        return unscored("nothing_forbidden")
    said = [words for words in sample.forbidden if says(response.text, words)]
    if sample.forbidden_digits:
        said += sorted(figures(response.text) - figures(sample.question))
    if said:
        return Score(0.0, "forbidden_said", {"said": "；".join(said)})
    return Score(1.0, "forbidden_not_said")


SCORERS = (
    Scorer("figure_fidelity", figure_fidelity, case_needs="all"),
    Scorer("forbidden_free", forbidden_free, case_needs="all"),
)
