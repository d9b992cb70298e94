"""Who answers for a measure: exactly one leader and one lead unit, by name or post, never everybody, never a clerk.

Posts of one person (党组书记、局长) are not several people: only the same post twice, or two names, are.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from assistant.drafting.checks.draft import Draft
from assistant.drafting.checks.rules import INFO, WARNING, WITH_ROWS, Rule
from assistant.drafting.issue_records import Issue
from assistant.drafting.slots import is_slot
from assistant.text.terms import fold

NO_OWNER = Rule("no-owner", WARNING, WITH_ROWS)
COLLECTIVE_OWNER = Rule("collective-owner", WARNING, WITH_ROWS)
SEVERAL_LEADERS = Rule("several-leaders", WARNING, WITH_ROWS)
NO_LEADER_IN_LEAD = Rule("leader-not-a-leader", WARNING, WITH_ROWS, form="敷衍式整改")
OWNERS_OPEN = Rule("owners-open", INFO, WITH_ROWS)

RULES = (NO_OWNER, COLLECTIVE_OWNER, SEVERAL_LEADERS, NO_LEADER_IN_LEAD, OWNERS_OPEN)

_OWNERS = ("leader", "lead_unit")

_EVERYBODY = re.compile(
    r"各(?:相关|有关|责任|职能|党)?(?:部门|科室|处室|单位|支部|领导|成员)|"
    r"(?:有关|相关)(?:责任|职能|业务|党)?(?:部门|单位|科室|处室|人员|领导|负责人)|全体|"
    r"所有(?:部门|科室|单位)|班子成员$|领导班子$|班子$"
)
_ONE_OF_THEM = re.compile(r"班子成员[、，,（(]|班子成员(?=[\u4e00-\u9fff]{2,4}$)")

_UNIT = (
    "科|处|室|局|委|办|部|中心|队|站|院|所|厅|公司|集团|支部|党委|总支|纪委|工会|团委|"
    "学院|医院|学校|镇|乡|街道|社区|村|司|科室|委员会"
)
_UNIT_END = re.compile(rf"(?:{_UNIT})(?:[（(][^）)]*[）)])?$")
_BETWEEN = re.compile(r"[、，,；;/\n]|和|及|与")

_POST = re.compile(
    r"(?P<post>书记|局长|主任|部长|处长|科长|厅长|院长|校长|所长|站长|队长|支队长|镇长|乡长|县长|区长|市长|省长|董事长|理事长|总经理|经理|"
    r"会计师|工程师|主席|组长|秘书长|行长|社长|台长|馆长|园长|股长|司长)"
)
_RANK = re.compile(r"(?:[一二三四]级)?(?:调研员|巡视员|主任科员)")
_PARTY = re.compile(r"纪委|纪检|机关党委|总支|支部|党组|党委|党工委|工会")
_REMARK = re.compile(r"[（(][^（）()]*[）)]")
_NAME = re.compile(r"[\u4e00-\u9fff]{2,4}")
_OF_AN_OFFICE = re.compile(r"(?:科|股)长$|(?:科|股)室?(?:副?主任|负责人|牵头人)$|(?:科|股)长[\u4e00-\u9fff]{2,3}$")
"""科长 leads an office, not the unit; 办公室主任 may be the head of 市委办公室."""
_LEADS = re.compile(r"局长|党组|党委|班子|分管|主席|校长|院长|镇长|乡长|县长|区长|市长|厅长|[总经]经理|董事|书记")
_CLERK = re.compile(r"科员|干事|办事员|联络员|经办人|工作人员|文员|内勤|专干|具体负责人")


def nobody(draft: Draft) -> Iterator[Issue]:
    """A measure without a leader or a lead unit, not even as an open slot."""
    for row in draft.rows():
        empty = [name for name in _OWNERS if name in draft.has and not row.text(name).strip()]
        if empty:
            yield NO_OWNER.on(row, empty[0])


def everybody(draft: Draft) -> Iterator[Issue]:
    """各部门, 有关单位: when everybody answers, nobody does."""
    for row in draft.rows():
        for name in _OWNERS:
            owner = row.text(name)
            if _EVERYBODY.search(owner) and not _ONE_OF_THEM.search(owner):
                yield COLLECTIVE_OWNER.on(row, name, owner=owner)


def several(draft: Draft) -> Iterator[Issue]:
    """More than one leader or lead unit for one measure."""
    for row in draft.rows():
        for name, is_several in (("leader", _several_people), ("lead_unit", _several_units)):
            owner = row.text(name)
            if not is_slot(owner) and is_several(owner):
                yield SEVERAL_LEADERS.on(row, name, owner=" ".join(owner.split()))


def not_a_leader(draft: Draft) -> Iterator[Issue]:
    """An office, its head or a clerk where a leader must answer (敷衍式整改)."""
    for row in draft.rows():
        owner = _REMARK.sub("", row.text("leader")).strip()
        is_unit = _UNIT_END.search(owner) is not None and not _POST.search(owner) and not _EVERYBODY.search(owner)
        is_of_office = _OF_AN_OFFICE.search(owner) is not None and not _LEADS.search(owner)
        if not is_slot(owner) and owner and (is_unit or is_of_office or _CLERK.search(owner)):
            yield NO_LEADER_IN_LEAD.on(row, "leader", owner=owner)


def open_owners(draft: Draft) -> Iterator[Issue]:
    """How many measures still wait for somebody to answer for them."""
    waiting = sum(any(is_slot(row.text(name)) for name in _OWNERS) for row in draft.rows())
    if waiting:
        yield OWNERS_OPEN.at("plan", count=waiting)


CHECKS = (nobody, everybody, several, not_a_leader, open_owners)


def _several_people(owner: str) -> bool:
    """Whether a cell names more than one person.

    >>> _several_people("局党组书记、局长"), _several_people("甲副局长、乙副局长"), _several_people("张三、李四")
    (False, True, True)
    """
    parts = [part.strip() for part in _BETWEEN.split(_REMARK.sub("", fold(owner))) if part.strip()]
    if len(parts) < 2:
        return False
    posts = Counter(_post(part) for part in parts)
    names = [part for part in parts if not _POST.search(part) and _NAME.fullmatch(part) and not _RANK.search(part)]
    are_named = len(names) == len(parts) and not any(_UNIT_END.search(name) for name in names)
    return are_named or any(count > 1 for post, count in posts.items() if post)


def _post(part: str) -> str:
    """The post that a part of a cell names; membership in a body and ranks are none of their own.

    A person may be 党委副书记 and 纪委书记 at once, but not 局长 and 副局长.
    """
    found = None if _RANK.search(part) else _POST.search(part)
    if found is None:
        return ""
    party = _PARTY.search(part)
    return f"{party[0]}{found['post']}" if party and found["post"] in ("书记", "组长", "主席") else found["post"]


def _several_units(owner: str) -> bool:
    """Whether a cell names more than one unit; 住房和城乡建设局 is one.

    >>> _several_units("办公室、人事科"), _several_units("市住房和城乡建设局")
    (True, False)
    """
    plain = _REMARK.sub("", owner).strip()
    return any(
        _UNIT_END.search(plain[: mark.start()].strip()) and _UNIT_END.search(plain[mark.end() :].strip())
        for mark in _BETWEEN.finditer(plain)
    )
