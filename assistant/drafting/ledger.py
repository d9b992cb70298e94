"""A plan ↔ the rows of its ledger (整改台账): one row a measure, findings first, then suggestions.

A plan comes as the values that `draft plan --json` prints, so that the file a person kept is as good as a plan just
drafted. It knows neither workbooks nor merging.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from typing import Any

from assistant.drafting.dues import due_of, due_to_text
from assistant.drafting.ledger_columns import KEPT, PLANNED, with_cells
from assistant.drafting.ledger_records import LedgerRow
from assistant.drafting.records import Due
from assistant.drafting.slots import DUE, INSPECTED, INSPECTED_BY, is_slot, slot
from assistant.drafting.states import State
from assistant.errors import RejectedFile

PlanValues = Mapping[str, Any]
"""A plan as `draft plan --json` prints it."""

_LIST_MARK = "、"
_ORIGIN_CHARACTERS = 6
"""Of the digest that tells the rows of several plans apart."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Which inspection, audit or self-check a plan answers."""

    name: str
    prefix: str = ""
    """Stands before the ids of its rows where a ledger has several."""


def origin_of(plan: PlanValues, *, among_several: bool = False) -> Origin:
    """What a plan answers, by the words of its feedback document; an open slot where it does not say who inspected."""
    inspection = plan.get("inspection") or {}
    named = inspection.get("inspected_by") or slot(INSPECTED_BY)
    day = _day(inspection.get("feedback_on"))
    name = f"{named}（{day.year}年{day.month}月{day.day}日反馈）" if day else named
    return Origin(name, f"{_digest(plan)}/" if among_several else "")


def title_of(plan: PlanValues) -> str:
    """The title of the ledger of a plan."""
    return f"{plan.get('inspected_unit') or slot(INSPECTED)}巡察反馈意见整改台账"


def rows_of_plan(plan: PlanValues, path: str, *, among_several: bool = False) -> tuple[LedgerRow, ...]:
    """The rows of a plan, none begun. Raises RejectedFile where the values are not those of a plan."""
    origin = origin_of(plan, among_several=among_several) if isinstance(plan, Mapping) else Origin("")
    try:
        return tuple(_rows(plan, origin))
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise RejectedFile("drafting.no_plan", path=path) from error


def plan_with(plan: PlanValues, rows: Sequence[LedgerRow], original: Sequence[LedgerRow]) -> dict[str, Any]:
    """The plan with what the ledger says of its measures, rows that people added among them; `original` are its rows.

    What only a ledger says, and words that fit into no field of a plan, go under the key `ledger`, by the id of the
    row: `rows_of_plan` gives back what it was given.
    """
    changed: dict[str, Any] = copy.deepcopy(dict(plan))
    before = {row.id: row for row in original}
    measures = {measure["id"]: measure for _, item in _items(changed) for measure in item["measures"]}
    owners = {item["id"]: item for _, item in _items(changed)}
    for row in rows:
        owner = owners.get(row.id.partition("-M")[0])
        if row.id not in measures and owner is not None:
            measures[row.id] = _new_measure(row)
            owner["measures"].append(measures[row.id])
        elif row.id in measures:
            _put(measures[row.id], row, before[row.id])
    changed["ledger"] = {}
    told = {row.id: row for row in _rows(changed, origin_of(plan))}
    changed["ledger"] = {row.id: _untold(row, told.get(row.id)) for row in rows}
    return changed


def _untold(row: LedgerRow, told: LedgerRow | None) -> dict[str, Any]:
    """The cells of a row that the plan does not say by itself."""
    kept = {name: getattr(row, name) for name in KEPT}
    others = {name: getattr(row, name) for name in ("number", "origin", *PLANNED)}
    said = {name: text for name, text in others.items() if told is None or getattr(told, name) != text}
    return {**kept, **said, **({"others": dict(row.others)} if row.others else {})}


def _items(plan: PlanValues) -> Iterator[tuple[str, Any]]:
    """Number and values of everything that has measures."""
    findings = [finding for group in plan["groups"] for finding in group["findings"]]
    yield from ((str(number), finding) for number, finding in enumerate(findings, start=1))
    yield from ((f"建议{number}", suggestion) for number, suggestion in enumerate(plan["suggestions"], start=1))


