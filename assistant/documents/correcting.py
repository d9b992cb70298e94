"""A repaired text and what a person accepted of its suggestions → the text that he wants, with the way back.

What a person settled is kept in places of the text as read, which do not move when the repair learns something new.
Where the words are no longer there, nothing is changed, and how many that were is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.documents.by_hand import ByHand, Settled
from assistant.records import CORRECTION, Change, RepairLog
from assistant.text.offsets import OffsetMap, Replacement
from assistant.text.offsets import replace as replace_in


@dataclass(frozen=True, slots=True)
class Corrected:
    """A text as a person wants it."""

    text: str
    offsets: OffsetMap
    """To the text as read."""
    log: RepairLog
    missed: int = 0
    """Accepted suggestions whose words are no longer where they were."""


def correct(text: str, original: str, offsets: OffsetMap, log: RepairLog, said: ByHand) -> Corrected:
    """Put in what was accepted, and drop from the suggestions what was settled.

    `text` is the repaired text, `offsets` lead from it to `original`, the text as read.
    """
    found = list(_found(text, len(original), offsets, said.corrected))
    asked = tuple(each for each in log.suggestions if not _is_settled(each, said))
    missed = len(said.corrected) - len(found)
    if not found:
        return Corrected(text, offsets, replace(log, suggestions=asked), missed)
    changed, step = replace_in(text, [each for each, _ in found])
    log = _moved(replace(log, suggestions=asked), changed, step)
    done = [_change(settled, changed, step, each, original) for each, settled in found]
    repairs = sorted((*log.repairs, *done), key=lambda change: (change.start, change.end))
    return Corrected(changed, step.compose(offsets), replace(log, repairs=tuple(repairs)), missed)


def _found(
    text: str, length: int, offsets: OffsetMap, settled: Sequence[Settled]
) -> Iterator[tuple[Replacement, Settled]]:
    """What is still there, in the order of the text; of two that overlap, the first."""
    behind = 0
    for each in sorted(settled, key=lambda one: (one.start, one.end)):
        if not 0 <= each.start <= each.end <= length:
            continue
        start, end = offsets.span_from_original(each.start, each.end)
        if start >= behind and text[start:end] == each.before:
            behind = end
            yield Replacement(start, end, each.after), each


def _is_settled(suggestion: Change, said: ByHand) -> bool:
    place = (suggestion.original_start, suggestion.original_end, suggestion.after)
    return any((each.start, each.end, each.after) == place for each in (*said.corrected, *said.declined))


def _moved(log: RepairLog, text: str, step: OffsetMap) -> RepairLog:
    """The log in places of the corrected text; `step` leads from it to the text before."""

    def moved(change: Change) -> Change:
        start, end = step.span_from_original(change.start, change.end)
        return replace(change, start=start, end=end)

    repairs = (moved(each) for each in log.repairs)
    doubts = ((each, step.span_from_original(each.start, each.end)) for each in log.doubts)
    return RepairLog(
        tuple(replace(each, after=text[each.start : each.end]) for each in repairs),
        tuple(moved(each) for each in log.suggestions),
        tuple(replace(each, start=start, end=end) for each, (start, end) in doubts),
    )


def _change(settled: Settled, text: str, step: OffsetMap, made: Replacement, original: str) -> Change:
    start, end = step.span_from_original(made.start, made.end)
    before = original[settled.start : settled.end]
    return Change(CORRECTION, start, end, settled.start, settled.end, before, text[start:end], 1.0)
