"""Which finding of the feedback each problem of a draft quotes, whole, in part, by its headline or in other words.

A draft in, pairs out; none without a feedback document. It judges nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from assistant.drafting.checks.draft import Draft, Problem
from assistant.drafting.checks.words import bare, contained, pairs
from assistant.drafting.feedback_records import Finding, Findings

SAME_MATTER = 0.55
"""Share of a problem's pairs of characters that a finding must hold to be meant by it, reworded."""
MOST_OF_IT = 0.5
"""Share of a finding from which on a problem means to quote all of it; less is its headline or one of its points."""


@dataclass(frozen=True, slots=True)
class Match:
    """A problem of the draft with the finding that it quotes; None where it quotes none."""

    problem: Problem
    finding: Finding | None
    is_verbatim: bool


def full_words(draft: Draft) -> Mapping[str, str]:
    """Problem → what the feedback says of it, where the draft has only a part of that or has it changed; else its own.

    A ledger may call a problem by its headline; what is done about it answers the facts.
    """
    words = {problem.id: problem.verbatim for problem in draft.problems}
    for match in matches(draft):
        finding = match.finding
        if finding is not None and not (match.is_verbatim and share(match.problem, finding) >= MOST_OF_IT):
            words[match.problem.id] = finding.verbatim
    return words


def matches(draft: Draft) -> list[Match]:
    """Each problem with the finding it quotes. A plan drafted here names it; else the words decide."""
    if draft.feedback is None:
        return []
    return [match for problem in draft.findings if (match := _match(problem, draft.feedback)) is not None]


def _match(problem: Problem, feedback: Findings) -> Match | None:
    if problem.place is not None:
        named = next((finding for finding in feedback.findings if finding.id == problem.id), None)
        end = problem.place + len(problem.verbatim)
        return Match(problem, named, feedback.document.text[problem.place : end] == problem.verbatim)
    said = bare(problem.verbatim)
    if not said:
        return None
    quoted = next((finding for finding in feedback.findings if _quotes(said, bare(finding.verbatim))), None)
    if quoted is not None:
        is_cut = share(problem, quoted) >= MOST_OF_IT and not _ends_with_sentence(said, quoted)
        return Match(problem, quoted, is_verbatim=not is_cut)
    if any(_quotes(said, bare(advised.excerpt.verbatim)) for advised in feedback.suggestions):
        return None
    return Match(problem, _meant(problem, feedback), is_verbatim=said in bare(feedback.document.text))


def _meant(problem: Problem, feedback: Findings) -> Finding | None:
    """The finding that a problem means in other words: the one with its headline, else the one most like it."""
    said = bare(problem.verbatim)
    headed = next((one for one in feedback.findings if _is_headed_alike(said, one)), None)
    if headed is not None:
        return headed
    own = pairs(problem.verbatim)
    alike = [(contained(own, pairs(finding.verbatim)), finding) for finding in feedback.findings]
    share, nearest = max(alike, key=lambda pair: pair[0], default=(0.0, None))
    return nearest if share >= SAME_MATTER else None


def _is_headed_alike(said: str, finding: Finding) -> bool:
    """Whether a problem begins with the headline of a finding, and goes on in other words."""
    headline = bare(finding.headline.verbatim)
    return len(headline) >= _TELLING_HEADLINE and said.startswith(headline)


_TELLING_HEADLINE = 6
"""Characters of a headline that tell it from others."""


def _quotes(said: str, stated: str) -> bool:
    """Whether a problem is a finding, a part of one, or one with words of its heading around it."""
    return said in stated or (len(stated) >= _COMPLETE and stated in said)


_COMPLETE = 12
"""Characters of a finding that tell it from others."""


def share(problem: Problem, finding: Finding) -> float:
    """Share of a finding that a problem quotes."""
    return contained(pairs(finding.verbatim), pairs(problem.verbatim))


def _ends_with_sentence(said: str, finding: Finding) -> bool:
    """Whether a quotation stops where a sentence or a point of the finding stops, and not before its facts end."""
    stated = bare(finding.verbatim)
    at = stated.find(said)
    if at < 0:
        return True
    stops = re.finditer(r"[。；;\n]|$", finding.verbatim)
    return at + len(said) in {len(bare(finding.verbatim[: stop.start()])) for stop in stops}
