"""The words by which a feedback document announces what follows: problems, advice, demands, or the end of the matter.

Titles and sentences in, roles out. Patterns work on folded text (simplified, half-width). It knows nothing of places.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from assistant.drafting.defects import states_problem
from assistant.drafting.lead_ins import FAULTS, NUMBER, SENTENCE_START, SPACE, problem_lead_ins
from assistant.text.terms import fold


class Role(StrEnum):
    """What a stretch of the document says."""

    PROBLEMS = "problems"
    SUGGESTIONS = "suggestions"
    REQUIREMENTS = "requirements"
    """整改要求 beside 意见建议: by when to report and how. Where no suggestions stand, these are the suggestions."""
    OTHER = "other"
    """Opening, overall evaluation, leads handed over, statements of stance, signature."""
    UNCLEAR = "unclear"
    """A heading that says nothing we know."""


class Announcement(NamedTuple):
    """`folded[start:end]` announces that what follows plays a role."""

    role: Role
    start: int
    end: int


_IN_VIEW_OF = rf"(?:(?:针对|对照|结合|围绕|为此|对)[^。;,\n]{{0,20}},{SPACE})?"

_LONGEST_TITLE = 26
"""Characters of a title that can announce a role; a longer one is a finding or a sentence."""

_TITLES = (
    (Role.OTHER, re.compile(r"线索|移交(?!单)|信访(?:举报)?(?:情况|受理|办理)")),
    (Role.PROBLEMS, re.compile(rf"{FAULTS}[及和与、](?:相应的?)?(?:整改|工作)?(?:意见)?建议$")),
    (
        Role.SUGGESTIONS,
        re.compile(
            r"^(?!落实|贯彻|执行)[^,，]{0,10}?(?:意见[和与及、]?建议|整改(?:工作)?意见|工作意见|建议)(?:如下|清单)?$"
        ),
    ),
    (
        Role.REQUIREMENTS,
        re.compile(
            r"^(?!(?:落实|贯彻|执行))(?:[^,，]{0,10}(?:整改|工作|有关|几点|相关|报送|报告|反馈|时间))?的?"
            r"(?:要求|时限|期限|安排)(?:[和及与](?:时限|(?:报告)?要求))?$"
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
            rf"{FAULTS}(?:[和与及](?:不足|差距))?(?:清单|如下|(?:及其?)?(?:具体|主要|突出)?表现|汇总表?|台账|移交单|反馈单)?$"
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

_SUBJECT = re.compile(r"^序号|方面|聚焦|围绕|落实|贯彻|执行|履行|建设|情况|领域|责任|纪律|作风|党的|工作")
_SUBJECT_ONLY = re.compile(r"^(?:聚焦|围绕)|(?:方面|领域|情况)(?:存在的?(?:主要|突出)?问题)?$")
_MATTER = re.compile(
    r"(?:建设|工作|责任制?|领导|管理|监督|执行|落实|履行|纪律|作风|队伍|环节|事业|改革|发展|治理|安全|保障|服务|业务|"
    r"项目|资金|财务|资产|采购|工程|学习|转化|整改|党建|廉政)$"
)
"""What a subject without 方面 ends in: 收购环节, 内部管理. 食堂承包暗箱操作 says what is wrong in words of its own."""

_PROBLEM_LIST = re.compile(r"存在着?(?P<list>[^。\n]{12,300}?)等?(?:方面)?的?(?:突出|主要)?问题(?=[。;\n]|$)")

_SUGGESTIONS_FOLLOW = (
    re.compile(
        rf"{_IN_VIEW_OF}(?:提(?:出|(?=了?(?:以下|几|{NUMBER})))|反馈(?=[^。;,:\n]{{0,16}}建议)|给出)了?(?:以下|如下|相应|具体|针对性|几点|{NUMBER}(?:点|条|项|个方面)|的)*"
        rf"[^。;\n:]{{0,10}}(?:意见|建议|要求)[^。;\n:]{{0,6}}(?::|[。,](?={SPACE}一[是要]))"
    ),
    re.compile(r"(?:提出|反馈|给出)了?(?:以下|如下)[^。;\n:]{0,10}(?:意见|建议|要求)[^。;\n:]{0,6}。(?=\s{0,4}\n)"),
    re.compile(r"(?:(?:整改|意见|工作)建议|(?:我们|我组|巡[视察]组)的?(?:意见|建议))(?:如下|是|有)?:"),
    re.compile(
        rf"{SENTENCE_START}[^。;\n:]{{0,40}}(?:[抓做办]好|落实好?|完成)(?:以下|下列|如下|{NUMBER}[个件项])"
        r"[^。;,\n:]{0,8}(?:工作|事项|任务|事)[^。;,\n:]{0,4}:"
    ),
    re.compile(rf"{SENTENCE_START}{_IN_VIEW_OF}(?:我们|我组|巡[视察]组)?建议[^。;,:\n]{{0,16}}:"),
    re.compile(rf"{SENTENCE_START}[^。;:\n]{{0,30}}整改[^。;:\n]{{0,12}}[。:](?={SPACE}一[是要])"),
    re.compile(
        rf"{SENTENCE_START}[^。;:\n]{{0,30}}(?:(?<![主重需概])要(?![求点害])|应|须|希望|请)[^。;:\n]{{0,16}}:(?=\s{{0,8}}(?:一[是要、]|第一[,、]|1[.、]|[(①]))"
    ),
)
"""同时提出意见建议：, 针对上述问题，提出三点建议。一是…, 建议你党组："""

_SOMEBODY_SAYS = (
    re.compile(
        rf"{SENTENCE_START}(?!(?:根据|按照?))[^。;,:\n]{{0,30}}?"
        r"(?:反馈会?|会议|会上|巡[视察]组|组长|同志|领导小组[^。,;:\n]{0,10}|负责人)[^。;,:\n]{0,10}(?:建议|要求|强调)[,:]"
    ),
    re.compile(rf"讲了?{NUMBER}点(?:意见|要求):"),
    re.compile(rf"{SENTENCE_START}[^。;,:\n]{{0,16}}?(?:反馈会?|会议|巡[视察]组|组长)要求[^。;,:\n]{{2,24}}?(?=要)"),
    re.compile(rf"{SENTENCE_START}(?=建议[^。;:,\n]{{6}})"),
)
"""反馈会强调，…: advice only where nobody gives any more plainly."""

_ENDS = (
    re.compile(
        r"[^。;\n]{0,6}?(?:对|将)?巡[视察](?:组|期间|中)[^。;\n]{0,16}?收到[^。\n]{0,40}?(?:线索|信访|来信|来访|反映)"
        r"[^。\n]{0,40}?(?:移交|转(?:交|送|办|有关|[^。\n]{0,12}(?:处理|办理)))"
    ),
    re.compile(
        rf"{SPACE}(?:请|望|希望)[^。\n]{{0,120}}?(?:报送|报(?:告)?[^。,\n]{{0,16}}(?:巡[视察]办|党委|工委|组织部|领导小组))"
        r"[^。\n]{0,60}"
    ),
    re.compile(r"[^。;\n]{0,24}?巡[视察](?:组|期间|中)[^。;\n]{0,12}?(?:收到|发现|移交)[^。\n]{0,30}?线索"),
    re.compile(r"[^。;\n]{0,12}(?:问题)?线索[^。\n]{0,24}(?:移交|转交?)"),
    re.compile(r"[^。;,\n]{2,40}?(?:表示|作了?(?:表态)?发言)[,。:]"),
    re.compile(r"(?:对|针对)?(?:以上|上述|本)(?:问题|意见|反馈)[^。:\n]{0,20}请"),
    re.compile(r"(?:附件|附|抄送|联系人|联系电话|来源|责任编辑|编辑|记者) ?:"),
    re.compile(r"\((?:此件|记者|通讯员|来源|责任编辑)"),
)
"""What a sentence begins with where neither problems nor advice go on."""

_ADDRESSES = re.compile(
    r"[ \u3000*_]*(?:请|望|(?:\d{4}年)?\d{1,2}月[^,。;]{0,5}前|按照|根据|你|自|于|在|应|须|"
    r"被巡[视察]|各?(?:党组|党委|单位)|"
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
    rf"|(?:\d{{4}}年)?(?:\d{{1,2}}|{NUMBER})月(?:\d{{1,2}}日|{NUMBER}日|底)(?:前|之前|以前)|\d{{4}}年底(?:前|之前|以前)"
    rf"|{_LENGTH}(?:内|之内|以内)"
    rf"|集中整改期限?(?:为|是|,)?[^。,;\n]{{0,6}}{_LENGTH}"
    r"|(?:按照?|在|于)[^。;\n]{0,40}?规定的?(?:时限|期限|时间)(?:要求)?(?=内|[^\u4e00-\u9fff]|[研制报完提])"
)
_RECTIFYING = re.compile(r"整改|报送|上报|报告|方案|反馈|台账|清单|完成")


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
    said = _ANNOUNCING_WORDS.sub("", folded)
    names_another = folded[len(said) :].startswith(("问题", "不足", "短板", "差距"))
    is_headline = names_another and _NO_SUBJECT_OF_FAULTS.search(said) is None
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
    if _SUBJECT_ONLY.search(folded):
        return True
    return _MATTER.search(folded) is not None and not states_problem(title)


def is_subject_heading(title: str) -> bool:
    """Whether the wording alone shows a heading that names a subject: 聚焦…情况, …方面, 关于…, 对…的问题.

    >>> is_subject_heading("关于基层党组织建设"), is_subject_heading("对下属单位监督不力。")
    (True, False)
    """
    folded = fold(title).strip("*_: ")
    if _STOP.search(folded):
        return False
    return _ENDS_AS_SUBJECT.search(folded) is not None or (
        _BEGINS_AS_SUBJECT.search(folded) is not None and not states_problem(folded)
    )


_STOP = re.compile(r"[。;,!?]")
_BEGINS_AS_SUBJECT = re.compile(r"^(?:聚焦|围绕|关于)")
_ENDS_AS_SUBJECT = re.compile(
    r"^(?:对|针对|在).*问题$|(?:方面|领域|情况)(?:的?(?:问题|不足|建议|意见))?$|^其他[^,]{0,8}问题$"
)


def names_subject(title: str) -> bool:
    """Whether a heading could stand above problems: it names a subject of inspections, or a problem itself."""
    return _SUBJECT.search(fold(title)) is not None or states_problem(title)


def announcements(folded: str) -> Iterator[Announcement]:
    """The announcements inside a folded text, in no order; problems only where some are stated behind them."""
    yield from (Announcement(Role.PROBLEMS, *span) for span in problem_lead_ins(folded))
    for role, patterns in ((Role.SUGGESTIONS, _SUGGESTIONS_FOLLOW), (Role.REQUIREMENTS, _SOMEBODY_SAYS)):
        for pattern in patterns:
            yield from (Announcement(role, *match.span()) for match in pattern.finditer(folded))


def problem_lists(folded: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where a sentence lists its problems: 甲、乙、丙 of 存在甲、乙、丙等问题."""
    for match in _PROBLEM_LIST.finditer(folded, start, end):
        if states_problem(match["list"]):
            yield match.span("list")


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
    return not _LABELLED.match(folded) and not any(says.match(folded) for says in _SOMEBODY_SAYS)


def states_deadline(sentence: str) -> bool:
    """Whether a sentence says by when to plan, to rectify or to report.

    >>> states_deadline("请自收到之日起3个月内报送整改情况报告。"), states_deadline("超过整改期限6个月")
    (True, False)
    """
    folded = fold(sentence)
    return _PERIOD.search(folded) is not None and _RECTIFYING.search(folded) is not None
