"""Markdown's stars around bold words: where a pair that has been opened closes again.

A text and a place in; a place out. Stars that open something are left alone.
"""

from __future__ import annotations

_LONGEST = 300
"""Characters of bold words that are looked back over for the stars that opened them."""


def past_closing_stars(text: str, at: int) -> int:
    """Behind the stars at a place, if they close what stars before them in the line opened; else the place itself.

    >>> past_closing_stars("**问题。** 后", 5), past_closing_stars("问题。**后**", 3)
    (7, 3)
    """
    end = at
    while text.startswith("*", end):
        end += 1
    if end == at:
        return at
    line = max(text.rfind("\n", 0, at) + 1, at - _LONGEST)
    return end if text.count(text[at:end], line, at) % 2 else at
