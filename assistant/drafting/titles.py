"""What the title of a section of a feedback document announces, and whether it names a mere subject or a problem.

A title in, a role or an answer out. Patterns work on folded text (simplified, half-width). It knows nothing of places.
"""

from __future__ import annotations

import re

from assistant.drafting.defects import states_problem
from assistant.drafting.lead_ins import FAULTS
from assistant.drafting.roles import Role
from assistant.text.terms import fold

_LONGEST_TITLE = 26
"""Characters of a title that can announce a role; a longer one is a finding or a sentence."""

_LISTED = re.compile(rf"{FAULTS}(?:移交|交办|整改|反馈)?(?:清单|汇总表?|台账|移交单|反馈单)$")
_TITLES = (
    (Role.PROBLEMS, _LISTED),
    (Role.PROBLEMS, re.compile(rf"{FAULTS}[及和与、](?:[^,，]{{0,4}}原因(?:分析|剖析)?|[^,，]{{0,5}}建议)$")),
    (Role.OTHER, re.compile(r"线索|移交(?!单)|(?:原因|根源)(?:分析|剖析)?$|信访(?:举报)?(?:情况|受理|办理)")),
    (
        Role.SUGGESTIONS,
        re.compile(
            r"^(?!落实|贯彻|执行)[^,，]{0,10}?(?:意见[和与及、]?建议|(?:整改|促改|改进|处理|工作)(?:工作)?的?意见|建议)(?:如下|清单|[和与及][^,，]{0,4}(?:时限|要求))?$"
        ),
    ),
    (
        Role.REQUIREMENTS,
        re.compile(
            r"^(?!(?:落实|贯彻|执行))(?:[^,，]{0,10}(?:整改|工作|有关|几点|相关|报送|报告|反馈|时间|下一?步|下阶段))?的?"
            r"(?:要求|时限|期限|安排|(?<=整改)任务)(?:[和及与](?:时限|(?:报告)?要求))?$"
        ),
    ),
    (
        Role.OTHER,
        re.compile(
            r"总体(?:评价|情况|印象|看)|总的评价|基本评价|^基本情况|工作成效|主要(?:成效|成绩|做法)|(?:成绩|成效|概况)$|"
            r"巡[视察](?:工作)?(?:开展|组织|总体|基本|任务)?情况$|肯定|(?:有关|其他|说明的?|注意)事项|结束语"
        ),
    ),
    (
        Role.PROBLEMS,
        re.compile(
            rf"{FAULTS}(?:[和与及](?:不足|差距))?(?:如下|(?:及其?)?(?:具体|主要|突出)?表现)?$|^立行立改(?:的?(?:事项|清单))?$"
        ),
    ),
)
"""What a heading announces; the first that fits decides."""

_IMPERATIVE = re.compile(
    r"^(?:着力|加快|切实|坚决|认真|全面|深入|持续|尽快|抓紧)*(?:补|弥补|破解|解决|整改|纠正|紧?盯|正视|直面|查找|针对|对照|上述|以上|对.{0,16}(?:发现|指出|反馈|查出)的|缩小|化解|防范|规范)"
)
"""补齐…短板, 解决…问题: what is to be done about problems, not that they follow."""

_ANNOUNCING_WORDS = re.compile(
    rf"(?:存在|发现|反映|反馈)?的?(?:主要|突出|共性|具体)?{FAULTS}(?:[和与及](?:问题|不足|差距))?[^,，。]{{0,4}}$"
)
"""关于食品监管不到位的问题 states a problem without these words, and announces none."""

_NO_SUBJECT_OF_FAULTS = re.compile(
    r"(?:^|方面|领域|巡[视察]|反馈|发现|检查|审计|之?中|主要|具体|突出|共性|个性|其他|需要.{0,4}的|值得.{0,4}的)$"
)
"""What stands before 不足, 差距 or 短板 that announces: 党建方面的不足. 安全投入不足 is a problem with its subject."""

_OF_ITS_SUBJECT = re.compile(r"问题|(?:存在|有)?(?:较大|明显|一定)?(?:不足|短板|差距|薄弱环节)")
"""污染防治存在短板 and 安全投入不足 are problems; 污染防治存在的短板 heads several."""

_SUBJECT = re.compile(r"^序号|方面|聚焦|围绕|落实|贯彻|执行|履行|建设|情况|领域|责任|纪律|作风|党的|工作")
_NAMED_SUBJECT = re.compile(r"(?:方面|领域|情况|层面)(?:存在的?(?:主要|突出)?问题)?$")
_MATTER = re.compile(
    r"(?:建设|工作|责任制?|领导|管理|监督|执行|落实|履行|纪律|作风|队伍|环节|事业|改革|发展|治理|安全|保障|服务|业务|"
    r"项目|资金|财务|资产|采购|工程|学习|转化|整改|党建|廉政)$"
)
"""What a subject without 方面 ends in: 收购环节, 内部管理. 食堂承包暗箱操作 says what is wrong in words of its own."""


