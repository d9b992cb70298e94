"""Words of a document, cut so that a measure can be read aloud: at a 、 or ，, and no quotation mark left alone.

Words in, fewer of them out. It knows nothing of what they say.
"""

from __future__ import annotations

import re

_LONGEST_OBJECT = 36
"""Characters: a longer object is cut at a 、 or ，, for a measure has to be read aloud."""

_CUT_FIGURE = re.compile(r"\d[\d.,年月日个工作万亿%]*$")
"""A date or figure at a blind cut may have lost its end, and would be another one."""

_PAIRS = {"“": "”", "《": "》", "（": "）", "(": ")", "「": "」"}


def on_one_line(words: str) -> str:
    r"""Words on one line; where a line ends or begins in Chinese no space takes the place of the break.

    >>> on_one_line("负领导责任。\n（1）3家\n单位没有 OA 系统"), on_one_line("use the\nledger")
    ('负领导责任。（1）3家单位没有 OA 系统', 'use the ledger')
    """
    joined = ""
    for line in filter(None, (" ".join(line.split()) for line in words.splitlines())):
        is_spaced = joined[-1:].isascii() and line[0].isascii()
        joined += f" {line}" if joined and is_spaced else line
    return joined


def balanced(words: str) -> str:
    """Cut before a quotation mark or bracket that has lost its partner."""
    for opener, closer in _PAIRS.items():
        if words.count(opener) > words.count(closer):
            cut = words.rfind(opener)
            words = words[:cut] if cut >= 2 else words[cut + 1 :]
    return words


def shortened(words: str, longest: int = _LONGEST_OBJECT) -> str:
    """Words of at most `longest` characters, cut at a 、 or ，, with no quotation mark or figure cut in two."""
    words = words.strip("，,、；;：:。 ")
    if len(words) <= longest:
        return words
    cut = max(words.rfind(mark, 6, longest) for mark in "，,、；;")
    if cut > 0 and words[cut - 1] in "中里的":  # …320条记录中， says nothing without what follows
        cut = max((words.rfind(mark, 6, cut) for mark in "，,；;"), default=-1)
    return balanced(words[:cut] if cut > 0 else _CUT_FIGURE.sub("", words[:longest]))
