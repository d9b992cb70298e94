"""The offices, firms, places and days that a question names → how far a text is about others.

交通局 is 市交通运输局 and 民政局 is no 教育局. Text in, shares out; knows no library.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from itertools import pairwise

from assistant.text.facts import facts
from assistant.text.words import tagged

_BODY = (
    r"(?:有限责任公司|股份有限公司|有限公司|公司|集团|人民法院|法院|检察院|人民医院|医院|大学|学院|学校|中学|小学|银行|委员会|街道"
    r"|总工会|联合社|联合会|协会|交易中心|管理中心|发展中心|(?<=[\u4e00-\u9fff]{2})局)"
)
_NAMED = re.compile(rf"[\u4e00-\u9fff]{{2,16}}?{_BODY}")
_PLACE = re.compile(
    r"[\u4e00-\u9fff]{2,3}(?:[县镇](?!域)|乡(?!村)|(?<![小社辖片园地库景校城山灾市郊])区)(?![区级委域直（])"
)
_CUT = re.compile(
    r".*(?:\d[家个所件名]?|根据|结合|按照|关于|对于|请问|截至|其中|[在给对向由的是和与把被为从到及、，]|\d年|轮|期间|中共|市委|县委|区委|省委|巡察|巡视|反馈|组巡?)"
)
_NO_NAME = re.compile(
    rf"^{_BODY}$|什么|如何|哪|同类|其他|其它|有的|多少|所有|^[几项各该某本每个条我贵]|[那这]个"
    r"|通过|提升|增强|支持|分析|年度|月|计划|来|了"
)
"""Words before 公司 or 医院 that make a clause of it and no name."""

_PREFIX = re.compile(r"^[\u4e00-\u9fff]{0,3}[省市县区](?![场属])")
_RANKS_ONLY = re.compile(r"^[副所家]|^[省市县区乡镇村]*(?:街道)?$")
"""县区 and 乡镇街道 are kinds of places and no place."""

_PROPER_NAMES = ("ns", "nr", "nz")
_NOT_IN_NAMES = frozenset("v d p c r t uj".split())
_ALONE = frozenset("叫让请令能有要报交那这当")
"""Words that no name holds: 进入, 恰好; of one character only these, since 评标 and 栖云区 are cut in two."""

_GAP = 4
"""Characters that a full name may have between those of a short one."""


@lru_cache(maxsize=256)
def named(question: str) -> tuple[str, ...]:
    """The offices, firms and places of a question, without what stands before their names.

    >>> named("第五轮巡察给市公共交通集团反馈了多少个问题？")
    ('公共交通集团',)
    """
    matches = (match for pattern in (_NAMED, _PLACE) for match in pattern.finditer(question))
    found = [_whole(question, match) for match in matches] + _villages(question)
    cut = (_without_clause(_CUT.sub("", name)) for name in found)
    bare = (_PREFIX.sub("", name) or name for name in cut)
    return tuple(dict.fromkeys(name for name in bare if len(name) > 1 and not _is_no_name(name)))


def _whole(question: str, match: re.Match[str]) -> str:
    """A name from where a word begins: 云岭镇 of 检查云岭镇, where 查 would fit its pattern, 青溪镇 of 谈青溪镇."""
    at, cut = 0, tagged(question)
    for (word, kind), (name, following) in pairwise(cut):
        is_verb_before_name = len(word) == 1 and kind == "v" and following in _PROPER_NAMES and len(name) > 1
        if match.start() <= at < match.end() - 1 and not is_verb_before_name:
            return question[at : match.end()]
        at += len(word)
    return match[0]


def _is_no_name(name: str) -> bool:
    return _NO_NAME.search(name) is not None or _RANKS_ONLY.search(name) is not None


@lru_cache(maxsize=512)
def _without_clause(name: str) -> str:
    """评标委员会 of 成员进入评标委员会: the clause that a name stands in is no part of it."""
    said = tagged(name)
    ends = [
        at for at, (word, kind) in enumerate(said[:-1]) if (kind in _NOT_IN_NAMES if len(word) > 1 else word in _ALONE)
    ]
    return "".join(word for word, _ in said[ends[-1] + 1 :]) if ends else name


def strangers(names: Iterable[str], text: str) -> float:
    """Share of names that a text does not have, in full or in a longer form."""
    asked = list(names)
    return sum(not _pattern(name).search(text) for name in asked) / len(asked) if asked else 0.0


_LEVELS = {
    "province": (re.compile(r"省(?:委|级|直|政府|里|纪委)|全省"), "省"),
    "county": (re.compile(r"(?:县|(?<![社小园校城地])区)(?:委|级|直|政府|里)|全县"), "县区"),
    "village": (re.compile(r"村(?:级|党组织|里|一级)"), "村"),
    "city": (re.compile(r"市(?:委|级|直|政府|里)|全市"), "市"),
}
"""Level of government → how offices of it are named, and the characters by which a text shows that it is of it."""

_ASKED_LEVELS = ("province", "county", "village")
"""What is asked of all the city is told of its parts too: 全市 and 3个县区."""

_PROPER = 3
"""Characters of the name of a place; 我县 is none."""


def elsewhere(question: str, text: str, around: str) -> bool:
    """Whether a question is about a place or a level of government that the passage of a sentence (`around`, with title
    and headings) does not name, where the sentence, its title or its headings (`text`) name another: 省委 where 市委 is
    told of.
    """
    places = [place for place in _places(question) if len(place) >= _PROPER]
    if places and strangers(places, around) == 1:
        return True
    asked = [level for level in _ASKED_LEVELS if _LEVELS[level][0].search(question)]
    if any(mark in around for level in asked for mark in _LEVELS[level][1]):
        return False
    return bool(asked) and any(named.search(text) for named, _ in _LEVELS.values())


@lru_cache(maxsize=256)
def _places(question: str) -> tuple[str, ...]:
    bare = (_without_clause(_CUT.sub("", _whole(question, found))) for found in _PLACE.finditer(question))
    return (*(place for place in bare if not _is_no_name(place)), *_villages(question))


def _villages(question: str) -> list[str]:
    """柳湾村, 河口社区; 示范村 and 试点社区 are kinds and no names."""
    said = tagged(question)
    return [
        f"{name}{behind}"
        for (name, kind), (behind, _) in pairwise(said)
        if behind in ("村", "社区") and kind in _PROPER_NAMES and len(name) > 1
    ]


_BODY_IN_SHORT = re.compile(r"[局委办院会社厅团]$|集团$|公司$|中心$")
_RANK = re.compile(r"^[省市县区](?=..)")
_OFFICE_IN_SHORT = re.compile(
    r"(?:(?<=[省市县区])[\u4e00-\u9fff]{2}[局委办]|(?<![\u4e00-\u9fff])(?![市县区省党])[\u4e00-\u9fff]{2}[局委])(?!员|公|主任|[托派屈部])"
)


def is_short_for(name: str, text: str) -> bool:
    """Whether a text has an office by its full name: 卫生健康委员会 for 市卫健委, 粮食储备集团 for 粮储集团.

    >>> is_short_for("市卫健委", "临江市卫生健康委员会"), is_short_for("卫健委", "市卫生局和健身协会、编委")
    (True, False)
    """
    bare = _RANK.sub("", name)
    return len(bare) > 2 and _BODY_IN_SHORT.search(bare) is not None and _in_full(bare).search(text) is not None


def offices(question: str) -> tuple[str, ...]:
    """The offices and firms that a question names, also in short where their rank shows it: 市卫健委."""
    return tuple(dict.fromkeys((*named(question), *_OFFICE_IN_SHORT.findall(question))))


@lru_cache(maxsize=256)
def _in_full(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?:(?![局委])[\u4e00-\u9fff]){{0,{_GAP}}}?".join(map(re.escape, name)))


@lru_cache(maxsize=512)
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(rf".{{0,{_GAP}}}?".join(map(re.escape, name)))


@lru_cache(maxsize=256)
def days(text: str) -> frozenset[str]:
    """The dates of a text, years and months included: 2021, 2021-09, 2021-09-15."""
    return frozenset(fact.value for fact in facts(text) if fact.kind == "date" and fact.value[:1].isdigit())


_THIS_YEAR = {"今年": 0, "去年": -1, "前年": -2, "明年": 1}
_BY_THE_PAPER = re.compile(rf"(?:^|[，,。；;：:）)\s])(?P<word>{'|'.join(_THIS_YEAR)})(?!同期)")
"""A year told by the paper's own at the beginning of a clause; 比去年增加 tells of another one besides."""


def days_told(text: str, issued: date | None) -> frozenset[str]:
    """The dates of a text, with 去年 and 今年 as the year that its paper means by them.

    >>> sorted(days_told("去年门诊1140万人次", date(2025, 3, 1)))
    ['2024']
    """
    if issued is None:
        return days(text)
    return days(text) | {str(issued.year + _THIS_YEAR[match["word"]]) for match in _BY_THE_PAPER.finditer(text)}


def another_day(asked: frozenset[str], told: frozenset[str], around: frozenset[str]) -> float:
    """1 where a sentence names other days than those asked about, ½ where neither it nor its passage names them."""
    if not asked:
        return 0.0
    if any(_within(one, other) for one in asked for other in told):
        return 0.0
    if any(len(other) <= len(one) or other[:4] != one[:4] for one in asked for other in told):
        return 1.0
    return 0.0 if any(_within(one, other) for one in asked for other in around) else 0.5


def _within(asked: str, told: str) -> bool:
    """2021-09-15 lies in 2021-09."""
    return told.startswith(asked) or asked.startswith(told)
