"""The part of a sentence that holds what is asked for: what stands beside the figure, what is done by then, whether it
holds in special cases only. Question and sentence in, shares in [0, 1] out.
"""

from __future__ import annotations

import re
from itertools import pairwise

from assistant.composing.asked import FIGURES, Asked, held, share
from assistant.composing.brackets import fits
from assistant.composing.expected import wanted_spans
from assistant.composing.kinds import Asks
from assistant.composing.measured import amount_of
from assistant.composing.posts import names_someone
from assistant.composing.predicates import conditions
from assistant.composing.questions import Question
from assistant.composing.rows import is_record
from assistant.composing.units import Unit
from assistant.text.terms import fold

_REACH = 12
_BESIDE = 3
"""Characters between a figure and the noun that it counts: near it, right beside it."""

_COPULA = re.compile(
    r"(?:一般|分别|均|都|仍|只|约|总计|合计)?(?:为|是|达|共|有|不超过|不少于|不低于|不高于|低于|高于|超过"
    r"|(?:压?降|降低|下降|减少?|升|上升|提[高升]|增|增[加长])?[到至]|达到)?了?(?:近|约)?"
)
_ABOVE = 0.5
"""What a deed counts that only the headings name."""

_BESIDE_COUNTS = 0.5
_ONLY_NEAR = 0.2
"""What a noun counts that is near and not right beside."""

_SHARED_OUT = re.compile(r"[\u4e00-\u9fff]{2,}\d+[人名个项件家万元%]+(?=[，、；。])")
_SEVERAL = 3
"""Figures of so many in a row, 甲4人，乙3人，丙3人, that what is counted is said above them."""

_SHARES = ("比例", "占比", "比重")
_TOLD_IN = {
    **dict.fromkeys(_SHARES, re.compile("%")),
    **dict.fromkeys(("年限", "期限", "时限", "时长"), re.compile(r"\d(?:个?工作)?[年月日天]|\d个月|\d小时")),
    **dict.fromkeys(("金额", "资金", "费用", "价款"), re.compile(r"\d万?余?元")),
    "人数": re.compile(r"\d余?[人名]"),
}
"""What only says in which unit the answer is: the unit stands for it."""

_SHARE_OF = re.compile(r"占[^，。；]{0,10}$|的(?:约|近)?$")
"""What stands before a percentage that is a share of something: 不少于总量的40%."""

_CLAUSE_MARK = re.compile(r"[，,；;。：:]")
_LEADS_ON = re.compile(r"^(?:以?内|之?前|起|后|期间)[，,]?$")
_PIECE_MARK = re.compile(r"[；;。]")
_BEGINNINGS = frozenset("开始 实行 实施 施行 执行 启动 推行 生效".split())
_SINCE = re.compile(r"(?:\d年|月|\d[日天]|即日|(?:公布|发布|印发)之日)起")
_BY_WHOM = re.compile(r"由(?:谁|哪|什么)")
_DOER = "[办局委部院会处科室府站所组长]"
_TOGETHER = r"(?:负责|直接|共同|联合|统一|会同[^，。；\n]{2,20}?)?"
_IF_NEEDED = re.compile(r"确[需因]([\u4e00-\u9fff]{2})")
"""确需借出的 is no special case for who asks about 借出."""


def undone(asked: Asked, unit: Unit, head: str) -> float:
    """Share of what is done by the question that the part of a sentence with the figure does not do; `head`: its title
    and headings, which may say it for all that stands below them.
    """
    if not asked.done:
        return 0.0
    text = fold(f"{_piece(asked.question, unit)}\n{unit.lead_text}\n{unit.before}\n{unit.block}")
    said = (
        max(held(asked, word, text), _ABOVE * held(asked, word, head), _begins(word, text))
        for word in asked.done
        if not _done_by_no_one(asked.question, word, text) and not _denied(asked.question, word, text)
    )
    return 1 - sum(said) / len(asked.done)


def _done_by_no_one(question: Question, word: str, text: str) -> bool:
    """Whether a text has the verb of 由谁组织 and nobody who does it: 集体经济组织理事长."""
    if _BY_WHOM.search(question.text) is None or word not in text:
        return False
    by = rf"由[^，。；\n]{{2,30}}?{word}|(?:负责|牵头|主持|承担|{_DOER}{_TOGETHER}){word}|{word}(?:单位|部门|机构)"
    return re.search(by, text) is None


def _denied(question: Question, word: str, text: str) -> bool:
    """Whether all that a text says of a deed is that it is not done: 没有收回 tells nobody how much is."""
    if question.negated or word not in text:
        return False
    return len(re.findall(rf"(?:没有?|未|尚未|不)[^，。；\n]{{0,2}}?{re.escape(word)}", text)) == text.count(word)


def _begins(word: str, text: str) -> float:
    """从1月8日起 says that something is begun or comes into force."""
    return float(word in _BEGINNINGS and _SINCE.search(text) is not None)


