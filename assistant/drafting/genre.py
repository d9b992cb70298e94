"""Is this a feedback document, and if not, what does it look like?

A text in, a word out. It looks at how a document names itself and how it is built, never at whether it would be
convenient to find problems in it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.drafting.inspecting import INSPECTION
from assistant.text.terms import fold

_HEAD = 600
"""Characters in which a document shows what it is."""

_LONGEST_TITLE = 60
"""Characters: a longer line is text, and text may name any genre (报送整改方案) without being one."""

_TITLED_FEEDBACK = re.compile(
    r"反馈(?:意见书?|情况|问题|报告|通报|书|函)?$|反馈[^。]{0,12}(?:情况|意见|问题)|巡[视察][^。]{0,6}反馈工作|巡[视察][^。]{0,12}(?:发现|反馈|指出)[^。]{0,8}问题|(?:问题|反馈)[^,:;]{0,4}(?:单|台账|表)$|"
    r"(?:立行立改|建议|整改|[交督转]办|移交|提醒|提示|告知)的?(?:通知)?[书函单]$|立行立改[^,:;]{0,6}通知$"
)
_HANDS_OVER = re.compile(
    rf"反馈如下|(?:现(?:将|就|代表)|代表|受)[^。\n]{{0,60}}反馈|现[将就][^。\n]{{0,40}}{INSPECTION}[^。\n]{{0,20}}(?:通报|告知|函告)|"
    rf"{INSPECTION}[^。\n]{{0,40}}。?[^。\n]{{0,40}}现[将就][^。\n]{{0,8}}(?:发现|问题)[^。\n]{{0,16}}(?:通报|告知|函告)"
)
"""What a group says, or has read aloud, when it hands its findings over."""
_WAS_HANDED_OVER = re.compile(
    rf"[向对][^。，,\n]{{2,40}}反馈|{INSPECTION}组[^。\n]{{0,30}}反馈|反馈(?:会)?(?:指出|认为)|对你[^。\n]{{1,30}}{INSPECTION}"
)
"""How news and letters tell of it."""

_CONTRACT = re.compile(
    r"甲\s?方[\s\S]{0,400}乙\s?方|合同(?:编号|双方)|^[^\n]{0,20}(?:合同|协议)(?:书)?\s*$", re.MULTILINE
)
_PLAN_COLUMNS = re.compile(
    r"(?:^|[|\t\n])[ ]*整改措施[ ]*[|\t\n:：][\s\S]{0,200}(?:责任领导|完成时限|整改时限|责任单位)"
)
_TITLES = (
    ("plan", re.compile(r"整改(?:工作)?(?:实施)?方案|整改台账")),
    ("notice", re.compile(r"(?:做好|抓好|加强|开展|推进)(?:(?!反馈)[^。\n]){0,30}整改[^。\n]{0,12}通知")),
    (
        "report",
        re.compile(
            r"对照检查材料|整改(?:落实)?(?:进展|工作)?(?:情况|进展)的?(?:报告|通报|公告)|工作报告|情况汇报|总结报告"
        ),
    ),
    ("remarks", re.compile(r"(?:讲话|发言|主持词|致辞)(?:提纲|稿)?$|在[^。]{2,40}(?:会议?|大会|座谈会)上的")),
)
"""What a document calls itself in its title."""

_ARTICLE_LINE = re.compile(r"^[ \u3000#*]*第[一二三四五六七八九十百零\d]{1,5}条(?![，,])", re.MULTILINE)
_ADDRESSEE = re.compile(
    r"^[ \u3000]*(?!附)[^。;:\n]{2,60}"
    r"(?:党[组委]|工委|总支|支部|党组织|单位|部门|政府|[局院校所处站镇乡村]|公司|中心|街道):\s*$",
    re.MULTILINE,
)
_FEWEST_ARTICLES = 3
"""Articles that make a text a rule."""
_SALUTATION = re.compile(
    r"^[ \u3000]*(?:尊敬的)?(?:各位领导|同志们|各位代表|各位同志)[^。\n]{0,12}[：:！!]", re.MULTILINE
)
_NEWS = re.compile(r"本报讯|记者|据悉|通讯员|正文[：:]|讯[（(]")
_NOTICE = re.compile(r"(?:通知|公告|通告|决定|批复|函)$")


_BARE_LIST = 0.85
"""Share of a text in short problem statements from which on it is a list of problems, whatever it calls itself."""
_LONGEST_IN_LIST = 80
"""Characters of a problem in a bare list, on average; the paragraphs of rules are longer."""


def is_feedback(text: str, lengths: Sequence[int]) -> bool:
    """Whether a document is feedback that states problems in passages of these lengths (characters).

    Problems alone make none: reports, plans and articles quote them too. It must call itself feedback, or tell in its
    head that findings were handed over, or consist of nothing else; a speech must hand them over itself.
    """
    folded = fold(text)
    head = folded[:_HEAD]
    if not lengths or len(_ARTICLE_LINE.findall(folded)) >= _FEWEST_ARTICLES:
        return False
    other = _names_itself(folded)
    if other in ("contract", "plan", "report", "notice"):
        return False
    if other == "remarks" or _SALUTATION.search(head):
        return _HANDS_OVER.search(head) is not None
    titled = any(_TITLED_FEEDBACK.search(line) for line in _title_lines(folded))
    handed_over = any(words.search(head) for words in (_HANDS_OVER, _WAS_HANDED_OVER))
    return titled or handed_over or _is_bare_list(text, lengths)


def may_be_feedback(text: str) -> bool:
    """Whether a document is written to somebody and nothing says that it is something else.

    One that then lists problems is read, with a doubt.
    """
    folded = fold(text)
    head = folded[:_HEAD]
    is_rule = len(_ARTICLE_LINE.findall(folded)) >= _FEWEST_ARTICLES
    is_other = is_rule or _names_itself(folded) or _NEWS.search(head) or _SALUTATION.search(head)
    return _ADDRESSEE.search(head) is not None and not is_other


def _is_bare_list(text: str, lengths: Sequence[int]) -> bool:
    share = sum(lengths) / max(1, len(text.strip()))
    return share >= _BARE_LIST and sum(lengths) / len(lengths) <= _LONGEST_IN_LIST


def looks_like(text: str) -> str:
    r"""What a document seems to be: contract, plan, report, remarks, regulation, notice, news or other.

    >>> looks_like("房屋租赁合同\\n甲方：某公司\\n乙方：某中心")
    'contract'
    """
    folded = fold(text)
    named = _names_itself(folded)
    if named:
        return named
    if len(_ARTICLE_LINE.findall(folded)) >= _FEWEST_ARTICLES:
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


_LETTERHEAD = re.compile(r"^[^,。;:]{2,40}文件$|[〔\[(]\d{4}[〕\])][^,。;:]{0,4}号$")


def _title_lines(folded: str) -> list[str]:
    """The first lines that may be a title, below the letterhead and its number: short, and no sentence."""
    lines = [line.strip() for line in folded[:_HEAD].splitlines() if line.strip()]
    lines = [line for line in lines if not _LETTERHEAD.search(line)][:3]
    return [
        re.sub(r"[(（][^)）]{1,30}[)）]$", "", line.strip("#* "))
        for line in lines
        if len(line) <= _LONGEST_TITLE and not line.endswith(("。", ":"))
    ]
