"""A question → what it asks for, about what, and within which bounds. Text in, facts out; knows no material."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from assistant.text.facts import facts
from assistant.text.numerals import NUMERAL, to_int
from assistant.text.terms import fold
from assistant.text.words import content_words, tagged


class Asks(StrEnum):
    """The kind of answer a question wants."""

    NAME = "name"
    WHO = "who"
    HOW_MANY = "how many"
    WHEN = "when"
    HOW_LONG = "how long"
    WHERE = "where"
    WHY = "why"
    WHICH_ARTICLE = "which article"
    ARTICLE_TEXT = "article text"
    LIST = "list"
    DEFINITION = "definition"
    WHETHER = "whether"
    HOW_TO = "how to"
    OTHER = "other"


_ARTICLE = rf"第(?:{NUMERAL}+|\d+)条"
_KINDS = (
    (Asks.WHICH_ARTICLE, re.compile(r"(?:第几|哪一?|什么)条(?!件)|哪些条款")),
    (
        Asks.ARTICLE_TEXT,
        re.compile(rf"{_ARTICLE}.{{0,16}}(?:怎么|如何|怎样|什么|规定|内容|讲|说)|{_ARTICLE}[^，。]{{0,6}}[？?]?$"),
    ),
    (Asks.WHETHER, re.compile(r"(?:允许|可以|能|行|对|需要|要)(?:吗|么|不)[？?]?$")),
    (
        Asks.NAME,
        re.compile(
            r"叫什么|什么名字|姓名|名称是什么|电话(?:号码)?是多少|哪家(?:企业|公司|医院|单位|银行)?|(?:局长|书记|主任|组长|市长|县长)是谁"
        ),
    ),
    (
        Asks.LIST,
        re.compile(
            r"哪几(?!天|年|日)|哪[一二三四五六七八九十两][项个条种类方张件步]"
            r"|[二两三四五六七八九十][个项条件大](?!工作日|月)[\u4e00-\u9fff]{1,6}"
            r"(?:是什么|是哪些|有哪些|包括|分别|各是|[？?]?$)"
        ),
    ),
    (
        Asks.HOW_LONG,
        re.compile(
            r"多久|多长(?:时间)?|几个?(?:工作日|日|天|个月|月|年|小时|分钟|学时)|何时之?前|最迟|最晚"
            r"|多少个?(?:工作日|日|天|个?月|年|小时|分钟|学时)|(?:期限|时限|时间)(?:是多|有多|要多|呢|是什么|$|[？?])"
        ),
    ),
    (
        Asks.WHEN,
        re.compile(r"何时|什么时候|哪[一年天]|几月|什么时间|日期|几号|哪年|起施行|开始施行|星期几|周几|几点"),
    ),
    (
        Asks.HOW_MANY,
        re.compile(
            r"多少|几[个名人件次条项种类家份起批轮处户座套分倍]|[人件次]数|金额|比例|占比|百分之几|多大|多高|上限|标准是"
        ),
    ),
    (
        Asks.WHO,
        re.compile(
            r"谁|哪个(?:部门|单位|机构|科室|领导|人)|哪些(?:部门|单位|机构|人员?)(?!.{0,6}(?:情形|情况))|什么(?:部门|单位|机构|人)"
            r"|由.{0,4}负责"
        ),
    ),
    (Asks.WHERE, re.compile(r"哪里|何处|什么地方|哪个地方|在哪(?![些个一几])")),
    (Asks.WHY, re.compile(r"为什么|为何|原因是|什么原因|怎么会")),
    (
        Asks.DEFINITION,
        re.compile(r"什么(?:叫|是)(?!.{0,12}(?:时候|内容))|是指什么|指的?是什么|是什么意思|的(?:定义|含义)"),
    ),
    (Asks.LIST, re.compile(r"哪些|有什么|包括什么|包含什么|分别是什么|列出|内容有|原则|情形|条件是什么|有何")),
    (
        Asks.WHETHER,
        re.compile(r"能不能|可不可以|可否|能否|是否|是不是|要不要|有没有|行不行|允许|[吗么嘛][？?]?$"),
    ),
    (Asks.HOW_TO, re.compile(r"怎么|怎样|如何|什么(?:程序|流程|步骤|手续)")),
    (Asks.HOW_LONG, re.compile(r"(?:期限?|时限|时间|周期)(?=[，,？?]|$)")),
    (Asks.HOW_MANY, re.compile(r"(?:比例|金额|标准|率|人数|数量)(?=[，,？?]|$)")),
)

_UNIT = re.compile(
    r"(?:多少|几)(?:万|亿|个(?=人))?(?P<unit>个工作日|工作日|个月|人次|件次|平方米|公里|分钟|小时|学时"
    r"|[元件名人个项条起次家份场期轮批户组分倍种类日天年处座套台所亩吨])"
)
_SHARE = re.compile(
    r"比例|占比|百分之几|[率]是多少|[率](?:达到|低于|不低于|高于|为)?多少|权重|占多少|占[^，。]{0,8}多少"
)
_MONEY = re.compile(r"多少钱|金额|多少资金|标准是每|费用是多少|总投资|经费(?:安排|是)?多少|奖金")
_SAYS_NOTHING = frozenset(
    (
        "意思 含义 定义 最 晚 来 没 光 凭 多 实际 哪一条 哪条 现行 总 需 说 讲 个 呢 既 又 百分之几 几点 不少 不低 一回"
        " 工作日内"
    ).split()
)
"""Words that content words of a question may still hold and that no answer repeats."""

_CLASS = re.compile(
    r"(?:哪些|哪几[个项条类种张]?|哪[一二三四五六七八九十]+[个项条类种张件]|什么)(?P<noun>[\u4e00-\u9fff]{2})"
)
_INSIDE = re.compile(r"(?<=[\u4e00-\u9fff])里(?=[不没有面哪的，,])")
_QUOTED = re.compile(r"“([^”]{1,12})”")
NEGATION = re.compile(
    r"没有(?!规定)|没(?=[\u4e00-\u9fff])|未|尚|不(?!少于|低于|超过|得|准|能|可以|同|足|动产)|剩余|其余"
)
_OF_VERBS, _OF_OTHERS = 0.6, 0.4
_COUNTED = re.compile(r"(?:多少|几)[个项条](?P<noun>[\u4e00-\u9fff]{2})")
_ASKS_FOR_FIGURE = re.compile(r"多少|多长|多久|几(?!类)|(?<=[是为])什么")
_PER = re.compile(r"每[人天日月年次个项份村晚]+")
_NO_NOUN = frozenset(
    "个人 一共 总共 全市 合计 起码 时间 长时间 工作日内 实际 责令 村级 方面 金额 资金 单位 事项 责任 期限 时限".split()
)
"""Words that stand where the measured thing would and do not name it."""

_ATTRIBUTE = re.compile(r"[\u4e00-\u9fff]{0,4}(?:期限?|时限|时间|周期|比例|金额|标准|率|人数|数量)(?=[，,？?]|$)")
_NOUNS = ("n", "nz", "nt", "vn", "l", "j")
_ENDINGS = frozenset("期率费额量数价")
_ENDINGS_OF_COMPOUNDS = frozenset("期率费额价金")
_COMPOUND = 3
_HAD = re.compile(r"的([\u4e00-\u9fff]{2,4})(?:一共|总共)?(?:有|是|为)$")
"""编制 in 市委办的编制有多少人, whatever class of word it is."""

_REACH = 5
"""Words from what asks back to what is measured."""

_ORDINAL = re.compile(
    rf"(?:前|第)?(?:{NUMERAL}{{1,3}}|\d{{1,2}})(?:届(?!满)|轮|批(?=[次\u4e00-\u9fff])|号(?!文)|类(?=会议))|第{NUMERAL}{{1,2}}巡[察视]组"
    r"|[上下]半年|[一二三四]季度"
)
_TITLE = re.compile(r"《([^《》]{2,60})》")


@dataclass(frozen=True, slots=True)
class Address:
    """第三条第二款第一项 as a question names it."""

    article: str
    """第3条."""
    paragraph: int | None = None
    item: int | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked."""

    text: str
    asks: Asks
    words: tuple[str, ...]
    """What it is about: its words but those that ask."""
    unit: str | None = None
    """件 in 多少件, % in 比例是多少, 元 in 多少钱; None where the question leaves it open."""
    nouns: tuple[str, ...] = ()
    """What is counted or measured: 问题 in 多少个问题, 完成率 in 完成率是多少."""
    counted: str | None = None
    """问题 in 多少个问题, where 个, 项 or 条 counts, which say nothing by themselves."""
    negated: bool = False
    """Whether it asks for what is not done, not there, not allowed."""
    address: Address | None = None
    years: frozenset[str] = frozenset()
    ordinals: frozenset[str] = frozenset()
    """第五轮, 四类, 上半年: which of several it is about."""
    classes: frozenset[str] = frozenset()
    """材料 in 哪些材料: an answer names them and need not call them so."""
    quoted: tuple[str, ...] = ()
    """What stands in “”: an answer holds it."""
    titles: tuple[str, ...] = ()
    """Titles in 《》. Their words say where to look, not what for."""
    stress: Mapping[str, float] = field(default_factory=dict)
    """Word → how much of what is asked about lies in it: nouns say it, verbs vary, the rest colours."""
    compounds: tuple[str, ...] = ()
    """培训费, 完成率, 公示期: what ends so is another thing than 会议费, 参保率, 整改期."""
    own_words: frozenset[str] = frozenset()
    """Words of a follow-up itself, where the others come from the question before; empty where there was none."""


