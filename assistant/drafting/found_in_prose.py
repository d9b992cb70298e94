"""A stretch of prose without items → its findings: its paragraphs, sentences, or the parts of its one sentence.

Text and a span in, findings before they have numbers out. It knows nothing of regions, items or advice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.drafting.defects import states_problem
from assistant.drafting.items import trimmed
from assistant.drafting.statements import parts_between, parts_of_sentence, statements
from assistant.text.sentences import Span, sentences


@dataclass(frozen=True, slots=True)
class Found:
    """A finding before it has its number: its span, those of its sub-points, and the headings above it."""

    span: Span
    sub_points: tuple[Span, ...]
    path: tuple[str, ...]


def found_in_prose(
    text: str, start: int, end: int, path: tuple[str, ...], *, of_paragraphs: bool = False
) -> Iterator[Found]:
    """Paragraphs, or sentences of one paragraph, or the parts of one sentence: whichever there are several of.

    From the first to the last that states a problem: what stands between is one too, in words we do not know. Under a
    heading paragraphs go on to its end. `of_paragraphs` where the document states a problem a paragraph, so that a
    single one is not cut.
    """
    of_units = _paragraphs_of_units(text, start, end)
    if of_units:
        for unit, span in of_units:
            yield from found_in_prose(text, *span, (*path, unit))
        return
    blocks = [block for block in _blocks(text, start, end) if not _SUMS_UP.match(text, *block.span)]
    spans = [block.span for block in blocks]
    are_paragraphs = len(spans) > 1
    if len(spans) == 1 and not blocks[0].has_title and not of_paragraphs:
        spans = [Span(spans[0].start + at.start, spans[0].start + at.end) for at in sentences(spans[0].of(text))]
        spans = parts_of_sentence(text, spans[0]) if len(spans) == 1 else spans
        blocks = [_Block(span, "") for span in spans]
    stating = [at for at, block in enumerate(blocks) if states_problem(block.span.of(text))]
    last = len(blocks) if are_paragraphs and path else (stating[-1] + 1 if stating else 0)
    of_topics = [_under_topic(text, block.span) for block in blocks]
    are_topics = any(len(pieces) > 1 for _, pieces in of_topics)
    led = [at for at, (_, pieces) in enumerate(of_topics) if pieces and are_topics]
    # what stands before the first of several topics sums them up
    first = led[0] if len(led) > 1 else stating[0] if stating else last
    while path and are_paragraphs and 0 < first < last and _is_told_alike(text, blocks[first - 1].span, of_paragraphs):
        first -= 1
    for block, (topic, pieces) in zip(blocks[first:last], of_topics[first:last], strict=True):
        below = (*path, block.subject) if block.subject else path
        if pieces and are_topics:
            yield from (Found(piece, statements(text, piece, fewest=2), (*below, topic)) for piece in pieces)
        else:
            yield Found(block.span, () if block.has_title else statements(text, block.span, fewest=2), below)


def _is_told_alike(text: str, paragraph: Span, of_paragraphs: bool) -> bool:
    """Whether a paragraph before the first that we understand is built as findings are: what is wrong in a few words,
    then what was found; where a paragraph is a problem, any that does not lead in.
    """
    told = sentences(paragraph.of(text))
    if of_paragraphs:
        return not paragraph.of(text).endswith(("：", ":"))
    return len(told) > 1 and len(told[0].of(paragraph.of(text))) <= _LONGEST_HEADLINE


_LONGEST_HEADLINE = 24
"""Characters."""
_SUMS_UP = re.compile(r"[ \t\u3000]*(?:以上|上述|这些)问题")
"""以上问题反映出…: what is said of the problems when all are told."""


def _under_topic(text: str, paragraph: Span) -> tuple[str, list[Span]]:
    """在队伍建设上，甲不够；乙不实: a mere topic with its problems, at least half of them stated in words we know."""
    topic = _TOPIC.match(text, *paragraph)
    rest = Span(topic.end(), paragraph.end) if topic else paragraph
    if topic is None or len(sentences(rest.of(text))) != 1:
        return "", []
    pieces = [trimmed(text, *piece) for piece in parts_between(text, rest, "；;")]
    stating = sum(states_problem(piece.of(text)) for piece in pieces)
    return topic["topic"], pieces if 2 * stating >= len(pieces) else []


_TOPIC = re.compile(
    r"[ \t\u3000]*(?P<topic>在[^，,。；;：:\n]{2,24}(?:方面|上|中|领域)|[^，,。；;：:\n]{2,24}(?:方面|领域))[，,：:。]"
)


def _paragraphs_of_units(text: str, start: int, end: int) -> list[tuple[str, Span]]:
    """县文联党组：… / 县科协党组：…, each unit with what its paragraph says of it; none where one has no unit."""
    lines = list(_lines(text, start, end))
    led = [_UNIT_LEADS.match(text, *line) for line in lines]
    if len(lines) < 2 or not all(led):
        return []
    return [(unit["unit"], Span(unit.end(), line.end)) for unit, line in zip(led, lines, strict=True) if unit]


_UNIT_LEADS = re.compile(
    r"[ \t\u3000]*(?P<unit>[^\n。；;，,：:]{1,24}"
    r"(?:党[委组]|党工委|支部|总支|[委局办部处院校镇乡社会所站]|街道|公司|中心))[：:](?=[^\n])"
)


@dataclass(frozen=True, slots=True)
class _Block:
    """A paragraph, or paragraphs with the line above them that is their title; `subject` is one that is no problem."""

    span: Span
    subject: str
    has_title: bool = False


def _blocks(text: str, start: int, end: int) -> Iterator[_Block]:
    """The paragraphs of a stretch. A short line without a stop titles those that follow, up to the next such line."""
    lines = [trimmed(text, *line) for line in _lines(text, start, end)]
    titles = [at for at, line in enumerate(lines[:-1]) if _is_title(text, line) and not _is_title(text, lines[at + 1])]
    ends = [*titles, len(lines)]
    yield from (_Block(line, "") for line in lines[: ends[0]])
    for at, following in zip(titles, ends[1:], strict=True):
        if states_problem(lines[at].of(text)):
            yield _Block(Span(lines[at].start, lines[following - 1].end), "", has_title=True)
        else:
            subject = _LEAD_IN.sub("", lines[at].of(text)).strip("：: ")
            yield from (_Block(line, subject) for line in lines[at + 1 : following])


_LEAD_IN = re.compile(r".*(?:是|如下|有|包括|表现[在为]|问题)[：: ]*$")
"""巡察发现的主要问题是： titles nothing."""
_STOPS = "。；;，,：:！？"
_LONGEST_TITLE = 40


def _is_title(text: str, line: Span) -> bool:
    return line.end - line.start <= _LONGEST_TITLE and not any(mark in _STOPS for mark in line.of(text).rstrip("：:"))


def _lines(text: str, start: int, end: int) -> Iterator[Span]:
    while start < end:
        line_end = text.find("\n", start, end)
        line_end = end if line_end < 0 else line_end
        if text[start:line_end].strip():
            yield Span(start, line_end)
        start = line_end + 1
