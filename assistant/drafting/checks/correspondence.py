"""Does the plan answer the feedback: every finding there, unchanged, in order, nothing invented, each with measures.

What reviewers look at first: a problem without a measure is sent back before anything else is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.drafting.checks.draft import Draft, Problem
from assistant.drafting.checks.quoted import MOST_OF_IT, SAME_MATTER, matches, share
from assistant.drafting.checks.rules import ACCURACY, ERROR, INFO, OPINION, WARNING, WITH_ROWS, Rule
from assistant.drafting.checks.words import bare, contained, pairs, parts_of
from assistant.drafting.feedback_records import Finding
from assistant.drafting.issue_records import Issue

FINDING_MISSING = Rule("finding-missing", ERROR, WITH_ROWS, OPINION, "不落实")
FINDING_CHANGED = Rule("finding-changed", ERROR, WITH_ROWS, ACCURACY)
FINDING_INVENTED = Rule("finding-invented", ERROR, WITH_ROWS, ACCURACY, "乱落实")
FINDING_SHORTENED = Rule("finding-shortened", INFO, WITH_ROWS, ACCURACY)
FINDING_OUT_OF_ORDER = Rule("finding-out-of-order", WARNING, WITH_ROWS)
FINDING_WITHOUT_MEASURE = Rule("finding-without-measure", ERROR, WITH_ROWS, OPINION, "不落实")
SUGGESTION_MISSING = Rule("suggestion-missing", WARNING, WITH_ROWS)
SUGGESTIONS_APART = Rule("suggestions-apart", INFO, WITH_ROWS)
SUGGESTION_WITHOUT_MEASURE = Rule("suggestion-without-measure", WARNING, WITH_ROWS)
FEWER_MEASURES = Rule("fewer-measures-than-points", WARNING, WITH_ROWS, form="少落实")

RULES = (
    FINDING_MISSING,
    FINDING_CHANGED,
    FINDING_INVENTED,
    FINDING_SHORTENED,
    FINDING_OUT_OF_ORDER,
    FINDING_WITHOUT_MEASURE,
    SUGGESTION_MISSING,
    SUGGESTIONS_APART,
    SUGGESTION_WITHOUT_MEASURE,
    FEWER_MEASURES,
)

_TAKEN_UP = re.compile(
    r"建议[^。；\n]{0,8}(?:已|均|都|一并|分别|全部)[^。；\n]{0,8}(?:落实|纳入|体现|融入|并入|采纳|吸收|细化|列入)"
)
"""Where a plan says that its measures hold the suggestions already, where each of them is is for a person to see."""
_BEGINNING = 40
"""Characters of a problem that are shown."""
_OWN = re.compile(r"自查|自行(?:查找|发现)|举一反三|主动(?:查找|发现)")
"""Where a problem says that the unit found it itself, nobody fed it back."""


def findings_left_out(draft: Draft) -> Iterator[Issue]:
    """Findings of the feedback document that no problem of the draft quotes (不落实)."""
    if draft.feedback is None or not (draft.findings or draft.text):
        return
    matched = {match.finding.id for match in matches(draft) if match.finding is not None}
    everything = bare(draft.text)
    for finding in draft.feedback.findings:
        stated = finding.id in matched or bare(finding.headline.verbatim) in everything
        if not stated and not any(_says(problem, finding) for problem in draft.findings):
            yield FINDING_MISSING.at(finding.id, finding=_beginning(finding.headline.verbatim))


def words_changed(draft: Draft) -> Iterator[Issue]:
    """Problems that are not what the feedback document says: reworded, in no place of it, or (told once) cut short."""
    shortened: list[Problem] = []
    for match in matches(draft):
        problem, finding = match.problem, match.finding
        where = finding.id if finding is not None and draft.is_ours else problem.id
        if finding is None:
            if not match.is_verbatim and not _OWN.search(problem.verbatim):
                yield FINDING_INVENTED.at(where, problem.spot, problem=_beginning(problem.verbatim))
        elif not match.is_verbatim:
            here, there = _first_difference(problem.verbatim, finding.verbatim)
            yield FINDING_CHANGED.at(where, problem.spot, here=here, there=there)
        elif share(problem, finding) < MOST_OF_IT:
            shortened.append(problem)
    if shortened:
        yield FINDING_SHORTENED.at("、".join(problem.id for problem in shortened), shortened[0].spot)


def order_changed(draft: Draft) -> Iterator[Issue]:
    """Findings in another order than in the feedback document."""
    quoted = [match for match in matches(draft) if match.finding is not None]
    starts = [_place(match.finding) for match in quoted]
    for earlier, later, match in zip(starts, starts[1:], quoted[1:], strict=False):
        if later < earlier:
            where = match.finding.id if match.finding and draft.is_ours else match.problem.id
            yield FINDING_OUT_OF_ORDER.at(where, match.problem.spot)


def nothing_done(draft: Draft) -> Iterator[Issue]:
    """A finding or suggestion that nothing is done about."""
    if "measures" not in draft.has:
        return
    for problem in draft.problems:
        if not problem.measures:
            rule = SUGGESTION_WITHOUT_MEASURE if problem.is_advice else FINDING_WITHOUT_MEASURE
            yield rule.at(problem.id, problem.spot, problem=_beginning(problem.verbatim))
    for problem in draft.problems:
        silent = [row for row in problem.rows if not row.cells.measures]
        for row in silent if len(silent) < len(problem.rows) else ():
            yield FINDING_WITHOUT_MEASURE.on(row, "measures", problem=_beginning(problem.verbatim))


def suggestions_left_out(draft: Draft) -> Iterator[Issue]:
    """Suggestions that the plan leaves out; one that answers none, or says that others hold them, keeps them apart."""
    if draft.feedback is None:
        return
    everything = bare(draft.text) + "".join(bare(problem.verbatim) for problem in draft.problems)
    planned = {problem.id for problem in draft.advice}
    missing = [
        advised
        for advised in draft.feedback.suggestions
        if advised.id not in planned and bare(advised.excerpt.verbatim) not in everything
    ]
    are_kept_apart = len(missing) == len(draft.feedback.suggestions) or _TAKEN_UP.search(draft.text)
    if missing and are_kept_apart and not draft.is_ours:
        yield SUGGESTIONS_APART.at("", count=len(missing))
        return
    for advised in missing:
        yield SUGGESTION_MISSING.at(advised.id, suggestion=_beginning(advised.excerpt.verbatim))


def points_without_measures(draft: Draft) -> Iterator[Issue]:
    """More sub-points than measures: something was left out on the way (少落实)."""
    quoted = {match.problem.id: match.finding for match in matches(draft)}
    for problem in draft.findings:
        finding = quoted.get(problem.id)
        points = len(problem.points) or len(finding.sub_points if finding is not None else ())
        measures = sum(len(parts_of(row.cells.measures)) for row in problem.measures)
        if 0 < measures < points and problem.measures:
            yield FEWER_MEASURES.at(problem.id, problem.spot, points=points, measures=measures)


CHECKS = (
    findings_left_out,
    words_changed,
    order_changed,
    nothing_done,
    suggestions_left_out,
    points_without_measures,
)


def _says(problem: Problem, finding: Finding) -> bool:
    """Whether a problem means a finding: it quotes all of it or its headline, or says the same in other words."""
    said = bare(problem.verbatim)
    headline = bare(finding.headline.verbatim)
    return headline in said or contained(pairs(finding.verbatim), pairs(problem.verbatim)) >= SAME_MATTER


def _place(finding: Finding | None) -> int:
    return finding.excerpt.start if finding is not None else 0


def _first_difference(here: str, there: str) -> tuple[str, str]:
    """What stands here and what stands there, from where the two part."""
    ours, theirs = bare(here), bare(there)
    begin = max(theirs.find(ours[:4]), 0)
    theirs = theirs[begin:]
    at = next(
        (at for at, pair in enumerate(zip(ours, theirs, strict=False)) if pair[0] != pair[1]),
        min(len(ours), len(theirs)),
    )
    start = max(0, at - 6)
    return ours[start : at + 10], theirs[start : at + 10]


def _beginning(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= _BEGINNING else f"{line[:_BEGINNING]}……"
