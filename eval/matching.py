"""Where words stand in a text, and whether a text says them: the comparisons that scorers share.

Blank space never counts, since the repair of a document may move it; width, case and the notation of numbers do not
count in what is *said*. Strings in, spans and booleans out; knows neither answers nor samples.
"""

from __future__ import annotations

import re

from eval.figures import with_plain_figures

_BLANK = re.compile(r"(?<![\d\s])\s+|\s+(?![\d\s])")
"""Blanks, but for those that keep two numbers apart."""


def locate(quote: str, text: str) -> list[tuple[int, int]]:
    r"""Every place of `text` that holds `quote`, blanks aside, as (start, end) in characters.

    >>> locate("立行立改", "坚持立行\n立改。")
    [(2, 7)]
    """
    marks = [re.escape(mark) for mark in quote if not mark.isspace()]
    if not marks:
        return []
    return [match.span() for match in re.finditer(r"\s*".join(marks), text)]


def says(text: str, words: str) -> bool:
    """Whether `words` occur in `text`; a number only as a whole: 15日 does not say 5日. Blank words never do.

    >>> says("自收到之日起三十日内", "30 日"), says("15日内", "5日")
    (True, False)
    """
    sought = fold(words)
    if not sought:
        return False
    before = r"(?<!\d)(?<!\d\.)" if sought[0].isdecimal() else ""
    after = r"(?!\d|\.\d)" if sought[-1].isdecimal() else ""
    return re.search(f"{before}{re.escape(sought)}{after}", fold(text)) is not None


def fold(text: str) -> str:
    """The text as it is compared: no blanks, half-width, lower case, numbers in Arabic digits."""
    return with_plain_figures(_BLANK.sub("", text)).casefold()
