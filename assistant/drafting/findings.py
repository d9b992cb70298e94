"""A feedback document (反馈意见) → Findings: problems verbatim and in order, sub-points, advice, deadline, doubts.

The document's own structure decides: a numbered problem is a finding, numbers above it are groups, lists inside it are
its sub-points. Where there is no structure the prose is cut at ； and at sentences. Whatever states a problem and ended
up in no finding is listed as a doubt, never dropped. It knows nothing of plans.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.drafting.announcements import Role, is_subject_only, states_deadline
from assistant.drafting.defects import problem_clauses, states_problem
from assistant.drafting.genre import is_feedback, looks_like
from assistant.drafting.inspection import deadline_sentences, inspected_unit, inspection
from assistant.drafting.items import INLINE_LISTS, Item, Style, items, trimmed
from assistant.drafting.records import Doubt, Excerpt, Finding, Findings, Group, Inspection, Suggestion
from assistant.drafting.regions import Region, regions
from assistant.records import Document
from assistant.text.facts import redactions
from assistant.text.sentences import Span, sentences


@dataclass(frozen=True, slots=True)
class _Found:
    """A finding before it has its number: its span, those of its sub-points, and the headings above it."""

    span: Span
    sub_points: tuple[Span, ...]
    path: tuple[str, ...]


def read_findings(document: Document) -> Findings:
    """What a feedback document says. One that is none has no groups; `looks_like` then says what it seems to be."""
    text = document.text
    parts = regions(text)
    opening_end = next((region.start for region in parts if region.role is Role.PROBLEMS), len(text))
    found = [one for region in parts if region.role is Role.PROBLEMS for one in _found_in(text, region)]
    stating = [one.span.end - one.span.start for one in found if states_problem(one.span.of(text))]
    if not is_feedback(text, stating):
        return _no_feedback(document)
    return Findings(
        document=document,
        inspected_unit=inspected_unit(text),
        inspection=inspection(text, opening_end),
        groups=_grouped(text, found),
        suggestions=tuple(_suggestions(text, parts)),
        deadlines=tuple(deadline_sentences(text, parts)),
        redactions=_redactions(text),
        doubts=tuple(_doubts(text, parts, found)),
    )


def _no_feedback(document: Document) -> Findings:
    return Findings(
        document=document,
        inspected_unit=None,
        inspection=Inspection(),
        groups=(),
        suggestions=(),
        deadlines=(),
        redactions=_redactions(document.text),
        doubts=(),
        looks_like=looks_like(document.text),
    )


def _redactions(text: str) -> tuple[Excerpt, ...]:
    return tuple(Excerpt.of(text, redaction.start, redaction.end) for redaction in redactions(text))


def _found_in(text: str, region: Region) -> Iterator[_Found]:
    """The findings of one region, from its items or else from its prose."""
    forest = items(text, region.start, region.end)
    top = (region.title,) if region.title else ()
    if not forest:
        yield from _from_prose(text, region.start, region.end, top)
    for item in forest:
        yield from _from_item(text, item, () if _is_group(text, item) else top)


def _from_item(text: str, item: Item, path: tuple[str, ...]) -> Iterator[_Found]:
    if _is_group(text, item):
        title = _title(text, item)
        inner = (*path, title.of(text).strip("。：:；;*_ ")) if title.end > title.start else path
        for child in item.children:
            yield from _from_item(text, child, inner)
        if not item.children:
            yield from _from_prose(text, _past_colon(text, title.end), item.end, inner)
        return
    span = item.words(text)
    if span.end > span.start:
        yield _Found(span, _sub_points(text, item, span), _own_group(text, item, path))


def _is_group(text: str, item: Item) -> bool:
    """Whether an item stands above findings: numbered problems below it, or a mere subject with a list or prose."""
    if any(child.label.style not in INLINE_LISTS for child in item.children):
        return True
    own, title = item.own(text), _title(text, item)
    if item.children:
        is_subject = item.label.style is Style.LINE or is_subject_only(title.of(text))
        return is_subject or not states_problem(own.of(text))
    is_high = item.label.style is Style.LINE or (
        item.label.style <= Style.HAN_BRACKETED and "\n" in text[title.end : own.end]
    )
    return is_high and is_subject_only(title.of(text)) and states_problem(text[title.end : own.end])


def _title(text: str, item: Item) -> Span:
    """The first sentence or line of an item's own words, up to a colon."""
    own = item.own(text)
    first = next(iter(sentences(own.of(text))), Span(0, 0))
    end = own.start + first.end
    colon = min((at for mark in "：:" if (at := text.find(mark, own.start, end)) >= 0), default=end)
    return Span(own.start, colon)


