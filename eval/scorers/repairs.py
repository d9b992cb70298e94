"""Is a damaged text what it was, and a sound one left alone? Compares characters."""

from __future__ import annotations

from difflib import SequenceMatcher
from itertools import chain

from eval.cases.repairs import DamagedText, RepairedText
from eval.records import Score, Scorer, unscored


def repair_exactness(repaired: RepairedText, case: DamagedText) -> Score:
    """1 where a damaged text became what it should be, to the letter; else 0. Unscored: nothing was wrong with it."""
    if not case.is_damaged:
        return unscored("not_damaged")
    if repaired.text == case.fixed:
        return Score(1.0, "repaired")
    return Score(0.0, "not_repaired", {"first": _first_difference(repaired.text, case.fixed)})


def damage_undone(repaired: RepairedText, case: DamagedText) -> Score:
    """Share of the damage that is gone: 1 - d(repaired, right) ÷ d(damaged, right), and 0 where it grew.

    d is how many characters must be taken out and put in, line by line where both have the same number of lines: the
    lengths of both less twice the length of what Ratcliff & Obershelp's matching (Dr. Dobb's Journal, July 1988) finds
    in common. A case counts by the square root of its damage, so that a long text weighs more and not all. Unscored:
    nothing was wrong.
    """
    if not case.is_damaged:
        return unscored("not_damaged")
    before, after = _distance(case.original, case.fixed), _distance(repaired.text, case.fixed)
    facts = {"before": before, "after": after}
    return Score(max(0.0, 1 - after / before), "damage_left" if after else "repaired", facts, weight=before**0.5)


def repair_restraint(repaired: RepairedText, case: DamagedText) -> Score:
    """1 where a text with nothing wrong was left as it is, else 0. Unscored: something was wrong."""
    if case.is_damaged:
        return unscored("damaged")
    if repaired.text == case.original:
        return Score(1.0, "left_alone")
    return Score(0.0, "changed_needlessly", {"first": _first_difference(repaired.text, case.original)})


def repair_replay(repaired: RepairedText, case: DamagedText) -> Score:
    """½ where the recorded steps, applied to the original, give the result; ½ where a second repair changes nothing."""
    held = (repaired.replayed == repaired.text) + (repaired.again == repaired.text)
    return Score(held / 2, "steps_hold" if held == 2 else "steps_do_not_hold")


def _distance(one: str, other: str) -> int:
    pairs = [(one, other)]
    lines = one.split("\n"), other.split("\n")
    if len(lines[0]) == len(lines[1]):
        pairs = list(zip(*lines, strict=True))
    return sum(_apart(*pair) for pair in pairs)


def _apart(one: str, other: str) -> int:
    if one == other:
        return 0
    blocks = SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    return len(one) + len(other) - 2 * sum(block.size for block in blocks)


def _first_difference(one: str, other: str) -> str:
    pairs = enumerate(zip(chain(one, " "), chain(other, " "), strict=False))
    at = next((at for at, (left, right) in pairs if left != right), min(len(one), len(other)))
    return one[max(0, at - 4) : at + 8]


SCORERS = (
    Scorer("repair_exactness", repair_exactness, case_needs="all", kind="repair"),
    Scorer("damage_undone", damage_undone, kind="repair"),
    Scorer("repair_restraint", repair_restraint, case_needs="all", kind="repair"),
    Scorer("repair_replay", repair_replay, case_needs="all", kind="repair"),
)
