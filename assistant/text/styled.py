"""Headings that a file marks by style, or a text by Markdown, beside those that their labels show: one list of both.

The text, the headings by label and the marks in, headings out. A label keeps its rank; a heading without one takes the
rank that labels show for its level.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.text.headings import LONGEST_HEADING, MARKDOWN, Heading, Rank, line_start, past_marks, past_space, plain

Styled = tuple[int, int, int]
"""start, end, level: a heading by the file's own mark, level 0 for the title."""

_LINE = re.compile(r"[^\n]+")


def markdown_headings(text: str) -> list[Styled]:
    """Lines that Markdown marks as headings. Its first and only line of the highest level is the title."""
    marks = [
        (line.start(), line.end(), len(mark[1]))
        for line in _LINE.finditer(text)
        if line[0].lstrip()[:1] == "#" and (mark := MARKDOWN.match(line[0].lstrip()))
    ]
    if not marks:
        return []
    levels = sorted({level for _, _, level in marks})
    return [(start, end, levels.index(level) + 1) for start, end, level in marks]


_RANKS_BY_STYLE = (
    Rank.PART,
    Rank.CHAPTER,
    Rank.SECTION,
    Rank.HAN,
    Rank.HAN_BRACKETED,
    Rank.ARABIC,
    Rank.ARABIC_BRACKETED,
)
_FIRST_RANK_BY_STYLE = _RANKS_BY_STYLE.index(Rank.HAN)


def with_styled(text: str, labelled: list[Heading], styled: Sequence[Styled]) -> list[Heading]:
    """Headings by label and by style as one list. A label keeps its rank; one without takes that of its level."""
    if not styled:
        return labelled
    by_start = {line_start(text, heading.start): heading for heading in labelled}
    labels = {start: by_start.get(line_start(text, start)) for start, _, _ in styled}
    titles = _titles(text, labelled, styled, labels)
    ranks = _rank_of_level([(level, label.rank) for start, _, level in styled if (label := labels[start])])
    merged = {heading.start: heading for heading in labelled}
    for start, end, level in styled:
        label = labels[start]
        title = plain(text[past_marks(text, start, end) : end])
        if label is not None:
            merged[label.start] = _whole_line(text, label, end)
        elif 0 < len(title) <= LONGEST_HEADING:
            rank = Rank.TITLE if start in titles else _rank(level, ranks)
            merged[start] = Heading(rank, past_space(text, start, end), end, "", re.sub(r"\s+", " ", title))
    return [merged[start] for start in sorted(merged)]


def _whole_line(text: str, label: Heading, end: int) -> Heading:
    """A styled line is heading to its end, also where it is long or holds a full stop; an article is its label."""
    if label.rank <= Rank.ARTICLE or end <= label.end:
        return label
    behind = past_marks(text, label.start, end) + len(label.label)
    return replace(label, end=end, title=plain(text[behind:end]).rstrip("。：；"))


def _titles(
    text: str, labelled: list[Heading], styled: Sequence[Styled], labels: dict[int, Heading | None]
) -> frozenset[int]:
    """Where titles stand: level 0; else the highest level, if the text begins with it and none of it has a label."""
    if any(level == 0 for _, _, level in styled):
        return frozenset(start for start, _, level in styled if level == 0)
    highest = min(level for _, _, level in styled)
    tops = [(start, end) for start, end, level in styled if level == highest]
    first = tops[0][0]
    begins = not text[:first].strip("# \n\t\u3000") and (not labelled or labelled[0].start > first)
    if not begins or any(labels[start] for start, _ in tops):
        return frozenset()
    same = {plain(text[past_marks(text, start, end) : end]) for start, end in tops}
    return frozenset(start for start, _ in tops) if len(same) == 1 else frozenset()


def _rank_of_level(seen: list[tuple[int, Rank]]) -> dict[int, Rank]:
    """What rank a level has where labels show it: the highest label of that level decides."""
    ranks: dict[int, Rank] = {}
    for level, rank in seen:
        ranks[level] = min(rank, ranks.get(level, rank))
    return ranks


def _rank(level: int, ranks: dict[int, Rank]) -> Rank:
    """The rank of a level whose headings carry no label: as far below the nearest known level as it is deeper."""
    if level in ranks:
        return ranks[level]
    known = max((other for other in ranks if other < level and ranks[other] in _RANKS_BY_STYLE), default=None)
    place = _FIRST_RANK_BY_STYLE + level - 1
    if known is not None:
        place = _RANKS_BY_STYLE.index(ranks[known]) + level - known
    return _RANKS_BY_STYLE[min(place, len(_RANKS_BY_STYLE) - 1)]