def analyse(question: str, follow_up: str = "") -> Question:
    """What a question asks for; `follow_up` is what was typed, where the question carries an earlier one's words.

    >>> analyse("会议费标准是多少元？").unit
    '元'
    >>> analyse("整改的第一责任人是谁").asks
    <Asks.WHO: 'who'>
    """
    folded = _INSIDE.sub("", fold(question))
    titles = tuple(_TITLE.findall(question))
    untitled = content_words(_TITLE.sub("", folded))
    said = untitled if len(untitled) > 1 or not titles else content_words(folded)
    return Question(
        text=question,
        asks=kind_of(follow_up) if follow_up and kind_of(follow_up) is not Asks.OTHER else kind_of(question),
        words=tuple(word for word in said if word not in _SAYS_NOTHING) or tuple(said),
        unit=_unit(follow_up or question) or _unit(question),
        nouns=_nouns(follow_up or question),
        counted=_counted(follow_up or question),
        negated=NEGATION.search(follow_up or question) is not None,
        address=_address(question),
        years=frozenset(fact.value[:4] for fact in facts(question) if fact.kind == "date" and fact.value[:1].isdigit()),
        ordinals=ordinals(folded),
        classes=frozenset(match["noun"] for match in _CLASS.finditer(folded)),
        quoted=tuple(_QUOTED.findall(question)),
        titles=titles,
        stress={word: _stress(kind) for word, kind in tagged(folded)},
        compounds=_compounds(folded),
        own_words=frozenset(content_words(fold(follow_up))) if follow_up else frozenset(),
    )


