"""The party organisation that a feedback document is about, as the document names it.

The text of a feedback document in, the unit with its place out. It knows nothing of who inspected it.
"""

from __future__ import annotations

import re

from assistant.drafting.feedback_records import Excerpt
from assistant.text.terms import fold

_UNIT = r"(?P<unit>[^，,。；;：:、\s\d]{2,40}?)"
_ALIAS = r"(?:[(（]以下[^)）]{1,20}[)）])?"
_INSPECTED = (
    re.compile(
        r"(?:^[(（]?|(?<=[\s*_|-]))(?:被巡[视察](?:单位|党组织)|被?反馈(?:对象|单位|人)|(?:接收|整改|责任)单位)(?:名称)?[*_]*[：:]"
        r"[*_ ]*(?P<unit>[^，,。；;：:、()（）\s\d*]{2,40})",
        re.MULTILINE,
    ),
    re.compile(r"^[ \u3000*_]*(?P<unit>[^，,。；;：:\s\d]{2,40}?)[：:][ \u3000*_]*$", re.MULTILINE),
    re.compile(
        r"^[ \u3000]*(?P<unit>[^，,。；;：:、\s\d]{2,40}?(?:党[组委]|党工委|[党]?总支|党支部))[：:]", re.MULTILINE
    ),
    re.compile(
        r"^[ \u3000]*(?:——|--)[ \u3000]*(?P<unit>[^，,。；;：:、\s]{2,40}(?:党[委组]|党工委|总支|支部))[ \u3000]*$",
        re.MULTILINE,
    ),
    re.compile(rf"(?:关于(?:对)?|巡[视察]组)巡[视察]{_UNIT}(?:党组织)?(?:工作)?(?:情况)?的?(?:反馈|问题)"),
    re.compile(rf"关于(?:对|向)?{_UNIT}(?:开展)?(?:的)?(?:常规|专项|机动|提级)?巡[视察](?:情况|工作)?的?反馈"),
    re.compile(rf"对{_UNIT}{_ALIAS}(?:开展|进行)(?:了)?(?:为期[^，,。]{{1,12}}的)?[^，,。]{{0,12}}?巡[视察]"),
    re.compile(rf"对{_UNIT}{_ALIAS}巡[视察](?:中)?发现"),
    re.compile(
        rf"[向对]{_UNIT}{_ALIAS}(?:进行|作)?(?:了)?(?:[“\"]?一对一[”\"]?)?(?:常规|专项|机动|提级|政治)?(?:的)?(?:巡[视察])?反馈"
    ),
    re.compile(
        rf"^[ \u3000]*{_UNIT}(?:常规|专项)?巡[视察](?:整改)?(?:反馈)?(?:发现)?(?:的)?(?:问题|意见)", re.MULTILINE
    ),
    re.compile(rf"(?:^|[，,。；;\n]){_UNIT}(?:主要)?存在(?:的)?(?:以下|下列|如下|主要|几个|问题)"),
)
"""From the surest place to the least sure: addressee, title, opening sentence, news."""
_NO_UNIT = re.compile(
    r"^[你我各]|同志|各位|发现|社会公开|问题|意见|情况|反馈|附件|巡[视察]组|近日|家党组织|个党组织|现将|要求|如下|评价|建议|联系|部署|本轮|回头看|被巡[视察]"
)
_PEOPLE = re.compile(r"(?:(?<=党[组委])书记|主要负责人|主要负责同志|领导班子|班子成员|党员干部|负责人).*$")
_UNIT_LEADS = re.compile(r"^(?:近日|日前|分别|关于|对|向|据|中共(?=中共))+")


def inspected_unit(text: str) -> Excerpt | None:
    """The party organisation that was inspected, as the document names it.

    >>> inspected_unit("市委第二巡察组对市档案馆党组开展了常规巡察。").verbatim
    '市档案馆党组'
    """
    folded = fold(text)
    for pattern in _INSPECTED:
        for match in pattern.finditer(folded):
            found = _cleaned_unit(text, folded, *match.span("unit"))
            if found is not None:
                return found
    return None


def _cleaned_unit(text: str, folded: str, start: int, end: int) -> Excerpt | None:
    """The unit without the people who speak for it; None where the words name no unit."""
    lead = _UNIT_LEADS.match(folded[start:end])
    start += lead.end() if lead else 0
    people = _PEOPLE.search(folded[start:end])
    end = start + people.start() if people else end
    if end - start < 3 or _NO_UNIT.search(folded[start:end]):
        return None
    return Excerpt.of(text, start, end)
