"""A plan worded by rule → the same plan in the words of a chat model, as far as these hold.

Findings, owners, deadlines, metrics, evidence and citations stay as they are; a model words measures and says a goal.
One call a finding, several at once. Words that would not do, and calls that failed, leave the wording by rule where it
was, and the plan says so. The advice of the inspection is worded by rule: its words are the document's own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from concurrent.futures import Future
from dataclasses import dataclass, replace
from itertools import islice
from typing import NamedTuple, Self

from assistant import messages
from assistant.composing import prompts
from assistant.composing.prompts import Messages, as_data
from assistant.drafting.checks import check
from assistant.drafting.issue_records import Severity
from assistant.drafting.model_calls import Brought, ChatModel, ModelCalls
from assistant.drafting.model_faults import Known, objection
from assistant.drafting.model_reply import Reply, Words, read_reply
from assistant.drafting.records import Fallback, Measure, ModelCall, Plan, PlannedFinding, PlannedGroup
from assistant.errors import EndpointError
from assistant.records import Citation
from assistant.text.orders import orders

_BASES_NAMED = re.compile(r"（依据：(?P<named>[^（）]*(?:（[^（）]*）[^（）]*)*)）\Z")
"""How a measure worded by rule ends: （依据：《会议费管理办法》第四条）."""

_OWN_MATERIAL = 1
"""The number of the finding itself among the material; rules follow."""


@dataclass(frozen=True, slots=True)
class _Case:
    """A finding with what its measures may rest on."""

    planned: PlannedFinding
    bases: tuple[Citation, ...]

    @property
    def known(self) -> Known:
        given = tuple(f"《{basis.title.strip('《》')}》{basis.heading}\n{basis.quote}" for basis in self.bases)
        return Known(_without_orders(self.planned.finding.verbatim), given)


class ModelWording:
    """Has the findings of one plan worded, each as soon as it is drafted by rule. A context, as `ModelCalls` is."""

    def __init__(self, model: ChatModel) -> None:
        self._model = model
        self._calls = ModelCalls(model)
        self._begun: list[tuple[_Case, Future[Brought] | EndpointError]] = []

    def __enter__(self) -> Self:
        self._calls.__enter__()
        return self

    def __exit__(self, *raised: object) -> None:
        self._calls.__exit__(*raised)

    def begin(self, planned: PlannedFinding, bases: Sequence[Citation]) -> None:
        """Ask for the words of the next finding; `bases` are the rules that it cites."""
        case = _Case(planned, tuple(bases))
        asked = _fitted(case, self._model)
        self._begun.append((case, self._calls.begin(asked) if isinstance(asked, Messages) else asked))

    def worded(self, plan: Plan) -> Plan:
        """The plan with the model's words where they hold; `calls` and `fallbacks` say what each finding took.

        Its findings are those that were begun, in order. Slots and checks are still those of the plan by rule.
        """
        faults_by_rule = _faults(plan)
        written: set[str] = set()
        findings, fallbacks, calls = [], [], []
        for case, under_way in self._begun:
            came = _unsent(self._model, under_way) if isinstance(under_way, EndpointError) else under_way.result()
            finding, objections = _worded(case, came, written)
            findings.append(finding)
            fallbacks += objections
            calls += [_call(case, came)] if came.was_sent else []
        told = replace(
            _with_findings(plan, findings), model=self._model.name, calls=tuple(calls), fallbacks=tuple(fallbacks)
        )
        return _without_new_issues(told, plan, faults_by_rule)


def _unsent(model: ChatModel, error: EndpointError) -> Brought:
    return Brought("", model.name, {}, {}, error, was_sent=False)


def _fitted(case: _Case, model: ChatModel) -> Messages | EndpointError:
    """The messages with as many rules as the budget holds, or the error where not even the finding fits."""
    prompt = prompts.load("measures")
    draft = "\n".join(f"{n}、{as_data(_bare(measure))}" for n, measure in enumerate(case.planned.measures, 1))
    finding = as_data(case.known.stated)
    needed = 0
    for kept in range(len(case.bases), -1, -1):
        told = [_material(n, basis) for n, basis in enumerate(case.bases[:kept], _OWN_MATERIAL + 1)]
        filled = prompt.fill({"finding": finding, "draft": draft, "materials": "\n".join(told)})
        needed = model.count_tokens(filled.text)
        if needed <= model.max_input_tokens:
            return filled
    return EndpointError("endpoint_budget_too_small", needed=needed, limit=model.max_input_tokens)


def _material(number: int, basis: Citation) -> str:
    return messages.text(
        "composing.material",
        language="zh",
        number=number,
        title=as_data(basis.title),
        status=messages.text(f"composing.status_{basis.status.value}", language="zh"),
        issued_on=basis.issued_on or messages.text("composing.date_unknown", language="zh"),
        heading=as_data(basis.heading) or messages.text("composing.no_heading", language="zh"),
        text=as_data(basis.quote),
    )


def _without_orders(text: str) -> str:
    """What a finding tells people: what is meant for a machine is neither shown to one nor a source of names."""
    return "".join(
        mark for at, mark in enumerate(text) if not any(span.start <= at < span.end for span in orders(text))
    )


def _call(case: _Case, came: Brought) -> ModelCall:
    return ModelCall(case.planned.finding.id, came.answered_by, came.usage, came.timings_ms)


def _worded(case: _Case, came: Brought, written: set[str]) -> tuple[PlannedFinding, list[Fallback]]:
    """The finding in the model's words as far as they hold, and where they do not."""
    planned = case.planned
    where = planned.finding.id
    if came.error is not None:
        return planned, [Fallback(where, "call" if came.was_sent else "not_asked", error=came.error)]
    reply = read_reply(came.text)
    if reply is None:
        return planned, [Fallback(where, "reply")]
    fallbacks: list[Fallback] = []
    measures = []
    for number, measure in enumerate(planned.measures, 1):
        words = reply.measures.get(number)
        fallback = _fallback(words, case, measure.id, written)
        fallbacks += [fallback] if fallback is not None else []
        measures.append(measure if fallback is not None or words is None else _reworded(measure, words, case))
    goal, refused = _goal(reply, case)
    return replace(planned, measures=tuple(measures), goal=goal), [*refused, *fallbacks]


