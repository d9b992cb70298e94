"""Two things asked about side by side → the sentences that tell of both: one for the two of them, where one tells both,
or in two editions of a rule those that say the same of it. Ranked sentences in, ranked sentences or one of them out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import product

from assistant.composing.asked import FIGURES, OF_A_DEED, held
from assistant.composing.expected import wanted_spans
from assistant.composing.ranking import Ranked
from assistant.composing.signals import Weighed
from assistant.composing.wording import Told, pieces_of, told_stretch, told_whole
from assistant.text.sentences import Span
from assistant.text.terms import fold, index_terms

_AS_GOOD = 0.8
"""Share of the best sentence's score, for each of the two, that one sentence for both must have."""

_HOLDS = 0.45
"""How far a sentence holds a word that it names."""

_FIGURE = r"\d[\d.,]*[万亿]?[%％\u4e00-\u9fff]{0,3}?"
_ANY_FIGURE = re.compile(r"\d[\d.]*")
_CHANGE = re.compile(rf"[由从](?:[\u4e00-\u9fff]{{0,8}}的?){_FIGURE}，?[\u4e00-\u9fff]{{0,6}}?[到至为]{_FIGURE}")
_TIMES = re.compile(
    r"(?:整改|改[造革]|巡察|反馈|修[订改])[前后时]|[之以]?[前后](?=[，,？?多是])|原来|过去|以前|现在|目前|如今|后来"
)
"""What tells two states of one thing from one another."""

_LOOK_AT = 5
_NEARLY = 0.6
_ALIKE = 0.5
"""What it adds to two sentences of two editions that they are built alike."""

_UNLIKE = 0.35
"""Share of pairs in common up to which two sentences are no two states of one article."""


def of_both(orders: Sequence[Ranked]) -> Told | None:
    """The one sentence that tells both sides, cut to what tells them; None where none does as well as two would."""
    if len(orders) != 2 or not all(order.candidates for order in orders):
        return None
    first, second = orders
    for side, other in ((first, second), (second, first)):
        likely = (one for score, one in side.candidates if score >= _AS_GOOD * side.candidates[0][0])
        found = next((one for one in likely if _is_as_good(one, other) and _tells_both(one, first, second)), None)
        if found is not None:
            return _cut(found, first, second)
    of_figures = first.question.asks in FIGURES and _figures(first, first.best.unit.text) > 1
    same = of_figures and _place(first.best) == _place(second.best) and not first.best.unit.row
    return told_whole(first.best.unit, first.best.source) if same else None


def _is_as_good(one: Weighed, other: Ranked) -> bool:
    """Whether a sentence answers the other side nearly as well as anything does; what finds nothing is no bar."""
    if other.probability < other.coefficients.least:
        return True
    scores = {_place(each): score for score, each in other.candidates}
    return scores.get(_place(one), 0.0) >= _AS_GOOD * other.candidates[0][0]


def _cut(one: Weighed, first: Ranked, second: Ranked) -> Told:
    """The clauses between ；from the first to the last that tells of a side."""
    pieces = pieces_of(one.unit.text)
    texts = [piece.of(one.unit.text) for piece in pieces]
    own = [(side, word) for side, other in ((first, second), (second, first)) for word in _own(side, other)]
    telling = [
        at
        for at, text in enumerate(texts)
        if _CHANGE.search(text) or any(held(side.asked, word, fold(text)) >= _HOLDS for side, word in own)
    ]
    begin, end = pieces[telling[0]].start, pieces[telling[-1]].end
    start = one.unit.span.start
    return told_stretch(one.source, Span(start + begin, start + end))


def _place(one: Weighed) -> tuple[str, int, int]:
    return one.source.item.passage.document_id, one.unit.span.start, one.unit.span.end


def _tells_both(one: Weighed, first: Ranked, second: Ranked) -> bool:
    """Whether a sentence has a figure for each side, and names each or says how the one became the other."""
    text = one.unit.text
    if one.unit.row or _figures(first, text) < 2:
        return False
    if _TIMES.search(first.question.text) and _TIMES.search(second.question.text) and _CHANGE.search(text):
        return True
    return _names(first, second, one) and _names(second, first, one)


def _figures(side: Ranked, text: str) -> int:
    """How many figures, or names, of the kind asked for a text has; any, where no kind is asked for."""
    if side.question.asks in OF_A_DEED:
        return len(wanted_spans(side.question, text))
    return len(_ANY_FIGURE.findall(text))


def _names(side: Ranked, other: Ranked, one: Weighed) -> bool:
    """Whether a sentence names what tells one side from the other; its headings may name what tells no more."""
    own = _own(side, other)
    text = fold(one.unit.text)
    inside = [word for word in own if _is_said(side, word, text, one.unit.head)]
    around = f"{text}\n{one.unit.head}\n{fold(one.unit.lead_text)}"
    return any(len(word) > 1 for word in inside) and all(held(side.asked, word, around) >= _HOLDS for word in own)


def _is_said(side: Ranked, word: str, text: str, head: str) -> bool:
    """Whether a text has a word, or another for it that is not in its headings and so tells the sides apart."""
    return any(form in text and (form == word or form not in head) for form, _ in side.asked.forms[word])


def _own(side: Ranked, other: Ranked) -> list[str]:
    return [word for word in side.question.words if word not in other.question.words and word in side.asked.weights]


def counterparts(orders: Sequence[Ranked]) -> list[Ranked]:
    """The sentences of two editions of a rule, those first that answer well and are built alike: the same article."""
    if _likeness(*(order.best for order in orders)) > _UNLIKE:
        return [*orders]
    pairs = product(*(_likely(order) for order in orders))
    best = max(pairs, key=lambda pair: pair[0][0] + pair[1][0] + _ALIKE * _likeness(pair[0][1], pair[1][1]))
    return [_with_first(order, one) for order, (_, one) in zip(orders, best, strict=True)]


def _likely(order: Ranked) -> list[tuple[float, Weighed]]:
    return [pair for pair in order.candidates[:_LOOK_AT] if pair[0] >= _NEARLY * order.candidates[0][0]] or [
        order.candidates[0]
    ]


def _likeness(one: Weighed, other: Weighed) -> float:
    """Share of pairs of characters in common, figures apart."""
    left, right = (
        frozenset(
            term for term in index_terms(fold(each.unit.text)) if len(term) > 1 and not any(map(str.isdigit, term))
        )
        for each in (one, other)
    )
    return len(left & right) / max(1, len(left | right))


def _with_first(order: Ranked, first: Weighed) -> Ranked:
    score = order.candidates[0][0]
    return replace(order, candidates=((score, first), *(pair for pair in order.candidates if pair[1] is not first)))