def _past_colon(text: str, at: int) -> int:
    return at + 1 if text[at : at + 1] in ("：", ":") else at


def _own_group(text: str, item: Item, path: tuple[str, ...]) -> tuple[str, ...]:
    """一、甲不够，乙不实；二、… in one line of news: each item is a group of the feedback and its only finding."""
    if path or item.label.style is not Style.HAN or not item.label.inside:
        return path
    pieces = problem_clauses(text, *item.words(text))
    return (pieces[0].of(text).strip("，,；;。 "),) if len(pieces) > 1 else path


def _sub_points(text: str, item: Item, span: Span) -> tuple[Span, ...]:
    if item.children:
        return tuple(words for child in item.children if (words := child.words(text)).end > words.start)
    return _statements(text, span, fewest=2 if item.label.inside else _FEWEST_OF_ITS_OWN)


_FEWEST_OF_ITS_OWN = 3
"""Problem statements that make a list of a numbered paragraph: 甲不够，有3处未做 is a headline and its fact."""


def _statements(text: str, span: Span, *, fewest: int) -> tuple[Span, ...]:
    """Coordinate problem statements of a single sentence, at ； or else at ，.

    Several sentences are headline, facts and responsibility of one problem, not several problems.
    """
    if len(sentences(span.of(text))) != 1:
        return ()
    pieces = _split(text, span, "；;")
    if len(pieces) < 2:
        pieces = [trimmed(text, *piece) for piece in problem_clauses(text, *span)]
        pieces = pieces if len(pieces) >= fewest else []
    return tuple(_without_stop(text, piece) for piece in pieces)


def _from_prose(text: str, start: int, end: int, path: tuple[str, ...]) -> Iterator[_Found]:
    """Paragraphs, or sentences of one paragraph, or the parts of one sentence: whichever there are several of.

    From the first to the last that states a problem: what stands between is one too, in words we do not know.
    """
    spans = [trimmed(text, *piece) for piece in _lines(text, start, end)]
    if len(spans) == 1:
        spans = [Span(spans[0].start + at.start, spans[0].start + at.end) for at in sentences(spans[0].of(text))]
    if len(spans) == 1:
        spans = _parts_of_sentence(text, spans[0])
    stating = [at for at, span in enumerate(spans) if states_problem(span.of(text))]
    for span in spans[stating[0] : stating[-1] + 1] if stating else ():
        yield _Found(span, _statements(text, span, fewest=2), path)


def _parts_of_sentence(text: str, sentence: Span) -> list[Span]:
    """甲不够；乙不实 at ；, else at ，, else at 、 as in 存在甲不够、乙不实等问题."""
    pieces = _split(text, sentence, "；;")
    if len(pieces) < 2:
        pieces = [trimmed(text, *piece) for piece in problem_clauses(text, *sentence)]
    if len(pieces) < 2:
        parts = _split(text, sentence, "、")
        pieces = parts if sum(states_problem(part.of(text)) for part in parts) >= 2 else pieces
    return pieces or [sentence]


def _split(text: str, span: Span, marks: str) -> list[Span]:
    """A span cut at marks outside quotation marks and brackets; each piece states a problem or joins the next."""
    cuts: list[int] = []
    depth = 0
    for at in range(span.start, span.end):
        depth += (text[at] in "“《（(「") - (text[at] in "”》）)」")
        if text[at] in marks and depth <= 0:
            cuts.append(at + 1)
    pieces: list[Span] = []
    begin = span.start
    for cut in (*cuts, span.end):
        if cut == span.end or states_problem(text[begin:cut]):
            pieces.append(trimmed(text, begin, cut))
            begin = cut
    return [piece for piece in pieces if piece.end > piece.start and states_problem(piece.of(text))]


