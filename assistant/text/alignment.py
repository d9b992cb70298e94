"""Two sequences of tokens → the runs they share, in order: what a claim keeps of a source, and what it changes.

The longest run is taken first, then the longest on either side of it, as a person compares two versions. A lone
token that fits by chance is not taken. It looks at keys only and does not know what a difference means.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from assistant.text.wording import Token


class Block(NamedTuple):
    """`left[left_start:][:length]` and `right[right_start:][:length]` have the same keys."""

    left: int
    right: int
    length: int

    @property
    def left_end(self) -> int:
        return self.left + self.length

    @property
    def right_end(self) -> int:
        return self.right + self.length


_REACH = 3
"""Tokens between a lone shared token and its neighbours, beyond which it fits by chance."""

_SUBSTITUTED = 10
"""Tokens that may stand where others stood: 税务机关 for 国务院 shares 务, and that is chance."""

_MOVED = 4
"""Tokens of a run that stands in another order; a shorter one may be there twice by chance."""

_CHANCE = ("character", "link", "negation")


def align(left: Sequence[Token], right: Sequence[Token]) -> list[Block]:
    """The shared runs in the order in which both sides have them."""
    keys = [token.key for token in left], [token.key for token in right]
    return _settled(_near(_shared(*keys)), left, right)


def shared_runs(left: Sequence[Token], right: Sequence[Token]) -> list[Block]:
    """All that both sides have in the same order, lone tokens too."""
    return _shared([token.key for token in left], [token.key for token in right])


def moved_runs(left: Sequence[Token], right: Sequence[Token], blocks: Sequence[Block]) -> list[Block]:
    """The runs outside `blocks` that both sides have, in the order of the left: what stands in another place."""
    ours = [token.key for token in left]
    theirs = [token.key for token in right]
    for block in blocks:
        ours[block.left : block.left_end] = ["\0"] * block.length
        theirs[block.right : block.right_end] = ["\1"] * block.length
    found: list[Block] = []
    while True:
        block = _longest(ours, _places(theirs), 0, len(ours), 0, len(theirs))
        if block.length < _MOVED:
            return sorted(found)
        found.append(block)
        ours[block.left : block.left_end] = ["\0"] * block.length
        theirs[block.right : block.right_end] = ["\1"] * block.length


def _places(keys: Sequence[str]) -> dict[str, list[int]]:
    places: dict[str, list[int]] = {}
    for at, key in enumerate(keys):
        places.setdefault(key, []).append(at)
    return places


def _shared(left: Sequence[str], right: Sequence[str]) -> list[Block]:
    places = _places(right)
    found: list[Block] = []
    open_parts = [(0, len(left), 0, len(right))]
    while open_parts:
        left_start, left_stop, right_start, right_stop = open_parts.pop()
        block = _longest(left, places, left_start, left_stop, right_start, right_stop)
        if not block.length:
            continue
        found.append(block)
        if left_start < block.left and right_start < block.right:
            open_parts.append((left_start, block.left, right_start, block.right))
        if block.left_end < left_stop and block.right_end < right_stop:
            open_parts.append((block.left_end, left_stop, block.right_end, right_stop))
    return sorted(found)


def _longest(
    left: Sequence[str],
    places: Mapping[str, Sequence[int]],
    left_start: int,
    left_stop: int,
    right_start: int,
    right_stop: int,
) -> Block:
    """The longest run inside both parts; of equals the first."""
    best = Block(left_start, right_start, 0)
    running: dict[int, int] = {}
    for at in range(left_start, left_stop):
        longer: dict[int, int] = {}
        for place in places.get(left[at], ()):
            if place < right_start:
                continue
            if place >= right_stop:
                break
            length = longer[place] = running.get(place - 1, 0) + 1
            if length > best.length:
                best = Block(at - length + 1, place - length + 1, length)
        running = longer
    return best


def _near(blocks: Sequence[Block]) -> list[Block]:
    """Without lone tokens far from the runs beside them; runs that touch on both sides become one."""
    kept: list[Block] = []
    for at, block in enumerate(blocks):
        before = at > 0 and _is_near(blocks[at - 1], block)
        after = at + 1 < len(blocks) and blocks[at + 1].right - block.right_end <= _REACH >= (
            blocks[at + 1].left - block.left_end
        )
        if block.length == 1 and not (before or after):
            continue
        last = kept[-1] if kept else None
        if last and (last.left_end, last.right_end) == (block.left, block.right):
            kept[-1] = last._replace(length=last.length + block.length)
        else:
            kept.append(block)
    return kept


def _is_near(before: Block, block: Block) -> bool:
    return block.right - before.right_end <= _REACH and block.left - before.left_end <= _REACH


def _settled(blocks: list[Block], left: Sequence[Token], right: Sequence[Token]) -> list[Block]:
    """Without lone characters in the middle of what took another's place."""
    while True:
        ends = [Block(0, 0, 0), *blocks, Block(len(left), len(right), 0)]
        chance = next((at for at in range(1, len(ends) - 1) if _is_chance(ends, at, left)), None)
        if chance is None:
            return blocks
        blocks = [*blocks[: chance - 1], *blocks[chance:]]


def _is_chance(ends: Sequence[Block], at: int, left: Sequence[Token]) -> bool:
    before, block, after = ends[at - 1 : at + 2]
    if block.length > 1 or left[block.left].kind not in _CHANCE:
        return False
    replaced_before = block.left > before.left_end and 0 < block.right - before.right_end <= _SUBSTITUTED
    replaced_after = after.left > block.left_end and 0 < after.right - block.right_end <= _SUBSTITUTED
    return replaced_before or replaced_after
