"""Is a feedback document read as a person reads it? Compares words and their order; knows nothing of the plan."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import partial

from eval.cases.drafts import Drafted, Feedback, Quoted
from eval.in_order import matched_in_order
from eval.records import Score, Scorer, unscored

Readings = Sequence[frozenset[str]]

_FIELD_NAMES = re.compile(r"问题表现[：:]|事实[：:]")
"""Labels of a form, which some take for part of what they label."""


def _recall(
    pair: Callable[[Feedback, Drafted], tuple[Readings, Sequence[str]]], drafted: Drafted, case: Feedback
) -> Score:
    """Share of what a person reads that was read, in the same order; a case counts as often as there is something.

    Words agree where they are the same but for line breaks, marks of bold print, the name of a field and the stop at
    the end. Unscored: a person reads none, or nobody has said what.
    """
    if not case.is_compared:
        return unscored("nobody_read_it")
    wanted, found = pair(case, drafted)
    if not wanted:
        return unscored("none_wanted")
    return _share(len(wanted), [min(one) for one in _left(wanted, found)], "read_missing")


def _precision(
    pair: Callable[[Feedback, Drafted], tuple[Readings, Sequence[str]]], drafted: Drafted, case: Feedback
) -> Score:
    """Share of what was read that a person reads too, in the same order; a case counts as often as something was read.

    Agreement as in the recall. Unscored: nothing was read.
    """
    if not case.is_compared:
        return unscored("nobody_read_it")
    wanted, found = pair(case, drafted)
    if not found:
        return unscored("none_read")
    kept = {at for _, at in matched_in_order(wanted, found)}
    return _share(len(found), [one for at, one in enumerate(found) if at not in kept], "read_too_much")


def _share(total: int, missed: Sequence[str], reason: str) -> Score:
    if not missed:
        return Score(1.0, "read_alike", {"count": total}, weight=float(total))
    facts = {"missed": len(missed), "count": total, "first": _short(missed[0])}
    return Score(1 - len(missed) / total, reason, facts, weight=float(total))


def _short(words: str) -> str:
    return words if len(words) <= 40 else f"{words[:40]}…"


def _left(wanted: Readings, found: Sequence[str]) -> list[frozenset[str]]:
    kept = {at for at, _ in matched_in_order(wanted, found)}
    return [one for at, one in enumerate(wanted) if at not in kept]


def _findings(case: Feedback, drafted: Drafted) -> tuple[Readings, Sequence[str]]:
    wanted = [
        frozenset({_plain(case, one.verbatim), _plain(case, f"{one.heading}{one.verbatim}")})
        for one in case.findings or ()
    ]
    return wanted, [_plain(case, one.words.verbatim) for one in drafted.findings]


def _sub_points(case: Feedback, drafted: Drafted) -> tuple[Readings, Sequence[str]]:
    wanted = [frozenset({_plain(case, point)}) for one in case.findings or () for point in one.sub_points]
    return wanted, [_plain(case, point.verbatim) for one in drafted.findings for point in one.sub_points]


def _suggestions(case: Feedback, drafted: Drafted) -> tuple[Readings, Sequence[str]]:
    return [frozenset({_plain(case, one)}) for one in case.suggestions], [
        _plain(case, one.verbatim) for one in drafted.suggestions
    ]


def _plain(case: Feedback, words: str) -> str:
    """The words as they are compared."""
    plain = re.sub(r"\s*\n\s*|\*\*", "", _FIELD_NAMES.sub("", words)).strip("。；;，,、 ")
    return re.sub(r"\s+", "", plain) if case.ignore_spaces else plain


def head_accuracy(drafted: Drafted, case: Feedback) -> Score:
    """Of unit, inspecting body, kind, day and deadlines, as far as the case names them, the share that is right.

    The sentences of deadline count as one: all of them, in order, and no other. Unscored: the case names none.
    """
    if not case.is_compared:
        return unscored("nobody_read_it")
    said = {
        "unit": (case.unit, drafted.unit),
        "inspected_by": (case.inspected_by, drafted.inspected_by),
        "kind": (case.kind, drafted.kind),
        "feedback_on": (case.feedback_on, drafted.feedback_on),
    }
    named = {name: wanted == read for name, (wanted, read) in said.items() if wanted is not None}
    wanted_deadlines = [_plain(case, one) for one in case.deadlines]
    named["deadlines"] = wanted_deadlines == [_plain(case, one.verbatim) for one in drafted.deadlines]
    wrong = [name for name, is_right in named.items() if not is_right]
    if not wrong:
        return Score(1.0, "head_right", {"count": len(named)}, weight=float(len(named)))
    return Score(1 - len(wrong) / len(named), "head_wrong", {"fields": ", ".join(wrong)}, weight=float(len(named)))


def verbatim(drafted: Drafted, case: Feedback) -> Score:
    """Share of the excerpts (findings, sub-points, advice, deadlines) that stand at their place, to the letter.

    Unscored: nothing was read.
    """
    points = [point for one in drafted.findings for point in one.sub_points]
    every: list[Quoted] = [one.words for one in drafted.findings] + points
    every += [*drafted.suggestions, *drafted.deadlines]
    if not every:
        return unscored("none_read")
    changed = [one for one in every if one.verbatim != one.there]
    if not changed:
        return Score(1.0, "all_verbatim", {"count": len(every)}, weight=float(len(every)))
    facts = {"changed": len(changed), "count": len(every), "first": _short(changed[0].verbatim)}
    return Score(1 - len(changed) / len(every), "not_verbatim", facts, weight=float(len(every)))


def _both(name: str, pair: Callable[[Feedback, Drafted], tuple[Readings, Sequence[str]]]) -> tuple[Scorer, Scorer]:
    return (
        Scorer(f"{name}_recall", partial(_recall, pair), case_needs="all", kind="draft"),
        Scorer(f"{name}_precision", partial(_precision, pair), case_needs="all", kind="draft"),
    )


SCORERS = (
    *_both("finding", _findings),
    *_both("sub_point", _sub_points),
    *_both("suggestion", _suggestions),
    Scorer("head_accuracy", head_accuracy, case_needs="all", kind="draft"),
    Scorer("verbatim", verbatim, case_needs="all", kind="draft"),
)
