"""What a person should look at in a feedback document once it is read: what went nowhere, and what was only supposed.

A text, what was set apart of it, its regions, findings and advice in; doubts out, in the order of the document. Nothing
that states a problem, stands among problems or tells the unit what to do is dropped without being named here. It knows
nothing of how findings are read.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from assistant.drafting.defects import states_problem
from assistant.drafting.endings import ends_the_matter, states_deadline
from assistant.drafting.feedback_days import feedback_day_without_year
from assistant.drafting.feedback_records import Doubt, Excerpt
from assistant.drafting.found_in_prose import Found
from assistant.drafting.items import trimmed
from assistant.drafting.regions import Region, gaps
from assistant.drafting.roles import Role
from assistant.drafting.set_apart import SetApart
from assistant.drafting.told_to_do import tells_to_do
from assistant.text.sentences import Span, sentences


def doubts_of(
    text: str, apart: SetApart, parts: Sequence[Region], found: Sequence[Found], advice: Sequence[Span]
) -> list[Doubt]:
    """What a person should look at. `found` are the findings, at least one; before the first stands an opening."""
    first = min(one.span.start for one in found)
    doubts = [
        *_unread_sections(text, apart.rest, parts, first),
        *_left_among_problems(apart.rest, parts, found),
        *_left_elsewhere(apart.rest, parts, found, advice),
        *(Doubt("field_apart", Excerpt.of(text, *span)) for span in apart.unused),
        *(Doubt("states_no_problem", Excerpt.of(text, *one.span)) for one in found if not _states(text, one.span)),
    ]
    without_year = feedback_day_without_year(text, first)
    doubts += [Doubt("year_of_context", without_year[1])] if without_year else []
    return sorted(doubts, key=lambda doubt: doubt.excerpt.start)


def _states(text: str, span: Span) -> bool:
    return states_problem(span.of(text))


_UNREAD = {Role.UNCLEAR: "unclear_section", Role.REQUIREMENTS: "requirements_apart"}
"""Regions of which nothing goes into a plan, with the doubt that says so."""


def _unread_sections(text: str, rest: str, parts: Sequence[Region], first: int) -> Iterator[Doubt]:
    for region in parts:
        kind, span = _UNREAD.get(region.role), trimmed(rest, region.start, region.end)
        told = [sentence.of(span.of(text)) for sentence in sentences(span.of(text))]
        if kind and region.start > first and not all(map(states_deadline, told)):
            yield Doubt(kind, Excerpt.of(text, *span))


def _left_among_problems(text: str, parts: Sequence[Region], found: Sequence[Found]) -> Iterator[Doubt]:
    """Sentences of the regions of problems that stand in no finding."""
    for region in parts:
        stretch = [Span(region.start, region.end)] if region.role is Role.PROBLEMS else []
        for span in _outside(text, stretch, found, ()):
            if _states(text, span):
                yield Doubt("uncovered", Excerpt.of(text, *span))
            elif span.of(text).endswith(_STOPS):
                yield Doubt("left_out", Excerpt.of(text, *span))


def _left_elsewhere(
    text: str, parts: Sequence[Region], found: Sequence[Found], advice: Sequence[Span]
) -> Iterator[Doubt]:
    """Sentences behind the first finding, where no problems stand, that state or ask for something nobody took up."""
    first = min(one.span.start for one in found)
    heard = [region for region in parts if region.role in (Role.PROBLEMS, *_UNREAD)]
    for span in _outside(text, gaps(text, heard), found, advice):
        words = span.of(text)
        if span.start <= first or ends_the_matter(words) or states_deadline(words):
            continue
        if _states(text, span):
            yield Doubt("uncovered", Excerpt.of(text, *span))
        elif tells_to_do(words) and words.endswith(_STOPS):
            yield Doubt("requirements_apart", Excerpt.of(text, *span))


_STOPS = ("。", "！", "？", "；", "”", "）")
"""How a sentence ends; a heading, a signature and what leads in to an announcement do not."""


def _outside(text: str, stretches: Iterable[Span], found: Sequence[Found], advice: Sequence[Span]) -> Iterator[Span]:
    """The sentences of some stretches that stand in no finding and no advice, and hold no heading of a finding."""
    headings = {title for one in found for title in one.path if title}
    taken = sorted([*(one.span for one in found), *advice])
    starts = [one.start for one in taken]
    for stretch in stretches:
        for sentence in sentences(stretch.of(text)):
            span = trimmed(text, stretch.start + sentence.start, stretch.start + sentence.end)
            before = bisect_left(starts, span.end) - 1
            is_inside = before >= 0 and span.start < taken[before].end
            if not is_inside and span.end - span.start > 2 and not any(title in span.of(text) for title in headings):
                yield span
