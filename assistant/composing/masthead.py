"""The beginning of a document → the lines that say whose paper it is: the office above a speech, the number, the name.

Text in, text out. The salutation is left out: a notice to an office is not about it.
"""

from __future__ import annotations

_LOOK_AT = 10
"""Lines at the beginning that are looked at."""

_LONGEST = 50
"""Characters of a line that says who or what and tells nothing yet."""

_TELLS = ("。", "；", "！", "？", "：", ":", "，", "|")


def masthead(text: str) -> str:
    r"""The short lines before the first sentence.

    >>> masthead("在动员会上的讲话\n（2024年1月3日）\n市教育局党组书记\n\n同志们：\n\n今天召开会议。")
    '在动员会上的讲话\n（2024年1月3日）\n市教育局党组书记'
    """
    found = []
    for line in [stripped for line in text.splitlines() if (stripped := line.strip("#* \\t　"))][:_LOOK_AT]:
        if len(line) > _LONGEST or line.endswith("。"):
            break
        if not line.endswith(_TELLS):
            found.append(line)
    return "\n".join(found)
