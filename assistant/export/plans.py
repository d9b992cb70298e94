"""A rectification plan as the JSON that `draft plan --json` prints. Records in, plain values out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath
from typing import Any

from assistant import messages
from assistant.drafting.coverage import coverage
from assistant.drafting.feedback_records import Excerpt
from assistant.drafting.issue_records import Issue
from assistant.drafting.records import Due, Measure, Plan, PlannedFinding, PlannedSuggestion
from assistant.export.answers import citation_to_json
from assistant.export.coverage import coverage_to_json
from assistant.export.model_words import model_to_json


def plan_to_json(plan: Plan, *, language: str | None = None) -> dict[str, Any]:
    """A plan as plain values; what the checks say is in the language given, else in the one in use."""
    unit = plan.source.inspected_unit
    return {
        "inspected_unit": unit.verbatim if unit else None,
        "inspection": _inspection(plan),
        "feedback": _feedback(plan),
        "drafted_on": plan.drafted_on.isoformat(),
        "received_on": plan.received_on.isoformat() if plan.received_on else None,
        "deadline": _deadline(plan),
        "groups": [
            {"title": group.title, "findings": [_finding(item) for item in group.findings]} for group in plan.groups
        ],
        "suggestions": [_suggestion(item) for item in plan.suggestions],
        "outline": [{"title": section.title, "paragraphs": list(section.paragraphs)} for section in plan.outline],
        "citations": [citation_to_json(citation) for citation in plan.citations],
        "slots": [
            {
                "id": slot.id,
                "kind": slot.kind.value,
                "label": slot.label,
                "where": slot.where,
                "places": list(slot.places),
            }
            for slot in plan.slots
        ],
        "checks": [_issue(issue, language) for issue in plan.checks],
        "coverage": coverage_to_json(coverage(plan)),
        "doubts": [{"kind": doubt.kind, **_excerpt(doubt.excerpt)} for doubt in plan.source.doubts],
        **model_to_json(plan, language),
    }


def issue_text(issue: Issue, language: str | None = None) -> str:
    """What a check says, for people: what is wrong, and what to do about it."""
    key = issue.rule.replace("-", "_")
    said, advised = (
        messages.text(f"{section}.{key}", language=language, **issue.facts) for section in ("checks", "advice")
    )
    return messages.text("checking.whole", language=language, message=said, advice=advised)


def _feedback(plan: Plan) -> dict[str, Any]:
    """Which document the plan answers; of its path only the name, which says nothing about this machine."""
    document = plan.source.document
    return {
        "document_id": document.id,
        "title": document.title,
        "path": PurePath(document.path).name,
        "secrecy": document.secrecy,
    }


def _inspection(plan: Plan) -> dict[str, Any]:
    inspection = plan.source.inspection
    named = {"inspected_by": inspection.inspected_by, "round": inspection.round, "kind": inspection.kind}
    return {
        **{name: excerpt.verbatim if excerpt else None for name, excerpt in named.items()},
        "feedback_on": inspection.feedback_on.isoformat() if inspection.feedback_on else None,
    }


def _deadline(plan: Plan) -> dict[str, Any]:
    deadline = plan.deadline
    stated = _excerpt(deadline.stated) if deadline.stated else {"verbatim": None, "start": None, "end": None}
    return {**stated, "regime": deadline.regime, "limit": deadline.limit.isoformat() if deadline.limit else None}


def _finding(item: PlannedFinding) -> dict[str, Any]:
    finding = item.finding
    return {
        "id": finding.id,
        **_excerpt(finding.excerpt),
        "headline": _excerpt(finding.headline),
        "sub_points": [_excerpt(point) for point in finding.sub_points],
        **({"goal": item.goal} if item.goal else {}),
        "measures": _measures(item.measures),
        "examples": [citation_to_json(example) for example in item.examples],
        **({"nearest": list(item.nearest)} if item.nearest else {}),
    }


def _suggestion(item: PlannedSuggestion) -> dict[str, Any]:
    return {
        "id": item.suggestion.id,
        **_excerpt(item.suggestion.excerpt),
        "measures": _measures(item.measures),
    }


def _excerpt(excerpt: Excerpt) -> dict[str, Any]:
    return {"verbatim": excerpt.verbatim, "start": excerpt.start, "end": excerpt.end}


def _measures(measures: Sequence[Measure]) -> list[dict[str, Any]]:
    return [
        {
            "id": measure.id,
            "text": measure.text,
            "leader": measure.leader,
            "lead_unit": measure.lead_unit,
            "co_units": list(measure.co_units),
            "due": _due(measure.due),
            "metric": {
                "indicator": measure.metric.indicator,
                "baseline": measure.metric.baseline,
                "target": measure.metric.target,
            },
            "completion_mark": measure.completion_mark,
            "evidence_required": list(measure.evidence_required),
            "citations": list(measure.citations),
        }
        for measure in measures
    ]


def _due(due: Due) -> dict[str, Any]:
    """The date, or the open slot that stands for it."""
    return {
        "immediate": due.immediate,
        "date": due.date.isoformat() if due.date else due.open_slot or None,
        "continuing": due.continuing,
        "stages": list(due.stages),
    }


def _issue(issue: Issue, language: str | None) -> dict[str, Any]:
    return {
        "rule": issue.rule,
        "severity": issue.severity.value,
        "where": issue.where,
        "message": issue_text(issue, language),
    }
