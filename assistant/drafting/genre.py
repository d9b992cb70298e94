"""Is this a feedback document, and if not, what does it look like?

A text in, a word out. It looks at how a document names itself and how it is built, never at whether it would be
convenient to find problems in it.
"""

from __future__ import annotations

import re

from assistant.text.terms import fold

_HEAD = 400
"""Characters in which a document shows what it is."""

_LONGEST_TITLE = 60
"""Characters: a longer line is text, and text may name any genre (报送整改方案) without being one."""

_SAYS_FEEDBACK = re.compile(
    r"反馈(?:了)?(?:专项|常规|机动)?(?:巡[视察]|意见|如下|情况)|反馈(?:会|会议)?(?:指出|认为)|巡[视察](?:情况|意见|工作|问题)?(?:的)?反馈|反馈如下|"
    r"问题(?:清单|移交单|台账|反馈)|(?:巡[视察](?:组)?|督[查察](?:组)?|审计(?:组)?|检查组)(?:在)?[^。\n]{0,20}(?:发现|指出)"
)
_FED_BACK_TO = re.compile(
    r"[向对][^。，,\n]{2,40}反馈|反馈意见|反馈如下|巡[视察][^。\n]{0,30}反馈|反馈[^。\n]{0,10}巡[视察]|问题(?:清单|移交单)"
)

_CONTRACT = re.compile(
    r"甲\s?方[\s\S]{0,400}乙\s?方|合同(?:编号|双方)|^[^\n]{0,20}(?:合同|协议)(?:书)?\s*$", re.MULTILINE
)
_PLAN_COLUMNS = re.compile(r"整改措施[\s\S]{0,200}(?:责任领导|完成时限|整改时限|责任单位)")
_TITLES = (
    ("plan", re.compile(r"整改(?:工作)?(?:实施)?方案|整改台账")),
    ("report", re.compile(r"整改(?:落实)?(?:进展|工作)?(?:情况|进展)的?(?:报告|通报|公告)|工作报告|情况汇报|总结报告")),
    ("remarks", re.compile(r"(?:讲话|发言|主持词|致辞)(?:提纲|稿)?$|在[^。]{2,40}(?:会议?|大会|座谈会)上的")),
)
"""What a document calls itself in its title."""

_ARTICLE_LINE = re.compile(r"^[ \u3000#*]*第[一二三四五六七八九十百零\d]{1,5}条", re.MULTILINE)
_SALUTATION = re.compile(
    r"^[ \u3000]*(?:尊敬的)?(?:各位领导|同志们|各位代表|各位同志)[^。\n]{0,12}[：:！!]", re.MULTILINE
)
_NEWS = re.compile(r"本报讯|记者|据悉|通讯员|正文[：:]|讯[（(]")
_NOTICE = re.compile(r"(?:通知|公告|通告|决定|批复|函)$")


def is_feedback(text: str, *, findings: int) -> bool:
    """Whether a document that yields this many findings is a feedback document.

    A plan or report that quotes findings is none, nor a rule; a speech is one only where it hands the findings over.
    """
    folded = fold(text)
    if findings == 0 or len(_ARTICLE_LINE.findall(folded)) >= 3:
        return False
    other = _names_itself(folded)
    if other in ("contract", "plan", "report"):
        return False
    if other == "remarks" or _SALUTATION.search(folded[:_HEAD]):
        return _FED_BACK_TO.search(folded[:_HEAD]) is not None
    return _SAYS_FEEDBACK.search(folded) is not None


def looks_like(text: str) -> str:
    r"""What a document seems to be: contract, plan, report, remarks, regulation, notice, news or other.

    >>> looks_like("房屋租赁合同\\n甲方：某公司\\n乙方：某中心")
    'contract'
    """
    folded = fold(text)
    named = _names_itself(folded)
    if named:
        return named
    if len(_ARTICLE_LINE.findall(folded)) >= 3:
        return "regulation"
    if _NEWS.search(folded[:_HEAD]):
        return "news"
    if _SALUTATION.search(folded[:_HEAD]):
        return "remarks"
    return "notice" if any(_NOTICE.search(line) for line in _title_lines(folded)) else "other"


def _names_itself(folded: str) -> str:
    if _CONTRACT.search(folded[:_HEAD]):
        return "contract"
    titles = _title_lines(folded)
    named = next((name for name, words in _TITLES if any(words.search(line) for line in titles)), "")
    return named or ("plan" if _PLAN_COLUMNS.search(folded) else "")


def _title_lines(folded: str) -> list[str]:
    """The first lines that may be a title: short, and no sentence."""
    lines = [line.strip() for line in folded[:_HEAD].splitlines() if line.strip()][:3]
    return [line.strip("#* ") for line in lines if len(line) <= _LONGEST_TITLE and not line.endswith(("。", ":"))]
