"""A question → what it wants counted or measured, and in which unit. Text in, words out; knows no material."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.text.words import tagged

_UNIT = re.compile(
    r"(?:多少|几)(?:万|亿|个(?=人))?(?P<unit>个工作日|工作日|个月|人次|件次|平方米|平方公里|立方米|公里|千米|毫米|厘米|公顷"
    r"|千克|公斤|摄氏度|分钟|小时|学时|[元件名人个项条起次家份场期轮批户组分倍种类日天年处座套台所亩吨米克斤岁册页辆栋架艘支队届匹副层间趟宗笔卷枚封口艘头只根株棵幅盏桩])"
)
_NUMBER_OF = re.compile(r"(?P<unit>人|件|次)数(?!据|字|额|[^，。？]{0,3}(?:达到|占|不[少低]于)多少)")
"""人数 is told in 人; 人数要达到多少 may be told as a share."""

_SHARE = re.compile(
    r"比例|占比|百分之(?:几|多少)|[率]是多少|[率](?:达到|低于|不低于|高于|为)?多少|权重|占多少|占[^，。]{0,8}多少|占多大"
)
_SHARE_OF = re.compile(r"的(?:多少|几成|百分之几)(?=[，,？?]|$)")
"""不少于总数的多少 is told as a share."""

_MONEY = re.compile(
    r"多少钱|金额|多少资金|标准是每|费用是多少|总投资|经费(?:安排|是)?多少|奖金|(?:总额|余额|资金|经费|预算|投资|资本|收入|支出|工资|价格|[^交公]费)[\u4e00-\u9fff]{0,3}多少(?![个人名项件家条])"
)
_COUNTED = re.compile(r"(?:多少|几)[个项条](?!人|工作日|月)(?P<noun>[\u4e00-\u9fff]{2}组?)")
_ASKS_FOR_FIGURE = re.compile(r"多少|多[长久大高重厚宽远]|(?<!哪)几(?!类)|(?<=[是为])什么")
_PER = re.compile(r"每[人天日月年次个项份村晚]+")
_NO_NOUN = frozenset(
    "年度 个人 一共 总共 全市 合计 起码 时间 长时间 工作日内 实际 责令 村级 方面 金额 资金 单位 事项 责任 期限 时限"
    " 规定 计划 办理 专门 县里 市里 区里 乡里 村里 镇里 站里 里面".split()
)
"""Words that stand where the measured thing would and do not name it."""

_ATTRIBUTE = re.compile(r"[\u4e00-\u9fff]{0,4}(?:期限?|时限|时间|周期|比例|金额|标准|率|人数|数量)(?=[，,？?]|$)")
_NOUNS = ("n", "nz", "nt", "vn", "l", "j")
_ENDINGS = frozenset("期率费额量数价度")
_ENDINGS_OF_COMPOUNDS = frozenset("期率费额价金")
_COMPOUND = 3
_QUANTITY = re.compile(r"(?<=[\u4e00-\u9fff]{2})(?:总量|总额|[量额])$")
"""What only says that it is measured."""

_HAD = re.compile(r"的([\u4e00-\u9fff]{2,4}?)(?:一共|总共|合计|中?已)?(?:有|是|为)$")
"""编制 in 市委办的编制有多少人, whatever class of word it is."""

_IS = re.compile(r"[是为有]$")
"""整改期 in 整改期是多长时间 stands before what asks."""

_DAY_OR_TERM = re.compile(r"几(?:号|点|日|天|年|月|个月|个?工作日|小时|周)")
_HAS_A_TERM = re.compile(r"(?:[是为有]|[期限间]|周期)(?:不?[超多少]过?于?)?$")
"""几号前 asks what is done by then; what stands before it is measured only where it is a term, 整改期是几个月."""

_CLAUSE = re.compile("[，,；。？?]")
_SHORT_NOUNS = (*_NOUNS, "zg", "uv")
"""How the dictionary classes 村, 车 and 地."""

_NO_THING = frozenset("人内后前里上下中钱话")
_NOT = ("没", "没有", "未", "不", "尚未")
_TENSE = ("了", "过", "着", "完", "到")

_REACH = 5
"""Words from what asks back to what is measured."""


def unit_of(question: str) -> str | None:
    """件 of 多少件, % of 比例是多少, 元 of 多少钱; None where the question leaves it open."""
    if _SHARE_OF.search(question):
        return "%"
    if match := _UNIT.search(question):
        return match["unit"]
    if _SHARE.search(question):
        return "%"
    if match := _NUMBER_OF.search(question):
        return match["unit"]
    return "元" if _MONEY.search(question) else None


def counted_in(question: str) -> str | None:
    """问题 of 多少个问题, where 个, 项 or 条 counts."""
    match = _COUNTED.search(question)
    return match["noun"] if match else None


def nouns_of(question: str) -> tuple[str, ...]:
    """What is counted, right behind what asks, or else what is measured, before it.

    >>> nouns_of("反馈了多少个问题"), nouns_of("整改完成率是多少"), nouns_of("集中整改期？")
    (('问题',), ('完成率',), ('整改期',))
    """
    found = [_noun_at(question, match) for match in _ASKS_FOR_FIGURE.finditer(question)]
    if not _ASKS_FOR_FIGURE.search(question):
        found = [_attribute(match[0]) for match in _ATTRIBUTE.finditer(question)]
    return tuple(dict.fromkeys(noun for noun in found if noun and noun not in _NO_NOUN))


def _attribute(said: str) -> str:
    """整改期 of 集中整改期, 标准 of 住宿费标准."""
    return said[-3:].lstrip("的") if said[-1] in "期率" else said[-2:]


def _noun_at(question: str, asks: re.Match[str]) -> str:
    if _DAY_OR_TERM.match(question, asks.start()) and not _HAS_A_TERM.search(question[: asks.start()]):
        return ""
    unit = _UNIT.match(question, asks.start())
    begins = unit.end() if unit else asks.end()
    behind = tagged(_CLAUSE.split(question[begins : begins + 8])[0])[:3]
    if unit and behind and behind[0][1] in _SHORT_NOUNS and len(behind[0][0]) == 1 and behind[0][0] not in _NO_THING:
        return behind[0][0]
    if behind and behind[0][0] in _NOT and _IS.search(question[: asks.start()]):
        behind = []
    if behind and behind[0][0] in _NO_NOUN and _IS.search(question[: asks.start()]):
        behind = []
    for word, kind in behind:
        if kind in _NOUNS and len(word) > 1:
            return word
        if kind not in ("m", "q", "uj", "f") and len(word) > 1:
            break
    noun = _noun_before(tagged(_PER.sub("", _CLAUSE.split(question[: asks.start()])[-1])))
    had = _HAD.search(question[: asks.start()])
    return had[1] if had and had[1] not in _NO_NOUN and not (noun and had[1].endswith(noun)) else noun


def _noun_before(said: Sequence[tuple[str, str]]) -> str:
    """The last noun before what asks; 项目 in 项目没签合同的有几个, where what is left out stands first."""
    last = said[-_REACH:]
    nouns = [
        _with_ending(last, at)
        for at, (word, kind) in enumerate(last)
        if _names(word, kind)
        and word not in _NO_NOUN
        and not (at and last[at - 1][1] == "p")
        and not _is_done(last, at)
    ]
    if [word for word, _ in said[-2:]] == ["的", "有"] and _names(*said[0]):
        return said[0][0]
    if nouns or len(said) < 2 or not _IS.fullmatch(said[-1][0]):
        return nouns[-1] if nouns else ""
    word, kind = said[-2]
    return word if kind[0] in "nv" and len(word) > 1 and word not in _NO_NOUN else ""


def _is_done(said: Sequence[tuple[str, str]], at: int) -> bool:
    """培训 of 学员培训了几期 is what is done."""
    return said[at][1] == "vn" and at + 1 < len(said) and said[at + 1][0] in _TENSE


def _names(word: str, kind: str) -> bool:
    return word in _ENDINGS or (len(word) > 1 and (kind in _NOUNS or _is_degree(word)))


def _is_degree(word: str) -> bool:
    """满意度, whatever the dictionary takes it for."""
    return len(word) == _COMPOUND and word[-1] == "度"


def amount_of(noun: str) -> str:
    """消耗 of 消耗量, which is told as 消耗为5000吨: what is measured, without the word for its being measured."""
    return _QUANTITY.sub("", noun)


def _with_ending(said: Sequence[tuple[str, str]], at: int) -> str:
    """整改 and 期 are one word: what ends in one character goes with the word before it."""
    word = said[at][0]
    return said[at - 1][0] + word if word in _ENDINGS and at else word


def compounds_in(question: str) -> tuple[str, ...]:
    """Its words for a charge, a rate, a period.

    >>> compounds_in("市级机关培训费的标准是多少"), compounds_in("整改完成率是多少")
    (('培训费',), ('完成率',))
    """
    said = tagged(question)
    found = [word for word, _ in said if len(word) == _COMPOUND and word[-1] in _ENDINGS_OF_COMPOUNDS]
    found += [
        said[at - 1][0] + word
        for at, (word, _) in enumerate(said)
        if at and word in _ENDINGS_OF_COMPOUNDS and len(said[at - 1][0]) == _COMPOUND - 1
    ]
    return tuple(dict.fromkeys(found))
