"""A stretch of prose without items → its findings: its paragraphs, sentences, or the parts of its one sentence.

Text and a span in, findings before they have numbers out. It knows nothing of regions, items or advice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.drafting.columns_of_feedback import holds
from assistant.drafting.defects import states_problem
from assistant.drafting.items import trimmed
from assistant.drafting.points import without_responsibility
from assistant.drafting.statements import parts_between, parts_of_sentence, tells_figures
from assistant.text.sentences import Span, sentences


@dataclass(frozen=True, slots=True)
class Found:
    """A finding before it has its number: its span, those of its sub-points, and the headings above it."""

    span: Span
    sub_points: tuple[Span, ...]
    path: tuple[str, ...]


def found_in_prose(
    text: str, start: int, end: int, path: tuple[str, ...], *, of_paragraphs: bool = False, are_announced: bool = False
) -> Iterator[Found]:
    """Paragraphs, or sentences of one paragraph, or the parts of one sentence: whichever there are several of.

    From the first to the last that states a problem: what stands between is one too, in words we do not know. Under a
    heading paragraphs go on to its end, and all parts of one sentence are told alike. `of_paragraphs` where the
    document states a problem a paragraph, so that a single one is not cut; `are_announced` where the stretch is a whole
    section of problems, so that all of it is kept though none is stated in words we know.
    """
    led = _led_paragraphs(text, start, end)
    for lead, span in led:
        yield from found_in_prose(text, *span, (*path, lead))
    if led:
        return
    blocks = [block for block in _blocks(text, start, end) if not _SUMS_UP.match(text, *block.span)]
    of_topics = [_under_topic(text, block.span) for block in blocks]
    if len(blocks) == 1 and not blocks[0].has_title and not of_paragraphs and len(of_topics[0][1]) < 2:
        yield from _found_in_paragraph(text, blocks[0].span, path, are_announced=are_announced)
        return
    first, last = _reach(text, blocks, of_topics, path, of_paragraphs=of_paragraphs, are_announced=are_announced)
    for block, (topic, pieces) in zip(blocks[first:last], of_topics[first:last], strict=True):
        below = (*path, block.subject) if block.subject else path
        if pieces and _are_topics(text, of_topics):
            yield from (Found(piece, (), (*below, topic)) for piece in pieces)
        else:
            yield Found(block.span, (), below)


def _found_in_paragraph(text: str, paragraph: Span, path: tuple[str, ...], *, are_announced: bool) -> Iterator[Found]:
    """The sentences of a paragraph from the first that states a problem on: under a heading to its end, else to the
    last that states one. Of the only one its parts.
    """
    told = [Span(paragraph.start + at.start, paragraph.start + at.end) for at in sentences(paragraph.of(text))]
    stating = [at for at, span in enumerate(told) if states_problem(span.of(text))]
    stating = stating or (_all_told(text, told) if are_announced else [])
    reach = told[stating[0] : None if path else stating[-1] + 1] if stating else []
    kept = _with_their_facts(text, reach)
    if len(reach) == 1:
        but = _BUT.match(text, *kept[0])
        kept = parts_of_sentence(text, Span(but.end() if but else kept[0].start, kept[0].end))
    led = [_TOPIC.match(text, *span) for span in kept]
    for span, topic in zip(kept, led, strict=True):
        if topic and sum(map(bool, led)) > 1:
            yield Found(Span(topic.end(), span.end), (), (*path, topic["topic"]))
        else:
            yield Found(span, (), path)


def _all_told(text: str, spans: Sequence[Span]) -> list[int]:
    """All of some sentences or paragraphs: where none states a problem in words we know, each may.

    Fields of a form and titles, which end without a stop, are none.
    """
    return [at for at, span in enumerate(spans) if span.of(text).endswith("。")]


_BUT = re.compile(r"[ \t\u3000]*(?:但是?|不过|然而)[，,]?")
"""What ties a problem to the praise before it."""


def _reach(
    text: str,
    blocks: Sequence[_Block],
    of_topics: Sequence[tuple[str, list[Span]]],
    path: tuple[str, ...],
    *,
    of_paragraphs: bool,
    are_announced: bool,
) -> tuple[int, int]:
    """From which block to which one findings are told."""
    spans = [block.span for block in blocks]
    stating = [at for at, span in enumerate(spans) if states_problem(span.of(text))]
    stating = stating or (_all_told(text, spans) if are_announced else [])
    last = len(blocks) if path and len(blocks) > 1 else (stating[-1] + 1 if stating else 0)
    led = [at for at, (_, pieces) in enumerate(of_topics) if pieces and _are_topics(text, of_topics)]
    # what stands before the first of several topics sums them up
    first = led[0] if len(led) > 1 else stating[0] if stating else last
    while 0 < first < last and _is_told_alike(text, blocks[first - 1].span, of_paragraphs):
        first -= 1
    while 0 < last < len(blocks) and (last in led or _is_told_alike(text, blocks[last].span, of_paragraphs)):
        last += 1
    return first, last


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
    """在队伍建设上，甲不够；乙不实, 队伍建设方面。甲。乙。: a mere topic with its problems."""
    topic = _TOPIC.match(text, *paragraph)
    if topic is None:
        return "", []
    rest = Span(topic.end(), paragraph.end)
    told = [Span(rest.start + at.start, rest.start + at.end) for at in sentences(rest.of(text))]
    if len(told) == 1:
        pieces = [trimmed(text, *piece) for piece in parts_between(text, rest, "；;")]
        has_others = any(_TOPIC.match(text, *piece) for piece in pieces)
        return ("", []) if has_others else (topic["topic"], pieces)
    return topic["topic"], _with_their_facts(text, told) if topic[0].endswith("。") else []


def _with_their_facts(text: str, told: Sequence[Span]) -> list[Span]:
    """Sentences one by one, unless the first is a headline: what is wrong in a few words, then what was found."""
    if not told or not _is_headline(told[0].of(text)):
        return list(told)
    pieces: list[Span] = []
    for span in told:
        if pieces and not _is_headline(span.of(text)) and tells_figures(span.of(text)):
            pieces[-1] = Span(pieces[-1].start, span.end)
        else:
            pieces.append(span)
    return pieces


def _is_headline(sentence: str) -> bool:
    return len(sentence) <= _LONGEST_HEADLINE and not _CLAUSE_END.search(sentence)


def _are_topics(text: str, of_topics: Sequence[tuple[str, list[Span]]]) -> bool:
    """Whether topics have several problems, at least half of them all stated in words we know."""
    pieces = [piece for _, of_topic in of_topics for piece in of_topic]
    stating = sum(states_problem(piece.of(text)) for piece in pieces)
    return 2 * stating >= len(pieces) and any(len(of_topic) > 1 for _, of_topic in of_topics)


_CLAUSE_END = re.compile(r"[，,；;]")
_TOPIC = re.compile(
    r"[ \t\u3000]*(?P<topic>在[^，,。；;：:\n]{2,24}(?:方面|上|中|领域)|[^，,。；;：:\n]{2,24}(?:方面|领域))[，,：:。]"
)


def _led_paragraphs(text: str, start: int, end: int) -> list[tuple[str, Span]]:
    """县文联党组：… / 政治上：…, each unit or topic with what its paragraph says of it; none where one has none."""
    lines = list(_lines(text, start, end))
    led = [_LEADS.match(text, *line) for line in lines]
    if len(lines) < 2 or any(lead is None or holds(lead[1]) or states_problem(lead[1]) for lead in led):
        return []
    return [(lead[1], Span(lead.end(), line.end)) for lead, line in zip(led, lines, strict=True) if lead]


_LEADS = re.compile(r"[ \t\u3000]*([^\n。；;，,：:]{1,24})[：:](?=[^\n])")


@dataclass(frozen=True, slots=True)
class _Block:
    """A paragraph, or paragraphs with the line above them that is their title; `subject` is one that is no problem."""

    span: Span
    subject: str
    has_title: bool = False


def _blocks(text: str, start: int, end: int) -> Iterator[_Block]:
    """The paragraphs of a stretch. A short line without a stop titles those that follow, up to the next such line.

    Where mere subjects stand right above such titles, these are problems and those their groups.
    """
    lines = _with_who_answers(text, [trimmed(text, *line) for line in _lines(text, start, end)])
    short = [at for at, line in enumerate(lines[:-1]) if is_title(text, line)]
    subjects = [at for at in short if at + 1 in short and not states_problem(lines[at].of(text))]
    titles = [at for at in short if at + 1 not in short]
    ends = sorted([*titles, *subjects, len(lines)])
    below = [[line.of(text) for line in lines[at + 1 : end]] for at, end in pairwise(ends) if at in titles]
    are_groups = not subjects and are_paragraphs_of_groups([lines[at].of(text) for at in titles], below)
    yield from (_Block(line, "") for line in lines[: ends[0]])
    group = ""
    for at, following in pairwise(ends):
        title = lines[at].of(text)
        if states_problem(title) and not are_groups:
            yield _Block(Span(lines[at].start, lines[following - 1].end), group, has_title=True)
        else:
            group = _LEAD_IN.sub("", title).strip("：: ")
            yield from (_Block(line, group) for line in lines[at + 1 : following])


def _with_who_answers(text: str, lines: Sequence[Span]) -> list[Span]:
    """Lines, of which one that only says who answers goes with the one above it."""
    whole: list[Span] = []
    for line in lines:
        if whole and not without_responsibility(line.of(text)).strip("。 "):
            whole[-1] = Span(whole[-1].start, line.end)
        else:
            whole.append(line)
    return whole


def are_paragraphs_of_groups(titles: Sequence[str], below: Sequence[Sequence[str]]) -> bool:
    """Whether the paragraphs below several headings are a problem each: most state one in words we know, and below one
    of the headings stand several; below a third of them where headings state problems themselves.
    """
    every = [paragraph for paragraphs in below for paragraph in paragraphs]
    several = sum(len(paragraphs) > 1 for paragraphs in below)
    fewest = len(below) / 3 if any(map(states_problem, titles)) else 1
    stating = sum(map(states_problem, every))
    return len(below) > 1 and several >= fewest and all(below) and 2 * stating > len(every)


_LEAD_IN = re.compile(r".*(?:是|如下|有|包括|表现[在为]|问题)[：: ]*$")
"""巡察发现的主要问题是： titles nothing."""
_STOPS = "。；;，,：:！？"
_LONGEST_TITLE = 40


def is_title(text: str, line: Span) -> bool:
    """Whether a line is as short as a heading and holds no stop."""
    return line.end - line.start <= _LONGEST_TITLE and not any(mark in _STOPS for mark in line.of(text).rstrip("：:"))


def _lines(text: str, start: int, end: int) -> Iterator[Span]:
    while start < end:
        line_end = text.find("\n", start, end)
        line_end = end if line_end < 0 else line_end
        if text[start:line_end].strip():
            yield Span(start, line_end)
        start = line_end + 1
