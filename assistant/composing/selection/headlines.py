"""主要问题是： and then paragraphs, each of which begins with its headline → these headlines, as the items of a list.

The evidence of one document in its order, in; what is told, out. Numbered items are lists of another kind.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.composing.units import Source, Unit
from assistant.composing.wording import Told, told_whole

_LONGEST = 26
"""Characters of a first sentence that says what its paragraph is about."""

_FEWEST = 3
_MOST = 14


def headlines(document: Sequence[Source], unit: Unit) -> list[Told]:
    """The headlines of the paragraphs that a sentence opens, or to which it belongs; empty where they are none."""
    group: list[tuple[Source, Unit]] = []
    is_opened = is_asked = False
    for source, first in _paragraphs(document):
        if first.opens or first.style is not None or first.row or first.is_fragment:
            if is_asked and group:
                break
            group, is_opened, is_asked = [], first.opens, first.opens and first.span == unit.span
        elif is_opened:
            group.append((source, first))
            is_asked = is_asked or first.span == unit.span
    are_headlines = all(len(first.text) <= _LONGEST and first.text.endswith("。") for _, first in group)
    if not is_asked or len(group) < _FEWEST or not are_headlines:
        return []
    return [told_whole(first, source) for source, first in group[:_MOST]]


def _paragraphs(document: Sequence[Source]) -> Iterator[tuple[Source, Unit]]:
    """The first sentence of each paragraph, no paragraph that a passage cuts in two twice; a heading ends a run."""
    end = 0
    for source in document:
        passage = source.item.passage
        for unit in source.units:
            at = unit.span.start - passage.start
            begins = passage.text[:at].rstrip(" \u3000").endswith("\n") if at else passage.start > end
            if begins and unit.span.start >= end:
                yield source, unit
        end = max(end, passage.end)
