"""A feedback document → Plan: for each finding search, compose, cite; then the open slots and the checks.

The function at the top is the diagram. Everything a plan says comes from the feedback document, from a cited rule, from
the table of regimes, or is an open slot. It does not know where passages come from or how a plan is printed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from assistant.drafting.answerable import leader_named, unit_named
from assistant.drafting.bases import Basis, Retrieve, bases_of, bases_of_points, nearest_to
from assistant.drafting.checks import check
from assistant.drafting.citing import Sources
from assistant.drafting.deadlines import Regime, choose, stated_terms
from assistant.drafting.examples import example_for
from assistant.drafting.feedback_records import Excerpt, Finding, Findings, Group, Suggestion
from assistant.drafting.findings import read_findings
from assistant.drafting.measures import Wording, Writer
from assistant.drafting.points import points_of, things_advised, without_responsibility
from assistant.drafting.problem import Problem
from assistant.drafting.records import (
    Deadline,
    Due,
    Measure,
    Plan,
    PlannedFinding,
    PlannedGroup,
    PlannedSuggestion,
)
from assistant.drafting.skeletons import fixed_prose
from assistant.drafting.slots import BASIS, DUE, LEAD_UNIT, LEADER, register, slot
from assistant.errors import RejectedFile
from assistant.records import Citation, Document, Evidence

if TYPE_CHECKING:
    from assistant.drafting.model_calls import ChatModel
    from assistant.drafting.model_wording import ModelWording

_PASSAGES_OF_PLANS = 16
"""Passages looked at for an example in an earlier plan."""

_BASES = 2
"""Rules cited for one finding that names none itself."""

_LONGEST_QUERY = 200
"""Characters of a finding that are searched with."""

_LAST_SEARCHES = 4
"""Searches kept: where no rule surely bears on a finding, the same passages tell which come nearest."""


def draft_plan(
    document: Document,
    retrieve: Retrieve,
    *,
    received: date | None = None,
    regime: str | None = None,
    on: date | None = None,
    document_of: Callable[[str], Document] | None = None,
    model: ChatModel | None = None,
    findings: Findings | None = None,
) -> Plan:
    """A rectification plan from a feedback document, or from what a person made of its findings.

    `received` is the day the feedback was received and `regime` the name of a deadline regime (`deadlines.choose`);
    without both, dates stay open slots. `on` is the day of drafting, whose law counts; today by default. `document_of`
    gives the document of a basis by its id. A chat model words the measures, as far as its words hold.
    Raises RejectedFile where the document holds no findings, UsageError for an unknown regime.
    """
    findings = findings or read_findings(document)
    if not findings.findings:
        raise _nothing_to_plan(findings)
    received = received or findings.inspection.received_on
    deadline = _deadline(findings, received, choose(regime, findings) if regime else None)
    unit = findings.inspected_unit.verbatim if findings.inspected_unit else ""
    drafting = _Drafting(
        lru_cache(_LAST_SEARCHES)(retrieve), deadline, Sources(document, on or date.today(), document_of), unit
    )
    with _wording_by(model) as drafting.wording:
        plan = drafting.plan(findings, received)
        plan = drafting.wording.worded(plan) if drafting.wording else plan
    plan = replace(plan, slots=register(plan))
    return replace(plan, checks=tuple(check(plan)))


def redraft(
    plan: Plan,
    finding_id: str,
    retrieve: Retrieve,
    *,
    document_of: Callable[[str], Document] | None = None,
    model: ChatModel | None = None,
) -> tuple[PlannedFinding, tuple[Citation, ...]]:
    """A finding of a plan drafted anew, and the plan's citations with those that are new behind them.

    Raises KeyError for a finding that the plan does not hold.
    """
    title, finding = next(
        (
            (group.title, item.finding)
            for group in plan.groups
            for item in group.findings
            if item.finding.id == finding_id
        ),
        (None, None),
    )
    if finding is None:
        raise KeyError(finding_id)
    sources = Sources(plan.source.document, plan.drafted_on, document_of, [*plan.citations])
    drafting = _Drafting(lru_cache(_LAST_SEARCHES)(retrieve), plan.deadline, sources)
    with _wording_by(model) as drafting.wording:
        planned = drafting.finding(finding, title or "")
        if drafting.wording:
            alone = PlannedGroup(title or "", (planned,))
            cited = replace(plan, groups=(alone,), suggestions=(), citations=tuple(sources.citations))
            (planned,) = drafting.wording.worded(cited).findings
    return planned, tuple(sources.citations)


def _wording_by(model: ChatModel | None) -> AbstractContextManager[ModelWording | None]:
    if model is None:
        return nullcontext()
    from assistant.drafting.model_wording import ModelWording  # noqa: PLC0415 - the model's library is heavy

    return ModelWording(model)


@dataclass
class _Drafting:
    """One plan in the making: what was cited and worded so far."""

    retrieve: Retrieve
    deadline: Deadline
    sources: Sources
    unit: str = ""
    """The inspected unit, where the document names it."""
    writer: Writer = field(default_factory=Writer)
    wording: ModelWording | None = None
    """Has the findings worded by a chat model while the next are drafted."""

    def plan(self, findings: Findings, received: date | None) -> Plan:
        """The plan by rule, without slots and checks."""
        groups = tuple(self.group(group) for group in findings.groups)
        suggestions = tuple(self.suggestion(suggestion) for suggestion in findings.suggestions)
        return Plan(
            source=findings,
            drafted_on=self.sources.on,
            received_on=received,
            deadline=self.deadline,
            groups=groups,
            suggestions=suggestions,
            citations=tuple(self.sources.citations),
            outline=fixed_prose("plan"),
        )

    def group(self, group: Group) -> PlannedGroup:
        return PlannedGroup(group.title, tuple(self.finding(finding, group.title) for finding in group.findings))

    def finding(self, finding: Finding, heading: str) -> PlannedFinding:
        """Corrections of its points, then what looks elsewhere and lasts, with its basis."""
        bases = self._bases(finding)
        own = self.sources.feedback(finding.excerpt, heading)
        points = points_of(finding)
        founded = [(points[basis.nearest_of(points)], basis) for basis in bases]
        said: list[_Said] = []
        for wording, answered in self.writer.corrections(points, finding):
            numbers = (own, *(self.sources.feedback(point, heading) for point in answered))
            supporting = [basis for point, basis in founded if point in answered]
            said.append(self._resting_on(_Said(wording, numbers), supporting))
        lasting = _Said(self.writer.lasting(finding), (own,))
        said.append(self._resting_on(lasting, bases[:1]) if bases else _with_open_basis(lasting))
        nearest = () if bases else self._nearest(finding.verbatim)
        owners = leader_named(finding.verbatim), unit_named(finding.verbatim)
        measures = self._measures(finding.id, said, *owners)
        planned = PlannedFinding(finding, measures, self._examples(finding), nearest=nearest)
        if self.wording is not None:
            self.wording.begin(planned, self.sources.rules_of(planned.measures))
        return planned

    def _examples(self, finding: Finding) -> tuple[Citation, ...]:
        found = self.retrieve(f"{finding.headline.verbatim[:_LONGEST_QUERY]}整改措施", _PASSAGES_OF_PLANS)
        best = example_for(without_responsibility(finding.verbatim), found)
        return (self.sources.example(best),) if best is not None else ()

    def suggestion(self, suggestion: Suggestion) -> PlannedSuggestion:
        """One measure for each thing that the suggestion asks for."""
        own = self.sources.feedback(suggestion.excerpt, "")
        things = things_advised(suggestion.excerpt)
        said = [_Said(self.writer.advice(thing.verbatim), (own, self.sources.feedback(thing, ""))) for thing in things]
        return PlannedSuggestion(suggestion, self._measures(suggestion.id, said))

    def _bases(self, finding: Finding) -> list[Basis]:
        problem = Problem(without_responsibility(finding.verbatim), self.unit)
        own = self.sources.document.id
        if not finding.sub_points:
            return bases_of(problem, self.retrieve, not_from=own, most=_BASES)
        points = [point.verbatim for point in finding.sub_points]
        return bases_of_points(problem, finding.headline.verbatim, points, self.retrieve, not_from=own)

    def _nearest(self, stated: str) -> tuple[str, ...]:
        """The provisions that come nearest to a basis, by name, where none surely bears on a finding."""
        problem = Problem(without_responsibility(stated), self.unit)
        found = nearest_to(problem, self.retrieve, not_from=self.sources.document.id, most=_BASES)
        return tuple(dict.fromkeys(_names_of([basis.evidence]) for basis in found))

    def _resting_on(self, said: _Said, bases: Sequence[Basis]) -> _Said:
        """The measure with the rules it rests on, named and cited."""
        if not bases:
            return said
        return said.resting_on(
            _names_of([basis.evidence for basis in bases]), tuple(self.sources.basis(basis) for basis in bases)
        )

    def _measures(
        self, identity: str, said: Sequence[_Said], leader: str = "", lead_unit: str = ""
    ) -> tuple[Measure, ...]:
        """Whom the document does not hold responsible is for a person to name; not all have co-units."""
        return tuple(
            Measure(
                id=f"{identity}-M{number}",
                text=one.wording.text,
                leader=leader or slot(LEADER),
                lead_unit=lead_unit or slot(LEAD_UNIT),
                co_units=(),
                due=_due(one.wording, self.deadline),
                metric=one.wording.metric,
                completion_mark=one.wording.completion_mark,
                evidence_required=one.wording.evidence_required,
                citations=tuple(dict.fromkeys(one.numbers)),
            )
            for number, one in enumerate(said, start=1)
        )


@dataclass(frozen=True, slots=True)
class _Said:
    """A wording with the numbers of its citations."""

    wording: Wording
    numbers: tuple[int, ...]

    def resting_on(self, named: str, numbers: tuple[int, ...] = ()) -> _Said:
        text = f"{self.wording.text}（依据：{named}）"
        return _Said(replace(self.wording, text=text), (*self.numbers, *numbers))


def _with_open_basis(said: _Said) -> _Said:
    return said.resting_on(slot(BASIS))


def _names_of(rules: Sequence[Evidence]) -> str:
    """《会议费管理办法》第四条、第十一条: the articles of one rule behind its title, said once."""
    articles: dict[str, list[str]] = {}
    for rule in rules:
        articles.setdefault(rule.title.strip("《》"), []).append(rule.passage.article or "")
    return "、".join(f"《{title}》{'、'.join(filter(None, named))}" for title, named in articles.items())


def _due(wording: Wording, deadline: Deadline) -> Due:
    """What is to be done at once has a day that only a person can name; all else ends with the regime's limit."""
    day = None if wording.immediate else deadline.limit
    return Due(
        immediate=wording.immediate,
        date=day,
        continuing=bool(wording.stages),
        stages=wording.stages,
        open_slot="" if day else slot(DUE),
    )


def _deadline(findings: Findings, received: date | None, regime: Regime | None) -> Deadline:
    term = regime.limit if regime else None
    limit = term.due(received) if term and received else None
    return Deadline(_sentence_with_limit(findings), regime.name if regime else None, limit)


def _sentence_with_limit(findings: Findings) -> Excerpt | None:
    """The sentence that bounds the rectification; one that only says when to hand in the plan comes second."""
    bounding = (
        sentence
        for sentence in findings.deadlines
        if any(term.what in ("concentrated", "report") for term in stated_terms([sentence]))
    )
    return next(bounding, findings.deadlines[0] if findings.deadlines else None)


def _nothing_to_plan(findings: Findings) -> RejectedFile:
    return RejectedFile(f"drafting.looks_like_{findings.looks_like or 'other'}", path=findings.document.path)