def _piece(question: Question, unit: Unit) -> str:
    """The part of a sentence between ；that holds what is asked; all of it where none does."""
    spans = wanted_spans(question, unit.text) if question.asks in FIGURES else []
    if not spans or unit.row:
        return unit.text
    marks = [0, *(match.end() for match in _PIECE_MARK.finditer(unit.text)), len(unit.text)]
    pieces = (unit.text[start:end] for start, end in pairwise(marks) if any(start <= at < end for at, _ in spans))
    return "".join(pieces)


def is_special(asked: Asked, unit: Unit) -> bool:
    """Whether a figure or a name holds only in special cases that the question does not speak of, or for other amounts
    than the one that it names.
    """
    question = asked.question
    if fits(question.text, unit.text) is False:
        return True
    if question.asks not in FIGURES and (question.asks is not Asks.WHO or names_someone(unit.text)):
        return False  # who is called by his name does it once, and not whenever something is the case
    spans = wanted_spans(question, unit.text)
    if not spans or unit.row:
        return False
    ends = _CLAUSE_MARK.search(unit.text, spans[0][1])
    bound = f"{unit.lead_text}{unit.text[: ends.start() if ends else len(unit.text)]}"
    unnamed = _IF_NEEDED.sub(lambda found: "" if found[1] in question.text else found[0], bound)
    return bool(conditions(unnamed) - asked.conditions)


def near(question: Question, unit: Unit) -> float:
    """Whether what is counted stands beside a figure of the asked kind."""
    if not question.nouns:
        return 0.0
    if unit.row:
        named = f"{unit.lead_text}{unit.before}{unit.text if is_record(unit.text) else ''}"
        return sum(noun in named for noun in question.nouns) / len(question.nouns)
    text = unit.text
    spans = wanted_spans(question, text)
    nouns = [amount_of(noun) for noun in question.nouns]
    if not spans:
        return sum(re.search(f"{re.escape(noun)}(?:是|为|：|包括)", text) is not None for noun in question.nouns) / len(
            question.nouns
        )
    return max(sum(_nearness(noun, text, *span) for noun in nouns) for span in spans) / len(nouns)


def _nearness(noun: str, text: str, start: int, end: int) -> float:
    if noun in _SHARES and _SHARE_OF.search(text[:start]) and text[start:end].endswith(("%", "％")):
        return 1.0
    before = text.rfind(noun, max(0, start - len(noun) - _REACH), start)
    if before >= 0 and _COPULA.fullmatch(text[before + len(noun) : start]):
        return 1.0
    if noun in text[max(0, start - len(noun) - _BESIDE) : end + len(noun) + 1]:
        return _BESIDE_COUNTS
    return _ONLY_NEAR if noun in text[max(0, start - _REACH) : end + _REACH] else 0.0


def clause(asked: Asked, unit: Unit) -> float:
    """The share of the question in the clause that holds what is asked, with the clause before it."""
    return max((share(asked, text) for text in clauses(asked.question, unit)), default=0.0)


def apart(asked: Asked, unit: Unit) -> float:
    """Share of what is counted or measured that does not stand in the clause of the figure, nor in the one before."""
    nouns = [noun for noun in asked.question.nouns if noun in asked.weights or len(noun) > 1]
    texts = [unit.lead_text + unit.before + unit.text] if unit.row else clauses(asked.question, unit)
    if not nouns or asked.question.asks not in FIGURES or not texts or len(_SHARED_OUT.findall(unit.text)) >= _SEVERAL:
        return 0.0
    return min(sum(not _names(asked, noun, text) for noun in nouns) for text in map(fold, texts)) / len(nouns)


def _names(asked: Asked, noun: str, text: str) -> bool:
    others = [form for said, known in asked.concepts.items() if noun in said or said in noun for form in known]
    if asked.weights.get(noun, 1.0) < 1:  # documents have a word of their own for it: 经费 is no 资金
        others = []
    if measure := _TOLD_IN.get(noun):
        return noun in text or measure.search(text) is not None
    return any(form in text for form in (amount_of(noun), *others))


def clauses(question: Question, unit: Unit) -> list[str]:
    """The clauses that hold what is asked, each with the one before it, folded; 15日内， with what is done by then."""
    spans = wanted_spans(question, unit.text)
    marks = [0, *(match.end() for match in _CLAUSE_MARK.finditer(unit.text)), len(unit.text)]
    found = []
    for start, end in spans:
        first = max((at for at in range(len(marks)) if marks[at] <= start), default=0)
        stops = [mark for mark in marks if mark >= end] or [len(unit.text)]
        stop = stops[min(1, len(stops) - 1)] if _LEADS_ON.search(unit.text[end : stops[0]]) else stops[0]
        found.append(fold(unit.text[marks[max(0, first - 1)] : stop]))
    return found
