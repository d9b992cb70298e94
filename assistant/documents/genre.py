"""What kind of document a title, and where it is silent the text, says it is.

Title and outline in, one of GENRES out. 文种 stands at a title's end: the last word that names a kind decides.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.text.headings import Heading, Rank

GENRES = ("speech", "regulation", "notice", "feedback", "plan", "report", "other")

_WORDS = (
    ("feedback", re.compile(r"反馈(?:意见|情况|会)?|巡[视察]情况的?反馈")),
    ("plan", re.compile(r"(?:整改|实施|工作)方案|整改台账")),
    ("speech", re.compile(r"讲话|发言|主持词|致辞|在.{2,40}(?:会|会议|大会)上的(?!报告|通报|说明)")),
    ("report", re.compile(r"(?:报告|通报|情况汇报)$")),
    ("regulation", re.compile(r"(?:条例|规定|办法|规则|准则|细则|制度|规范|规程|守则|章程|清单|法)$")),
    ("notice", re.compile(r"(?:通知|意见|决定|决议|公告|通告|函|批复)$")),
)
_REMARKS = re.compile(r"\s|[（(][^（）()]{1,14}[）)]|\d{1,3}条$|\d{4}年?(?:修订|修正)?$|(?:摘要|摘编|节选|全文)$")
"""What may stand behind 文种: （试行）, 2023年修订, 80条."""

_QUOTED = re.compile(r"《.*》")
"""What a title cites is another document: 解读《某意见》 is no 意见."""

_SALUTATION = re.compile(r"\s*(?:尊敬的[^：:\n]{0,20}|各位[^：:\n]{1,20}|同志们|女士们[^：:\n]{0,20})[：:，]")
_REPORTS = re.compile(r"向(?:大会|[^，。]{2,20})(?:作|报告)")
_FOOTNOTE = re.compile(r"这是[^。\n]{0,60}(?:讲话|发言)[^。\n]{0,20}。?\s*$")
_ISSUES = re.compile(r"现(?:将[^。\n]{2,60})?印发(?:给你们|，请|。)")
_HEAD = 400
_FEWEST_ARTICLES = 3


def genre(title: str, text: str, headings: Sequence[Heading]) -> str:
    """speech, regulation, notice, feedback, plan, report or other.

    >>> genre("关于巡察反馈意见整改情况的报告", "", ()), genre("关于印发《某办法》的通知", "", ())
    ('report', 'notice')
    """
    named = _QUOTED.sub("", _REMARKS.sub("", title)) or _REMARKS.sub("", title).strip("《》")
    found = [
        (match.end(), -order, kind) for order, (kind, words) in enumerate(_WORDS) for match in words.finditer(named)
    ]
    kind = max(found)[2] if found else _of_text(text, headings)
    return "notice" if kind == "regulation" and _only_issues(text, headings) else kind


def _only_issues(text: str, headings: Sequence[Heading]) -> bool:
    """A notice under the title of the rule that it issues, the rule itself being another document."""
    return _ISSUES.search(text) is not None and not any(heading.rank is Rank.ARTICLE for heading in headings)


def _of_text(text: str, headings: Sequence[Heading]) -> str:
    """A title that names no kind: articles make a rule, a salutation a speech, or a report where it announces one."""
    if sum(heading.rank is Rank.ARTICLE for heading in headings) >= _FEWEST_ARTICLES:
        return "regulation"
    if _FOOTNOTE.search(text, max(0, len(text) - _HEAD)):
        return "speech"
    salutation = next((match for line in text[:_HEAD].splitlines() if (match := _SALUTATION.match(line))), None)
    if salutation is None:
        return "other"
    return "report" if _REPORTS.search(text[:_HEAD]) else "speech"