def _without_stop(text: str, span: Span) -> Span:
    return Span(span.start, span.end - 1) if span.end - span.start > 1 and text[span.end - 1] == "。" else span


def _lines(text: str, start: int, end: int) -> Iterator[Span]:
    while start < end:
        line_end = text.find("\n", start, end)
        line_end = end if line_end < 0 else line_end
        if text[start:line_end].strip():
            yield Span(start, line_end)
        start = line_end + 1


def _grouped(text: str, found: Sequence[_Found]) -> tuple[Group, ...]:
    """Number the findings and put neighbours under the same headings into one group."""
    groups: list[Group] = []
    paths: list[tuple[str, ...]] = []
    for number, one in enumerate(found, start=1):
        finding = _finding(text, number, one)
        if paths and paths[-1] == one.path:
            groups[-1] = replace(groups[-1], findings=(*groups[-1].findings, finding))
        else:
            groups.append(Group(" › ".join(one.path), (finding,)))
            paths.append(one.path)
    return tuple(groups)


def _finding(text: str, number: int, one: _Found) -> Finding:
    first = next(iter(sentences(one.span.of(text))))
    headline = trimmed(text, one.span.start, one.span.start + first.end)
    return Finding(
        id=f"F{number}",
        excerpt=Excerpt.of(text, *one.span),
        headline=Excerpt.of(text, *(headline if headline.end > headline.start else one.span)),
        sub_points=tuple(Excerpt.of(text, *point) for point in one.sub_points),
    )


def _suggestions(text: str, parts: Iterable[Region]) -> Iterator[Suggestion]:
    spans = [span for region in parts if region.role is Role.SUGGESTIONS for span in _advice_in(text, region)]
    for number, span in enumerate(spans, start=1):
        yield Suggestion(f"A{number}", Excerpt.of(text, *span))


def _advice_in(text: str, region: Region) -> Iterator[Span]:
    """Items of a region of advice; without items its sentences, cut at ；."""
    forest = items(text, region.start, region.end)
    for item in forest:
        inner = item.children if item.label.style is Style.LINE else (item,)
        yield from (words for one in inner or (item,) if (words := one.words(text)).end > words.start)
    if forest:
        return
    for sentence in sentences(text[region.start : region.end]):
        start = region.start + sentence.start
        for piece in text[start : region.start + sentence.end].split("；"):
            words = trimmed(text, start, start + len(piece))
            start += len(piece) + 1
            if words.end > words.start:
                yield words


def _doubts(text: str, parts: Sequence[Region], found: Sequence[_Found]) -> Iterator[Doubt]:
    """What a person should look at. Before the first finding, sections that say nothing we know are an opening."""
    first = min(one.span.start for one in found)
    for region in parts:
        kind = _UNREAD.get(region.role)
        span = trimmed(text, region.start, region.end)
        if kind and region.start > first and not all(map(states_deadline, _sentences_of(span.of(text)))):
            yield Doubt(kind, Excerpt.of(text, *span))
        if region.role is Role.PROBLEMS:
            yield from _uncovered(text, region, found)
    for one in found:
        if not states_problem(one.span.of(text)):
            yield Doubt("states_no_problem", Excerpt.of(text, *one.span))


def _sentences_of(text: str) -> list[str]:
    return [sentence.of(text) for sentence in sentences(text)]


_UNREAD = {Role.UNCLEAR: "unclear_section", Role.REQUIREMENTS: "requirements_apart"}
"""Regions of which nothing goes into a plan, with the doubt that says so."""


def _uncovered(text: str, region: Region, found: Sequence[_Found]) -> Iterator[Doubt]:
    """Sentences of a region of problems that state one and stand in no finding and no heading."""
    headings = {title for one in found for title in one.path}
    for sentence in sentences(text[region.start : region.end]):
        span = trimmed(text, region.start + sentence.start, region.start + sentence.end)
        inside = any(one.span.start < span.end and span.start < one.span.end for one in found)
        is_heading = any(title in span.of(text) for title in headings if title)
        if not inside and not is_heading and states_problem(span.of(text)):
            yield Doubt("uncovered", Excerpt.of(text, *span))
