"""Whether a question leans on the one before it: it points back, names no thing of its own, or asks for an attribute of
what it does not name. Text in, yes or no out.
"""

from __future__ import annotations

import re
from itertools import pairwise

from assistant.text.numerals import NUMERAL
from assistant.text.words import content_words, tagged

_NUMBER = rf"(?:{NUMERAL}+|\d+)"
_POINTS_BACK = (
    r"那(?!里)么?|其中|当中|里[头边面]|它们?|[他她]们?|其(?![他它余实次中])|这[个家份部些笔项几种类样]?|该|上述|前述|此(?!外)"
    r"|剩下|剩余|其余|余下|别的|其他的|还(?![款原清债])|另外|此外|再(?![生次就造])|又(?!好)|也|都|能(?![源力])"
)
_ASKS_AT_ONCE = (
    r"谁|由谁|多少|几[^个]|什么时候|何时|为什么|为何|怎么|怎样|有没有|能不能|一共|总共|最(?:[多少长短低晚迟]|高(?!人民|检|法))|至少|不到|逾期|超过|超期|要是|如果"
    r"|万一|哪里|在哪|后来|然后|接着|最后|结果(?=[是怎如何呢，,]|$)|当时|刚才|现场|当场|当天|会上|会后|会前|事后|之后"
)
_ATTRIBUTE_FIRST = (
    r"(?:年龄|金额|期限|时限|标准|比例|原因|理由|条件|程序|流程|手续|材料|责任人|责任领导|牵头人|牵头单位|牵头部门|配合单位|负责人|范围|对象|地点"
    r"|次数|人数|费用|后果|依据)(?=[是有呢要由上怎什为多能可在，,？?]|$)"
)
_LEANS = re.compile(rf"^(?:{_POINTS_BACK}|{_ASKS_AT_ONCE}|{_ATTRIBUTE_FIRST})|呢$|(?:这|那)(?:些|几[个名家项])")
_FEW_WORDS = 6
"""Content words up to which a question may lean on another."""

_ONE_WORD = 1
"""Content words of a question that says by itself of nothing what it asks: 主要什么毛病？"""

_FEW_DEEDS = 4
"""Content words up to which a question without a noun tells of no thing: 退了没有, 移交给谁."""

_NTH = re.compile(rf"^第{_NUMBER}[项条点个步件款](?=是|呢|有|讲|说|怎|由|$)")
_NOUNS = ("n", "ns", "nt", "nr", "nz", "vn", "j", "l", "nrt", "t", "eng", "i", "m")
_TELLS = re.compile(r"(?:发现|指出|反馈|反映|提出|查出|认为)")
_ASKS_HOW = re.compile(r"怎么[办弄样搞]|什么|如何|多少|哪|几")

AMONG = re.compile(r"(?:其中|当中|里[头边面]|剩下|剩余|其余|余下|别的|没(?!有)|未)")
"""What begins a question about a part of what the earlier one is about."""

_PLACE_ONLY = re.compile(
    rf"^(?:那么?)?(?:还有|再看|再?说说|再|还)?(?:把|将)?(?:(?:紧?接着|接下来|下面|后面)的?)?"
    rf"(?P<place>(?:第?{_NUMBER}条)?(?:第{_NUMBER}款)?(?:第?[（(]?{_NUMBER}[)）]?项)?)"
    r"(?:呢|又?是?(?:怎么|如何|怎样)(?:规定|说|讲|写|要求)的?|是什么|的?(?:具体)?(?:内容|规定|原文|条文|全文)?(?:也|又|都)?(?:是什么|呢)?(?:告诉我们?|说[一说]*下?|发我|列出来)?"
    r"|(?:又|都)?(?:说|讲|规定)(?:了|的是)?(?:什么|啥))?$"
)


def leans(question: str) -> bool:
    """Whether a question without its mark at the end asks about something that it does not name."""
    said = len(content_words(question))
    if said > _FEW_WORDS:
        return False
    return (
        said <= _ONE_WORD
        or _LEANS.search(question) is not None
        or _NTH.match(question) is not None
        or bool(place_in(question))
        or (said <= _FEW_DEEDS and not _names_a_thing(question))
    )


def place_in(question: str) -> str:
    """第二款 in 那第二款呢, 第22条 in 那22条呢, where a question is nothing but a place; empty else."""
    match = _PLACE_ONLY.match(question)
    return re.sub(r"^(?!第)(?=.+条)", "第", match["place"]) if match else ""


def _names_a_thing(question: str) -> bool:
    """Whether it has a noun that is not the one asked for, as 部门 in 带了哪些部门 is, or says who finds or tells what
    is asked: 巡察发现了哪些问题.
    """
    cut = tagged(question)
    if any(_TELLS.match(word) and kind[0] in "nv" and len(by) > 1 for (by, kind), (word, _) in pairwise(cut)):
        return True
    asked = [_ASKS_HOW.search(word) is not None for word, _ in cut]
    return any(kind in _NOUNS and not any(asked[max(0, at - 2) : at + 1]) for at, (_, kind) in enumerate(cut))
