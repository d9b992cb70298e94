"""Two lists of words → which of one answer which of the other, in the same order. It knows no findings."""

from __future__ import annotations

from collections.abc import Sequence

Pairs = list[tuple[int, int]]


def matched_in_order(wanted: Sequence[frozenset[str]], found: Sequence[str]) -> Pairs:
    """The longest list of pairs (wanted, found) that agree and stand in the same order in both.

    Each wanted thing is a set of readings, any of which will do. It is the longest common subsequence (Wagner &
    Fischer, Journal of the ACM 21(1), 1974), so each thing found answers at most one thing wanted, and one out of its
    order none.

    >>> matched_in_order([frozenset("甲"), frozenset("乙")], ["乙", "甲", "乙"])
    [(0, 1), (1, 2)]
    """
    best = [[0] * (len(found) + 1) for _ in range(len(wanted) + 1)]
    for i in range(len(wanted) - 1, -1, -1):
        for j in range(len(found) - 1, -1, -1):
            best[i][j] = best[i + 1][j + 1] + 1 if found[j] in wanted[i] else max(best[i + 1][j], best[i][j + 1])
    pairs: Pairs = []
    i = j = 0
    while i < len(wanted) and j < len(found):
        if found[j] in wanted[i]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i + 1][j] >= best[i][j + 1]:
            i += 1
        else:
            j += 1
    return pairs
