"""What was read of a feedback document, mended by a person: left out, joined, added. Its words stay the document's.

Findings are named anew in the order of the document, as the reading names them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.drafting.feedback_records import Excerpt, Finding, Findings, Group, Suggestion
from assistant.errors import UsageError


@dataclass(frozen=True, slots=True)
class Mending:
    """What a person says of findings and suggestions, by the names that the reading gave them."""

    left_out: frozenset[str] = frozenset()
    """F2, A1, … that are none."""
    joined: frozenset[str] = frozenset()
    """Findings that belong to the one before them in the document."""
    added: tuple[str, ...] = ()
    """Findings that the reading missed, in the words of the document."""


def mended(findings: Findings, mending: Mending) -> Findings:
    """The findings as a person wants them.

    Raises UsageError for added words that the document does not hold, or that lie in a finding already.
    """
    added = [_added(findings, words) for words in mending.added if words.strip()]
    groups = [replace(group, findings=tuple(_kept(findings, group, mending))) for group in findings.groups]
    for excerpt in added:
        groups = _with(groups, excerpt)
    kept = [each for each in findings.suggestions if each.id not in mending.left_out]
    return replace(
        findings,
        groups=tuple(_named_anew(group for group in groups if group.findings)),
        suggestions=tuple(Suggestion(f"A{number}", each.excerpt) for number, each in enumerate(kept, start=1)),
    )


def _kept(findings: Findings, group: Group, mending: Mending) -> Iterator[Finding]:
    last: Finding | None = None
    for finding in group.findings:
        if finding.id in mending.left_out:
            continue
        if last is not None and finding.id in mending.joined:
            last = _joined(findings.document.text, last, finding)
            continue
        if last is not None:
            yield last
        last = finding
    if last is not None:
        yield last


def _joined(text: str, first: Finding, second: Finding) -> Finding:
    points = (*first.sub_points, *(second.sub_points or (second.excerpt,)))
    return replace(first, excerpt=Excerpt.of(text, first.excerpt.start, second.excerpt.end), sub_points=points)


def _added(findings: Findings, words: str) -> Excerpt:
    text, wanted = findings.document.text, words.strip()
    start = text.find(wanted)
    if start < 0:
        raise UsageError("drafting.finding_not_there", words=wanted[:40])
    excerpt = Excerpt.of(text, start, start + len(wanted))
    for finding in findings.findings:
        if finding.excerpt.start < excerpt.end and excerpt.start < finding.excerpt.end:
            raise UsageError("drafting.finding_there_already", words=wanted[:40], id=finding.id)
    return excerpt


def _with(groups: Sequence[Group], excerpt: Excerpt) -> list[Group]:
    """The groups with one more finding, in the last group that begins before it."""
    finding = Finding("", excerpt, excerpt)
    begun = [
        at for at, group in enumerate(groups) if group.findings and group.findings[0].excerpt.start < excerpt.start
    ]
    if not groups:
        return [Group("", (finding,))]
    at = begun[-1] if begun else 0
    held = sorted((*groups[at].findings, finding), key=lambda each: each.excerpt.start)
    return [*groups[:at], replace(groups[at], findings=tuple(held)), *groups[at + 1 :]]


def _named_anew(groups: Iterable[Group]) -> Iterator[Group]:
    number = 0
    for group in groups:
        named = [replace(finding, id=f"F{number + at}") for at, finding in enumerate(group.findings, start=1)]
        number += len(named)
        yield replace(group, findings=tuple(named))
