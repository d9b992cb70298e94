"""A question → what it asks for, about what, and within which bounds. Text in, facts out; knows no material."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from assistant.composing.kinds import Asks, kind_of
from assistant.composing.measured import compounds_in, counted_in, nouns_of, unit_of
from assistant.composing.parts import parts
from assistant.composing.subjects import offices
from assistant.text.facts import facts
from assistant.text.numerals import NUMERAL, to_int
from assistant.text.persons import asked_about
from assistant.text.terms import fold
from assistant.text.words import content_words, tagged, words

_SAYS_NOTHING = frozenset(
    (
        "意思 含义 定义 最 晚 来 没 光 凭 多 实际 哪一条 哪条 现行 总 需 说 讲 个 呢 既 又 百分之几 几点 不少 不低 一回"
        " 工作日内 这里 那里 这个 那个 你们 咱们 贵 您 请 想 一下 逐项 逐条 前后 先后 到底 究竟 哪一年 哪一天 是从"
        " 提到 说到 听说 记得 还是 大约 大概 打算 后来 最后 最终 里面 自己 按照 规定"
        " 百分之 百分之多少"
    ).split()
)
"""Words that content words of a question may still hold and that no answer repeats."""

_BOUND = re.compile(r"(?:最[多少迟晚早]|至[多少])(?!的)")
"""What bounds a figure and goes with no word: 最多派, 最少要."""

_DETERMINES = frozenset("各每本该全其此另")
_IN_ONE = re.compile(r".{4}|.{1,4}[县区镇乡村局]")
"""Single characters in a row that are one word: 立行立改, 青岭县."""

_VILLAGE = re.compile(r".{2,3}[县区镇乡村](?=.)")
"""大枫村 of 大枫村出, with which a verb of one character goes on."""

_COUNTS_ONLY = re.compile(
    r"(?:哪几?|前?几|多少)[\u4e00-\u9fff]|怎么(?:[办样弄搞整]|处理|回事)?|哪些|各|一[家个名位件条项种次些]"
)
"""What asks or counts and says nothing: 几回, 哪种, 怎么办, 一家."""

_OR_NOT = re.compile(r"(?P<does>[\u4e00-\u9fff])不(?P=does)(?P<rest>以?)")
_MODAL = frozenset("会能可要该行用管算是准许应对好想")
"""会不会 asks and says nothing; 认不认 says 认."""

_NOT_GOT = re.compile(r"没收(?=[回到齐上过])")
"""没收回来 is no 没收."""

_CLASS = re.compile(
    r"(?:哪些|哪几[个项条类种张道位名]?|哪[一二三四五六七八九十]+[个项条类种张件])"
    r"(?:[\u4e00-\u9fff]{1,4}(?=[\u4e00-\u9fff]{2}(?:[？?，,。]|$)))?(?P<noun>[\u4e00-\u9fff]{2})"
    r"|什么(?P<what>[\u4e00-\u9fff]{2})|[人件次]数"
)
_INSIDE = re.compile(r"(?<=[\u4e00-\u9fff])里(?=[不没有面哪的，,])")
_QUOTED = re.compile(r"“([^”]{1,12})”")
NEGATION = re.compile(
    r"不能(?=[^，。；？]{1,14}的[，,])|没有(?!规定)|没(?=[\u4e00-\u9fff])|未|尚|不(?!少于|低于|超过|得|准|能|可以|同|足|动产)|剩余|其余"
)
_GOES = re.compile(r"[上下出进回过起][来去]$")
_OF_VERBS, _OF_OTHERS = 0.6, 0.4
_ORDINAL = re.compile(
    rf"(?:(?:前|第)(?:{NUMERAL}{{1,3}}|\d{{1,2}})|(?!一[轮批])(?:{NUMERAL}{{1,3}}|\d{{1,2}}))(?:届(?!满)|轮|批(?=[次\u4e00-\u9fff])|号(?!文)|类(?=会议|[、和及]))|第{NUMERAL}{{1,2}}巡[察视]组"
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
    """材料 in 哪些材料, 人数: an answer names them, or tells 5人, and need not call them so."""
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
    part: str = ""
    """The part of the text that is asked for, or what was typed where the text carries the question before."""
    others_words: frozenset[str] = frozenset()
    """Words that only the other parts of a question have, where it is asked for one of its parts."""


def analyse(question: str, follow_up: str = "") -> Question:
    """What a question asks for; `follow_up` is what was typed, where the question carries an earlier one's words.

    >>> analyse("会议费标准是多少元？").unit
    '元'
    >>> analyse("整改的第一责任人是谁").asks
    <Asks.WHO: 'who'>
    """
    folded = _INSIDE.sub("", fold(question))
    titles = tuple(_TITLE.findall(question))
    untitled = said(_TITLE.sub("", folded))
    about = untitled if len(untitled) > 1 or not titles else said(folded)
    return Question(
        text=question,
        asks=kind_of(follow_up) if follow_up and kind_of(follow_up) is not Asks.OTHER else kind_of(question),
        words=tuple(word for word in about if word not in _SAYS_NOTHING) or tuple(about),
        unit=unit_of(follow_up or question) or unit_of(question),
        nouns=nouns_of(follow_up or question),
        counted=counted_in(follow_up or question),
        negated=any(NEGATION.search(part) for part in parts(follow_up or question) or [follow_up or question]),
        address=_address(question),
        years=frozenset(fact.value[:4] for fact in facts(question) if fact.kind == "date" and fact.value[:1].isdigit()),
        ordinals=_asked_ordinals(folded),
        classes=frozenset(match["noun"] or match["what"] or match[0] for match in _CLASS.finditer(folded)),
        quoted=tuple(_QUOTED.findall(question)),
        titles=titles,
        stress={word: _stress(word, kind) for word, kind in tagged(folded)},
        compounds=compounds_in(folded),
        own_words=frozenset(said(fold(follow_up))) if follow_up else frozenset(),
        part=follow_up,
        others_words=_of_others(follow_up, parts(question)),
    )


def _of_others(part: str, of_question: Sequence[str]) -> frozenset[str]:
    if part not in of_question:
        return frozenset()
    return frozenset(word for other in of_question if other != part for word in said(fold(other)))


def said(question: str) -> list[str]:
    """Its content words; offices, names and set phrases that the dictionary cuts into single characters in one piece.

    >>> said("青岭县的立行立改事项有哪些")
    ['青岭县', '立行立改', '事项']
    """
    bare = _OR_NOT.sub(lambda found: " " if found["does"] in _MODAL else found["does"], _BOUND.sub(" ", question))
    bare = _NOT_GOT.sub("没 收", bare)
    cut_up = (name for name in (*offices(bare), *asked_about(bare)) if any(len(word) == 1 for word in words(name)))
    found: dict[str, None] = dict.fromkeys(cut_up)
    for name in found:
        bare = bare.replace(name, " ")
    kept = frozenset(content_words(bare))
    cut = words(bare)
    for alone, run in groupby(cut, key=lambda word: len(word) == 1 and word in kept and word not in _DETERMINES):
        several = [*run]
        joined = "".join(several)
        if alone and (place := _VILLAGE.match(joined)):
            found.update(dict.fromkeys((place[0], *several[len(place[0]) :])))
        elif alone and _IN_ONE.fullmatch(joined):
            found[joined] = None
        else:
            found.update(dict.fromkeys(word for word in several if word in kept))
    return [word for word in found if _COUNTS_ONLY.fullmatch(word) is None]


def ordinals(text: str) -> frozenset[str]:
    """第五轮, 四类, 上半年: the marks that tell one of several from the others, with Arabic digits.

    五轮 by itself may be the fifth or the first five.

    >>> sorted(ordinals("六届市委第五轮巡察")), sorted(ordinals("五轮巡察共移交线索"))
    (['5轮', '6届'], ['5轮', '前5轮'])
    """
    found = [_plain(match[0]) for match in _ORDINAL.finditer(text)]
    bare = (match[0] for match in _ORDINAL.finditer(text) if match[0][0] not in "前第" and match[0][-1] in "轮批")
    return frozenset((*found, *(f"前{_plain(mark)}" for mark in bare)))


def _asked_ordinals(question: str) -> frozenset[str]:
    """五轮 of a question is short for 第五轮."""
    return frozenset(_plain(match[0]) for match in _ORDINAL.finditer(question))


def _plain(ordinal: str) -> str:
    """第五轮 → 5轮."""
    match = re.fullmatch(rf"(前?)第?({NUMERAL}+|\d+)(.+)", ordinal)
    number = to_int(match[2]) if match else None
    return f"{match[1]}{number}{match[3]}" if match and number is not None else ordinal


def _stress(word: str, word_class: str) -> float:
    """What a word counts by its class; 交回去 is a verb."""
    if _GOES.search(word) and word_class in "li":
        return _OF_VERBS
    if word_class in ("n", "nr", "ns", "nt", "nz", "vn", "l", "i", "j", "eng", "m", "nrt"):
        return 1.0
    return _OF_VERBS if word_class == "v" else _OF_OTHERS


def _address(question: str) -> Address | None:
    match = re.search(rf"第({NUMERAL}+|\d+)条(?:第({NUMERAL}+|\d+)款)?(?:第?[（(]?({NUMERAL}+|\d+)[)）]?项)?", question)
    if match is None or (number := to_int(match[1])) is None:
        return None
    return Address(f"第{number}条", _number(match[2]), _number(match[3]))


def _number(numeral: str | None) -> int | None:
    return to_int(numeral) if numeral else None
