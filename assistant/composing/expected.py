"""The kind of thing that a question asks for → where a sentence holds it. Knows words and figures, no material."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from assistant.composing.kinds import Asks, kind_of
from assistant.composing.papers import happened
from assistant.composing.questions import Question
from assistant.composing.rows import is_record
from assistant.text.facts import Fact, facts, redactions
from assistant.text.numerals import NUMERAL
from assistant.text.persons import persons
from assistant.text.words import tagged

_HOLDS = {
    Asks.WHO: re.compile(
        r"负责|责任人|责任领导|牵头|主要负责人|书记|组长|主任|由.{2,24}(?:组成|承担|办理|审批|审核|批准|决定|提出|监督|报|牵头)"
        r"|委员会|办公室|部门|单位|机关|党组|党委|集团|公司|银行|中心|法院|检察院|街道|学校|医院|工会|联合会|[局科处办委室站所镇乡县]"
    ),
    Asks.WHICH_ARTICLE: re.compile(r"第.{1,5}条"),
    Asks.LIST: re.compile(
        r"下列|以下|如下|包括|分为|[一二三]是|[一二三]要|（[一二三]）|第[一二三]，|、[^，。；]{1,30}、|、[^，。；]{1,30}和"
        r"|(?P<each>有的|一[套份个部类种边])[^，。；]{2,24}[，；](?P=each)"
    ),
    Asks.WHY: re.compile(r"因|由于|导致|致使|影响|源于|缘于|所以|是为了|为了|没有|未|仅|只"),
    Asks.WHERE: re.compile(
        r"(?:[到在至往向送交报]|设[在于]?|放[在入到]|位于|前往|存入|进入)(?!期|\d)[^，。；：]{0,16}?"
        r"(?:[局委办院部组厅署科处室站所库馆店场校区县乡镇村街路号楼柜网地]|中心|大厅|窗口|平台|系统|机关|机构|单位|部门|银行|信箱|街道|账户|现场)"
        r"|地点|地址"
    ),
    Asks.DEFINITION: re.compile(r"是指|指的是|所称|以下简称|即|包括|称为"),
    Asks.WHETHER: re.compile(
        r"不得|不准|可以|应当|必须|禁止|严禁|不予|不能|不可|不收取|需要|需|允许|一律|无需|不再|不|能"
    ),
    Asks.HOW_TO: re.compile(r"应当|可以|由|按照|通过|经|报|采用|采取|方式|程序|办理|提出|批准|必须|要"),
    Asks.NAME: re.compile(
        r"有限(?:责任)?公司|名叫|名为|叫做|[“「][^”」]{2,12}(?:公司|厂|店|院)[”」]|\d{3,4}-?\d{7,8}|[\u4e00-\u9fff]某"
    ),
}

_ASKS_COMPANY = re.compile("[哪什][家个些么][^，。？]{0,6}(?:公司|集团|企业|银行)")
_COMPANY = re.compile("[\u4e00-\u9fff]*(?:公司|集团|银行)")
_KIND_OF_COMPANY = 2
_NAMING = frozenset("n nr ns nt nz vn j eng".split())
"""Classes of words that stand before 公司 in a name: nouns, what is done there, short forms, letters."""


_ROLE = re.compile(
    r"直接责任|主体责任|监督责任|领导责任|总责|第一责任人|责任领导|责任人|牵头|承办|批准|审批|审核|审定|解释|主管|监督|签字|组织(?!部)|管理(?!中心|局|委|办|部|站|处|所)|任组长"
)
"""What someone does or is, by which the question asks for him."""

_COUNTERS = {
    "个": frozenset("个 名 人 位 家 户 件 项 条 起 处 种".split()),
    "人": frozenset("人 名 位".split()),
    "名": frozenset("人 名 位".split()),
}
"""What may count the same: 几个单位 may be answered with 12家."""

_PEOPLE = ("人", "名")
"""Units of people: 个 may count them and counts much else."""

_ASKS_MEANS = re.compile(r"(?:什么|哪种|何种)(?:方式|办法|途径|渠道|形式)")
_MEANS = re.compile(r"通过|采[用取]|经由|使用|借助|[以用按][^，。；]{1,12}(?:方式|形式|办法)")
"""What tells the means by which something is done."""

_ASKS_FORMULA = re.compile(r"(?:怎么|怎样|如何)(?:计算|算(?=[的？?，,]|$))|计算(?:方法|方式|公式|口径)")
_FORMULA = re.compile(r"计算|除以|乘以|减去|加上|扣除|折算|占[^，。；]{1,16}的?比例|[=÷×]|[^，。；]之[和差比]")
"""What tells how something is reckoned."""

_SAME_ROLE = dict.fromkeys(("审批", "批准", "审定"), "审批|批准|审定|同意")
"""Roles that go by several names."""

_DAY = re.compile(r"哪一?天|几号|几月几日|哪日")
_WITH_DAY = re.compile(r"-\d\d-\d\d$")
_REPEATED = re.compile(r"一次|1次|一回|每|频|轮换|定期")
"""What asks how often something is done; 多久 by itself asks for a time that passes once."""

_TERM = re.compile(r"[期时]限|(?:工作日|[天日月年]|小时)(?:之?[内前]|以内|里)")
"""What asks for a term, which no 每半年 is."""

_TERMS = frozenset("工作日 个工作日 天 个月 小时 分钟 学时".split())
"""Units of terms; who asks for 几个工作日 is told of no day. 几日 may be one."""

_WITHIN = re.compile(r"以?内|之?前")
_BY_WHEN = re.compile(r"最[迟晚]|(?:什么时候|何时|哪一?[天日]|几号|几月)[底末]?(?:之|以)?前")
_OF_EACH = re.compile(
    r"[\d二三两四五六七八九十]+[家个名人座所][\u4e00-\u9fff]{0,8}(?:各|分别)[\u4e00-\u9fff]{0,4}(?:多少|几)"
)
_SAYS_EACH = re.compile(r"各|分别|均|每|\|")
"""3家企业各扣多少 wants more than their sum."""

_BY_DAY = re.compile(
    r"(?:什么时候|何时|哪一?[天日月]|几号|几月(?:份)?)[底末初]?(?:之|以)?前"
    r"|最[迟晚](?:[^，。？]{0,4}?)(?:什么时候|何时|哪一?[天日月]|几号|几月)"
)
"""What asks for the day by which something is to be done."""

_OF_A_MONTH = re.compile(r"-\d\d")
_AT_END = re.compile(r"(?:年|季度|月|学期)(?:底|末)(?:[之以]?前)?|[当次][日天]")
"""A last day that is told without a number."""

_BY = re.compile(r"[份]?(?:[底末初](?:[之以]?[前内])?|[之以]?[前内]|止)")
"""What a question for the last day says, and what stands behind such a day."""

_facts = lru_cache(maxsize=4096)(facts)

_HIDDEN_UNITS = r"件|人次|人|个|名|起|次|万元|元|%|％|年|月|日|天|项|家"


def names_role(question: Question) -> bool:
    """Whether it says what the one that it asks for does or is, 谁牵头, or asks how something is reckoned.

    Only what has such words answers.
    """
    of_role = question.asks is Asks.WHO and _role(question) is not None
    return of_role or (question.asks is Asks.HOW_TO and _ASKS_FORMULA.search(question.text) is not None)


def _is_fine(question: Question, date: str) -> bool:
    """Whether a date is as fine as the question wants it: a year is no answer to 哪天."""
    return _DAY.search(question.text) is None or _WITH_DAY.search(date) is not None


def _role(question: Question) -> str | None:
    """The role behind what asks, 谁负直接责任, or else the last before it, 第一责任人是谁."""
    said = re.sub("《[^》]*》", "", question.part if kind_of(question.part) is Asks.WHO else question.text)
    before, asks, behind = said.partition(_asks_who(said))
    roles = _ROLE.findall(behind) if asks else []
    return roles[0] if roles else next(reversed(_ROLE.findall(before)), None)


def _asks_who(text: str) -> str:
    match = re.search("谁|哪|什么", text)
    return match[0] if match else "谁"


def holds_kind(question: Question, text: str) -> bool | None:
    """Whether a text holds the kind of thing asked for; None where anything might be an answer."""
    if question.asks in (Asks.HOW_MANY, Asks.WHEN, Asks.HOW_LONG):
        return bool(wanted_spans(question, text)) or hides_what_is_asked(question, text)
    if question.asks is Asks.NAME and (persons(text) or (_ASKS_COMPANY.search(question.text) and _names_company(text))):
        return True
    words = _words_for(question)
    return None if words is None else words.search(text) is not None


def _names_company(text: str) -> bool:
    """Whether a company is called by its name: 乐园酒店集团. 公司 alone and 该公司 say which to him only who knows."""
    said = [("", ""), *tagged(text)]
    return any(
        _COMPANY.fullmatch(word) is not None and (len(word) > _KIND_OF_COMPANY or before in _NAMING)
        for (_, before), (word, _) in pairwise(said)
    )


def wanted_spans(question: Question, text: str) -> list[tuple[int, int]]:
    """Where a text holds figures, dates or words of the kind asked for."""
    if question.asks in (Asks.HOW_MANY, Asks.WHEN, Asks.HOW_LONG):
        if measure := _measure(question):
            return [match.span() for match in measure.finditer(text)]
        if _BY_DAY.search(question.text):
            return _days_by_which(text)
        found = [
            (fact.start, fact.end)
            for fact in _facts(text)
            if _is_wanted(question, fact.kind, fact.value) or _counts_people(question, fact.value, text[fact.end :])
        ]
        if _OF_EACH.search(question.text) and not _tells_each(text, found):
            return []
        if not found or question.unit in (None, "元"):
            found = sorted({*found, *_measured(question, text)})
        return found or _counted(question, text) or _bare_figures(question, text) or _terms(question, text)
    words = _words_for(question)
    return [] if words is None else [match.span() for match in words.finditer(text)]


def _tells_each(text: str, found: Sequence[tuple[int, int]]) -> bool:
    """Whether a text tells several figures in one unit, or says that one holds for each."""
    units = [text[start:end].lstrip("0123456789.,万亿余")[:1] for start, end in found]
    return _SAYS_EACH.search(text) is not None or len(set(units)) < len(units)


def _days_by_which(text: str) -> list[tuple[int, int]]:
    """Days and months, and terms by the end of which something is done; no year, no time that something took."""
    found = [
        (fact.start, fact.end)
        for fact in _facts(text)
        if (fact.kind == "date" and (_WITH_DAY.search(fact.value) or _is_last(fact, text)))
        or (fact.kind == "period" and _WITHIN.match(text[fact.end :]))
    ]
    return found or [match.span() for match in _AT_END.finditer(text)]


def _is_last(month: Fact, text: str) -> bool:
    """8月底, 2024年6月前; 9月份 is when something was."""
    return _OF_A_MONTH.search(month.value) is not None and _BY.match(text[month.end :]) is not None


def _counted(question: Question, text: str) -> list[tuple[int, int]]:
    """Figures in the very unit that the question names, whatever it counts: 6栋."""
    if question.asks is not Asks.HOW_MANY or question.unit is None:
        return []
    return [match.span() for match in re.finditer(rf"\d[\d.]*[万亿]?余?{re.escape(question.unit)}", text)]


def _terms(question: Question, text: str) -> list[tuple[int, int]]:
    """A term tells when as well as a day does, 会议结束后30日内, but not when something was done."""
    if question.asks is not Asks.WHEN or happened(question.text):
        return []
    return [
        (fact.start, fact.end) for fact in _facts(text) if fact.kind == "period" and _WITHIN.match(text[fact.end :])
    ]


def has_unit(question: Question, text: str) -> bool:
    """Whether a text holds a figure in the very unit that the question names, the day where it asks when; True where
    it names none.
    """
    if _BY_WHEN.search(question.text):
        return any(_BY.match(text[fact.end :]) for fact in _facts(text)) or _AT_END.search(text) is not None
    if question.asks is Asks.WHEN:
        return any(fact.kind == "date" for fact in _facts(text))
    if question.unit in _PEOPLE:
        return any(fact.value.endswith(_PEOPLE) for fact in _facts(text))
    if question.unit is None or any(_of_unit(fact.value, question.unit) for fact in _facts(text)):
        return True
    return bool(_measured(question, text))


def hides_what_is_asked(question: Question, text: str) -> bool:
    """Whether the figure asked for is redacted here: a mark stands before its unit, and no figure of that unit does."""
    if question.asks not in (Asks.HOW_MANY, Asks.HOW_LONG):
        return False
    unit = {"元": "万?元", "%": "[%％]", "个": "个|人"}.get(question.unit or "", question.unit)
    followed = [text[mark.end :].lstrip()[:4] for mark in redactions(text)]
    if not any(re.match(unit or _HIDDEN_UNITS, rest) for rest in followed):
        return False
    return not any(_is_wanted(question, fact.kind, fact.value) for fact in _facts(text))


def _is_wanted(question: Question, kind: str, value: str) -> bool:
    if question.asks is Asks.WHEN:
        return (kind == "date" and _is_fine(question, value)) or value in ("每周", "每天")
    if question.asks is Asks.HOW_LONG:
        if question.unit in _TERMS and kind == "date":
            return False
        return kind in ("period", "date") or (
            kind == "frequency" and _REPEATED.search(question.text) is not None and _TERM.search(question.text) is None
        )
    if question.unit:
        return _of_unit(value, question.unit)
    return kind in ("figure", "percent", "period")


def _counts_people(question: Question, value: str, behind: str) -> bool:
    """5个人 where 几名 is asked."""
    return question.asks is Asks.HOW_MANY and question.unit in _PEOPLE and value[-1:] == "个" and behind[:1] == "人"


def _words_for(question: Question) -> re.Pattern[str] | None:
    """What shows that a text holds an answer of the kind; the role itself, where the question names one."""
    if question.asks is Asks.HOW_TO and _ASKS_MEANS.search(question.text):
        return _MEANS
    if question.asks is Asks.HOW_TO and _ASKS_FORMULA.search(question.text):
        return _FORMULA
    role = _role(question) if question.asks is Asks.WHO else None
    return re.compile(_SAME_ROLE.get(role, re.escape(role))) if role else _HOLDS.get(question.asks)


def _of_unit(value: str, unit: str) -> bool:
    """Whether a figure is in the unit asked for; what counts things may do so by another counter."""
    if unit in _COUNTERS:
        return value.lstrip("0123456789.") in _COUNTERS[unit]
    return value.endswith(_plain_unit(unit))


def _plain_unit(unit: str) -> str:
    return {"天": "日", "工作日": "个工作日"}.get(unit, unit)


_CELL = re.compile(r"(?<=[|：])\s*(-?\d[\d,.]*%?)\s*(?=[|；。]|$)")
_AMOUNT = r"(?<![\d.,])\d(?:[\d.]|,(?=\d{3}))*[万亿]?余?"
_CURRENCY = "[美港欧日澳加]元|英镑|卢布|瑞士法郎"
_MEASURED = re.compile(
    rf"{_AMOUNT}(?:厘米|毫米|公分|立方米|公顷|平方公里|摄氏度|度|[千兆吉]?(?:瓦时?|焦耳?)|千克|公斤|毫?克|毫?升|周岁|岁|学分|页|卷|册|秒|{_CURRENCY}"
    rf"|[℃℉]|°[CF]|(?:/\d+)? ?[A-Za-zμ]+(?:/[A-Za-z]+)?(?![A-Za-z\d]))|{_AMOUNT}(?<=[万亿])(?=[，。；、）)]|$)"
)
"""A figure in a unit that counts nothing, which a fact is not told in; an amount is told without one, 净利润为3.2亿."""

_MONEY = re.compile(rf"{_AMOUNT}(?:{_CURRENCY})|{_AMOUNT}(?<=[万亿])(?=[，。；、）)]|$)")
_FRACTION = re.compile(r"[一二三四五]分之[一二三四]|一半|[一二三四五六七八九]成")
_LENGTH = re.compile(r"\d[\d.]*[万亿]?余?(?:公里|千米|厘米|毫米|公分|米|公尺)(?!²)")
_AREA = re.compile(r"\d[\d.]*[万亿]?余?(?:平方米|平方公里|公顷|亩)")
_WEIGHT = re.compile(r"\d[\d.]*[万亿]?余?(?:吨|千克|公斤|克|斤)")
_WARMTH = re.compile(r"\d[\d.]*(?:摄氏度|度|℃)")
_AGE = re.compile(r"\d+(?:周岁|岁)")
_MEASURES = {
    "面积": _AREA,
    "年龄": _AGE,
    "温度": _WARMTH,
    "长度": _LENGTH,
    "厚度": _LENGTH,
    "重量": _WEIGHT,
    **dict.fromkeys("公里 千米 厘米 毫米 米".split(), _LENGTH),
    **dict.fromkeys("平方米 平方公里 公顷 亩".split(), _AREA),
    **dict.fromkeys("吨 千克 公斤 克 斤".split(), _WEIGHT),
    "摄氏度": _WARMTH,
    "岁": _AGE,
}
"""What is measured in units of its own, by its name and by those units: who asks for metres is told of lengths only."""

_CLOCK = re.compile(
    r"\d{1,2}时(?:\d{1,2}分)?|每?[周星]期?[一二三四五六日]|(?<![个\d一二三四五六七八九十])工作日(?!以?[内里前后])"
)
_AT_ONCE = re.compile(r"[当次][日天晚]|当场|即时|立即|随时")
"""A time that is told without a number: 收到当日登记."""

_TIMES = {Asks.WHEN: re.compile(f"{_CLOCK.pattern}|{_AT_ONCE.pattern}"), Asks.HOW_LONG: _AT_ONCE}


def _measure(question: Question) -> re.Pattern[str] | None:
    """How what is measured is told, where the question names the measure or its unit."""
    named = (*question.nouns, question.unit or "")
    return next((_MEASURES[word] for word in named if word in _MEASURES), None)


def _measured(question: Question, text: str) -> list[tuple[int, int]]:
    """Figures that are no facts: in a unit that the question names, in any where it names none, in foreign money."""
    if question.asks is not Asks.HOW_MANY or question.counted:
        return []
    return [match.span() for match in _told_in(question.unit).finditer(text)]


@lru_cache(maxsize=256)
def _told_in(unit: str | None) -> re.Pattern[str]:
    if unit is None:
        return _MEASURED
    if unit == "元":
        return _MONEY
    counter = "位" if unit in _PEOPLE else re.escape(unit)
    return re.compile(rf"(?!一{counter})(?:{_AMOUNT}|(?<!{NUMERAL}){NUMERAL}{{1,4}}余?){counter}(?!置)")


def _bare_figures(question: Question, text: str) -> list[tuple[int, int]]:
    """Figures in the cells of a table stand without their unit; times of day are no dates."""
    if times := _TIMES.get(question.asks):
        return [match.span() for match in times.finditer(text)]
    if question.asks is Asks.HOW_MANY and question.unit == "%":
        return [match.span() for match in _FRACTION.finditer(text)]
    in_cells = "|" in text or is_record(text)
    if question.asks is Asks.HOW_MANY and in_cells and question.unit not in ("分", "%", "倍"):
        return [match.span(1) for match in _CELL.finditer(text)]
    return []
