"""A rectification plan → the neutral record of an official document: skeleton, tasks in prose, annexes.

A plan (方案) is no statutory type: it has no letterhead and travels under a 通知 or a 报告. It decides nothing; what is
open stays a slot.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from assistant import messages
from assistant.drafting.coverage import coverage
from assistant.drafting.examples import without_examples
from assistant.drafting.records import Plan, PlannedFinding
from assistant.drafting.skeletons import Part, parts
from assistant.drafting.slots import DUE, FEEDBACK_ON, INSPECTED, INSPECTED_BY, RECEIVED_ON, slot
from assistant.export.coverage import TITLES, told_rows
from assistant.export.document import Attachment, Block, Cell, Heading, OfficialDocument, Paragraph, Table, numbered
from assistant.export.official_measures import stages_in_words, told_advice, told_measures
from assistant.export.places import place_in_words, slot_in_words
from assistant.export.plans import issue_text
from assistant.export.word.letterhead import said_date

DOCUMENT_TYPE = "方案"

_PLACES_SHOWN = 3
"""Slots of one kind that the annex names; each is lit up in the text."""
_LONGEST_HEADING = 40
"""Characters: a longer headline of a finding is not repeated as its heading."""
_ELSEWHERE = frozenset(("draft_mark", "bases"))
"""Variables of the skeleton that the layout prints by itself."""
_FINAL_ANNEXES = frozenset(("coverage",))
"""Annexes that stay in the final version; a draft has them in one annex with those that help to finish it."""
_TO_BE_SETTLED = "定稿前须处理的事项"


def official_plan(plan: Plan, *, final: bool = False, language: str | None = None) -> OfficialDocument:
    """A plan ready to be laid out; the final version carries no draft mark and none of the aids for finishing it.

    The plan is Chinese; what the checks say is in the language given or in use. Raises UsageError for a damaged
    skeleton.
    """
    plan = without_examples(plan) if final else plan
    body: list[Block] = []
    annexes: list[Attachment] = []
    aids: list[Block] = []
    for section, of_section in groupby(parts("plan", plan.outline), key=lambda part: part.section):
        told = list(of_section)
        blocks = tuple(block for part in told for block in _blocks(part, plan, language))
        if not told[0].text.startswith("## 附"):
            body += blocks
        elif blocks and final and _FINAL_ANNEXES & {part.variable for part in told}:
            annexes.append(Attachment(section, blocks))
        elif blocks:
            aids += (numbered(1, sum(isinstance(block, Heading) for block in aids) + 1, section), *blocks)
    if aids and not final:
        annexes.append(Attachment(_TO_BE_SETTLED, tuple(aids)))
    return OfficialDocument(
        title=f"{_unit(plan)}关于{_inspected_by(plan)}反馈意见的整改方案",
        blocks=tuple(body),
        document_type=DOCUMENT_TYPE,
        draft_mark="" if final else messages.text("export.draft_mark", language="zh"),
        secrecy=plan.source.document.secrecy,
        attachments=tuple(annexes),
        citations=plan.citations,
        quoted=plan.source.document.id,
    )


def _blocks(part: Part, plan: Plan, language: str | None) -> Iterator[Block]:
    """What a part of the skeleton says of this plan."""
    if part.level == 1 or part.variable in _ELSEWHERE or part.text.startswith("## 附"):
        return
    if part.level:
        yield Heading(1, part.text.lstrip("# "))
    elif part.is_fixed:
        yield from _prose(part, plan)
    elif part.variable:
        yield from _TELLERS[part.variable](plan, language)
    else:
        values = _values(plan)
        yield from (Paragraph(line.removeprefix("- "), place="plan") for line in part.filled(values).splitlines())


def _prose(part: Part, plan: Plan) -> Iterator[Paragraph]:
    section = next((section for section in plan.outline if section.title == part.section), None)
    number = section.paragraphs.index(part.text) + 1 if section else 1
    yield Paragraph(part.text, place=f"plan.outline.{part.section}.{number}")


def _values(plan: Plan) -> dict[str, str]:
    """The variables that stand inside a line of the skeleton."""
    limit, stated = plan.deadline.limit, plan.deadline.stated
    return {
        "received": said_date(plan.received_on) if plan.received_on else slot(RECEIVED_ON),
        "limit": said_date(limit) if limit else slot(DUE),
        "stages": stages_in_words(plan),
        "stated": " ".join(stated.verbatim.split()) if stated else messages.text("export.not_stated", language="zh"),
    }


def _unit(plan: Plan) -> str:
    unit = plan.source.inspected_unit
    return " ".join(unit.verbatim.split()) if unit else slot(INSPECTED)


def _inspected_by(plan: Plan) -> str:
    body = plan.source.inspection.inspected_by
    return " ".join(body.verbatim.split()) if body else slot(INSPECTED_BY)


def _opening(plan: Plan, language: str | None) -> Iterator[Block]:
    del language
    inspection = plan.source.inspection
    kind = f"开展{inspection.kind.verbatim}，" if inspection.kind else "进行了巡视巡察，"
    fed_back = f"于{said_date(inspection.feedback_on)}" if inspection.feedback_on else f"于{slot(FEEDBACK_ON)}"
    yield Paragraph(
        f"{_inspected_by(plan)}对{_unit(plan)}{kind}{fed_back}反馈了意见。现制定整改方案如下。",
        place="plan",
    )


def _tasks(plan: Plan, language: str | None) -> Iterator[Block]:
    del language
    titled = [group for group in plan.groups if group.title]
    for group in plan.groups:
        if group.title:
            yield numbered(2, titled.index(group) + 1, " ".join(group.title.split()))
        for number, item in enumerate(group.findings, start=1):
            yield from _task(number, item, plan)


def _task(number: int, item: PlannedFinding, plan: Plan) -> Iterator[Block]:
    """The finding in its own words, then its measures one by one."""
    finding = item.finding
    headline = " ".join(finding.headline.verbatim.split()).rstrip("。；;")
    short = headline if len(headline) <= _LONGEST_HEADING and headline else "反馈问题"
    yield numbered(3, number, f"{short}（{finding.id}）", finding.id)
    yield Paragraph(finding.verbatim, quoted=True, lead="反馈原文：")
    if item.goal:
        yield Paragraph(item.goal, place=finding.id, lead="整改目标：")
    yield from told_measures(item.measures, plan)


def _advice(plan: Plan, language: str | None) -> Iterator[Block]:
    del language
    if plan.suggestions:
        yield told_advice(plan.suggestions, plan)
    else:
        yield Paragraph(messages.text("export.no_advice", language="zh"))


def _coverage(plan: Plan, language: str | None) -> Iterator[Block]:
    del language
    rows = tuple(tuple(map(Cell, row)) for row in told_rows(coverage(plan)))
    yield Table(("问题", *TITLES.values()), rows, (18, *[23] * len(TITLES)))
    yield Paragraph(messages.text("export.coverage_note", language="zh"))


def _open_slots(plan: Plan, language: str | None) -> Iterator[Block]:
    del language
    rows = []
    for label in dict.fromkeys(found.label for found in plan.slots):
        waiting = [found for found in plan.slots if found.label == label]
        shown = "、".join(map(slot_in_words, waiting[:_PLACES_SHOWN])) + ("等" if len(waiting) > _PLACES_SHOWN else "")
        fills = sum(len(found.places) for found in waiting)
        rows.append((Cell(label or "（没有写明）"), Cell(str(len(waiting))), Cell(str(fills)), Cell(shown)))
    if rows:
        yield Table(("待填内容", "项数", "处数", "所在位置"), tuple(rows), (34, 12, 12, 98))


def _issues(plan: Plan, language: str | None) -> Iterator[Block]:
    rows = tuple(
        (
            Cell(messages.text(f"drafting.severity_{issue.severity.value}", language=language)),
            Cell(place_in_words(issue.where)),
            Cell(issue_text(issue, language)),
        )
        for issue in plan.checks
    )
    if rows:
        yield Table(("程度", "位置", "提示"), rows, (18, 30, 108))


def _doubts(plan: Plan, language: str | None) -> Iterator[Block]:
    for doubt in plan.source.doubts:
        said = messages.text(f"drafting.doubt_{doubt.kind}", language=language)
        yield Paragraph(f"{said}{' '.join(doubt.excerpt.verbatim.split())}")


def _examples(plan: Plan, language: str | None) -> Iterator[Block]:
    """What earlier plans did against a like problem: to look at while a draft is finished, no part of the plan."""
    del language
    rows = tuple(
        (Cell(item.finding.id), Cell(f"《{example.title.strip('《》')}》"), Cell(example.quote))
        for item in plan.findings
        for example in item.examples
    )
    if rows:
        yield Table(("问题", "出自", "曾写"), rows, (14, 62, 80))


_TELLERS = {
    "opening": _opening,
    "tasks": _tasks,
    "advice": _advice,
    "coverage": _coverage,
    "open_slots": _open_slots,
    "issues": _issues,
    "doubts": _doubts,
    "examples": _examples,
}
"""Variable of the skeleton → what it stands for."""
