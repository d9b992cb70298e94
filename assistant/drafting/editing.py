"""A plan and what people changed in its cells → the plan with the changes, its slots and checks made anew.

A change says what the cell read on the page that it was made on. Where the plan says something else by now, because
somebody else changed it or the row was drafted anew, nothing is overwritten: the change comes back as a conflict.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant.drafting.checks import check
from assistant.drafting.dues import dates_in, due_of, due_to_text
from assistant.drafting.filling import filled_alike
from assistant.drafting.records import Due, Measure, Metric, Plan, Section
from assistant.drafting.slots import BASELINE, CO_UNITS, DUE, LEAD_UNIT, LEADER, TARGET, register, slot
from assistant.errors import UsageError
from assistant.records import Citation

_BETWEEN = re.compile(r"[、，,；;\n]+")
_STAGES = re.compile(r"（分阶段：(.*)）\s*$", re.DOTALL)
_OUTLINE = "outline"
_PLAN = "plan"


@dataclass(frozen=True, slots=True)
class Edit:
    """One cell that a person changed: on his page it read `before`, and it shall read `after`."""

    where: str
    """A measure and a field, as in F1-M2.leader; a section of the outline, as in outline.3; or a day of the whole plan:
    plan.received_on, plan.deadline."""
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """An edit that was not made, since its cell reads something else now, or is gone (None)."""

    edit: Edit
    now: str | None


@dataclass(frozen=True, slots=True)
class Edited:
    """A plan after edits."""

    plan: Plan
    conflicts: tuple[Conflict, ...] = ()


@dataclass(frozen=True, slots=True)
class _Field:
    read: Callable[[Measure], str]
    write: Callable[[Measure, str], Measure]


FIELDS: dict[str, _Field] = {
    "text": _Field(lambda measure: measure.text, lambda measure, said: replace(measure, text=said)),
    "leader": _Field(lambda measure: measure.leader, lambda measure, said: replace(measure, leader=said)),
    "lead_unit": _Field(lambda measure: measure.lead_unit, lambda measure, said: replace(measure, lead_unit=said)),
    "co_units": _Field(
        lambda measure: "、".join(measure.co_units), lambda measure, said: replace(measure, co_units=_listed(said))
    ),
    "due": _Field(lambda measure: _due_text(measure.due), lambda measure, said: replace(measure, due=_due(said))),
    "indicator": _Field(
        lambda measure: measure.metric.indicator,
        lambda measure, said: replace(measure, metric=replace(measure.metric, indicator=said)),
    ),
    "baseline": _Field(
        lambda measure: measure.metric.baseline,
        lambda measure, said: replace(measure, metric=replace(measure.metric, baseline=said)),
    ),
    "target": _Field(
        lambda measure: measure.metric.target,
        lambda measure, said: replace(measure, metric=replace(measure.metric, target=said)),
    ),
    "completion_mark": _Field(
        lambda measure: measure.completion_mark, lambda measure, said: replace(measure, completion_mark=said)
    ),
    "evidence_required": _Field(
        lambda measure: "、".join(measure.evidence_required),
        lambda measure, said: replace(measure, evidence_required=_listed(said)),
    ),
}
"""What of a measure can be changed, in the order of a ledger's columns: how the cell reads, and how it is written."""


def cells(plan: Plan) -> dict[str, str]:
    """Every cell that can be changed, by its place, as it reads now."""
    of_measures = {
        f"{measure.id}.{name}": field.read(measure) for measure in plan.measures() for name, field in FIELDS.items()
    }
    of_sections = {
        f"{_OUTLINE}.{at}": "\n".join(section.paragraphs) for at, section in enumerate(plan.outline, start=1)
    }
    days = {"received_on": plan.received_on, "deadline": plan.deadline.limit}
    of_plan = {f"{_PLAN}.{name}": day.isoformat() if day else "" for name, day in days.items()}
    return of_plan | of_measures | of_sections


def edited(plan: Plan, edits: Iterable[Edit], *, locked: Collection[str] = ()) -> Edited:
    """The plan with those edits that meet the words they were made on; the others are conflicts.

    An edit that is made already, or that changes nothing, is none. What fills a slot at its first place fills it at
    all, but for measures that are `locked`. Raises UsageError for a day that is none.
    """
    made, conflicts = sorted_out(cells(plan), edits)
    stripped = {where: said.strip() for where, said in made.items()}
    if not made:
        return Edited(plan, conflicts)
    after = filled_alike(_written(plan, stripped), plan.slots, locked)
    return Edited(checked_anew(after), conflicts)


def sorted_out(now: Mapping[str, str], edits: Iterable[Edit]) -> tuple[dict[str, str], tuple[Conflict, ...]]:
    """What cells shall read, by their places, and the edits that do not meet the words they were made on.

    An edit that is made already, or that changes nothing, is none.
    """
    made: dict[str, str] = {}
    conflicts: list[Conflict] = []
    for edit in edits:
        reads = made.get(edit.where, now.get(edit.where))
        if edit.after in (reads, edit.before):
            continue
        if reads == edit.before:
            made[edit.where] = edit.after
        else:
            conflicts.append(Conflict(edit, reads))
    return made, tuple(conflicts)


def with_measure(plan: Plan, parent: str) -> Plan:
    """The plan with one more measure, all of it open, behind those of a finding or suggestion. Raises KeyError."""
    number = 1 + max((int(measure.id.rpartition("M")[2]) for measure in _of(plan, parent)), default=0)
    return checked_anew(_with_measures(plan, parent, lambda measures: (*measures, _open(f"{parent}-M{number}"))))


