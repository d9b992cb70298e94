"""Places of a plan in words: F1-M1.metric.target → F1-M1 目标值. For people; the JSON keeps the short names."""

from __future__ import annotations

from assistant import messages
from assistant.drafting.records import Slot

_FIELDS = {
    "text": "整改措施",
    "leader": "责任领导",
    "lead_unit": "牵头单位",
    "co_units": "配合单位",
    "due": "完成时限",
    "due.date": "完成时限",
    "due.stages": "阶段目标",
    "metric.indicator": "衡量指标",
    "metric.baseline": "基数",
    "metric.target": "目标值",
    "completion_mark": "完成标志",
    "evidence_required": "佐证材料",
}
_OF_PLAN = {
    "plan": "全文",
    "plan.inspected_unit": "被巡察党组织",
    "plan.inspection.inspected_by": "巡察组",
    "plan.inspection.feedback_on": "反馈日期",
    "plan.received_on": "收到反馈日期",
    "plan.deadline": "集中整改期限",
    "plan.deadline.limit": "集中整改期限",
}
_OUTLINE = "plan.outline."


def place_in_words(where: str) -> str:
    """A place as an office would name it; one that is not known stays as it is.

    >>> place_in_words("F1-M1.metric.target"), place_in_words("plan.outline.组织领导.2")
    ('F1-M1 目标值', '“组织领导”第2段')
    """
    if where in _OF_PLAN:
        return _OF_PLAN[where]
    if where.startswith(_OUTLINE):
        section, _, number = where.removeprefix(_OUTLINE).rpartition(".")
        return f"“{section}”第{number}段"
    identity, _, name = where.partition(".")
    return f"{identity} {_FIELDS[name]}" if name in _FIELDS else where


def slot_in_words(slot: Slot, language: str | None = None) -> str:
    """Where an open slot stands, and how many places its answer fills."""
    place = place_in_words(slot.where)
    if not slot.others:
        return place
    return messages.text("export.slot_fills", language=language, place=place, count=len(slot.places))
