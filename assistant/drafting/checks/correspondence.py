"""Does the plan answer the feedback: every finding there, unchanged, in order, with measures enough and none twice.

What reviewers look at first: a problem without a measure is sent back before anything else is read.
"""

from __future__ import annotations

from collections.abc import Iterator

from assistant.drafting.records import Issue, Plan, PlannedFinding, Severity


def finding_missing(plan: Plan) -> Iterator[Issue]:
    """A finding of the feedback document that the plan leaves out (不落实)."""
    planned = {item.finding.id for item in plan.findings}
    for finding in plan.source.findings:
        if finding.id not in planned:
            yield Issue("finding-missing", Severity.ERROR, finding.id, {"finding": finding.headline.verbatim})


def finding_changed(plan: Plan) -> Iterator[Issue]:
    """A finding whose words are no longer those of the feedback document; it must be quoted as it stands."""
    text = plan.source.document.text
    for item in plan.findings:
        excerpt = item.finding.excerpt
        if text[excerpt.start : excerpt.end] != excerpt.verbatim:
            yield Issue("finding-changed", Severity.ERROR, item.finding.id)


def finding_out_of_order(plan: Plan) -> Iterator[Issue]:
    """Findings in another order than in the feedback document."""
    starts = [item.finding.excerpt.start for item in plan.findings]
    for earlier, later, item in zip(starts, starts[1:], plan.findings[1:], strict=False):
        if later < earlier:
            yield Issue("finding-out-of-order", Severity.WARNING, item.finding.id)


def finding_without_measure(plan: Plan) -> Iterator[Issue]:
    """A finding or suggestion that nothing is done about."""
    for item in plan.findings:
        if not item.measures:
            yield Issue("finding-without-measure", Severity.ERROR, item.finding.id)
    for advised in plan.suggestions:
        if not advised.measures:
            yield Issue("suggestion-without-measure", Severity.WARNING, advised.suggestion.id)


def suggestion_missing(plan: Plan) -> Iterator[Issue]:
    """A suggestion of the feedback document that the plan leaves out."""
    planned = {item.suggestion.id for item in plan.suggestions}
    for suggestion in plan.source.suggestions:
        if suggestion.id not in planned:
            yield Issue("suggestion-missing", Severity.WARNING, suggestion.id)


def fewer_measures_than_points(plan: Plan) -> Iterator[Issue]:
    """More sub-points than measures: something was left out on the way (少落实)."""
    for item in plan.findings:
        points, measures = len(item.finding.sub_points), len(item.measures)
        if 0 < measures < points:
            facts = {"points": points, "measures": measures}
            yield Issue("fewer-measures-than-points", Severity.WARNING, item.finding.id, facts)


def measure_repeated(plan: Plan) -> Iterator[Issue]:
    """The same measure against several problems (应付式落实)."""
    first: dict[str, str] = {}
    for measure in plan.measures():
        other = first.setdefault(measure.text, measure.id)
        if other != measure.id:
            yield Issue("measure-repeated", Severity.WARNING, measure.id, {"other": other})


def only_papers_and_meetings(plan: Plan) -> Iterator[Issue]:
    """A finding whose measures all end in a document or a meeting (文件整改)."""
    for item in plan.findings:
        if item.measures and all(_is_form_only(item, index) for index in range(len(item.measures))):
            yield Issue("only-papers-and-meetings", Severity.WARNING, item.finding.id)


_FORM = ("召开", "传达", "学习", "印发", "下发", "制定方案", "建立台账", "签订责任书", "表态", "开展培训")
_SUBSTANCE = (
    "核实 核查 清退 追缴 收回 追回 退回 补办 补学 补齐 纠正 改正 更正 处理 办结 办理 验收 检验 消除 解决 "
    "修订 执行 调整 配齐 重做 复核 落实 办成 缴清 上缴 改进 督办"
).split()
"""Words of a measure that name a paper or a meeting, and words that name a changed state."""


def _is_form_only(item: PlannedFinding, index: int) -> bool:
    words = item.measures[index].text
    return any(form in words for form in _FORM) and not any(substance in words for substance in _SUBSTANCE)


CHECKS = (
    finding_missing,
    finding_changed,
    finding_out_of_order,
    finding_without_measure,
    suggestion_missing,
    fewer_measures_than_points,
    measure_repeated,
    only_papers_and_meetings,
)