def _goal(reply: Reply, case: _Case) -> tuple[str, list[Fallback]]:
    text = reply.goal.text
    refused = objection(text, case.known, is_goal=True) if text else None
    if refused is None:
        return text, []
    return "", [Fallback(f"{case.planned.finding.id}.goal", refused.reason, refused.words)]


def _fallback(words: Words | None, case: _Case, where: str, written: set[str]) -> Fallback | None:
    """Why the wording by rule stays; what is let through counts as written."""
    if words is None:
        return Fallback(where, "missing")
    if any(not 1 <= key <= len(case.bases) + _OWN_MATERIAL for key in words.keys):
        return Fallback(where, "citation")
    refused = objection(words.text, case.known)
    if refused is not None:
        return Fallback(where, refused.reason, refused.words)
    if words.text in written:
        return Fallback(where, "repeated")
    written.add(words.text)
    return None


def _bare(measure: Measure) -> str:
    return _BASES_NAMED.sub("", measure.text)


def _reworded(measure: Measure, words: Words, case: _Case) -> Measure:
    """The model's text with the rules it rests on named behind it: those found for the measure, and those it cites."""
    found = _BASES_NAMED.search(measure.text)
    cited = [case.bases[key - _OWN_MATERIAL - 1] for key in words.keys if key > _OWN_MATERIAL]
    more = [basis for basis in cited if basis.n not in measure.citations]
    is_open = found is not None and found["named"].startswith("【")
    named = [found["named"]] if found is not None and not (is_open and more) else []
    named += [f"《{basis.title.strip('《》')}》{_article(basis)}" for basis in more]
    text = f"{words.text}（依据：{'、'.join(named)}）" if named else words.text
    return replace(measure, text=text, citations=(*measure.citations, *(basis.n for basis in more)))


def _article(basis: Citation) -> str:
    last = basis.heading.split()[-1:]
    return last[0] if last and re.fullmatch(r"第[一二三四五六七八九十百零\d]+条", last[0]) else ""


def _with_findings(plan: Plan, worded: list[PlannedFinding]) -> Plan:
    rest = iter(worded)
    return replace(
        plan,
        groups=tuple(replace(group, findings=tuple(islice(rest, len(group.findings)))) for group in plan.groups),
    )


def _without_new_issues(told: Plan, by_rule: Plan, before: Set[_Key]) -> Plan:
    """The plan without those words of the model that the checks find fault with, and the words by rule pass."""
    new = _faults(told) - before
    blamed = {key.where.partition(".")[0]: key.rule for key in new if key.where}
    if any(not key.where for key in new):
        blamed |= _blamed_alone(told, by_rule)
    if not blamed:
        return told
    fallbacks: list[Fallback] = []
    findings = [
        _restored(said, planned, blamed, fallbacks)
        for said, planned in zip(told.findings, by_rule.findings, strict=True)
    ]
    return replace(_with_findings(told, findings), fallbacks=(*told.fallbacks, *fallbacks))


class _Key(NamedTuple):
    """What tells one fault from another; of those that name no place, also what they say."""

    rule: str
    where: str
    facts: str


def _faults(plan: Plan) -> frozenset[_Key]:
    return frozenset(
        _Key(issue.rule, issue.where, "" if issue.where else str(issue.facts))
        for issue in check(plan)
        if issue.severity is not Severity.INFO
    )


def _blamed_alone(told: Plan, by_rule: Plan) -> dict[str, str]:
    """The findings that have a fault which names no place, found by looking at one finding at a time."""
    blamed: dict[str, str] = {}
    for said, planned in zip(told.findings, by_rule.findings, strict=True):
        stray = {key for key in _faults(_only(told, said)) - _faults(_only(by_rule, planned)) if not key.where}
        if stray:
            blamed[said.finding.id] = min(stray).rule
    return blamed


def _only(plan: Plan, planned: PlannedFinding) -> Plan:
    return replace(plan, groups=(PlannedGroup("", (planned,)),), suggestions=())


def _restored(
    said: PlannedFinding, planned: PlannedFinding, blamed: Mapping[str, str], fallbacks: list[Fallback]
) -> PlannedFinding:
    """A finding with its measures by rule where the checks blame the model's, or the finding as a whole."""
    measures = []
    for worded, own in zip(said.measures, planned.measures, strict=True):
        rule = blamed.get(own.id) or blamed.get(planned.finding.id)
        if rule is not None and worded != own:
            fallbacks.append(Fallback(own.id, "check", rule))
            measures.append(own)
        else:
            measures.append(worded)
    return replace(said, measures=tuple(measures))
