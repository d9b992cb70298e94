"""Lines of a feedback document that are headings, or begin with one, by their looks and without a number.

A text and the bounds of a line in, the label of what it heads out. It knows nothing of the lines around it.
"""

from __future__ import annotations

import re

from assistant.drafting.columns_of_feedback import NAMES
from assistant.drafting.label_styles import Label, Style

_INDENT = r"[ \t\u3000]*"
_FIELDS = "|".join(names for _, names in NAMES)
_HEADINGS = (
    # a Markdown heading
    (Style.LINE, re.compile(rf"{_INDENT}#{{1,6}}[ \t]+(?P<body>)(?=\S)")),
    # a line in bold print as a whole, whatever it says
    (Style.LINE, re.compile(rf"{_INDENT}(?P<mark>\*\*|__)(?P<body>)(?=\S)[^\n*_]{{2,40}}(?P=mark)[ \t]*$")),
    # 【为民服务】 before what is said of it on the same line; 【建议】 names a field
    (
        Style.RUN_IN,
        re.compile(rf"{_INDENT}【(?!(?:{_FIELDS})】)[^】\n。；;，,]{{2,12}}】(?P<body>)(?={_INDENT}[^\s。：:])"),
    ),
    # a first sentence in bold print; **整改建议：** names a field
    (
        Style.RUN_IN,
        re.compile(
            rf"{_INDENT}(?P<body>)(?P<mark>\*\*|__)(?=\S)[^\n*_：:]{{2,40}}(?:。(?P=mark)|(?P=mark)。)(?=[^\s*_])"
        ),
    ),
    # a heading by its wording alone, on its line or before what it heads: 在党的建设方面：……
    (
        Style.LINE,
        re.compile(
            rf"{_INDENT}(?:\*\*|__)?(?P<body>)"
            r"(?:[^\n。；;，,：:]{2,40}方面(?:存在的?(?:主要|突出)?问题)?|聚焦[^\n。；;]{2,40}|序号\s?\d+[^\n。；;]{0,40})"
            r"(?:(?:\*\*|__)?[：:]?[ \t]*$|(?<=方面)(?:[：:]|[，,](?=一是)))"
        ),
    ),
    # 【党的领导方面】
    (Style.LINE, re.compile(rf"{_INDENT}[【〔\[](?P<body>)[^】〕\]\n。；;，,]{{2,24}}[】〕\]]{_INDENT}$")),
)
"""In order; the words of the heading, or what a tag stands before, begin at `body`."""


def heading_of_line(text: str, start: int, end: int) -> Label | None:
    """The label of what `text[start:end]`, a line, heads; None where it is no heading.

    >>> heading_of_line("党的建设方面", 0, 6).style.name, heading_of_line("党建工作薄弱", 0, 6)
    ('LINE', None)
    """
    found = ((style, pattern.match(text, start, end)) for style, pattern in _HEADINGS)
    return next((Label(style, None, start, match.start("body"), True) for style, match in found if match), None)
