"""A question → the day it asks about, said in words: 2016年时, 现行, 修订前, 2023年修订以前, 新旧两版.

Text in, dates out. What was in force on such a day the library knows, not this module.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

_YEAR = r"(?P<year>(?:19|20)\d{2})年"
_DAY = r"(?:(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})[日号])?|年?(?P<part>[初中]|上半年|[底末]|下半年))?"
_RULE = r"[^，。？?]{0,16}?(?:办法|规定|条例|细则|规程|规则|规范|准则|制度)"

_AT = re.compile(
    rf"(?:在|到)?{_YEAR}{_DAY}(?:的时候|那会儿?|那时候?|那阵[子儿]?|那一?年|当时|时(?![间限段期]))(?:[，,]|的|，?按规定)?"
)
_RULES_THEN = re.compile(
    rf"(?:^|(?<=[，,。；]))(?P<supposed>要是|如果|假如|假设|倘若|若|比如|例如)?(?:是|在|到)?{_YEAR}{_DAY}(?:份|间|期间)?"
    r"(?(supposed)[，,]?|[，,])(?=(?P<rest>[^。？?]*))"
)
_BINDS = re.compile(
    r"应当|应该|必须|须|(?<![取获懂记觉晓舍值赢])得(?=[\u4e00-\u9fff]{1,6}[多几哪谁什怎]|[\u4e00-\u9fff]{1,8}[？?]?$)|不得|最[多少迟晚][^，。？]{0,4}[多几哪]"
    r"|(?:可以|能|可|准|许|允许)(?:不|吗|[^，。？]{1,12}[吗么不？?]$)|能不能|能否|可否|可不可以"
)
_OF_A_PAPER = re.compile(
    r"(?:计划|方案|台账|报告|意见|通知|通报)(?=[里中上]|说|写|讲|要求|规定|提|显示|安排|明确)|讲话|会上|发言|部署"
    r"|全[市县省]|整改[前后]|已经|后来|目标|《"
)
"""What shows that a year is that of a matter or of a paper, and not of the rules."""

_BEFORE_YEAR = re.compile(rf"{_YEAR}{_DAY}(?:第[一二三]次)?(?:修订|修改|修正|改版)(?:以前|之前|前(?!后))(?:的|[，,])?")
_EDITION_OF = re.compile(
    rf"(?:按照?|根据|依照|依据)?{_YEAR}(?:版的?|的|(?:印发|修订|发布|出台|制定|公布|施行|通过)的)(?=[《]?{_RULE})"
)
_PREVIOUS = re.compile(
    r"(?:在)?(?:修订|修改|修正|改版)(?:以前|之前|前(?!后))(?:的|[，,])?|[旧老](?:版|的?[那这]?一?[版本份])的?|[旧老]的?(?=办法|规定|条例|细则|规程|[^，。？]{2,10}(?:办法|规定|规程))"
    r"|原来?的?(?=办法|规定|规程)|试行(?:的?[那这]?一?(?:版本?|本|份)|稿)(?:里|中|的)?"
    r"|试行(?:的时候|时(?![间限段期])|那会儿?|那阵[子儿]?|阶段)的?|以前的(?=办法|规定|规程|版本)|上一版的?|废止前的?"
)
_CURRENT = re.compile(r"现行(?:有效)?版?的?|(?:目前|现在|当前|如今)(?:的|[，,]|这?一?[版本份]的?)?|最新(?:版|修订)?的")
_OF_A_YEAR = r"(?:19|20)\d{2}年[^，。？?\d]{0,8}?(?:办法|规定|条例|细则|规程|规则|规范|准则|制度)"
_COMPARES = re.compile(
    r"修[订改正]前后|新[旧老](?:两版|版本)?|历次修订|前后两版|两个版本|两[版次](?:修订)?|(?:修改|修订|改动|改)了(?:什么|哪些)"
    rf"|{_OF_A_YEAR}(?:[》]?的?[和、与跟及])(?:现行|现在|目前|新)?(?:的|{_OF_A_YEAR}|[^，。？?\d]{{0,8}}?(?:办法|规定|条例|细则|规程|规则|规范|准则|制度))"
    r"|(?:试行|[旧老原]版?|修[订改正]前|以前|原来)[^。？?]{0,16}[，,](?:现在|现行|如今|新版|修[订改正]后)"
    r"|(?:版|修订|旧|老|原来|以前|原办法|原规定).{0,24}(?:区别|不同|变化|相比|对比|比较|分别|各是)"
)
_EDITION_OF_A_YEAR = re.compile(
    rf"{_YEAR}的?(?:[那这]?一?版本?(?!块|面)|[那这]一?[本份个]|(?=[《]?[^，。？?\d]{{0,8}}?(?:办法|条例|细则|规程|规则|规范|准则)))"
)
_OLDER = re.compile(
    r"试行(?:的时候|时(?![间限段期])|那会儿?|那阵[子儿]?|阶段|的?[那这]?一?[版本份稿])|[旧老](?:版|的?[那这]一?[版本份])"
    r"|修[订改正]前|[旧老](?=办法|规定|条例|细则|规程)"
)
"""What names an edition, and not only a time."""

_NEW = re.compile(r"新版(?:本)?的?|修[订改正][之以]?后的?|(?<![最创])新(?=办法|规定|条例|细则|规程)")

_NAMED_EDITION = re.compile(
    r"(?P<year>(?:19|20)\d{2})年?(?:的?[那这]?一?版本?|的?[那这]一?[本份个]|(?=[和、与跟及]\s*(?:19|20)\d{2}年)|(?:第[一二]次)?(?:修订|印发|的|两次修订)"
    r"|(?:试行)?(?=[^，。？?\d]{0,8}?(?:办法|规定|条例|细则|规程|规则|规范|准则|制度)))"
)
_PAIR = re.compile(r"修[订改正]前后|新[旧老](?:两版|版本)?的?|历次修订的?|前后两版的?|两个版本的?")
_TWICE = re.compile(
    r"(?P<rule>办法|规定|条例|细则|规程|规则|规范|准则|制度)的?[和、与跟及]的?(?P=rule)"
    r"|(?P<asked>[^，,。？?]{1,12})(?:[，,]的?(?P=asked)|(?<=[\u4e00-\u9fff])[，,]呢)(?=[。？?]|$)"
)
"""What is left twice when editions are no longer named: 办法和办法, 几天，几天."""
_CHANGED = re.compile(r"(?:改|变|调|提|降|涨|增|减)(?:了|成了?|到了?|为了?)(?=多少|几|什么)")
"""改了多少 asks each edition for its own."""

_AGAINST = re.compile(r"(?<=[\u4e00-\u9fff])(?:相比|相较|比较|对比|比)(?:起来|而言)?(?=[，,]|$)")
_DIFFER = re.compile(
    r"有(?:什么|何|哪些|没有)(?:不同|不一样|两样|变化|区别|差别)|(?:是否)?(?:一样|相同|一致)(?:吗|不)?(?=[？?]|$)|(?:区别|不同|变化)(?:是什么|在哪里?)|[，,]?(?:分别|各)(?:是什么|怎么规定|是怎么[规]?定的?)"
)


_END_OF = {"初": date(1, 1, 31), "中": date(1, 6, 30), "上半年": date(1, 6, 30)}
"""The last day of a part of a year."""

_LEFT_OVER = re.compile(r"(?:^|(?<=[\s，,]))[，,、和与跟及的里中]+|[，,、和与跟]+(?=[，,。？?]|$)")
"""What tied the names of editions to the rest."""


@dataclass(frozen=True, slots=True)
class Dating:
    """When a question is about."""

    rest: str
    """The question without the words that date it."""
    as_of: date | None = None
    """The day named; None where the question names none."""
    previous: bool = False
    """Whether it asks for the edition before the one in force."""
    compares: bool = False
    """Whether it asks about several editions of a rule."""
    editions: tuple[date, ...] = ()
    """Days on which the editions compared were in force, where the question names their years, oldest first."""


def dated(question: str, today: date) -> Dating:
    """When a question is about; no later than `today`.

    >>> dated("2022年时，集中整改期是几个月？", date(2026, 1, 1)).as_of
    datetime.date(2022, 12, 31)
    >>> dated("2023年修订以前，期限是多久？", date(2026, 1, 1)).as_of
    datetime.date(2022, 12, 31)
    >>> dated("2024年全市查处多少人？", date(2026, 1, 1)).as_of is None
    True
    """
    if _COMPARES.search(question) or _names_two(question):
        return Dating(_of_each(question), compares=True, editions=tuple(sorted(_named(question, today))))
    if match := _BEFORE_YEAR.search(question):
        return Dating(_without(question, match), min(today, _day_before(match)))
    if match := _AT.search(question) or _EDITION_OF.search(question) or _rules_then(question):
        return Dating(_without(question, match), min(today, _last_day(match)))
    if match := _PREVIOUS.search(question):
        return Dating(_without(question, match), previous=True)
    if match := _CURRENT.search(question):
        return Dating(_without(question, match))
    return Dating(question)


def _rules_then(question: str) -> re.Match[str] | None:
    """The day whose rules are asked for: 2022年8月，应当报送几份; 2022年底前应当 is a term, and no such day."""
    match = _RULES_THEN.search(question)
    asked = match["rest"] if match else ""
    return match if _BINDS.search(asked) and not _OF_A_PAPER.search(asked) else None


def _names_two(question: str) -> bool:
    """Whether a question names two editions of its own accord, 2023年版 and 现行版, 试行的时候 and 现在."""
    years = {match["year"] for match in _EDITION_OF_A_YEAR.finditer(question)}
    older = bool(years) or _OLDER.search(question) is not None
    newer = _NEW.search(question) or _CURRENT.search(_OLDER.sub("", question))
    return len(years) > 1 or (older and newer is not None)


def _of_each(question: str) -> str:
    """The question as it is put to each edition: without naming them, without asking how they differ."""
    said = _CHANGED.sub("", _AGAINST.sub("", question))
    bare = _PREVIOUS.sub("", _DIFFER.sub("", _PAIR.sub("", _NAMED_EDITION.sub("", said))))
    once = _TWICE.sub(lambda match: match["rule"] or match["asked"], _NEW.sub("", _CURRENT.sub("", bare)))
    return _LEFT_OVER.sub("", once).strip() or question


def _named(question: str, today: date) -> Iterator[date]:
    """The ends of the years that editions are named for; today for the one in force."""
    years = dict.fromkeys(int(match["year"]) for match in _NAMED_EDITION.finditer(question))
    yield from (min(today, date(year, 12, 31)) for year in years)
    if len(years) == 1 and _CURRENT.search(question):
        yield today


def _last_day(match: re.Match[str]) -> date:
    """The last day of the year, month or day named."""
    year, (month, day) = int(match["year"]), _month_and_day(match)
    if not month:
        return _END_OF.get(match.groupdict().get("part") or "", date(1, 12, 31)).replace(year=year)
    if day:
        return _valid(year, month, day)
    return _valid(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def _day_before(match: re.Match[str]) -> date:
    year, (month, day) = int(match["year"]), _month_and_day(match)
    return _valid(year, month or 1, day or 1) - timedelta(days=1)


def _month_and_day(match: re.Match[str]) -> tuple[int, int]:
    groups = match.groupdict()
    return int(groups.get("month") or 0), int(groups.get("day") or 0)


def _valid(year: int, month: int, day: int) -> date:
    """That day; the end of the year for one that no calendar has."""
    try:
        return date(year, month, day)
    except ValueError:
        return date(year, 12, 31)


def _without(question: str, match: re.Match[str]) -> str:
    rest = f"{question[: match.start()]}{question[match.end() :]}"
    return re.sub(r"^[，,里中]+|(?<=规定)[里中](?=[，,])", "", rest).strip()
