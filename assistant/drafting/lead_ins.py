"""Clauses that say problems follow without stating one: 但还存在一些问题：, 巡察也发现，, 主要表现为：

Folded text in, spans out, in order. A clause leads in when it names faults in general (问题, 不足, 差距), says that
they were found or are there, holds no other words of a defect, and one is stated right behind it. It knows no headings.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from assistant.drafting.defects import problem_places, states_problem
from assistant.drafting.inspecting import INSPECTION
from assistant.text.sentences import Span, clauses

NUMBER = "[一二两三四五六七八九十]+"
FAULTS = "(?:(?:问题|差距|短板)[和与及]不足|不足[和与及](?:问题|差距|短板)|问题|不足|(?<!补)短板|差距|薄弱环节)"
SPACE = "[ \u3000\\t]{0,8}"
SENTENCE_START = rf"(?:^|(?<=[。;\n])){SPACE}"

_SOME = rf"(?:这么)?几[个条点项]|一些|不少|以下|下列|如下|几方面|若干|诸多|许多|较多|部分|{NUMBER}(?:个|方面|条|点|项)"
_FOUND = re.compile(
    rf"发现|存在|指出|反映|暴露|反馈|查找|查摆|梳理|[还也仍]有|{_SOME}|现[将把就]|主要|突出|共性|具体|[共计]有"
)
_FAULTS_IN_GENERAL = re.compile(
    rf"(?:(?:不容忽视|亟待解决|亟需解决|需要?(?:(?:重视|改进|立行立改|(?:立即)?整改|解决|关注)[和、]?)+|值得注意|突出|主要|共性|明显|较大|严重|普遍|具体)的?)*{FAULTS}"
)
_LONGEST_REST = 16
"""Characters between the word for faults and the end of its clause: 现将发现的问题 and 反馈如下."""
_LONGEST_BETWEEN = 6
"""Characters between 发现 and 问题: 指出的房产长期无偿出借问题 is a problem itself."""
_PLAIN_FAULT = re.compile(r"不足|短板|差距|薄弱环节")
"""落实部署存在差距 is a problem, 还有一些差距 and 但仍存在差距 lead in: of these words, several or of nobody."""
_MANY = re.compile(
    rf"{_SOME}|在[^,;。]{{2,60}}(?:上|方面)[仍还也]?(?:有|存在)[^,;。]{{0,4}}{FAULTS}|"
    rf"^[ \u3000但不过同时也仍还依然旧]*存在着?{FAULTS}"
)
_ANNOUNCED = re.compile(rf"{_SOME}|现[将把就]|[仍还也]?存在着?|[共计]有")
"""What a sentence must say whose last word is 问题。: 通报了发现的问题。 tells what happened."""

_OF_FAULTS_KNOWN = re.compile(
    r"(?:解决|整改|纠正|化解|破解|聚焦|围绕|紧盯|针对|坚持|直面|正视|上述|以上|这些|此类|"
    r"上一?[轮次]|此前|以往|\d{4}年[^,;:]{0,16}|^[ \u3000]*(?:对照?|就|把))"
    rf"[^,;:]{{0,16}}{FAULTS}|"
    rf"{FAULTS}(?:线索|导向|意识|整改|清单|台账|底[数稿]|的?(?:原因|根源|责任))"
)
"""解决了一批突出问题, 针对上述问题, 问题线索: of problems as of something known."""

_SAYS = re.compile(rf"[^,;:。]{{0,16}}(?:{INSPECTION}|反馈|组长|同志)[^,;:。]{{0,12}}(?:发现|指出|认为|看到)[,:]$")
"""但巡视也发现，"""

_BRIDGE = re.compile(
    rf"[\s]*(?:(?:主要|具体|突出|集中|归纳起来|概括起来)+(?:是|有(?!的)|包括|表现[为在]|体现在|反映在|在于?)|包括|表现[为在]|体现在)"
    rf"(?:[^,;:。\n]{{0,8}}:|{NUMBER}个?方面。|,)?"
)
"""…一些问题，主要是：, …, 包括"""

_LIST_REACH = 300
"""Characters behind a colon in which the first problem is stated."""


def problem_lead_ins(folded: str) -> Iterator[Span]:
    """Where a folded text leads in to problems: from the words that say so to where the first one begins.

    >>> text = "工作有起色,但也存在一些问题,主要是:学习不够。"
    >>> [span.of(text) for span in problem_lead_ins(text)]
    ['存在一些问题,主要是:']
    """
    stated = problem_places(folded)
    leads = list(_lead_ins(folded))
    for number, lead in enumerate(leads, start=1):
        # of 反馈指出，…存在以下问题：… the last one before the first problem leads in
        limit = _reach(folded, lead.end)
        if folded[lead.end - 1] != ":":
            limit = min([limit, *(later.start for later in leads[number : number + 1])])
        following = bisect_left(stated, lead.end)
        if (following < len(stated) and stated[following] < limit) or _EXPLICIT.search(lead.of(folded)):
            yield lead


_EXPLICIT = re.compile(rf"(?:以下|下列|如下)[^,;:。]{{0,8}}{FAULTS}")
"""发现下列问题: problems follow, in whatever words."""


def _lead_ins(folded: str) -> Iterator[Span]:
    """Clauses that lead in by their words, with 主要是： behind them."""
    for clause in clauses(folded):
        begins = clause.start == 0 or folded[clause.start - 1] in "。;\n"
        start = _leads_in(clause.of(folded), begins_sentence=begins)
        if start is not None:
            bridge = _BRIDGE.match(folded, clause.end)
            yield Span(clause.start + start, bridge.end() if bridge else clause.end)


def _leads_in(clause: str, *, begins_sentence: bool) -> int | None:
    """Where in a clause the words begin that announce problems; None where it announces none.

    甲不够，主要表现： leads in to what shows that one problem.
    """
    if _SAYS.match(clause):
        return 0
    words = clause.rstrip(",:;。")
    shown = _SHOWN.finditer(words) if begins_sentence and clause.endswith(":") else ()
    faults = list(_FAULTS_IN_GENERAL.finditer(words)) or list(shown)
    found = _FOUND.search(words)
    if not faults or found is None or len(words) - faults[-1].end() > _LONGEST_REST or clause.endswith(";"):
        return None
    last = max((one.end() for one in _FOUND.finditer(words, 0, faults[-1].end())), default=len(words))
    is_counted = not clause.endswith(":") and _COUNTED.search(words, faults[-1].start() - 4, faults[-1].end() + 1)
    if is_counted or faults[-1].start() - last > _LONGEST_BETWEEN:
        return None
    if _OF_FAULTS_KNOWN.search(_FAULTS_IN_GENERAL.sub("问题", words)) or states_problem(
        _FAULTS_IN_GENERAL.sub("", words)
    ):
        return None
    if clause.endswith(":"):
        return found.start()
    needed = _MANY if _PLAIN_FAULT.search(faults[-1][0]) else _ANNOUNCED if not clause.endswith(",") else _FOUND
    return found.start() if needed.search(words) else None


_COUNTED = re.compile(r"(?<!方面)\d+[个项条]?的?问题|问题\d")
"""巡河发现问题236个，销号79个 and 反馈的31个问题，已超期的6个 tell facts."""
_SHOWN = re.compile(r"表现")


def _reach(folded: str, end: int) -> int:
    """How far behind a lead-in a problem must be stated: in a list after a colon, after 如下。 and after the end of a
    paragraph, else in the same sentence.

    What comes before 但 of 反馈指出，工作有起色，但… is praise.
    """
    is_last = folded[end - 1] == "。" and folded[end : end + 1] == "\n"
    if folded[end - 1] == ":" or is_last or _AS_FOLLOWS.search(folded[max(0, end - _LONGEST_REST) : end]):
        return end + _LIST_REACH
    stop = _STOP_OR_BUT.search(folded, end)
    return stop.start() if stop else len(folded)


_AS_FOLLOWS = re.compile(r"(?:如下|以下|下列)[^,;:。]{0,6}。$")
_STOP_OR_BUT = re.compile(r"。|,(?:但|不过)")
