"""A feedback document → Plan: for each finding search, compose, cite; then the open slots and the checks.

The function at the top is the diagram. Everything a plan says comes from the feedback document, from a cited rule, from
the table of regimes, or is an open slot. It does not know where passages come from or how a plan is printed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from assistant.drafting.bases import Basis, Retrieve, bases_for, basis_in, named_rules
from assistant.drafting.checks import check
from assistant.drafting.citing import Sources
from assistant.drafting.deadlines import Regime, choose, stated_terms
from assistant.drafting.examples import example_for
from assistant.drafting.findings import read_findings
from assistant.drafting.measures import Wording, Writer
from assistant.drafting.points import points_of, things_advised, without_responsibility
from assistant.drafting.records import (
    Deadline,
    Due,
    Excerpt,
    Finding,
    Findings,
    Group,
    Measure,
    Plan,
    PlannedFinding,
    PlannedGroup,
    PlannedSuggestion,
    Suggestion,
)
from assistant.drafting.skeletons import fixed_prose
from assistant.drafting.slots import BASIS, CO_UNITS, DUE, LEAD_UNIT, LEADER, register, slot
from assistant.errors import RejectedFile
from assistant.records import Citation, Document, Evidence

_PASSAGES = 8
"""Passages looked at for a basis of one finding."""

_PASSAGES_OF_PLANS = 16
"""Passages looked at for an example in an earlier plan."""

_BASES = 2
"""Rules cited for one finding that names none itself."""

_NAMED_RULES = 6
"""Rules looked up of those that a finding names."""

_LONGEST_QUERY = 200
"""Characters of a finding that are searched with."""


def draft_plan(
    document: Document,
    retrieve: Retrieve,
    *,
    received: date | None = None,
    regime: str | None = None,
    on: date | None = None,
    document_of: Callable[[str], Document] | None = None,
) -> Plan:
    """A rectification plan from a feedback document.

    `received` is the day the feedback was received and `regime` the name of a deadline regime (`deadlines.choose`);
    without both, dates stay open slots. `on` is the day whose law counts: the day of receipt by default, else today.
    `document_of` gives the document of a basis by its id.
    Raises RejectedFile where the document holds no findings, UsageError for an unknown regime.
    """
    findings = read_findings(document)
    if not findings.findings:
        raise _nothing_to_plan(findings)
    received = received or findings.inspection.received_on
    deadline = _deadline(findings, received, choose(regime, findings) if regime else None)
    drafting = _Drafting(retrieve, deadline, Sources(document, on or received or date.today(), document_of))
    groups = tuple(drafting.group(group) for group in findings.groups)
    suggestions = tuple(drafting.suggestion(suggestion) for suggestion in findings.suggestions)
    plan = Plan(
        source=findings,
        drafted_on=drafting.sources.on,
        received_on=received,
        deadline=deadline,
        groups=groups,
        suggestions=suggestions,
        citations=tuple(drafting.sources.citations),
        outline=fixed_prose("plan"),
    )
    plan = replace(plan, slots=register(plan))
    return replace(plan, checks=tuple(check(plan)))


@dataclass
class _Drafting:
    """One plan in the making: what was cited and worded so far."""

    retrieve: Retrieve
    deadline: Deadline
    sources: Sources
    writer: Writer = field(default_factory=Writer)

    def group(self, group: Group) -> PlannedGroup:
        return PlannedGroup(group.title, tuple(self.finding(finding, group.title) for finding in group.findings))

    def finding(self, finding: Finding, heading: str) -> PlannedFinding:
        """Corrections one a point, then what looks elsewhere and lasts, with its basis."""
        bases = self._bases(finding.verbatim)
        own = self.sources.feedback(finding.excerpt, heading)
        points = points_of(finding)
        resting = [[basis for basis in bases if basis.nearest_of(points) == at] for at in range(len(points))]
        said: list[_Said] = []
        for point, supporting in zip(points, resting, strict=True):
            numbers = (own, self.sources.feedback(point, heading))
            said.append(self._resting_on(_Said(self.writer.correction(point, finding), numbers), supporting))
        lasting = _Said(self.writer.lasting(finding), (own,))
        said.append(self._resting_on(lasting, bases[:1]) if bases else _with_open_basis(lasting))
        return PlannedFinding(finding, self._measures(finding.id, said), self._examples(finding))

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

    def _bases(self, stated: str) -> list[Basis]:
        """Rules that the finding names, as far as the library holds them, then rules on the same matter."""
        named = [
            basis
            for rule in named_rules(stated)[:_NAMED_RULES]
            if (basis := basis_in(rule, stated, self.retrieve(rule.query, _PASSAGES))) is not None
        ]
        found = self.retrieve(stated[:_LONGEST_QUERY], _PASSAGES)
        others = bases_for(without_responsibility(stated), found, not_from=self.sources.document.id, most=_BASES)
        by_passage = {basis.evidence.passage.id: basis for basis in (*others, *named)}
        in_order = dict.fromkeys(basis.evidence.passage.id for basis in (*named, *others))
        return [by_passage[identity] for identity in in_order][: max(_BASES, len(named))]

    def _resting_on(self, said: _Said, bases: Sequence[Basis]) -> _Said:
        """The measure with the rules it rests on, named and cited."""
        if not bases:
            return said
        return said.resting_on(
            _names_of([basis.evidence for basis in bases]), tuple(self.sources.basis(basis) for basis in bases)
        )

    def _measures(self, identity: str, said: Sequence[_Said]) -> tuple[Measure, ...]:
        return tuple(
            Measure(
                id=f"{identity}-M{number}",
                text=one.wording.text,
                leader=slot(LEADER),
                lead_unit=slot(LEAD_UNIT),
                co_units=(slot(CO_UNITS),),
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
