"""One region of problems → its findings: from its numbered items, else from its paragraphs, sentences or clauses.

The document's own structure decides: a numbered problem is a finding, numbers above it are groups, lists inside it are
its sub-points. Without structure the prose is cut at ； and at sentences. It knows nothing of advice or dates.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.drafting.announcements import is_subject_heading, is_subject_only
from assistant.drafting.defects import DefectKind, kind_of, problem_clauses, states_problem
from assistant.drafting.items import Item, items, trimmed
from assistant.drafting.labels import Style
from assistant.drafting.regions import Region
from assistant.text.sentences import Span, sentences
from assistant.text.terms import fold


@dataclass(frozen=True, slots=True)
class Found:
    """A finding before it has its number: its span, those of its sub-points, and the headings above it."""

    span: Span
    sub_points: tuple[Span, ...]
    path: tuple[str, ...]


def found_in(text: str, region: Region) -> Iterator[Found]:
    """The findings of one region, from its items or else from its prose."""
    forest = items(text, region.start, region.end)
    top = (region.title,) if region.title else ()
    if not forest:
        yield from _from_prose(text, region.start, region.end, top)
    for item in forest:
        yield from _from_item(text, item, () if _is_group(text, item) else top)


def found_in_cell(text: str, cell: Span, category: str) -> Found:
    """The finding of one cell of a table; lists inside it are its sub-points."""
    points = tuple(words for item in items(text, *cell) if (words := item.words(text)).end > words.start)
    return Found(cell, points or _statements(text, cell, fewest=_FEWEST_OF_ITS_OWN), (category,) if category else ())


def _from_item(text: str, item: Item, path: tuple[str, ...]) -> Iterator[Found]:
    if _is_group(text, item):
        title = _title(text, item)
        inner = (*path, title.of(text).strip("。：:；;*_】〕] ")) if title.end > title.start else path
        for child in item.children:
            yield from _from_item(text, child, inner)
        if not item.children:
            yield from _from_prose(text, _past_colon(text, title.end), item.end, inner)
        return
    span = item.words(text)
    if span.end > span.start and not _is_empty_heading(span.of(text)):
        yield Found(span, _sub_points(text, item, span), _own_group(text, item, path))


def _is_group(text: str, item: Item) -> bool:
    """Whether an item stands above findings: numbered problems below it, or a mere subject with a list or prose."""
    if any(not child.label.divides for child in item.children):
        return True
    own, title = item.own(text), _title(text, item)
    if item.children:
        is_subject = item.label.style is Style.LINE or is_subject_only(title.of(text))
        return is_subject or not states_problem(own.of(text))
    is_high = item.label.style is Style.LINE or (
        item.label.style <= Style.HAN_BRACKETED and "\n" in text[title.end : own.end]
    )
    return is_high and is_subject_only(title.of(text)) and states_problem(text[title.end : own.end])


def _is_empty_heading(words: str) -> bool:
    """Whether a form's heading stands there with nothing under it, or with 无。"""
    title, _, below = words.partition("\n")
    return is_subject_heading(title) and fold(below).strip(" 。\n") in ("", "无", "没有", "未发现", "略", "暂无", "/")


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

    Several sentences are headline, facts and responsibility of one problem, not several problems; so are clauses of
    which one counts something (甲不力，3处没有做).
    """
    if len(sentences(span.of(text))) != 1:
        return ()
    pieces = _split(text, span, "；;")
    if len(pieces) < 2:
        folded = fold(span.of(text))
        tells_facts = _COUNTED.search(folded) is not None and not _FRAME.match(folded)
        pieces = [] if tells_facts else _coordinate(text, span)
        pieces = [] if _is_headline_and_fact(text, pieces) else pieces
        pieces = pieces if len(pieces) >= fewest else []
    return tuple(_without_stop(text, piece) for piece in pieces)


def _is_headline_and_fact(text: str, pieces: Sequence[Span]) -> bool:
    """扫描监管流于形式，扫描人员没有登记: what was not well done, and what of the same matter was left undone."""
    if len(pieces) != 2 or _FRAME.match(fold(pieces[0].of(text))):
        return False
    headline, fact = (fold(piece.of(text)) for piece in pieces)
    kinds = (kind_of(headline), kind_of(fact))
    goes_on = _WITHOUT_SUBJECT.match(fact) is not None or bool(_pairs(headline) & _pairs(fact))
    return goes_on and kinds[0] is not DefectKind.OMISSION and kinds[1] is DefectKind.OMISSION


_WITHOUT_SUBJECT = re.compile(r"全年|至今|一直|从未|长期|没有|未|多次")


def _pairs(clause: str) -> set[str]:
    """Its pairs of Chinese characters, those of the omission itself apart."""
    plain = re.sub(r"没有|未能?|[^\u4e00-\u9fff]", " ", clause)
    return {plain[at : at + 2] for at in range(len(plain) - 1) if " " not in plain[at : at + 2]}


def _coordinate(text: str, span: Span) -> list[Span]:
    """The statements of a sentence side by side; one with a figure is the fact of the one before it."""
    pieces: list[Span] = []
    for piece in problem_clauses(text, *span):
        if pieces and _FIGURE.search(fold(piece.of(text))):
            pieces[-1] = Span(pieces[-1].start, piece.end)
        else:
            pieces.append(piece)
    return [trimmed(text, *piece) for piece in pieces]


_FIGURE = re.compile(r"(?<![所下]属)(?<!\d)[\dXx×]")
"""A figure of the fact itself: 对所属9家子公司的监督存在盲区 is a statement of its own."""
_COUNTED = re.compile(rf"{_FIGURE.pattern}|[一二两三四五六七八九十半]+(?:年|个月|次|名|人|户|家|处|笔|万)")
_FRAME = re.compile(r"^在[^,，。;；]{2,20}方面[,，]")
"""在政治建设方面，甲，乙: a subject and its statements, whatever they count."""


def _from_prose(text: str, start: int, end: int, path: tuple[str, ...]) -> Iterator[Found]:
    """Paragraphs, or sentences of one paragraph, or the parts of one sentence: whichever there are several of.

    From the first to the last that states a problem: what stands between is one too, in words we do not know. Under a
    heading paragraphs go on to its end.
    """
    blocks = list(_blocks(text, start, end))
    spans = [block.span for block in blocks]
    are_paragraphs = len(spans) > 1
    if len(spans) == 1 and not blocks[0].has_title:
        spans = [Span(spans[0].start + at.start, spans[0].start + at.end) for at in sentences(spans[0].of(text))]
        spans = _parts_of_sentence(text, spans[0]) if len(spans) == 1 else spans
        blocks = [_Block(span, "") for span in spans]
    stating = [at for at, block in enumerate(blocks) if states_problem(block.span.of(text))]
    last = len(blocks) if are_paragraphs and path else (stating[-1] + 1 if stating else 0)
    for block in blocks[stating[0] : last] if stating else ():
        below = (*path, block.subject) if block.subject else path
        yield Found(block.span, () if block.has_title else _statements(text, block.span, fewest=2), below)


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


def _parts_of_sentence(text: str, sentence: Span) -> list[Span]:
    """甲不够；乙不实 at ；, else at ，, else at 、 as in 存在甲不够、乙不实等问题."""
    pieces = _split(text, sentence, "；;")
    if len(pieces) < 2:
        pieces = _coordinate(text, sentence)
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