def kind_of(question: str) -> Asks:
    """The kind of answer that a question wants."""
    return next((kind for kind, words in _KINDS if words.search(question)), Asks.OTHER)


def ordinals(text: str) -> frozenset[str]:
    """第五轮, 四类, 上半年: the marks that tell one of several from the others, with Arabic digits.

    >>> sorted(ordinals("六届市委第五轮巡察"))
    ['5轮', '6届']
    """
    return frozenset(_plain(match[0]) for match in _ORDINAL.finditer(text))


def _plain(ordinal: str) -> str:
    """第五轮 → 5轮."""
    match = re.fullmatch(rf"(前?)第?({NUMERAL}+|\d+)(.+)", ordinal)
    number = to_int(match[2]) if match else None
    return f"{match[1]}{number}{match[3]}" if match and number is not None else ordinal


def _stress(word_class: str) -> float:
    """What a word counts by its class."""
    if word_class in ("n", "nr", "ns", "nt", "nz", "vn", "l", "i", "j", "eng", "m", "nrt"):
        return 1.0
    return _OF_VERBS if word_class == "v" else _OF_OTHERS


def _unit(question: str) -> str | None:
    if match := _UNIT.search(question):
        return match["unit"]
    if _SHARE.search(question):
        return "%"
    return "元" if _MONEY.search(question) else None


def _counted(question: str) -> str | None:
    match = _COUNTED.search(question)
    return match["noun"] if match else None


def _nouns(question: str) -> tuple[str, ...]:
    """What is counted, right behind what asks, or else what is measured, before it.

    >>> _nouns("反馈了多少个问题"), _nouns("整改完成率是多少"), _nouns("集中整改期？")
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
    behind = tagged(question[asks.end() : asks.end() + 8])[:3]
    for word, kind in behind:
        if kind in _NOUNS and len(word) > 1:
            return word
        if kind not in ("m", "q", "uj", "f") and len(word) > 1:
            break
    before = tagged(_PER.sub("", re.split("[，,；。]", question[: asks.start()])[-1]))[-_REACH:]
    nouns = [
        _with_ending(before, at)
        for at, (word, kind) in enumerate(before)
        if _names(word, kind) and not (at and before[at - 1][1] == "p")
    ]
    had = _HAD.search(question[: asks.start()])
    return nouns[-1] if nouns else (had[1] if had else "")


def _names(word: str, kind: str) -> bool:
    return word in _ENDINGS or (kind in _NOUNS and len(word) > 1)


def _with_ending(said: Sequence[tuple[str, str]], at: int) -> str:
    """整改 and 期 are one word: what ends in one character goes with the word before it."""
    word = said[at][0]
    return said[at - 1][0] + word if word in _ENDINGS and at else word


def _compounds(question: str) -> tuple[str, ...]:
    """Its words for a charge, a rate, a period.

    >>> _compounds("市级机关培训费的标准是多少"), _compounds("整改完成率是多少")
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


def _address(question: str) -> Address | None:
    match = re.search(rf"第({NUMERAL}+|\d+)条(?:第({NUMERAL}+|\d+)款)?(?:第?[（(]?({NUMERAL}+|\d+)[)）]?项)?", question)
    if match is None or (number := to_int(match[1])) is None:
        return None
    return Address(f"第{number}条", _number(match[2]), _number(match[3]))


def _number(numeral: str | None) -> int | None:
    return to_int(numeral) if numeral else None
