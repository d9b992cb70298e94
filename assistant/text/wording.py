"""Text → tokens in one way of writing, so that 须在三十日内 and 应当于30日内 can be laid side by side.

A token is a Han character, a Latin word, or one of the words on which the sense of a rule hangs, each with its span:
numbers by value with their unit apart, what one must, may and must not do, bounds, negation, exceptions, scope, and
references to articles. Words that official prose uses for one another have one key. It knows no grammar: 应 is a duty
and not 反应 because of the characters beside it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Literal, NamedTuple

from assistant.text.numerals import BIG_UNITS, NUMERAL, to_int
from assistant.text.synonyms import SAME_SENSE
from assistant.text.terms import fold

Kind = Literal[
    "character", "word", "number", "unit", "modality", "bound", "negation", "exception", "scope", "link", "reference"
]


class Token(NamedTuple):
    """`text[start:end]`, as `key` once differences of mere writing are gone."""

    key: str
    kind: Kind
    start: int
    end: int


_NOT = "(?:不得|不准|不许|不应当|不应该|不应|不能|不可以|不可|严禁|禁止|不)"

_MODALITY: Mapping[str, str] = {
    "must not": "不得|不予|不准|不许|不允许|严禁|禁止|不可以|不应当|不应该|不应|不能|不要(?!求)|不可(?=[以擅随少])",
    # 对应, 响应, 应急, 应用; 重要, 主要, 要求, 要素; 急需, 需求: no duties
    "should try": "争取|力争|尽量|尽可能|尽力|鼓励|提倡|倡导",
    "must": "应当|应该|必须|务必|务须|须|需要"
    "|(?<![不取获值觉懂显认记使懒难免舍晓])得(?=[在于跑去向把由按先有报交])"
    "|(?<![对适响供相反感效呼报理])应(?![急用对付邀变酬答聘届征景力税纳收缴保投标运声])"
    "|(?<![重主需必首还只想不简扼])要(?![求点素件闻紧害道么是目职务领员旨])"
    "|(?<![急所供必无])需(?![求要])",
    "may": "可以|可(?=[由在向按根依自将对并处与采视延放从实组予给选])|有权|允许|准许",
}

_BOUND: Mapping[str, str] = {
    "at least": f"{_NOT}(?:少于|低于|小于|短于|早于)|以上|至少|最[少低](?!的|一[件个名家次条户座起]|者|为|是)|起码"
    r"|(?<![未不期届])满(?=(?:\d+|[一二三四五六七八九十]+)(?:周?岁|分|年))",
    "at most": f"{_NOT}(?:超过|多于|高于|大于|长于|晚于|迟于)|以下|以内|之内|(?<=[日天月年周时钟])[内里]"
    "|至多|最[多高长](?!的|一[件个名家次条户座起]|者|为|是)|最迟",
    "outside": "以外|之外",
    "more than": r"超过|高于|大于|多于|长于|晚于|逾(?=\d)",
    "less than": r"不到(?=\d|百分|[一二三四五六七八九十]+成)|低于|少于|小于|短于"
    r"|不足(?=[\d一二两三四五六七八九十百半])|未满|不满",
    "before": "(?:(?<=[日月年周时天底末初])|(?<=结束)|(?<=开始))(?:之前|以前|前)",
    "after": "(?:(?<=[日月年周时天底末初])|(?<=结束)|(?<=开始))(?:之后|以后|后)",
}

_NEGATION = (
    "没有|没|未(?![来知])|无(?![论锡线人机偿])|不(?![断仅但论管同动良过久只宜时妨料得])|非(?![常洲])|并非"
    "|勿|毋|莫|否(?!则)"
)
_SAME_NEGATION = frozenset(("没有", "没", "未", "无"))

_EXCEPTION = "除非|除外|另有规定|但是|但|例外|不适用|除(?![名去以夕尘草湿了法险害患])"

_SCOPE = (
    "不论|无论|不管|一律|全部|所有|任何|(?<!平)均|(?<![首成])都(?!市)"
    "|逐一|逐个|逐户|挨个|挨家(?:挨户)?|完全|始终|一切|各类|普遍"
)

_ONLY = (
    "只有(?![\\d一二两三四五六七八九十])|才(?=[能可应退予给算属不会需须])|方可|方能"
    "|(?<!不)(?:仅仅|仅|光(?=[有靠凭])|只(?![能可好要是有想剩管顾]))(?![^，,。；;]{0,4}[\\d一二两三四五六七八九十]|次)"
)

_LINKS: Mapping[str, str] = {
    "whether": "是否|与否|能否|可否|(?<!所)有没有|是不是|能不能|会不会|要不要|该不该|可不可以",
    "and": "以及|及其|及|与|和|并且|同时|并(?!非)|(?<![而尚况姑暂])且|跟|暨",
    "or": "或者|或|抑或",
    "by": "按照|依照|依据|根据|遵照|参照|据",
    "from": "自|从(?![事业而])",
    "for": "对于|针对|对",
    "if": "如果|如|若",
    "because": "由于|因为|因",
    "is": "是|为|系(?![统列])",
    "agent": "被|由|受到",
    "already": "已经|已",
    "take": "将|把",
    "at": "在|于",
    "until": "至|到",
    "every": "每|各",
    "towards": "向|给",
    "and so on": "等等|等",
    "then": "就|则|即|便|(?<![归返退偿交奉])还(?![款清贷债本])",
}

_SAME_WORDS: Mapping[str, str] = {
    "有关": "相关|有关|关联",
    "政府": "人民政府|政府",
    "进行": "进行|开展|作出|实施|予以|给予|加以",
    "立即": "立即|马上|立刻|即刻",
    "周": "(?:礼拜|星期)(?=[一二三四五六日天])|周(?=[一二三四五六日末])",
}
"""Words that rewriting changes and that change nothing. In 政府 both ways of writing mean the same body."""

_DROPPED = (
    "的|(?<![土基各当本外属内农产两场])地(?=[\u4e00-\u9fff])|了|着|所(?=规定|列|述|称|产|指|属)|之|其|该|此|这|那|也|又"
)
"""Particles and pointers, which a sentence has or lacks as its rhythm wants."""

_UNITS = (
    "个工作日|个钟头|钟头|工作日|个人(?![员才事])|块钱|个季度|季度|个月|个小时|小时|分钟|个学时|学时|周岁|人次|件次|批次|平方公里|平方米|立方米|公里|千米"
    "|厘米|毫米|公顷|公斤|千克|摄氏度|星期|周年|人民币|元|日|天|号|月|年|周|秒|岁|名|人|位|个|项|条|款|章|节|起|次|趟|遍|回(?![复应访避])|件|家"
    "|份|场|期|轮|批|处|户|所|组|张|篇|字|套|台|辆|艘|架|吨|米|亩|桌|倍|步|类|种|级|层|座|克|升|部|届|分|点|时(?![间期候节代常而])|度|间|笔"
    "|宗|例|枚|只|头|株|册|卷|门|支|队|角|成|折|村"
)
_SAME_UNIT: Mapping[str, str] = {
    "天": "日",
    "号": "日",
    "个工作日": "工作日",
    "个季度": "季度",
    "个小时": "小时",
    "个学时": "学时",
    "周岁": "岁",
    "位": "名",
    "人": "名",
    "星期": "周",
    "千米": "公里",
    "千克": "公斤",
    "点": "时",
    "趟": "次",
    "回": "次",
    "遍": "次",
    "个钟头": "小时",
    "钟头": "小时",
    "间": "处",
    "个人": "名",
    "块钱": "元",
}

_NUMBER = (
    rf"(?P<half_year>(?<![上下])半年)|(?P<half_month>(?<![上下])半个月)|百分之(?P<percent>{NUMERAL}+(?:点{NUMERAL}+)?|\d+(?:\.\d+)?)"
    r"|(?P<half>一半|半数)|(?P<tenths>[一二两三四五六七八九])成(?![立员果效绩为本熟就功分])"
    rf"|(?P<below>{NUMERAL}{{1,3}})分之(?P<above>{NUMERAL}{{1,3}})"
    r"|(?P<over>\d{1,3})/(?P<under>\d{1,3})(?![\d/])"
    r"|(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?P<big>[百千]?[万亿])?"
    # 一 alone counts nothing unless something is counted: 一位 and 一些 differ; 万一 and 千万 are no numbers at all
    rf"|(?P<numeral>(?!(?<=[在到跟和同])一起|(?<=[这那同某另每])一|一起(?=[办做去来开查研商审核])){NUMERAL}+)(?:余|多)?(?=(?:{_UNITS})|分|余|多)"
    rf"|(?P<long>[〇零一二三四五六七八九十百千万亿]*[二三四五六七八九][〇零一二三四五六七八九十百千万亿]+)"
)
_REFERENCE = (
    r"第(?P<label>[〇零一二三四五六七八九十百千]+|\d+)(?P<level>[条款项章节])"
    r"(?P<inserted>之[一二三四五六七八九十])?"
)
_HALVES: Mapping[str, str] = {"half": "1/2", "half_year": "6", "half_month": "15"}
"""What is said in halves, by the group of its words; 半个月 are 15 days."""

_MONTHS_OF_YEAR = 12
_LONGEST_PERIOD = 99
"""Years; 2024年 is a date and no period."""

_FREQUENCY = "每半?个?(?:半年|年度?|季度?|月|周|星期|日|天|轮|届)(?!前)"

_LABEL = (
    r"(?:(?<=\n)|(?<![\s\S]))[ \t　]*\d{1,2}"
    rf"(?:(?:\.\d{{1,2}})+(?=[ \t　]|(?![万亿]|{_UNITS})[\u4e00-\u9fff])|[.、．](?!\d))"
)
"""What numbers a line: 1.2 or 3、, which is no figure."""

_TABLES: tuple[tuple[Kind, Mapping[str, str]], ...] = (
    ("bound", _BOUND),
    ("modality", _MODALITY),
    ("exception", {"exception": _EXCEPTION}),
    ("negation", {"negation": _NEGATION}),
    ("scope", {"all": _SCOPE, "only": _ONLY}),
    ("word", SAME_SENSE),
    ("link", _LINKS),
    ("character", _SAME_WORDS),
)
_ENTRIES = tuple((kind, key, pattern) for kind, table in _TABLES for key, pattern in table.items())
_TOKEN = re.compile(
    "|".join(
        (
            f"(?P<item>{_LABEL})",
            f"(?P<reference>{_REFERENCE})",
            f"(?P<number>{_NUMBER})",
            "(?P<sign>%)",
            f"(?P<frequency>{_FREQUENCY})",
            *(f"(?P<entry{at}>{pattern})" for at, (_, _, pattern) in enumerate(_ENTRIES)),
            f"(?P<dropped>{_DROPPED})",
            "(?P<latin>[a-z]+)",
            r"(?P<character>[\u3400-\u9fff])",
        )
    )
)
_UNIT = re.compile(_UNITS)


@lru_cache(maxsize=512)
def tokens(text: str) -> tuple[Token, ...]:
    """The tokens of a text in order; punctuation and particles have none.

    >>> [token.key for token in tokens("须在三十日内，退还２万元的百分之五")]
    ['must', 'at', '#30', '日', 'at most', '退', '还', '#20000', '元', '#5', '%']
    """
    folded = fold(text)
    found: list[Token] = []
    position = 0
    while match := _TOKEN.search(folded, position):
        position = match.end()
        if match.lastgroup == "number":
            found += _numeric(match)
            position = _unit_behind(folded, found, position)
        elif match.lastgroup not in ("dropped", "item"):
            found.append(_token(match))
    return tuple(found)


def _token(match: re.Match[str]) -> Token:
    group, words = match.lastgroup or "", match[0]
    if group == "reference":
        return Token(f"第{to_int(match['label'])}{match['level']}{match['inserted'] or ''}", "reference", *match.span())
    if group == "sign":
        return Token("%", "unit", *match.span())
    if group == "frequency":
        return Token(_frequency(words), "unit", *match.span())
    if group in ("latin", "character"):
        return Token(words, "word" if group == "latin" else "character", *match.span())
    kind, key, _ = _ENTRIES[int(group.removeprefix("entry"))]
    if kind == "negation":
        key = "没" if words in _SAME_NEGATION else words
    elif kind == "exception":
        key = "除" if words in ("除", "除外", "除非") else words
    return Token(key, kind, *match.span())


def _frequency(words: str) -> str:
    return re.sub("[个度]", "", words).replace("星期", "周").replace("天", "日")


def _numeric(match: re.Match[str]) -> list[Token]:
    """A number, with % behind a percentage; characters where the numeral is no number."""
    amount = _amount(match)
    if amount is None:
        places = enumerate(match[0], match.start())
        return [Token(mark, "character", at, at + 1) for at, mark in places]
    number = Token(f"#{amount}", "number", *match.span())
    if match["half_year"] or match["half_month"]:
        return [number, Token("个月" if match["half_year"] else "日", "unit", *match.span())]
    is_share = match["percent"] or match["tenths"]
    return [number, Token("%", "unit", *match.span())] if is_share else [number]


def _amount(match: re.Match[str]) -> str | None:
    if half := next((name for name in _HALVES if match[name]), ""):
        return _HALVES[half]
    if match["tenths"]:
        return f"{to_int(match['tenths'])}0"
    if match["under"]:
        return f"{match['over']}/{match['under']}"
    if match["below"]:
        return f"{to_int(match['above'])}/{to_int(match['below'])}"
    value = _value(match["percent"] or match["digits"] or match["numeral"] or match["long"])
    if value is None:
        return None
    for mark in match["big"] or "":
        value *= {"百": 100, "千": 1000, **BIG_UNITS}[mark]
    return f"{value.normalize():f}"


def _value(number: str) -> Decimal | None:
    if number[0].isdigit() and number[0].isascii():
        return Decimal(number.replace(",", ""))
    whole, _, fraction = number.partition("点")
    value = to_int(whole)
    if value is None:
        return None
    return Decimal(f"{value}.{''.join(str(to_int(mark)) for mark in fraction)}" if fraction else value)


def _unit_behind(folded: str, found: list[Token], position: int) -> int:
    """Take the unit right behind a number as a token of its own."""
    unit = _UNIT.match(folded, position)
    if unit is None or found[-1].kind != "number":
        return position
    number, key = found[-1], _SAME_UNIT.get(unit[0], unit[0])
    years = number.key.removeprefix("#")
    half = int(folded.startswith("半", unit.end()))
    if key == "年" and years.isdecimal() and int(years) <= _LONGEST_PERIOD:
        months = int(years) * _MONTHS_OF_YEAR + half * _MONTHS_OF_YEAR // 2
        found[-1], key = number._replace(key=f"#{months}"), "个月"
        found.append(Token(key, "unit", unit.start(), unit.end() + half))
        return unit.end() + half
    found.append(Token(key, "unit", *unit.span()))
    if half and key == "时":
        found += [Token("#30", "number", unit.end(), unit.end() + 1), Token("分", "unit", unit.end(), unit.end() + 1)]
        return unit.end() + 1
    return unit.end()
