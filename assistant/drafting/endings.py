"""Sentences of a feedback document with which problems and advice end, and those that say by when to do what.

A sentence in, an answer out. Patterns work on folded text (simplified, half-width). It knows nothing of places.
"""

from __future__ import annotations

import re

from assistant.drafting.announcements import SOMEBODY_SAYS
from assistant.drafting.defects import states_problem
from assistant.drafting.inspecting import INSPECTION
from assistant.drafting.lead_ins import NUMBER, SPACE
from assistant.text.terms import fold

_ENDS = (
    re.compile(
        rf"[^。;\n]{{0,6}}?(?:对|将)?{INSPECTION}(?:组|期间|中)[^。;\n]{{0,16}}?收到[^。\n]{{0,40}}?(?:线索|信访|来信|来访|反映)"
        r"[^。\n]{0,40}?(?:移交|转(?:交|送|办|有关|[^。\n]{0,12}(?:处理|办理)))"
    ),
    re.compile(
        rf"{SPACE}(?:请|望|希望)[^。\n]{{0,120}}?(?:报送|报(?:告)?[^。,\n]{{0,16}}(?:巡[视察]办|党委|工委|组织部|领导小组))"
        r"[^。\n]{0,60}"
    ),
    re.compile(rf"[^。;\n]{{0,24}}?{INSPECTION}(?:组|期间|中)[^。;\n]{{0,12}}?(?:收到|发现|移交)[^。\n]{{0,30}}?线索"),
    re.compile(r"[^。;\n]{0,12}(?:问题)?线索[^。\n]{0,24}(?:移交|转交?)"),
    re.compile(r"[^。;,\n]{2,40}?(?:表示|作了?(?:表态)?发言)[,。:]"),
    re.compile(r"(?:对|针对)?(?:以上|上述|本)(?:问题|意见|反馈)[^。:\n]{0,20}请"),
    re.compile(r"(?:附件|附|抄送|联系人|联系电话|来源|责任编辑|编辑|记者) ?:"),
    re.compile(r"\((?:此件|记者|通讯员|来源|责任编辑)"),
)
"""What a sentence begins with where neither problems nor advice go on."""

_ADDRESSES = re.compile(
    r"[ \u3000*_]*(?:请|望|(?:\d{4}年)?\d{1,2}月[^,。;]{0,5}前|按照|根据|你|自|于|在|应|须|"
    rf"被{INSPECTION}|各?(?:党组|党委|单位)|"
    r"[^。,;:\n]{1,16}(?:党组|党委|党总支|党支部|党工委)(?:要|应|须|请|于|自|在)|"
    r"[^。,;:\n]{0,6}(?:方案|报告|台账|清单|情况)(?:请|应|须|要|于))"
)
"""How a sentence begins that tells the inspected unit by when to do what."""

_WANTS_PAPERS = re.compile(
    r"(?:要|应|须|需|请|望)(?![求点])[^。;\n]{0,60}(?:报|提交|制定|制订|拿出|形成|提出|递交|送)[^。,;\n]{0,16}(?:方案|报告|情况|台账|清单)|"
    r"(?:要|应|须|需|请|望)(?![求点])[^。;\n]{0,60}(?:方案|报告|情况|台账|清单)[^。,;\n]{0,12}(?:报|提交|递交|送)"
)
"""…要在30日内拿出整改方案: the papers of the rectification are asked for, whoever is told."""
_LABELLED = re.compile(
    r"\s*(?:[(]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[)、.]|[①-⑳•*-]|[一二三四五六七八九十]{1,3}[是要])"
)
_OF_ALL = re.compile(r"(?:以上|上述)[^,。;]{0,8}问题")

_NAMED_DEADLINE = re.compile(r"[ \u3000*_]*[^,。;:]{0,6}(?:要求|时限|期限|时间|安排):")
_ASKS = re.compile(r"[ \u3000*_]*(?:请|望|希望)")
"""请于…前整改到位，逾期未完成的，…: a request whatever it says would be wrong."""

_LENGTH = rf"(?:\d+|[×xX]+|{NUMBER}|半)\s?个?半?(?:工作日|月|日|天|周)"
_PERIOD = re.compile(
    rf"(?:收到|反馈|接到|印发)[^。\n]{{0,24}}?{_LENGTH}"
    rf"|(?:(?:\d|{NUMBER})(?:[日号]|[年月]份?[底末])|[季年]度末|春节|国庆节?|周[一二三四五六日])(?:\([^()]{{1,12}}\))?(?:下班)?[之以]?前"
    r"|年[底末][之以]?前[^。,;]{0,8}报"
    rf"|{_LENGTH}(?:内|之内|以内)"
    rf"|整改(?:期限?|时限|时间)(?:为|是|,)[^。,;\n]{{0,6}}{_LENGTH}|集中整改期限?[^。,;\n]{{0,6}}{_LENGTH}"
    rf"|{_LENGTH}的?集中整改期?限?(?:期?满|结束)"
    r"|(?:按照?|在|于)[^。;\n]{0,40}?规定的?(?:时限|期限|时间)(?:要求)?(?=内|[^\u4e00-\u9fff]|[研制报完提])"
)
_RECTIFYING = re.compile(
    r"整改|报送|上报|报告|方案|反馈|台账|清单|完成|自查|回复|[内前]报|(?:情况|结果)[^,。;]{0,6}(?:报|函告)|清零|销号"
)


def ends_the_matter(sentence: str) -> bool:
    """Whether neither problems nor advice go on from a sentence on: leads, stances, deadlines, annexes."""
    folded = fold(sentence)
    if any(pattern.match(folded) for pattern in _ENDS):
        return True
    if not states_deadline(sentence):
        return False
    if _ASKS.match(folded) or _NAMED_DEADLINE.match(folded):
        return True
    demands = _ADDRESSES.match(folded) or (_WANTS_PAPERS.search(folded) if _is_of_the_letter(folded) else None)
    return demands is not None and not states_problem(_OF_ALL.sub("", folded))


def _is_of_the_letter(folded: str) -> bool:
    """Whether a sentence is neither an item of a list nor what somebody is told to have said (会议要求，…)."""
    return not _LABELLED.match(folded) and not any(says.match(folded) for says in SOMEBODY_SAYS)


def states_deadline(sentence: str) -> bool:
    """Whether a sentence says by when to plan, to rectify or to report.

    >>> states_deadline("请自收到之日起3个月内报送整改情况报告。"), states_deadline("超过整改期限6个月")
    (True, False)
    """
    folded = fold(sentence)
    return _PERIOD.search(folded) is not None and _RECTIFYING.search(folded) is not None
