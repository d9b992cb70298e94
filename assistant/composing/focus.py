"""Does the figure that a sentence holds measure what the question asks? What it counts, the bound it sets, the time or
head it is reckoned by. Question and sentence in, yes or no out.

It looks at the piece of a sentence that holds the figure. Knows no material and no coefficients.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from assistant.composing.asked import FIGURES, OF_A_DEED, Asked, share
from assistant.composing.expected import wanted_spans
from assistant.composing.kinds import Asks
from assistant.composing.posts import names_someone
from assistant.composing.questions import Question
from assistant.composing.rows import cells, names_of
from assistant.composing.units import Unit
from assistant.text.terms import fold
from assistant.text.words import tagged

_PIECE_MARK = re.compile(r"[；;。]")
_CLAUSE_MARK = re.compile(r"[，,；;。：:、|（(]")

_COUNTS = re.compile(r"[个名人位条项件家处起次份户套种类座批轮场期]$")
"""Counters, behind which stands what is counted."""

_BEHIND = re.compile(r"(?:以[上下内]|左右|多|余|不同)*")
_COUNTED_REACH = 14
"""Characters behind a counter in which what it counts is named: 6处企业异味扰民问题."""

_NOUNS = ("n", "nz", "nt", "l", "j", "ns")
_PLACES = frozenset("村县乡镇区户校院厂店站")
"""Nouns of one character that are counted."""

_SHORT_NOUN = 3
"""Characters of a noun that no shorter one stands for: 巡察组, but 线索 for 问题线索."""

_MOST = re.compile(r"最多|至多|不得?超过|上限|最高|封顶")
_LEAST = re.compile(r"最少|至少|起码|不得?少于|下限|最低|不得?低于")
_ABOVE = re.compile(r"^(?:个|名|人|项|条|次|家|件|年|元|%|周岁)*以上")
_BELOW = re.compile(r"^(?:个|名|人|项|条|次|家|件|年|元|%|周岁)*以[下内]")

_BEFORE_BOUND = 8
"""Characters before a figure in which its bound is set: 培训时间不少于24学时."""

_OF_MONEY = re.compile(r"费|元|金额")

_RATE = re.compile(r"每(?:个)?(?P<of>[人天日月年次周晚餐期轮户件套名家份季]|半年|季度)")
_RATED = {
    **dict.fromkeys("天日", "[天日]"),
    **dict.fromkeys("人名", "[人名]"),
    **dict.fromkeys("期次", "[期次]"),
    "年": "年|全年",
}
"""What else a rate may be reckoned by."""


def pieces(question: Question, unit: Unit) -> list[str]:
    """The parts of a sentence between ；that hold what is asked; the whole sentence where none does.

    A figure in a table is read with its row; in a cell of several sentences, with the first cells and its sentence.
    """
    spans = wanted_spans(question, unit.text) if question.asks in OF_A_DEED else []
    if not spans:
        return [unit.text]
    if unit.row:
        return _of_row(question, unit.text)
    marks = [0, *(match.end() for match in _PIECE_MARK.finditer(unit.text)), len(unit.text)]
    return [unit.text[start:end] for start, end in pairwise(marks) if any(start <= at < end for at, _ in spans)]


def _of_row(question: Question, row: str) -> list[str]:
    names = names_of(row)
    told = [one for cell in cells(row) if cell not in names for one in _PIECE_MARK.split(cell)]
    holding = [f"{''.join(names)}{one}" for one in told if wanted_spans(question, one)]
    return holding or [row]


def in_piece(asked: Asked, unit: Unit) -> float:
    """Share of the question in the part of a sentence that holds what is asked, with what that part leans on."""
    around = unit.names or f"{unit.lead_text}\n{unit.before}\n{unit.block}"
    return max(share(asked, fold(f"{piece}\n{around}")) for piece in pieces(asked.question, unit))


def counts_another(question: Question, unit: Unit) -> bool:
    """Whether every figure of the asked kind counts something else by name: 3个以上村 where 多少个乡镇 is asked."""
    noun = question.counted or next(iter(question.nouns), None)
    if question.asks is not Asks.HOW_MANY or noun is None or unit.row or question.unit in ("元", "%"):
        return False
    spans = wanted_spans(question, unit.text)
    return bool(spans) and all(_counts_another(noun, unit.text, *span) for span in spans)


def _counts_another(noun: str, text: str, start: int, end: int) -> bool:
    if not _COUNTS.search(text[start:end]):
        return False
    begins = _BEHIND.match(text, end)
    behind = _CLAUSE_MARK.split(text[begins.end() if begins else end :], maxsplit=1)[0][:_COUNTED_REACH]
    if noun in behind or (len(noun) > _SHORT_NOUN and noun[-2:] in behind):
        return False
    named = tagged(behind)[:1]
    return bool(named) and (named[0][0] in _PLACES or (named[0][1] in _NOUNS and len(named[0][0]) > 1))


def measures_another(question: Question, unit: Unit) -> bool:
    """Whether a row tells amounts of money where people, times or days are asked for."""
    if not unit.row or question.asks not in FIGURES or question.unit in (None, "元", "%", "个", "分", "项", "件"):
        return False
    above = f"{unit.lead_text}\n{unit.before}"
    return _OF_MONEY.search(above) is not None and (question.unit or "") not in above.replace("元/人", "")


def bounds_otherwise(question: Question, unit: Unit) -> bool:
    """Whether the figures are bounds of the other direction: 至少1项 is no answer to 最多多少项."""
    most, least = _MOST.search(question.text) is not None, _LEAST.search(question.text) is not None
    spans = wanted_spans(question, unit.text) if question.asks in FIGURES and most is not least else []
    bounds = [_bound(unit.text, *span) for span in spans]
    return bool(bounds) and all(bound == ("least" if most else "most") for bound in bounds)


def _bound(text: str, start: int, end: int) -> str | None:
    before = _CLAUSE_MARK.split(text[max(0, start - _BEFORE_BOUND) : start])[-1]
    if _LEAST.search(before) or _ABOVE.match(text[end:]):
        return "least"
    return "most" if _MOST.search(before) or _BELOW.match(text[end:]) else None


def rated_otherwise(question: Question, unit: Unit) -> bool:
    """Whether the question asks by the head, the month, the time, and the figure is reckoned by none of these."""
    rates = [match["of"] for match in _RATE.finditer(question.text)]
    if not rates or question.asks not in FIGURES or not wanted_spans(question, unit.text):
        return False
    around = f"{unit.lead_text}\n{unit.before}\n{unit.block}"
    return not any(_is_rated(rates, f"{piece}\n{around}") for piece in pieces(question, unit))


def _is_rated(rates: Iterable[str], text: str) -> bool:
    return all(re.search(f"(?:每[一个]*|[/·])(?:{_RATED.get(of, of)})|{of}度|[日月年]均|人均", text) for of in rates)


_WHOM = re.compile(
    r"谁|哪个(?:人|部门|单位|机构|领导|科室)|哪[些几]个?(?:人|部门|单位|机构|科室)|哪家|什么(?:人|部门|单位|机构)"
)
_AS_ORDERED = re.compile(
    r"(?:按照|根据|依据)[^，。；]{2,20}，|[省市县区]委(?=第|[一二三四五六七八九十\d]+届|巡察(?!办|工作))|届[省市县区]委"
)
_SEVERAL = re.compile(r"哪[些几]")
_BODIES = re.compile(
    r"[局办委部院厅署所科处室站队社会厂司团校组网]$|单位|机关|机构|部门|党组|党委|中心|集团|公司|法院|银行|街道|协会|支部|班子"
)
_WHICH_BODIES = re.compile(r"哪[些几一]?\d?[个家]?(?:部门|单位|机构|党组织|企业|公司|医院|学校)|哪[些几家]")
_COUNTED_BODIES = re.compile(
    r"[\d二三四五六七八九十]+余?[个家所][\u4e00-\u9fff]{0,6}?(?:单位|党组织|部门|机构|企业|公司|医院|学校)+"
)
"""10个单位 names none of them."""

_COUNTED_PEOPLE = re.compile(r"[二两三四五六七八九十\d]+[名位]")
_PEOPLE = re.compile(r"[人员者长师]$|书记|主任|主席|领导|干部|代表|专家|秘书|委员|成员|配偶")


def names_no_one(question: Question, unit: Unit) -> bool:
    """Whether a sentence names nobody and no body that the question does not name itself; 哪些 wants several."""
    if question.asks not in (Asks.WHO, Asks.LIST) or unit.row or not _WHOM.search(question.text):
        return False
    told = _AS_ORDERED.sub("", f"{unit.lead_text}{unit.text}")
    if not _SEVERAL.search(question.text) and names_someone(told):
        return False
    if _WHICH_BODIES.search(question.text):
        told = _COUNTED_BODIES.sub("", told)
    named = (word for word, kind in tagged(told) if kind[0] in "nj" or len(word) > 1)
    new = [word for word in named if (_BODIES.search(word) or _PEOPLE.search(word)) and word not in question.text]
    if not _SEVERAL.search(question.text) and _COUNTED_PEOPLE.search(told):
        return False
    in_list = unit.lead is not None or unit.opens or _COUNTED_PEOPLE.search(told) is not None
    return len(new) < (2 if _SEVERAL.search(question.text) and not in_list else 1)
