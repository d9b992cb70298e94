"""A rectification plan as Markdown: the skeleton of `prompts/skeletons/plan.md` filled with the plan's own words.

Words of documents are escaped, so that nothing in them becomes markup. It decides nothing; what is open stays a slot.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from assistant import messages
from assistant.drafting.coverage import coverage
from assistant.drafting.examples import without_examples
from assistant.drafting.feedback_records import Excerpt
from assistant.drafting.issue_records import Severity
from assistant.drafting.records import (
    Due,
    Measure,
    Metric,
    Plan,
    PlannedFinding,
    PlannedSuggestion,
    Section,
)
from assistant.drafting.skeletons import fill
from assistant.drafting.slots import DUE, FEEDBACK_ON, INSPECTED, INSPECTED_BY, RECEIVED_ON, slot
from assistant.export.coverage import TITLES, told_rows
from assistant.export.official_measures import stages_in_words
from assistant.export.places import place_in_words
from assistant.export.plans import issue_text
from assistant.records import Citation

_MARKUP = re.compile(r"([\\`*_\[\]<>|#~])")
_SIGNS = {Severity.ERROR: "✗", Severity.WARNING: "⚠", Severity.INFO: "·"}
_BEGINNING = 20
"""Characters of a stretch of the feedback that are shown beside its place."""

_COLUMNS = ("编号", "整改措施", "责任领导", "牵头单位", "配合单位", "完成时限", "衡量指标", "完成标志", "佐证材料")


def plan_to_markdown(plan: Plan, *, final: bool = False, language: str | None = None) -> str:
    """A plan as one Markdown document. The plan is Chinese; what the checks say is in the language given or in use."""
    plan = without_examples(plan) if final else plan
    limit = plan.deadline.limit
    return fill(
        "plan",
        {
            "title": f"{_unit(plan)}关于{_inspected_by(plan)}反馈意见的整改方案",
            "draft_mark": "" if final else messages.text("export.draft_mark", language="zh"),
            "opening": _opening(plan),
            "tasks": "\n\n".join(_groups(plan)),
            "advice": "\n\n".join(_planned(item, plan) for item in plan.suggestions) or "反馈意见没有列出意见建议。",
            "received": plan.received_on.isoformat() if plan.received_on else slot(RECEIVED_ON),
            "limit": limit.isoformat() if limit else slot(DUE),
            "stated": _one_line(plan.deadline.stated) if plan.deadline.stated else "反馈意见没有写明时限。",
            "stages": escaped(stages_in_words(plan)),
            "bases": _lines(_basis(citation, plan, language) for citation in plan.citations),
            "coverage": _coverage(plan),
            "open_slots": _lines(_slots(plan)) or "没有待填事项。",
            "issues": _lines(
                f"{_SIGNS[issue.severity]} {issue.where}：{issue_text(issue, language)}" for issue in plan.checks
            )
            or "没有发现问题。",
            "doubts": _lines(_doubts(plan, language)) or "没有。",
            "examples": _lines(_examples(plan)) or "没有。",
        },
        [_escaped_section(section) for section in plan.outline],
    )


def escaped(text: str) -> str:
    r"""A document's words as Markdown that shows them as they are, on one line.

    >>> print(escaped("甲|乙 <b>"))
    甲\|乙 \<b\>
    """
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))


def _escaped_section(section: Section) -> Section:
    return Section(section.title, tuple(map(escaped, section.paragraphs)))


def _unit(plan: Plan) -> str:
    unit = plan.source.inspected_unit
    return escaped(unit.verbatim) if unit else slot(INSPECTED)


def _inspected_by(plan: Plan) -> str:
    body = plan.source.inspection.inspected_by
    return escaped(body.verbatim) if body else slot(INSPECTED_BY)


def _opening(plan: Plan) -> str:
    inspection = plan.source.inspection
    fed_back = inspection.feedback_on.isoformat() if inspection.feedback_on else slot(FEEDBACK_ON)
    kind = f"开展{escaped(inspection.kind.verbatim)}，" if inspection.kind else "进行了巡视巡察，"
    return f"{_inspected_by(plan)}对{_unit(plan)}{kind}反馈了意见（反馈日期：{fed_back}）。现制定整改方案如下。"


def _groups(plan: Plan) -> Iterator[str]:
    for group in plan.groups:
        if group.title:
            yield f"### {escaped(group.title)}"
        yield from (_planned(item, plan) for item in group.findings)


def _planned(item: PlannedFinding | PlannedSuggestion, plan: Plan) -> str:
    """The words of the feedback, quoted, and the table of measures."""
    if isinstance(item, PlannedFinding):
        name, excerpt = f"反馈问题 {item.finding.id}", item.finding.excerpt
        goal = f"整改目标：{escaped(item.goal)}\n\n" if item.goal else ""
    else:
        name, excerpt = f"意见建议 {item.suggestion.id}", item.suggestion.excerpt
        goal = ""
    quote = "\n".join(f"> {escaped(line)}".rstrip() for line in excerpt.verbatim.splitlines())
    head = f"| {' | '.join(_COLUMNS)} |\n|{' --- |' * len(_COLUMNS)}"
    rows = "\n".join(f"| {' | '.join(_cells(measure, plan))} |" for measure in item.measures)
    return f"**{name}**\n\n{quote}\n\n{goal}{head}\n{rows}"


def _cells(measure: Measure, plan: Plan) -> Sequence[str]:
    known = [n for n in measure.citations if plan.citation(n) is not None]
    marks = "".join(f"\\[{n}\\]" for n in known)
    return (
        measure.id,
        f"{escaped(measure.text)}{marks}",
        escaped(measure.leader),
        escaped(measure.lead_unit),
        "、".join(map(escaped, measure.co_units)),
        "；".join(_due(measure.due)),
        _metric(measure.metric),
        escaped(measure.completion_mark),
        "、".join(map(escaped, measure.evidence_required)),
    )


def _due(due: Due) -> Iterator[str]:
    if due.immediate:
        yield "立行立改"
    if due.date or due.open_slot:
        yield due.date.isoformat() if due.date else due.open_slot
    if due.continuing:
        yield "长期坚持"
    yield from (escaped(stage) for stage in due.stages)


def _metric(metric: Metric) -> str:
    return f"{escaped(metric.indicator)}（{escaped(metric.baseline)} → {escaped(metric.target)}）"


def _basis(citation: Citation, plan: Plan, language: str | None) -> str:
    """A rule with its words and whether it is in force; of the feedback only the place, since it is quoted above."""
    if plan.is_feedback(citation):
        begins = escaped(citation.quote[:_BEGINNING])
        return f"\\[{citation.n}\\] 反馈意见原文第 {citation.start}—{citation.end} 字：{begins}……"
    title = f"《{escaped(citation.title.strip('《》'))}》{escaped(citation.heading)}"
    status = messages.text(f"drafting.status_{citation.status.value}", language=language)
    return f"\\[{citation.n}\\] {title}（{status}）：{escaped(citation.quote)}"


def _coverage(plan: Plan) -> str:
    head = f"| 问题 | {' | '.join(TITLES.values())} |\n|{' --- |' * (len(TITLES) + 1)}"
    return "\n".join((head, *(f"| {' | '.join(row)} |" for row in told_rows(coverage(plan)))))


def _slots(plan: Plan) -> Iterator[str]:
    """One line a label: how many answers are wanted, how many places they fill, and where the first is."""
    for label in dict.fromkeys(found.label for found in plan.slots):
        waiting = [found for found in plan.slots if found.label == label]
        places = sum(len(found.places) for found in waiting)
        yield f"{slot(label)} {len(waiting)} 项，共 {places} 处，第一处在 {escaped(place_in_words(waiting[0].where))}"


def _doubts(plan: Plan, language: str | None) -> Iterator[str]:
    for doubt in plan.source.doubts:
        yield f"{messages.text(f'drafting.doubt_{doubt.kind}', language=language)}{_one_line(doubt.excerpt)}"


def _examples(plan: Plan) -> Iterator[str]:
    """Measures of earlier plans, plainly no part of this one."""
    for item in plan.findings:
        for example in item.examples:
            yield f"{item.finding.id}　《{escaped(example.title.strip('《》'))}》曾写“{escaped(example.quote)}”。"


def _one_line(excerpt: Excerpt) -> str:
    return escaped(excerpt.verbatim)


def _lines(entries: Iterable[str]) -> str:
    return "\n".join(f"- {entry}" for entry in entries)
