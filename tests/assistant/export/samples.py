"""A document with everything that an official document can have, and plans to export."""

from __future__ import annotations

import copy
from datetime import date
from typing import Any

from assistant.drafting.plan import draft_plan
from assistant.drafting.records import Plan
from assistant.export.document import (
    Attachment,
    Cell,
    Letterhead,
    OfficialDocument,
    Paragraph,
    Table,
    numbered,
)
from assistant.records import Citation, Status
from tests.assistant.drafting.feedback_samples import LETTER, LIBRARY, document, search

DAY = date(2024, 9, 3)

CITED = Citation(
    1, "rule", "会议费管理办法", "rule.md", Status.CURRENT, "第四条", "不得安排会议费。", 4, 12, 4, 12, 0.5
)

REPORT = OfficialDocument(
    title="关于市委第三巡察组反馈意见集中整改进展情况的报告",
    document_type="报告",
    secrecy="秘密★1年",
    addressee="市委巡察工作领导小组",
    blocks=(
        Paragraph("现将集中整改进展情况报告如下。"),
        numbered(1, 1, "总体情况"),
        numbered(2, 1, "组织领导"),
        numbered(3, 1, "会议费管理不严"),
        numbered(4, 1, "清理超标会议"),
        Paragraph("会议费管理不严，2023年有4次会议没有列入计划。", quoted=True, lead="反馈原文："),
        Paragraph("由【待填：责任领导】负责。", (1,), "F1-M1"),
        Table(("序号", "措施"), ((Cell("1"), Cell("清理", (1,))), (Cell("2"), Cell("核减"))), (1, 4)),
        Table(("序号",), ((Cell("1"),),), (1,)),
    ),
    signer="中共市粮食局党组",
    date=DAY,
    attachments=(Attachment("整改情况一览表", (Paragraph("见表。"),)), Attachment("制度清单", (Paragraph("略。"),))),
    citations=(CITED,),
    letterhead=Letterhead(
        "中共市粮食局党组文件",
        "粮党组〔2024〕12号",
        signatory="张某",
        urgency="特急",
        copies_to="市纪委监委",
        printed_by="市粮食局办公室",
        printed_on=DAY,
    ),
)


def plan_of(text: str = LETTER, *, received: date | None = date(2024, 6, 13), regime: str | None = "stated") -> Plan:
    """A plan from a feedback document, with a small library."""
    return draft_plan(document(text), search(LIBRARY), received=received, regime=regime, on=date(2024, 6, 20))


def filled(value: Any) -> Any:
    """The plan with every slot filled in, as a person would."""
    done = copy.deepcopy(value)
    done["received_on"] = "2024-06-13"
    measures = [
        measure
        for item in (*done["suggestions"], *(found for group in done["groups"] for found in group["findings"]))
        for measure in item["measures"]
    ]
    for measure in measures:
        measure |= {"leader": "张某", "lead_unit": "财务科", "co_units": ["办公室"]}
        measure["due"] |= {"date": "2024-09-01", "stages": [], "continuing": False}
        measure["metric"] |= {"baseline": "反馈所列", "target": "全部整改"}
        measure["text"] = measure["text"].replace("【待填：", "").replace("】", "")
    for section in done["outline"]:
        section["paragraphs"] = [
            paragraph.replace("【待填：", "").replace("】", "") for paragraph in section["paragraphs"]
        ]
    return done
