"""One sentence → the problems that it states side by side: 甲不够；乙不实, 甲不够，乙不实, 存在甲、乙等问题.

Text and a span in, spans out. It knows nothing of items, paragraphs or headings.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from assistant.drafting.announcements import problem_lists
from assistant.drafting.defects import DefectKind, kind_of, problem_clauses, states_problem
from assistant.drafting.items import trimmed
from assistant.text.sentences import Span, sentences
from assistant.text.terms import fold


def statements(text: str, span: Span, *, fewest: int) -> tuple[Span, ...]:
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
_COUNTED = re.compile(rf"{_FIGURE.pattern}|[一二两三四五六七八九十半]+(?:年|个月|[天次遍回趟名人户家处笔万成倍])")
_FRAME = re.compile(r"^在[^,，。;；]{2,20}方面[,，]")
"""在政治建设方面，甲，乙: a subject and its statements, whatever they count."""


def parts_of_sentence(text: str, sentence: Span) -> list[Span]:
    """甲不够；乙不实 at ；, else 甲、乙 of 存在甲、乙等问题 at 、, else at ，.

    Where some parts at ； state a problem, all are told as problems, also in words we do not know.
    """
    pieces = [piece for part in parts_between(text, sentence, "；;") if (piece := trimmed(text, *part)).of(text)]
    if not any(states_problem(piece.of(text)) for piece in pieces):
        pieces = []
    folded = fold(sentence.of(text))
    listed = list(problem_lists(folded, 0, len(folded))) if len(pieces) < 2 else []
    if len(listed) == 1:
        parts = _split(text, Span(*(sentence.start + at for at in listed[0])), "、")
        pieces = parts if len(parts) >= 2 else pieces
    if len(pieces) < 2:
        pieces = _coordinate(text, sentence)
    if len(pieces) < 2:
        parts = _split(text, sentence, "、")
        pieces = parts if sum(states_problem(part.of(text)) for part in parts) >= 2 else pieces
    return pieces or [sentence]


def _split(text: str, span: Span, marks: str) -> list[Span]:
    """A span cut at marks; each piece states a problem or joins the next, unless most parts of a list state one."""
    parts = parts_between(text, span, marks)
    stating = sum(states_problem(part.of(text)) for part in parts)
    if marks != "、" and len(parts) > 2 and 2 * stating > len(parts):
        return [trimmed(text, *part) for part in parts]
    pieces: list[Span] = []
    begin = span.start
    for part in parts:
        if part == parts[-1] or states_problem(text[begin : part.end]):
            pieces.append(trimmed(text, begin, part.end))
            begin = part.end
    return [piece for piece in pieces if piece.end > piece.start and states_problem(piece.of(text))]


def parts_between(text: str, span: Span, marks: str) -> list[Span]:
    """A span cut behind marks outside quotation marks and brackets; parts of white space are none."""
    cuts: list[int] = []
    depth = 0
    for at in range(span.start, span.end):
        depth += (text[at] in "“《（(「") - (text[at] in "”》）)」")
        if text[at] in marks and depth <= 0:
            cuts.append(at + 1)
    spans = [Span(start, end) for start, end in pairwise([span.start, *cuts, span.end])]
    return [part for part in spans if part.of(text).strip()]


def _without_stop(text: str, span: Span) -> Span:
    return Span(span.start, span.end - 1) if span.end - span.start > 1 and text[span.end - 1] == "。" else span
