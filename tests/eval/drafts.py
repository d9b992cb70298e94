"""A feedback document, what was read in it and planned from it: right in everything unless a test says otherwise."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from eval.cases.drafts import Basis, Drafted, Feedback, PlannedMeasure, Quoted, ReadFinding, WantedFinding

FEES = "会议费管理不严。2023年有4次会议没有列入计划。"
GRAIN = "储备粮轮换监管缺位。（1）3批次没有招标；（2）价差款没有收回。"
POINTS = ("3批次没有招标", "价差款没有收回")
ADVICE = "从严管理会议费，按月公布执行情况。"
TEXT = f"关于巡察市粮食局党组的反馈意见\n\n1.{FEES}\n2.{GRAIN}\n\n建议：{ADVICE}\n\n2024年6月12日"
LIMIT = date(2024, 9, 12)


def quoted(words: str) -> Quoted:
    return Quoted(words, words)


def a_feedback(**fields: Any) -> Feedback:
    given = {
        "text": TEXT,
        "findings": (WantedFinding(FEES), WantedFinding(GRAIN, POINTS)),
        "suggestions": (ADVICE,),
        "unit": "市粮食局党组",
        "feedback_on": date(2024, 6, 12),
        **fields,
    }
    return Feedback("letter", "a letter", **given)


def a_measure(**fields: Any) -> PlannedMeasure:
    given = {
        "id": "F1-M1",
        "answers": FEES,
        "text": "对4次会议没有列入计划逐次核对。",
        "owners": ("【待填：责任领导】", "【待填：牵头单位】"),
        "due": LIMIT,
        "has_due": True,
        "completion_mark": "4次会议核对完毕",
        "evidence": ("核对记录",),
        "others": ("", "核对完成情况", "【待填：基数】", "【待填：目标值】"),
        **fields,
    }
    return PlannedMeasure(**given)


def a_draft(**fields: Any) -> Drafted:
    measures = (
        a_measure(),
        a_measure(id="F2-M1", answers=GRAIN, text="对3批次没有招标的轮换追查责任。", completion_mark="3批次查清"),
        a_measure(id="A1-M1", answers=ADVICE, text="按月公布执行情况。", completion_mark="按月公布"),
    )
    given = {
        "source": TEXT,
        "unit": "市粮食局党组",
        "inspected_by": None,
        "kind": None,
        "feedback_on": date(2024, 6, 12),
        "findings": (ReadFinding(quoted(FEES), ()), ReadFinding(quoted(GRAIN), tuple(map(quoted, POINTS)))),
        "suggestions": (quoted(ADVICE),),
        "deadlines": (),
        "measures": measures,
        "bases": (
            Basis("会议费管理办法", "第四条", quoted("没有列入计划的会议不得安排会议费。"), is_superseded=False),
        ),
        "limit": LIMIT,
        "slots": ("责任领导", "牵头单位", "基数", "目标值"),
        "model": "embedded",
        "elapsed_ms": 1.0,
        **fields,
    }
    return Drafted(**given)


def with_first_measure(**changes: Any) -> Drafted:
    draft = a_draft()
    first, *others = draft.measures
    return replace(draft, measures=(replace(first, **changes), *others))