def without_measure(plan: Plan, measure_id: str) -> Plan:
    """The plan without a measure. Raises KeyError for one that it does not hold."""
    parent = measure_id.rpartition("-")[0]
    if all(measure.id != measure_id for measure in _of(plan, parent)):
        raise KeyError(measure_id)
    return checked_anew(
        _with_measures(plan, parent, lambda measures: tuple(each for each in measures if each.id != measure_id))
    )


def with_drafted(plan: Plan, measure: Measure, citations: Sequence[Citation]) -> Plan:
    """The plan with a measure that was drafted anew in place of the one of its id. Raises KeyError.

    `citations` are what the measure numbers its sources by; those that the plan lacks are numbered on.
    """
    parent = measure.id.rpartition("-")[0]
    if all(known.id != measure.id for known in _of(plan, parent)):
        raise KeyError(measure.id)
    known = [*plan.citations]
    cited = [citation for citation in citations if citation.n in measure.citations]
    numbers = tuple(number_among(known, citation) for citation in cited)
    anew = replace(measure, citations=numbers)
    plan = replace(plan, citations=tuple(known))
    return checked_anew(
        _with_measures(plan, parent, lambda held: tuple(anew if each.id == anew.id else each for each in held))
    )


def number_among(known: list[Citation], citation: Citation) -> int:
    """The number of a place among the citations known, which it joins where it is new."""
    place = (citation.document_id, citation.start, citation.end)
    for each in known:
        if (each.document_id, each.start, each.end) == place:
            return each.n
    known.append(replace(citation, n=len(known) + 1))
    return len(known)


def checked_anew(plan: Plan) -> Plan:
    """The plan with its slots and checks as they follow from its words."""
    plan = replace(plan, slots=register(plan))
    return replace(plan, checks=tuple(check(plan)))


def _of(plan: Plan, parent: str) -> tuple[Measure, ...]:
    measures = {item.finding.id: item.measures for item in plan.findings}
    measures |= {item.suggestion.id: item.measures for item in plan.suggestions}
    return measures[parent]


def _written(plan: Plan, made: dict[str, str]) -> Plan:
    def anew(measures: tuple[Measure, ...]) -> tuple[Measure, ...]:
        return tuple(_rewritten(measure, made) for measure in measures)

    for parent in dict.fromkeys(where.rpartition("-")[0] for where in made if "-" in where):
        plan = _with_measures(plan, parent, anew)
    deadline = replace(plan.deadline, limit=_day(made.get(f"{_PLAN}.deadline"), plan.deadline.limit))
    received = _day(made.get(f"{_PLAN}.received_on"), plan.received_on)
    return replace(plan, outline=tuple(_sections(plan, made)), received_on=received, deadline=deadline)


def _day(said: str | None, before: date | None) -> date | None:
    if not said:
        return before if said is None else None
    days = dates_in(said)
    if len(days) != 1 or days[0][0] is None:
        raise UsageError("date_wrong", value=said)
    return days[0][0]


def _rewritten(measure: Measure, made: dict[str, str]) -> Measure:
    for name, field in FIELDS.items():
        if (said := made.get(f"{measure.id}.{name}")) is not None:
            measure = field.write(measure, said)
    return measure


def _sections(plan: Plan, made: dict[str, str]) -> Iterator[Section]:
    for at, section in enumerate(plan.outline, start=1):
        said = made.get(f"{_OUTLINE}.{at}")
        paragraphs = section.paragraphs if said is None else tuple(filter(None, map(str.strip, said.splitlines())))
        yield replace(section, paragraphs=paragraphs)


def _with_measures(plan: Plan, parent: str, anew: Callable[[tuple[Measure, ...]], tuple[Measure, ...]]) -> Plan:
    groups = tuple(
        replace(
            group,
            findings=tuple(
                replace(item, measures=anew(item.measures)) if item.finding.id == parent else item
                for item in group.findings
            ),
        )
        for group in plan.groups
    )
    suggestions = tuple(
        replace(item, measures=anew(item.measures)) if item.suggestion.id == parent else item
        for item in plan.suggestions
    )
    return replace(plan, groups=groups, suggestions=suggestions)


def _open(identity: str) -> Measure:
    """A measure that nothing is said of yet."""
    return Measure(
        id=identity,
        text=slot("具体内容"),
        leader=slot(LEADER),
        lead_unit=slot(LEAD_UNIT),
        co_units=(slot(CO_UNITS),),
        due=Due(open_slot=slot(DUE)),
        metric=Metric("", slot(BASELINE), slot(TARGET)),
        completion_mark="",
        evidence_required=(slot("佐证材料"),),
        citations=(),
    )


def _listed(said: str) -> tuple[str, ...]:
    return tuple(filter(None, (part.strip() for part in _BETWEEN.split(said))))


def _due_text(due: Due) -> str:
    stages = f"（分阶段：{'；'.join(due.stages)}）" if due.stages else ""
    return f"{due_to_text(due)}{stages}"


def _due(said: str) -> Due:
    """What is no date, such as 近期, stands as it was written, and is an issue of the checks."""
    staged = _STAGES.search(said)
    main = said[: staged.start()] if staged else said
    due = due_of(main)
    if staged:
        due = replace(due, stages=tuple(filter(None, map(str.strip, staged[1].split("；")))))
    if not (due.date or due.open_slot or due.immediate or due.continuing):
        due = replace(due, open_slot=main.strip())
    return due