def _rows(plan: PlanValues, origin: Origin) -> Iterator[LedgerRow]:
    kept = dict(plan.get("ledger") or {})
    number = 0
    for label, item in _items(plan):
        for position, measure in enumerate(item["measures"], start=1):
            number += 1
            row = LedgerRow(
                row=number,
                number=f"{label}.{position}",
                origin=origin.name,
                problem=item["verbatim"],
                goal=_goal(measure),
                measures=measure["text"],
                leader=measure["leader"],
                lead_unit=measure["lead_unit"],
                co_units=_LIST_MARK.join(measure["co_units"]),
                due=_due_text(measure["due"]),
                completion_mark=measure["completion_mark"],
                evidence=_LIST_MARK.join(measure["evidence_required"]),
                status=State.NOT_STARTED,
                id=f"{origin.prefix}{measure['id']}",
            )
            yield _with_kept(row, kept.pop(measure["id"], {}))
    for identity, said in kept.items():
        number += 1
        yield _with_kept(LedgerRow(row=number, id=identity), said)


def _with_kept(row: LedgerRow, said: Mapping[str, Any]) -> LedgerRow:
    others = tuple((str(name), str(text)) for name, text in (said.get("others") or {}).items())
    cells = {name: str(said[name]) for name in ("number", "origin", *PLANNED, *KEPT) if name in said}
    return with_cells(replace(row, others=others), cells)


def _goal(measure: Mapping[str, Any]) -> str:
    if measure.get("goal"):
        return str(measure["goal"])
    metric = measure.get("metric") or {}
    return f"{metric['indicator']}：{metric['baseline']} → {metric['target']}" if metric else ""


def _due_text(due: Mapping[str, Any]) -> str:
    """The deadline with its stages behind it."""
    stages = "；".join(due["stages"])
    return f"{due_to_text(_due(due))}{f'（分阶段：{stages}）' if stages else ''}"


def _due(due: Mapping[str, Any]) -> Due:
    named = due["date"] or ""
    day = _day(named)
    return Due(bool(due["immediate"]), day, bool(due["continuing"]), tuple(due["stages"]), "" if day else named)


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(str(value)) if value else None
    except ValueError:
        return None


def _put(measure: dict[str, Any], row: LedgerRow, before: LedgerRow) -> None:
    """Write into a measure what its row says otherwise than the plan did."""
    said = {field: getattr(row, field) for field in PLANNED if getattr(row, field) != getattr(before, field)}
    plain = {"measures": "text", "leader": "leader", "lead_unit": "lead_unit", "completion_mark": "completion_mark"}
    measure.update({plain[field]: text for field, text in said.items() if field in plain})
    if "co_units" in said:
        measure["co_units"] = _listed(said["co_units"])
    if "evidence" in said:
        measure["evidence_required"] = _listed(said["evidence"])
    if "due" in said:
        measure["due"] = _due_values(said["due"])
    if "goal" in said:
        measure["goal"] = said["goal"]


def _new_measure(row: LedgerRow) -> dict[str, Any]:
    return {
        "id": row.id,
        "text": row.measures,
        "leader": row.leader,
        "lead_unit": row.lead_unit,
        "co_units": _listed(row.co_units),
        "due": _due_values(row.due),
        "metric": {"indicator": row.goal, "baseline": slot("基数"), "target": slot("目标值")},
        "completion_mark": row.completion_mark,
        "evidence_required": _listed(row.evidence),
        "citations": [],
    }


def _due_values(text: str) -> dict[str, Any]:
    due = due_of(text)
    named = due.date.isoformat() if due.date else due.open_slot or (None if due.immediate else slot(DUE))
    return {"immediate": due.immediate, "date": named, "continuing": due.continuing, "stages": list(due.stages)}


def _listed(text: str) -> list[str]:
    return [text] if is_slot(text) else [part for part in text.replace("，", _LIST_MARK).split(_LIST_MARK) if part]


def _digest(plan: PlanValues) -> str:
    """Of the words of the findings: the same feedback document has the same rows, whenever it was planned."""
    words = "\n".join(str(item["verbatim"]) for _, item in _items(plan))
    return sha256(words.encode()).hexdigest()[:_ORIGIN_CHARACTERS]
