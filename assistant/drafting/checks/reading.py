"""A document, a ledger's table or a plan's JSON → the draft that the rules look at. Reads no file.

What the document does not say of its own dates comes from the feedback document, or stays unknown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from assistant.drafting.checks.draft import Draft, Edition, Kind, Limit
from assistant.drafting.checks.kinds import fed_back_on, kind_of, own_limit, written_on
from assistant.drafting.checks.of_ledger import draft_of_ledger, fields_seen
from assistant.drafting.checks.of_plan import plan_of_values
from assistant.drafting.checks.of_text import problems_in
from assistant.drafting.deadlines import choose, stated_terms
from assistant.drafting.feedback_records import Findings
from assistant.drafting.findings import read_findings
from assistant.drafting.ledger_records import LedgerTable
from assistant.drafting.ledger_table import COLUMNS
from assistant.errors import RejectedFile, UsageError
from assistant.records import Document


@dataclass(frozen=True, slots=True)
class Terms:
    """What a person said about how a draft is to be checked."""

    kind: Kind | None = None
    on: date | None = None
    regime: str | None = None
    feedback: Document | None = None
    editions: tuple[Edition, ...] = ()
    is_final: bool = False


def draft_of_document(document: Document, terms: Terms) -> Draft:
    """The draft in a document.

    Raises UsageError where nobody said what kind it is and it does not show; RejectedFile where the feedback document
    holds no findings.
    """
    kind = terms.kind or kind_of(document.title, document.text)
    if kind is None:
        raise UsageError("drafting.kind_unknown", path=document.path, known=" ".join(Kind))
    written = written_on(document.text)
    draft = Draft(kind=kind, on=_day(terms, written), title=document.title, text=document.text)
    if kind in (Kind.PLAN, Kind.LEDGER):
        day = written or fed_back_on(document.text)
        problems = problems_in(document.text, day.year if day else None)
        seen = fields_seen([row for problem in problems for row in problem.rows])
        missing = tuple(name for name in COLUMNS if name not in seen) if problems else ()
        draft = replace(draft, problems=problems, has=seen, missing=missing)
    return _with_terms(draft, document.text, terms)


def draft_of_table(table: LedgerTable, terms: Terms) -> Draft:
    """The draft in a ledger's table. Raises as `draft_of_document` does."""
    told = "\n".join((table.title, *table.notes))
    written = written_on(told)
    day = written or fed_back_on(told)
    draft = draft_of_ledger(table, _day(terms, written), day.year if day else None)
    return _with_terms(replace(draft, kind=terms.kind or Kind.LEDGER), told, terms)


def draft_of_values(values: Mapping[str, Any], path: str, terms: Terms) -> Draft:
    """The draft in a plan's JSON, which has its own dates. Raises as `draft_of_document` does, and for other values."""
    feedback = _feedback(terms)
    draft = plan_of_values(values, path=path, on=terms.on, feedback=feedback)
    if terms.regime is not None:
        limit = _limit(terms, feedback, draft.received, "")
        draft = replace(draft, regime=terms.regime, limit=limit)
    return replace(draft, editions=terms.editions, is_final=terms.is_final)


def feedback_of(document: Document) -> Findings:
    """The findings of a feedback document. Raises RejectedFile where it holds none."""
    findings = read_findings(document)
    if not findings.findings:
        raise RejectedFile(f"drafting.looks_like_{findings.looks_like or 'other'}", path=document.path)
    return findings


def _feedback(terms: Terms) -> Findings | None:
    return feedback_of(terms.feedback) if terms.feedback is not None else None


def _day(terms: Terms, written: date | None) -> date:
    return terms.on or written or date.today()


def _with_terms(draft: Draft, told: str, terms: Terms) -> Draft:
    feedback = _feedback(terms)
    received = fed_back_on(told)
    if feedback is not None:
        received = feedback.inspection.received_on or received or feedback.inspection.feedback_on
    limit = _limit(terms, feedback, received, told)
    return replace(
        draft,
        feedback=feedback,
        received=received,
        regime=terms.regime,
        limit=limit,
        editions=terms.editions,
        is_final=terms.is_final,
    )


def _limit(terms: Terms, feedback: Findings | None, received: date | None, told: str) -> Limit | None:
    """The limit of the regime that was named, else what the draft, else what the feedback states itself."""
    if terms.regime is not None:
        regime = choose(terms.regime, feedback)
        day = regime.limit.due(received) if regime.limit is not None and received is not None else None
        return Limit(day, regime.instrument) if day is not None else None
    own = own_limit(told)
    if own is not None:
        return Limit(*own)
    terms_stated = stated_terms(feedback.deadlines) if feedback is not None else ()
    days = [term.due(received) for term in terms_stated if received and term.what in ("concentrated", "report")]
    day = next((day for day in days if day is not None), None)
    return Limit(day, feedback.document.title) if day is not None and feedback is not None else None
