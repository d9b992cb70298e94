"""What a page calls itself → its title without the site's name, and the line of the page that shows it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.documents.readers.web_page.lines import Line
from assistant.documents.readers.web_page.tree import Page
from assistant.documents.readers.web_page.white_space import settled

_STATED = ("articletitle", "og:title", "dc.title", "twitter:title")
"""Names of meta elements; ArticleTitle is that of the standard for Chinese government sites (国办发〔2017〕47号)."""

_BEFORE_SITE = re.compile(r"\s*[_|｜»›>]+\s*|\s+[-–—－·]+\s*|\s*[-–—－·]+\s+|--+|——+")
_NO_LETTER = re.compile(r"[\W_]+")
_FEWEST_LETTERS = 8
"""Letters from which the beginning of a title stands for the whole: sites cut long ones short."""


def title_of(page: Page, lines: Sequence[Line]) -> tuple[str, int | None]:
    """The page's title and the number of the line that shows it, either of which may be missing.

    The line nearest above the content is the title; what the page's head says only tells which one it is.
    """
    candidates = [settled(page.stated[name]) for name in _STATED if page.stated.get(name, "").strip()]
    if whole := settled(page.title):
        candidates += [whole, *sorted(filter(None, _BEFORE_SITE.split(whole)), key=len, reverse=True)]
    for candidate in candidates:
        if (number := _shown(candidate, lines)) is not None:
            return lines[number].text, number
    number = _only_highest(lines)
    if number is not None:
        return lines[number].text, number
    return next((_BEFORE_SITE.split(candidate)[0] for candidate in candidates), ""), None


def _shown(title: str, lines: Sequence[Line]) -> int | None:
    """The line that says a title: headings first, and links to it last."""
    wanted = _letters(title)
    same = [
        number
        for number, line in enumerate(lines)
        if line.text[:1] and len(line.text) <= 2 * len(title) + 20 and _is_same(wanted, _letters(line.text))
    ]
    return min(
        same, key=lambda number: (lines[number].linked > 0, lines[number].level == 0, lines[number].level), default=None
    )


def _is_same(wanted: str, said: str) -> bool:
    if not said or not wanted:
        return False
    short, long = sorted((wanted, said), key=len)
    return wanted == said or (len(short) >= _FEWEST_LETTERS and long.startswith(short) and len(short) * 2 > len(long))


def _only_highest(lines: Sequence[Line]) -> int | None:
    """The one h1 of a page that is no link; a logo is one."""
    highest = [number for number, line in enumerate(lines) if line.level == 1]
    return highest[0] if len(highest) == 1 and not lines[highest[0]].linked else None


def _letters(text: str) -> str:
    return _NO_LETTER.sub("", text).lower()
