"""Titles of a corpus's documents → which of them are editions of one rule.

It knows no dates: which edition holds is the case's to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

_AROUND = re.compile(r"^[《\s]+|[》\s]+$|[（(][^（）()]*(?:修订|修正|试行|暂行|\d{4}年?版?)[^（）()]*[）)]\s*$")
"""What titles of editions of one rule differ in: the marks around a title, and the year of revision behind it."""


class Editions:
    """The documents of a corpus by title."""

    def __init__(self, titles: Mapping[str, str]) -> None:
        """`titles` are path → title; a document without one is an edition of nothing."""
        self._titles = {path: bare for path, title in titles.items() if (bare := bare_title(title))}

    def beside(self, paths: Iterable[str]) -> tuple[str, ...]:
        """The other editions of the documents at `paths`, sorted."""
        asked = set(paths)
        titles = {self._titles[path] for path in asked if path in self._titles}
        return tuple(sorted(path for path, title in self._titles.items() if title in titles and path not in asked))


def bare_title(title: str) -> str:
    """The title that all editions share.

    >>> bare_title("《临江市巡察整改工作办法（2024年修订）》")
    '临江市巡察整改工作办法'
    """
    bare, before = title, None
    while bare != before:
        bare, before = _AROUND.sub("", bare), bare
    return bare
