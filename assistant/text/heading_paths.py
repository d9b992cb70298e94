"""What stands above each place of a passage: the headings above its beginning and a passage's text in, paths out.

A passage may hold several short sections, and only the headings above its first words are kept with it. Knows no
document: a heading that only the file marks as one, without a label or Markdown's #, is not seen inside a passage.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.text.headings import Heading, Rank, heading_of_line
from assistant.text.structure import outline

SEPARATOR = " › "


@dataclass(frozen=True, slots=True)
class HeadingPaths:
    """The paths of one passage."""

    starts: tuple[int, ...]
    """Where in the passage each path begins, in characters, ascending from 0."""
    paths: tuple[str, ...]

    def at(self, position: int) -> str:
        """The headings above a character of the passage, outermost first; a heading stands above itself."""
        return self.paths[bisect_right(self.starts, position) - 1]

    def section(self, position: int) -> int:
        """The number of the stretch without a heading inside that a character stands in."""
        return bisect_right(self.starts, position)


def heading_paths(heading: str, text: str) -> HeadingPaths:
    r"""The paths of a passage that begins under `heading`.

    >>> paths = heading_paths("二、任务 › （三）采购", "（三）采购\n时限：8月。\n（四）追责\n时限：9月。")
    >>> paths.at(7), paths.at(20)
    ('二、任务 › （三）采购', '二、任务 › （四）追责')
    """
    path = [(_rank_of(name), name) for name in heading.split(SEPARATOR) if name]
    starts, found = [0], [heading]
    for inside in outline(text):
        if inside.rank in (Rank.TITLE, Rank.ARTICLE):
            continue
        path = _below(path, inside)
        starts.append(inside.start)
        found.append(SEPARATOR.join(name for _, name in path))
    return HeadingPaths(tuple(starts), tuple(found))


_Named = tuple[Rank | None, str]


def _rank_of(name: str) -> Rank | None:
    """None for a name without a label, which may stand as high as it likes."""
    found = heading_of_line(name, 0, len(name))
    return found.rank if found else None


def _below(path: Sequence[_Named], heading: Heading) -> list[_Named]:
    """The path of a heading that stands behind another path: what stands above it is left, and itself."""
    name = re.sub(r"\s+", " ", heading.name)
    known = next((at for at, (_, one) in enumerate(path) if one == name), None)
    if known is not None:
        return [*path[:known], (heading.rank, name)]
    above = next((at for at, (rank, _) in enumerate(path) if rank is not None and rank >= heading.rank), len(path))
    return [*path[:above], (heading.rank, name)]
