"""One sentence → the problems that it states side by side: 甲不够；乙不实, 甲不够，乙不实, 存在甲、乙等问题.

Text and a span in, spans out. It knows nothing of items, paragraphs or headings.
"""

from __future__ import annotations

import re
from itertools import pairwise

from assistant.drafting.announcements import problem_lists
from assistant.drafting.defects import problem_clauses, states_problem
from assistant.drafting.items import trimmed
from assistant.text.sentences import Span
from assistant.text.terms import fold


def coordinate_statements(text: str, span: Span) -> list[Span]:
    """甲不够，乙不实，丙不力 one by one; none of a sentence that counts something, for that tells facts of one problem.

    >>> sentence = "学习不深，决策不规范。"
    >>> [one.of(sentence) for one in coordinate_statements(sentence, Span(0, len(sentence)))]
    ['学习不深', '决策不规范。']
    """
    if tells_figures(span.of(text)):
        return []
    pieces = [trimmed(text, *piece) for piece in problem_clauses(text, *span)]
    return pieces if len(pieces) > 1 else []


def tells_figures(words: str) -> bool:
    """Whether words count or date something, as the facts of a problem do.

    >>> tells_figures("对所属9家子公司的监督存在盲区"), tells_figures("半年没有研讨")
    (False, True)
    """
    return _COUNTED.search(fold(words)) is not None


_COUNTED = re.compile(
    r"(?<![所下]属)(?<!\d)[\dXx×]|[一二两三四五六七八九十半]+(?:年|个月|[天次遍回趟名人户家处笔万成倍])"
)
"""A figure of the fact itself: 对所属9家子公司的监督存在盲区 is a statement of its own."""


def parts_of_sentence(text: str, sentence: Span) -> list[Span]:
    """甲不够；乙不实 at ；, else 甲、乙 of 存在甲、乙等问题 at 、, else more than two at ，.

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
        stated = coordinate_statements(text, sentence)
        pieces = stated if len(stated) > 2 else pieces
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
