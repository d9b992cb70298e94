"""Open slots 【待填：…】: what no source says, typed, so that nobody mistakes it for said.

Text in, text or slots out. A figure, name or place that the feedback document hides (X, ××, 某) becomes a slot in what
is written about it; the document's own words are never touched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.drafting.records import Measure, Plan, Slot, SlotKind
from assistant.text.facts import redactions
from assistant.text.sentences import Span

LEADER = "责任领导"
LEAD_UNIT = "牵头单位"
CO_UNITS = "配合单位"
DUE = "时限"
BASIS = "依据文件及条款"
CONTENT = "具体内容"
BASELINE = "基数"
TARGET = "目标值"
INSPECTED = "被巡察党组织"
INSPECTED_BY = "巡察组"
FEEDBACK_ON = "反馈日期"
RECEIVED_ON = "收到反馈日期"

LIMIT = "plan.deadline.limit"
"""Where the limit of the whole plan stands, which every deadline without a day of its own ends with."""

KINDS = {
    LEADER: SlotKind.PERSON,
    "姓名": SlotKind.PERSON,
    LEAD_UNIT: SlotKind.UNIT,
    CO_UNITS: SlotKind.UNIT,
    "单位名称": SlotKind.UNIT,
    INSPECTED: SlotKind.UNIT,
    INSPECTED_BY: SlotKind.UNIT,
    DUE: SlotKind.DATE,
    "日期": SlotKind.DATE,
    "成文日期": SlotKind.DATE,
    RECEIVED_ON: SlotKind.DATE,
    FEEDBACK_ON: SlotKind.DATE,
    "周期": SlotKind.PERIOD,
    BASELINE: SlotKind.COUNT,
    TARGET: SlotKind.COUNT,
    "数量": SlotKind.COUNT,
    "比例": SlotKind.PERCENT,
    "金额": SlotKind.AMOUNT,
    "地点": SlotKind.PLACE,
    "排查范围": SlotKind.PLACE,
    "制度名称": SlotKind.DOCUMENT,
    "会议名称": SlotKind.DOCUMENT,
    CONTENT: SlotKind.DOCUMENT,
    BASIS: SlotKind.DOCUMENT,
    "整改状态": SlotKind.OTHER,
    "整改结果": SlotKind.OTHER,
    "未完成原因": SlotKind.OTHER,
    "佐证材料": SlotKind.DOCUMENT,
    "截止日期": SlotKind.DATE,
    "联系电话": SlotKind.OTHER,
    "邮政信箱": SlotKind.PLACE,
    "职务": SlotKind.PERSON,
    "次数": SlotKind.COUNT,
    "人数": SlotKind.COUNT,
    "事例": SlotKind.OTHER,
}
"""Every label a slot of ours can carry, and what it waits for."""

_SLOT = re.compile(r"【待填[：:]?([^】\n]{0,40})】")
"""Ours, and those that a person wrote by hand."""

_HIDDEN = (
    ("金额", re.compile(r"[余多]?(?:万元|亿元|元)")),
    ("比例", re.compile(r"(?:个)?(?:%|％|百分点|成)")),
    (
        "数量",
        re.compile(
            r"[余多]?(?:人次|件次|个|名|人|件|次|项|条|起|份|家|户|批|处|场|期|篇|台|辆|宗|笔|张|所|套|天|小时|公里|亩|本|轮)"
        ),
    ),
    ("日期", re.compile(r"(?:年|月|日|季度)")),
    (
        "单位名称",
        re.compile(
            r"[\u4e00-\u9fff]{0,4}(?:局|委|办|院|校|所|站|镇|乡|村|县|区|市|公司|企业|集团|单位|部门|中心|街道|社区|支部|协会)"
        ),
    ),
    ("姓名", re.compile(r"(?:等人|同志|书记|局长|主任|科长|某)?(?=[^\u4e00-\u9fff]|$|违|因|收|在|任|兼)")),
)
"""What a hidden word stands for, by what follows it."""


def slot(label: str) -> str:
    """The text of an open slot. Raises KeyError for a label that has no kind.

    >>> slot("责任领导")
    '【待填：责任领导】'
    """
    KINDS[label]
    return f"【待填：{label}】"


def is_slot(text: str) -> bool:
    """Whether a text is nothing but an open slot."""
    return _SLOT.fullmatch(text.strip()) is not None


def without_redactions(text: str) -> str:
    """The text with each hidden figure or name replaced by a slot of its kind.

    >>> without_redactions("2023年集中学习X次，涉及金额××万元")
    '2023年集中学习【待填：数量】次，涉及金额【待填：金额】万元'
    """
    pieces: list[str] = []
    position = 0
    for hidden in redactions(text):
        if hidden.start < position:
            continue
        pieces += [text[position : hidden.start], slot(_label_of_hidden(text, hidden.start, hidden.end))]
        position = hidden.end
    return "".join((*pieces, text[position:]))


def register(plan: Plan) -> tuple[Slot, ...]:
    """Every open slot of a plan: first what is open of the plan as a whole, then those of its measures, in order.

    Places that one answer fills are one slot: who leads the rectification of a problem, the day for what is done at
    once, and, while the limit of the whole plan is open, every deadline that ends with it.
    """
    places: dict[tuple[str, ...], list[str]] = {}
    for answer, where in (*_places_of_plan(plan), *_places_of_outline(plan), *_places_of_measures(plan)):
        places.setdefault(answer, []).append(where)
    return tuple(
        Slot(f"slot-{number}", KINDS.get(label, SlotKind.OTHER), label, where, tuple(others))
        for number, ((label, *_), (where, *others)) in enumerate(places.items(), 1)
    )


def slots_in(text: str) -> list[str]:
    """The labels of the open slots in a text, in order.

    >>> slots_in("由【待填：姓名】担任，联系电话【待填】")
    ['姓名', '']
    """
    return [label for _, label in slot_spans(text)]


def slot_spans(text: str) -> list[tuple[Span, str]]:
    """Where open slots stand in a text, each with its label."""
    return [(Span(*match.span()), match[1].strip()) for match in _SLOT.finditer(text)]


_Place = tuple[tuple[str, ...], str]
"""The answer that is waited for, its label first, and where."""


def _places_of_plan(plan: Plan) -> Iterator[_Place]:
    """What the head of a plan needs and nobody has said."""
    if plan.source.inspected_unit is None:
        yield (INSPECTED,), "plan.inspected_unit"
    if plan.source.inspection.inspected_by is None:
        yield (INSPECTED_BY,), "plan.inspection.inspected_by"
    if plan.source.inspection.feedback_on is None:
        yield (FEEDBACK_ON,), "plan.inspection.feedback_on"
    if plan.received_on is None:
        yield (RECEIVED_ON,), "plan.received_on"
    if plan.deadline.limit is None:
        yield (DUE, LIMIT), LIMIT


def _places_of_outline(plan: Plan) -> Iterator[_Place]:
    for section in plan.outline:
        for number, paragraph in enumerate(section.paragraphs, start=1):
            where = f"plan.outline.{section.title}.{number}"
            yield from ((answer, where) for answer in _each_its_own(paragraph, where))


def _places_of_measures(plan: Plan) -> Iterator[_Place]:
    answered = [*(item.measures for item in plan.findings), *(item.measures for item in plan.suggestions)]
    for measures in answered:
        for measure in measures:
            for name, text in _texts_of(measure):
                where = f"{measure.id}.{name}"
                shared = _shared_answer(plan, measures, measure, name)
                answers = [(label, shared) for label in slots_in(text)] if shared else _each_its_own(text, where)
                yield from ((answer, where) for answer in answers)


def _texts_of(measure: Measure) -> Iterator[tuple[str, str]]:
    yield "text", measure.text
    yield "leader", measure.leader
    yield "lead_unit", measure.lead_unit
    yield from (("co_units", unit) for unit in measure.co_units)
    yield "due.date", measure.due.open_slot
    yield from (("due.stages", stage) for stage in measure.due.stages)
    yield "metric.indicator", measure.metric.indicator
    yield "metric.baseline", measure.metric.baseline
    yield "metric.target", measure.metric.target
    yield "completion_mark", measure.completion_mark
    yield from (("evidence_required", evidence) for evidence in measure.evidence_required)


def _shared_answer(plan: Plan, measures: Sequence[Measure], measure: Measure, name: str) -> str:
    """What the slots of a field share their answer with; empty where each has one of its own."""
    of_problem = f"{measures[0].id}.{name}"
    if name == "due.date":
        ends_with_plan = not measure.due.immediate and plan.deadline.limit is None
        return LIMIT if ends_with_plan else f"{of_problem}.{measure.due.immediate}"
    return of_problem if name in ("leader", "lead_unit") else ""


def _each_its_own(text: str, where: str) -> list[tuple[str, ...]]:
    return [(label, where, str(number)) for number, label in enumerate(slots_in(text))]


def _label_of_hidden(text: str, start: int, end: int) -> str:
    if text[max(0, start - 3) : start] == "百分之":
        return "比例"
    following = text[end : end + 8].lstrip(" \u3000")
    return next((label for label, words in _HIDDEN if words.match(following)), CONTENT)