def role_of_title(title: str) -> Role | None:
    """What a heading announces; None where it announces nothing of ours.

    >>> role_of_title("巡察发现的主要问题").value, role_of_title("理论学习不深入的问题")
    ('problems', None)
    """
    folded = fold(re.sub(r"\s+", "", title)).strip("*_:。【】[]()")
    if not 0 < len(folded) <= _LONGEST_TITLE:
        return None
    folded = _SECTION.sub("", folded)
    role = next((role for role, words in _TITLES if words.search(folded)), None)
    if (role is Role.PROBLEMS and _IMPERATIVE.search(folded)) or (role is Role.OTHER and "," in folded):
        return None
    if role is not Role.PROBLEMS:
        return None if states_problem(folded) else role
    if _ONE_PROBLEM.search(folded) and not is_subject_heading(_OF_PROBLEM.sub("", folded)):
        return None
    if _LISTED.search(folded):
        return role
    said = _ANNOUNCING_WORDS.sub("", folded)
    is_headline = _OF_ITS_SUBJECT.match(folded, len(said)) is not None and _NO_SUBJECT_OF_FAULTS.search(said) is None
    return None if is_headline or states_problem(said) else role


_ONE_PROBLEM = re.compile(r"^关于(?!.{0,12}(?:发现|存在|反馈|指出|主要|突出|共性|个性)).{4,}的问题$")
_OF_PROBLEM = re.compile(r"^关于|的问题$")
"""关于食堂承包暗箱操作的问题 states one problem; 关于选人用人方面的问题 heads several."""
_SECTION = re.compile(r"(?<=..)部分$")
"""问题部分, 建议部分"""


def role_of_question(question: str) -> Role:
    """What the answer to a question of an interview says.

    >>> role_of_question("巡察发现了哪些主要问题？").value, role_of_question("对发现的问题提了哪些建议？").value
    ('problems', 'suggestions')
    """
    folded = fold(question)
    return next((role for role, words in _QUESTIONS if words.search(folded)), Role.OTHER)


_QUESTIONS = (
    (Role.REQUIREMENTS, re.compile(r"时间|时限|期限|何时|多久|多长")),
    (Role.SUGGESTIONS, re.compile(r"建议|意见(?!反馈)|要求|(?:如何|怎[么样])[^?]{0,8}整改")),
    (
        Role.PROBLEMS,
        re.compile(rf"(?:哪些|什么|哪几|主要|突出)[^?]{{0,12}}{FAULTS}|{FAULTS}[^?]{{0,6}}(?:有哪些|是什么|表现)"),
    ),
)


def is_subject_only(title: str) -> bool:
    """Whether a heading only names a subject: 落实全面从严治党责任方面, 聚焦群众身边不正之风, 收购环节.

    >>> is_subject_only("聚焦群众身边腐败和不正之风方面"), is_subject_only("理论学习不深入")
    (True, False)
    """
    folded = fold(title).strip("*_:。 ")
    if _NAMED_SUBJECT.search(folded) or _FALLS_SHORT.search(folded):
        return True
    is_matter = _BEGINS_AS_SUBJECT.match(folded) or _MATTER.search(folded)
    return is_matter is not None and not states_problem(title)


def is_subject_heading(title: str) -> bool:
    """Whether the wording alone shows a heading that names a subject: 聚焦…情况, …方面, 关于…, 对…的问题.

    >>> is_subject_heading("关于基层党组织建设"), is_subject_heading("对下属单位监督不力。")
    (True, False)
    """
    folded = fold(title).strip("*_: ")
    if _FALLS_SHORT.search(folded.rstrip("。")):
        return True
    if _STOP.search(folded):
        return False
    return _ENDS_AS_SUBJECT.search(folded) is not None or (
        _BEGINS_AS_SUBJECT.search(folded) is not None and not states_problem(folded)
    )


_FALLS_SHORT = re.compile(rf"^在[^。;,!?]*(?:方面|上|中)[还仍]?(?:有|存在)(?:一定|较大|明显)?的?{FAULTS}$")
"""在落实全面从严治党责任方面有差距: said of an aspect, it tells no problem."""
_STOP = re.compile(r"[。;,!?]")
_BEGINS_AS_SUBJECT = re.compile(r"^(?:聚焦|围绕|关于)")
_ENDS_AS_SUBJECT = re.compile(
    r"^(?:对|针对|在).*(?:问题|意见|建议)$|"
    r"(?:方面|领域|情况|层面)(?:的?(?:问题|不足|建议|意见))?$|^其他[^,]{0,8}问题$"
)


def names_subject(title: str) -> bool:
    """Whether a heading could stand above problems: it names a subject of inspections, or a problem itself."""
    return _SUBJECT.search(fold(title)) is not None or states_problem(title)
